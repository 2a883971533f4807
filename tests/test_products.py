from __future__ import annotations

import csv
import os
import shutil
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

import pyoxigraph
import pytest
from click.testing import CliRunner

from kg import products
from kg.cli import main
from kg.errors import KgError
from kg.graph import Graph

SMALL = Path(__file__).parent / "data" / "small"
KG = Path(sys.executable).with_name("kg")


def contents(folder: Path) -> dict[str, bytes]:
    """Give every file of a folder, hidden ones included."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@pytest.fixture
def built(tmp_path: Path) -> Path:
    folder = tmp_path / "build"
    products.build(folder, SMALL)
    return folder


@pytest.fixture
def altered(tmp_path: Path) -> Path:
    """Give a corpus whose products differ from those of the small one."""
    folder = Path(shutil.copytree(SMALL, tmp_path / "altered"))
    file = folder / "entities" / "biology.yaml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace('"HMGB1 release"', '"release of HMGB1"'), encoding="utf-8")
    return folder


# -- the same sources, the same bytes -------------------------------------------------------------


def test_two_builds_give_the_same_bytes(tmp_path: Path) -> None:
    for name, seed, zone in (("one", "1", "UTC"), ("two", "2", "Asia/Tokyo")):
        environment = {**os.environ, "PYTHONHASHSEED": seed, "TZ": zone}
        command = [KG, "build", "--out", tmp_path / name]
        subprocess.run(command, env=environment, check=True, capture_output=True, cwd=tmp_path)
    one, two = contents(tmp_path / "one"), contents(tmp_path / "two")
    assert list(one) == list(two)
    assert [name for name in one if one[name] != two[name]] == []


def test_the_manifest_holds_name_digest_and_bytes_of_every_product(built: Path) -> None:
    files = contents(built)
    header, *rows = [line.split("\t") for line in files.pop("manifest.tsv").decode().splitlines()]
    assert header == ["product", "sha256", "bytes"]
    assert rows == [
        [name, sha256(content).hexdigest(), str(len(content))] for name, content in files.items()
    ]
    assert {"explorer.html", "evidence.tsv", "cirt-kg.ttl", "cirt-kg.nq"} < set(files)


def test_the_table_names_every_product_and_how_to_open_it(tmp_path: Path) -> None:
    folder = tmp_path / "build"
    made = CliRunner().invoke(main, ["--corpus", str(SMALL), "build", "--out", str(folder)])
    assert made.exit_code == 0
    for name in set(contents(folder)) - {"manifest.tsv"}:
        row = next(line for line in made.stdout.splitlines() if line.startswith(f"{folder}/{name}"))
        assert len(row.split(maxsplit=3)) == 4
    assert f"open {folder}/explorer.html in a browser" in made.stdout


# -- all or nothing -------------------------------------------------------------------------------


@pytest.mark.parametrize("error", [KgError("no"), OSError(28, "No space left"), ValueError("bug")])
def test_a_failing_writer_leaves_the_last_good_products(
    built: Path, altered: Path, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    def fail(_: Graph, path: Path) -> None:
        path.write_text("half a product")
        raise error

    before = contents(built)
    monkeypatch.setitem(products.PRODUCTS, "cirt-kg.nq", products.Making(fail, ""))
    with pytest.raises(type(error)) as caught:
        products.build(built, altered)
    assert contents(built) == before
    assert "holds the products of the last good build" in caught.value.__notes__[0]


def test_faulty_curated_files_leave_the_last_good_products(built: Path, tmp_path: Path) -> None:
    before = contents(built)
    faulty = Path(shutil.copytree(SMALL, tmp_path / "faulty"))
    (faulty / "gaps.yaml").write_text("gaps: [{id: X}]\n")
    done = CliRunner().invoke(main, ["--corpus", str(faulty), "build", "--out", str(built)])
    assert done.exit_code == 2
    assert "faulty/gaps.yaml:1: " in done.stderr
    assert "holds the products of the last good build" in done.stderr
    assert contents(built) == before


def test_an_interrupt_leaves_the_last_good_products(
    built: Path, altered: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(_: Graph, path: Path) -> None:
        path.write_text("half a product")
        raise KeyboardInterrupt

    before = contents(built)
    monkeypatch.setitem(products.PRODUCTS, "schema", products.Making(interrupt, ""))
    with pytest.raises(KeyboardInterrupt):
        products.build(built, altered)
    assert contents(built) == before
    assert [path.name for path in built.parent.iterdir() if ".making-" in path.name] == []


def test_what_a_build_makes_no_more_goes_and_what_others_made_stays(
    built: Path, altered: Path
) -> None:
    (altered / "figures" / "danger-signals.yaml").unlink()
    (built / "figures" / "danger-signals.png").write_bytes(b"drawn over by hand")
    (built / "figures" / "mine.svg").write_text("mine")
    products.build(built, altered)
    assert sorted(name for name in contents(built) if name.startswith("figures/")) == [
        "figures/danger-signals.png", "figures/mine.svg",
    ]  # fmt: skip


def test_a_product_is_added_by_one_row(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def write(graph: Graph, path: Path) -> None:
        path.mkdir()
        (path / "ids.txt").write_text("\n".join(graph.entities))

    row = products.Making(write, {"*.txt": "less {path}"})
    monkeypatch.setattr(products, "PRODUCTS", {"lists": row})
    (made,) = products.build(tmp_path / "made", SMALL)
    assert made.opened == f"less {tmp_path}/made/lists/ids.txt"
    assert made.listed.name in (tmp_path / "made" / "manifest.tsv").read_text()
    assert products.verify(tmp_path / "made") == ()
    (tmp_path / "made" / "lists" / "ids.txt").write_text("")
    assert "lists/ids.txt" in products.verify(tmp_path / "made")[0]


def test_products_are_held_against_their_manifest(built: Path) -> None:
    def verify() -> tuple[int, str]:
        done = CliRunner().invoke(main, ["verify-products", str(built)])
        return done.exit_code, done.output

    assert verify() == (0, f"{built}: every product is what the manifest lists\n")
    page = (built / "explorer.html").read_bytes()
    (built / "explorer.html").write_bytes(page.replace(b"e", b"E", 1))
    (built / "void.ttl").write_bytes(b"")
    (built / "gaps.html").unlink()
    os.mkfifo(built / "gaps.html")
    code, told = verify()
    assert code == 2
    assert f"{built}/explorer.html: another content than the manifest lists\n" in told
    assert f"{built}/void.ttl: 0 bytes where the manifest lists" in told
    assert f"{built}/gaps.html: a pipe, not a file\n" in told
    (built / "manifest.tsv").write_text("product\tsha256\tbytes\n../../etc/passwd\tx\t1\n")
    code, told = verify()
    assert (code, "manifest.tsv:2: no line of a manifest" in told) == (2, True)
    (built / "manifest.tsv").unlink()
    assert verify()[0] == 2


def test_a_first_build_that_fails_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_: Graph, path: Path) -> None:
        raise KgError("no")

    monkeypatch.setitem(products.PRODUCTS, "schema", products.Making(fail, ""))
    with pytest.raises(KgError) as caught:
        products.build(tmp_path / "build", SMALL)
    assert contents(tmp_path / "build") == {}
    assert "holds no products" in caught.value.__notes__[0]


def test_a_change_of_the_sources_is_seen_in_the_products(built: Path, altered: Path) -> None:
    before = contents(built)
    products.build(built, altered)
    after = contents(built)
    changed = {name for name in before if before[name] != after[name]}
    assert changed == {
        "manifest.tsv", "explorer.html", "gaps.html", "evidence.tsv", "cirt-kg.ttl", "cirt-kg.nq",
        *(f"figures/danger-signals.{form}" for form in ("pdf", "png", "pptx", "svg")),
        "figures/deck.pptx",
        "cirt-kg.trig", "cirt-kg.jsonld",
    }  # fmt: skip


# -- untrusted text is data -----------------------------------------------------------------------

SCRIPT = "<script>alert(1)</script>"
IMAGE = '"><img src=x onerror=alert(1)>'
FORMULA = '=HYPERLINK("http://example.org/","x")'


@pytest.fixture
def hostile(tmp_path: Path) -> Path:
    """Build a corpus with markup in label, synonym and summary, and with a formula."""
    corpus = Path(shutil.copytree(SMALL, tmp_path / "hostile"))
    for file, old, new in (
        ("entities/biology.yaml", '"HMGB1 release"', f"'{SCRIPT}'"),
        ("entities/biology.yaml", '"extracellular HMGB1"', f"'{IMAGE}'"),
        (
            "claims/icd/hmgb1.yaml",
            '"Matched for killing, both beams raise it alike."',
            f"'{IMAGE}'",
        ),
        ("claims/icd/hmgb1.yaml", '"Denser tracks release more."', f"'{FORMULA}'"),
        ("claims/icd/hmgb1.yaml", "carbon raises it more", r"\t\n<b>\u2028</script>"),
    ):
        text = (corpus / file).read_text(encoding="utf-8")
        assert text.count(old) == 1
        (corpus / file).write_text(text.replace(old, new), encoding="utf-8")
    products.build(tmp_path / "built-hostile", corpus)
    return tmp_path / "built-hostile"


def test_hostile_text_stays_text_in_the_table(hostile: Path) -> None:
    with (hostile / "evidence.tsv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    assert all(None not in row and None not in row.values() for row in rows)
    assert SCRIPT in {row["object_label"] for row in rows}
    assert {IMAGE, f"'{FORMULA}"} <= {row["summary"] for row in rows}


@pytest.mark.parametrize("name", ["cirt-kg.ttl", "cirt-kg.nq"])
def test_hostile_text_stays_text_in_the_rdf(hostile: Path, name: str) -> None:
    found = {
        quad.object.value
        for quad in pyoxigraph.parse(path=hostile / name)
        if isinstance(quad.object, pyoxigraph.Literal)
    }
    assert {SCRIPT, IMAGE, FORMULA} <= found
    assert any("\t\n<b>\u2028</script>" in text for text in found)


def test_hostile_text_stays_text_in_the_page(hostile: Path, built: Path) -> None:
    page = (hostile / "explorer.html").read_text(encoding="utf-8")
    harmless = (built / "explorer.html").read_text(encoding="utf-8")
    assert "alert(1)" in page
    for tag in ("<script", "</script", "<img", "<b>"):
        assert page.count(tag) == harmless.count(tag), tag


def test_hostile_text_cannot_move_the_cursor() -> None:
    from kg.show.screen import Rows, plain

    shown = plain(Rows(("label",), (("\x1b[2J[red]x\r\n",),)))
    assert shown == "label\n\\x1b[2J[red]x\\r\\n\n"
