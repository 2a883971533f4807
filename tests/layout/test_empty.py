from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from kg.curation import read
from kg.graph import assemble
from kg.layout import arrange

SMALL = Path(__file__).parents[1] / "data" / "small"


def test_a_graph_without_claims_has_an_empty_picture() -> None:
    layout = arrange(assemble(replace(read(SMALL), claims={})))
    assert (dict(layout.places), layout.lanes, dict(layout.routes)) == ({}, (), {})
