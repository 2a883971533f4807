"""The curated files themselves: identifiers, wording, and facts that must not drift."""

import hashlib
import re
from pathlib import Path

import pytest

import kg
from kg.graph import Graph

ROOT = Path(__file__).parents[2]
DATA = ROOT / "tests/data"


@pytest.fixture(scope="module")
def graph() -> Graph:
    return kg.load()


def test_every_identifier_has_its_own_label(graph: Graph) -> None:
    lines = (DATA / "grounding.tsv").read_text(encoding="utf-8").splitlines()[1:]
    known = dict(line.split("\t")[:2] for line in lines)
    given = {
        (xref.curie, xref.label) for entity in graph.entities.values() for xref in entity.xrefs
    }
    assert given
    assert {pair for pair in given if known.get(pair[0]) != pair[1]} == set()
    evidence_types = {evidence.evidence_type for _, evidence in graph.evidence()} - {None}
    assert evidence_types <= set(known)


def test_no_nine_words_of_the_review_in_a_row() -> None:
    raw = (DATA / "liu2025-nine-words.bin").read_bytes()
    taken = {raw[start : start + 6] for start in range(0, len(raw), 6)}
    found = []
    folders = [ROOT / name for name in ("ontology", "kg", "tests")]
    files = [path for folder in folders for path in folder.rglob("*") if path.suffix in _PROSE]
    for path in [*files, *ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")]:
        if path.name == "references.yaml":  # titles are facts
            continue
        words = re.findall(r"[a-z0-9]+", path.read_text(encoding="utf-8").lower())
        for start in range(len(words) - 8):
            run = " ".join(words[start : start + 9])
            if hashlib.blake2b(run.encode(), digest_size=6).digest() in taken:
                found.append(f"{path.name}: {run}")
    assert found == []


def test_every_curated_file_names_its_schema() -> None:
    for path in (ROOT / "ontology").rglob("*.yaml"):
        first = path.read_text(encoding="utf-8").splitlines()[0]
        named = re.fullmatch(r"# yaml-language-server: \$schema=(.+)", first)
        assert named, path
        target = (path.parent / named[1]).resolve()
        assert target.parent == ROOT / "build/schema", path


def test_hmgb1_is_higher_at_isodose_and_similar_at_isoeffective_dose(graph: Graph) -> None:
    found = {
        (edge.basis, edge.level)
        for edge in graph.comparisons
        if (edge.subject, edge.comparator, edge.object)
        == ("carbon-ion-irradiation", "photon-irradiation", "hmgb1-release")
    }
    assert found == {(("isodose",), ("higher",)), (("isoeffective",), ("similar",))}


def test_calreticulin_turns_round_at_ten_gray_and_vanishes_in_hypoxia(graph: Graph) -> None:
    rises = graph.claims["carbon-ion-irradiation.increases.ecto-calreticulin"]
    levels = {
        (evidence.exposure.dose.points, contrast.level)
        for evidence in rises.evidence
        if evidence.read_in == "huang2019" and evidence.exposure and evidence.exposure.dose
        for contrast in evidence.contrasts
        if contrast.versus == "photon-irradiation"
    }
    assert levels == {((2, 4), ("higher",)), ((10,), ("lower",))}
    null = graph.claims["carbon-ion-irradiation.does_not_change.ecto-calreticulin"]
    assert {evidence.conditions.oxygen for evidence in null.evidence} == {"hypoxia"}


@pytest.mark.parametrize("place", ["marrow", "blood", "spleen", "tumour"])
def test_suppressor_cells_fall_further_after_carbon(graph: Graph, place: str) -> None:
    claim = graph.claims[f"carbon-ion-irradiation.decreases.mdsc-abundance-{place}"]
    record = next(record for record in claim.evidence if record.id == "isoeffective")
    (contrast,) = record.contrasts
    assert (contrast.level, contrast.basis, contrast.comparator_sign) == (
        ("lower",), ("isoeffective",), "-",
    )  # fmt: skip


def test_trex1_is_disputed_by_one_of_the_papers_cited_for_it(graph: Graph) -> None:
    claim = graph.claims["carbon-ion-irradiation.increases.trex1-expression"]
    (record,) = claim.evidence
    assert ("vanpouillebox2017", "disagrees") in {
        (check.reference, check.outcome) for check in record.checks
    }


def test_every_table_row_with_a_pd_1_or_pd_l1_inhibitor_keeps_its_outcomes_apart(
    graph: Graph,
) -> None:
    cells = {
        (locator, claim.object, contrast.versus, contrast.level)
        for claim, evidence in graph.evidence()
        for locator in evidence.locator
        if locator.startswith("table1.") and "ici" not in claim.subject
        for contrast in evidence.contrasts
    }
    rows = {locator for locator, *_ in cells}
    assert {f"table1.{number}" for number in (95, 76, 160, 161, 50, 51)} <= rows
    assert ("table1.160", "lung-metastasis", "phrt-anti-pd-1-anti-ctla-4", ("lower",)) in cells
    assert ("table1.160", "abscopal-response", "phrt-anti-pd-1-anti-ctla-4", ("similar",)) in cells
    assert ("table1.161", "abscopal-response", "phrt-anti-pd-1", ("similar",)) in cells
    assert ("table1.51", "primary-tumour-growth", "phrt-anti-pd-l1", ("lower",)) in cells


def test_every_reference_of_the_review_stands_in_the_bibliography(graph: Graph) -> None:
    numbers = [source.citation_number for source in graph.references.values()]
    assert sorted(number for number in numbers if number) == list(range(1, 175))


def test_evidence_cites_what_its_sentence_cites(graph: Graph) -> None:
    """A record read in the review cites numbers of its sentence, of a neighbour, or the review."""
    from importlib.resources import files

    from kg.curation import read

    inventory = read(Path(str(files("kg.ontology")))).inventory["liu2025"]
    strays = []
    for claim, evidence in graph.evidence():
        if evidence.read_in != "liu2025" or evidence.references == ("liu2025",):
            continue
        near = {
            number
            for locator in evidence.locator
            for sentence in inventory.values()
            if _same_paragraph(sentence.locator, locator)
            for number in sentence.references
        }
        cited = {graph.references[key].citation_number for key in evidence.references}
        if not cited <= near:
            strays.append((claim.id, evidence.id, cited - near))
    assert strays == []


def _same_paragraph(one: str, other: str) -> bool:
    if one.startswith("table1") or other.startswith("table1"):
        return one == other
    return one.rsplit(".", 1)[0] == other.rsplit(".", 1)[0]


_PROSE = {".yaml", ".md", ".ttl", ".rq", ".py", ".tsv"}
