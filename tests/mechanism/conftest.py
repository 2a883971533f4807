from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from kg.graph import Comparison, Effect, Graph, Support
from kg.model import Entity, Evidence, Reference

Make = Callable[..., Graph]
SIGN = {"increases": "+", "decreases": "-", "does_not_change": "0"}


def record(**fields: Any) -> Evidence:
    """Make a record; what is not given is plain."""
    plain = {
        "id": "x", "references": ["ran2021"], "read_in": "liu2025", "locator": ["abstract"],
        "certainty": "asserted", "summary": "S", "system": {"setting": "in_vitro"},
    }  # fmt: skip
    return Evidence.model_validate(plain | fields)


@pytest.fixture
def make() -> Make:
    """Make a graph of processes a to f and two beams from a few lines."""

    def made(
        *edges: tuple[Any, ...], entities: dict[str, dict[str, Any]] | None = None,
        compared: tuple[tuple[Any, ...], ...] = (),
    ) -> Graph:  # fmt: skip
        things: dict[str, dict[str, Any]] = {key: {"kind": "process"} for key in "abcdef"}
        things |= {
            "ionising": {"kind": "radiation"},
            "carbon": {"kind": "radiation", "broader": ["ionising"]},
            "photon": {"kind": "radiation", "broader": ["ionising"]},
        } | (entities or {})
        effects = []
        for subject, predicate, obj, *fields in edges:
            supports = [Support("c", record(**more)) for more in fields or [{}]]
            sign = SIGN.get(predicate)
            effects.append(Effect(subject, predicate, obj, sign, tuple(supports)))
        comparisons = tuple(
            Comparison(one, other, obj, (level,), (basis,),
                       tuple(Support("c", record(**more)) for more in fields or [{}]))
            for one, other, obj, level, basis, *fields in compared
        )  # fmt: skip
        return Graph(
            {key: Entity.model_validate({"id": key, "label": key} | fields)
             for key, fields in things.items()},
            {key: Reference(id=key, title="T", study_type=kind) for key, kind in STUDIES.items()},
            {}, {}, {}, tuple(effects), comparisons,
        )  # fmt: skip

    return made


STUDIES = {
    "ran2021": "primary_invitro", "zhou2022": "primary_invivo", "hu2024": "primary_invivo",
    "liu2025": "review", "cds2020": "guideline",
}  # fmt: skip
