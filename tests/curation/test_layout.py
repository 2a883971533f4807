"""Nothing in a curated folder is skipped in silence, and nothing in it is read without end."""

from __future__ import annotations

import os
import shutil
from pathlib import Path, PurePath

import pytest
from click.testing import CliRunner

from kg.cli import main
from kg.curation import read
from kg.curation.document import MAX_BYTES
from kg.curation.layout import KINDS, LAYOUT
from kg.curation.reading import AGAIN, TABLES
from kg.errors import CurationError

YAML = "title: a\nclaims: []\n"
READS = "stands where nothing reads it"
GRAVE = {
    "claim/icd/a.yaml": ("claim", "did you mean 'claims/'?"),
    "Claims/icd/a.yaml": ("Claims", "did you mean 'claims/'?"),
    "CLAIMS/a.txt": ("CLAIMS", "did you mean 'claims/'?"),
    "entity/a.yaml": ("entity", "did you mean 'entities/'?"),
    "Figures/a.yaml": ("Figures", "did you mean 'figures/'?"),
    "papers-of-mine/a.yaml": ("papers-of-mine/a.yaml", LAYOUT),
    "claims/icd/stray.yml": ("claims/icd/stray.yml", "use claims/<topic>/<name>.yaml"),
    "claims/icd/stray.YAML": ("claims/icd/stray.YAML", "use claims/<topic>/<name>.yaml"),
    "claims/icd/a.yaml.txt": ("claims/icd/a.yaml.txt", "use claims/<topic>/<name>.yaml"),
    "claims/icd/deep/a.yaml": ("claims/icd/deep/a.yaml", "use claims/<topic>/<name>.yaml"),
    "entities/genes/a.yaml": ("entities/genes/a.yaml", "use entities/<name>.yaml"),
    "reference.yaml": ("reference.yaml", "did you mean 'references.yaml'?"),
    "References.yml": ("References.yml", "did you mean 'references.yaml'?"),
    "gap.yaml": ("gap.yaml", "did you mean 'gaps.yaml'?"),
    "thoughts.yaml": ("thoughts.yaml", LAYOUT),
}
RARE = {
    "withdrawals.yaml": "withdrawals:\n- {id: one, record: 'small:carbon-ion-irradiation.increases."
    "hmgb1-release.isodose', reason: read wrongly}\n",
    "papers/ran2021.yaml": "topic: icd\nclaims:\n- subject: hmgb1\n  predicate: part_of\n"
    "  object: il2\n  evidence:\n  - {id: one, locator: [icd.1.1], certainty: asserted, "
    "system: {setting: in_vitro}, summary: Own words}\n",
    "queries/mine.rq": "# title: Mine\n# question: Is it?\nASK {}\n",
    "searches.tsv": "date\twords\tfound\ttaken\twhy_not\n",
    "documents/ran2021/document.yaml": "{}\n",
    "documents/ran2021/inventory.tsv": "section\tparagraph\tsentence\treferences\nicd\t1\t1\t\n",
    "documents/ran2021/citations.tsv": "number\treference\n1\tran2021\n",
}
"""Files of kinds that the small corpus has none of."""
MILD = {
    "claims/icd/notes.txt": (READS, "use claims/<topic>/<name>.yaml"),
    "claims/icd/hmgb1.yaml~": (READS, "use claims/<topic>/<name>.yaml"),
    "entities/genes.json": (READS, "use entities/<name>.yaml"),
    "todo.md": (READS, LAYOUT),
    "scans/page.png": (READS, LAYOUT),
    "claims/icd/.hidden.yaml": ("is hidden, and not read", "give it another name"),
    "orthologues.tsv": ("is read in the shipped folder only", "remove it"),
}


def put(folder: Path, name: str, text: str = YAML) -> None:
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(text)


@pytest.mark.parametrize("name", GRAVE)
def test_what_may_hold_records_and_is_not_read_is_an_error(name: str, small: Path) -> None:
    put(small, name)
    with pytest.raises(CurationError) as caught:
        read(small)
    told, remedy = GRAVE[name]
    (problem,) = caught.value.problems
    assert (problem.file, problem.cause) == (f"small/{told}", READS)
    assert remedy in problem.remedy


@pytest.mark.parametrize("name", MILD)
def test_what_is_not_read_is_told(name: str, small: Path) -> None:
    put(small, name)
    (problem,) = read(small).warnings
    cause, remedy = MILD[name]
    assert (problem.file, problem.cause, problem.severity) == (f"small/{name}", cause, "warning")
    assert remedy in problem.remedy


@pytest.mark.parametrize("name", [
    "README.md", "claims/README.md", "claims/icd/README.txt", "LICENSE", ".git/config.yaml",
    ".DS_Store", "claims/__pycache__/a.yaml",
])  # fmt: skip
def test_what_is_no_knowledge_is_passed_over(name: str, small: Path) -> None:
    put(small, name)
    assert read(small).warnings == ()


def test_the_shipped_folder_has_no_stray() -> None:
    done = CliRunner().invoke(main, ["check"])
    assert (done.exit_code, done.stderr) == (0, "")


def test_every_kind_is_read(small: Path) -> None:
    """A kind in the table that nothing reads would be skipped in silence."""
    for name, text in RARE.items():
        put(small, name, text)
    for kind in KINDS:
        if kind.shelf and PurePath(kind.pattern).name not in (*TABLES, AGAIN):
            file = next(small.glob(kind.pattern))
            whole = file.read_bytes()
            file.write_bytes(b"\xff\n" + whole)
            with pytest.raises(CurationError, match=file.name):
                read(small)
            file.write_bytes(whole)
    assert read(small).warnings == ()


def test_a_folder_deeper_than_anything_is_told(small: Path) -> None:
    put(small, "claims/icd/one/two/three/a.yaml")
    with pytest.raises(CurationError) as caught:
        read(small)
    (problem,) = caught.value.problems
    assert problem.file == "small/claims/icd/one/two"
    assert problem.cause == "is deeper than anything that is read"


def test_a_folder_that_goes_round_in_a_circle_ends(small: Path) -> None:
    (small / "claims" / "icd" / "again").symlink_to(small / "claims")
    with pytest.raises(CurationError) as caught:
        read(small)
    assert all("again" in problem.file for problem in caught.value.problems)


def make_pipe(path: Path) -> None:
    os.mkfifo(path)


def make_endless(path: Path) -> None:
    path.symlink_to("/dev/zero")


def make_huge(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(1 << 40)  # of which nothing is on the disk


def make_folder(path: Path) -> None:
    path.mkdir()


@pytest.mark.parametrize(("make", "cause"), [
    (make_pipe, "a pipe, not a file"), (make_endless, "a device, not a file"),
    (make_huge, f"larger than the {MAX_BYTES} bytes that it may have"),
    (make_folder, "a folder, not a file"),
])  # fmt: skip
@pytest.mark.parametrize("name", [
    "claims/icd/more.yaml", "entities/more.yaml", "references.yaml", "inventory.tsv",
    "figures/more.yaml",
])  # fmt: skip
def test_what_has_no_end_is_refused_unread(
    name: str, make: object, cause: str, small: Path
) -> None:
    path = small / name
    path.unlink(missing_ok=True)
    make(path)  # type: ignore[operator]
    with pytest.raises(CurationError) as caught:
        read(small)
    assert any((problem.file, problem.line) == (f"small/{name}", 1) and cause in problem.cause
               for problem in caught.value.problems)  # fmt: skip


def test_the_small_corpus_has_one_of_each(small: Path) -> None:
    shutil.rmtree(small / "figures")
    assert read(small).figures == {}
