"""Documents: what was read, whose citation numbers are its own; and texts held against them."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from kg.cli import main
from kg.curation import coverage, fingerprint, read, verify
from kg.curation.inventory import Sentence
from kg.errors import CurationError, RequestError
from kg.graph import assemble

HEADER = "section\tparagraph\tsentence\treferences\n"


def write(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


@pytest.fixture
def second(tmp_path: Path) -> Path:
    """Give a folder with a review of its own, which cites as [88] another paper."""
    folder = tmp_path / "second"
    write(folder, "corpus.yaml", "id: second\ntitle: S\nlicence: CC0-1.0\nbase: https://s.example/\n")
    write(folder, "references.yaml", (
        "references:\n- {id: kay2024, title: A second review, study_type: review}\n"
        "- {id: fry2020, title: Skin}\n"
    ))  # fmt: skip
    home = "documents/kay2024"
    write(folder, f"{home}/inventory.tsv", f"{HEADER}text\t1\t1\t88\ntext\t1\t2\t\n")
    write(folder, f"{home}/citations.tsv", "number\treference\n88\tfry2020\n")
    write(folder, f"{home}/document.yaml", "read: abstract\ndate: 2026-01-31\nwhole: false\n")
    return folder


def told(*folders: Path) -> str:
    with pytest.raises(CurationError) as caught:
        read(*folders)
    return str(caught.value)


def test_a_number_belongs_to_the_document(small: Path, second: Path) -> None:
    corpus = read(small, second)
    assert corpus.documents["liu2025"].numbers[88] == "ran2021"
    assert corpus.documents["kay2024"].numbers == {88: "fry2020"}
    assert corpus.documents["kay2024"].number("fry2020") == 88
    assert [corpus.references[key].citation for key in ("ran2021", "fry2020")] == [
        "Ran et al. 2021 [88]", "'Skin' n.d. [88]",
    ]  # fmt: skip
    assert (corpus.documents["kay2024"].layer, corpus.documents["liu2025"].layer) == (
        "second", "small",
    )  # fmt: skip
    reading = corpus.documents["kay2024"].reading
    assert reading and (reading.read, reading.whole) == ("abstract", False)
    assert assemble(corpus).documents == corpus.documents


def test_coverage_asks_each_document_for_its_own_numbers(small: Path, second: Path) -> None:
    found = coverage(read(small, second))
    names = {(row.source, row.reference) for row in found.citations if 88 in row.cites}
    assert names == {("liu2025", "ran2021"), ("kay2024", "fry2020")}
    only = coverage(read(small, second), "kay2024")
    assert {row.source for row in only.sentences} == {"kay2024"}
    assert [row[:2] for row in only.by_section()] == [("kay2024", "text")]
    with pytest.raises(RequestError, match="no inventory of a document 'poe1999': kay2024, liu"):
        coverage(read(small, second), "poe1999")


def test_sections_of_one_name_in_two_documents_are_counted_apart(small: Path, second: Path) -> None:
    write(second, "documents/kay2024/inventory.tsv", f"{HEADER}icd\t1\t1\t88\n")
    counted = {row[:2]: sum(row[2].values()) for row in coverage(read(small, second)).by_section()}
    assert counted["kay2024", "icd"] == 1
    assert counted["liu2025", "icd"] == 11


def test_a_number_on_the_reference_is_one_of_the_first_document(small: Path) -> None:
    write(small, "documents/liu2025/citations.tsv", "number\treference\n1\thuang2019\n")
    numbers = read(small).documents["liu2025"].numbers
    assert (numbers[1], numbers[88]) == ("huang2019", "ran2021")
    write(small, "documents/liu2025/citations.tsv", "number\treference\n88\thuang2019\n")
    assert "references.0.citation-number" not in told(small)
    assert ".citation-number: 88 is also 'huang2019' in liu2025: correct one" in told(small)


def test_numbers_on_references_of_a_layer_are_those_of_its_own_document(
    small: Path, second: Path
) -> None:
    (second / "documents" / "kay2024" / "citations.tsv").unlink()
    path = second / "references.yaml"
    path.write_text(path.read_text().replace("title: Skin", "title: Skin, citation-number: 88"))
    corpus = read(small, second)
    assert corpus.documents["kay2024"].numbers == {88: "fry2020"}
    assert corpus.documents["liu2025"].numbers[88] == "ran2021"


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("citations.tsv", "number\tpaper\n", ":1: header: columns are ['number', 'paper']"),
        ("citations.tsv", "number\treference\nx\tfry2020\n", ":2: number: 'x' is no number"),
        ("citations.tsv", "number\treference\n1\tfry2020\n1\tkay2024\n", ":3: number: 1 stands tw"),
        ("citations.tsv", "number\treference\n1\tfrye2020\n", ":2: 1.reference: no reference 'f"),
        ("inventory.tsv", "source\tsection\n", ":1: header: columns are"),
        ("inventory.tsv", f"{HEADER}text\t1\t1\t\ntext\t1\t1\t\n", ":3: row: text.1.1 stands tw"),
        ("inventory.tsv", HEADER[:-1] + "\tsha256\tletters_sha256\ntext\t1\t1\t\tzz\t\n",
         ":2: sha256: no SHA-256"),
        ("inventory.tsv", f"{HEADER}table2\t1\t1\t\n", ":2: references: a row of table2 without"),
        ("document.yaml", "read: half\n", ":1: read: 'half' is not in the closed list"),
    ],
)  # fmt: skip
def test_faults_of_a_document_are_told_where_they_stand(
    name: str, text: str, message: str, second: Path
) -> None:
    write(second, f"documents/kay2024/{name}", text)
    assert f"second/documents/kay2024/{name}{message}" in told(second)


def test_a_document_that_no_reference_stands_for_is_an_error(second: Path) -> None:
    (second / "documents" / "kay2024").rename(second / "documents" / "key2024")
    assert "second/documents/key2024/inventory.tsv:2: source.key2024: no reference" in told(second)


def test_a_table_of_a_document_is_cited_by_its_number(second: Path) -> None:
    write(second, "documents/kay2024/inventory.tsv", f"{HEADER}table2\t1\t1\t88\n")
    assert list(read(second).inventory["kay2024"]) == ["table2.88"]


@pytest.mark.parametrize(
    "locator", ["fig.2b", "table.1", "supplement", "supplement.fig.3", "supplement.methods"]
)
def test_figures_tables_and_supplements_can_be_cited(locator: str, small: Path) -> None:
    for name, old in (
        ("claims/time/il2.yaml", "time.3.9"),
        ("claims/icd/calreticulin.yaml", "abs"),
    ):
        path = small / name
        text = path.read_text().replace(
            f"[{old}]" if old != "abs" else "[abstract]", f"[{locator}]"
        )
        assert locator in text
        path.write_text(text)
    assert read(small).warnings == ()


def test_a_locator_of_no_form_is_told_in_words(small: Path) -> None:
    path = small / "claims/time/il2.yaml"
    path.write_text(path.read_text().replace("[time.3.9]", "[figure 2]"))
    assert "write section.paragraph.sentence, table1.<number>, fig.2b" in told(small)


# -- fingerprints ---------------------------------------------------------------------------------

TEXT = (
    "Title\n\nCells die fast [1, 2]. Others do not!  A third sen-\n\nfooter of a page\n\n"
    "tence goes on."
)
SENTENCES = ("Cells die fast [1, 2].", "Others do not!", "A third sen- tence goes on.")


def marked(*sentences: str) -> dict[str, Sentence]:
    made = [Sentence("doe2026", "text", 1, n, (), fingerprint(s)) for n, s in enumerate(sentences)]
    return {one.locator: one for one in made}


def states(text: str, *sentences: str) -> list[str]:
    return [one.state for one in verify(text, marked(*sentences))]


def test_sentences_are_found_over_lines_and_pages() -> None:
    assert states(TEXT, *SENTENCES) == ["exact", "exact", "exact"]
    assert states(TEXT.replace("\n\nfooter of a page", ""), *SENTENCES) == ["exact"] * 3


def test_blanks_case_dashes_and_citation_marks_are_normalised() -> None:
    changed = TEXT.replace("fast [1, 2]", "FAST").replace("sen-\n", "sen\u2010\n")
    assert states(changed, *SENTENCES) == ["normalised", "exact", "normalised"]


def test_a_sentence_out_of_order_is_moved_and_a_changed_one_absent() -> None:
    turned = "Others do not! A third sen- tence goes on. Cells die fast [1, 2]."
    assert states(turned, *SENTENCES) == ["moved", "exact", "exact"]
    assert states(TEXT.replace("Others do", "Others did"), *SENTENCES) == [
        "exact", "absent", "exact",
    ]  # fmt: skip


def test_a_sentence_without_fingerprint_is_not_looked_for() -> None:
    bare = Sentence("doe2026", "text", 1, 1, ())
    assert verify(TEXT, {bare.locator: bare}) == ()


def test_the_command_tells_what_is_absent(second: Path, tmp_path: Path) -> None:
    rows = "".join(
        f"text\t1\t{n}\t\t{one}\t{two}\n"
        for n, (one, two) in enumerate(map(fingerprint, SENTENCES))
    )
    write(second, "documents/kay2024/inventory.tsv",
          f"{HEADER[:-1]}\tsha256\tletters_sha256\n{rows}")  # fmt: skip
    texts = tmp_path / "texts"
    write(texts, "kay2024.txt", TEXT)

    def run(*args: str) -> tuple[int, str]:
        done = CliRunner().invoke(main, ["--corpus", str(second), "verify", *args])
        return done.exit_code, done.output

    for given in (texts, texts / "kay2024.txt"):
        code, output = run("--text", str(given), "--format", "tsv")
        assert (code, output.splitlines()[1]) == (0, "kay2024\t3\t3\t0\t0\t0")
    write(texts, "foo.txt", TEXT)
    code, output = run("--text", str(texts))
    assert code == 0 and "foo.txt was not read: no document with fingerprints" in output
    assert "kay2024.txt" not in output and "name it by one of kay2024" in output
    changed = write(tmp_path, "other.txt", TEXT.replace("Others", "Some"))
    code, output = run("--text", str(changed))
    assert code == 1 and "text.1.1" in output and "1 sentence is not there" in output
    assert run("--text", str(changed), "--document", "doe1999")[0] == 2
    assert run("--text", str(tmp_path / "none"))[0] == 2
    changed.write_bytes(b"\xff")
    assert run("--text", str(changed)) == (2, f"kg: {changed}: not UTF-8: give plain text\n")


def test_every_sentence_of_the_shipped_review_has_fingerprints_and_no_words() -> None:
    from importlib.resources import files

    inventory = read(Path(str(files("kg.ontology")))).inventory["liu2025"]
    assert all(len(sentence.prints) == 2 for sentence in inventory.values())
    assert len({sentence.prints for sentence in inventory.values()}) == len(inventory) == 228


# -- two readings ---------------------------------------------------------------------------------


def test_agreement_is_that_of_the_corpus_in_use(second: Path, small: Path) -> None:
    def run(*args: str) -> tuple[int, str]:
        done = CliRunner().invoke(main, [*args, "audit", "--agreement"])
        return done.exit_code, done.output

    code, output = run("--corpus", str(second))
    assert code == 2 and "no document was read twice: put second-reading.tsv into" in output
    table = Path(__file__).parents[2] / "ontology/documents/liu2025/second-reading.tsv"
    shutil.copy(table, second / "documents" / "kay2024" / "second-reading.tsv")
    code, output = run("--corpus", str(second))
    assert code == 0 and "Two blind readings of 'A second review' n.d." in output
    code, output = run("--with", str(second))
    assert code == 0 and "'A second review' n.d. and Liu et al. 2025" in output


def test_the_audit_keeps_one_document() -> None:
    def run(*args: str) -> int:
        done = CliRunner().invoke(main, ["audit", "--top", "0", "--format", "tsv", *args])
        assert done.exit_code == 0
        return len(done.output.splitlines()) - 1

    assert run("--document", "liu2025") == run() > 50
    assert run("--document", "huang2019") == 0
