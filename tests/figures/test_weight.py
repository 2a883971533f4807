"""A figure counts nothing itself: what it says of studies, checks and dissent is what votes say."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace

import pytest

from kg.figures import compose
from kg.figures.contrast import comparisons_at, findings
from kg.figures.label import badge
from kg.figures.link import DRAWN_UNSIGNED, Link, links_among, sides_of
from kg.figures.mark import END, END_OF, LIMIT, LIMIT_SAID, TOGETHER, stroke
from kg.figures.plain import dot_text, mermaid_text
from kg.figures.scene import Scene
from kg.figures.selection import select
from kg.figures.svg import svg_text
from kg.graph import Graph, Support
from kg.model import Figure
from kg.model.figure import Column
from kg.model.reference import Notice
from kg.reasoning import verdicts
from kg.votes import TAGS, Standing, Topic, observe, observe_unsigned, tags

Drawn = Callable[[str], Scene]
SIGNS = {end: sign for sign, end in END_OF.items()}
ENDS = ("hif-1alpha-expression", "angiogenesis")


@pytest.fixture(scope="module")
def links(graph: Graph) -> Mapping[Topic, Link]:
    """Give the link of every signed pair, drawn by itself."""
    topics = {topic for topic in observe(graph) if not topic.comparator}
    found = {}
    for topic in topics:
        for link in links_among(graph, {topic.exposure, topic.object, *topic.given}):
            if Topic(link.object, link.subject, "", link.given) == topic:
                found[topic] = link
    return found


def test_a_link_has_the_studies_of_its_topic_as_verdict_and_chain_have(
    graph: Graph, links: Mapping[Topic, Link]
) -> None:
    judged = {(one.topic, one.direction): one.studies for one in verdicts(graph, effects=True)}
    network = {
        (step.subject, step.object, step.sign): step
        for step in _steps(graph) if step.relation == "effect"
    }  # fmt: skip
    mixed = {  # of two beams at once no chain can hold: the record speaks of neither
        key for key, one in graph.entities.items()
        if sum(graph.entities[part].kind == "radiation" for part in one.components) > 1
    }  # fmt: skip
    words = {"+": "increases", "-": "decreases", "0": "does_not_change"}
    compared = in_chains = 0
    for topic, observations in observe(graph).items():
        if topic.comparator:
            continue
        standing = Standing.of(observations)
        link = links.get(topic)
        if not standing.sides:
            assert link is None or standing.refuted or link.end in {"none", "diamond"}
            continue
        plain = Topic(topic.object, topic.exposure)
        if link is None:  # what was seen beside another treatment yields to what was seen alone
            assert topic.given, topic
            assert plain in links, topic
            continue
        sign = SIGNS.get(link.end)
        if sign is None:  # as many raise it as lower it
            counts = [len(side.studies) for side in standing.sides if side.outcome != ("0",)]
            assert counts[0] == counts[1], topic
            continue
        assert link.weight.voters == standing.voters(sign), topic
        assert link.disputed == (standing.disputed or standing.refuted), topic
        side = next(side for side in standing.sides if side.outcome == (sign,))
        beside = [one for one in standing.counted if one.outcomes == {sign}]
        assert link.weight.tags == tags(side.observations, beside), topic
        if (topic, words[sign]) in judged:
            assert link.votes == judged[topic, words[sign]], topic
            compared += 1
        if not topic.given and sign != "0" and topic.exposure not in mixed:
            step = network[topic.exposure, topic.object, sign]
            assert (link.votes, link.weight.tags) == (len(step.voters), step.tags), topic
            assert link.disputed == step.contested, topic
            in_chains += 1
    assert compared > 500
    assert in_chains > 500


def _steps(graph: Graph) -> list:  # type: ignore[type-arg]
    """Give the links of all chains of one step, as `kg chains` finds them."""
    from kg.mechanism.network import build_network

    return list(build_network(graph).steps)


def test_what_only_a_review_says_is_no_study(links: Mapping[Topic, Link]) -> None:
    found = [link for link in links.values() if not link.votes and not link.word]
    assert len(found) > 100
    for link in found:
        assert "independent stud" not in link.remarks
        assert link.references or link.disputed
        assert "review only" in link.remarks or not link.weight.voters


def test_a_struck_paper_is_neither_cited_nor_counted(graph: Graph) -> None:
    """TREX1 after carbon cites two papers; the abstract of one has no ions in it."""
    (link,) = links_among(graph, ["carbon-ion-irradiation", "trex1-expression"])
    assert link.weight.voters == (("liu2024",),)
    assert link.references == {"liu2024"}
    assert "vanpouillebox2017" not in link.against
    assert not link.disputed
    assert "disagrees" in link.weight.tags


def test_a_struck_paper_is_cited_in_parentheses_beside_what_counts(graph: Graph) -> None:
    keys = ("carbon-ion-irradiation", "trex1-expression")
    scene = compose(graph, Figure(id="x", title="T", message="M", entities=keys))
    number = {source.key: source.number for source in scene.sources}
    label = next(box for box in scene.boxes if box.id == "cited-" + "-".join(keys))
    assert label.text == f"C {number['liu2024']} ({number['vanpouillebox2017']}) x"
    legend = {box.id: box.text for box in scene.boxes if box.role == "legend"}
    named = next(name for name, text in legend.items() if text == "named, does not count")
    assert legend[named.removesuffix("-text")] == "(1)"
    plain = compose(graph, Figure(id="x", title="T", message="M", entities=ENDS))
    assert "named, does not count" not in {box.text for box in plain.boxes}


def test_papers_that_count_as_one_are_in_one_bracket(graph: Graph, drawn: Drawn) -> None:
    """At each line and badge: as many numbers and brackets as studies; a line is as wide."""
    met = 0
    for name in graph.figures:
        scene = drawn(name)
        wires = {wire.id: wire for wire in scene.wires}
        legend = {box.text for box in scene.boxes if box.role == "legend"}
        bracketed = any("[" in box.text for box in scene.boxes if box.role in {"label", "badge"})
        assert bracketed <= (TOGETHER in legend), name
        for box in scene.boxes:
            wire = wires.get(box.owner or "")
            if box.role != "label" or wire is None or "independent" not in wire.alt:
                continue
            studies = re.search(r"(\d+) independent", wire.alt)
            assert studies
            cited = re.sub(r" [(/].*", "", wire.cited)
            together = re.findall(r"\[[^]]*\]", cited)
            alone = [part for part in re.sub(r"\[[^]]*\]", "", cited).split(",") if part]
            spans = [[int(end) for end in part.split("-")] for part in alone]
            count = sum(span[-1] - span[0] + 1 for span in spans) + len(together)
            assert count == int(studies[1]), (name, wire.id, wire.cited)
            assert wire.width == stroke(count).width
            met += bool(together)
    assert met >= 8


def test_what_states_no_direction_is_polled_by_the_one_rule(graph: Graph) -> None:
    """Each link without a sign has the studies of its own poll; votes on directions see none."""
    met = 0
    for predicate in DRAWN_UNSIGNED:
        for topic, observations in observe_unsigned(graph, predicate).items():
            assert {one.outcomes for one in observations} == {frozenset({predicate})}
            found = links_among(graph, {topic.exposure, topic.object, *topic.given})
            for link in found:
                if Topic(link.object, link.subject, "", link.given) != topic:
                    continue
                if link.end == END[predicate] and not observe(graph).get(topic):
                    standing = Standing.of(observations)
                    assert link.weight.voters == standing.voters(predicate), topic
                    met += 1
    assert met > 20


def poison(graph: Graph, subject: str, predicate: str, obj: str, about: list[str]) -> Graph:
    """Let every paper behind an effect disagree with it."""
    from kg.model import Check

    def spoil(support):  # type: ignore[no-untyped-def]
        evidence = support.evidence
        checks = [
            Check.model_construct(
                reference=key, outcome="disagrees", about=tuple(about), summary="No word of it",
                locator=("abstract",),
            )
            for key in evidence.references
        ]  # fmt: skip
        return replace(support, evidence=evidence.model_copy(update={"checks": tuple(checks)}))

    effects = tuple(
        replace(one, supports=tuple(map(spoil, one.supports)))
        if (one.subject, one.predicate, one.object) == (subject, predicate, obj) else one
        for one in graph.effects
    )  # fmt: skip
    return replace(graph, effects=effects)


def picture(graph: Graph) -> Scene:
    keys = ("hif-1alpha-expression", "angiogenesis")
    return compose(graph, Figure(id="x", title="T", message="M", entities=keys))


def test_a_record_struck_for_its_direction_leaves_the_picture(graph: Graph) -> None:
    ends = "hif-1alpha-expression", "increases", "angiogenesis"
    assert picture(graph).wires
    spoilt = poison(graph, *ends, ["direction"])
    assert links_among(spoilt, ["hif-1alpha-expression", "angiogenesis"]) == ()


def test_a_record_struck_for_its_citation_leaves_the_word_of_the_review(graph: Graph) -> None:
    ends = "hif-1alpha-expression", "increases", "angiogenesis"
    spoilt = poison(graph, *ends, ["citation"])
    (link,) = links_among(spoilt, ["hif-1alpha-expression", "angiogenesis"])
    assert link.votes == 0
    assert {"review only", "miscited"} <= set(link.weight.tags)
    scene = picture(spoilt)
    wire = next(wire for wire in scene.wires if wire.id.startswith("link-"))
    assert "review only" in wire.alt
    assert "miscited" in wire.alt
    for written in (svg_text(scene), dot_text(scene), " ".join(scene.notes)):
        assert "miscited" in written or "is not about it" in written
        assert "review only" in written
        assert "1 independent study" not in written


SYNTHETIC = ("draft", "superseded", "retracted", "concern")
"""Tags that no shipped record may need: each is put on a copy of one."""


@pytest.mark.parametrize("tag", [tag for tag in TAGS if tag not in SYNTHETIC])
def test_every_tag_is_shown_alike_wherever_a_record_counts(
    graph: Graph, links: Mapping[Topic, Link], tag: str
) -> None:
    link = next(link for _, link in sorted(links.items()) if tag in link.weight.tags)
    tag_is_shown(graph, link, tag)


def tag_is_shown(graph: Graph, link: Link, tag: str) -> None:
    keys = tuple(dict.fromkeys((link.subject, link.object, *link.given)))
    figure = Figure(id="x", title="T", message="M", entities=keys)
    scene = compose(graph, figure)
    wire = next(wire for wire in scene.wires if wire.id == f"link-{link.name}")
    label = next(box for box in scene.boxes if box.id == f"cited-{link.name}")
    assert tag in wire.tags
    assert tag in wire.alt
    assert tag in label.alt
    assert LIMIT[tag] in label.text.split(" ")[-1]
    legend = {box.id: box.text for box in scene.boxes if box.role == "legend"}
    named = next(name for name, text in legend.items() if text == LIMIT_SAID[tag])
    assert legend[named.removesuffix("-text")] == LIMIT[tag]
    assert tag in svg_text(scene)
    assert tag in dot_text(scene)
    assert tag in mermaid_text(scene)
    assert any(tag in line for line in scene.notes if not line.startswith("   "))
    assert tag in scene.described


def with_supports(graph: Graph, change: Callable[[Support], Iterable[Support]]) -> Graph:
    """Change what supports the effect between `ENDS`."""
    effects = tuple(
        replace(one, supports=tuple(new for old in one.supports for new in change(old)))
        if (one.subject, one.object) == ENDS else one
        for one in graph.effects
    )  # fmt: skip
    return replace(graph, effects=effects)


def restated(support: Support, void: str = "", **fields: object) -> Support:
    return replace(support, evidence=support.evidence.model_copy(update=fields), void=void)


def with_notice(graph: Graph, keys: Iterable[str], kind: str) -> Graph:
    """Note at references that they are retracted, or under concern."""
    marked = {
        key: graph.references[key].model_copy(update={kind: Notice(reason="A test.")})
        for key in keys
    }
    return replace(graph, references={**graph.references, **marked})


def test_a_draft_that_counts_says_so(graph: Graph) -> None:
    """A draft of a layer that is named."""
    drafted = with_supports(graph, lambda one: [restated(one, status="draft")])
    (link,) = links_among(drafted, ENDS)
    assert link.votes == 1
    tag_is_shown(drafted, link, "draft")


def test_a_paper_under_concern_counts_and_says_so(graph: Graph) -> None:
    (plain,) = links_among(graph, ENDS)
    doubted = with_notice(graph, plain.references, "concern")
    (link,) = links_among(doubted, ENDS)
    assert link.weight.voters == plain.weight.voters
    tag_is_shown(doubted, link, "concern")


def test_a_retracted_paper_beside_another_is_cited_as_that(graph: Graph) -> None:
    """Of two papers cited together one is retracted: the other is left, and the letter says it."""
    joined = with_supports(graph, lambda one: [restated(one, references=("ma2017", "gray1953"))])
    (whole,) = links_among(joined, ENDS)
    assert whole.weight.voters == (("gray1953", "ma2017"),)
    graph = with_notice(joined, ["gray1953"], "retracted")
    (link,) = links_among(graph, ENDS)
    assert link.weight.voters == (("ma2017",),)
    assert (link.references, link.weight.struck) == ({"ma2017"}, {"gray1953"})
    tag_is_shown(graph, link, "retracted")


def test_what_was_struck_stands_in_the_notes_and_at_the_mark(graph: Graph) -> None:
    told = with_supports(graph, lambda one: [restated(one, irradiated="local")])
    line = next(line for line in picture(told).notes if line.startswith("   "))
    assert "irradiated: a tumour in an animal or patient; read in" in line
    assert "irradiated:" not in " ".join(picture(graph).notes)


@pytest.mark.parametrize("state", ["superseded", "retracted", "draft"])
def test_a_record_that_counts_nowhere_is_told_in_the_notes_alone(graph: Graph, state: str) -> None:
    """Beside another record of the same; without one, nothing is drawn."""
    (plain,) = links_among(graph, ENDS)

    def double(one: Support) -> Iterator[Support]:
        yield one
        yield restated(one, state, id="old", summary="An older reading.", references=("liu2024",),
                       status="draft" if state == "draft" else None)  # fmt: skip

    both = with_supports(graph, double)
    (link,) = links_among(both, ENDS)
    assert link.weight == plain.weight
    scene = picture(both)
    wire = next(wire for wire in scene.wires if wire.id.startswith("link-"))
    assert state not in (*wire.tags, wire.alt)
    old = next(line for line in scene.notes if "An older reading" in line)
    assert state in old
    alone = with_supports(graph, lambda one: [restated(one, state)])
    assert links_among(alone, ENDS) == ()


def test_letters_are_explained_where_they_stand_alone(drawn: Drawn, graph: Graph) -> None:
    for name in graph.figures:
        scene = drawn(name)
        legend = {box.text for box in scene.boxes if box.role == "legend"}
        used = {tag for wire in scene.wires for tag in wire.tags} - {"sources disagree"}
        used |= {
            tag for box in scene.boxes if box.role in {"badge", "marker"}
            for tag in TAGS if tag in box.alt.split("; ")
        }  # fmt: skip
        assert {LIMIT_SAID[tag] for tag in used} == legend & {*LIMIT_SAID.values()}, name


def test_the_mark_of_dissent_means_what_votes_mean_by_it(drawn: Drawn, graph: Graph) -> None:
    seen = 0
    for name, figure in graph.figures.items():
        if figure.form != "mechanism":
            continue
        selection = select(graph, figure)
        marked = {box.id for box in drawn(name).boxes if box.id.endswith("-conflict")}
        prefixes = [f"panel-{n}-" for n in range(len(figure.panels))] or [""]
        for link in selection.links:
            topic = Topic(link.object, link.subject, "", link.given)
            standing = Standing.of(observe(graph).get(topic, ()))
            disputed = standing.disputed or standing.refuted
            ids = {f"{prefix}cited-{link.name}-conflict" for prefix in prefixes}
            assert bool(ids & marked) == disputed, (name, link.name)
            seen += disputed
    assert seen >= 3


def test_a_comparison_is_counted_as_its_verdict_is(graph: Graph) -> None:
    exposures = ("carbon-ion-irradiation", "photon-irradiation")
    found = comparisons_at(graph, graph.entities, exposures)
    assert len(found) > 40
    words = {("higher",): "higher", ("lower",): "lower", ("similar",): "similar"}
    judged = {
        (one.topic.object, one.basis, one.direction): one
        for one in verdicts(graph) if not one.topic.given
        and (one.topic.exposure, one.topic.comparator) == exposures
    }  # fmt: skip
    met = 0
    for one in found:
        assert (one.first, one.second) == exposures
        verdict = judged.get((one.object, one.basis, words.get(one.level, "")))
        if verdict and len(verdict.sides) == 1:
            assert one.weight.votes == verdict.studies, one
            met += 1
        letters = "".join(run.text for run in badge(graph, one, "1").line).split(" ")[-1]
        assert letters == (one.weight.letters or "1")
    assert met > 20


def test_a_thing_compared_with_itself_is_on_no_badge_and_in_no_matrix(graph: Graph) -> None:
    itself = [edge for edge in graph.comparisons if edge.differs]
    assert itself
    for edge in itself:
        arms = edge.subject, edge.comparator
        assert all(one.first != one.second for one in comparisons_at(graph, [edge.object], arms))
        column = Column(label="a", subjects=(edge.subject,), versus=(edge.comparator,))
        assert findings(graph, edge.object, column) == ()


def test_a_level_is_read_from_the_other_arm_by_turning_it(graph: Graph) -> None:
    one, other = ("carbon-ion-irradiation",), ("photon-irradiation",)
    here = findings(graph, "hmgb1-release", Column(label="a", subjects=one, versus=other))
    there = findings(graph, "hmgb1-release", Column(label="a", subjects=other, versus=one))
    turned = {("higher",): ("lower",), ("lower",): ("higher",), ("similar",): ("similar",)}
    assert {("higher",), ("similar",)} <= {one.level for one in here}
    assert sorted((turned[one.level], one.basis, one.weight.voters) for one in here) == sorted(
        (one.level, one.basis, one.weight.voters) for one in there
    )


def test_sides_are_weighed_as_votes_take_them(graph: Graph) -> None:
    topic = Topic("pd-l1-expression-tumour-cell", "carbon-ion-irradiation")
    standing = Standing.of(observe(graph)[topic])
    weights = dict(sides_of(standing))
    assert set(weights) == {"+", "0"}
    many = len(standing.voters("+"))
    assert weights["+"].votes == many > 4
    assert re.fullmatch(f"{many} independent studies.*", weights["+"].said)
