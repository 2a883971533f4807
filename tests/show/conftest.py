from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

import pytest
from rich.console import RenderableType

from kg.curation import read
from kg.graph import Graph, assemble
from kg.show import display

SMALL = Path(__file__).parents[1] / "data" / "small"
HOSTILE = "[red]<script>alert(1)</script>\x1b[2J\x07\n\u202eevil\u2066 [link=https://x.y]z[/link]"
"""Markup, a page's script, what clears and rings a terminal, what turns the line round."""

Write = Callable[..., Path]
Print = Callable[[RenderableType], str]
Draw = Callable[[RenderableType, int], str]


@pytest.fixture(scope="session")
def small() -> Graph:
    return assemble(read(SMALL))


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Write a layer of its own words: references as (key, more fields), records as (id, paper)."""

    def written(
        name: str, references: dict[str, str], records: dict[str, str], more: str = ""
    ) -> Path:
        folder = tmp_path / name
        cited = "".join(
            f"- {{id: {key}, title: Study {key}, issued: {key[-4:]}, {said}}}\n"
            for key, said in references.items()
        )
        found = "".join(
            f"  - {{id: {key}, references: [{paper}], read_in: {paper}, locator: [abstract], "
            f"certainty: asserted, system: {{setting: patients}}, summary: Own words{more}}}\n"
            for key, paper in records.items()
        )
        for path, text in {
            "corpus.yaml": f"id: {name}\ntitle: Own\nversion: '1'\nlicence: CC0-1.0\n"
                           f"base: https://e.example/{name}/\n",
            "references.yaml": f"references:\n{cited}",
            "claims/t/t.yaml": "title: T\nclaims:\n- subject: drug-a\n  predicate: increases\n"
                               f"  object: pain\n  evidence:\n{found}",
            "entities/e.yaml": "entities:\n- {id: drug-a, label: A, kind: agent, no_term: none}\n"
                               "- {id: pain, label: pain, kind: process, no_term: none}\n",
        }.items():  # fmt: skip
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_text(text, encoding="utf-8")
        return folder

    return written


@pytest.fixture(scope="session")
def hostile(small: Graph) -> Graph:
    """Give the small graph with hostile words wherever a person may write any."""
    entities = {
        key: entity.model_copy(update={"label": f"{HOSTILE} {key}", "definition": HOSTILE,
                                       "synonyms": (HOSTILE,)})
        for key, entity in small.entities.items()
    }  # fmt: skip
    claims = {
        key: claim.model_copy(update={"evidence": tuple(
            record.model_copy(update={"summary": HOSTILE, "note": HOSTILE})
            for record in claim.evidence
        )})
        for key, claim in small.claims.items()
    }  # fmt: skip
    return replace(small, entities=MappingProxyType(entities), claims=MappingProxyType(claims))


@pytest.fixture
def printed(capfdbinary: pytest.CaptureFixture[bytes]) -> Print:
    """Display a view into a pipe."""

    def show(view: RenderableType) -> str:
        display(view)
        return capfdbinary.readouterr().out.decode()

    return show


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> Draw:
    """Display a view on a terminal of some width."""

    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    def draw(view: RenderableType, width: int) -> str:
        terminal = Terminal()
        monkeypatch.setenv("COLUMNS", str(width))
        monkeypatch.setenv("TERM", "xterm")
        monkeypatch.setattr("sys.stdout", terminal)
        display(view)
        return terminal.getvalue()

    return draw
