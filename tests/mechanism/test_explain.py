from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import kg
from kg.errors import RequestError
from kg.knowledge import Knowledge
from kg.mechanism import Explanation
from kg.mechanism.genes import find_genes
from kg.mechanism.signature import read_signature

Make = Any

# Xu, Chen, Zhang, Yiliyaer and Xiao, Chin J Radiol Med Prot 2024, 44(1):1-6,
# http://www.cjrmp.net/html/2024/1/20240101.htm: X-rays of 4 to 12 Gy on Hepa 1-6 tumours of mice.
# Cytokines of tumour macrophages and both genes of cGAS-STING rose with dose; IL-4 did not.
XU_2024 = ["Tnf", "Ifng", "Il6", "Ccl5", "Il10", "Il13", "Tgfb1", "Cgas", "Sting1"]


@pytest.fixture(scope="module")
def graph() -> Knowledge:
    return kg.load()


def test_a_published_mouse_signature_is_read_and_explained(graph: Knowledge) -> None:
    found = graph.explain(up=XU_2024)
    known = set(XU_2024) - set(found.unknown)
    assert {"Tnf", "Ifng", "Il10", "Tgfb1", "Cgas", "Sting1"} <= known
    fewer_suppressors = next(
        one for one in found.hypotheses
        if (one.entity, one.direction) == ("mdsc-abundance-tumour", "-")
    )  # fmt: skip
    # sadegh2015: these cells keep NK cells from letting IFN-gamma out; without them it rises.
    assert "Ifng" in {call.gene for call in fewer_suppressors.agree + fewer_suppressors.abstain}
    assert 0 < fewer_suppressors.p <= 1


def test_the_same_question_gets_the_same_p(graph: Knowledge) -> None:
    asked: dict[str, Any] = {"up": XU_2024, "permutations": 199, "max_length": 1}
    assert graph.explain(**asked) == graph.explain(**asked)
    other = graph.explain(**asked, seed=2)
    assert [one.entity for one in other.hypotheses] != [] and other != graph.explain(**asked)


@pytest.mark.parametrize("name", ["CD274", "cd274", "Cd274", "PD-L1", "HGNC:17635", "MGI:1926446",
                                  "PDCD1LG1"])  # fmt: skip
def test_a_gene_is_found_by_any_of_its_names(graph: Knowledge, name: str) -> None:
    assert find_genes(graph, [name]) == {name: "pd-l1"}


def test_a_gene_goes_before_the_family_that_contains_it(graph: Knowledge) -> None:
    assert find_genes(graph, ["IL10", "Cdk4"]) == {"IL10": "il-10", "Cdk4": "cdk4-6"}


@pytest.mark.parametrize("name", ["hgnc 17635", "Entrez Gene 29126", "ENSG00000120217.14",
                                  "http://identifiers.org/hgnc/HGNC:17635"])  # fmt: skip
def test_identifiers_are_read_as_the_finder_reads_them(graph: Knowledge, name: str) -> None:
    assert find_genes(graph, [name]) == {name: graph.finder.entity(name).id} == {name: "pd-l1"}


@pytest.mark.parametrize("name", ["CD47", "hypoxia", "carbon", "calreticulun", "PD-L1 antibodies"])
def test_nothing_but_a_gene_by_its_name_is_taken_for_one(graph: Knowledge, name: str) -> None:
    assert find_genes(graph, [name]) == {}


def genes(number: int) -> dict[str, dict[str, Any]]:
    things: dict[str, dict[str, Any]] = {}
    for n in range(number):
        xref = {"curie": f"HGNC:{n + 1}", "label": f"G{n}"}
        things[f"g{n}"] = {"kind": "gene", "xrefs": [xref]}
        things[f"m{n}"] = {"kind": "measure", "of": f"g{n}", "aspect": "expression"}
    return things


def test_p_is_the_chance_of_hitting_as_well(make: Make) -> None:
    # a raises 3 of 10 genes; one observed gene agrees by chance with probability 3/10.
    graph = make(*(("a", "increases", f"m{n}") for n in range(3)), entities=genes(10))
    found = Explanation.of(graph, up=["G0"])
    raised = next(one for one in found.hypotheses if one.direction == "+")
    assert found.background == 10
    assert raised.p == pytest.approx(0.3, abs=0.02)
    # Both of two observed genes: 3/10 of 2/9.
    both = Explanation.of(graph, up=["G0", "G1"]).hypotheses[0]
    assert both.p == pytest.approx(3 / 10 * 2 / 9, abs=0.02)


def test_agreement_disagreement_and_abstention_are_told_apart(make: Make) -> None:
    graph = make(
        ("a", "increases", "m0"), ("a", "decreases", "m1"), ("a", "increases", "m2"),
        ("a", "does_not_change", "m2", {"references": ["hu2024"]}),
        ("a", "increases", "b"), ("b", "decreases", "m3"), ("a", "increases", "c"),
        ("c", "increases", "m3"), entities=genes(4),
    )  # fmt: skip
    found = Explanation.of(graph, up=["G0", "G1", "G3", "XYZ"], permutations=99)
    raised = next(one for one in found.hypotheses if (one.entity, one.direction) == ("a", "+"))
    assert [call.gene for call in raised.agree] == ["G0"]
    assert [(call.gene, call.predicted) for call in raised.disagree] == [("G1", "-")]
    assert [(call.gene, call.predicted) for call in raised.abstain] == [("G3", "ambiguous")]
    assert raised.disagree[0].chain.nodes == ("a", "m1")
    assert found.unknown == ("XYZ",)
    lowered = next(one for one in found.hypotheses if (one.entity, one.direction) == ("a", "-"))
    assert [call.gene for call in lowered.agree] == ["G1"]


def test_a_table_gives_changes_and_the_background(make: Make, tmp_path: Path) -> None:
    file = tmp_path / "deseq2.csv"
    file.write_text("gene,baseMean,log2FoldChange\nG0,9,2.5\nG1,9,-1.5\nG2,9,0.2\nG3,0,NA\nQ,1,3\n")
    assert read_signature(table=file).unchanged == ("G2",)
    graph = make(("a", "increases", "m0"), ("a", "decreases", "m1"), entities=genes(9))
    found = Explanation.of(graph, table=file, permutations=99)
    assert found.background == 3
    assert [len(one) for one in (found.signature.up, found.signature.down)] == [2, 1]
    assert len(found.hypotheses[0].agree) == 2


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("", "is empty"), ("gene\tp\nA\t1\n", "no column of log2 fold changes"),
        ("gene\tlfc\nA\tmuch\n", r"t\.tsv:2: 'much' is no number"),
    ],
)  # fmt: skip
def test_a_table_that_cannot_be_read_says_where(tmp_path: Path, content: str, says: str) -> None:
    file = tmp_path / "t.tsv"
    file.write_text(content)
    with pytest.raises(RequestError, match=says):
        read_signature(table=file)


def test_genes_that_say_nothing_are_refused(make: Make) -> None:
    graph = make(("a", "increases", "m0"), entities=genes(2))
    with pytest.raises(RequestError, match="measures none of these genes"):
        Explanation.of(graph, up=["NOPE"])
    with pytest.raises(RequestError, match="no gene changes"):
        Explanation.of(graph, up=[" , "])
    with pytest.raises(RequestError, match="both up and down"):
        Explanation.of(graph, up=["G0"], down=["HGNC:1"])


def test_a_table_without_genes_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "t.tsv"
    path.write_text("log2FoldChange\tpadj\n2.5\t0.1\n-1.5\t0.1\n")
    with pytest.raises(RequestError, match="no column of genes"):
        read_signature(table=path)
    path.write_text("log2FoldChange\tsymbol\n2.5\tCD274\n")
    assert read_signature(table=path).up == ("CD274",)


def test_a_table_that_changes_nothing_is_an_answer(make: Make, tmp_path: Path) -> None:
    file = tmp_path / "t.csv"
    file.write_text("gene,log2FoldChange,padj\nG0,2.5,0.9\nFDXR,0,NA\n1-Mar,3,0.001\n")
    found = Explanation.of(make(("a", "increases", "m0"), entities=genes(2)), table=file)
    assert (found.hypotheses, found.observed, found.read.up, found.read.down) == ((), 0, (), ())
    assert found.read.padj_column == "padj"
    assert {(one.what, one.why.split(":")[0]) for one in found.read.left_out} == {
        ("1-Mar", "a date that was a gene"), ("1 gene that did not change", "not in this corpus"),
    }  # fmt: skip


def test_unknown_genes_are_counted_and_not_printed(make: Make, tmp_path: Path) -> None:
    file = tmp_path / "t.csv"
    file.write_text("gene,logFC\nG0,2\n" + "".join(f"X{n},3\n" for n in range(40)))
    found = Explanation.of(make(("a", "increases", "m0"), entities=genes(2)), table=file)
    assert found.read.up == ("G0",) and len(found.unknown) == 40
    assert found.read.left_out == (("40 genes that changed", "not in this corpus"),)


def test_p_is_corrected_for_the_hypotheses_tested(make: Make) -> None:
    acting = ((x, "increases", f"m{n}") for n, x in enumerate("abcdef"))
    found = Explanation.of(make(*acting, entities=genes(20)), up=["G0"])
    best = found.hypotheses[0]
    assert (best.entity, best.direction, found.tested) == ("a", "+", 12)
    # p is about 1/20, the least of twelve: of the others each hits by chance in 19 of 20.
    assert best.q == pytest.approx(min(1, 12 * best.p)) and best.weak
    alone = Explanation.of(make(*(("a", "increases", f"m{n}") for n in range(4)),
                                entities=genes(20)), up=["G0", "G1", "G2", "G3"])  # fmt: skip
    assert not alone.hypotheses[0].weak
    assert alone.hypotheses[0].q == pytest.approx(2 * alone.hypotheses[0].p)


def test_what_explains_more_goes_first_and_silence_is_told(make: Make) -> None:
    graph = make(
        ("a", "increases", "m0"), ("a", "increases", "m1"), ("a", "increases", "m2"),
        ("b", "increases", "m0"), entities=genes(9),
    )  # fmt: skip
    found = Explanation.of(graph, up=["G0", "G1"])
    assert [(one.entity, one.silent) for one in found.hypotheses[:2]] == [("a", ()), ("b", ("G1",))]
    narrow, wide = found.hypotheses[1], found.hypotheses[0]
    assert (narrow.score, wide.score) == (1, 2)


def test_a_combination_that_acts_by_its_part_stands_with_it(make: Make) -> None:
    mix = {"mix": {"kind": "therapy", "components": ["carbon", "a"]},
           "other": {"kind": "therapy", "components": ["carbon", "b"]}}  # fmt: skip
    graph = make(
        ("carbon", "increases", "m0"), ("carbon", "increases", "m1"), ("mix", "increases", "c"),
        ("other", "decreases", "m1"), entities=genes(6) | mix,
    )  # fmt: skip
    found = Explanation.of(graph, up=["G0", "G1"])
    carbon = next(one for one in found.hypotheses if one.entity == "carbon")
    assert found.hypotheses[0] == carbon and carbon.narrower == ("mix",)
    rivals = {one.entity for one in found.hypotheses}
    assert "mix" not in rivals and "other" in rivals  # which was seen to do otherwise


def test_carbon_is_among_the_first_for_what_it_raises(graph: Knowledge) -> None:
    found = graph.explain(up=["CD274,ICAM1"], permutations=99)
    first = [one for one in found.hypotheses if one.score == 2]
    assert ("carbon-ion-irradiation", "+") in {(one.entity, one.direction) for one in first[:3]}
    assert all(not graph.entities[one.entity].components for one in first[:3])
    carbon = next(one for one in first if one.entity == "carbon-ion-irradiation")
    assert {call.gene for call in carbon.agree} == {"CD274", "ICAM1"} and carbon.weak
    # A drug's aim is true by definition, and explains nothing.
    assert all(call.chain.length for one in found.hypotheses for call in one.agree)


def test_kinds_without_findings_of_their_own_stand_with_what_was_found(graph: Knowledge) -> None:
    found = graph.explain(up=["HMGB1,CALR"], permutations=99).hypotheses
    at = {(one.entity, one.direction): n for n, one in enumerate(found)}
    any_beam = found[at["ionising-radiation", "+"]]
    assert {"fractionated-radiotherapy", "low-dose-irradiation"} <= set(any_beam.narrower)
    assert ("fractionated-radiotherapy", "+") not in at
    assert at["carbon-ion-irradiation", "+"] < 8  # which has findings of its own
