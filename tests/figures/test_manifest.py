"""What a corpus calls its arms, places and bases is its manifest's, and nothing else is said."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from pptx import Presentation

import kg
from kg.figures import compose, recipes, write_deck
from kg.figures.credit import credit, footer
from kg.figures.pdf import pdf_bytes
from kg.figures.plain import dot_text, mermaid_text
from kg.figures.pptx import Section, pptx_bytes
from kg.figures.scene import Scene
from kg.figures.svg import svg_text
from kg.graph import Graph
from kg.model import Manifest
from kg.votes import observe

FOREIGN = re.compile(
    r"carbon|photon|beam|tumou?r|radiat|\bGy\b|\bLET\b|CIRT|review|dose|oxygen|hypox|immun", re.I
)
RECORD = (
    "{{id: {0}, references: [{1}], read_in: {1}, locator: [abstract], certainty: asserted, "
    'system: {{setting: in_vitro}}, summary: "{2}"{3}}}'
)
SUGAR = """, quantities: [{measure: fold, value: 0.5, p: 0.01, n: 8}], contrasts: [
      {versus: drug-b, level: [lower], basis: [titrated],
       quantities: [{measure: ratio, value: 0.7}]},
      {versus: drug-c, in_kind: "another daytime"}]"""
CLAIMS = [
    ("drug-a", "increases", "enzyme", RECORD.format("one", "a2001", "More of it.", "")),
    ("enzyme", "decreases", "sugar", RECORD.format("one", "a2001", "Less of it.", "")),
    ("drug-a", "decreases", "sugar", RECORD.format("one", "a2001", "Halved.", SUGAR)),
    ("drug-b", "decreases", "sugar", RECORD.format("two", "b2002", "A little less.", "")),
]
WRITTEN = {
    "corpus.yaml": """
id: drugs
title: "Two drugs and one sugar"
licence: https://creativecommons.org/licenses/by-sa/4.0/
base: https://example.org/drugs/
version: "2"
creators: [{name: Ada Lind}]
arms:
- {entity: drug-b, letter: B, name: drug B, colour: "#AD1457", shape: triangle}
- {entity: drug-a, letter: A, name: drug A, colour: "#1B5E20", shape: diamond}
compare: [drug-a, drug-b]
treatment: {noun: drug, plural: drugs}
compartments: [{id: liver, label: liver, caption: The liver, tint: "#112233"}]
bases: {titrated: {words: titrated to the same goal, short: titrated, mark: "■"}}
figures: {footer: "{title} {version}, {licence}", deck: Which drug first}
""",
    "entities/all.yaml": """
entities:
- {id: drug-a, label: drug A, kind: agent, no_term: "made up"}
- {id: drug-b, label: drug B, kind: agent, no_term: "made up"}
- {id: drug-c, label: old drug, kind: agent, no_term: "made up"}
- {id: enzyme, label: enzyme, kind: process, compartment: liver, no_term: "made up"}
- {id: sugar, label: sugar, kind: process, no_term: "made up"}
""",
    "references.yaml": """
references:
- {id: a2001, title: "First", author: [{family: Ames}], issued: 2001, study_type: primary_invitro}
- {id: b2002, title: "Second", author: [{family: Berg}], issued: 2002, study_type: primary_invitro}
""",
    "claims/sugar/all.yaml": "title: Sugar\nclaims:\n" + "".join(
        f"- subject: {one}\n  predicate: {verb}\n  object: {other}\n  evidence:\n  - {record}\n"
        for one, verb, other, record in CLAIMS
    ),
    "figures/all.yaml": """
figures:
- id: chain
  title: "A chain"
  message: "How drug A lowers sugar"
  chain: {start: drug-a, end: sugar}
- id: network
  title: "A network"
  message: "Both drugs lower sugar"
  entities: [drug-a, enzyme, sugar]
  exposures: [drug-a, drug-b]
- id: contrast
  title: "A contrast"
  message: "Drug A against drug B"
  form: evidence
  entities: [sugar]
  columns: [{label: "A against B", subjects: [drug-a], versus: [drug-b]}]
- id: map
  title: "A map"
  message: "What was compared"
  form: gaps
  entities: [sugar, enzyme]
  columns:
  - {label: "A against B", subjects: [drug-a], versus: [drug-b]}
  - {label: "A against C", subjects: [drug-a], versus: [drug-c]}
""",
}  # fmt: skip


def written(folder: Path, **changed: str) -> Graph:
    for name, text in {**WRITTEN, **changed}.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text.lstrip(), encoding="utf-8")
    return kg.load(folder)


@pytest.fixture(scope="module")
def drugs(tmp_path_factory: pytest.TempPathFactory) -> Graph:
    """Load a corpus of two drugs, with arms, one compartment, one basis and a footer of its own."""
    return written(tmp_path_factory.mktemp("drugs"))


@pytest.fixture(scope="module")
def scenes(drugs: Graph) -> dict[str, Scene]:
    """Draw each of its figures once."""
    return {key: compose(drugs, figure) for key, figure in drugs.figures.items()}


def written_out(scene: Scene) -> Iterator[tuple[str, str]]:
    """Yield all that a figure says, format by format."""
    yield "svg", re.sub(r"#[0-9A-F]{6}", "", svg_text(scene))
    yield "dot", dot_text(scene)
    yield "mermaid", mermaid_text(scene)
    yield "notes", " ".join(scene.notes)
    yield "described", scene.described
    yield "slides", said_in(pptx_bytes([Section(scene.title, (scene,))], scene.title))


def said_in(slides: bytes) -> str:
    made = Presentation(BytesIO(slides))
    said = [made.core_properties.author or "", made.core_properties.title or ""]
    for slide in made.slides:
        said.append(slide.notes_slide.notes_text_frame.text)
        for element in slide._element.iter():
            said += [element.text or "", element.get("descr") or "", element.get("name") or ""]
    return " ".join(said)


@pytest.mark.parametrize("name", ["chain", "network", "contrast", "map"])
def test_nothing_foreign_is_said_in_any_format(scenes: dict[str, Scene], name: str) -> None:
    assert scenes[name].measured.faults == ()
    for form, said in written_out(scenes[name]):
        assert not FOREIGN.search(said), (form, FOREIGN.search(said))


def test_the_search_for_foreign_words_finds_them(graph: Graph) -> None:
    scene = compose(graph, graph.figures["systemic"])
    assert all(FOREIGN.search(said) for _, said in written_out(scene))


def test_arms_have_letter_colour_shape_and_order_of_the_manifest(
    scenes: dict[str, Scene],
) -> None:
    boxes = {box.id: box for box in scenes["network"].boxes}
    arm, letter = boxes["node-drug-a"], boxes["node-drug-a-letter"]
    assert (arm.fill, letter.text, letter.shape) == ("#1B5E20", "A", "diamond")
    legend = [box.text for box in scenes["network"].boxes if box.role == "legend"]
    assert legend[:4] == ["B", "drug B", "A", "drug A"]
    (badge,) = (box for box in scenes["network"].boxes if "■" in box.text and box.role == "badge")
    assert badge.text.startswith("■ B > A")
    line = next(wire for wire in scenes["network"].wires if wire.id == "link-drug-a-sugar")
    assert line.colour == "#1B5E20"
    marks = {box.text: box for box in scenes["contrast"].boxes if box.role == "marker"}
    assert (marks["<"].shape, marks["<"].fill) == ("square", "#AD1457")


def test_places_have_caption_and_colour_of_the_manifest(scenes: dict[str, Scene]) -> None:
    boxes = {box.id: box for box in scenes["network"].boxes}
    assert boxes["zone-liver-title"].text == "The liver"
    assert boxes["zone-liver"].fill == "#112233"
    assert "zone-arms" not in boxes


def test_footer_licence_and_authors_are_those_of_the_manifest(scenes: dict[str, Scene]) -> None:
    for scene in scenes.values():
        assert scene.credit == "Two drugs and one sugar 2, CC BY-SA 4.0"
        assert any(box.text == scene.credit for box in scene.boxes if box.id == "credit")
        assert scene.authors == "Ada Lind"
        assert b"/Author (Ada Lind)" in pdf_bytes(scene)


def test_the_deck_bears_the_title_of_the_manifest(drugs: Graph, tmp_path: Path) -> None:
    path = write_deck(drugs, tmp_path / "deck.pptx")
    made = Presentation(str(path))
    assert made.slides[0].shapes.title.text_frame.text == "Which drug first"
    said = said_in(path.read_bytes())
    assert "Two drugs and one sugar 2, CC BY-SA 4.0" in said
    assert not FOREIGN.search(said)


def test_a_request_compares_the_pair_of_the_manifest(drugs: Graph) -> None:
    (figure,) = recipes(drugs, entities=["sugar"])
    assert figure.exposures == ("drug-a", "drug-b")


def test_an_arm_without_a_level_says_that_it_differs_in_kind(scenes: dict[str, Scene]) -> None:
    scene = scenes["map"]
    cell = next(box for box in scene.boxes if box.id == "state-sugar-1")
    assert cell.text == "A and OD in kind"
    assert "compared, and different in kind" in {b.text for b in scene.boxes if b.role == "legend"}
    notes = " ".join(scenes["network"].notes)
    assert "differs in kind from old drug: another daytime" in notes


def test_numbers_stand_in_the_notes_and_at_the_marks(scenes: dict[str, Scene]) -> None:
    assert any("0.5-fold, n = 8, p 0.01" in line for line in scenes["chain"].notes)
    mark = next(box for box in scenes["contrast"].boxes if box.role == "marker")
    assert "ratio 0.7" in mark.alt


def test_a_folder_without_manifest_is_drawn(tmp_path: Path) -> None:
    bare = {**WRITTEN}
    del bare["corpus.yaml"]
    for name, text in bare.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text.lstrip().replace("[titrated]", "[unspecified]"), encoding="utf-8")
    graph = kg.load(tmp_path)
    assert graph.manifest.arms == ()
    assert observe(graph)
    for figure in graph.figures.values():
        scene = compose(graph, figure)
        assert scene.measured.faults == (), figure.id
        assert scene.credit.endswith("no licence is stated")
    assert recipes(graph, entities=["sugar"])[0].exposures == ("drug-a", "drug-b")
    (scene,) = (compose(graph, one) for key, one in graph.figures.items() if key == "network")
    badge = next(box for box in scene.boxes if box.role == "badge" and "○" in box.text)
    assert badge.text.startswith("○ DA < DB")


def test_a_figure_of_several_layers_credits_those_whose_records_it_has(drugs: Graph) -> None:
    from dataclasses import replace

    other = Manifest.neutral("Other work")
    records = [one for listed in observe(drugs).values() for one in listed]
    keys = sorted({f"{one.support.claim}.{one.support.evidence.id}" for one in records})
    of = {key: ("other-work" if key.startswith("enzyme") else "drugs") for key in keys}
    layered = replace(drugs, layers={"drugs": drugs.manifest, "other-work": other}, layer_of=of)
    assert credit(layered, records) == f"{footer(drugs.manifest)}; {footer(other)}"
    mine = [one for one in records if not one.support.claim.startswith("enzyme")]
    assert credit(layered, mine) == footer(drugs.manifest)
    scene = compose(layered, layered.figures["chain"])
    assert scene.credit.endswith("Other work, no licence is stated")
    assert scene.measured.faults == ()
