"""The page finds what `kg search` and every command find, in the same order."""

from __future__ import annotations

import json
import os
import random
import shutil
import subprocess
from collections.abc import Iterable
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

from kg.find import plain, tokens
from kg.find.fold import spellings
from kg.find.gene import identifier
from kg.graph import Graph
from kg.inquiry import Library, search
from kg.knowledge import Knowledge
from kg.rdf import queries_for

SCRIPTS = ("packed.js", "data.js", "listed.js", "fold.js", "find.js", "near.js", "search.js")

SAID = Path(__file__).with_name("said.txt").read_text(encoding="utf-8").splitlines()
WORDINGS = Path(__file__).parents[1] / "find" / "wordings.tsv"


@pytest.fixture(scope="module")
def asked() -> Any:
    """Give a function that lets a page's own scripts find words, by node."""
    node = shutil.which("node")
    if not node:
        if os.environ.get("KG_BROWSER") == "required":
            pytest.fail("no node: the page's search cannot be held against Python's")
        pytest.skip("no node: the page's search was NOT held against Python's")

    def ask(page: Path, said: Iterable[str]) -> Any:
        own = files("kg.explorer")
        command = [node, str(Path(__file__).with_name("finds.js")), str(page)]
        done = subprocess.run([*command, *(str(own / name) for name in SCRIPTS)],
                              input="".join(json.dumps(one) + "\n" for one in said),
                              capture_output=True, text=True, check=False)  # fmt: skip
        assert done.returncode == 0, done.stderr
        return [json.loads(line) for line in done.stdout.splitlines()]

    return ask


def typed(graph: Graph, many: int) -> list[str]:
    """Make words as people type them: names of all kinds, changed in form, cut, and with errors."""
    chosen = random.Random(5)  # noqa: S311 - the same words every time
    names = [name for key, one in graph.entities.items()
             for name in (key, one.label, *one.synonyms, *(xref.curie for xref in one.xrefs))]
    for one in graph.references.values():
        names += [one.id, one.citation, one.title]
    names += [*graph.claims, *(module.label for module in graph.modules.values())]
    made = []
    for name in chosen.sample(names, min(many, len(names))):
        at = chosen.randrange(len(name))
        made.append(chosen.choice((
            name, name.upper(), name.lower(), name.replace("-", " "), name.replace(" ", "-"),
            name[:at] or name, name[:at] + name[at + 1 :] or name, f"{name}s",
            " ".join(chosen.sample(name.split(), len(name.split()))),
        )))  # fmt: skip
    return [one for one in made if one.strip()]


def compare(graph: Graph, page: Path, asked: Any, said: list[str]) -> tuple[int, int]:
    pages = [(one.name, one.title, one.question) for one in queries_for(graph).values()]
    library = Library(graph, pages)
    taken = ranked = 0
    for words, shown in zip(said, asked(page, said), strict=True):
        assert shown["plain"] == plain(words), words
        assert shown["tokens"] == list(tokens(words)), words
        assert shown["spellings"] == sorted(spellings(words)), words
        assert shown["identifier"] == identifier(words), words
        meant = [[one.id, one.kind, one.how, one.reason]
                 for one in graph.finder.find(words, near=False)]
        assert sorted(map(_of_page, meant)) == sorted(map(_of_page, shown["meant"])), words
        hits = library.search(words) if tokens(words) else ()
        wanted = [[one.id, one.kind, one.findings, one.papers] for one in hits]
        assert shown["hits"] == wanted, words
        taken += any(how == "taken" for _, _, how, _ in meant)
        ranked += len(hits) > 3
    return taken, ranked


def _of_page(found: list[str]) -> list[str]:
    key, kind, how, why = found
    return [key, {"module": "mechanism"}.get(kind, kind), how, why]


def test_the_page_finds_what_kg_search_finds(
    asked: Any, shipped: Knowledge, shipped_file: Path
) -> None:
    rows = WORDINGS.read_text(encoding="utf-8").splitlines()[1:]
    said = [*SAID, *(row.split("\t")[0] for row in rows), *typed(shipped, 300)]
    taken, ranked = compare(shipped, shipped_file, asked, said)
    assert taken > 25 and ranked > 200, (taken, ranked)


def test_a_small_corpus_is_searched_alike(asked: Any, small: Graph, file: Path) -> None:
    compare(small, file, asked, [*SAID, *typed(small, 150)])


@pytest.mark.browser
def test_nothing_is_chosen_in_silence(shipped_file: Path, shipped: Knowledge, show: Any) -> None:
    opened = show(shipped_file)
    opened.search("T")
    assert opened.selected() is None
    assert opened.page.inner_text("#panel h2") == "What 'T' finds"
    opened.search("CD47")
    assert opened.selected() is None
    assert "'CD47' is not in this corpus" in opened.panel()
    opened.search("release of HMGB1")
    assert opened.selected() == "hmgb1-release"
    assert "'release of HMGB1' is taken as HMGB1 release" in opened.panel()
    opened.page.click("text=Not this")
    assert opened.selected() is None
    listed = [made.get_attribute("data-hit") for made in opened.page.locator("[data-hit]").all()]
    pages = [(one.name, one.title, one.question) for one in queries_for(shipped).values()]
    hits = search(shipped, "release of HMGB1", queries=pages)
    assert listed == [one.id for one in hits][: len(listed)] and len(listed) > 5
    opened.page.go_back()
    opened.until("window.explorer.selected() === 'hmgb1-release'")


@pytest.mark.browser
def test_each_suggestion_tells_its_kind_and_how_much_stands_behind_it(
    shipped_file: Path, shipped: Knowledge, show: Any
) -> None:
    opened = show(shipped_file)
    opened.page.fill("#search", "PD-L1")
    pages = [(one.name, one.title, one.question) for one in queries_for(shipped).values()]
    wanted = search(shipped, "PD-L1", queries=pages)
    shown = opened.page.locator("#suggestions [role=option]:not([aria-disabled])")
    texts = shown.all_inner_texts()
    assert len(texts) == 12
    for hit, text in zip(wanted, texts, strict=False):
        assert hit.label in text and hit.kind in text
        assert not hit.findings or f"{hit.findings} finding" in text


@pytest.mark.browser
def test_a_gene_lands_on_its_measures_with_their_verdicts(
    shipped_file: Path, show: Any
) -> None:
    opened = show(shipped_file)
    opened.search("CD274")
    assert opened.selected() == "pd-l1"
    assert "Carbon ions versus photons" in opened.panel()
    opened.settle()
    places = opened.ask("places")
    measures = [key for key in opened.ask("lit") if key.startswith("pd-l1-") and key in places]
    assert measures
    frame = opened.page.locator("#canvas").bounding_box()
    for key in measures:
        spot = opened.ask("at", key)
        assert frame["x"] <= spot["x"] <= frame["x"] + frame["width"], key
        assert frame["y"] <= spot["y"] <= frame["y"] + frame["height"], key


@pytest.mark.parametrize("kind", ["gap", "figure"])
def test_stated_gaps_and_figures_open_from_search_and_from_an_address(
    shipped_file: Path, shipped: Knowledge, show: Any, kind: str
) -> None:
    if kind == "gap":
        found = next(iter(shipped.gaps.values()))
        words, about = found.question, found.about
    else:
        recipe = shipped.figures["cgas-sting"]
        found, words, about = recipe, recipe.title, recipe.entities
    opened = show(shipped_file)
    opened.page.fill("#search", words)
    opened.page.locator("#suggestions [role=option]").filter(has_text=kind).first.click()
    opened.until(f"window.explorer.selected() === '{kind}:{found.id}'")
    for key in about:
        assert shipped.entities[key].label in opened.panel()
    assert set(about) & set(opened.ask("lit")), "what it is of is lit in the picture"
    again = show(shipped_file, opened.page.evaluate("location.hash"))
    assert again.panel() == opened.panel()
    again.page.locator("#panel button.edge").first.click()
    assert again.selected() in about
