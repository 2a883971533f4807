"""What came, went or turned between two states: folders, layers, releases, git revisions."""

from __future__ import annotations

import dataclasses
import json
import shutil
import subprocess
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path
from types import MappingProxyType

import pytest
from click.testing import CliRunner

import kg
from kg.cli import main
from kg.curation import unpacked
from kg.errors import RequestError
from kg.reasoning.change import Change, changes

SMALL = Path(__file__).parents[1] / "data" / "small"
RECORD = "carbon-ion-irradiation.increases.hmgb1-release.isodose"


@pytest.fixture
def small(tmp_path: Path) -> Path:
    return Path(shutil.copytree(SMALL, tmp_path / "small"))


@pytest.fixture
def change(small: Path) -> Callable[..., set[Change]]:
    """Replace text in a file of a copy, and give what changes."""

    def made(name: str, old: str, new: str) -> set[Change]:
        path = small / name
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")
        return set(changes(kg.load(SMALL), kg.load(small)))

    return made


def test_nothing_changes_where_nothing_is_changed(small: Path) -> None:
    assert changes(kg.load(SMALL), kg.load(small)) == ()


def test_a_record_that_turns_tells_its_fields_and_the_verdict_it_turns(
    change: Callable[..., set[Change]],
) -> None:
    found = change("claims/icd/hmgb1.yaml", "level: [higher]", "level: [similar]")
    by = {(one.what, one.name): one for one in found}
    turned = by["evidence", RECORD]
    assert turned.how == "turned"
    assert "'level': ['higher']" in turned.before and "'level': ['similar']" in turned.after
    assert "summary" not in turned.before, "only what parts"
    name = "hmgb1-release: carbon-ion-irradiation versus photon-irradiation (isodose)"
    verdict = by["verdict", name]
    assert (verdict.how, verdict.before, verdict.after) == (
        "turned", "higher, 1 study", "similar, 1 study",
    )  # fmt: skip


def test_what_goes_goes_with_its_verdicts_and_comes_the_other_way(small: Path) -> None:
    (small / "claims" / "time" / "il2.yaml").unlink()
    went = set(changes(kg.load(SMALL), kg.load(small)))
    came = set(changes(kg.load(small), kg.load(SMALL)))
    claim = "carbon-ion-irradiation.decreases.il2-secretion-t-cell"
    assert {(one.what, one.how) for one in went if one.name.startswith(claim)} == {
        ("claim", "went"), ("evidence", "went"),
    }  # fmt: skip
    gone = {one.name for one in went if (one.what, one.how) == ("verdict", "went")}
    assert gone >= {
        "il2-secretion-t-cell: carbon-ion-irradiation",
        "il2-secretion-t-cell: carbon-ion-irradiation versus photon-irradiation (isodose)",
    }
    turned = {"came": "went", "went": "came", "turned": "turned"}
    assert came == {
        Change(one.what, turned[one.how], one.name, one.after, one.before)  # type: ignore[arg-type]
        for one in went
    }


def test_gaps_conclusions_conflicts_and_references_are_told(
    change: Callable[..., set[Change]], small: Path
) -> None:
    key, gap = next(iter(kg.load(SMALL).gaps.items()))
    found = change("gaps.yaml", gap.question, "What else is open?")
    assert Change("gap", "turned", key, f"question: {gap.question}",
                  "question: What else is open?") in found  # fmt: skip
    key, conclusion = next(iter(kg.load(SMALL).conclusions.items()))
    found = change("conclusions.yaml", conclusion.statement, "All is well.")
    assert any((one.what, one.how, one.name) == ("conclusion", "turned", key) for one in found)
    found = change("references.yaml", "- id: ran2021\n", "- id: ran2021\n  retracted: {}\n")
    by = {(one.what, one.name): one for one in found}
    assert "retracted" in by["reference", "ran2021"].after
    name = "hmgb1-release: carbon-ion-irradiation versus photon-irradiation (isodose)"
    assert by["verdict", name].after == "undecidable, 0 studies", "a retraction turns the verdict"
    assert any(one.what == "conflict" for one in found)


def test_a_record_that_is_taken_back_turns(small: Path) -> None:
    (small / "withdrawals.yaml").write_text(
        f"withdrawals:\n- {{id: a, record: 'small:{RECORD}', reason: misread}}\n"
    )
    found = {one.name: one for one in changes(kg.load(SMALL), kg.load(small))}
    assert found[RECORD].how == "turned" and "[retracted]" in found[RECORD].after


def test_a_claim_that_grows_does_not_turn_and_a_draft_is_said_to_be_one(small: Path) -> None:
    file = small / "claims" / "icd" / "hmgb1.yaml"
    text = file.read_text(encoding="utf-8")
    new = "  evidence:\n  - {id: new, references: [ran2021], locator: [icd.2.4], status: draft, "
    new += "system: {setting: in_vitro}, summary: A first look.}\n"
    file.write_text(text.replace("  evidence:\n", new, 1), encoding="utf-8")
    claim = RECORD.rsplit(".", 1)[0]
    for drafts in ((), ("small",)):
        found = {one.name: one for one in changes(kg.load(SMALL), kg.load(small, drafts=drafts))}
        assert claim not in found, "what came to it is told under evidence"
        came = found[f"{claim}.new"]
        assert (came.what, came.how, came.after) == ("evidence", "came", "A first look. [draft]")


def test_what_a_claim_says_itself_turns_and_counts_are_english(small: Path) -> None:
    base = kg.load(SMALL)
    claim = base.claims["carbon-ion-irradiation.decreases.il2-secretion-t-cell"]
    turned = claim.model_copy(update={"action": "inhibits"})
    after = dataclasses.replace(base, claims=MappingProxyType({**base.claims, claim.id: turned}))
    (found,) = [one for one in changes(base, after) if one.what == "claim"]
    assert (found.how, found.before, found.after) == ("turned", "", "action: inhibits")
    (small / "claims" / "time" / "il2.yaml").unlink()
    went = {one.name: one for one in changes(base, kg.load(small))}
    assert went[claim.id].before == "1 record"


# -- where the states come from -------------------------------------------------------------------


def git(folder: Path, *words: str) -> None:
    subprocess.run(
        ["git", "-C", folder, "-c", "user.name=A", "-c", "user.email=a@b", *words],
        check=True, capture_output=True,
    )  # fmt: skip


def held(name: str, home: Path) -> int:
    with unpacked(name, home) as folders:
        return len(kg.load(*folders).claims)


def test_a_git_revision_is_that_of_the_corpus(small: Path) -> None:
    git(small.parent, "init", "-q")
    git(small.parent, "add", ".")
    git(small.parent, "commit", "-qm", "one")
    git(small.parent, "tag", "v1")
    (small / "claims" / "time" / "il2.yaml").unlink()
    git(small.parent, "commit", "-qam", "two")
    assert [held(name, small) for name in ("v1", "HEAD", "HEAD~1")] == [9, 8, 9]
    with pytest.raises(RequestError, match="'v2' is no folder, no release, and no revision of"):
        held("v2", small)
    with pytest.raises(RequestError, match="no revision"):
        held("--output=x", small)


def test_releases_are_unpacked_wherever_the_corpus_lies_in_them(
    small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    deep = tmp_path / "a" / "b" / "c"
    deep.mkdir(parents=True)
    monkeypatch.setattr("tempfile.tempdir", str(deep))
    wheel, sdist = tmp_path / "a-1.whl", tmp_path / "a.tar.gz"
    with zipfile.ZipFile(wheel, "w") as packed:
        for path in small.rglob("*.*"):
            packed.write(path, f"kg/ontology/{path.relative_to(small)}")
    with tarfile.open(sdist, "w:gz") as archive:
        archive.add(small, "a-1/ontology")
    assert [held(str(path), small) for path in (wheel, sdist)] == [9, 9]
    with zipfile.ZipFile(wheel, "a") as packed:
        packed.writestr("kg/ontology/../../../evil.yaml", "x")
    assert held(str(wheel), small) == 9
    assert not list(tmp_path.glob("**/evil.yaml"))
    empty = tmp_path / "empty.zip"
    zipfile.ZipFile(empty, "w").close()
    with pytest.raises(RequestError, match=r"holds no references\.yaml"):
        held(str(empty), small)
    (tmp_path / "text").write_text("no archive")
    with pytest.raises(RequestError, match="is no archive"):
        held(str(tmp_path / "text"), small)


def test_layers_are_joined_by_plus(small: Path, tmp_path: Path) -> None:
    own = tmp_path / "own"
    (own / "entities").mkdir(parents=True)
    (own / "entities" / "a.yaml").write_text(
        "entities:\n- {id: mine, label: Mine, kind: process, no_term: none}\n"
    )
    with unpacked(f"{small}+{own}", small) as folders:
        assert folders == (small, own)


@pytest.mark.parametrize("form", ["table", "json", "markdown", "tsv"])
def test_the_command_tells_it_in_every_form(form: str, small: Path) -> None:
    (small / "claims" / "time" / "il2.yaml").unlink()
    done = CliRunner().invoke(main, ["diff", str(SMALL), str(small), "--format", form])
    assert done.exit_code == 0, done.output
    assert "il2-secretion-t-cell" in done.output and "went" in done.output
    if form == "json":
        told = json.loads(done.output)
        assert "changes" in json.dumps(told)
    same = CliRunner().invoke(main, ["diff", str(SMALL), str(SMALL), "--format", form])
    assert same.exit_code == 0 and "il2-secretion-t-cell" not in same.output
