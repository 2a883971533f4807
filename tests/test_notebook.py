"""Demand 9: answers show themselves in a notebook, and the tutorial runs from question to slide."""

from __future__ import annotations

import json
import pickle
from pathlib import Path
from typing import Any

import pytest

import kg
from kg.errors import RequestError
from kg.knowledge import Knowledge
from kg.notebook import (
    chains_html,
    numbers_html,
    show_in_notebooks,
    verdicts_html,
    what_if_html,
)

TUTORIAL = Path(__file__).parents[1] / "docs" / "tutorial.ipynb"


@pytest.fixture(scope="module")
def graph() -> Knowledge:
    return kg.load()


def test_the_tutorial_runs_and_every_answer_shows_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from IPython.core.interactiveshell import InteractiveShell

    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("IPYTHONDIR", str(tmp_path / "ipython"))
    shell = InteractiveShell.instance()
    shown = []
    try:
        cells = json.loads(TUTORIAL.read_text(encoding="utf-8"))["cells"]
        for cell in cells:
            if cell["cell_type"] == "code":
                assert cell["outputs"] == [], "stored without outputs"
                done = shell.run_cell(cell["source"])
                done.raise_error()
                form, _ = shell.display_formatter.format(done.result)
                shown.append(form)
    finally:
        InteractiveShell.clear_instance()
    html = [form["text/html"] for form in shown if "text/html" in form]
    assert len(html) == 5, "verdicts, chains, what-if, the explorer and the figure"
    assert "<table" in html[0] and "isoeffective" in html[0]
    assert "TREX1" in html[1].upper() and html[3].startswith("<iframe")
    assert html[4].startswith("<img") and (tmp_path / "slides" / "brake.pptx").stat().st_size > 9999
    assert (tmp_path / "interferon.html").stat().st_size > 1_000_000


def test_any_other_tuple_is_shown_as_always(graph: Knowledge) -> None:
    from IPython.core.interactiveshell import InteractiveShell

    shell = InteractiveShell.instance()
    try:
        show_in_notebooks()
        shown, _ = shell.display_formatter.format(tuple(graph.verdicts("hmgb1-release")))
        assert "text/html" not in shown
        with pytest.raises(KeyError):
            shell.display_formatter.formatters["text/html"].lookup_by_type(tuple)
    finally:
        InteractiveShell.clear_instance()
    assert verdicts_html(()).startswith("<table")


def test_every_answer_prints_in_a_line_or_so(graph: Knowledge) -> None:
    claim, record = next(graph.evidence())
    answers = [
        graph, claim, graph.effects[0], graph.comparisons[0], graph.conflicts()[0],
        graph.verdicts("hmgb1-release")[0], graph.numbers("ecto-calreticulin"),
        graph.chains("TREX1", "type I interferon response"),
        graph.chains("TREX1", "type I interferon response").chains[0],
        graph.what_if(down=["TREX1"], outcomes=["ifn-beta-secretion"]),
    ]  # fmt: skip
    assert [one for one in map(repr, answers) if len(one) > 200 or "\n" in one] == []
    assert repr(record).startswith("Evidence(id=") and len(repr(record)) < 200 + len(record.summary)
    assert f"{len(graph.entities)} entities" in repr(graph)


def test_a_graph_comes_back_from_a_pickle_as_it_was_and_as_frozen(graph: Knowledge) -> None:
    graph.verdicts("hmgb1-release")  # what is kept with the graph does not go along
    again = pickle.loads(pickle.dumps(graph))  # noqa: S301 # our own
    assert type(again) is Knowledge and again == graph
    assert again.layer_of == graph.layer_of and again.documents == graph.documents
    assert again.verdicts("hmgb1-release") == graph.verdicts("hmgb1-release")
    with pytest.raises(TypeError):
        again.entities["x"] = graph.entities["hmgb1"]


def test_tables_escape_what_they_show(graph: Knowledge) -> None:
    found = graph.chains("micronuclei", "type-i-ifn-response", max_length=2)
    assert "<script" not in chains_html(found) and "▶" in chains_html(found)
    changed = graph.what_if(down=["trex1"], outcomes=["type-i-ifn-response"], max_length=3)
    assert "trex1 down" in what_if_html(changed)
    assert "carbon ion irradiation: 1.5-2.4-fold" in numbers_html(graph.numbers("calreticulin"))


def test_what_does_not_exist_cannot_be_explored(graph: Knowledge) -> None:
    with pytest.raises(RequestError):
        graph.explore("no such thing at all")
    with pytest.raises(RequestError, match="nothing to do"):
        graph.explore(what_if=("trex1", "sideways"))


@pytest.mark.browser
def test_the_page_lives_in_a_frame(graph: Knowledge, browser: Any, tmp_path: Path) -> None:
    shown = graph.explore(chain=("carbon-ion irradiation", "type I interferon response"))
    notebook = tmp_path / "notebook.html"
    notebook.write_text(f"<!doctype html><meta charset=utf-8>{shown._repr_html_()}", "utf-8")
    page = browser.new_page(viewport={"width": 1300, "height": 800})
    faults: list[str] = []
    asked: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("request", lambda request: asked.append(request.url))
    page.goto(notebook.as_uri())
    frame = page.frame_locator("iframe")
    frame.locator("[data-chain]").first.click()
    frame.locator("#leave-chain").wait_for()
    frame.locator("#tab-details").click()
    assert "What radiation does" in frame.locator("#panel-body").inner_text()
    page.close()
    assert faults == []
    assert [url for url in asked if url.startswith("http")] == []
