from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest

import kg
from kg.curation import read
from kg.explorer import write_explorer
from kg.graph import Graph, assemble
from kg.knowledge import Knowledge
from kg.model import Check

SMALL = Path(__file__).parents[1] / "data" / "small"


@dataclass
class Opened:
    """A page in a browser, and all that it asked for or complained about."""

    page: Any
    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def ask(self, what: str, *given: Any) -> Any:
        """Call a function of `window.explorer`."""
        arguments = ", ".join(json.dumps(one) for one in given)
        return self.page.evaluate(f"window.explorer.{what}({arguments})")

    def selected(self) -> str | None:
        """Ask which node or edge is chosen."""
        chosen: str | None = self.ask("selected")
        return chosen

    def panel(self) -> str:
        """Read the panel as the reader sees it."""
        return str(self.page.inner_text("#panel"))

    def search(self, words: str) -> None:
        """Type into the search box and take the first suggestion, by keyboard."""
        self.page.keyboard.press("/")
        self.page.fill("#search", words)
        self.page.keyboard.press("Enter")

    def click(self, thing: str) -> None:
        """Click with the mouse where the picture shows a module, node, line or badge."""
        spot = self.ask("at", thing)
        self.page.mouse.click(spot["x"], spot["y"])

    def press(self, *keys: str) -> None:
        """Press keys on the picture."""
        self.page.focus("#canvas")
        for key in keys:
            self.page.keyboard.press(key)

    def until(self, expression: str) -> None:
        """Wait until an expression is true; the page's policy forbids Playwright's own way."""
        for _ in range(200):
            if self.page.evaluate(expression):
                return
            self.page.wait_for_timeout(50)
        raise AssertionError(f"never true: {expression}")

    def settle(self) -> None:
        """Wait until the camera has come to rest."""
        before = None
        while before != (before := [self.ask("scale"), self.ask("at", "nothing")]):
            self.page.wait_for_timeout(120)

    def picture(self, selector: str = "body") -> bytes:
        """Take the picture that stays: two frames on, and the same twice in a row."""
        before, now = b"", self.page.locator(selector).screenshot()
        while before != now:
            self.page.evaluate(
                "new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
            )
            before, now = now, self.page.locator(selector).screenshot()
        return now

    def marks(self, kind: str) -> dict[str, dict[str, Any]]:
        """Ask which marks of a kind are drawn, and where."""
        return {mark["id"]: mark for mark in self.ask("marks") if mark["kind"] == kind}


Open = Callable[..., Opened]


@pytest.fixture(scope="session")
def small() -> Graph:
    return assemble(read(SMALL))


@pytest.fixture(scope="session")
def file(small: Graph, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("page") / "explorer.html"
    write_explorer(small, path)
    return path


@pytest.fixture(scope="session")
def shipped() -> Knowledge:
    return kg.load()


@pytest.fixture(scope="session")
def shipped_file(shipped: Knowledge, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("shipped") / "explorer.html"
    write_explorer(shipped, path)
    return path


@pytest.fixture(scope="session")
def checked(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """Write the page of a corpus in which a primary paper disagrees with a record."""
    corpus = read(SMALL)
    claim = corpus.claims["carbon-ion-irradiation.decreases.il2-secretion-t-cell"]
    (record,) = claim.evidence
    said = Check(outcome="disagrees", reference=record.references[0], read_in="abstract",
                 note="The abstract reports half of it.")  # fmt: skip
    evidence = (record.model_copy(update={"checks": (said,)}),)
    claims = {**corpus.claims, claim.id: claim.model_copy(update={"evidence": evidence})}
    graph = assemble(replace(corpus, claims=claims))
    path = tmp_path_factory.mktemp("checked") / "explorer.html"
    write_explorer(graph, path)
    return path, claim.id


@pytest.fixture
def show(browser: Any) -> Iterator[Open]:
    """Open a page from disk; in the end it must have asked for and complained of nothing."""
    opened: list[Opened] = []

    def start(path: Path, fragment: str = "", width: int = 1440, height: int = 900,
              **context: Any) -> Opened:  # fmt: skip
        page = browser.new_page(viewport={"width": width, "height": height},
                                reduced_motion="reduce", **context)  # fmt: skip
        made = Opened(page)
        page.on("request", lambda request: made.requests.append(request.url))
        page.on("console", lambda message: made.complaints.append(message.text)
                if message.type in ("error", "warning") else None)  # fmt: skip
        page.on("pageerror", lambda error: made.complaints.append(str(error)))
        page.on("dialog", lambda dialog: (made.complaints.append("a dialog"), dialog.dismiss()))
        page.add_init_script(
            "window.violations = []; document.addEventListener('securitypolicyviolation', "
            "event => window.violations.push(event.violatedDirective + ' ' + event.blockedURI))"
        )
        page.goto(path.as_uri() + fragment)
        page.wait_for_function("window.explorer !== undefined")
        made.settle()
        opened.append(made)
        return made

    yield start
    for made in opened:
        violations = made.page.evaluate("window.violations")
        made.page.close()
        assert made.complaints == []
        assert violations == []
        asked = [url for url in made.requests if not url.startswith("blob:")]
        assert len(asked) == 1 and asked[0].startswith("file:"), made.requests
