"""Generated evidence tables: rows that nobody observed, shaped as a literature is.

The same seed gives the same bytes.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

COLUMNS = (
    "claim", "subject", "predicate", "object", "reference", "doi", "source", "locator",
    "comparator", "comparator_sign", "comparison", "basis", "conditions", "system", "models",
    "organism", "evidence", "stance", "check", "contrast", "fractions", "dose_min", "dose_max",
    "dose_unit", "dose_per", "let_min", "let_max", "let_unit", "time_min", "time_max", "time_unit",
    "irradiated", "status", "layer",
)  # fmt: skip
"""The columns of the evidence table that votes depend on."""

SIGNS = {"increases": "+", "decreases": "-", "does_not_change": "0", "affects": ""}


def rows(count: int, seed: int, objects: int, papers: int, dense: float = 0.3) -> Iterator[str]:
    """Yield a header, then `count` rows; `dense` is the share of what is seldom: strikes, drafts.

    >>> len(list(rows(3, seed=1, objects=2, papers=2)))
    4
    """
    yield "\t".join(COLUMNS)
    draw = random.Random(seed)  # noqa: S311 - nothing is kept secret
    for number in range(count):
        yield "\t".join(_row(draw, number, objects, papers, dense))


def _row(draw: random.Random, number: int, objects: int, papers: int, dense: float) -> list[str]:
    object_ = f"object-{int(objects * draw.random() ** 2)}"
    subject, other = draw.sample(ARMS, 2)
    predicate = draw.choice(list(SIGNS))
    compared, seldom = draw.random() < 0.6, draw.random() < dense
    named = draw.sample(range(papers), min(papers, draw.choice((2, 3)) if seldom else 1))
    keys = [f"paper-{one}" for one in named]
    own = draw.random() < 0.7
    some = draw.random() < dense
    cells = {
        "claim": f"{subject}.{predicate}.{object_}", "subject": subject, "predicate": predicate,
        "object": object_, "reference": "|".join(keys),
        "doi": "|".join(f"10.1/{one}" if one % 3 else "" for one in named),
        "source": keys[0] if own else "a-review", "locator": draw.choice(("abstract", "r.1.1")),
        "conditions": draw.choice(("", "", "oxygen=hypoxia", "oxygen=normoxia", "site=tumour")),
        "system": draw.choice(("in_vitro", "in_vivo", "unspecified")),
        "models": draw.choice(("", "b16", "lm8", "b16|lm8")),
        "organism": draw.choice(("", "mouse", "human")), "evidence": f"r{number}",
        "stance": "refutes" if draw.random() < dense / 5 else "supports",
        "check": draw.choice(("disagrees: other", "agrees: as told", "")) if some else "",
        "status": "draft" if draw.random() < dense / 5 else "", "layer": "generated",
    }  # fmt: skip
    if compared:
        several = draw.random() < dense / 3
        levels = draw.sample(("higher", "lower", "similar"), 2 if several else 1)
        cells |= {
            "comparator": other, "comparison": "|".join(levels), "contrast": "1",
            "basis": draw.choice(("isodose", "isodose", "isoeffective", "unspecified", "")),
            "comparator_sign": draw.choice(("", "+", "-", "0")),
        }  # fmt: skip
    if draw.random() < 0.5:
        low = draw.choice((1, 2, 4, 10))
        cells |= {
            "dose_min": f"{low}", "dose_max": f"{low * draw.choice((1, 2))}",
            "dose_unit": draw.choice(("Gy", "Gy", "Gy(RBE)")),
            "dose_per": draw.choice(("", "total", "fraction")),
            "fractions": draw.choice(("", "1", "3")),
        }  # fmt: skip
    if draw.random() < 0.2:
        cells |= {"time_min": "24", "time_max": draw.choice(("24", "48")), "time_unit": "h"}
    return [cells.get(name, "") for name in COLUMNS]


def papers_rows(papers: int, seed: int) -> Iterator[str]:
    """Yield a table of papers: some are versions, retracted, reviews, or meta-analyses."""
    draw = random.Random(seed)  # noqa: S311
    yield "reference\tdoi\tversion_of\tretracted\tstudy_type\tmembers\tlayer"
    for number in range(papers):
        other = draw.randrange(papers)
        yield "\t".join((
            f"paper-{number}", f"10.1/{number}" if number % 3 else "",
            f"paper-{other}" if draw.random() < 0.1 else "",
            "withdrawn" if draw.random() < 0.05 else "",
            "review" if draw.random() < 0.1 else "primary",
            f"paper-{other}|paper-{number // 2}" if draw.random() < 0.1 else "", "generated",
        ))  # fmt: skip


def write(folder: Path, count: int, seed: int = 1, dense: float = 0.02) -> tuple[Path, Path]:
    """Write a generated evidence table and its papers into a folder."""
    papers = max(3, count // 10)
    paths = folder / f"generated-{count}.tsv", folder / f"generated-{count}-papers.tsv"
    for path, lines in zip(paths, (rows(count, seed, max(2, count // 8), papers, dense),
                                   papers_rows(papers, seed)), strict=True):  # fmt: skip
        with path.open("w", encoding="utf-8") as file:
            file.writelines(f"{line}\n" for line in lines)
    return paths


ARMS = ("carbon", "photon", "proton", "helium")
