"""One paper: what it found, against what other papers say of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from rich.console import RenderableType

from kg.graph import Graph, is_retracted
from kg.mechanism import capital
from kg.model import Claim, Evidence, Reference
from kg.model.vocabulary import SECONDARY
from kg.show.cite import citation, cited, label, layers_of
from kg.show.entity import section
from kg.show.screen import fields, text
from kg.votes import Observation, Standing, conditions_of, many, observe, tags, voters


def view_paper(graph: Graph, paper: Reference, every: bool = False) -> Iterator[RenderableType]:
    """Yield what a paper is, what was read in it, and what others say of it, with the checks."""
    records = [
        (claim, record)
        for claim, record in graph.evidence()
        if paper.id in (*record.references, record.read_in)
    ]
    own = [one for one in records if one[1].read_in == paper.id]
    told = [one for one in records if one[1].read_in != paper.id]
    seen: dict[tuple[str, str], list[Observation]] = {}
    for observations in observe(graph).values():
        for one in observations:
            seen.setdefault(one.support.key[:2], []).append(one)
    yield text(f"{citation(graph, paper.id)}  ({paper.id})", "bold")
    for other in graph.references.values():
        if other.id != paper.id and (paper.id in other.keys or other.id in paper.keys):
            shared = paper.id if paper.id in other.keys else other.id
            yield text(f"'{shared}' is also another paper: {other.title} ({other.id})")
    if noticed := _notice(graph, paper):
        yield text(noticed)
    review = paper.study_type in SECONDARY and len(own) > 1
    yield text(_of_review(paper, own) if review else _of_paper(graph, paper, own, told))
    yield text(paper.title)
    yield fields(_about(graph, paper, own, told))
    more = f"kg show {paper.id} --all"
    if review:
        yield from section("Its sections", SECTIONS, _sections(own), more, True)
    elif own:
        rows = [_found(graph, seen, claim, record, paper) for claim, record in own]
        yield from section("What it found", FOUND, rows, more, every, LEAD)
    told.sort(key=lambda one: list(CHECKED).index(_outcome(one[1], paper.id)))
    for title, kept in (
        ("What is said of it alone, and whether it bears that out",
         [one for one in told if len(one[1].references) == 1]),
        ("What is said of it with others", [one for one in told if len(one[1].references) > 1]),
    ):  # fmt: skip
        rows = [_said(graph, seen, claim, record, paper) for claim, record in kept]
        yield from section(title, SAID, rows, more, every, LEAD)
    stands = _stands(graph, paper)
    if stands:
        yield text("")
        yield text(stands)


def view_papers(
    graph: Graph, words: str, papers: Sequence[Reference], every: bool = False
) -> Iterator[RenderableType]:
    """Yield the papers of an author: how much was read in each, and how much others say of it."""
    own, told = Counter[str](), Counter[str]()
    for _, record in graph.evidence():
        own[record.read_in] += 1
        told.update(key for key in record.references if key != record.read_in)
    yield text(f"'{words}': {many(len(papers), 'paper', 'papers')}", "bold")
    rows = [(one.citation, one.title, str(own[one.id]), str(told[one.id]), one.id)
            for one in papers]  # fmt: skip
    yield from section("Papers with this author, the newest first", PAPERS, rows,
                       f"kg show {words} --all", every, frozenset({"paper", "id"}))  # fmt: skip
    yield text(f"kg show {papers[0].id} tells all of one.")


def _notice(graph: Graph, paper: Reference) -> str:
    """Say that it is retracted, or under concern, as of when, why, and what comes of it."""
    if is_retracted(paper.id, graph.references):
        whose = "It is" if paper.is_retracted else "What it is a version of is"
        noticed, what, end = paper.retracted, f"{whose} retracted", "it counts nowhere"
    elif paper.is_questioned:
        noticed, what = paper.concern, "An editor has expressed concern about it"
        end = "it counts, with that caution"
    else:
        return ""
    said = [("on", noticed.date), ("notice", noticed.notice)] if noticed else []
    given = "".join(f", {name} {value}" for name, value in said if value)
    reason = f" ({noticed.reason})" if noticed and noticed.reason else ""
    return f"{what}{given}{reason}: {end}."


def _of_paper(
    graph: Graph, paper: Reference, own: list[tuple[Claim, Evidence]],
    told: list[tuple[Claim, Evidence]],
) -> str:  # fmt: skip
    """Say in a sentence how much it found, who cites it for how much, and how that compares."""
    said = []
    if own:
        where = "abstract" if all("abstract" in one.locator for _, one in own) else "text"
        said.append(f"{many(len(own), 'finding', 'findings')} read in its own {where}")
    else:
        said.append("No finding was read in the paper itself")
    if told:
        who = " and ".join(cited(graph, sorted({one.read_in for _, one in told})))
        outcomes = Counter[str](_outcome(one, paper.id) for _, one in told)
        checked = ", ".join(
            f"{outcomes[name]} {words}" for name, words in CHECKED.items() if outcomes[name]
        )
        said.append(f"{who} cites it for {many(len(told), 'statement', 'statements')}: {checked}")
    return "; ".join(said) + "."


def _of_review(paper: Reference, own: list[tuple[Claim, Evidence]]) -> str:
    sentences = {locator for _, one in own for locator in one.locator}
    papers = {key for _, one in own for key in one.references} - {paper.id}
    checks = Counter[str](check.outcome for _, one in own for check in one.checks)
    told = ", ".join(f"{checks[name]} {words}" for name, words in CHECKED.items() if checks[name])
    return (
        f"A {paper.study_type}: {many(len(own), 'record', 'records')} read from "
        f"{many(len(sentences), 'sentence', 'sentences')}, citing "
        f"{many(len(papers), 'paper', 'papers')}"
        + (f"; held against these papers: {told}." if told else ".")
    )


def _about(
    graph: Graph, paper: Reference, own: list[tuple[Claim, Evidence]],
    told: list[tuple[Claim, Evidence]],
) -> Iterator[tuple[str, str]]:  # fmt: skip
    yield "kind", paper.study_type.replace("_", " ")
    yield "layer", _layer(graph, f"reference/{paper.id}")
    volume = paper.volume and f"volume {paper.volume}"
    place = ", ".join(filter(None, (paper.container_title, volume, paper.page)))
    yield "in", place
    yield "doi", (paper.address or "") if paper.doi else ""
    yield "pmid", paper.pmid or ""
    read = {part if part in PARTS else "full-text" for _, one in own for part in one.locator}
    read |= {c.read_in for _, one in told for c in one.checks if c.reference == paper.id}
    yield (
        "read",
        ", ".join(part.replace("-", " ") for part in PARTS if part in read) or "nothing of it",
    )
    yield "note", paper.note or ""


def _found(
    graph: Graph, seen: Mapping[tuple[str, str], list[Observation]], claim: Claim,
    record: Evidence, paper: Reference,
) -> tuple[str, ...]:  # fmt: skip
    told = seen.get((claim.id, record.id), [])
    where = conditions_of(told[:1], ("oxygen", "dose", "time")) if told else ""
    models = ", ".join(label(graph, key) for key in record.system.models)
    return (
        _words(graph, claim, record),
        ", ".join(filter(None, (models, where))),
        "",
        "; ".join(tags(told)),
        _layer(graph, f"{claim.id}.{record.id}"),
    )


def _said(
    graph: Graph, seen: Mapping[tuple[str, str], list[Observation]], claim: Claim,
    record: Evidence, paper: Reference,
) -> tuple[str, ...]:  # fmt: skip
    others = len(record.references) - 1
    where = f"{', '.join(record.locator)}" + (
        f", with {many(others, 'other', 'others')}" if others else ""
    )
    notes = [
        check.outcome.replace("_", " ")
        + (f" ({', '.join(check.about)})" if check.about else "")
        for check in record.checks if check.reference == paper.id
    ]  # fmt: skip
    told = seen.get((claim.id, record.id), [])
    struck = any(paper.id in one.struck for one in told)
    limits = [tag for tag in tags(told) if tag not in ("unchecked", "collective")]
    verdict = ", ".join(notes or ["not checked"]) + (": struck" if struck else "")
    layer = _layer(graph, f"{claim.id}.{record.id}")
    return _words(graph, claim, record), where, verdict, "; ".join(limits), layer


def _layer(graph: Graph, record: str) -> str:
    """Name the layer of a record or of the paper, where several are in use."""
    return "; ".join(key for layers in layers_of(graph, [record]) for key in layers)


def _words(graph: Graph, claim: Claim, record: Evidence) -> str:
    verb = claim.predicate.replace("_", " ")
    said = f"{label(graph, claim.subject)} {verb} {label(graph, claim.object)}"
    for contrast in record.contrasts:
        versus = label(graph, contrast.versus)
        if contrast.differs:
            versus = f"{contrast.differs.facet.replace('_', ' ')} {contrast.differs.there}"
        basis = f", {' or '.join(contrast.basis)}" if contrast.basis else ""
        level = " or ".join(contrast.level) or "different in kind"
        said += f"; {level} against {versus}{basis}"
    return said + (" (argues against)" if record.stance == "refutes" else "")


def _outcome(record: Evidence, key: str) -> str:
    found = [check.outcome for check in record.checks if check.reference == key]
    return min(found, key=lambda name: list(CHECKED).index(name), default="not_checked")


def _sections(own: list[tuple[Claim, Evidence]]) -> list[tuple[str, ...]]:
    sentences: dict[str, set[str]] = {}
    records: Counter[str] = Counter()
    for _, one in own:
        for name in {locator.split(".")[0] for locator in one.locator}:
            records[name] += 1
            sentences.setdefault(name, set()).update(
                locator for locator in one.locator if locator.split(".")[0] == name
            )
    return [(name, str(len(sentences[name])), str(records[name])) for name in sorted(sentences)]


def _stands(graph: Graph, paper: Reference) -> str:
    """Tell on how many questions it votes, and on how many of these sources disagree.

    Of a retracted paper its notice tells all.
    """
    if is_retracted(paper.id, graph.references):
        return ""
    votes = disputed = struck = 0
    for observations in observe(graph).values():
        if not any(paper.id in (*one.studies, *one.struck) for one in observations):
            continue
        standing = Standing.of(observations)
        voting = any(paper.id in who for who in voters(standing.poll.voting).values())
        votes += voting
        disputed += voting and standing.disputed
        struck += any(paper.id in one.struck for one in observations)
    said = []
    if votes:
        said.append(
            f"It votes on {many(votes, 'question', 'questions')}, "
            f"{disputed or 'none'} of them disputed"
        )
    if struck:
        said.append(
            f"what is said of it on {many(struck, 'question', 'questions')} it does not bear out"
        )
    return f"{capital('; '.join(said))}." if said else ""


PARTS = ("full-text", "abstract", "title")
CHECKED = {
    "disagrees": "it disagrees with", "adds_condition": "with a condition left out",
    "omits": "with something left out", "agrees": "it bears out", "not_checked": "not checked",
}  # fmt: skip
"""The outcomes of checks, the gravest first, as they are counted."""

PAPERS = ("paper", "title", "read in it", "said of it", "id")
FOUND = ("found", "in", "check", "caution", "layer")
SAID = ("says", "where", "check", "caution", "layer")
SECTIONS = ("section", "sentences", "records")
LEAD = frozenset({"found", "in", "says", "where"})
