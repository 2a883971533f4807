"""Each fact of the model stands in one table: a row more there, and every face knows it."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any, get_args

import pytest
from click.testing import CliRunner

from kg import products
from kg.cli import main
from kg.figures import write
from kg.figures.mark import END, END_OF, VERB
from kg.graph import Graph
from kg.model.vocabulary import (
    PREDICATE_OF,
    PREDICATES,
    SIGN_OF,
    TURNED,
    Level,
    Predicate,
    Sign,
)
from kg.products import Making

SMALL = Path(__file__).parent / "data" / "small"


def test_every_word_of_a_closed_list_has_its_row() -> None:
    assert list(PREDICATES) == list(get_args(Predicate))
    assert set(TURNED) == set(get_args(Level)) and set(END_OF) == set(get_args(Sign))
    assert {SIGN_OF[word] for word in PREDICATE_OF.values()} == set(PREDICATE_OF)
    assert set(END.values()) <= set(VERB), "a line is named in the legend"


FACES = """
import importlib.abc, importlib.machinery, json, sys

class Given(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    def find_spec(self, name, path=None, target=None):
        if name == "kg.model.vocabulary":
            return importlib.machinery.ModuleSpec(name, self, origin=sys.argv[1])
    def exec_module(self, module):
        exec(compile(open(sys.argv[1]).read(), sys.argv[1], "exec"), module.__dict__)

sys.meta_path.insert(0, Given())
import kg
from kg.exchange.kgx import kgx
from kg.figures.link import links_among
from kg.products import evidence_text
from kg.remote.corridor import CAUSAL

graph = kg.load(sys.argv[2])
ends = ["trex1-expression", "type-i-ifn-response"]
step = graph.chains(*ends).chains[0].links[0].step
(line,) = [link for link in links_among(graph, ends, ()) if link.object == ends[1]]
row = next(row for row in evidence_text(graph).splitlines() if "recruits" in row).split("\\t")
(edge,) = [one for one in kgx(graph).edges if "recruits" in str(one["id"])]
print(json.dumps({
    "chain": step.sign, "line": line.end, "row": row[3:5], "causal": "recruits" in CAUSAL,
    "kgx": edge["predicate"], "known": graph.verdicts(ends[1], effects=True)[-1].direction,
}))
"""


@pytest.fixture
def seen(tmp_path: Path) -> dict[str, Any]:
    """Give what the faces say of a predicate that was added in one file."""
    import kg.model.vocabulary as vocabulary

    text = Path(vocabulary.__file__).read_text(encoding="utf-8")
    for here, more in (
        ('"part_of", "marker_of", "targets",\n',
         '"part_of", "marker_of", "targets", "recruits",\n'),
        ('    "affects": Meaning(', '    "recruits": Meaning("+", causal=True, end="arrow", '
         'biolink="biolink:affects"),\n    "affects": Meaning('),
    ):  # fmt: skip
        assert text.count(here) == 1
        text = text.replace(here, more)
    (tmp_path / "vocabulary.py").write_text(text, encoding="utf-8")
    corpus = Path(shutil.copytree(SMALL, tmp_path / "small"))
    for path in corpus.glob("claims/*/*.yaml"):
        said = path.read_text(encoding="utf-8")
        turned = said.replace("- subject: trex1-expression\n  predicate: decreases",
                              "- subject: trex1-expression\n  predicate: recruits")  # fmt: skip
        path.write_text(turned, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-c", FACES, str(tmp_path / "vocabulary.py"), str(corpus)],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def test_a_predicate_is_added_in_one_file(seen: dict[str, Any]) -> None:
    assert seen == {
        "chain": "+", "line": "arrow", "row": ["recruits", "+"], "causal": True,
        "kgx": "biolink:affects", "known": "increases",
    }  # fmt: skip


def test_a_product_is_added_by_one_row(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def write(graph: Graph, path: Path) -> None:
        path.write_text(f"{len(graph.claims)} claims\n", encoding="utf-8")

    monkeypatch.setattr(products, "PRODUCTS", {"count.txt": Making(write, "read {path}")})
    made = CliRunner().invoke(main, ["--corpus", str(SMALL), "build", "--out", str(tmp_path)])
    assert made.exit_code == 0, made.output
    assert f"read {tmp_path / 'count.txt'}" in " ".join(made.output.split())
    assert (tmp_path / "count.txt").read_text(encoding="utf-8").endswith(" claims\n")
    assert "count.txt\t" in (tmp_path / "manifest.tsv").read_text(encoding="utf-8")
    assert products.verify(tmp_path) == ()
    (tmp_path / "count.txt").write_text("none", encoding="utf-8")
    assert len(products.verify(tmp_path)) == 1


def test_a_format_of_figures_is_added_by_one_row(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(write.FORMATS, "title", (".txt", lambda scene: scene.title.encode()))
    asked = ["--corpus", str(SMALL), "figure", "hmgb1-release", "--out", str(tmp_path)]
    made = CliRunner().invoke(main, [*asked, "--format", "title"])
    assert made.exit_code == 0, made.output
    (file,) = tmp_path.glob("*.txt")
    assert file.read_text(encoding="utf-8")
    refused = CliRunner().invoke(main, [*asked, "--format", "tiff-like"])
    assert refused.exit_code == 2 and "title" in refused.output


def test_a_facet_is_added_by_one_line_of_the_manifest(tmp_path: Path) -> None:
    corpus = Path(shutil.copytree(SMALL, tmp_path / "small"))
    manifest = corpus / "corpus.yaml"
    manifest.write_text(
        manifest.read_text(encoding="utf-8").replace("facets: {", "facets: {diet: [fed, fasted], "),
        encoding="utf-8",
    )
    (file,) = (path for path in corpus.glob("claims/*/*.yaml")
               if "object: hmgb1-release" in path.read_text(encoding="utf-8"))  # fmt: skip
    text = file.read_text(encoding="utf-8")
    mark = "- id: isodose\n"
    assert mark in text
    file.write_text(
        text.replace(mark, f"{mark}    conditions: {{facets: {{diet: fasted}}}}\n", 1),
        encoding="utf-8",
    )

    def said(*words: str) -> str:
        done = CliRunner().invoke(main, ["--corpus", str(corpus), *words])
        assert done.exit_code == 0, done.output
        return done.output

    assert "diet fasted" in said("verdict", "hmgb1-release", "--records")
    assert "diet=fasted" in said("export", "evidence")
    ways = said("chains", "carbon-ion-irradiation", "hmgb1-release", "--where", "diet=fasted")
    assert "diet: measured in 1" in ways
    out = tmp_path / "page.html"
    said("export", "explorer", "--out", str(out))
    assert "fasted" in out.read_text(encoding="utf-8")
