"""A graph of any size for tests of scale: modules, entities, signed effects and comparisons."""

from __future__ import annotations

import random

from kg.graph import Graph
from kg.graph.edge import Comparison, Effect, Support
from kg.model import Claim, Entity, Evidence, Reference, System
from kg.model.claim import Contrast

LANES = ("tumour-cell", "tumour-microenvironment", "systemic", "therapy", "outcome")


def generate(nodes: int) -> Graph:
    """Make a graph of so many entities, twice as many effects, and beams that act on a third."""
    chosen = random.Random(nodes)  # noqa: S311 - the same graph every time
    modules = max(8, min(40, nodes // 60))
    entities = {
        key: Entity(id=key, label=key, kind="radiation", compartment="physics")
        for key in ("carbon-ion-irradiation", "photon-irradiation")
    }
    keys = [f"entity-{number:05}" for number in range(nodes)]
    for number, key in enumerate(keys):
        lane = LANES[number % modules * len(LANES) // modules]
        entities[key] = Entity(id=key, label=f"measured quantity {number}", kind="measure",
                               compartment=lane)  # fmt: skip
    reference = Reference(id="doe2026", title="Generated")
    claims: dict[str, Claim] = {}
    topics: dict[str, str] = {}
    effects: dict[str, Effect] = {}
    comparisons: dict[str, Comparison] = {}

    def state(subject: str, number: int, contrast: Contrast | None = None) -> None:
        sign = chosen.random() < 0.7
        evidence = Evidence(
            id="one", references=("doe2026",), read_in="doe2026", locator=("abstract",),
            certainty="asserted", system=System(setting="in_vitro"), summary="Generated.",
            contrasts=(contrast,) if contrast else (),
        )  # fmt: skip
        claim = Claim(subject=subject, predicate="increases" if sign else "decreases",
                      object=keys[number], evidence=(evidence,))  # fmt: skip
        if subject == keys[number] or claim.id in claims:
            return
        claims[claim.id] = claim
        topics[claim.id] = f"topic-{number % modules:02}"
        effects[claim.id] = Effect(subject, claim.predicate, claim.object, "+" if sign else "-",
                                   (Support(claim.id, evidence),))  # fmt: skip
        if contrast:
            one = Comparison(subject, contrast.versus, claim.object, contrast.level,
                             contrast.basis, (Support(claim.id, evidence, 0),))  # fmt: skip
            comparisons[one.id] = one

    for number in range(nodes):
        near = (number + modules * chosen.randrange(1, 12)) % nodes
        state(keys[number], near)
        state(keys[chosen.randrange(nodes)], number)
        if number % 3 == 0:
            state("carbon-ion-irradiation", number, Contrast(
                versus="photon-irradiation", basis=("isodose",),
                level=(chosen.choice(("higher", "lower", "similar")),)))  # fmt: skip
    return Graph(
        entities=dict(sorted(entities.items())), references={"doe2026": reference}, gaps={},
        claims=dict(sorted(claims.items())), topics=topics, conclusions={},
        effects=tuple(sorted(effects.values(), key=lambda edge: edge.id)),
        comparisons=tuple(sorted(comparisons.values(), key=lambda edge: edge.id)),
    )  # fmt: skip
