"""In a store of many claims, a question reads a few of them."""

from __future__ import annotations

import random
from dataclasses import MISSING, fields, replace
from typing import Any

import pytest

from kg.curation.corpus import Corpus
from kg.errors import StoreError
from kg.graph import Graph, assemble
from kg.model import Claim, Entity
from kg.remote.about import read_about
from kg.remote.corridor import read_between
from kg.remote.store import Store
from kg.remote.whole import read_whole
from kg.show import answers

MANY, LAYERS, WIDE = 10_000, 40, 50


@pytest.fixture(scope="module")
def grown(small: Graph) -> Graph:
    """Give the small graph, and in layers beside it 10,000 claims of which carbon begins some."""
    choice = random.Random(1)  # noqa: S311
    claim = small.claims["carbon-ion-irradiation.increases.hmgb1-release"]
    record = claim.evidence[0].model_copy(update={"contrasts": ()})
    entities = {
        f"p{layer}-{n}": Entity(id=f"p{layer}-{n}", label=f"process {layer} {n}", kind="process")
        for layer in range(LAYERS) for n in range(WIDE)
    }  # fmt: skip
    claims: dict[str, Claim] = {}
    while len(claims) < MANY:
        layer = choice.randrange(LAYERS - 1)
        subject, object_ = (f"p{at}-{choice.randrange(WIDE)}" for at in (layer, layer + 1))
        if layer == 0 and len(claims) % 8 == 0:
            subject = "carbon-ion-irradiation"
        made = Claim.model_construct(
            subject=subject, predicate=choice.choice(["increases", "decreases"]), object=object_,
            evidence=(record,),
        )  # fmt: skip
        claims[made.id] = made
    given: dict[str, Any] = {
        "entities": dict(sorted({**small.entities, **entities}.items())),
        "references": small.references, "claims": dict(sorted({**small.claims, **claims}.items())),
        "topics": {**small.topics, **dict.fromkeys(claims, "grown")},
    }  # fmt: skip
    needed = [one.name for one in fields(Corpus)
              if one.default is MISSING and one.default_factory is MISSING]  # fmt: skip
    return assemble(Corpus(**{name: given.get(name, {}) for name in needed}))


@pytest.fixture(scope="module")
def service(near: Any, filled: Any, grown: Graph) -> Any:
    return near(filled(replace(grown, comparisons=())))


@pytest.mark.parametrize(
    ("start", "end", "length", "most"),
    [
        ("p10-1", "p14-7", 4, 800), ("p3-3", "p6-6", 8, 300), ("p9-9", "p3-3", 8, 1),
        ("carbon-ion-irradiation", "p3-5", 3, 300),
        ("carbon-ion-irradiation", "hmgb1-release", 8, 30),
        ("trex1-expression", "type-i-ifn-response", 8, 30),
    ],
)  # fmt: skip
def test_a_corridor_is_a_small_part(
    service: Any, grown: Graph, start: str, end: str, length: int, most: int
) -> None:
    service.given, service.queries[:] = 0, []
    part = read_between(Store(service), start, end, length, None, (), ())
    assert len(part.claims) <= most
    assert bool(part.claims) is (most > 1)
    assert service.given < 60_000, "rows of a store of a million statements"
    assert len(service.queries) < 300
    asked = {"max_length": length}
    found, whole = (answers.chains(graph, start, end, **asked) for graph in (part, grown))  # type: ignore[arg-type]
    assert found.written("json") == whole.written("json")


def test_an_entity_brings_its_own_records_only(service: Any) -> None:
    service.given = 0
    part = read_about(Store(service), "p20-20")
    assert part.claims
    assert all("p20-20" in key.split(".") for key in part.claims)
    assert service.given < 10_000


def test_the_whole_is_refused_before_it_is_read(service: Any) -> None:
    service.given = 0
    with pytest.raises(StoreError, match=r"10,0[0-9]+ records of evidence"):
        read_whole(Store(service), 5_000)
    assert service.given < 10
