"""Figures are asked for as people speak: words for things, their measures, the finding on top."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from kg.cli import main
from kg.errors import RequestError
from kg.figures import compose, recipes
from kg.figures.wish import headline, is_thing, slug, things
from kg.graph import Graph
from kg.mechanism import chains, say_chains
from kg.reasoning import say, verdicts

PAIR = "carbon-ion-irradiation", "photon-irradiation"
PD_L1 = "pd-l1-expression-tumour-cell"


def test_three_words_are_one_figure_of_a_measure_and_both_arms(graph: Graph) -> None:
    [figure] = recipes(graph, ["PD-L1", "carbon", "photon"])
    assert figure.id == "pd-l1-carbon-photon"
    assert figure.entities == (PD_L1, *PAIR)
    scene = compose(graph, figure)
    ends = {(wire.id, wire.end) for wire in scene.wires if wire.source}
    assert ends == {(f"link-{key}-{PD_L1}", "arrow") for key in PAIR}


def test_the_headline_is_the_sentence_of_the_verdict_with_its_studies(graph: Graph) -> None:
    [figure] = recipes(graph, ["PD-L1", "carbon", "photon"])
    judged = [one for one in verdicts(graph, PD_L1, versus=PAIR[1])
              if {one.topic.exposure, one.topic.comparator} == {*PAIR}]  # fmt: skip
    sentence = say.say_verdicts(graph, judged)
    assert sentence.startswith(figure.message)
    assert "(3 studies)" in figure.message
    told = compose(graph, figure).sentence
    assert sentence.lower().endswith(told.lower())  # the rest, once
    assert not told.startswith(figure.message)


def test_one_arm_and_one_thing_are_told_as_chains_tell_it(graph: Graph) -> None:
    [figure] = recipes(graph, ["TREX1"])
    found = chains(graph, PAIR[0], "trex1-expression")
    assert say_chains(graph, found).startswith(figure.message)
    assert "study)" in figure.message


def test_a_phrase_joins_things_and_each_is_lifted_to_its_measures(graph: Graph) -> None:
    found = things(graph, "MDSC and Treg")
    assert {graph.entities[key].of for key in found} == {"mdsc", "treg"}
    assert things(graph, "MDSC, Treg") == found
    [figure] = recipes(graph, ["MDSC and Treg"])
    assert figure.id == "mdsc-and-treg"
    scene = compose(graph, figure)
    assert scene.measured.illegible == ()
    assert "Nothing here joins number of Treg, activity of Treg to the others." in scene.sentence
    assert scene.nodes >= 6


def test_words_for_a_thing_are_told_from_a_misspelt_recipe(graph: Graph) -> None:
    assert is_thing(graph, "HMGB1 release")
    assert not is_thing(graph, "hypoxi")
    with pytest.raises(RequestError, match="no figure 'hypoxi': did you mean hypoxia"):
        recipes(graph, ["hypoxi"])
    with pytest.raises(RequestError, match="no figure 'nothingness'"):
        recipes(graph, ["nothingness"])


def test_figures_that_are_asked_for_have_names_of_their_own(graph: Graph) -> None:
    one = recipes(graph, entities=["HMGB1 release"])[0].id
    other = recipes(graph, entities=["ecto-calreticulin"])[0].id
    assert (one, other) == ("hmgb1-release", "ecto-calreticulin")
    assert recipes(graph, query="interferon-brakes")[0].id == "query-interferon-brakes"
    assert slug(["../../etc", "a" * 90]).startswith("etc-aaa")
    assert len(slug(["a" * 90])) <= 60


def test_a_query_of_many_draws_the_twelve_best(graph: Graph) -> None:
    hub = PAIR[0]
    near = dict.fromkeys(one.object for one in graph.effects if one.subject == hub)
    [figure] = recipes(graph, query="anything")
    scene = compose(graph, figure, ask=lambda text: [hub, *near])
    assert 4 <= scene.nodes <= 12
    assert f"Shown are {scene.nodes} of " in scene.sentence


def test_long_names_make_no_headline_that_is_too_long(graph: Graph) -> None:
    long = sorted(graph.entities, key=lambda key: -len(graph.entities[key].label))[:4]
    [figure] = recipes(graph, entities=long)
    assert len(figure.message) <= 120
    assert figure.message.endswith(" …")


def test_a_headline_never_ends_in_half_a_parenthesis() -> None:
    long = "A" * 80 + ": higher (3 studies, " + "b" * 60 + "); lower (1 study)"
    assert headline(long, "otherwise") == "A" * 80 + ": higher"
    assert headline("A" * 130, "otherwise") == "otherwise"


def test_things_are_drawn_from_the_command_line(tmp_path: Path) -> None:
    asked = ["figure", "PD-L1", "carbon", "photon", "--format", "svg", "--out", str(tmp_path)]
    done = CliRunner().invoke(main, asked)
    assert done.exit_code == 0, done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["pd-l1-carbon-photon.svg"]
