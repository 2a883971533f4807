"""How well the answers tell what the literature tells: keys made without sight of a ranking.

Run by `make bench`; the keys and how they were made: `tests/bench/key/README.md`. Figures, no
promises: nothing here fails where a figure is low.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

import kg
from kg.mechanism import chains, what_if
from kg.mechanism.chain import Chain

KEY = Path(__file__).parent / "key"
GRAPH = kg.load()


def rows(name: str) -> Iterator[dict[str, str]]:
    with (KEY / name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file, delimiter="\t")


def tells(chain: Chain, essential: list[set[str]], sign: str) -> bool:
    """Tell whether a chain has all essential steps in order, and the sign."""
    inner = iter(chain.nodes[1:-1])
    return chain.sign == sign and all(any(node in step for node in inner) for step in essential)


def test_narratives() -> None:
    ranks: list[int | None] = []
    signs = {"right": 0, "wrong": 0, "none": 0}
    first_wrong = 0
    for row in rows("narratives.tsv"):
        found = chains(GRAPH, row["start"], row["end"])
        essential = [set(step.split("|")) for step in row["essential"].split(",")]
        ways = [chain for chain in found.chains if not chain.seen]
        rank = next(
            (n for n, one in enumerate(ways, 1) if tells(one, essential, row["sign"])), None
        )
        ranks.append(rank)
        if row["note"].startswith("BRAKE"):
            continue  # a route against the net effect
        verdict = (
            "none" if found.sign is None else "right" if found.sign == row["sign"] else "wrong"
        )
        signs[verdict] += 1
        first_wrong += bool(found.chains) and found.chains[0].sign != row["sign"]
        if verdict != "right" or rank is None or rank > 3:
            print(f"  {row['start']} -> {row['end']} ({row['sign']}): sign {verdict}, rank {rank} "
                  f"of {len(ways)}; {row['essential']}")  # fmt: skip
    told = [rank for rank in ranks if rank]
    print(
        f"\nnarratives: told {len(told)} of {len(ranks)}, first {sum(r == 1 for r in told)}, "
        f"in the first three {sum(r <= 3 for r in told)}, mean reciprocal rank "
        f"{sum(1 / r for r in told) / len(ranks):.2f}; net sign {signs}, "
        f"first chain of the wrong sign {first_wrong}"
    )


def test_direct_effects_predicted() -> None:
    """Hide the pair of each direct effect of one sign, and let the ways alone answer."""
    counts = {"right": 0, "wrong": 0, "none": 0}
    pairs: dict[tuple[str, str], set[str]] = {}
    for effect in GRAPH.effects:
        if effect.sign in ("+", "-"):
            pairs.setdefault((effect.subject, effect.object), set()).add(effect.sign)
    settled = {pair: signs for pair, signs in pairs.items() if len(signs) == 1}
    for (subject, obj), sign in sorted(settled.items()):
        found = chains(GRAPH, subject, obj, without_direct=True).sign
        counts["none" if found is None else "right" if {found} == sign else "wrong"] += 1
    print(f"\ndirect effects from the ways alone: {counts} of {len(settled)}")


def test_what_ifs() -> None:
    wanted = {"rises": "gains", "falls": "loses"}
    counts = {"right": 0, "wrong": 0, "open": 0, "absent": 0}
    for row in rows("whatifs.tsv"):
        found = what_if(GRAPH, block=[row["block"]], exposures=[row["exposure"]])
        said = {one.entity: one.change for one in found.outcomes}.get(row["outcome"])
        verdict = ("absent" if said is None else "right" if said == wanted[row["change"]]
                   else "wrong" if said in wanted.values() else "open")  # fmt: skip
        counts[verdict] += 1
        if verdict != "right":
            print(f"  block {row['block']} under {row['exposure']}: "
                  f"{row['outcome']} {row['change']}: {said}")  # fmt: skip
    print(f"\nwhat-ifs: {counts}")
