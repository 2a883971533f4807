"""INDRA Statements, as JSON: one record for each piece of evidence."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, get_args

from kg.intake.grounding import Grounding
from kg.intake.objects import member, read_json, words
from kg.intake.said import Left, Paper, Said, Thing, refuse
from kg.model.vocabulary import Aspect, Certainty, Kind, Predicate, Setting


def read_indra(paths: tuple[Path, ...], ground: Grounding, left: Left) -> Iterator[Said]:
    """Read Influences, and what raises or lowers an amount or an activity.

    A statement counts from 1, as it stands in its list.
    """
    for path in paths:
        found = read_json(path, "INDRA Statements")
        if isinstance(found, dict):
            found = found.get("statements")
        if not isinstance(found, list):
            raise refuse(path, 1, "JSON", "no list of statements", "write stmts_to_json(...)")
        for row, one in enumerate(found, start=1):
            kind = member(path, row, one, "type", str)
            told = _told(path, row, one, kind, left)
            if told is not None:
                yield from _records(path, row, one, told, ground, left)


Told = tuple[Thing, Predicate, Thing]


def _told(path: Path, row: int, one: Mapping[str, Any], kind: str, left: Left) -> Told | None:
    if kind == "Influence":
        return _influence(path, row, one, left)
    if kind not in REGULATING:
        left.out(f"statements of the kind {kind}", row)
        return None
    predicate, aspect = REGULATING[kind]
    if one.get("subj") is None:
        left.out("statements that name nothing as their cause", row)
        return None
    subject = member(path, row, one, "subj", dict)
    target = member(path, row, one, "obj", dict)
    for agent in (subject, target):
        state = next((name for name in STATES if agent.get(name)), "")
        if state:
            left.out(f"statements about things with {state}", row)
            return None
    if aspect == "activity" and one.get("obj_activity", "activity") != "activity":
        left.out("kinds of activity, read as activity", row)
    return _thing(path, row, subject), predicate, _thing(path, row, target, aspect)


def _influence(path: Path, row: int, one: Mapping[str, Any], left: Left) -> Told | None:
    ends, signs = [], []
    for name in ("subj", "obj"):
        event = member(path, row, one, name, dict)
        ends.append(_thing(path, row, member(path, row, event, "concept", dict)))
        delta = event.get("delta") if isinstance(event.get("delta"), dict) else {}
        signs.append((delta or {}).get("polarity"))
        if event.get("context"):
            left.out("places and times of events", row)
    cause, effect = signs
    if any(one not in (1, -1, None) or isinstance(one, bool) for one in signs):
        raise refuse(path, row, "polarity", f"{signs!r}", "write 1, -1 or null")
    if effect is None:
        return ends[0], "affects", ends[1]
    return ends[0], "increases" if (cause or 1) * effect > 0 else "decreases", ends[1]


def _thing(path: Path, row: int, agent: Mapping[str, Any], aspect: Aspect | None = None) -> Thing:
    label = words(member(path, row, agent, "name", str))
    refs = agent.get("db_refs")
    if not isinstance(refs, dict):
        raise refuse(path, row, "db_refs", "missing", "write an object, {} where nothing is known")
    names, kinds = [], []
    for space, given in refs.items():
        many = given if isinstance(given, list) else [given]
        for one in many:
            one = one[0] if isinstance(one, list) and one else one  # with a score
            if space in NO_LISTS or not words(one):
                continue
            name = words(one)
            own = name.casefold().startswith(f"{space.casefold()}:")
            names.append(name if own else f"{space}:{name}")
            kinds.append(KINDS.get(space))
    names.sort(key=lambda name: name.partition(":")[0] not in KINDS)  # lists of names first
    return Thing(tuple(names), label, kind=next(filter(None, kinds), None), aspect=aspect)


def _records(
    path: Path, row: int, one: Mapping[str, Any], told: Told, ground: Grounding, left: Left
) -> Iterator[Said]:
    listed = one.get("evidence", [])
    if not isinstance(listed, list) or not all(isinstance(piece, dict) for piece in listed):
        raise refuse(path, row, "evidence", "no list of objects", "write a list of evidence")
    if not listed:
        left.out("statements without evidence", row)
    subject, predicate, target = told
    for piece in listed:
        doubt = piece.get("epistemics") if isinstance(piece.get("epistemics"), dict) else {}
        notes = piece.get("annotations") if isinstance(piece.get("annotations"), dict) else {}
        if (doubt or {}).get("negated"):
            left.out("pieces of evidence against a statement", row)
            continue
        said = words((doubt or {}).get("certainty"))
        hedged: Certainty = "hedged" if (doubt or {}).get("hypothesis") else "asserted"
        certainty: Certainty = said if said in get_args(Certainty) else hedged  # type: ignore[assignment]
        own, setting = _own(notes or {}, ground, left, row)
        yield Said(row, subject, predicate, target, papers=_papers(piece), certainty=certainty,
                   summary=words(piece.get("text")), setting=setting, own=own)  # fmt: skip


def _papers(piece: Mapping[str, Any]) -> tuple[Paper, ...]:
    refs = piece.get("text_refs") if isinstance(piece.get("text_refs"), dict) else {}
    given = refs or {}
    pmid, doi = words(piece.get("pmid")) or words(given.get("PMID")), words(given.get("DOI"))
    pmc = words(given.get("PMCID"))
    pmid = pmid if pmid.isascii() and pmid.isdecimal() and len(pmid) < 13 else ""
    doi = doi if doi.startswith("10.") and "/" in doi else ""
    pmc = pmc if pmc.startswith("PMC") and pmc[3:].isdecimal() else ""
    return (Paper(pmid, doi, pmc),) if pmid or doi or pmc else ()


def _own(
    notes: Mapping[str, Any], ground: Grounding, left: Left, row: int
) -> tuple[dict[str, Any], Setting]:
    """Read the annotations that our own export writes, where the graph knows what they name."""
    graph = ground.graph
    own: dict[str, Any] = {}
    listed = {name: notes[name] for name in LISTED if isinstance(notes.get(name), list)}
    known = {"references": graph.references, "models": graph.entities}
    for name, many in listed.items():
        if name == "locator" or all(str(one) in known[name] for one in many):
            own[name] = [str(one) for one in many]
    for name, things in (("read_in", graph.references), ("organism", graph.entities)):
        if words(notes.get(name)) in things:
            own[name] = words(notes[name])
    if "read_in" not in own or "references" not in own:
        own = {name: one for name, one in own.items() if name in ("organism", "models")}
    for name in ("conditions", "exposure", "derivation"):
        if notes.get(name):
            left.out(f"annotations '{name}'", row)
    settings: dict[str, Setting] = {one: one for one in get_args(Setting)}
    return own, settings.get(str(notes.get("setting")), "unspecified")


REGULATING: Mapping[str, tuple[Predicate, Aspect | None]] = {
    "IncreaseAmount": ("increases", None), "DecreaseAmount": ("decreases", None),
    "Activation": ("increases", "activity"), "Inhibition": ("decreases", "activity"),
}  # fmt: skip
"""Kinds of statements, and what they say of their object: of it, or of its activity."""

STATES = ("mods", "mutations", "bound_conditions", "location", "activity")
NO_LISTS = frozenset({"TEXT", "TEXT_NORM", "UN", "WM"})
"""What stands among the identifiers of a thing, and names none."""

LISTED = ("references", "models", "locator")
KINDS: Mapping[str, Kind] = {
    "HGNC": "gene", "UP": "gene", "EGID": "gene", "FPLX": "complex", "CHEBI": "agent",
    "PUBCHEM": "agent", "DRUGBANK": "agent", "CHEMBL": "agent", "GO": "process",
    "MESH": "process", "DOID": "disease", "HP": "outcome", "EFO": "process", "MIRBASE": "gene",
}  # fmt: skip
"""Lists of identifiers, the best first, and what they name would be as an entity of ours."""
