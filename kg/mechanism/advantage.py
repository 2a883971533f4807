"""Where on a chain one exposure's advantage over another enters, and what it explains."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from kg.graph import Graph
from kg.mechanism.where import Where
from kg.model import Evidence
from kg.model.vocabulary import Level

if TYPE_CHECKING:
    from kg.mechanism.chain import Chain

Verdict = Literal["explained", "contradicted", "unexplained", "predicted"]


@dataclass(frozen=True)
class Compared:
    """What records say of one entity on one basis: all levels found, and the papers."""

    entity: str
    levels: tuple[Level, ...]
    references: tuple[str, ...]


@dataclass(frozen=True)
class Advantage:
    """A chain read against another exposure, on one basis: bases are never pooled.

    `compared` are the entities on the chain that were compared directly, in its order. The
    advantage `enters` at the first of them before the end where all comparisons agree on higher
    or on lower; the signs after it turn that level into the one `predicted` at the end. `verdict`:
    'explained' if the direct comparison at the end agrees, 'contradicted' if it does not,
    'unexplained' if it finds a difference and none enters before, 'predicted' if the end was
    never compared.
    """

    versus: str
    basis: str
    compared: tuple[Compared, ...]
    enters: str | None
    predicted: Level | None
    verdict: Verdict | None


def find_advantages(
    graph: Graph, chain: Chain, versus: str, where: Where = Where()  # noqa: B008 - frozen
) -> Chain:  # fmt: skip
    """Read a chain against another exposure, once for each basis on which anything was compared.

    Only comparisons that can hold under `where` count.
    """
    found = _comparisons(graph, chain, versus, where)
    bases = sorted({basis for basis, _ in found})
    return replace(chain, advantages=tuple(_read(chain, versus, basis, found) for basis in bases))


def _comparisons(graph: Graph, chain: Chain, versus: str, where: Where) -> _Found:
    """Collect direct comparisons of the chain's start with the other exposure, by (basis, entity).

    Comparisons the other way round are turned; those given with other treatments, of a subject
    with itself, and records that argue against do not count.
    """
    start, *others = chain.nodes
    found: _Found = defaultdict(lambda: (set(), {}))
    edges = [
        edge for edge in graph.comparisons
        if edge.object in others and not edge.differs and not edge.given
        and {edge.subject, edge.comparator} == {start, versus}
    ]  # fmt: skip
    outside = [
        (edge.object, one.evidence) for edge in edges for one in edge.supports
        if one.evidence.read_in in one.evidence.references and not where.covers(one.evidence)
    ]  # fmt: skip
    for edge in edges:
        records = [
            one.evidence for one in edge.supports
            if one.evidence.stance == "supports" and where.covers(one.evidence)
            and not any(
                edge.object == entity and _restates(one.evidence, closer, where)
                for entity, closer in outside
            )
        ]  # fmt: skip
        levels: tuple[Level, ...] = edge.level
        if edge.subject != start:
            levels = tuple(TURNED[level] for level in levels)
        for basis in edge.basis if records else ():
            seen, papers = found[basis, edge.object]
            seen |= set(levels)
            papers |= dict.fromkeys(key for record in records for key in record.references)
    return found


def _restates(record: Evidence, closer: Evidence, where: Where) -> bool:
    """Tell whether a record is silent where the paper itself, read closer, says it was elsewhere.

    A review that leaves the dose out does not carry a finding at 4 Gy over to 10 Gy.
    """
    return record.references == closer.references != (record.read_in,) and bool(
        where.states(closer) - where.states(record)
    )


def _read(chain: Chain, versus: str, basis: str, found: _Found) -> Advantage:
    compared = tuple(
        Compared(entity, tuple(sorted(found[basis, entity][0])), tuple(found[basis, entity][1]))
        for entity in chain.nodes[1:]
        if (basis, entity) in found
    )
    end = chain.nodes[-1]
    for one in compared:
        if one.entity != end and one.levels in (("higher",), ("lower",)):
            level: Level = one.levels[0]
            after = chain.links[chain.nodes.index(one.entity) :]
            if sum(link.step.sign == "-" for link in after) % 2:
                level = TURNED[level]
            return Advantage(
                versus, basis, compared, one.entity, level, _judge(compared, end, level)
            )
    return Advantage(versus, basis, compared, None, None, _judge(compared, end, None))


def _judge(compared: tuple[Compared, ...], end: str, predicted: Level | None) -> Verdict | None:
    """Compare what is predicted at the end with what was found there; None where neither says."""
    direct = next((one.levels for one in compared if one.entity == end), None)
    if predicted is None:
        return "unexplained" if direct in (("higher",), ("lower",)) else None
    if direct is None:
        return "predicted"
    if len(direct) > 1:
        return None
    return "explained" if direct == (predicted,) else "contradicted"


_Found = dict[tuple[str, str], tuple[set[Level], dict[str, None]]]

TURNED: dict[Level, Level] = {"higher": "lower", "lower": "higher", "similar": "similar"}
"""A level seen from the other arm, and past a link that lowers."""
