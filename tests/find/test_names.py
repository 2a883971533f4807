"""Names as people type them: the right entity, no other in silence, and what is absent is said."""

from __future__ import annotations

import csv
import warnings
from pathlib import Path
from types import MappingProxyType

import pytest

from kg.errors import RequestError, TakenAs
from kg.find import Finder, choose, near_words, tokens
from kg.graph import Graph
from kg.model import Entity

HERE = Path(__file__).parent
TABLE = (HERE / "wordings.tsv").read_text(encoding="utf-8").splitlines()
WORDINGS = [(row[0], row[1]) for row in csv.reader(TABLE[1:], delimiter="\t")]

NOT_YET = {"bystander tumour response", "patients"}
"""Wordings that no name of the corpus bears: said to be absent, never taken for another thing."""
IDENTIFIED = {"ENSG00000120217", "NCBIGene:29126"}
"""Found once the table of genes has the columns of Ensembl and NCBI Gene."""


def found(graph: Graph, words: str) -> str:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", TakenAs)
        try:
            return graph.find(words).id
        except RequestError:
            return "-"


@pytest.mark.parametrize(("words", "entity"), WORDINGS)
def test_a_usual_wording_finds_its_entity(graph: Graph, words: str, entity: str) -> None:
    allowed = {entity, "-"} if words in NOT_YET | IDENTIFIED else {entity}
    assert found(graph, words) in allowed


@pytest.mark.parametrize(("words", "entity"), [
    ("PD\u2011L1", "pd-l1"), ("PD\u2010L1", "pd-l1"), ("PD\u2013L1", "pd-l1"),
    ("PD\u2212L1", "pd-l1"), ("\uff30\uff24\uff0d\uff2c\uff11", "pd-l1"), ("PD-L1\u200b", "pd-l1"),
    ("PD\u00ad-L1", "pd-l1"), ("IFN\u03b2", "ifn-beta"), ("TNF\u03b1", "tnf-alpha"),
    ("interferon-\u03b3", "ifn-gamma"), ("INTERFERON-\u0393", "ifn-gamma"),
    ("HGNC:17635", "pd-l1"), ("hgnc:17635", "pd-l1"), ("CD274", "pd-l1"), ("TMEM173", "sting"),
    ("https://identifiers.org/hgnc/17635", "pd-l1"), ("tumour_hypoxia", "tumour-hypoxia"),
    ("http://purl.obolibrary.org/obo/GO_0006914", "autophagy"),
])  # fmt: skip
def test_a_name_as_it_is_copied(graph: Graph, words: str, entity: str) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error", TakenAs)  # it is the very name, and nothing is guessed
        assert graph.find(words).id == entity


def test_labels_typed_elsewhere_are_found_by_plain_ones() -> None:
    made = {
        "zz-nfd": Entity(id="zz-nfd", label="Mu\u0308ller cell response", kind="process"),
        "zz-zwsp": Entity(id="zz-zwsp", label="protein Q\u200b1", kind="process"),
    }
    finder = Finder(_Shelves(made))
    assert finder.entity("M\u00fcller cell response").id == "zz-nfd"
    assert finder.entity("protein Q1").id == "zz-zwsp"


class _Shelves:
    def __init__(self, entities: dict[str, Entity]) -> None:
        self.entities = MappingProxyType(entities)
        self.references = self.claims = self.figures = self.modules = MappingProxyType({})
        self.documents = MappingProxyType({})


def test_what_is_taken_as_meant_is_said(graph: Graph) -> None:
    with pytest.warns(TakenAs, match=r"'calreticulun' is taken as calreticulin \(calreticulin\)"):
        assert graph.find("calreticulun").id == "calreticulin"


@pytest.mark.parametrize("words", [
    "CD47", "CD41", "IL-3", "TREX2", "ATN", "LAG5", "HMGB2", "STAT6", "regulatory B cell",
    "macroglial cell", "hyperoxia", "NOS", "TLR9",
])  # fmt: skip
def test_a_cousin_is_never_taken_for_another(graph: Graph, words: str) -> None:
    with pytest.raises(RequestError) as refusal:
        graph.find(words)
    assert "it is not in this corpus" in str(refusal.value)
    assert "did you mean" not in str(refusal.value)


def test_what_is_absent_is_said_with_what_is_near_in_meaning(graph: Graph) -> None:
    with pytest.raises(RequestError, match=r"near in meaning: cytokines \(a kind of these\)"):
        graph.find("IL-22")
    with pytest.raises(RequestError, match=r"near in meaning: b-cell \(named in it\)"):
        graph.find("regulatory B cell")
    near = graph.finder.find("CXCL9")
    assert [(one.id, one.how) for one in near] == [("chemokines", "near")]


def test_several_that_fit_are_asked_for(graph: Graph) -> None:
    with pytest.raises(RequestError, match=r"mdsc-abundance-blood.*mdsc-abundance-tumour: say"):
        graph.find("MDSC count")


def test_each_finding_tells_kind_and_reason(graph: Graph) -> None:
    one = graph.finder.find("TMEM173", ["entity"])[0]
    assert (one.id, one.kind, one.how, one.reason) == (
        "sting", "entity", "exact", "synonym TMEM173")  # fmt: skip
    kinds = {(one.kind, one.id) for one in graph.finder.find("hypoxia")}
    assert {("entity", "tumour-hypoxia"), ("figure", "hypoxia"), ("module", "hypoxia")} <= kinds


@pytest.mark.parametrize(("words", "key"), [
    ("helm2021", "helm2021"), ("Helm 2021", "helm2021"), ("Helm et al., 2021", "helm2021"),
    ("Helm et al. (2021)", "helm2021"), ("[160]", "helm2021"), ("liu2025 [160]", "helm2021"),
    ("ref. 160", "helm2021"), ("Huang 2020b", "huang2020b"),
])  # fmt: skip
def test_a_paper_as_it_is_cited(graph: Graph, words: str, key: str) -> None:
    assert [one.id for one in graph.finder.find(words, ["paper"])] == [key]


def test_a_paper_by_its_identifiers(graph: Graph) -> None:
    paper = next(one for one in graph.references.values() if one.doi and one.pmid)
    for words in (paper.doi, f"https://doi.org/{paper.doi}", f"PMID: {paper.pmid}", paper.title):
        assert paper.id in [one.id for one in graph.finder.find(str(words), ["paper"])]


def test_a_list_offers_what_is_near() -> None:
    names = ["hypoxia-reversals", "trials", "high-let"]
    assert choose("Hypoxia reversals", names, "query", "'kg queries'") == "hypoxia-reversals"
    with pytest.raises(RequestError, match="did you mean hypoxia-reversals"):
        choose("hypoxia", names, "query", "'kg queries'")
    assert near_words("LET", names) == ["high-let"]


@pytest.mark.parametrize(("words", "entity"), [
    ("LET", "high-let-irradiation"), ("linear energy transfer", "high-let-irradiation"),
    ("local control", "primary-tumour-growth"), ("TME", "tumour-microenvironment-immunity"),
    ("neoantigens", "neoepitope-generation"), ("mtDNA", "mtdna-release"),
])  # fmt: skip
def test_what_is_loosely_said_is_found_and_never_in_silence(
    graph: Graph, words: str, entity: str
) -> None:
    with pytest.warns(TakenAs, match="a related name, which does not mean quite the same"):
        assert graph.find(words).id == entity


@pytest.mark.parametrize(("words", "near"), [
    ("\u03b3H2AX foci", "dna-double-strand-breaks"), ("53BP1 foci", "dna-double-strand-breaks"),
    ("nivolumab", "anti-pd-1"), ("Yervoy", "anti-ctla-4"), ("Ku70", "ku70-80"),
    ("PARPi", "parp-inhibitor"), ("CXCR4", "sdf-1-cxcr4-signalling"),
    ("2'3'-cGAMP", "cgas-sting-signalling"),
    ("beta-2 microglobulin", "mhc-class-i"), ("IFN\u03b1", "type-i-ifn-response"),
])  # fmt: skip
def test_a_marker_a_member_or_a_kind_is_not_the_thing(graph: Graph, words: str, near: str) -> None:
    with pytest.raises(RequestError, match=f"it is not in this corpus.*{near}"):
        graph.find(words)
    assert graph.finder.find(words)[0].how == "near"


def test_no_name_means_two_things(graph: Graph) -> None:
    said: dict[str, set[str]] = {}
    for key, one in graph.entities.items():
        for name in (key, one.label, *one.synonyms, *one.related_names, *one.near_names):
            said.setdefault("".join(tokens(name)), set()).add(key)
    assert {name: keys for name, keys in said.items() if len(keys) > 1} == {}


def test_a_unit_is_no_beam(graph: Graph) -> None:
    with pytest.raises(RequestError, match="no entity 'gray'"):
        graph.find("gray")
    assert graph.find("\u03b3-rays").id == "photon-irradiation"


@pytest.mark.parametrize("words", ["Durante", "durante", "Durante et al.", "papers by Durante"])
def test_an_author_alone_finds_all_papers(graph: Graph, words: str) -> None:
    found = graph.finder.find(words)
    assert {one.kind for one in found} == {"paper"}
    assert {one.id for one in found} == {
        key for key, paper in graph.references.items()
        if any(author.family == "Durante" for author in paper.author)
    }  # fmt: skip


def test_an_author_is_no_entity_and_that_is_said(graph: Graph) -> None:
    with pytest.raises(RequestError, match="it is an author: kg show Durante lists the papers"):
        graph.find("Durante")


def test_a_coauthor_and_a_year_find_the_paper(graph: Graph) -> None:
    paper = graph.references["helm2021"]
    last = paper.author[-1].family
    assert "helm2021" in [one.id for one in graph.finder.find(f"{last} 2021", ["paper"])]


@pytest.mark.parametrize(("words", "says", "never"), [
    ("HIT", "not in this corpus", "keap1"), ("CAR-T", "not in this corpus", "cartilage"),
    ("FAS", "not in this corpus", "neutron"), ("HSP70", "not in this corpus", "radiosensitiser"),
    ("60Co", "near in meaning: photon-irradiation", "did you mean"),
    ("IP-10", "near in meaning: chemokines", "did you mean"),
    ("10.1158/0008-5472.CAN-17-0000", "no paper", "no entity"),
    ("PMID 99999999", "no paper", "no entity"), ("Nobody 2031", "no paper", "no entity"),
])  # fmt: skip
def test_an_abbreviation_is_no_beginning_of_a_word_and_no_word_of_a_definition(
    graph: Graph, words: str, says: str, never: str
) -> None:
    told = graph.finder.missing(words)
    assert says in told and never not in told
