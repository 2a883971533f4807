"""Papers that come in: one file each, with reference, what was read, and a skeleton to fill in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kg.bibliography import Cited, read_cited
from kg.curation import KEY, Corpus, Document, make_key, read, read_record
from kg.errors import RequestError
from kg.graph import Graph, assemble
from kg.intake.bearing import Bearing, find_bearing
from kg.intake.written import head, inline
from kg.model import Reference
from kg.model.reference import DOI, bare_doi
from kg.model.vocabulary import SIGN_OF
from kg.publishing import write_all


@dataclass(frozen=True)
class Arrival:
    """One paper that was asked for: its key, and the files written, or why none was.

    `known` is the key of the graph's paper that it is; `notes` tell what was left out or may be
    the same study. `bearing` is what it names and could move.
    """

    where: str
    key: str
    title: str
    paths: tuple[Path, ...] = ()
    known: str = ""
    notes: tuple[str, ...] = ()
    bearing: Bearing | None = None


@dataclass
class _Shelf:
    """What is there already, and what this call adds: a paper that comes twice is told once."""

    references: dict[str, Mapping[str, Any] | Reference]
    doi: dict[str, str] = field(default_factory=dict)
    pmid: dict[str, str] = field(default_factory=dict)
    titles: dict[str, str] = field(default_factory=dict)

    def add(self, key: str, doi: str | None, pmid: str | None, title: str) -> None:
        """Remember a paper by whatever tells it from others."""
        if doi:
            self.doi.setdefault(doi.casefold(), key)
        if pmid:
            self.pmid.setdefault(pmid, key)
        self.titles.setdefault(_letters(title), key)


def new_papers(
    given: Sequence[str], folder: Path, corpus: Sequence[Path], *, topic: str = "mine",
    key: str | None = None, by: str | None = None, again: bool = False,
) -> list[Arrival]:  # fmt: skip
    """Write `papers/<key>.yaml` in a layer for each paper of files, DOIs or PMIDs.

    A full text in JATS brings `documents/<key>/` with its inventory: places and fingerprints of
    sentences, no words. A paper that the corpus has by DOI or PMID is told and written only
    `again`, as a file that adds to it. `by` is who curates. All files are written or none; raises
    `RequestError` for what cannot be read, and for a file that is there.
    """
    if key is not None and not KEY.fullmatch(key):
        raise RequestError(f"key '{key}': write first author and year, such as doe2026")
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", topic):
        raise RequestError(f"topic '{topic}' is no id: lower case, digits, single hyphens")
    cited = [one for words in given for one in _cited(words)]
    if key is not None and len(cited) != 1:
        raise RequestError(f"--key names one paper, and {len(cited)} were given: leave it out")
    own = folder.is_dir() and any(folder.iterdir())
    below = [*corpus, folder] if own and not _is_in(folder, corpus) else list(corpus)
    whole = read(*below)
    graph = assemble(whole)
    shelf = _shelve(whole)
    texts: dict[str, str] = {}
    found: list[Arrival] = []
    for one in cited:
        found.append(_arrive(one, folder, whole, graph, shelf, texts, topic, key, by, again))
    taken = next((name for name in texts if (folder / name).exists()), None)
    if taken:
        raise RequestError(f"{folder / taken} is there already: add to it by hand")
    if texts:
        write_all(folder, texts)
    return found


def _cited(words: str) -> list[Cited]:
    """Read a file, or take a DOI or PMID as a paper of which nothing else is told yet."""
    path = Path(words)
    if not path.exists():
        doi = str(bare_doi(words))
        if re.fullmatch(DOI, doi):
            return [Cited({"title": "...", "DOI": doi}, words)]
        if match := re.fullmatch(r"(?i)(?:pmid:? ?|https?://pubmed\.ncbi\.nlm\.nih\.gov/)?"
                                 r"(\d{1,9})/?", words.strip()):  # fmt: skip
            return [Cited({"title": "...", "PMID": match[1]}, words)]
    return read_cited(path)


def _arrive(
    one: Cited, folder: Path, corpus: Corpus, graph: Graph, shelf: _Shelf, texts: dict[str, str],
    topic: str, key: str | None, by: str | None, again: bool,
) -> Arrival:  # fmt: skip
    fields, notes = _sound(one)
    title = str(fields.get("title") or "...")
    known = (shelf.doi.get(str(fields.get("DOI", "")).casefold())
             or shelf.pmid.get(str(fields.get("PMID", ""))))  # fmt: skip
    fresh = known not in corpus.references  # it came with this very call
    if known and (fresh or not again):
        return Arrival(one.where, known, title, known=known)
    like = shelf.titles.get(_letters(title)) if not known else None
    if like and title != "...":
        notes.append(f"the title of {like}: if they are one study, add version_of: {like}")
    taken = {*shelf.references, *(path.stem for path in folder.glob("papers/*.yaml"))}
    name = known or key or _key(fields, taken)
    if name in taken and not known:
        raise RequestError(f"key '{name}' is another paper's: give another by --key")
    shelf.references[name] = fields
    shelf.add(name, fields.get("DOI"), fields.get("PMID"), title)
    bearing = find_bearing(graph, f"{title}. {one.abstract}") if title != "..." else None
    made = {f"papers/{name}.yaml": _paper(name, one, fields, corpus, bearing, topic, by, known)}
    if one.sentences:
        made |= _inventory(name, one, shelf)
    texts |= made
    return Arrival(one.where, name, title, tuple(folder / path for path in made), known or "",
                   tuple(notes), bearing)  # fmt: skip


def _sound(one: Cited) -> tuple[dict[str, Any], list[str]]:
    """Keep the fields that a reference may have; what has another form is told, and left out."""
    fields = {"title": "...", **one.fields}
    notes: list[str] = []
    for _ in range(len(fields)):
        document = Document(one.where)
        told = "x" if fields["title"] == "..." else fields["title"]
        read_record(Reference, {"id": "x", **fields, "title": told}, document, ())
        if not document.problems:
            break
        problem = document.problems[0]
        name = problem.field.split(".")[0]
        if name == "title":
            fields["title"] = "..."
        else:
            fields.pop(name, None)
        notes.append(f"left out {name}: {problem.cause}")
    return fields, notes


def _key(fields: Mapping[str, Any], taken: Iterable[str]) -> str:
    """Make a key of author and year; else of what else is known of the paper."""
    names = set(taken)
    told = f"doi{fields['DOI'].partition('/')[2]}" if fields.get("DOI") else fields["title"]
    raw = f"pmid{fields['PMID']}" if fields.get("PMID") else str(told)
    plain = re.sub(r"[^a-z0-9]", "", raw.casefold())[:40].lstrip("0123456789") or "paper"
    loose = (f"{plain}{letter}" for letter in ("", *"abcdefghijklmnopqrstuvwxyz"))
    found = make_key(fields, names) or next((one for one in loose if one not in names), None)
    if found is None:
        raise RequestError(f"no key is left for '{raw}': give one by --key")
    return found


def _paper(
    key: str, one: Cited, fields: Mapping[str, Any], corpus: Corpus, bearing: Bearing | None,
    topic: str, by: str | None, known: str | None,
) -> str:  # fmt: skip
    text = head("papers", 2) + f"topic: {topic}\n"
    if not known:
        seen = fields.get("DOI") or fields.get("PMID") or fields.get("PMCID")
        where = {"identifier_seen": Path(one.where).name} if seen else {}
        reference = {"id": key, **{name: fields[name] for name in ORDER if name in fields}, **where}
        text += "reference:\n"
        text += "".join(f"  {name}: {inline(value)}\n" for name, value in reference.items())
        if "study_type" not in fields:
            text += "  study_type: unknown      # primary_invitro, primary_invivo, clinical ..\n"
    text += ("# What was read, once it is: {read: full-text | abstract, whole: true, by: NAME, "
             "date: 2026-01-31}\n")  # fmt: skip
    text += f'document: {{read: {one.part}, whole: false, note: "Not read yet."}}\n'
    curator = f", curated_by: {inline(by)}" if by else ""
    text += f"defaults: {{status: draft, certainty: asserted{curator}}}\n"
    if bearing and (bearing.named or bearing.models):
        text += "# Named in title or abstract: what it says of them is for you to read.\n"
        for name in (*bearing.named, *bearing.models):
            entity = corpus.entities[name]
            text += f"#   {name}  ({entity.label})\n"
    place = one.sentences[0].locator if one.sentences else "abstract"
    predicates = " | ".join((*SIGN_OF, "affects"))
    return text + _SKELETON.format(place=place, predicates=predicates)


def _inventory(key: str, one: Cited, shelf: _Shelf) -> dict[str, str]:
    """Write places, citations and fingerprints of sentences, and which of the cited are known."""
    rows = ["section\tparagraph\tsentence\treferences\tsha256\tletters_sha256"]
    for each in one.sentences:
        cited = " ".join(map(str, each.references))
        rows.append("\t".join((each.section, str(each.paragraph), str(each.sentence), cited,
                               *each.prints)))  # fmt: skip
    made = {f"documents/{key}/inventory.tsv": "\n".join(rows) + "\n"}
    known = ((number, shelf.doi.get(str(bare_doi(name)).casefold()) or shelf.pmid.get(name))
             for number, names in sorted(one.cites.items()) for name in names)  # fmt: skip
    told = {number: other for number, other in known if other}
    if told:
        lines = ["number\treference", *(f"{number}\t{other}" for number, other in told.items())]
        made[f"documents/{key}/citations.tsv"] = "\n".join(lines) + "\n"
    return made


def _shelve(corpus: Corpus) -> _Shelf:
    shelf = _Shelf(dict(corpus.references))
    for key, one in corpus.references.items():
        shelf.add(key, one.doi, one.pmid, one.title)
    return shelf


def _is_in(folder: Path, corpus: Iterable[Path]) -> bool:
    return folder.resolve() in {one.resolve() for one in corpus}


def _letters(text: str) -> str:
    return "".join(letter for letter in text.casefold() if letter.isalnum())


ORDER = ("type", "title", "author", "et_al", "container-title", "issued", "volume", "page", "DOI",
         "PMID", "PMCID", "study_type", "retracted", "concern", "keys")  # fmt: skip
"""Fields of a reference as they are written."""

_SKELETON = """\
# One entry for each finding, nulls too. Fill in the dots; what the paper does not give goes.
# A record is a draft until you say so: kg review.
claims:
- subject: "..."                 # ids: kg search WORDS
  predicate: "..."               # {predicates}
  object: "..."
  evidence:
  - id: first                    # short, unique in this claim, never reused
    locator: [{place}]
    system: {{setting: unspecified}}   # in_vitro | in_vivo | patients; models: [..]
    # contrasts: [{{versus: "...", level: [higher], basis: [unspecified]}}]
    summary: "..."               # your own words, never a sentence of the source
"""
