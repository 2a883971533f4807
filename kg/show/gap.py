"""Gaps and doubtful places as tables: what is missing, what to do next, what to look at again."""

from __future__ import annotations

from collections.abc import Container, Iterable

from kg import reasoning
from kg.graph import Graph
from kg.show.cite import cited, label
from kg.show.sheet import Answer, Cell, Sheet


def gaps(
    graph: Graph,
    entity: str | None = None,
    *,
    exposure: str | None = None,
    versus: str | None = None,
    top: int = 20,
) -> Answer:
    """Lay out what two exposures were measured and compared on, and the `top` experiments."""
    found = reasoning.gaps(graph, entity, exposure=exposure, versus=versus)
    if not found.exposure:
        return Answer(_TITLE, (_stated(graph),), ("Nothing is compared.",))
    one, other = short(graph, found.exposure), short(graph, found.comparator)
    rows = tuple(_row(graph, row, one, other) for row in found.rows)
    columns = (
        "object", "compartment", "of", "chains", "any",
        *map(_column, graph.manifest.gap_conditions),
        "wanting", "exposure_studies", "comparator_studies", "absence", "stated_as_open",
    )  # fmt: skip
    experiments = tuple(
        (number, one_of.object, one_of.chains, one_of.proposal, one_of.missing, one_of.also)
        for number, one_of in enumerate(found.experiments[:top], 1)
    )
    sheets = (
        Sheet(
            "gaps", f"Measured and compared: {one} and {other}", columns, rows, _GAP_IDS,
            frozenset({"of"}),
        ),
        Sheet(
            "experiments", "Worth doing next, by the chains that hang on it",
            ("rank", "object", "chains", "experiment", "closes", "also"), experiments,
            frozenset({"object", "closes"}),
        ),
        _stated(graph, {key for row in found.rows for key in row.stated} if entity else None),
    )  # fmt: skip
    more = len(found.experiments) - top
    remarks: tuple[str, ...] = (
        ("Empty: not in this corpus; so are no-in-vivo and no-human.",) if rows else ()
    )
    remarks += (f"{more} more experiments: --top shows them.",) if more > 0 else ()
    sentence = reasoning.say.say_gaps(graph, found)
    return Answer(f"{_TITLE}: {one} versus {other}", sheets, remarks, sentence)


def lint(graph: Graph) -> Answer:
    """Lay out every doubtful place by rule, with what to do."""
    found = reasoning.lint(graph)
    rows = tuple((one.severity, one.rule, one.where, one.what, one.remedy) for one in found)
    columns = ("severity", "rule", "where", "what", "remedy")
    used = dict.fromkeys(one.rule for one in found)
    rules = tuple((rule, reasoning.doubt.RULES[rule]) for rule in used)
    sheets = (
        Sheet("findings", "", columns, rows),
        Sheet("rules", "What the rules look for", ("rule", "looks_for"), rules),
    )
    return Answer("Doubtful places", sheets, () if found else ("None was found.",))


def short(graph: Graph, key: str) -> str:
    """Call an arm as its manifest does, anything else by its label."""
    mark = graph.manifest.arm(key)
    return mark.name if mark else label(graph, key)


def state_words(cell: reasoning.gap.Cell, exposure: str, comparator: str) -> tuple[str, ...]:
    """Say what a cell knows in words: the directions by basis, or who was measured."""
    if cell.bases:
        return tuple(f"{way}, {basis}" if basis else way for basis, way in cell.bases)
    words = {
        "never-compared": "both, not compared in this corpus",
        "exposure-only": f"{exposure} only, in this corpus",
        "comparator-only": f"{comparator} only, in this corpus",
        "nothing": "",
    }  # fmt: skip
    told = (words[cell.state],) if words[cell.state] else ()
    arms = {"exposure": exposure, "comparator": comparator}
    names = [arms[arm] for arm in cell.unchanged]
    return told + tuple(f"{name}: looked for and not changed" for name in names)


def absence_words(row: reasoning.gap.Row) -> tuple[str, ...]:
    """Say what is absent of a quantity, under all conditions together and under each."""
    return (
        *row.absences,
        *(f"{cell.condition}: {words}" for cell in row.cells[1:] for words in cell.absences),
    )


def _row(graph: Graph, row: reasoning.gap.Row, one: str, other: str) -> tuple[Cell, ...]:
    entity, overall = graph.entities[row.object], row.overall
    wanting = [*row.flags, *([overall.state] if overall.state in _WANTING else [])]
    return (
        row.object, entity.compartment, entity.label, row.chains,
        *(state_words(cell, one, other) for cell in row.cells), tuple(wanting),
        overall.exposure_studies, overall.comparator_studies, absence_words(row),
        tuple(graph.gaps[key].question for key in row.stated),
    )  # fmt: skip


def _stated(graph: Graph, wanted: Container[str] | None = None) -> Sheet:
    """List what the sources themselves state as open; of all, or of some by id."""
    rows: Iterable[tuple[Cell, ...]] = (
        (gap.id, gap.question, tuple(label(graph, key) for key in gap.about),
         cited(graph, gap.references), gap.locator)
        for gap in graph.gaps.values() if wanted is None or gap.id in wanted
    )  # fmt: skip
    columns = ("id", "question", "about", "source", "locator")
    return Sheet(
        "stated", "Stated as open by the source", columns, tuple(rows), frozenset({"id", "locator"})
    )


def _column(condition: str) -> str:
    return condition.replace(" ", "_")


_TITLE = "What this corpus holds, and what it does not"
_GAP_IDS = frozenset({
    "object", "compartment", "exposure_studies", "comparator_studies", "absence", "stated_as_open",
})  # fmt: skip
_WANTING = frozenset({"one-basis", "basis-unstated", "conflicting", "never-compared"})
