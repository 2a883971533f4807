from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import MISSING, fields
from pathlib import Path
from typing import Any

import pytest
import yaml

from kg.curation.corpus import Corpus
from kg.graph import Graph, assemble
from kg.model import Claim, Entity, Evidence, Manifest, Reference

SMALL = Path(__file__).parents[1] / "data" / "small" / "corpus.yaml"
MANIFEST = Manifest.model_validate(yaml.safe_load(SMALL.read_text(encoding="utf-8")))
"""The words in which bases and conditions are told."""

Build = Callable[..., Graph]

KINDS = {
    "carbon": "radiation", "photon": "radiation", "antibody": "agent", "survival": "outcome",
    "human": "organism", "a549": "model", "c57-mouse": "model", "lung-cancer": "disease",
    "mouse": "organism",
}  # fmt: skip


@pytest.fixture(scope="session")
def build() -> Build:
    """Assemble claims written shortly: (subject, predicate, object, *records as mappings)."""

    def make(*claims: tuple[Any, ...], reviews: Iterable[str] = (), **labels: str) -> Graph:
        made: dict[str, Claim] = {}
        used: set[str] = {*KINDS}
        papers: set[str] = {"rev2020", *reviews}
        for subject, predicate, obj, *records in claims:
            evidence = tuple(_record(number, record) for number, record in enumerate(records))
            claim = Claim(subject=subject, predicate=predicate, object=obj, evidence=evidence)
            made[claim.id] = claim
            used |= {subject, obj}
            papers |= {paper for one in evidence for paper in one.references}
        given: dict[str, Any] = {
            "entities": {key: _entity(key, labels) for key in sorted(used)},
            "references": {
                key: Reference(
                    id=key, title=key.title(), author=[{"family": key[:-4].title()}],
                    study_type="review" if key in {"rev2020", *reviews} else "primary_invitro",
                )
                for key in sorted(papers)
            },
            "claims": made, "topics": dict.fromkeys(made, "t"),
        }  # fmt: skip
        needed = [field.name for field in fields(Corpus)
                  if field.default is MISSING and field.default_factory is MISSING]  # fmt: skip
        made_of = {name: given.get(name, {}) for name in needed}
        return assemble(Corpus(**made_of, manifest=MANIFEST))

    return make


def _record(number: int, given: dict[str, Any]) -> Evidence:
    """Fill in what a record must have; `paper` and `versus` are short forms."""
    record = dict(given)
    papers = record.pop("paper").split()
    if level := record.pop("level", None):
        record["contrasts"] = [{
            "versus": record.pop("versus", "photon"), "level": level.split("|"),
            "basis": record.pop("basis", "isodose").split("|"),
            "comparator_sign": record.pop("their_sign", None),
        }]  # fmt: skip
    own = record.pop("read", "abstract") if len(papers) == 1 else "review"
    return Evidence.model_validate({
        "id": f"r{number}", "references": papers,
        "attribution": "single" if len(papers) == 1 else "collective",
        "read_in": "rev2020" if own == "review" else papers[0],
        "locator": ["icd.1.1"] if own == "review" else [own],
        "certainty": "asserted", "system": {"setting": "in_vitro"}, "summary": "s", **record,
    })  # fmt: skip


def _entity(key: str, labels: dict[str, str]) -> Entity:
    species = {"a549": ("human",), "c57-mouse": ("mouse",)}.get(key, ())
    label = labels.get(key.replace("-", "_"), key.replace("-", " "))
    return Entity.model_validate(
        {"id": key, "label": label, "kind": KINDS.get(key, "process"), "species": species}
    )
