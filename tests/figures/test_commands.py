from __future__ import annotations

import os
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from pptx import Presentation

from kg.cli import main
from kg.figures.scene import Scene
from kg.figures.write import FORMATS


def run(*words: str | Path) -> Result:
    return CliRunner().invoke(main, [str(word) for word in words])


def test_without_arguments_it_lists_the_recipes() -> None:
    done = run("figure")
    assert done.exit_code == 0
    assert any(line.startswith("hypoxia ") for line in done.stdout.splitlines())


def test_every_format_of_a_figure_is_written(tmp_path: Path) -> None:
    formats = ["svg", "pdf", "png", "png-4k", "pptx", "dot", "mermaid"]
    asked = [word for form in formats for word in ("--format", form)]
    done = run("figure", "combinations", "--out", tmp_path, *asked)
    assert done.exit_code == 0, done.stderr
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "combinations-4k.png", "combinations.dot", "combinations.mmd", "combinations.pdf",
        "combinations.png", "combinations.pptx", "combinations.svg",
    ]  # fmt: skip
    assert len(done.stdout.splitlines()) == len(formats)


def test_a_chain_a_query_and_a_matrix_are_drawn_from_the_command_line(tmp_path: Path) -> None:
    chain = ("--chain", "trex1-expression", "primary-tumour-growth")
    for words in (
        chain, ("--query", "interferon-brakes"),
        ("--evidence", "--entity", "HMGB1 release", "--entity", "ecto-calreticulin"),
    ):  # fmt: skip
        done = run("figure", *words, "--format", "svg", "--out", tmp_path)
        assert done.exit_code == 0, done.stderr
        assert Path(done.stdout.strip()).read_text(encoding="utf-8").startswith("<?xml")


def test_measure_prints_numbers_and_writes_nothing(tmp_path: Path) -> None:
    done = run("figure", "combinations", "--measure", "--out", tmp_path / "none")
    header, row = done.stdout.splitlines()
    assert header.split() == ["figure", "smallest", "overlaps", "through", "crossings"]
    assert row.split() == ["combinations", "12", "pt", "0", "0", "0"]
    assert not (tmp_path / "none").exists()


def test_a_figure_for_a_paper_is_written_with_its_caption_and_measured(tmp_path: Path) -> None:
    asked = ("figure", "combinations", "--paper", "180", "--cite", "numbers")
    done = run(*asked, "--format", "eps", "--out", tmp_path)
    assert done.exit_code == 0, done.stderr
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        f"combinations-180mm.{ending}" for ending in ("bib", "docx", "eps", "txt")
    ]
    done = run(*asked, "--measure", "--out", tmp_path / "none")
    rows = done.stdout.splitlines()
    assert rows[0].split() == ["figure", "journal", "rule", "asked", "measured", "met"]
    assert {row.split()[1] for row in rows[1:]} == {"Nature", "Elsevier"}
    assert all(row.endswith("yes") for row in rows[1:])
    assert not (tmp_path / "none").exists()


def test_a_deck_of_some_recipes_grows_by_steps(tmp_path: Path) -> None:
    file = tmp_path / "talk.pptx"
    done = run("deck", "hypoxia", "--title", "My talk", "--build", "--out", file)
    assert done.exit_code == 0, done.stderr
    titles = [slide.shapes.title.text_frame.text for slide in Presentation(file).slides]
    assert titles[0] == "My talk"
    assert len([title for title in titles if "HIF-1" in title]) > 1


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("figure", "hypoxa"), "no figure 'hypoxa': did you mean hypoxia?"),
        (("figure", "combinations", "--format", "gif"), "no format 'gif': choose among svg, pdf"),
        (("figure", "--chain", "trex1-expression", "nobody"), "no entity 'nobody'"),
        (("figure", "--query", "nothing"), "no named query and no file 'nothing'"),
        (("deck", "hypoxa"), "no figure 'hypoxa'"),
        (("figure", "evidence", "--paper", "88"), "try --paper 180 instead of 88"),
        (("figure", "evidence", "--paper", "12"), "no column of 12 mm"),
        (("figure", "evidence", "--paper", "180", "--format", "pptx"), "no format 'pptx' of a pa"),
        (("figure", "evidence", "--paper", "180", "--build"), "a paper has no slides that grow"),
        (("figure", "evidence", "--cite", "numbers"), "--cite without --paper"),
    ],
)
def test_a_bad_request_is_one_line_and_status_two(words: tuple[str, ...], said: str) -> None:
    done = run(*words)
    assert done.exit_code == 2
    assert said in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1


def test_a_format_that_fails_leaves_no_other_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(_: Scene) -> bytes:
        raise KeyboardInterrupt

    assert run("figure", "combinations", "--format", "svg", "--out", tmp_path).exit_code == 0
    before = (tmp_path / "combinations.svg").stat()
    monkeypatch.setitem(FORMATS, "dot", (".dot", interrupt))
    asked = ("--format", "svg", "--format", "dot")
    assert run("figure", "combinations", "evidence", *asked, "--out", tmp_path).exit_code == 1
    assert [path.name for path in tmp_path.iterdir()] == ["combinations.svg"]
    assert (tmp_path / "combinations.svg").stat() == before


@pytest.mark.parametrize(("query", "told"), [
    ("-", "no named query and no file '-'"), ("{pipe}", "a pipe, not a file"),
    ("/dev/zero", "a device, not a file"),
])  # fmt: skip
def test_the_query_of_a_recipe_is_read_of_files_alone(
    query: str, told: str, tmp_path: Path
) -> None:
    os.mkfifo(tmp_path / "pipe")
    named = query.format(pipe=tmp_path / "pipe")
    recipe = f'figures: [{{id: a, title: A, message: A, query: "{named}"}}]'
    (tmp_path / "mine.yaml").write_text(recipe)
    done = run("figure", tmp_path / "mine.yaml", "a", "--out", tmp_path / "out")
    assert done.exit_code == 2
    assert told in done.stderr
