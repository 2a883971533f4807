from __future__ import annotations

import pytest

import kg
from kg.tools import Toolbox


@pytest.fixture(scope="session")
def box() -> Toolbox:
    """Give the tools of the shipped corpus."""
    return Toolbox(kg.load())
