"""Where one exposure's advantage over another enters, on a chain or beside it; what it explains."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, field, replace

from kg.graph import Graph
from kg.mechanism.beam import beam_sets, upwards
from kg.mechanism.chain import Chain
from kg.mechanism.circumstance import Circumstance, circumstance
from kg.mechanism.compared import Advantage, Compared, Verdict
from kg.mechanism.where import Where
from kg.model import Evidence
from kg.model.vocabulary import TURNED, Level
from kg.votes import observe, poll


@dataclass(frozen=True)
class ByLevel:
    """An advantage that enters along levels: no signed chain leads from the start to `enters`.

    All comparisons of that entity on the basis agree on `level`. `chains` lead from there to the
    end, best first, where the comparison can hold as well; they turn the level into the one
    `predicted`, None where they disagree. `compared` is the entity and, if it was, the end.
    """

    versus: str
    basis: str
    enters: str
    level: Level
    compared: tuple[Compared, ...]
    chains: tuple[Chain, ...]
    predicted: Level | None
    verdict: Verdict | None


def compare(
    graph: Graph, start: str, versus: str, where: Where = Where()  # noqa: B008 - frozen
) -> _Found:  # fmt: skip
    """Collect what votes on each entity between two exposures, by (basis, entity).

    The rules are those of `kg verdict`: one study one vote, its closest reading first; what its
    own source does not bear out, or only argues against, has none; a review votes where no primary
    study does. Of those that vote, the ones that can hold under `where` count. Comparisons given
    with other treatments, and of a subject with itself, are other questions. Where the two were
    never compared, a comparison of what they are kinds of speaks for them, and is marked lifted.
    """
    found: _Found = {}
    for one, other in _arms(graph, start, versus):
        nearer = {entity for _, entity in found}
        for key, seen in _compared(graph, one, other, where).items():
            if key[1] not in nearer:
                seen.lifted = tuple(arm for arm in (one, other) if arm not in (start, versus))
                found[key] = seen
    return found


def _arms(graph: Graph, start: str, versus: str) -> Iterator[tuple[str, str]]:
    """Yield the two arms, then what they are kinds of, the nearest first; never a shared kind."""
    mine, others = ((key, *upwards(key, graph.entities)) for key in (start, versus))
    pairs = [
        (distance + away, one, other)
        for distance, one in enumerate(mine) for away, other in enumerate(others)
        if one not in others and other not in mine
    ]  # fmt: skip
    for _, one, other in sorted(pairs):
        yield one, other


def _compared(graph: Graph, start: str, versus: str, where: Where) -> _Found:
    found: _Found = defaultdict(_Seen)
    for topic, observations in observe(graph).items():
        if topic.given or {topic.exposure, topic.comparator} != {start, versus}:
            continue
        for one in poll(observations).voting:
            if not where.covers(one.support.evidence):
                continue
            levels: set[Level] = {TURNED[TURNED[level]] for level in one.outcomes}
            for basis in one.basis:
                seen = found[basis, topic.object]
                turned = topic.exposure != start
                seen.levels |= {TURNED[level] for level in levels} if turned else levels
                seen.records.append(one.support.evidence)
                seen.papers |= dict.fromkeys(one.studies or one.reviews)
    return found


def find_advantages(chain: Chain, versus: str, found: _Found) -> Chain:
    """Read a chain against another exposure, once for each basis on which anything was compared."""
    bases = sorted({basis for basis, entity in found if entity in chain.nodes[1:]})
    return replace(chain, advantages=tuple(_read(chain, versus, basis, found) for basis in bases))


def find_by_level(
    graph: Graph, start: str, end: str, versus: str, where: Where, found: _Found,
    reached: Collection[str],
    routes: Callable[[str, Collection[Circumstance]], Iterable[Chain]],
) -> Iterator[ByLevel]:  # fmt: skip
    """Find the advantages that enter where no signed chain from the start leads, by basis.

    `reached` is where one leads; `routes` gives the chains from an entity to the end that can hold
    in one of some regions: those of the comparisons.
    """
    for (basis, entity), seen in sorted(found.items()):
        if entity in {start, end, versus, *reached} or seen.plain is None:
            continue
        regions = dict.fromkeys(_region(graph, record, start, where) for record in seen.records)
        held = [region for region in regions if region is not None]
        chains = sorted(routes(entity, held) if held else (), key=lambda chain: chain.rank)
        if not chains:
            continue
        ends = {TURNED[seen.plain] if chain.sign == "-" else seen.plain for chain in chains}
        predicted = ends.pop() if len(ends) == 1 else None
        compared = tuple(
            found[basis, key].of(key) for key in (entity, end) if (basis, key) in found
        )
        verdict = _judge(compared, end, predicted) if predicted else None
        yield ByLevel(
            versus, basis, entity, seen.plain, compared, tuple(chains), predicted, verdict
        )  # fmt: skip


def _region(graph: Graph, record: Evidence, start: str, where: Where) -> Circumstance | None:
    """Give where a comparison holds, within what was asked; the start's arm tells the beam."""
    conditions = record.conditions
    held = circumstance(
        conditions, beams=beam_sets(graph, (start, *conditions.co_treatment)),
        irradiated=record.irradiated,
    )  # fmt: skip
    return held and held.meet(where.region)


def _read(chain: Chain, versus: str, basis: str, found: _Found) -> Advantage:
    compared = tuple(
        found[basis, entity].of(entity) for entity in chain.nodes[1:] if (basis, entity) in found
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


@dataclass
class _Seen:
    """What is collected of one entity on one basis."""

    levels: set[Level] = field(default_factory=set)
    records: list[Evidence] = field(default_factory=list)
    papers: dict[str, None] = field(default_factory=dict)
    lifted: tuple[str, ...] = ()

    @property
    def plain(self) -> Level | None:
        """The one level on which all agree, if it is a difference."""
        return next(iter(self.levels)) if self.levels in ({"higher"}, {"lower"}) else None

    def of(self, entity: str) -> Compared:
        return Compared(entity, tuple(sorted(self.levels)), tuple(self.papers), self.lifted)


_Found = dict[tuple[str, str], _Seen]
