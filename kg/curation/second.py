"""A second reading of a paper: its claims, read and checked beside the corpus, never in it."""

from __future__ import annotations

from pathlib import Path

from kg.curation.corpus import Corpus
from kg.curation.draft import Draft
from kg.curation.files import PaperFile
from kg.curation.folder import open_file, read_records
from kg.curation.statement import check_claims
from kg.curation.unfilled import Unfilled
from kg.errors import CurationError
from kg.model import Claim


def read_beside(path: Path, key: str, corpus: Corpus) -> tuple[list[Claim], list[Unfilled]]:
    """Read the claims of a file laid out like a paper's; the corpus lends its words alone.

    Gives the claims, and what waits to be filled in. Raises `CurationError` with every fault.
    """
    draft = Draft(
        entities=dict(corpus.entities), references=dict(corpus.references),
        inventory={name: dict(held) for name, held in corpus.inventory.items()},
        manifests=list(corpus.layers.values()), layer=len(corpus.layers) - 1,
        manifest_files=[None] * len(corpus.layers),
    )  # fmt: skip
    document = open_file(path, str(path), "claims", draft)
    if document is None:
        raise CurationError(draft.documents[-1].problems)
    own = {"references": [key], "read_in": key}
    claims = []
    for place, record in read_records(document, PaperFile, "claims", draft, own, title=key):
        draft.add("claims", record.id, record, document, place)
        claims.append(record)
    check_claims(draft)
    if any(problem.severity == "error" for problem in document.problems):
        raise CurationError(document.problems)
    return claims, draft.unfilled
