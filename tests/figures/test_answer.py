"""A chain is drawn as its answer: what was seen, the best ways, the counter-force."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from kg.cli import main
from kg.errors import RequestError
from kg.figures import compose, recipes
from kg.figures.answer import Lane, Told, find_lanes
from kg.figures.notes import mechanism_notes
from kg.figures.plain import dot_text
from kg.figures.scene import Scene
from kg.figures.selection import select
from kg.figures.shape import Wire
from kg.figures.svg import svg_text
from kg.graph import Graph
from kg.mechanism import chains, say_chains
from kg.model import Figure
from kg.model.figure import Span
from kg.votes import Standing, Topic, observe

CARBON = "carbon-ion-irradiation"


def told(graph: Graph, start: str, end: str, **asked: object) -> Told:
    return find_lanes(graph, drawing(start, end, **asked))


def drawing(start: str, end: str, **asked: object) -> Figure:
    span = Span.model_validate({"start": start, "end": end, **asked})
    return Figure(id="a", title="T", message="M", chain=span)


def lane(found: Told, kind: str, sign: str | None = None) -> Lane:
    return next(one for one in found.lanes if one.kind == kind and sign in (None, one.sign))


def wires(scene: Scene) -> dict[str, Wire]:
    return {wire.id: wire for wire in scene.wires if wire.id.startswith("link-")}


def test_the_brake_is_a_counter_force_beside_what_was_seen(graph: Graph) -> None:
    found = told(graph, CARBON, "cytosolic-dsdna")
    assert [one.kind for one in found.lanes] == ["seen", "way", "counter-force"]
    seen, way, force = found.lanes
    assert seen.nodes == (CARBON, "cytosolic-dsdna")
    assert (seen.sign, way.sign, force.sign) == ("+", "+", "-")
    assert force.nodes[1] == "trex1-expression"
    assert force.title.startswith("Counter-force")
    assert "against what was seen" in force.detail
    assert "if dose 8-10 Gy" in force.detail


def test_what_as_many_raise_as_lower_has_a_way_and_a_counter_force(
    graph: Graph,
) -> None:
    found = told(graph, CARBON, "type-i-ifn-response")
    seen, *ways = found.lanes
    assert (seen.kind, seen.sign, seen.links[0].disputed) == ("seen", "", True)
    assert [(one.kind, one.sign) for one in ways] == [("way", "+"), ("counter-force", "-")]
    assert ways[1].nodes[1] == "trex1-expression"


def test_the_answer_is_drawn_and_its_sentence_printed(graph: Graph) -> None:
    scene = compose(graph, drawing(CARBON, "pd-l1-expression-tumour-cell"))
    sentence = say_chains(graph, chains(graph, CARBON, "pd-l1-expression-tumour-cell"))
    printed = next(box for box in scene.boxes if box.id == "sentence")
    assert printed.text == sentence
    assert sentence in scene.notes
    assert sentence in svg_text(scene).replace("&#x27;", "'")
    assert sentence in dot_text(scene)
    direct = wires(scene)[f"link-{CARBON}-pd-l1-expression-tumour-cell"]
    assert direct.end == "arrow"
    topic = Topic("pd-l1-expression-tumour-cell", CARBON)
    raising = len(Standing.of(observe(graph)[topic]).voters("+"))
    assert f"{raising} independent studies" in direct.alt and raising > 4
    assert "sources disagree" in direct.alt
    assert f"cited-{CARBON}-pd-l1-expression-tumour-cell-conflict" in {b.id for b in scene.boxes}
    titles = [box.text for box in scene.boxes if box.role == "zone-title"]
    assert "What was seen" in titles
    assert "May lower it" in titles
    assert any("against what was seen" in title for title in titles)
    assert scene.measured.faults == ()


def test_ways_that_share_nodes_share_them_in_the_picture(graph: Graph) -> None:
    scene = compose(graph, drawing(CARBON, "ctl-function"))
    names = [box.id for box in scene.boxes if box.role == "node"]
    assert len(names) == len(set(names))
    assert scene.measured.faults == ()
    assert len({round(box.y) for box in scene.boxes if box.role == "node"}) > 1
    assert "not measured directly" in scene.sentence


def test_a_step_that_is_true_by_definition_is_a_thin_line_with_its_word(graph: Graph) -> None:
    found = told(graph, "photon-irradiation", "dna-repair-defect")
    defined = [link for one in found.lanes for link in one.links if link.word]
    (opposite,) = {link.name: link for link in defined if link.word == "opposite of"}.values()
    assert (opposite.subject, opposite.object) == ("dna-damage-response", "dna-repair-defect")
    scene = compose(graph, drawing("photon-irradiation", "dna-repair-defect"))
    wire = wires(scene)["link-dna-damage-response-dna-repair-defect"]
    assert (wire.end, wire.width, wire.tags) == ("none", 1.0, ())
    assert wire.alt == ("DNA damage response is the opposite of DDR defect; by definition")
    label = "cited-dna-damage-response-dna-repair-defect"
    assert next(box for box in scene.boxes if box.id == label).text == "opposite of"
    assert "opposite of" in dot_text(scene)
    assert any(box.text == "by definition" for box in scene.boxes if box.role == "legend")


def test_a_way_says_under_what_alone_it_holds(graph: Graph) -> None:
    found = told(graph, CARBON, "ctl-function")
    raised, lowered = lane(found, "way", "+"), lane(found, "way", "-")
    assert "hif-1alpha-expression" in raised.nodes
    assert raised.detail.endswith("if oxygen hypoxia")
    assert "if " not in lowered.detail
    scene = compose(graph, drawing(CARBON, "ctl-function"))
    heading = " ".join(box.text for box in scene.boxes if box.role == "zone-title")
    assert "if oxygen hypoxia" in heading
    assert "if oxygen hypoxia" in scene.described


def test_a_drug_acts_through_its_target(graph: Graph) -> None:
    found = told(graph, "anti-pd-1", "ctl-function")
    first = lane(found, "way").links[0]
    assert (first.subject, first.word) == ("anti-pd-1", "inhibits")
    scene = compose(graph, drawing("anti-pd-1", "ctl-function"))
    wire = wires(scene)[f"link-{first.name}"]
    assert wire.alt.startswith("anti-PD-1 antibody inhibits ")
    assert scene.measured.faults == ()


def test_an_inherited_step_carries_the_letter_of_what_it_was_seen_for(graph: Graph) -> None:
    scene = compose(graph, drawing("low-let-irradiation", "type-i-ifn-response"))
    inherited = [wire for wire in scene.wires if "(seen for ionising radiation)" in wire.alt]
    assert inherited
    label = next(box for box in scene.boxes if box.id == inherited[0].id.replace("link", "cited"))
    assert label.text.startswith("R ")


def test_what_is_asked_of_the_chain_is_heeded(graph: Graph) -> None:
    plain = told(graph, CARBON, "type-i-ifn-response")
    past = told(graph, CARBON, "type-i-ifn-response", through=["cytosolic-dsdna"])
    assert "cytosolic-dsdna" in lane(past, "way").nodes
    without = told(graph, CARBON, "type-i-ifn-response", avoid=["trex1-expression"])
    assert any("trex1-expression" in one.nodes for one in plain.lanes)
    assert not any("trex1-expression" in one.nodes for one in without.lanes)
    far = told(graph, CARBON, "type-i-ifn-response", max_length=1)
    assert [one.kind for one in far.lanes] == ["seen"]
    asked = drawing(CARBON, "pd-l1-expression-tumour-cell", systems=["in_vivo"])
    narrow = find_lanes(graph, asked)
    found = chains(graph, CARBON, "pd-l1-expression-tumour-cell", systems=["in_vivo"])
    assert narrow.sentence == say_chains(graph, found)
    assert lane(narrow, "seen").links[0].votes == len(found.seen[0].links[0].step.voters)
    assert lane(narrow, "seen").links[0].votes < 5
    assert plain.sentence != past.sentence


def test_where_an_advantage_enters_is_marked_at_its_node(graph: Graph) -> None:
    figure = drawing(CARBON, "angiogenesis", versus="photon-irradiation")
    badges = [box for box in compose(graph, figure).boxes if box.role == "badge"]
    found = chains(graph, CARBON, "angiogenesis", versus="photon-irradiation")
    enters = {one.enters for chain in found.how[:1] for one in chain.advantages if one.enters}
    every = {one.enters for chain in found.chains for one in chain.advantages if one.enters}
    assert enters
    marked = {box.owner for box in badges if "enters" in box.text}
    assert {f"node-{key}" for key in enters} <= marked <= {f"node-{key}" for key in every}


def test_the_command_line_writes_what_was_asked_into_the_recipe(graph: Graph) -> None:
    (figure,) = recipes(
        graph, chain=("carbon", "PD-L1 on tumour cells"), through=["HIF-1alpha expression"],
        avoid=["TREX1 expression"], where=["oxygen=hypoxia"], systems=["in_vitro"],
        versus="photon", max_length=3,
    )  # fmt: skip
    assert figure.chain == Span(
        start=CARBON, end="pd-l1-expression-tumour-cell", through=("hif-1alpha-expression",),
        avoid=("trex1-expression",), where=("oxygen=hypoxia",), systems=("in_vitro",),
        versus="photon-irradiation", max_length=3,
    )  # fmt: skip
    assert "oxygen=hypoxia" in figure.title
    with pytest.raises(RequestError, match="--where without --chain"):
        recipes(graph, where=["oxygen=hypoxia"])


def test_options_of_the_chain_reach_the_picture(tmp_path: Path) -> None:
    words = ["figure", "--chain", CARBON, "type-i-ifn-response", "--avoid", "TREX1 expression",
             "--max-length", "3", "--format", "svg", "--out", str(tmp_path)]  # fmt: skip
    done = CliRunner().invoke(main, words)
    assert done.exit_code == 0, done.stderr
    written = Path(done.stdout.strip()).read_text(encoding="utf-8")
    assert "What was seen" in written
    assert "not through TREX1 expression" in written
    assert "node-trex1-expression" not in written


def test_an_old_recipe_is_valid_and_may_have_compartments(graph: Graph) -> None:
    figure = Figure.model_validate(
        {
            "id": "a", "title": "T", "message": "M",
            "chain": {"start": "trex1-expression", "end": "primary-tumour-growth"},
            "compartments": [{"id": "tumour-cell", "label": "Cell", "holds": ["trex1-expression"]}],
        }
    )  # fmt: skip
    scene = compose(graph, figure)
    assert any(box.id == "zone-tumour-cell" for box in scene.boxes)
    assert scene.measured.faults == ()


def test_a_chain_of_a_thing_with_itself_is_refused(graph: Graph) -> None:
    with pytest.raises(RequestError, match="both start and end"):
        compose(graph, drawing(CARBON, CARBON))


def pairs(graph: Graph) -> list[tuple[str, str]]:
    """Give every beam and object between which a signed effect was found directly."""
    beams = {key for key, entity in graph.entities.items() if entity.kind == "radiation"}
    return sorted(
        (topic.exposure, topic.object) for topic, observations in observe(graph).items()
        if topic.exposure in beams and not topic.comparator and not topic.given
        and {side.outcome[0] for side in Standing.of(observations).sides} & {"+", "-"}
    )  # fmt: skip


def test_no_pair_of_a_beam_and_what_it_was_seen_to_change_is_refused_or_reversed(
    graph: Graph,
) -> None:
    asked = pairs(graph)
    assert len(asked) > 180
    for start, end in asked:
        figure = drawing(start, end)
        selection = select(graph, figure)
        standing = Standing.of(observe(graph)[Topic(end, start)])
        signs = {side.outcome[0] for side in standing.sides}
        seen = selection.lanes[0]
        assert seen.kind == "seen", (start, end)
        assert seen.sign in signs or seen.links[0].disputed, (start, end)
        assert seen.links[0].disputed == (standing.disputed or standing.refuted), (start, end)
        if seen.sign:
            assert seen.links[0].weight.voters == standing.voters(seen.sign), (start, end)
        for one in selection.lanes[1:]:
            opposite = seen.sign in {"+", "-"} and one.sign != seen.sign
            if opposite and one.kind == "way":
                assert "against what was seen" in one.detail, (start, end)
            if opposite and one.kind != "way":
                assert one.kind == "counter-force", (start, end)
            turning = {"opposite of", "inhibits"}
            drawn = [link.end == "bar" or link.word in turning for link in one.links]
            assert ("-" if sum(drawn) % 2 else "+") == one.sign, (start, end)


def test_a_way_that_has_no_room_is_told_in_the_notes(graph: Graph) -> None:
    figure = drawing("photon-irradiation", "treg-abundance-tumour")
    whole = select(graph, figure)
    (gone,) = (one for one in whole.lanes if one.against)
    fewer = whole.fewer
    assert fewer is not None
    assert gone not in fewer.lanes
    assert fewer.left_out == (gone,)
    assert {link.name for link in fewer.links} == {
        link.name for one in fewer.lanes for link in one.links
    }
    assert set(fewer.entities) == {key for one in fewer.lanes for key in one.nodes}
    notes = mechanism_notes(graph, figure, fewer, ())
    assert any(line.startswith(f"Not drawn, for want of room: {gone.title}") for line in notes)
    assert fewer.fewer is None
    assert not any("for want of room" in line for line in mechanism_notes(graph, figure, whole, ()))


@pytest.mark.parametrize("step", range(8))
def test_pictures_of_these_pairs_are_legible(graph: Graph, step: int) -> None:
    for start, end in pairs(graph)[step * 3 :: 24]:
        scene = compose(graph, drawing(start, end))
        assert scene.measured.faults == (), (start, end)
        assert scene.measured.smallest >= 12
        lanes = [box.id for box in scene.boxes if box.id.startswith("lane-")]
        assert not lanes or "lane-0-seen" in lanes, (start, end)  # no room: in compartments
        assert f"link-{start}-{end}" in wires(scene)
