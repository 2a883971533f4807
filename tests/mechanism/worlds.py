"""Small random graphs of real records, and a second reading of them: world by world.

The library meets regions; the oracle lists single experiments ("worlds": an oxygen, a dose, a beam)
and asks of every record whether it holds in each. The two share no code beyond the model.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

import networkx as nx
from hypothesis import strategies as st

from kg.graph import Effect, Graph, Support
from kg.model import Conditions, Entity, Evidence, Reference

NODES = "abcdefg"
CARBON, PHOTON, IONISING = "carbon", "photon", "ionising"
BEAMS = {CARBON: {CARBON}, PHOTON: {PHOTON}, IONISING: {CARBON, PHOTON, IONISING}}
WORLDS = list(
    product(
        ("normoxia", "hypoxia"), [half / 2 for half in range(-1, 10)], (*BEAMS, "none"),
    )
)  # fmt: skip
SIGN = {"increases": "+", "decreases": "-", "does_not_change": "0"}

ENTITIES = {
    **{key: Entity(id=key, label=key.upper(), kind="process") for key in NODES},
    **{key: Entity(id=key, label=key, kind="radiation",
                   broader=() if key == IONISING else (IONISING,)) for key in BEAMS},
}  # fmt: skip
REFERENCES = {
    f"r{year}": Reference(id=f"r{year}", title="T", study_type=kind)
    for year, kind in (
        (2001, "primary_invitro"), (2002, "primary_invivo"), (2003, "clinical"), (2004, "review"),
    )
}  # fmt: skip


PLAIN = Evidence.model_validate(
    {
        "id": "x", "references": ["r2001"], "read_in": "r2004", "locator": ["abstract"],
        "certainty": "asserted", "summary": "S", "system": {"setting": "in_vitro"},
    }
)  # fmt: skip


@st.composite
def records(draw: st.DrawFn) -> Evidence:
    conditions: dict[str, object] = {}
    if oxygen := draw(st.sampled_from([None, None, "normoxia", "hypoxia", "any"])):
        conditions["oxygen"] = oxygen
    if draw(st.booleans()):
        low, high = sorted(draw(st.tuples(st.integers(0, 4), st.integers(0, 4))))
        conditions["dose"] = {"unit": "Gy", "min": float(low), "max": float(high)}
    given = draw(st.sampled_from([(), (), (), (CARBON,), (PHOTON,), (IONISING,)]))
    cited = draw(st.lists(st.sampled_from(sorted(REFERENCES)), min_size=1, max_size=2, unique=True))
    return Evidence.model_validate(
        {
            "id": "x", "references": cited, "read_in": "r2004", "locator": ["abstract"],
            "attribution": draw(st.sampled_from(["single", "collective"])),
            "stance": draw(st.sampled_from(["supports"] * 5 + ["refutes"])),
            "certainty": draw(st.sampled_from(["asserted", "hedged"])), "summary": "S",
            "system": {"setting": draw(st.sampled_from(["in_vitro", "in_vivo"]))},
            "conditions": conditions | {"co_treatment": given},
        }
    )  # fmt: skip


@st.composite
def graphs(draw: st.DrawFn, most: int = 16) -> Graph:
    keys = draw(
        st.lists(
            st.tuples(
                st.sampled_from([*NODES, *BEAMS]), st.sampled_from([*SIGN, *SIGN, "affects"]),
                st.sampled_from(NODES),
            ),
            max_size=most, unique=True,
        )
    )  # fmt: skip
    effects = []
    for subject, predicate, obj in sorted(keys):
        if subject == obj:
            continue
        found = draw(st.lists(records(), min_size=1, max_size=3))
        supports = tuple(Support(f"{subject}.{predicate}.{obj}", record) for record in found)
        seen = any(record.stance == "supports" for record in found)
        sign = SIGN.get(predicate) if seen else None
        effects.append(Effect(subject, predicate, obj, sign, supports))
    return Graph(ENTITIES, REFERENCES, {}, {}, {}, tuple(effects), ())


@st.composite
def corridors(draw: st.DrawFn) -> tuple[Graph, str]:
    """Draw one road of three links, each with findings and counter-findings, and its start."""
    start = draw(st.sampled_from(["a", CARBON, PHOTON]))
    pairs = [(start, "b"), ("b", "c"), ("c", "d")]
    pairs += [(IONISING, "b")] * draw(st.booleans())
    effects = []
    for subject, obj in pairs:
        signs = draw(st.sets(st.sampled_from(list(SIGN)), min_size=1, max_size=3))
        for predicate in sorted(signs):
            found = draw(st.lists(narrow_records(), min_size=1, max_size=2))
            supports = tuple(Support("c", record) for record in found)
            effects.append(Effect(subject, predicate, obj, SIGN[predicate], supports))
    return Graph(ENTITIES, REFERENCES, {}, {}, {}, tuple(effects), ()), start


@st.composite
def narrow_records(draw: st.DrawFn) -> Evidence:
    """Draw a record that is limited in most ways, to few values."""
    low, high = draw(st.sampled_from([(0.0, 4.0), (0.0, 2.0), (2.0, 4.0), (1.0, 3.0), (3.0, 4.0)]))
    conditions: dict[str, object] = {
        "oxygen": draw(st.sampled_from([None, "normoxia", "hypoxia"])),
        "dose": {"unit": "Gy", "min": low, "max": high},
        "co_treatment": draw(st.sampled_from([(), (), (CARBON,), (IONISING,)])),
    }
    if draw(st.integers(0, 3)) == 0:
        del conditions["dose"]
    return PLAIN.model_copy(update={"conditions": Conditions.model_validate(conditions)})


@dataclass(frozen=True)
class Oracle:
    """Answers by listing worlds; `oxygen`, `dose` and `setting` are the wish."""

    graph: Graph
    oxygen: str | None = None
    dose: tuple[float, float] | None = None
    setting: str | None = None

    def paths(self, start: str, end: str, limit: int) -> set[tuple[tuple[str, str, str], ...]]:
        """Find (subject, sign, object) sequences that can hold at once."""
        network = nx.MultiDiGraph()
        network.add_nodes_from([*NODES, *BEAMS])
        for subject, obj, sign in self.edges():
            network.add_edge(subject, obj, key=sign)
        found = nx.all_simple_edge_paths(network, start, end, cutoff=limit)
        paths = {tuple((a, sign, b) for a, b, sign in path) for path in found}
        return {path for path in paths if self.holds(path, start)}

    def plain(self) -> dict[tuple[str, str], tuple[str, bool]]:
        """List the direct findings that nothing contests: sign, and whether it holds anywhere."""
        found = {}
        for (subject, obj), signs in self.pairs().items():
            here = [effect for effect in self.graph.effects
                    if (effect.subject, effect.object) == (subject, obj)]  # fmt: skip
            argued = any(one.evidence.stance == "refutes" and self.admits(one.evidence)
                         for effect in here if effect.sign for one in effect.supports)  # fmt: skip
            if len(signs) != 1 or "0" in signs or argued or not here:
                continue
            (sign,) = signs
            records = [record for heir, record in signs[sign]]
            if any(key != "r2004" for record in records for key in record.references):
                anywhere = any(self.where(subject, record) >= set(WORLDS) for record in records)
                found[subject, obj] = sign, anywhere
        return found

    def excepted(self) -> set[tuple[str, str]]:
        """List pairs of both signs where each record of one lies inside a record of the other."""
        found = set()
        for (subject, obj), signs in self.pairs().items():
            held = {sign: [self.where(subject, record) for _, record in records]
                    for sign, records in signs.items()}  # fmt: skip
            if set(held) == {"+", "-"} and any(
                all(any(one <= other for other in held[wide]) for one in held[narrow])
                for wide, narrow in ("+-", "-+")
            ):
                found.add((subject, obj))
        return found

    def edges(self) -> Iterator[tuple[str, str, str]]:
        """List pairs with their sign, nulls left out."""
        for (subject, obj), signs in self.pairs().items():
            yield from ((subject, obj, sign) for sign in signs if sign != "0")

    def pairs(self) -> dict[tuple[str, str], dict[str, list[tuple[str, Evidence]]]]:
        """Collect records by pair and sign, each with the subject it was found for."""
        own: dict[tuple[str, str], dict[str, list[tuple[str, Evidence]]]] = {}
        spoken = {(e.subject, e.object) for e in self.graph.effects if e.sign}
        for effect in self.graph.effects:
            if not effect.sign:
                continue
            heirs = {effect.subject}
            if effect.subject == IONISING:
                heirs |= {beam for beam in (CARBON, PHOTON) if (beam, effect.object) not in spoken}
            for heir in heirs:
                for one in effect.supports:
                    if one.evidence.stance == "supports" and self.admits(one.evidence):
                        signs = own.setdefault((heir, effect.object), {})
                        signs.setdefault(effect.sign, []).append((heir, one.evidence))
        return own

    def admits(self, record: Evidence) -> bool:
        """Tell whether a record answers to the wish."""
        if self.setting and record.system.setting != self.setting:
            return False
        if self.oxygen and record.conditions.oxygen not in (None, "any", self.oxygen):
            return False
        dose = record.conditions.dose
        if self.dose and dose:
            return dose.bounds[0] <= self.dose[1] and self.dose[0] <= dose.bounds[1]
        return True

    def holds(self, path: tuple[tuple[str, str, str], ...], start: str = "") -> bool:
        """Try every choice of one record for each link."""
        pairs = self.pairs()
        options = []
        for subject, sign, obj in path:
            signs = pairs[subject, obj]
            rivals = [self.where(*one) for other in signs if other != sign for one in signs[other]]
            own = [self.where(*one) for one in signs[sign]]
            # a record of two beams that exclude each other holds nowhere, and speaks of neither
            rivals = [rival for rival in rivals if not any(mine and mine <= rival for mine in own)]
            options.append([(mine, [rival for rival in rivals if rival < mine]) for mine in own])
        for choice in product(*options):
            left = self.wished(start).intersection(*(mine for mine, _ in choice))
            if left and not any(left <= rival for _, rivals in choice for rival in rivals):
                return True
        return False

    def where(self, subject: str, record: Evidence) -> frozenset[tuple[str, float, str]]:
        """List the worlds in which a record holds."""
        conditions = record.conditions
        given = subject in BEAMS  # what was given binds a step that begins at a treatment, no other
        dosed = bool(conditions.dose) and given
        low, high = conditions.dose.bounds if conditions.dose else (0, 0)
        beams = [beam for beam in (subject, *conditions.co_treatment) if beam in BEAMS]
        return frozenset(
            (oxygen, dose, beam) for oxygen, dose, beam in WORLDS
            if conditions.oxygen in (None, "any", oxygen)
            and (not dosed or low <= dose <= high)
            and (not given or all(beam in BEAMS[one] for one in beams))
        )  # fmt: skip

    def wished(self, start: str) -> frozenset[tuple[str, float, str]]:
        """List the worlds that were asked for, in which the beam at the start is given."""
        low, high = self.dose or (-9, 99)
        return frozenset(
            world for world in WORLDS
            if self.oxygen in (None, world[0]) and low <= world[1] <= high
            and (start not in BEAMS or world[2] in BEAMS[start])
        )  # fmt: skip


def sign_of(path: tuple[tuple[str, str, str], ...]) -> str:
    return "-" if sum(sign == "-" for _, sign, _ in path) % 2 else "+"
