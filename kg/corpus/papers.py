"""A table of papers: their kinds, versions, retractions, and the studies that they take together.

Columns: reference, version_of, retracted; and, where known, doi, pmid, study_type, members,
concern, layer. Several members are joined by '|'; `retracted` and `concern` are empty, or say why.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from kg.corpus.lines import table_rows
from kg.corpus.said import About, Paper, Rejected, Unit
from kg.model.vocabulary import SECONDARY


def read(files: tuple[Path, ...], layer: str, skip: int) -> Iterator[Unit]:
    """Read what each row says of a paper."""
    for path in files:
        for number, row in table_rows(path, skip):
            if isinstance(row, str):
                yield (Rejected(f"line {number}", row),)
                continue
            if not row["reference"]:
                whole = "\t".join(row.values())
                yield (Rejected(f"line {number}", "reference: it is empty", whole),)
                continue
            here = row.get("layer", "") or layer
            named = [f"{kind}:{row[kind].lower()}" for kind in ("doi", "pmid") if row.get(kind)]
            paper = Paper(row["reference"], (*named, f"ref:{here}:{row['reference']}"))
            members = tuple(f"ref:{here}:{one}" for one in row.get("members", "").split("|") if one)
            other = row["version_of"]
            yield (About(
                paper, f"ref:{here}:{other}" if other else "", members,
                retracted=bool(row["retracted"]), questioned=bool(row.get("concern")),
                secondary=row.get("study_type") in SECONDARY,
            ),)  # fmt: skip
