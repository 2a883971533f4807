"""A checked statement as tables: what each question comes to, and every record on both sides."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from kg import reasoning
from kg.graph import Graph
from kg.show.cite import cited, label, layer_column, layers_of
from kg.show.sheet import Answer, Cell, Sheet
from kg.statement import OUTCOMES, Checked, Part, Testimony, check_statement, say_checked, witness
from kg.votes import Observation, Silence, facet_name


def checked(
    graph: Graph, words: str, *, basis: str | None = None, where: Sequence[str] = (),
    systems: Sequence[str] = (),
) -> Answer:  # fmt: skip
    """Check a statement in words, and lay out both sides of it."""
    found = check_statement(graph, words, basis=basis, where=where, systems=systems)
    said = found.statement
    facts: tuple[tuple[str, Cell], ...] = (
        ("outcome", found.outcome), ("meaning", OUTCOMES[found.outcome]), ("ask", found.ask),
        ("depends_on", tuple(" with ".join(map(facet_name, way)) for way in found.facets)),
        ("subject", said.subject), ("object", said.object), ("versus", said.versus),
        ("true_if", tuple(sorted(said.wanted))), ("basis", said.basis), ("where", said.where),
        ("systems", said.systems), ("not_understood", said.unread), ("notes", found.notes),
        ("ways", found.ways), ("stated_gaps", found.stated_gaps),
    )  # fmt: skip
    sheets = (_parts(graph, found), _records(graph, found.parts))
    return Answer(f"'{words}'", sheets, (), say_checked(graph, found), facts)


def _parts(graph: Graph, found: Checked) -> Sheet:
    rows = [_part(graph, part, True) for part in found.parts]
    rows += [_part(graph, part, False) for part in found.elsewhere]
    hidden = _IDS | ({"asked"} if not found.elsewhere else set())
    return Sheet("parts", "What it comes to", PARTS, tuple(rows), frozenset(hidden), LEAD)


def _part(graph: Graph, part: Part, asked: bool) -> tuple[Cell, ...]:
    topic = part.topic
    return (
        topic.object, topic.exposure, topic.comparator, label(graph, topic.object),
        label(graph, topic.exposure), label(graph, topic.comparator) if topic.comparator else "",
        " or ".join(part.verdict.basis), part.outcome,
        reasoning.say.say_verdict(graph, part.verdict),
        *(tuple(" or ".join(cited(graph, study)) for study in part.studies(stand))
          for stand in ("for", "against", "open")),
        "yes" if asked else "no",
    )  # fmt: skip


def _records(graph: Graph, parts: Iterable[Part]) -> Sheet:
    rows = tuple(
        (stand, *record_row(graph, witness(graph, one)), *_layer(graph, one))
        for part in parts for stand, one in part.records
    )  # fmt: skip
    title = "Every record, for and against"
    return Sheet("records", title, (*RECORDS, *layer_column(graph)), rows, _UNSEEN, LEAD)


def _layer(graph: Graph, one: Observation | Silence) -> tuple[Cell, ...]:
    seen = one.observation if isinstance(one, Silence) else one
    return layers_of(graph, [f"{seen.support.claim}.{seen.support.evidence.id}"])


def record_row(graph: Graph, one: Testimony) -> tuple[Cell, ...]:
    """Write a record as a row, in the columns `RECORDS` past the first."""
    where = [one.system] if one.system != "unspecified" else []
    where += [f"{facet_name(facet)} {value}" for facet, value in one.conditions]
    checks = (check["outcome"] for check in one.checks)
    return (
        one.record, tuple(paper.citation for paper in one.papers),
        tuple(paper.doi for paper in one.papers if paper.doi), " or ".join(one.says),
        " or ".join(one.basis), one.dose, "; ".join(where), one.read, one.read_in.citation,
        one.read_in.doi, one.locator, one.certainty, tuple(dict.fromkeys(checks)), one.caution,
        "yes" if one.votes else f"no: {one.why_not}", one.summary,
    )  # fmt: skip


PARTS = (
    "object", "exposure", "comparator", "of", "in", "versus", "basis", "outcome", "finding",
    "studies_for", "studies_against", "studies_open", "asked",
)  # fmt: skip
RECORDS = (
    "stands", "record", "source", "doi", "says", "basis", "dose", "where", "read", "read_in",
    "read_in_doi", "locator", "certainty", "check", "caution", "votes", "summary",
)  # fmt: skip
_IDS = {"object", "exposure", "comparator"}
_UNSEEN = frozenset({"record", "read_in_doi", "locator", "summary", "certainty", "read_in"})
LEAD = frozenset({"of", "in", "basis", "finding", "stands", "source"})
