"""Papers as reference managers, PubMed and publishers write them, read as our fields."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.bibliography import Cited, read_cited
from kg.curation import fingerprint, read, verify
from kg.errors import RequestError
from kg.exchange import bibtex_text, csl_json_text
from kg.graph import Graph, assemble

SMALL = Path(__file__).parents[1] / "data" / "small"

HARD = """\
references:
- id: meer2019
  title: "Effect of <i>Trex1</i> loss on IFN-β & DNA-PK in CD8<sup>+</sup> T cells: 100% of $cases #1_a"
  author: [{family: "van der Meer", given: "Jan"}, {family: "d'Alembert", given: "J le R"}, {family: "Müller-Lüdenscheidt", given: "K"}, {family: "Nguyễn", given: "Văn A"}, {family: "李", given: "明"}, {family: "Smith", given: "John, Jr."}]
  container-title: "Int J Radiat Oncol Biol Phys"
  issued: 2019
  volume: "105(3S)"
  page: "S12-S14"
  DOI: "10.1007/978-3-030-12345-6_7"
  PMID: "30000001"
- {id: group2020, title: "A trial of the group", author: [{family: "Carbon and Photon Consortium"}], issued: 2020, container-title: "Lancet Oncol"}
- {id: chapter2018, title: "A chapter", type: chapter, author: [{family: Ito, given: T}], container-title: "A Book of Beams", issued: 2018, page: e123}
- {id: thesis2017, title: "A thesis", type: thesis, author: [{family: "de la Cruz", given: "María"}], et_al: true, issued: 2017}
"""  # noqa: E501


@pytest.fixture(scope="module")
def hard(tmp_path_factory: pytest.TempPathFactory) -> Graph:
    folder = tmp_path_factory.mktemp("hard")
    (folder / "references.yaml").write_text(HARD, encoding="utf-8")
    return assemble(read(SMALL, folder))


def taken(tmp_path: Path, text: str, name: str = "papers.txt") -> list[Cited]:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return read_cited(path)


@pytest.mark.parametrize("write", [bibtex_text, csl_json_text])
def test_what_we_write_is_read_back(hard: Graph, write: object, tmp_path: Path) -> None:
    found = {str(one.fields["keys"][0]): one.fields for one in taken(tmp_path, write(hard))}  # type: ignore[operator]
    assert found.keys() == hard.references.keys()
    for key, known in hard.references.items():
        fields = found[key]
        bare = known.title
        for mark in ("<i>", "</i>", "<sup>", "</sup>"):
            bare = bare.replace(mark, "")
        assert fields["title"] == bare
        assert fields.get("DOI") == known.doi
        assert fields.get("PMID") == known.pmid
        assert fields.get("issued") == known.issued
        assert fields.get("et_al", False) == known.et_al
        names = [(one["family"], one.get("given")) for one in fields["author"]]
        assert names == [(one.family, one.given) for one in known.author]


RIS = """\
Provider: Somebody
Content: text/plain

TY  - JOUR
AU  - van der Meer, Jan, Jr.
A1  - Carbon Consortium
TI  - A title with <i>marks</i>
T2  - J Made Up
PY  - 2026/03/01
VL  - 3
SP  - 12
EP  - 19
DO  - https://doi.org/10.1234/MADE.up(1)
AN  - 99000001
AB  - Words.
ER  -

TY  - THES
TI  - Second
Y1  - 2019
ER  -
"""


def test_ris_of_many_writers(tmp_path: Path) -> None:
    first, second = taken(tmp_path, RIS.replace("A1  -", "AU  -"))
    assert first.fields == {
        "title": "A title with marks", "container-title": "J Made Up", "issued": 2026,
        "author": [{"family": "van der Meer", "given": "Jan, Jr."},
                   {"family": "Carbon Consortium"}],
        "volume": "3", "page": "12\N{EN DASH}19", "DOI": "10.1234/MADE.up(1)", "PMID": "99000001",
    }  # fmt: skip
    assert (first.abstract, first.part) == ("Words.", "abstract")
    assert second.fields == {"type": "thesis", "title": "Second", "issued": 2019}


NBIB = """\
PMID- 99000001
STAT- MEDLINE
DP  - 2026 Mar
TI  - A long title that
      goes on.
LID - 10.1234/made.up [doi]
AB  - One sentence.
FAU - Doe, Jane A Jr
AU  - Doe JA Jr
CN  - Carbon Consortium
PT  - Journal Article
PT  - Meta-Analysis
PT  - Retracted Publication
RIN - J Made Up. 2026;3:1. PMID: 99000009
TA  - J Made Up
PMC - PMC99000001

PMID- 99000002
TI  - Second.
"""


def test_nbib_brings_types_and_retractions(tmp_path: Path) -> None:
    first, second = taken(tmp_path, NBIB)
    assert first.fields == {
        "title": "A long title that goes on", "container-title": "J Made Up", "issued": 2026,
        "author": [{"family": "Doe", "given": "Jane A, Jr"}, {"family": "Carbon Consortium"}],
        "DOI": "10.1234/made.up", "PMID": "99000001", "PMCID": "PMC99000001",
        "study_type": "meta_analysis",
        "retracted": {"notice": "J Made Up. 2026;3:1. PMID: 99000009",
                      "reason": "told by PubMed; the reason is in the notice"},
    }  # fmt: skip
    assert second.fields == {"title": "Second", "PMID": "99000002"}


PUBMED = """\
<?xml version="1.0" ?>
<!DOCTYPE PubmedArticleSet PUBLIC "-//NLM//DTD PubMedArticle//EN" "https://elsewhere/p.dtd">
<PubmedArticleSet><PubmedArticle><MedlineCitation><PMID Version="1">99000001</PMID>
<Article><Journal><JournalIssue><Volume>3</Volume><PubDate><MedlineDate>2026 Mar-Apr</MedlineDate>
</PubDate></JournalIssue><Title>Journal of Made Up Things</Title></Journal>
<ArticleTitle>Loss of <i>Trex1</i> &amp; more.</ArticleTitle>
<Pagination><MedlinePgn>12-19</MedlinePgn></Pagination>
<ELocationID EIdType="doi">10.1234/made.up</ELocationID>
<Abstract><AbstractText Label="AIM">First.</AbstractText>
<AbstractText>Second.</AbstractText></Abstract>
<AuthorList CompleteYN="N"><Author><LastName>Smith</LastName><ForeName>John</ForeName>
<Suffix>Jr</Suffix></Author><Author><CollectiveName>Group</CollectiveName></Author></AuthorList>
<PublicationTypeList><PublicationType>Review</PublicationType></PublicationTypeList></Article>
<MedlineJournalInfo><MedlineTA>J Made Up</MedlineTA></MedlineJournalInfo>
<CommentsCorrectionsList><CommentsCorrections RefType="ExpressionOfConcernIn">
<RefSource>J. 2026</RefSource></CommentsCorrections></CommentsCorrectionsList>
</MedlineCitation></PubmedArticle></PubmedArticleSet>
"""


def test_pubmed_xml_is_read_without_its_dtd(tmp_path: Path) -> None:
    (found,) = taken(tmp_path, PUBMED)
    assert found.fields == {
        "title": "Loss of Trex1 & more", "container-title": "J Made Up", "issued": 2026,
        "author": [{"family": "Smith", "given": "John, Jr"}, {"family": "Group"}], "et_al": True,
        "volume": "3", "page": "12\N{EN DASH}19", "DOI": "10.1234/made.up", "PMID": "99000001",
        "study_type": "review",
        "concern": {"notice": "J. 2026", "reason": "told by PubMed; the reason is in the notice"},
    }  # fmt: skip
    assert found.abstract == "First. Second."


def xref(number: int) -> str:
    return f'<xref ref-type="bibr" rid="R{number}">{number}</xref>'


JATS = f"""\
<article xmlns:xlink="http://www.w3.org/1999/xlink"><front><journal-meta><journal-title-group>
<journal-title>J Made Up</journal-title></journal-title-group></journal-meta><article-meta>
<article-id pub-id-type="doi">10.1234/made.up</article-id>
<title-group><article-title>A <italic>full</italic> text</article-title></title-group>
<contrib-group><contrib contrib-type="author"><name><surname>Doe</surname>
<given-names>Jane</given-names></name></contrib></contrib-group>
<pub-date><year>2027</year></pub-date><pub-date pub-type="epub"><year>2026</year></pub-date>
<volume>3</volume><fpage>1</fpage><lpage>9</lpage>
<abstract><p>Short. And <bold>sweet</bold>.</p></abstract></article-meta></front>
<body><sec sec-type="intro"><title>Introduction</title>
<p>Cells die [{xref(1)}\N{EN DASH}{xref(3)}].   Doe et al. say so.</p>
<sec><title>Inner</title><p>Others live.<sup>{xref(2)}</sup> None moves.</p></sec></sec>
<sec><title>Results and Discussion</title><p>At 2.5 Gy (Fig. 1) most died.</p>
<fig><caption><p>Not of the text.</p></caption></fig></sec></body>
<back><ref-list><ref id="R1"><mixed-citation><pub-id pub-id-type="doi">10.1/one</pub-id>
</mixed-citation></ref><ref id="R2"/><ref id="R3"/></ref-list></back></article>
"""


def test_jats_gives_places_and_fingerprints_and_no_words(tmp_path: Path) -> None:
    (found,) = taken(tmp_path, JATS)
    assert found.fields["title"] == "A full text"
    assert (found.fields["issued"], found.part) == (2026, "full-text")
    assert [(one.locator, one.references) for one in found.sentences] == [
        ("abstract.1.1", ()), ("abstract.1.2", ()),
        ("intro.1.1", (1, 2, 3)), ("intro.1.2", ()), ("intro.2.1", (2,)), ("intro.2.2", ()),
        ("results.1.1", ()),
    ]  # fmt: skip
    assert found.cites == {1: ("10.1/one",)}
    assert found.sentences[3].prints == fingerprint("Doe et al. say so.")
    text = ("Short. And sweet.\nCells die [1-3]. Doe et al. say so. Others live.2 None moves.\n"
            "At 2.5 Gy (Fig. 1) most died.")  # fmt: skip
    held = verify(text, {one.locator: one for one in found.sentences})
    assert {one.state for one in held} <= {"exact", "normalised"}, held


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "no format that is known"),
        ("Just words.\n", "no format that is known"),
        ("<a><b></a>", "papers.txt:1: no sound XML"),
        ('<!DOCTYPE a [<!ENTITY e "x">]><a>&e;</a>', "declares entities of its own"),
        ('<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/passwd">]><article>&e;</article>',
         "declares entities of its own"),
        ("<html><p>A page.</p></html>", "holds no paper"),
        ('[{"title": "T"},\n ]', "papers.txt:2: no JSON"),
        ('{"a": 1}', "item 1 is no CSL-JSON item"),
        ("@article{a, title = {T}\n@article{b,", "no sound BibTeX"),
        ("PMID- 1\nnonsense\n", "papers.txt:2: no tag"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_told_by_file_and_line(
    text: str, told: str, tmp_path: Path
) -> None:
    with pytest.raises(RequestError) as caught:
        taken(tmp_path, text)
    assert told in str(caught.value)
    assert "papers.txt" in str(caught.value)


def test_letters_that_no_product_can_hold_stay_out(tmp_path: Path) -> None:
    (found,) = taken(tmp_path, "TY  - JOUR\nTI  - A\u202e title\x07\nER  - \n")
    assert found.fields["title"] == "A title"
