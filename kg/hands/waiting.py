"""What waits: to be filled in, to be finished by its curator, to be reviewed by another hand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from kg.curation import Corpus
from kg.errors import RequestError
from kg.model import Claim, Evidence

State = Literal["unfilled", "draft", "curated"]


@dataclass(frozen=True)
class Waiting:
    """One record that nobody but its curator stands for, or that is not even filled in.

    `record` is None where fields are to be filled in; `fields` names them, `place` the line.
    """

    layer: str
    paper: str
    claim: str
    name: str
    state: State
    record: Evidence | None = None
    of: Claim | None = None
    fields: tuple[str, ...] = ()
    place: str = ""

    @property
    def id(self) -> str:
        """Name it as pointers do: layer:subject.predicate.object.record."""
        return f"{self.layer}:{self.claim}.{self.name}"


def find_waiting(corpus: Corpus, words: Sequence[str] = (), *, every: bool = False
                 ) -> list[Waiting]:  # fmt: skip
    """List what waits in the layers above the first, or in all (`every`, or where there is one).

    `words` keep a paper by its key, a claim, or a record by `claim.record`, with or without its
    layer. Raises `RequestError` for words of which nothing is known.
    """
    layers = list(corpus.layers)
    looked = layers if every or len(layers) == 1 or words else layers[1:]
    found = [one for one in _all(corpus) if one.layer in looked]
    if not words:
        return found
    kept: list[Waiting] = []
    for word in words:
        bare = word.partition(":")[2] or word
        fits = [one for one in found if bare in _names(one) and word in (bare, one.id)]
        if not fits and not _known(corpus, bare):
            raise RequestError(f"nothing is called '{word}': give a paper's key, or a record as "
                               "claim.record; 'kg review' lists them")  # fmt: skip
        kept += [one for one in fits if one not in kept]
    return kept


def _all(corpus: Corpus) -> Iterator[Waiting]:
    layers = list(corpus.layers)
    for one in corpus.unfilled:
        yield Waiting(layers[one.layer], one.paper, one.claim, one.record, "unfilled",
                      fields=one.fields, place=f"{one.file}:{one.line}")  # fmt: skip
    gone = {one.name for one in corpus.withdrawals.values()}
    for claim in corpus.claims.values():
        for record in claim.evidence:
            if record.status != "reviewed" and f"{claim.id}.{record.id}" not in gone:
                layer = corpus.layer_of[f"{claim.id}.{record.id}"]
                state: State = "draft" if record.status == "draft" else "curated"
                yield Waiting(layer, record.read_in, claim.id, record.id, state, record, claim)


def _names(one: Waiting) -> tuple[str, ...]:
    return one.paper, one.claim, f"{one.claim}.{one.name}"


def _known(corpus: Corpus, word: str) -> bool:
    return word in corpus.references or word in corpus.claims or word in corpus.layer_of
