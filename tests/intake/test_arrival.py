"""Papers come in: a file each, told what they name and could move, never twice, never refused."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kg.cli import main
from kg.curation import read
from kg.graph import assemble

SMALL = Path(__file__).parents[1] / "data" / "small"
NBIB = """\
PMID- 99000001
DP  - 2026 Mar
TI  - More HMGB1 release after carbon ions than after photons.
LID - 10.1234/made.up [doi]
AB  - Ecto-calreticulin was the same.
FAU - Doe, Jane

PMID- 99000002
TI  - Another one.
DP  - 2026
FAU - Doe, Jane
"""


def new(folder: Path, *words: str) -> Result:
    command = ["--corpus", str(SMALL), "new", "paper", *words, "--in", str(folder)]
    return CliRunner().invoke(main, command)


@pytest.fixture
def nbib(tmp_path: Path) -> Path:
    path = tmp_path / "two.nbib"
    path.write_text(NBIB, encoding="utf-8")
    return path


def test_many_papers_come_into_one_folder_as_drafts(nbib: Path, tmp_path: Path) -> None:
    own = tmp_path / "own"
    made = new(own, str(nbib), "doi:10.5555/abc", "123456", "--as", "A Reader")
    assert made.exit_code == 0, made.output
    names = sorted(path.stem for path in own.glob("papers/*.yaml"))
    assert names == ["doe2026", "doe2026a", "doiabc", "pmid123456"]
    corpus = read(SMALL, own)
    assert corpus.claims == read(SMALL).claims
    assert corpus.references["doe2026"].pmid == "99000001"
    assert corpus.references["doiabc"].title == "Title not told: 10.5555/abc"
    waiting = {(one.paper, one.record, one.fields) for one in corpus.unfilled}
    dots = ("subject", "predicate", "object", "summary")
    assert waiting == {(name, "first", dots) for name in names}
    assert assemble(corpus).references.keys() >= set(names)


def test_what_it_names_and_could_move_is_told(nbib: Path, tmp_path: Path) -> None:
    lines = new(tmp_path / "own", str(nbib)).output.splitlines()
    at = lines.index("  could move conclusions (1):")
    assert lines[at + 1] == "    release: Carbon makes dying cells release more."
    assert any(line.startswith("  names: ") and "hmgb1-release" in line for line in lines)
    assert "    ecto-calreticulin: one-basis" in lines
    assert any("HMGB1 release, carbon-ion irradiation against photon irradiation, isodose: higher"
               in line for line in lines)  # fmt: skip


def test_a_paper_that_is_there_is_named_and_not_written(nbib: Path, tmp_path: Path) -> None:
    own = tmp_path / "own"
    new(own, str(nbib))
    known = read(SMALL).references["ran2021"]
    before = {path: path.read_bytes() for path in own.rglob("*.yaml")}
    told = new(own, str(nbib), f"https://doi.org/{str(known.doi).upper()}")
    assert told.exit_code == 0, told.output
    assert {path: path.read_bytes() for path in own.rglob("*.yaml")} == before
    assert "record 1 is in the graph already: nothing written" in told.output
    assert f"ran2021: {known.title}"[:40] in told.output or "ran2021: title not told" in told.output
    again = new(own, str(known.doi), "--again")
    assert again.exit_code == 0, again.output
    text = (own / "papers" / "ran2021.yaml").read_text()
    assert "reference:" not in text
    assert read(SMALL, own).references["ran2021"].title == known.title


def test_a_preprint_of_it_is_asked_about(tmp_path: Path) -> None:
    known = read(SMALL).references["ran2021"]
    path = tmp_path / "a.ris"
    path.write_text(f"TY  - UNPB\nTI  - {known.title}\nPY  - 2020\nAU  - Ran, A\nER  - \n")
    told = new(tmp_path / "own", str(path)).output
    assert "if they are one study, add version_of: ran2021" in told


def test_a_field_of_another_form_is_left_out_and_told(tmp_path: Path) -> None:
    path = tmp_path / "a.ris"
    path.write_text("TY  - JOUR\nTI  - T\nDO  - no doi\nPY  - 2026\nAU  - Doe, J\nER  - \n")
    made = new(tmp_path / "own", str(path))
    assert "left out DOI: 'no doi' has the wrong form" in made.output
    assert read(SMALL, tmp_path / "own").references["doe2026"].doi is None


def test_a_full_text_brings_its_inventory(tmp_path: Path) -> None:
    path = tmp_path / "a.xml"
    doi = read(SMALL).references["ran2021"].doi
    path.write_text(
        '<article><front><article-meta><title-group><article-title>T</article-title></title-group>'
        "</article-meta></front><body><sec><title>Results</title><p>Secretword fell ["
        '<xref ref-type="bibr" rid="a">1</xref>]. Another one rose.</p></sec></body>'
        "<back><ref-list>"
        f'<ref id="a"><pub-id pub-id-type="doi">{doi}</pub-id></ref></ref-list></back></article>'
    )  # fmt: skip
    own = tmp_path / "own"
    made = new(own, str(path), "--key", "doe2026")
    assert made.exit_code == 0, made.output
    source = read(SMALL, own).documents["doe2026"]
    assert list(source.sentences) == ["results.1.1", "results.1.2"]
    assert source.sentences["results.1.1"].references == (1,)
    assert source.numbers == {1: "ran2021"}
    assert not any("Secretword" in file.read_text() for file in own.rglob("*") if file.is_file())


def test_filled_in_it_is_a_record(nbib: Path, tmp_path: Path) -> None:
    own = tmp_path / "own"
    new(own, str(nbib))
    path = own / "papers" / "doe2026.yaml"
    text = path.read_text()
    for old, filled in (("subject: \"...\"", "subject: carbon-ion-irradiation"),
                        ("predicate: \"...\"", "predicate: increases"),
                        ("object: \"...\"", "object: hmgb1-release"),
                        ("summary: \"...\"", "summary: More of it.")):  # fmt: skip
        assert old in text
        text = text.replace(old, filled)
    path.write_text(text)
    corpus = read(SMALL, own)
    record = next(one for one in corpus.claims["carbon-ion-irradiation.increases.hmgb1-release"]
                  .evidence if one.id == "first")  # fmt: skip
    assert (record.status, record.references, record.read_in) == ("draft", ("doe2026",), "doe2026")
    assert "doe2026" not in {one.paper for one in corpus.unfilled}


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("no-such-file",), "name a file of papers, a DOI or a PMID"),
        (("10.5555/a", "10.5555/b", "--key", "x2026"), "--key names one paper"),
        (("10.5555/a", "--key", "X 2026"), "write first author and year"),
        (("10.5555/a", "--key", "ran2021"), "is another paper's"),
        (("10.5555/a", "--topic", "../x"), "topic '../x'"),
    ],
)
def test_what_is_asked_wrongly_writes_nothing(
    words: tuple[str, ...], told: str, tmp_path: Path
) -> None:
    made = new(tmp_path / "own", *words)
    assert made.exit_code == 2
    assert told in made.output
    assert not (tmp_path / "own").exists()


def test_a_stub_stops_no_command(nbib: Path, tmp_path: Path) -> None:
    own = tmp_path / "own"
    new(own, str(nbib))
    for thing, paper in (("protein-x", "poe2026"), ("protein-y", "roe2026")):
        claim = ["--corpus", str(SMALL), "--with", str(own), "new", "claim",
                 "carbon-ion-irradiation", "increases", thing, "--reference", paper,
                 "--in", str(own)]  # fmt: skip
        made = CliRunner().invoke(main, claim)
        assert made.exit_code == 0, made.output
    for words in (["check"], ["verdict", "hmgb1-release"], ["show", "poe2026"]):
        told = CliRunner().invoke(main, ["--corpus", str(SMALL), "--with", str(own), *words])
        assert told.exit_code == 0, told.output
