"""The bibliography is read back by parsers that are not ours."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from urllib.parse import unquote

import bibtexparser
import pytest
from jsonschema import Draft7Validator
from pybtex.database import Entry, parse_string

import kg
from kg.exchange import bibtex_text, csl_json_text
from kg.graph import Graph
from kg.model import Reference

SCHEMA = Path(__file__).parents[1] / "data" / "csl-data.json"
"""Citation Style Language, schema of input data 1.0 (MIT licence), github.com/
citation-style-language/schema at e3ce254."""


@pytest.fixture(scope="module")
def graph() -> Graph:
    return kg.load()


def with_reference(graph: Graph, **fields: object) -> Graph:
    made = Reference.model_validate({"id": "evil2026", "title": "T", **fields})
    return replace(graph, references=MappingProxyType({"evil2026": made}))


def test_bibtex_is_read_by_two_parsers_with_every_entry(graph: Graph) -> None:
    text = bibtex_text(graph)
    library = bibtexparser.parse_string(text)
    assert not library.failed_blocks
    assert {entry.key for entry in library.entries} == set(graph.references)
    assert set(parse_string(text, "bibtex").entries) == set(graph.references)


def test_bibtex_keeps_titles_authors_and_identifiers(graph: Graph) -> None:
    entries = parse_string(bibtex_text(graph), "bibtex").entries
    for key, source in graph.references.items():
        entry = entries[key]
        assert entry.fields.get("doi", "") == (source.doi or "")
        persons = entry.persons.get("author", [])
        assert len(persons) == len(source.author) + source.et_al
        if source.author:
            last = " ".join(persons[0].last_names)  # a group's name is one in its braces
            assert last in {source.author[0].family, f"{{{source.author[0].family}}}"}


def test_csl_json_obeys_the_schema_of_csl(graph: Graph) -> None:
    items = json.loads(csl_json_text(graph))
    validator = Draft7Validator(json.loads(SCHEMA.read_text(encoding="utf-8")))
    assert [error.message for error in validator.iter_errors(items)] == []
    assert {item["id"] for item in items} == set(graph.references)
    by_id = {item["id"]: item for item in items}
    source = graph.references["huang2019"]
    assert by_id["huang2019"]["DOI"] == source.doi
    assert by_id["huang2019"]["issued"] == {"date-parts": [[source.issued]]}


def test_a_shortened_author_list_says_so(graph: Graph) -> None:
    shortened = with_reference(graph, et_al=True, author=[{"family": "Doe"}])
    assert "and others" in bibtex_text(shortened)
    (item,) = json.loads(csl_json_text(shortened))
    assert item["author"] == [{"family": "Doe"}, {"literal": "others"}]


def test_text_that_tex_would_run_is_escaped(graph: Graph) -> None:
    evil = with_reference(graph, title=r"50% of $x_1$ & {\input{/etc/passwd}} # 1")
    (entry,) = parse_string(bibtex_text(evil), "bibtex").entries.values()
    assert "\\%" in entry.fields["title"]
    assert "\\input" not in bibtex_text(evil)
    assert "\\textbackslash" in entry.fields["title"]
    (item,) = json.loads(csl_json_text(evil))
    assert item["title"] == r"50% of $x_1$ & {\input{/etc/passwd}} # 1"


def test_the_same_bytes_twice(graph: Graph) -> None:
    assert bibtex_text(graph) == bibtex_text(kg.load())
    assert csl_json_text(graph) == csl_json_text(kg.load())


HOSTILE = [
    r"\input{/etc/passwd}", "}", "{", "}}, note = {", "a } b { c", "@article{x,",
    "50 % & $1 #2 _ ^ ~", "a and b", "x, Jr., y", "<script>a</script>", "<i", "</i><i>", '"', "\\",
]  # fmt: skip
TEXTS = [
    name for name, field in Reference.model_fields.items()
    if name not in {"id", "doi", "pmid", "pmcid", "study_type", "identifier_seen", "issued",
                    "citation_number", "et_al", "version_of", "retracted", "concern", "members",
                    "keys"}
]  # fmt: skip
"""Every field that is text, by the model itself: a new one is tried without being named here."""


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("field", TEXTS)
def test_no_field_can_leave_its_braces(graph: Graph, field: str, text: str) -> None:
    name = Reference.model_fields[field].alias or field
    value: object = text
    if field == "author":
        value = [{"family": text.replace(", ", " ")}, {"family": "Doe", "given": text}]
    if field == "errata":
        value = [{"printed": text, "fault": text}]
    written = bibtex_text(with_reference(graph, **{name: value}))
    (entry,) = parse_string(written, "bibtex").entries.values()
    library = bibtexparser.parse_string(written)
    assert not library.failed_blocks
    (read,) = library.entries
    assert read.key == "evil2026"
    kept = {"title", *({field} & {"author", "note", "volume"})}
    assert {one.key for one in read.fields} >= kept
    assert len(entry.persons.get("author", ())) == (2 if field == "author" else 0)
    assert not re.search(r"\\(input|catcode|write)", written)
    assert re.sub(r"\\[$&%#_]|\\text[a-z]+", "", written).count("\\") == 0


@pytest.mark.parametrize("doi", ["10.1000/a}b{\\input{x}", "10.1000/%^~$"])
def test_an_identifier_is_as_it_stands_or_percent_encoded(graph: Graph, doi: str) -> None:
    (entry,) = parse_string(bibtex_text(with_reference(graph, DOI=doi)), "bibtex").entries.values()
    assert unquote(entry.fields["doi"]) == doi
    assert not set(entry.fields["doi"]) & set("\\{}^~$")


def test_what_reference_managers_hold_is_written_as_they_read_it(graph: Graph) -> None:
    def entry(**fields: object) -> Entry:
        made = parse_string(bibtex_text(with_reference(graph, **fields)), "bibtex")
        (one,) = made.entries.values()
        return one

    group = entry(author=[{"family": "Carbon and Photon Consortium"}]).persons["author"]
    assert [person.last_names for person in group] == [["{Carbon and Photon Consortium}"]]
    (smith,) = entry(author=[{"family": "Smith", "given": "John, Jr."}]).persons["author"]
    assert (smith.last_names, smith.lineage_names, smith.first_names) == (
        ["Smith"], ["Jr."], ["John"]
    )  # fmt: skip
    chapter = entry(type="chapter", **{"container-title": "A Book of Beams"})
    assert (chapter.type, chapter.fields["booktitle"]) == ("incollection", "A Book of Beams")
    assert entry(type="thesis").type == "phdthesis"
    assert entry(DOI="10.1007/978-3-030-12345-6_7").fields["doi"] == "10.1007/978-3-030-12345-6_7"
    marked = entry(title="Loss of <i>Trex1</i> in CD8<sup>+</sup> cells: <i>$100</b>")
    assert marked.fields["title"] == (
        "{Loss of \\textit{Trex1} in CD8\\textsuperscript{+} cells: \\textit{\\$100}}"
    )
    (item,) = json.loads(csl_json_text(
        with_reference(graph, author=[{"family": "Smith", "given": "John, Jr."}])
    ))  # fmt: skip
    assert item["author"] == [{"family": "Smith", "given": "John", "suffix": "Jr."}]


def test_greek_and_many_accents_are_commands_that_latex_and_readers_know(graph: Graph) -> None:
    told = with_reference(
        graph, title="IFN-\N{GREEK SMALL LETTER BETA} \N{GREATER-THAN OR EQUAL TO} 2",
        author=[{"family": "Nguy\u1ec5n", "given": "V\u0103n"}],
    )  # fmt: skip
    written = bibtex_text(told)
    assert "{{IFN-$\\beta$ $\\geq$ 2}}" in written
    assert "{Nguy{\\~{\\^e}}n, V\u0103n}" in written, "LaTeX reads a breve by itself"


@pytest.mark.skipif(not shutil.which("pdflatex"), reason="no pdflatex: LaTeX did NOT read it")
def test_pdflatex_sets_every_reference(graph: Graph, tmp_path: Path) -> None:
    (tmp_path / "all.bib").write_text(bibtex_text(graph), encoding="utf-8")
    (tmp_path / "t.tex").write_text(
        "\\documentclass{article}\n\\begin{document}\\nocite{*}\n"
        "\\bibliographystyle{plain}\\bibliography{all}\n\\end{document}\n"
    )
    for words in ("pdflatex -draftmode", "bibtex", "pdflatex -draftmode -halt-on-error"):
        done = subprocess.run(
            [*words.split(), "t"], cwd=tmp_path, capture_output=True, text=True, timeout=60,
            stdin=subprocess.DEVNULL,
        )  # fmt: skip
    assert done.returncode == 0, done.stdout[-500:]


def test_a_number_is_told_with_the_review_whose_it_is(graph: Graph) -> None:
    notes = {item["id"]: item.get("note", "") for item in json.loads(csl_json_text(graph))}
    assert notes["helm2021"].startswith("reference 160 of Liu et al. 2025")
    number = {"liu2025": graph.documents["liu2025"]}
    alone = replace(graph, documents=MappingProxyType({}))
    assert "reference 160" not in csl_json_text(alone)
    paper = graph.references["liu2025"].model_copy(update={"study_type": "cohort"})
    other = replace(
        graph, documents=MappingProxyType(number),
        references=MappingProxyType({**graph.references, "liu2025": paper}),
    )  # fmt: skip
    assert "reference 160" not in csl_json_text(other), "a number is told of reviews"
