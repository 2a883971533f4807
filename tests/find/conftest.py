from __future__ import annotations

import pytest

import kg
from kg.knowledge import Knowledge


@pytest.fixture(scope="session")
def graph() -> Knowledge:
    """Give the shipped graph, once."""
    return kg.load()
