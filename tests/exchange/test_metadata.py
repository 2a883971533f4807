"""A release tells of itself one thing, in every form, and validators take it."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner, Result

import kg
from kg.cli import main
from kg.errors import KgError, RequestError
from kg.exchange import File, metadata_files, release
from kg.graph import Graph
from kg.manifest import listed, write_manifest
from kg.model.manifest import Creator
from kg.products import evidence_text, write_metadata

SMALL = Path(__file__).parents[1] / "data" / "small"
ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def small() -> Graph:
    graph = kg.load(SMALL)
    people = (Creator(name="Ada Curator", orcid="0000-0001-2345-6789"), Creator(name='A "group"'))
    manifest = graph.manifest.model_copy(
        update={"creators": people, "date": "2026-11-30", "version": "1.2.3",
                "cite": "Curator A. A small corpus: <b> & more.", "keywords": ("FLASH",)}
    )  # fmt: skip
    return replace(graph, manifest=manifest)


@pytest.fixture(scope="module")
def folder(small: Graph, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a folder with two products, their manifest, and what the release says of itself."""
    made = tmp_path_factory.mktemp("build")
    products = {"evidence.tsv": evidence_text(small).encode(), "gaps.html": b"<p>none</p>"}
    for name, content in products.items():
        (made / name).write_bytes(content)
    write_manifest((listed(*one) for one in products.items()), made / "manifest.tsv")
    write_metadata(small, made)
    return made


def run(*words: object) -> Result:
    return CliRunner().invoke(main, [str(word) for word in words])


def told(folder: Path) -> dict[str, Any]:
    return {
        path.name: yaml.safe_load(text) if path.suffix == ".cff" else json.loads(text)
        for path in folder.iterdir()
        if path.suffix in (".cff", ".json", ".jsonld") and (text := path.read_text())
    }


def test_every_form_tells_the_same(folder: Path, small: Graph) -> None:
    made = told(folder)
    (root,) = (one for one in made["ro-crate-metadata.json"]["@graph"] if one["@id"] == "./")
    forms = (root, made["croissant.json"], made["dataset.jsonld"])
    for name in ("name", "description", "version", "datePublished", "keywords", "identifier"):
        (one,) = {json.dumps(form[name]) for form in forms}
        assert one
    cff = made["CITATION.cff"]
    assert (cff["title"], cff["abstract"]) == (root["name"], root["description"])
    assert (cff["version"], str(cff["date-released"])) == (root["version"], root["datePublished"])
    assert cff["license"] == "CC-BY-4.0"
    assert [one["name"] for one in cff["authors"]] == ["Ada Curator", 'A "group"']
    assert cff["authors"][0]["orcid"] == "https://orcid.org/0000-0001-2345-6789"
    assert "11 records of evidence from 12 papers, on 35 entities" in root["description"]
    assert made["dataset.jsonld"]["citation"] == small.manifest.cite


def test_every_product_stands_with_its_digest(folder: Path) -> None:
    made = told(folder)
    for name in ("evidence.tsv", "gaps.html"):
        content = (folder / name).read_bytes()
        files = [*made["ro-crate-metadata.json"]["@graph"], *made["croissant.json"]["distribution"]]
        found = [one for one in files if one.get("@id") == name]
        assert len(found) == 2
        assert {one["sha256"] for one in found} == {hashlib.sha256(content).hexdigest()}
        assert {str(one["contentSize"]).split()[0] for one in found} == {str(len(content))}
        assert len({one["encodingFormat"] for one in found}) == 1


def test_mlcroissant_validates_and_reads_the_table(folder: Path, small: Graph) -> None:
    croissant = pytest.importorskip("mlcroissant", reason="pip install mlcroissant (150 MB)")
    dataset = croissant.Dataset(jsonld=folder / "croissant.json")
    assert dataset.metadata.issues.errors == set()
    rows = list(dataset.records("evidence"))
    assert len(rows) == evidence_text(small).count("\n") - 1
    claims = {str(row["evidence/claim"].decode()) for row in rows}
    assert set(small.claims) <= claims


def test_a_crate_names_all_that_it_links(folder: Path) -> None:
    crate = told(folder)["ro-crate-metadata.json"]
    known = {one["@id"] for one in crate["@graph"]}
    linked = [
        pair["@id"] for one in crate["@graph"] for value in one.values()
        for pair in (value if isinstance(value, list) else [value])
        if isinstance(pair, dict) and not pair["@id"].startswith("https://w3id.org/ro/")
    ]  # fmt: skip
    assert len(linked) >= 5
    assert set(linked) <= known
    assert len(known) == len(crate["@graph"])


def test_a_release_without_a_date_is_refused(small: Graph, tmp_path: Path) -> None:
    undated = replace(small, manifest=small.manifest.model_copy(update={"date": None}))
    with pytest.raises(RequestError, match=r"the release has no date: write date: 2026-12-31"):
        release(undated, "https://example.org/x", [])
    assert release(undated, "https://example.org/x", [], "2026-12-01").date == "2026-12-01"
    result = run("--corpus", SMALL, "export", "metadata", "--out", tmp_path, "--date", "2026-13-1")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "is no date" in result.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_product_that_was_changed_is_told(folder: Path, small: Graph, tmp_path: Path) -> None:
    for path in folder.iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    (tmp_path / "gaps.html").write_text("other")
    with pytest.raises(KgError, match=r"gaps\.html"):
        write_metadata(small, tmp_path)


def test_words_of_a_corpus_are_data(small: Graph) -> None:
    nasty = 'x"\n- y: {{1}} \u2028 <script> & ]]>'
    changed = small.manifest.model_copy(update={"title": nasty, "keywords": (nasty,)})
    files = metadata_files(
        release(replace(small, manifest=changed), "https://example.org/x", [File("a", "", 1, "")])
    )
    assert yaml.safe_load(files["CITATION.cff"])["title"] == nasty
    assert yaml.safe_load(files["CITATION.cff"])["keywords"][0] == nasty
    for name in ("croissant.json", "dataset.jsonld", "ro-crate-metadata.json"):
        assert json.dumps(nasty, ensure_ascii=False) in files[name]


def test_the_repository_cites_itself_as_its_corpus_does() -> None:
    cited = yaml.safe_load((ROOT / "CITATION.cff").read_text())
    corpus = yaml.safe_load((ROOT / "ontology" / "corpus.yaml").read_text())
    assert (cited["title"], cited["version"]) == (corpus["title"], corpus["version"])
    assert cited["authors"] == corpus["creators"]
    assert set(corpus["keywords"]) <= set(cited["keywords"])


def test_the_command_writes_all_forms(tmp_path: Path) -> None:
    words = ("--corpus", SMALL, "export", "metadata", "--date", "2026-12-01", "--out")
    result = run(*words, tmp_path / "a")
    assert result.exit_code == 0, result.stderr
    names = {Path(line).name for line in result.stdout.splitlines()}
    assert names == {"CITATION.cff", "croissant.json", "dataset.jsonld", "ro-crate-metadata.json"}
    run(*words, tmp_path / "b")
    for name in names:
        assert (tmp_path / "a" / name).read_bytes() == (tmp_path / "b" / name).read_bytes()
