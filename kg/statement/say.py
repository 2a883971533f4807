"""What a check comes to, in plain sentences: the answer first, then both sides."""

from __future__ import annotations

from collections.abc import Iterable

from kg import reasoning
from kg.graph import Graph
from kg.mechanism import capital
from kg.statement.checked import Checked, Part
from kg.statement.reading import Statement
from kg.votes import facet_name


def say_statement(graph: Graph, said: Statement) -> str:
    """Say how a statement was read.

    >>> import kg
    >>> from kg.statement import read_statement
    >>> graph = kg.load()
    >>> say_statement(graph, read_statement(graph, "X-rays raise HMGB1 release"))
    'photon irradiation raises HMGB1 release'
    """
    start, end, versus = (
        graph.entities[key].label if key else "" for key in (said.subject, said.object, said.versus)
    )
    words = VERBS if not said.versus else LEVELS
    verb = " or ".join(words[word] for word in ORDER if word in said.wanted)
    told = (f"{end or '(unknown)'} is {verb} after {start or '(unknown)'} {than(said)} {versus}"
            if said.versus else f"{start or '(unknown)'} {verb} {end or '(unknown)'}")  # fmt: skip
    limits = [f"{graph.manifest.basis(said.basis).phrase}"] if said.basis else []
    limits += [f"where {wish.replace('=', ' is ')}" for wish in said.where]
    limits += [system.replace("_", " ") for system in said.systems]
    return ", ".join((told, *limits))


def than(said: Statement) -> str:
    """Join a comparison: higher than, similar to."""
    return "as after" if said.wanted == {"similar"} else "than after"


def say_checked(graph: Graph, found: Checked) -> str:
    """Say what a check comes to.

    >>> import kg
    >>> from kg.statement import check_statement
    >>> graph = kg.load()
    >>> said = say_checked(graph, check_statement(graph, "carbon ions raise HMGB1 release"))
    >>> said.split(": ")[0]
    'Supported'
    """
    said = found.statement
    head = capital(found.outcome)
    if found.outcome == "depends on":
        head = f"Depends on {' or '.join(_facets(way) for way in found.facets) or 'conditions'}"
    told = [f"{head}: {say_statement(graph, said)}."]
    told += [_parts(graph, found.parts)] if found.parts else []
    if found.elsewhere and not found.parts:
        what = "On other bases or under other conditions" if (
            said.basis or said.where or said.systems) else "Of what is near"  # fmt: skip
        told.append(f"{what}: {_parts(graph, found.elsewhere)}")
    told += [f"{capital(found.ways)}."] if found.ways else []
    told += [f"By itself {say}" for say in [_beside(graph, found)] if say]
    told += [f"Say {found.ask}."] if found.ask else []
    told += [f"{capital(note)}." for note in found.notes]
    return " ".join(filter(None, told))


def _parts(graph: Graph, parts: Iterable[Part]) -> str:
    verdicts = [part.verdict for part in parts]
    compared = [one for one in verdicts if one.topic.comparator]
    alone = [one for one in verdicts if not one.topic.comparator]
    if compared:
        return reasoning.say.say_verdicts(graph, compared, (), 3)
    return " ".join(f"{capital(_effect(graph, part))}." for part in parts
                    if part.verdict in alone)  # fmt: skip


def _effect(graph: Graph, part: Part) -> str:
    labels = (graph.entities[key].label for key in (part.topic.exposure, part.topic.object))
    return f"{', '.join(labels)}: {reasoning.say.say_verdict(graph, part.verdict)}"


def _beside(graph: Graph, found: Checked) -> str:
    said = []
    for one in found.beside:
        told = reasoning.say.say_verdict(graph, one, lean=True)
        said.append(f"{graph.entities[one.topic.exposure].label}: {told}")
    return f"{'; '.join(said)}." if said else ""


def _facets(way: Iterable[str]) -> str:
    return " with ".join(facet_name(facet) for facet in way)


ORDER = ("+", "-", "0", "higher", "lower", "similar")
VERBS = {"+": "raises", "-": "lowers", "0": "does not change"}
LEVELS = {"higher": "higher", "lower": "lower", "similar": "alike"}
