from __future__ import annotations

import shutil
from pathlib import Path

import pytest

SMALL = Path(__file__).parents[1] / "data" / "small"


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """Give a copy of the small corpus that a test may break."""
    return Path(shutil.copytree(SMALL, tmp_path / "small"))
