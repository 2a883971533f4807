"""Drafts, superseded and retracted records, retracted papers, versions and meta-analyses."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from kg.cli import main
from kg.curation import read
from kg.errors import CurationError, RequestError
from kg.figures.link import links_among
from kg.figures.mark import LIMIT
from kg.graph import Graph, assemble, evidence_table
from kg.reasoning import verdicts
from kg.show.verdict import cautions, sides_of
from kg.votes import TAGS, Standing, Topic, observe, tags
from kg.votes.vote import CLOSER, POOLED, RETRACTED, VOID

CLAIM = "drug-a.increases.pain"


def reference(key: str, extra: str = "") -> str:
    return f"- {{id: {key}, title: Study {key}, study_type: cohort{extra}}}\n"


def record(name: str, paper: str, extra: str = "") -> str:
    return (
        f"  - {{id: {name}, references: [{paper}], read_in: {paper}, locator: [abstract], "
        f"certainty: asserted, system: {{setting: patients}}, summary: Own words{extra}}}\n"
    )


def write(folder: Path, references: str, records: str, more: str = "") -> Path:
    for name, text in {
        "corpus.yaml": f"id: {folder.name}\ntitle: T\nlicence: CC0-1.0\nbase: https://e.example/\n",
        "references.yaml": f"references:\n{references}" if references else "",
        "claims/t/t.yaml": (
            "title: T\nclaims:\n- subject: drug-a\n  predicate: increases\n  object: pain\n"
            f"  evidence:\n{records}"
        ) if records else "",
        "entities/e.yaml": (
            "entities:\n- {id: drug-a, label: A, kind: agent, no_term: none}\n"
            "- {id: pain, label: pain, kind: process, no_term: none}\n"
        ) if folder.name == "base" else "",
        "withdrawals.yaml": more,
    }.items():  # fmt: skip
        if text:
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(text, encoding="utf-8")
    return folder


def standing(graph: Graph) -> Standing:
    return Standing.of(observe(graph)[Topic("pain", "drug-a")])


def silent(graph: Graph) -> dict[str, str]:
    found = standing(graph).poll.silent
    return {one.observation.support.evidence.id: one.reason for one in found}


def voters(graph: Graph) -> tuple[tuple[str, ...], ...]:
    return standing(graph).voters("+")


@pytest.fixture
def base(tmp_path: Path) -> Path:
    return tmp_path / "base"


def test_a_draft_counts_only_where_its_layer_is_named(base: Path, tmp_path: Path) -> None:
    write(base, reference("ann2001"), record("one", "ann2001"))
    mine = write(
        tmp_path / "mine", reference("bob2002"), record("two", "bob2002", ", status: draft")
    )
    graph = assemble(read(base, mine))
    assert (voters(graph), silent(graph)) == ((("ann2001",),), {"two": VOID["draft"]})
    assert graph.void[f"{CLAIM}.two"].state == "draft"
    assert "two" not in {one.support.evidence.id for one in standing(graph).counted}
    named = assemble(read(base, mine, drafts=["mine"]))
    assert (voters(named), silent(named)) == ((("ann2001",), ("bob2002",)), {})
    assert "draft" in tags(standing(named).poll.voting)
    assert "draft" not in tags(standing(graph).poll.voting)
    with pytest.raises(RequestError, match="no layer 'nowhere' whose drafts could count: base, m"):
        read(base, mine, drafts=["nowhere"])


def test_the_command_names_the_layer_whose_drafts_count(base: Path) -> None:
    write(base, reference("ann2001"), record("one", "ann2001", ", status: draft"))

    def studies(*args: str) -> str:
        done = CliRunner().invoke(
            main, ["--corpus", str(base), *args, "export", "evidence"]
        )  # fmt: skip
        assert done.exit_code == 0, done.output
        told = CliRunner().invoke(
            main, ["--corpus", str(base), *args, "verdict", "pain", "--format", "json"]
        )
        return told.output

    assert studies() != studies("--drafts", "base")
    assert '"draft"' in studies()
    done = CliRunner().invoke(main, ["--corpus", str(base), "--drafts", "x", "verdict", "pain"])
    assert done.exit_code == 2 and "no layer 'x'" in done.output


def test_an_effect_that_rests_on_drafts_alone_has_no_sign(base: Path) -> None:
    write(base, reference("ann2001"), record("one", "ann2001", ", status: draft"))
    (effect,) = assemble(read(base)).effects
    assert effect.sign is None
    (effect,) = assemble(read(base, drafts=["base"])).effects
    assert effect.sign == "+"


def test_a_draft_is_checked_in_form_alone(base: Path) -> None:
    odd = ", contrasts: [{versus: drug-a, level: [higher]}], locator: [fig.1]"
    write(base, reference("ann2001"), record("one", "ann2001", odd).replace(
        "locator: [abstract], ", ""))  # fmt: skip
    with pytest.raises(CurationError, match="the subject is its own comparator"):
        read(base)
    text = record("one", "ann2001", f"{odd}, status: draft").replace("locator: [abstract], ", "")
    write(base, reference("ann2001"), text)
    assert read(base).claims
    write(base, reference("ann2001"), text.replace("versus: drug-a", "versus: drug-b"))
    with pytest.raises(CurationError, match="no entity 'drug-b'"):
        read(base)


@pytest.mark.parametrize(
    ("field", "state"), [("supersedes", "superseded"), ("retracts", "retracted")]
)
def test_a_record_of_a_layer_takes_one_of_the_base_away(
    field: str, state: str, base: Path, tmp_path: Path
) -> None:
    write(base, reference("ann2001") + reference("cyd2003"),
          record("one", "ann2001") + record("two", "cyd2003"))  # fmt: skip
    pointer = f", {field}: [{{record: 'base:{CLAIM}.one', reason: misread}}]"
    mine = write(tmp_path / "mine", reference("bob2002"), record("new", "bob2002", pointer))
    graph = assemble(read(base, mine))
    assert voters(graph) == (("bob2002",), ("cyd2003",))
    assert silent(graph) == {"one": VOID[state]}
    void = graph.void[f"{CLAIM}.one"]
    assert (void.state, void.by, void.reason) == (state, f"{CLAIM}.new", "misread")
    beside = [one.observation for one in standing(graph).poll.silent]
    assert state in tags(standing(graph).poll.voting, beside)
    draft = record("new", "bob2002", f"{pointer}, status: draft")
    write(mine, reference("bob2002"), draft)
    assert ("ann2001",) in voters(assemble(read(base, mine))), "a draft takes nothing away"


def test_what_is_taken_away_takes_nothing_away(base: Path) -> None:
    first = record("one", "ann2001")
    second = record("two", "bob2002",
                    f", supersedes: [{{record: 'base:{CLAIM}.one', reason: r}}]")  # fmt: skip
    third = record("three", "cyd2003",
                   f", retracts: [{{record: 'base:{CLAIM}.two', reason: r}}]")  # fmt: skip
    papers = "".join(map(reference, ("ann2001", "bob2002", "cyd2003")))
    graph = assemble(read(write(base, papers, first + second + third)))
    assert silent(graph) == {"two": VOID["retracted"]}
    assert ("ann2001",) in voters(graph)


def test_a_layer_takes_a_record_back_without_another(base: Path, tmp_path: Path) -> None:
    write(base, reference("ann2001"), record("one", "ann2001"))
    mine = write(
        tmp_path / "mine", "", "",
        f"withdrawals:\n- {{id: a, record: 'base:{CLAIM}.one', reason: not in the paper}}\n",
    )  # fmt: skip
    assert silent(assemble(read(base, mine))) == {"one": VOID["retracted"]}


@pytest.mark.parametrize(
    ("name", "cause", "remedy"),
    [
        (f"base:{CLAIM}.ones", f"no record '{CLAIM}.ones'", f"did you mean '{CLAIM}.one'?"),
        (f"other:{CLAIM}.one", "the record stands in 'base'", f"write base:{CLAIM}.one"),
        (f"base:{CLAIM}.new", f"a circle: {CLAIM}.new takes {CLAIM}.new away", "let one of them"),
        ("one", "'one' has the wrong form", "write layer:subject.predicate.object.record"),
    ],
)
def test_a_pointer_that_leads_nowhere_is_told(
    name: str, cause: str, remedy: str, base: Path
) -> None:
    pointer = f", supersedes: [{{record: '{name}', reason: r}}]"
    write(base, reference("ann2001"), record("one", "ann2001") + record("new", "ann2001", pointer))
    with pytest.raises(CurationError) as caught:
        read(base)
    assert cause in str(caught.value) and remedy in str(caught.value)


def test_who_reviewed_a_record_is_told_with_it(base: Path) -> None:
    write(base, reference("ann2001"), record("one", "ann2001", ", status: reviewed"))
    with pytest.raises(CurationError, match="reviewed by nobody"):
        read(base)
    said = ", status: reviewed, reviewed_by: Doe, reviewed_on: 2026-01-31, curated_by: Poe"
    write(base, reference("ann2001"), record("one", "ann2001", said))
    (evidence,) = read(base).claims[CLAIM].evidence
    assert (evidence.status, evidence.reviewed_by, evidence.curated_by) == (
        "reviewed", "Doe", "Poe",
    )  # fmt: skip


# -- papers ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "title",
    [
        "RETRACTED: A study", "Retracted article: A study", "[Retracted] A study",
        "Retraction: A study", "WITHDRAWN: A study", "A study (Retracted)",
        "Retraction note to: A study", "A study [Retracted article. See vol. 1, 2020]",
        "Retraction notice to \u201cA study\u201d", "Notice of Retraction: A study",
        "This article has been retracted: A study", "REMOVED: A study",
        "A study: Retracted Article",
    ],
)  # fmt: skip
def test_a_paper_whose_title_says_retracted_does_not_vote(title: str, base: Path) -> None:
    write(base, f'references:\n- {{id: ann2001, title: "{title}", study_type: cohort}}\n'[12:],
          record("one", "ann2001"))  # fmt: skip
    graph = assemble(read(base))
    assert (voters(graph), silent(graph)) == ((), {"one": RETRACTED})
    assert "retracted" in RETRACTED
    assert "retracted" in tags([], [one.observation for one in standing(graph).poll.silent])
    assert "disagrees" not in tags([], [one.observation for one in standing(graph).poll.silent])


@pytest.mark.parametrize(
    "title", ["Retraction of the lung in dogs", "Withdrawal of hormones: a trial", "Removed nodes"]
)
def test_a_title_that_speaks_of_something_else_votes(title: str, base: Path) -> None:
    write(base, f'- {{id: ann2001, title: "{title}", study_type: cohort}}\n',
          record("one", "ann2001"))  # fmt: skip
    assert voters(assemble(read(base))) == (("ann2001",),)


def test_a_paper_noted_as_retracted_does_not_vote_and_one_of_concern_does(base: Path) -> None:
    noted = ", retracted: {date: 2024-01-31, notice: 10.1/x, reason: images}"
    papers = reference("ann2001", noted) + reference("bob2002", ", concern: {date: 2024-01-31}")
    papers += '- {id: cyd2003, title: "Expression of concern: A", study_type: cohort}\n'
    write(base, papers, "".join(
        record(name, paper) for name, paper in
        (("one", "ann2001"), ("two", "bob2002"), ("three", "cyd2003"))
    ))  # fmt: skip
    graph = assemble(read(base))
    assert (voters(graph), silent(graph)) == ((("bob2002",), ("cyd2003",)), {"one": RETRACTED})
    assert "concern" in tags(standing(graph).poll.voting)


def test_a_preprint_its_article_and_a_correction_are_one_study(base: Path) -> None:
    papers = reference("hale2022") + reference("hale2021", ", version_of: hale2022")
    papers += reference("hale2023", ", version_of: hale2022")
    records = "".join(record(f"r{year}", f"hale{year}") for year in (2021, 2022, 2023))
    graph = assemble(read(write(base, papers, records)))
    assert voters(graph) == (("hale2022",),)
    apart = papers.replace(", version_of: hale2022", "")
    assert len(voters(assemble(read(write(base, apart, records))))) == 3


def test_a_retracted_article_takes_its_preprint_along(base: Path) -> None:
    papers = reference("hale2022", ", retracted: {}") + reference(
        "hale2021", ", version_of: hale2022"
    )
    graph = assemble(read(write(base, papers, record("one", "hale2021"))))
    assert silent(graph) == {"one": RETRACTED}
    papers = reference("hale2022") + reference("hale2021", ", version_of: hale2022, retracted: {}")
    graph = assemble(read(write(base, papers, record("one", "hale2022"))))
    assert voters(graph) == (("hale2022",),), "a withdrawn preprint leaves its article"


def test_a_meta_analysis_votes_unless_its_members_do(base: Path) -> None:
    pooled = ", members: [ann2001, bob2002]".replace("cohort", "")
    papers = "".join(map(reference, ("ann2001", "bob2002")))
    papers += reference("meta2010", pooled).replace("cohort", "meta_analysis")
    graph = assemble(read(write(base, papers, record("all", "meta2010"))))
    assert voters(graph) == (("meta2010",),)
    graph = assemble(read(write(base, papers, record("all", "meta2010") + record("a", "ann2001"))))
    assert (voters(graph), silent(graph)) == ((("ann2001",),), {"all": POOLED})
    alone = papers.replace(pooled, "")
    graph = assemble(read(write(base, alone, record("all", "meta2010") + record("a", "ann2001"))))
    assert voters(graph) == (("ann2001",), ("meta2010",))


def test_a_closer_reading_of_a_meta_analysis_says_so(base: Path) -> None:
    pooled = reference("meta2010", ", members: [ann2001]").replace("cohort", "meta_analysis")
    papers = reference("ann2001") + pooled
    full = record("full", "meta2010").replace("[abstract]", "[full-text]")
    graph = assemble(read(write(base, papers, full + record("short", "meta2010"))))
    assert (voters(graph), silent(graph)) == ((("meta2010",),), {"short": CLOSER})


def test_a_systematic_review_is_no_study(base: Path) -> None:
    papers = reference("ann2001").replace("cohort", "systematic_review")
    graph = assemble(read(write(base, papers, record("one", "ann2001"))))
    assert voters(graph) == ()


# -- on every face --------------------------------------------------------------------------------


def test_figures_count_no_void_record(base: Path) -> None:
    papers = reference("ann2001", ", retracted: {}") + reference("bob2002") + reference("cyd2003")
    records = record("one", "ann2001") + record("two", "bob2002")
    records += record("three", "cyd2003", ", status: draft")
    (link,) = links_among(assemble(read(write(base, papers, records))), ["drug-a", "pain"])
    assert (link.end, link.votes, link.references) == ("arrow", 1, {"bob2002"})
    assert not link.disputed


def test_a_line_that_rests_on_void_records_alone_states_no_direction(base: Path) -> None:
    papers = reference("ann2001", ", retracted: {}") + reference("cyd2003")
    records = record("one", "ann2001") + record("three", "cyd2003", ", status: draft")
    links = links_among(assemble(read(write(base, papers, records))), ["drug-a", "pain"])
    assert all(link.votes == 0 and link.end == "none" for link in links)


def test_each_tag_has_its_letter_in_a_figure() -> None:
    assert set(LIMIT) == set(TAGS)
    assert len(set(LIMIT.values())) == len(LIMIT)


def test_an_effect_of_a_retracted_paper_alone_has_no_sign(base: Path) -> None:
    write(base, reference("ann2001", ", retracted: {}"), record("one", "ann2001"))
    graph = assemble(read(base))
    assert [effect.sign for effect in graph.effects] == [None]
    assert graph.void[f"{CLAIM}.one"].reason == RETRACTED


def test_show_tells_the_state_and_the_layer_of_a_record(base: Path, tmp_path: Path) -> None:
    write(base, reference("ann2001"), record("one", "ann2001"))
    said = ", status: reviewed, reviewed_by: Doe, reviewed_on: 2026-01-31"
    pointer = f", supersedes: [{{record: 'base:{CLAIM}.one', reason: misread}}]"
    mine = write(tmp_path / "mine", reference("bob2002"), record("new", "bob2002", said + pointer))
    done = CliRunner().invoke(main, ["--corpus", str(base), "--with", str(mine), "show", CLAIM])
    told = " ".join(done.output.split())
    assert "status reviewed; reviewed by Doe on 2026-01-31" in told
    assert f"does not count superseded: by {CLAIM}.new; misread" in told
    assert "layer base, CC0-1.0" in told and "layer mine, CC0-1.0" in told
    alone = CliRunner().invoke(main, ["--corpus", str(base), "show", CLAIM]).output
    assert "layer" not in alone and "status" not in alone


def test_a_table_tells_what_takes_what_away_and_who_argues(base: Path, tmp_path: Path) -> None:
    write(base, reference("one2026"), record("one", "one2026"))
    pointer = f'[{{record: "base:{CLAIM}.one", reason: misread}}]'
    layer = write(
        tmp_path / "layer", reference("new2026") + reference("poe2026"),
        record("two", "new2026", f", supersedes: {pointer}")
        + record("three", "poe2026", ", stance: refutes"),
    )  # fmt: skip
    graph = assemble(read(base, layer))
    head, *body = evidence_table(graph, header=True)
    rows = {row["evidence"]: row for row in (dict(zip(head, one, strict=True)) for one in body)}
    assert rows["one"]["void"] == f"superseded; {CLAIM}.two; misread"
    assert (rows["two"]["supersedes"], rows["two"]["void"]) == (f"base:{CLAIM}.one: misread", "")
    (verdict,) = verdicts(graph, "pain", effects=True)
    assert (verdict.direction, verdict.studies) == ("increases", 1)
    assert "argued against" in cautions(verdict)
    assert any(one.startswith("argues against: ") for one in sides_of(graph, verdict))
