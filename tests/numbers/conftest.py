from __future__ import annotations

from collections.abc import Callable
from dataclasses import MISSING, fields
from pathlib import Path
from typing import Any

import pytest
import yaml

from kg.curation.corpus import Corpus
from kg.graph import Graph, assemble
from kg.model import Claim, Entity, Evidence, Manifest, Reference

SHIPPED = Path(__file__).parents[2] / "ontology" / "corpus.yaml"
MANIFEST = Manifest.model_validate(yaml.safe_load(SHIPPED.read_text(encoding="utf-8")))
CARBON, PHOTON = "carbon-ion-irradiation", "photon-irradiation"

Build = Callable[..., Graph]


@pytest.fixture(scope="session")
def build() -> Build:
    """Assemble records written shortly: (subject, predicate, object, *records as mappings)."""

    def make(*claims: tuple[Any, ...], reviews: tuple[str, ...] = ()) -> Graph:
        made: dict[str, Claim] = {}
        keys, papers = {CARBON, PHOTON, "release", "thing"}, {"rev2020"}
        for subject, predicate, obj, *records in claims:
            evidence = tuple(_record(n, one) for n, one in enumerate(records))
            claim = Claim(subject=subject, predicate=predicate, object=obj, evidence=evidence)
            made[claim.id] = claim
            keys |= {subject, obj}
            papers |= {paper for one in evidence for paper in one.references}
        given: dict[str, Any] = {
            "entities": {key: _entity(key) for key in sorted(keys)},
            "references": {key: _reference(key, reviews) for key in sorted(papers)},
            "claims": made, "topics": dict.fromkeys(made, "t"), "manifest": MANIFEST,
        }  # fmt: skip
        needed = [one.name for one in fields(Corpus)
                  if one.default is MISSING and one.default_factory is MISSING]  # fmt: skip
        return assemble(Corpus(**{**{key: {} for key in needed}, **given}))

    return make


def _record(number: int, given: dict[str, Any]) -> Evidence:
    record = dict(given)
    papers = record.pop("paper").split()
    read = record.pop("read_in", papers[0] if len(papers) == 1 else "rev2020")
    return Evidence.model_validate({
        "id": record.pop("id", f"r{number}"), "references": papers, "read_in": read,
        "attribution": "single" if len(papers) == 1 else "collective",
        "locator": ["abstract"] if read == papers[0] else ["a.1.1"], "certainty": "asserted",
        "system": {"setting": record.pop("setting", "in_vitro")}, "summary": "s", **record,
    })  # fmt: skip


def _entity(key: str) -> Entity:
    kind = "radiation" if key in {CARBON, PHOTON} else "process"
    more = {"of": "thing", "aspect": "secretion"} if key == "release" else {}
    return Entity.model_validate({"id": key, "label": key.replace("-", " "), "kind": kind, **more})


def _reference(key: str, reviews: tuple[str, ...]) -> Reference:
    return Reference.model_validate({
        "id": key, "title": key, "author": [{"family": key[:-4].title()}], "issued": int(key[-4:]),
        "study_type": "review" if key in {"rev2020", *reviews} else "primary_invitro",
        "DOI": f"10.1000/{key}",
    })  # fmt: skip
