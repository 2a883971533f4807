"""Votes and verdicts of every cell, written once for any engine that Ibis speaks to.

The rules are those of `kg.votes`, which is the oracle: `poll`, `voters` and `take_sides`, said as
joins and sums over numbers. A cell is a topic on one basis.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any, Protocol

from kg.corpus.engines import bring
from kg.corpus.identity import JOINT, NOBODY, REVIEW

Table = Any
"""A table of Ibis, which is brought in only where it is needed."""

TOPIC = ("object", "exposure", "comparator")
CELL = (*TOPIC, "basis")
MASKS = range(1, 8)
OPPOSED = tuple((one, other) for one in MASKS for other in MASKS if one < other and not one & other)
"""Outcomes of which not both can be right: no bit is in both."""


class Engine(Protocol):
    """What runs an expression: embedded, or a cluster."""

    def read(self, name: str, paths: list[str]) -> Table:
        """Give files of Parquet as one table."""

    def keep(self, name: str, expression: Table) -> Table:
        """Compute a table once, and give it as computed."""

    def value(self, expression: Table) -> Any:
        """Compute one value."""


@dataclass(frozen=True)
class Names:
    """The tables of numbers that all partitions share (`kg.corpus.identity.resolve`)."""

    voice: Table
    reach: Table
    span: Table
    word: Table
    ways: Table


@dataclass(frozen=True)
class Count:
    """What the votes make of one partition: cells, and who votes in those that contradict."""

    cells: Table
    parties: Table
    facets: Table


def count_votes(
    engine: Engine, rows: Table, names: Names, layers: list[int], by: Sequence[str] = ()
) -> Count:
    """Count the votes of whatever `rows` hold; drafts of `layers` count as well.

    `by` names facets whose values the votes of each cell are told apart by.
    """
    asked = _oriented(rows, names.ways)
    spoken = engine.keep("spoken", _spoken(asked, names.voice, layers))
    votes = engine.keep("votes", _voting(engine, spoken, names))
    votes = engine.keep("voters", _voters(engine, votes, names.reach))
    cells = engine.keep("cells", _cells(asked, votes))
    torn = cells.filter(cells.contradicts).select(*CELL)
    facets = [_by_facet(votes, names.word, facet) for facet in by]
    told = facets[0].union(*facets[1:]) if len(facets) > 1 else facets[0] if facets else None
    return Count(cells, votes.semi_join(torn, CELL), told)


def count_ways(rows: Table) -> Table:
    """Count the records that compare two arms in this order."""
    compared = rows.filter(rows.comparator > 0)
    return compared.group_by("exposure", "comparator").agg(many=compared.count())


def _oriented(rows: Table, ways: Table) -> Table:
    """Turn the comparisons of pairs that are read the other way round."""
    ibis = bring("ibis")
    other = ways.select(one="exposure", two="comparator")
    joined = rows.left_join(other, [rows.exposure == other.one, rows.comparator == other.two])
    turn = joined.one.notnull()
    level = joined.outcome.cast("int32")
    below = (level & 4) + (level & 1) * 2 + ((level & 2) > 0).cast("int32")
    return joined.select(
        "row", "object", "basis", "profile", "citation", "distance", "refutes", "state", "layer",
        exposure=ibis.ifelse(turn, joined.comparator, joined.exposure),
        comparator=ibis.ifelse(turn, joined.exposure, joined.comparator),
        mask=ibis.ifelse(turn, below, level),
    )


def _spoken(rows: Table, voice: Table, layers: list[int]) -> Table:
    """Take what may vote, records alike together, each with its rank (`kg.votes.vote.RANKS`)."""
    ibis = bring("ibis")
    counts = rows.state == 0
    if layers:
        counts = counts | ((rows.state == 1) & rows.layer.isin(layers))
    may = rows.filter(counts & ~rows.refutes).inner_join(voice, "citation")
    may = may.filter(may.kind != NOBODY)
    distance = may.distance.cast("int32")
    rank = ibis.cases(
        (may.kind == REVIEW, 7), (may.kind == JOINT, 3), (may.kind == 1, distance),
        else_=distance + 4,
    )  # fmt: skip
    may = may.mutate(rank=rank.cast("int32"))
    return may.group_by(*CELL, "profile", "citation", "kind", "study", "rank", "mask").agg(
        spoken=may.row.min(), records=may.count()
    )


def _voting(engine: Engine, spoken: Table, names: Names) -> Table:
    """Let those vote for whom nobody closer speaks, rank after rank."""
    pairs = engine.keep("pairs", _near(engine, spoken, names))
    silenced: Table = None
    ranks = sorted(engine.value(pairs.other_rank.collect().unique()) or ())
    for rank in ranks:
        stage = pairs.filter(pairs.other_rank == int(rank))
        if silenced is not None:
            stage = stage.anti_join(silenced, [stage.one == silenced.spoken])
        told = stage.select(spoken=stage.other).distinct()
        silenced = engine.keep(f"silenced{rank}",
                               told if silenced is None else silenced.union(told))  # fmt: skip
    voting = spoken if silenced is None else spoken.anti_join(silenced, "spoken")
    primary = voting.filter(voting.kind != REVIEW)
    reviews = voting.filter(voting.kind == REVIEW)
    if not engine.value(reviews.count()):
        return voting
    heard = engine.keep("reviewed", _reviewed(engine, primary, reviews, names))
    return voting.anti_join(heard, [voting.spoken == heard.other])


def _near(engine: Engine, spoken: Table, names: Names) -> Table:
    """Pair what one study says with what it says elsewhere, of a later rank (`_speaks_for`)."""
    plain = spoken.filter(spoken.kind == 1)
    several = spoken.filter((spoken.kind == JOINT) | (spoken.kind == 3)).drop("study")
    columns = (*CELL, "profile", "spoken", "rank", "study")
    reached = several.inner_join(names.reach, "citation")
    whose = plain.mutate(own=True).select(*columns, "own").union(reached.select(*columns, "own"))
    groups = whose.group_by(*TOPIC, "study")
    many = groups.agg(low=whose["rank"].min(), high=whose["rank"].max())
    several_ranks = many.filter(many.low < many.high).select(*TOPIC, "study")
    whose = engine.keep("whose", whose.semi_join(several_ranks, [*TOPIC, "study"]))
    one = whose.filter(whose.own).drop("own")
    other = whose.drop("own").rename({f"other_{name}": name for name in columns})
    near = one.inner_join(other, [
        *(one[name] == other[f"other_{name}"] for name in (*TOPIC, "study")),
        one["rank"] < other.other_rank,
        (other.other_basis < 2) | (one.basis == other.other_basis),
    ])  # fmt: skip
    near = near.select("profile", "other_profile", "other_rank", one=near.spoken,
                       other=near.other_spoken).distinct()  # fmt: skip
    return _together(engine, "near", near, names)


def _reviewed(engine: Engine, primary: Table, reviews: Table, names: Names) -> Table:
    """Find the reviews beside which a primary study votes."""
    columns = (*CELL, "profile")
    there = reviews.select(*columns, "spoken").rename(
        {f"other_{name}": name for name in (*columns, "spoken")}
    )
    here = primary.semi_join(reviews, TOPIC).select(*columns).distinct()
    met = here.inner_join(there, [
        *(here[name] == there[f"other_{name}"] for name in TOPIC),
        (there.other_basis < 2) | (here.basis == there.other_basis),
    ])  # fmt: skip
    met = met.select("profile", "other_profile", other=met.other_spoken).distinct()
    return _together(engine, "met", met, names).select("other").distinct()


def _together(engine: Engine, name: str, pairs: Table, names: Names) -> Table:
    """Drop the pairs whose conditions cannot hold at once, facet by facet (`separating`)."""
    pairs = engine.keep(name, pairs)
    apart = pairs.filter(pairs.profile != pairs.other_profile)
    apart = apart.select("profile", "other_profile").distinct()
    apart = engine.keep(f"{name}_profiles", apart)
    # two tables at a time: an optimiser that joined both sides on their facet first would
    # set every profile against every other
    spans = engine.keep(f"{name}_spans", apart.inner_join(names.span, "profile"))
    words = engine.keep(f"{name}_words", apart.inner_join(names.word, "profile"))
    kept = _spans_apart(spans, names.span).union(_words_apart(words, names.word)).distinct()
    return pairs.anti_join(engine.keep(f"{name}_apart", kept), ["profile", "other_profile"])


def _spans_apart(spans: Table, span: Table) -> Table:
    """Find pairs with quantities of one unit that share no value."""
    ibis = bring("ibis")
    other = span.rename({f"other_{name}": name for name in span.columns})
    met = spans.inner_join(other, [
        "other_profile", ("facet", "other_facet"), ("unit", "other_unit"),
    ])  # fmt: skip
    low, high = ibis.greatest(met.low, met.other_low), ibis.least(met.high, met.other_high)
    point = (met.low == met.high) | (met.other_low == met.other_high)
    return met.filter(~((low < high) | ((low == high) & point))).select("profile", "other_profile")


def _words_apart(words: Table, word: Table) -> Table:
    """Find pairs of which both name something of one facet, and nothing in common."""
    second = word.rename({"other_profile": "profile"})
    columns = ("profile", "other_profile", "facet")
    told = words.select(*columns).distinct().semi_join(second, ["other_profile", "facet"])
    shared = words.semi_join(second, ["other_profile", "facet", "value"])
    apart = told.anti_join(shared.select(*columns).distinct(), columns)
    return apart.select("profile", "other_profile")


def _voters(engine: Engine, votes: Table, reach: Table) -> Table:
    """Name the voter behind each vote: a study, or a number below 0 of one of several."""
    ibis = bring("ibis")
    joint = votes.filter(votes.kind == JOINT)
    plain = votes.filter(votes.kind != JOINT).mutate(voter=votes.study.cast("int64"))
    if not engine.value(joint.count()):
        return plain
    own = reach.filter(reach.own).select("citation", "study")
    who = joint.select(*CELL, "citation").distinct().inner_join(own, "citation")
    who = who.select(*CELL, "citation", "study").mutate(label=who.citation)
    who = engine.keep("joined0", who)
    moved = 1
    turn = 0
    while moved:  # whoever shares a paper, or shares one with who does, is one voter
        turn += 1
        by_paper = who.group_by(*CELL, "study").agg(least=who.label.min())
        step = who.inner_join(by_paper, [*CELL, "study"])
        least = step.group_by(*CELL, "citation").agg(least=step.least.min())
        after = who.inner_join(least, [*CELL, "citation"])
        after = after.select(*CELL, "citation", "study", label=after.least, before=after.label)
        after = engine.keep(f"joined{turn}", after)
        moved = engine.value((after.label != after.before).sum())
        who = after.drop("before")
    alone = plain.filter(plain.study.notnull()).select(*CELL, "study").distinct()
    known = who.inner_join(alone, [*CELL, "study"])
    known = known.group_by(*CELL, "label").agg(known=known.study.min())
    group = who.select(*CELL, "citation", "label").distinct().left_join(known, [*CELL, "label"])
    group = group.select(
        *CELL, "citation",
        voter=ibis.coalesce(group.known.cast("int64"), -group.label.cast("int64") - 1),
    )  # fmt: skip
    named = joint.inner_join(group, [*CELL, "citation"])
    return plain.select(*votes.columns, "voter").union(named.select(*votes.columns, "voter"))


def _by_facet(votes: Table, word: Table, facet: str) -> Table:
    """Sum the voters of each cell by the values of one facet; '' where it is not reported."""
    ibis = bring("ibis")
    named = word.filter(word.facet == facet).select("profile", "value")
    joined = votes.left_join(named, "profile")
    joined = joined.mutate(value=ibis.coalesce(joined.value, ""))
    each = joined.select(*CELL, "value", "mask", "voter").distinct()
    sums = {f"heard{mask}": (each.mask == mask).cast("int32").sum() for mask in MASKS}
    sums |= {f"votes{mask}": ((each.mask == mask) & each.voter.notnull()).cast("int32").sum()
             for mask in MASKS}  # fmt: skip
    return each.group_by(*CELL, "value").agg(**sums).mutate(facet=ibis.literal(facet))


def _cells(asked: Table, votes: Table) -> Table:
    """Sum the votes of each cell, by what they say; `contradicts` where two cannot both be."""
    each = votes.group_by(*CELL, "mask", "voter").agg(records=votes.records.sum())
    sums: dict[str, Any] = {"voters": each.voter.nunique(), "voting": each.records.sum()}
    for mask in MASKS:
        mine = each.mask == mask
        sums[f"votes{mask}"] = (mine & each.voter.notnull()).cast("int32").sum()
        sums[f"heard{mask}"] = mine.cast("int32").sum()
    cells = each.group_by(*CELL).agg(**sums)
    torn = reduce(or_, ((cells[f"heard{one}"] > 0) & (cells[f"heard{other}"] > 0)
                        for one, other in OPPOSED))  # fmt: skip
    cells = cells.mutate(contradicts=torn)
    every = asked.group_by(*CELL).agg(records=asked.count())
    return cells.inner_join(every, list(CELL)).select(*cells.columns, "records")
