from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from kg.graph import Comparison, Effect, Graph, Support
from kg.model import Entity, Evidence, Manifest, Reference

Make = Callable[..., Graph]
SIGN = {"increases": "+", "decreases": "-", "does_not_change": "0"}
STUDIES = {
    "ran2021": "primary_invitro", "zhou2022": "primary_invivo", "hu2024": "primary_invivo",
    "liu2025": "review",
}  # fmt: skip
BASES = {"equal": {"words": "same dose", "phrase": "at equal dose"},
         "matched": {"words": "matched doses", "phrase": "at matched doses"},
         "unspecified": {"words": "not stated"}}  # fmt: skip


def record(**fields: Any) -> Evidence:
    """Make a record; what is not given is plain."""
    plain = {
        "id": "x", "references": ["ran2021"], "read_in": "liu2025", "locator": ["abstract"],
        "certainty": "asserted", "summary": "S", "system": {"setting": "in_vitro"},
    }  # fmt: skip
    return Evidence.model_validate(plain | fields)


@pytest.fixture
def make() -> Make:
    """Make a graph of two beams and a few quantities from a few lines.

    `edges` are (subject, predicate, object, record...), `compared` are (arm, other, object, level,
    basis, record...).
    """

    def made(
        *edges: tuple[Any, ...], compared: tuple[tuple[Any, ...], ...] = (),
        entities: dict[str, dict[str, Any]] | None = None, gaps: dict[str, Any] | None = None,
    ) -> Graph:  # fmt: skip
        things: dict[str, dict[str, Any]] = {
            "xylose": {"kind": "process"}, "fervour": {"kind": "process"},
            "zeal": {"kind": "molecule"},
            "zeal-release": {"kind": "measure", "of": "zeal", "aspect": "secretion"},
            "heavy-beam": {"kind": "radiation", "label": "heavy beam"},
            "light-beam": {"kind": "radiation", "label": "light beam"},
        } | (entities or {})
        effects, comparisons = [], []

        def supports(key: str, fields: tuple[Any, ...]) -> tuple[Support, ...]:
            return tuple(
                Support(key, record(id=f"r{n}", **more)) for n, more in enumerate(fields or ({},))
            )

        for subject, predicate, obj, *fields in edges:
            key = f"{subject}.{predicate}.{obj}"
            found = supports(key, tuple(fields))
            effects.append(Effect(subject, predicate, obj, SIGN.get(predicate), found))
        for one, other, obj, level, basis, *fields in compared:
            key = f"{one}.increases.{obj}"
            found = supports(key, tuple(fields))
            comparisons.append(Comparison(one, other, obj, (level,), (basis,), found))
        manifest = Manifest.model_validate({
            "id": "t", "title": "T", "licence": "CC0-1.0", "base": "https://example.org/t/",
            "bases": BASES,
            "facets": {"oxygen": ["normoxia", "hypoxia"], "dose": {"units": ["Gy"]}},
        })  # fmt: skip
        return Graph(
            {key: Entity.model_validate({"id": key, "label": key} | fields)
             for key, fields in things.items()},
            {key: Reference(id=key, title="T", study_type=kind, DOI=f"10.1000/{key}")
             for key, kind in STUDIES.items()},
            {}, gaps or {}, {}, tuple(effects), tuple(comparisons), manifest=manifest,
        )  # fmt: skip

    return made
