"""The named queries answer on the shipped graph, and answer what was reasoned out by hand."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph
import pytest

from kg import reasoning
from kg.errors import RequestError
from kg.graph import Graph
from kg.rdf import named_queries, query

QUERIES = named_queries()
COLUMNS = {
    "basis-unspecified": "exposure comparator object level paper",
    "carbon-above-photon-isodose": "object sign paper readIn locator",
    "carbon-below-photon": "object basis paper",
    "carbon-to-outcomes": "outcome label",
    "chains-of-two": "middle first end second net",
    "combination-outcomes": "combination comparator object level basis paper",
    "contradiction-sides": "exposure comparator object kind level sign paper",
    "contradictions": "exposure comparator object kind explainedBy unreported",
    "dose-reversals": "object comparator higherAt lowerAt paper",
    "evidence-by-system": "setting organism records sources",
    "explained-by-basis": "object isodose isoeffective",
    "genes-measured": "curie symbol aspect cause sign",
    "genes-of-a-peer": "curie symbol measure says value",
    "hedged": "certainty claim paper summary",
    "hgnc": "entity match curie symbol",
    "high-let": "claim let letLow letUnit dose paper",
    "hypoxia-reversals": "subject object sign hypoxic paper",
    "interferon-brakes": "brake lowers paper",
    "leads-to": "cause label",
    "let-trends": "object trend basis paper",
    "levels-by-basis": "object basis level sources",
    "never-compared": "object sign sources",
    "no-head-to-head": "object carbon photon",
    "only-in-the-dish": "object sign paper",
    "opposite-effects": "subject object sign paper oxygen otherSign otherPaper otherOxygen",
    "patients": "claim paper n baseline summary",
    "primary-papers-disagree": "claim paper part note",
    "read-again": "claim document locator",
    "records-by-layer": "layer status records notCounted",
    "stated-gaps": "gap about question locator",
    "suppressor-cells": "cell measure cause sign",
    "trials": "agent trial disease phase status",
    "verdicts-by-basis": "object basis direction manner studies",
    "who-found-it": "paper claim setting model dose",
}

CARBON = "carbon-ion-irradiation"
SMALL: dict[str, set[tuple[str | None, ...]]] = {
    # Ran: HMGB1 higher at equal dose. Miranda: IL-2 falls (-), yet stands higher than with photons.
    # Yoshimoto is similar, Huang lower, the abscopal response similar: none of them is here.
    "carbon-above-photon-isodose": {
        ("hmgb1-release", "+", "Ran et al. 2021 [88]", "liu2025", "icd.2.4"),
        ("il2-secretion-t-cell", "-", "Miranda et al. 2023 [119]", "liu2025", "time.3.9"),
    },
    # One sentence that cites two papers: both are behind it.
    "basis-unspecified": {
        (CARBON, "photon-irradiation", "mdsc-abundance-tumour", "lower", paper)
        for paper in ("Chiblak et al. 2019 [108]", "Zhou et al. 2021 [109]")
    },
    # Of the three arms of Table 1 only one is a combination with photons.
    "combination-outcomes": {
        ("cirt-anti-pd-1-anti-ctla-4", "phrt-anti-pd-1-anti-ctla-4", "abscopal-response",
         "similar", "isodose", "Helm et al. 2021 [160]"),
    },
    # Two doses are needed for a reversal; the small corpus has one.
    "dose-reversals": set(),
    "hypoxia-reversals": {(CARBON, "ecto-calreticulin", "+", "0", "Huang et al. 2020 [93]")},
    "interferon-brakes": {("trex1-expression", "type-i-ifn-response", "Liu et al. 2024 [161]")},
    # The flat trend of Ran is over dose.
    "let-trends": {("hmgb1-release", "rises", "isoeffective", "Onishi et al. 2018 [90]")},
    "hgnc": {
        (name, "http://www.w3.org/2004/02/skos/core#exactMatch", curie, symbol)
        for name, curie, symbol in (
            ("calreticulin", "HGNC:1455", "CALR"), ("hmgb1", "HGNC:4983", "HMGB1"),
            ("il2", "HGNC:6001", "IL2"), ("trex1", "HGNC:12269", "TREX1"),
        )
    },
    # The one record in patients is a trial, which finds nothing; the one check adds a condition.
    "patients": set(),
    "primary-papers-disagree": set(),
    "trials": {
        ("gm-csf", "nct02946138", "hepatocellular-carcinoma", None, "withdrawn: enrolment"),
    },
    # Only these three records print a dose; mice and cells are a row each.
    "who-found-it": {
        ("Helm et al. 2021 [160]", "cirt-anti-pd-1-anti-ctla-4.increases.abscopal-response",
         "in_vivo", model, "10 Gy") for model in ("lm8", "c3h-he-mouse")
    } | {
        ("Huang et al. 2019 [91]", f"{CARBON}.increases.ecto-calreticulin", "in_vitro", None,
         "10 Gy"),
        ("Miranda et al. 2023 [119]", f"{CARBON}.decreases.il2-secretion-t-cell", "in_vitro",
         "jurkat", "1 Gy"),
    },
    # Huang at equal dose; the two papers of one sentence on suppressor cells.
    "carbon-below-photon": {
        ("ecto-calreticulin", "isodose", "Huang et al. 2019 [91]"),
        ("mdsc-abundance-tumour", "unspecified", "Chiblak et al. 2019 [108]"),
        ("mdsc-abundance-tumour", "unspecified", "Zhou et al. 2021 [109]"),
    },
    # No effect of the small corpus begins where an effect of carbon ends.
    "carbon-to-outcomes": set(),
    "chains-of-two": set(),
    # Equal dose and matched effect; air and its lack.
    "contradictions": {
        (CARBON, "photon-irradiation", "hmgb1-release", "explained", "basis", None),
        (CARBON, None, "ecto-calreticulin", "explained", "oxygen", None),
    },
    "contradiction-sides": {
        (CARBON, "photon-irradiation", "hmgb1-release", "explained", *said)
        for said in (("higher", None, "Ran et al. 2021 [88]"),
                     ("similar", None, "Yoshimoto et al. 2015 [89]"))
    } | {
        (CARBON, None, "ecto-calreticulin", "explained", *said)
        for said in ((None, "+", "Huang et al. 2019 [91]"), (None, "0", "Huang et al. 2020 [93]"))
    },
    # Two papers that one sentence cites are one study; who signs no arm tells no manner.
    "verdicts-by-basis": {
        ("ecto-calreticulin", "isodose", "lower", "attenuates", "1"),
        ("hmgb1-release", "isodose", "higher", "amplifies", "1"),
        ("hmgb1-release", "isoeffective", "similar", "equals", "1"),
        ("il2-secretion-t-cell", "isodose", "higher", "attenuates", "1"),
        ("mdsc-abundance-tumour", "unspecified", "lower", None, "1"),
    },
    "genes-of-a-peer": set(),
    "explained-by-basis": {("hmgb1-release", "higher", "similar")},
    # One record of suppressor cells cites two papers.
    "evidence-by-system": {
        ("in_vitro", None, "6", "6"), ("in_vitro", "human", "1", "1"),
        ("in_vivo", "mouse", "2", "2"), ("patients", None, "1", "1"),
        ("unspecified", None, "1", "2"),
    },
    "genes-measured": {
        ("HGNC:1455", "CALR", "surface", CARBON, "+"),
        ("HGNC:1455", "CALR", "surface", CARBON, "0"),
        ("HGNC:4983", "HMGB1", "secretion", CARBON, "+"),
        ("HGNC:6001", "IL2", "secretion", CARBON, "-"),
    },
    "high-let": {
        ("cirt-anti-pd-1-anti-ctla-4.increases.abscopal-response", "50 keV/um", "50", "keV/um",
         "10 Gy", "Helm et al. 2021 [160]"),
    },
    "levels-by-basis": {
        ("ecto-calreticulin", "isodose", "lower", "1"),
        ("hmgb1-release", "isodose", "higher", "1"),
        ("hmgb1-release", "isoeffective", "similar", "1"),
        ("il2-secretion-t-cell", "isodose", "higher", "1"),
        ("mdsc-abundance-tumour", "unspecified", "lower", "2"),
    },
    # What photons do follows from comparisons alone, so all of it is compared.
    "no-head-to-head": set(),
    "never-compared": set(),
    "only-in-the-dish": {
        ("ecto-calreticulin", "+", "Huang et al. 2019 [91]"),
        ("ecto-calreticulin", "0", "Huang et al. 2020 [93]"),
        ("hmgb1-release", "+", "Onishi et al. 2018 [90]"),
        ("hmgb1-release", "+", "Ran et al. 2021 [88]"),
        ("hmgb1-release", "+", "Yoshimoto et al. 2015 [89]"),
        ("il2-secretion-t-cell", "-", "Miranda et al. 2023 [119]"),
    },
    "opposite-effects": {
        (CARBON, "ecto-calreticulin", "+", "Huang et al. 2019 [91]", None,
         "0", "Huang et al. 2020 [93]", "hypoxia"),
    },
    "read-again": {
        (f"{CARBON}.increases.ecto-calreticulin", "Huang et al. 2019 [91]", "abstract"),
    },
    # All of one layer; none says how far it has come.
    "records-by-layer": {("small", "curated", "11", "0")},
    # The small corpus has no kinds of suppressor cells.
    "suppressor-cells": set(),
}  # fmt: skip
"""All rows of the small corpus, reasoned out from its files by hand."""

SHIPPED: dict[str, set[tuple[str | None, ...]]] = {
    "carbon-above-photon-isodose": {
        ("hmgb1-release", "+", "Ran et al. 2021 [88]", "liu2025", "icd.2.4"),
    },
    # The abstract: above photons and protons at 2 and 4 Gy, below both at 10 Gy.
    "dose-reversals": {
        ("ecto-calreticulin", other, "2, 4 Gy", "10 Gy", "Huang et al. 2019 [91]")
        for other in ("photon-irradiation", "proton-irradiation")
    },
    "hypoxia-reversals": {(CARBON, "ecto-calreticulin", "+", "0", "Huang et al. 2020 [93]")},
    "interferon-brakes": {("trex1-expression", "type-i-ifn-response", "Liu et al. 2024 [161]")},
    "leads-to": {("antigen-presentation", "antigen presentation")},
    "let-trends": {("hmgb1-release", "rises", "isoeffective", "Onishi et al. 2018 [90]")},
    "combination-outcomes": {
        ("cirt-anti-pd-1-anti-ctla-4", "phrt-anti-pd-1-anti-ctla-4", "lung-metastasis", "lower",
         "isodose", "Helm et al. 2021 [160]"),
    },
    "trials": {
        ("gm-csf", "nct02946138", "hepatocellular-carcinoma", None, "withdrawn: enrolment"),
        ("durvalumab", "jrct2031210083", "cervical-cancer", "Ib", "recruitment completed"),
    },
    "carbon-below-photon": {("ecto-calreticulin", "isodose", "Huang et al. 2019 [91]")},
    "carbon-to-outcomes": {("abscopal-response", "abscopal response")},
    "explained-by-basis": {("hmgb1-release", "higher", "similar")},
    "contradictions": {
        (CARBON, "photon-irradiation", "hmgb1-release", "explained", "basis", None),
        (CARBON, "photon-irradiation", "ecto-calreticulin", "explained", "dose", None),
        (CARBON, None, "ecto-calreticulin", "explained", "oxygen", None),
    },
    "contradiction-sides": {
        (CARBON, "photon-irradiation", "hmgb1-release", "explained", "similar",
         None, "Yoshimoto et al. 2015 [89]"),
    } | {
        (CARBON, "photon-irradiation", "ecto-calreticulin", "explained", level,
         None, "Huang et al. 2019 [91]") for level in ("higher", "lower")
    },
    "verdicts-by-basis": {
        ("hmgb1-release", "isodose", "higher", "amplifies", "2"),
        ("hmgb1-release", "isoeffective", "similar", "equals", "1"),
    },
    "genes-of-a-peer": {
        ("HGNC:4983", "HMGB1", "hmgb1-release", "http://example.org/peer#location", "13q12.3"),
        ("HGNC:1455", "CALR", "ecto-calreticulin", "http://example.org/peer#location", "19p13.13"),
    },
    "genes-measured": {("HGNC:4983", "HMGB1", "secretion", CARBON, "+")},
    "high-let": {
        ("cirt-anti-pd-1-anti-ctla-4.increases.abscopal-response", "50 keV/um", "50", "keV/um",
         "10 Gy", "Helm et al. 2021 [160]"),
    },
    "opposite-effects": {
        # Zhou found more T cells in the blood, Hu no change in patients.
        (CARBON, "cd8-t-cell-abundance-blood", "+", "Zhou et al. 2021 [109]", None,
         "0", "Hu et al. 2023 [142]", None),
    },
}  # fmt: skip
"""Rows that the shipped graph must hold, whatever is curated beside them."""

ABSENT: dict[str, set[tuple[str | None, ...]]] = {
    # Yoshimoto compared at doses matched for killing, and found both beams alike.
    "carbon-above-photon-isodose": {
        ("hmgb1-release", "+", "Yoshimoto et al. 2015 [89]", "liu2025", "icd.2.5"),
    },
}

Rows = list[tuple[str | None, ...]]


PEER = Path(__file__).parents[1] / "data" / "peer.ttl"


@pytest.fixture(scope="module")
def joined_store(shipped_store: pyoxigraph.Store) -> pyoxigraph.Store:
    """Give the shipped graph with a peer's file beside it, in a graph of its own."""
    joined = pyoxigraph.Store()
    joined.extend(shipped_store)
    joined.load(path=PEER, to_graph=pyoxigraph.NamedNode("http://example.org/peer"))
    return joined


def ask(store: pyoxigraph.Store, name: str) -> Rows:
    answer = query(store, QUERIES[name].text)
    return [tuple(term and term.short for term in row) for row in answer.rows]


def test_every_query_has_its_columns_stated() -> None:
    assert set(QUERIES) == set(COLUMNS)
    assert len(QUERIES) >= 25
    for one in QUERIES.values():
        assert one.title and one.question.endswith("?") and one.shape.startswith("one row for each")


def test_who_carries_it_above_photons_takes_eight_lines() -> None:
    """Flat patterns for flat questions: who says it at equal dose, with the citation."""
    text = QUERIES["carbon-above-photon-isodose"].text
    pattern = text[text.index("SELECT") :].strip().splitlines()
    assert len(pattern) <= 8


@pytest.mark.parametrize("name", QUERIES)
def test_a_query_answers_on_the_shipped_graph(
    name: str, shipped_store: pyoxigraph.Store, joined_store: pyoxigraph.Store
) -> None:
    """Nothing that a peer's file adds changes what is asked of this graph alone."""
    answer = query(joined_store, QUERIES[name].text)
    alone = query(shipped_store, QUERIES[name].text)
    assert alone.rows == (() if name == "genes-of-a-peer" else answer.rows)
    assert answer.variables == tuple(COLUMNS[name].split())
    assert answer.rows
    assert not answer.truncated
    assert len(set(answer.rows)) == len(answer.rows), "one row twice tells nothing"
    for column in range(len(answer.variables)):
        assert any(row[column] for row in answer.rows), "a column that is always empty"


@pytest.mark.parametrize("name", QUERIES)
def test_the_order_of_rows_does_not_hang_on_the_store(
    name: str, shipped_store: pyoxigraph.Store
) -> None:
    """Loaded in another order, the store answers in the same."""
    turned = pyoxigraph.Store()
    turned.extend(sorted(shipped_store, key=str, reverse=True))
    assert ask(turned, name) == ask(shipped_store, name)


@pytest.mark.parametrize("name", SMALL)
def test_a_query_answers_what_the_small_corpus_says(
    name: str, small_store: pyoxigraph.Store
) -> None:
    assert set(ask(small_store, name)) == SMALL[name]


@pytest.mark.parametrize("name", SHIPPED)
def test_a_query_answers_what_the_literature_says(
    name: str, joined_store: pyoxigraph.Store
) -> None:
    rows = set(ask(joined_store, name))
    assert SHIPPED[name] - rows == set()
    assert rows & ABSENT.get(name, set()) == set()


def test_everything_upstream_is_reached_by_more_than_one_step(
    shipped_store: pyoxigraph.Store,
) -> None:
    """Antigen presentation acts on the T cells; what raises it stands upstream as well."""
    step = "SELECT ?c { ?c kg:increases|kg:decreases %s }"
    first = {row[0].short for row in query(shipped_store, step % "id:ctl-response").rows if row[0]}
    causes = {cause for cause, _ in ask(shipped_store, "leads-to")}
    assert first < causes
    for cause in first:
        before = query(shipped_store, step % f"id:{cause}").rows
        assert {row[0].short for row in before if row[0]} <= causes


def test_the_paper_cited_for_trex1_disagrees(shipped_store: pyoxigraph.Store) -> None:
    claims = {(row[0], row[1]) for row in ask(shipped_store, "primary-papers-disagree")}
    cited = "Vanpouille-Box et al. 2017 [172]"
    assert (f"{CARBON}.increases.trex1-expression", cited) in claims


def test_patients_are_counted(shipped_store: pyoxigraph.Store) -> None:
    rows = ask(shipped_store, "patients")
    assert ("Hu et al. 2023 [142]", "32", "before") in {row[1:4] for row in rows}
    trials = [row for row in rows if str(row[0]).startswith(("nct", "jrct"))]
    assert trials == [], "a trial is no finding"


def test_no_photon_study_passes_for_a_trial_of_carbon(shipped_store: pyoxigraph.Store) -> None:
    agents = {row[0] for row in ask(shipped_store, "trials")}
    assert agents.isdisjoint({CARBON, "ionising-radiation", "photon-irradiation"})


def test_a_chain_multiplies_its_signs(shipped_store: pyoxigraph.Store) -> None:
    rows = ask(shipped_store, "chains-of-two")
    assert {(row[1], row[3], row[4]) for row in rows} >= {("+", "+", "+"), ("+", "-", "-")}
    for _, first, _, second, net in rows:
        assert net == ("+" if first == second else "-")


def test_suppressor_cells_are_found_by_kind(shipped_store: pyoxigraph.Store) -> None:
    cells = {row[0] for row in ask(shipped_store, "suppressor-cells")}
    assert cells >= {"mdsc", "treg"}


def test_counts_by_basis_never_pool(shipped_store: pyoxigraph.Store) -> None:
    rows = set(ask(shipped_store, "levels-by-basis"))
    hmgb1 = {row[1:] for row in rows if row[0] == "hmgb1-release"}
    assert {("isodose", "higher", "2"), ("isoeffective", "similar", "1")} <= hmgb1


def test_what_nobody_compared_is_not_compared(shipped_store: pyoxigraph.Store) -> None:
    compared = {row[0] for row in ask(shipped_store, "levels-by-basis")}
    assert compared.isdisjoint(row[0] for row in ask(shipped_store, "no-head-to-head"))
    assert compared.isdisjoint(row[0] for row in ask(shipped_store, "never-compared"))


def test_verdicts_and_contradictions_are_those_of_the_reasoning(
    shipped: Graph, shipped_store: pyoxigraph.Store
) -> None:
    given = {(one.topic.object, basis, one.direction, one.manner, str(one.studies))
             for one in reasoning.verdicts(shipped, versus="photon-irradiation")
             for basis in one.basis or (None,)
             if one.topic.exposure == CARBON
             and not one.topic.given and not one.lifted}  # fmt: skip
    assert set(ask(shipped_store, "verdicts-by-basis")) == given
    conflicts = {(one.topic.exposure, one.topic.comparator or None, one.topic.object, one.kind)
                 for one in reasoning.conflicts(shipped)}  # fmt: skip
    for name in ("contradictions", "contradiction-sides"):
        assert {row[:4] for row in ask(shipped_store, name)} == conflicts


def test_missing_comparisons_are_those_of_the_map_of_gaps(
    shipped: Graph, shipped_store: pyoxigraph.Store
) -> None:
    mapped = reasoning.gaps(shipped, exposure=CARBON, versus="photon-irradiation")
    missing = {row.object for row in mapped.rows if row.overall.state == "never-compared"}
    assert missing
    assert {row[0] for row in ask(shipped_store, "no-head-to-head")} == missing


def test_every_trial_is_told_with_its_agents(
    shipped: Graph, shipped_store: pyoxigraph.Store
) -> None:
    told = {row[1] for row in ask(shipped_store, "trials")}
    assert told == {key for key, entity in shipped.entities.items() if entity.trial}


def test_a_query_without_its_header_is_refused(tmp_path: Path) -> None:
    (tmp_path / "mine.rq").write_text("# title: Mine\nASK {}\n")
    with pytest.raises(RequestError, match=r"^mine\.rq: no question: add a line '# question: "):
        named_queries(tmp_path)
    (tmp_path / "mine.rq").write_text("# title: Mine\n# question: Is it?\nASK {}\n")
    assert named_queries(tmp_path)["mine"].question == "Is it?"
