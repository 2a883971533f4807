"""Networks of other programs come in as drafts: what they say, and nothing that they do not."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner, Result
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import kg
from kg.cli import main
from kg.curation import Corpus, read
from kg.errors import RequestError, TableError
from kg.exchange import indra_text, kgx
from kg.graph import Graph, assemble
from kg.intake import FORMS, Intake, Left, import_network, take_network
from kg.model import Claim, Reference

DATA = Path(__file__).parents[1] / "data"
SMALL, FOREIGN = DATA / "small", DATA / "foreign"
HMGB1 = "carbon-ion-irradiation.increases.hmgb1-release"


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    return read(SMALL)


@pytest.fixture(scope="module")
def small(corpus: Corpus) -> Graph:
    return assemble(corpus)


def run(*words: object) -> Result:
    return CliRunner().invoke(main, [str(word) for word in words])


def taken(graph: Graph, form: str, *files: Path, **told: bool) -> Intake:
    return take_network(graph, form, files, "source", **told)


def refusal(graph: Graph, form: str, *files: Path) -> str:
    with pytest.raises((TableError, RequestError, OSError)) as caught:
        taken(graph, form, *files)
    return str(caught.value)


def triples(found: Intake) -> set[str]:
    return {one.claim_id for one in found.records}


def joined(corpus: Corpus, found: Intake) -> Graph:
    """Assemble the things of a corpus with the records of an intake."""
    claims: dict[str, dict[str, Any]] = {}
    for one in found.records:
        claims.setdefault(one.claim_id, {**one.claim, "evidence": []})["evidence"].append(
            {**one.evidence, "status": None}
        )
    cited = {str(one["id"]): one for one in found.references}
    made = {key: Claim.model_validate(one, by_alias=True, by_name=False)
            for key, one in claims.items()}  # fmt: skip
    references = {key: Reference.model_validate(one, by_alias=True, by_name=False)
                  for key, one in cited.items()}  # fmt: skip
    return assemble(
        replace(corpus, claims=made, references={**corpus.references, **references},
                drafts=frozenset(corpus.layers))
    )  # fmt: skip


def write(folder: Path, texts: dict[str, str]) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


# -- there and back -----------------------------------------------------------------------------

things = st.sampled_from(["hmgb1", "trex1", "il2", "calreticulin", "ecto-calreticulin", "t-cell"])
arms = st.sampled_from(["carbon-ion-irradiation", "photon-irradiation", "low-let-irradiation"])
words = st.text(st.characters(codec="utf-8", categories=["L", "N", "P", "S"],
                              exclude_characters="|"), min_size=1, max_size=9)  # fmt: skip
records = st.fixed_dictionaries(
    {
        "references": st.lists(st.sampled_from(["ran2021", "huang2019", "onishi2018"]),
                               min_size=1, max_size=2, unique=True),
        "read_in": st.sampled_from(["ran2021", "huang2019"]), "locator": st.just(["abstract"]),
        "certainty": st.sampled_from(["asserted", "hedged", "speculative"]),
        "summary": words.map(lambda word: f"Told: {word}"),
        "system": st.fixed_dictionaries(
            {"setting": st.sampled_from(["in_vitro", "patients", "unspecified"])},
            optional={"organism": st.just("human"), "models": st.just(["jurkat"])}),
    },
    optional={
        "evidence_type": st.just("ECO:0001565"),
        "contrasts": st.lists(st.fixed_dictionaries(
            {"versus": st.just("proton-irradiation"),
             "level": st.lists(st.sampled_from(["higher", "lower"]), min_size=1, unique=True),
             "basis": st.just(["isodose"])}), min_size=1, max_size=1),
    },
)  # fmt: skip
claims = st.dictionaries(
    st.tuples(arms, st.sampled_from(["increases", "decreases", "does_not_change", "affects"]),
              things),
    st.lists(records, min_size=1, max_size=2), min_size=1, max_size=4,
)  # fmt: skip
few = settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))


def graph_of(corpus: Corpus, told: dict[Any, list[Any]]) -> Graph:
    made = {}
    for (subject, predicate, target), listed in told.items():
        evidence = [{"id": f"r{place}", "attribution": "collective" if len(one["references"]) > 1
                     else "single", **one} for place, one in enumerate(listed)]  # fmt: skip
        claim = Claim.model_validate(
            {"subject": subject, "predicate": predicate, "object": target, "evidence": evidence},
            by_alias=True, by_name=False,
        )  # fmt: skip
        made[claim.id] = claim
    return assemble(replace(corpus, claims=made))


def kgx_holds(graph: Graph) -> tuple[set[Any], set[Any]]:
    """Tell what KGX can hold of a graph: stated effects, comparisons by level and basis."""
    effects = {(one.subject, one.predicate, one.object) for one in graph.effects
               if not one.derived and one.predicate != "affects"}  # fmt: skip
    compared = {(one.subject, one.comparator, one.object, frozenset(one.level), one.basis)
                for one in graph.comparisons if not one.derived and not one.differs}  # fmt: skip
    return effects, compared


@few
@given(claims, st.sampled_from(["tsv", "jsonl"]))
def test_kgx_comes_back(
    corpus: Corpus, tmp_path_factory: pytest.TempPathFactory, told: dict[Any, list[Any]], form: str
) -> None:
    graph = graph_of(corpus, told)
    written = kgx(graph)
    folder = write(tmp_path_factory.mktemp("kgx"), dict(written.files(form)))
    found = taken(assemble(replace(corpus, claims={})), "kgx", folder)
    assert kgx_holds(joined(corpus, found)) == kgx_holds(graph)
    for one in found.records:
        if one.claim["predicate"] in ("increases", "decreases", "does_not_change"):
            before = graph.claims[one.claim_id].evidence
            papers = {key for record in before for key in record.references}
            assert set(one.evidence["references"]) <= papers | {"source"}


@few
@given(claims)
def test_indra_comes_back(
    corpus: Corpus, tmp_path_factory: pytest.TempPathFactory, told: dict[Any, list[Any]]
) -> None:
    graph = graph_of(corpus, told)
    text, _ = indra_text(graph)
    folder = write(tmp_path_factory.mktemp("indra"), {"s.json": text})
    found = taken(assemble(replace(corpus, claims={})), "indra", folder / "s.json")
    held = [
        (claim.id, one.references, one.read_in, one.locator, one.certainty, one.summary, one.system)
        for claim in graph.claims.values() if claim.predicate != "does_not_change"
        for one in claim.evidence
    ]  # fmt: skip
    back = [
        (claim.id, one.references, one.read_in, one.locator, one.certainty, one.summary, one.system)
        for claim in joined(corpus, found).claims.values() for one in claim.evidence
    ]  # fmt: skip
    assert sorted(map(repr, back)) == sorted(map(repr, held))


NODES = {"hmgb1": ("Protein", "HGNC", "4983"), "trex1": ("Gene", "HGNC", "12269"),
         "il2": ("Protein", "HGNC", "6001"), "t-cell": ("Population", "CL", "0000084"),
         "gm-csf": ("Abundance", "MESH", "D016178")}  # fmt: skip
links = st.lists(
    st.tuples(st.sampled_from(sorted(NODES)), st.sampled_from(["increases", "directlyDecreases",
              "causesNoChange", "regulates", "positiveCorrelation"]),
              st.sampled_from(sorted(NODES)), st.integers(1, 10**8), words),
    min_size=1, max_size=6,
)  # fmt: skip


@few
@given(links)
def test_bel_says_the_same(
    corpus: Corpus, tmp_path_factory: pytest.TempPathFactory, told: list[Any]
) -> None:
    order = sorted(NODES)
    graph = {"nodes": [{"function": kind, "concept": {"namespace": space, "identifier": name}}
                       for kind, space, name in map(NODES.__getitem__, order)],
             "links": [{"source": order.index(subject), "relation": relation,
                        "target": order.index(target), "evidence": text,
                        "citation": {"namespace": "pubmed", "identifier": str(pmid)}}
                       for subject, relation, target, pmid, text in told]}  # fmt: skip
    folder = write(tmp_path_factory.mktemp("bel"), {"g.json": json.dumps(graph)})
    found = taken(assemble(corpus), "bel", folder / "g.json")
    meant = {"increases": "increases", "directlyDecreases": "decreases",
             "causesNoChange": "does_not_change", "regulates": "affects"}  # fmt: skip
    pmids = {str(one["id"]): one.get("PMID") for one in found.references}
    said = [(one.claim_id, pmids[one.evidence["references"][0]]) for one in found.records]
    assert said == [
        (f"{subject}.{meant[relation]}.{target}", str(pmid))
        for subject, relation, target, pmid, _ in told
        if relation in meant and subject != target
    ]
    lost = len(told) - len(said)
    assert sum(int(note.split()[2]) for note in found.notes if note.startswith("left out")) == lost


# -- real files ---------------------------------------------------------------------------------


def test_an_excerpt_of_conib(small: Graph) -> None:
    path = FOREIGN / "russo2019.bel.nodelink.json"
    found = taken(small, "bel", path, new_things=True)
    assert triples(found) == {
        "amyloid-beta-aggregates.increases.nf-kappa-b-complex-subunits-activity",
        "macrophage-activation.increases.phagocytosis", "hif1a.increases.inflammatory-response",
        "hif1a.increases.vegfa", "hif1a.increases.alarmins", "hif1a.increases.autophagy",
        "cell-hypoxia.increases.hif1a-activity", "digoxin.decreases.hif1a",
        "chetomin.decreases.hif1a",
    }  # fmt: skip
    paper = next(one for one in found.references if one.get("PMID") == "31346362")
    assert (paper["issued"], paper["author"][0]) == (2019, {"family": "Russo", "given": "MA"})
    made = {str(one["id"]): one for one in found.entities}
    assert made["nf-kappa-b-complex-subunits-activity"]["of"] == "nf-kappa-b-complex-subunits"
    assert made["hif1a"] == {"id": "hif1a", "label": "HIF1A", "kind": "gene",
                             "no_term": "imported as HGNC:HIF1A"}  # fmt: skip
    for note in (
        "2 edges 'positiveCorrelation'",
        "2 edges about things without a name (Complex)",
        "1 edges about things with variants or fusions",
        "things under Degradation",
    ):
        assert any(note in one for one in found.notes), note
    assert taken(small, "bel", path).records == ()


def test_an_excerpt_of_go_cam(small: Graph) -> None:
    found = taken(small, "gocam", FOREIGN / "gocam.yaml", new_things=True)
    assert triples(found) == {
        "b-cell-receptor-complex-activity.increases.lyn-activity",
        "cd72-activity.increases.ptpn6-activity", "lyn-activity.increases.cd72-activity",
    }  # fmt: skip
    made = {str(one["id"]): one for one in found.entities}
    assert made["lyn"]["xrefs"] == [{"curie": "UniProtKB:P07948", "label": "LYN"}]
    assert {one.evidence["system"]["organism"] for one in found.records} == {"human"}
    assert all(one.evidence["evidence_type"].startswith("ECO:") for one in found.records)
    assert any("molecular function of an activity" in note for note in found.notes)


def test_a_test_file_of_kgx(small: Graph) -> None:
    files = (FOREIGN / "kgx_nodes.tsv", FOREIGN / "kgx_edges.tsv")
    found = taken(small, "kgx", *files, new_things=True)
    assert len(found.records) == 8
    assert "shh-human.part_of.cytosol" in triples(found)
    told = [note for note in found.notes if note.startswith("left out")]
    assert told == [
        "left out: 3 edges 'interacts_with' (first at 10)",
        "left out: 3 edges 'orthologous_to' (first at 15)",
        "left out: 2 edges 'has_phenotype' (first at 13)",
    ]


def test_statements_that_indra_wrote(small: Graph) -> None:
    path = FOREIGN / "indra.json"
    found = taken(small, "indra", path, new_things=True)
    said = [(one.claim_id, one.evidence["certainty"], one.row) for one in found.records]
    assert said == [
        ("sting1.increases.hmgb1", "asserted", 1), ("sting1.increases.hmgb1", "hedged", 1),
        ("trex1.decreases.sting1-activity", "asserted", 2),
        ("sting1.increases.trex1-activity", "asserted", 7),
    ]  # fmt: skip
    told = "\n".join(found.notes)
    for what in (
        "1 statements of the kind Phosphorylation",
        "1 statements of the kind Complex",
        "1 statements about things with mutations",
        "1 pieces of evidence against",
        "1 statements that name nothing as their cause",
        "1 kinds of activity, read as activity",
    ):
        assert what in told
    (record,) = taken(small, "indra", path).records[:1] or (None,)
    assert record is None


# -- what is meant ------------------------------------------------------------------------------


def edges_file(folder: Path, *rows: dict[str, str], nodes: tuple[dict[str, str], ...] = ()) -> Path:
    def table(told: tuple[dict[str, str], ...]) -> str:
        header = list(dict.fromkeys(name for row in told for name in row))
        lines = ["\t".join(header), *("\t".join(row.get(n, "") for n in header) for row in told)]
        return "\n".join(lines) + "\n"

    texts = {"edges.tsv": table(rows)} | ({"nodes.tsv": table(nodes)} if nodes else {})
    return write(folder, texts)


EDGE = {"subject": "HGNC:4983", "predicate": "biolink:affects", "object": "hgnc:HGNC:12269"}


@pytest.mark.parametrize(
    ("more", "meant"),
    [
        ({}, "affects"), ({"object_direction_qualifier": "increased"}, "increases"),
        ({"object_direction_qualifier": "downregulated"}, "decreases"),
        ({"negated": "true"}, "does_not_change"),
        ({"negated": "True", "object_direction_qualifier": "increased"}, ""),
        ({"predicate": "biolink:positively_regulates"}, "increases"),
        ({"predicate": "biolink:positively_regulates", "negated": "true"}, ""),
        ({"predicate": "biolink:correlated_with"}, ""),
        ({"knowledge_level": "prediction"}, ""),
        ({"object_aspect_qualifier": "degradation"}, ""),
        ({"object_direction_qualifier": "sideways"}, ""),
    ],
)  # fmt: skip
def test_what_an_edge_of_kgx_says(
    more: dict[str, str], meant: str, small: Graph, tmp_path: Path
) -> None:
    found = taken(small, "kgx", edges_file(tmp_path, {**EDGE, **more}))
    assert triples(found) == ({f"hmgb1.{meant}.trex1"} if meant else set())
    assert bool(found.notes) is not bool(meant)


def test_an_aspect_is_a_measure_of_its_thing(small: Graph, tmp_path: Path) -> None:
    told = {**EDGE, "object_aspect_qualifier": "expression",
            "object_direction_qualifier": "decreased"}  # fmt: skip
    found = taken(small, "kgx", edges_file(tmp_path, told))
    assert triples(found) == {"hmgb1.decreases.trex1-expression"}


def test_by_name_on_request_and_of_a_kind_alike(small: Graph, tmp_path: Path) -> None:
    nodes = ({"id": "X:1", "name": "HMGB1", "category": "biolink:Gene"},
             {"id": "X:2", "name": "IL-2", "category": "biolink:Gene"},
             {"id": "X:3", "name": "T cell", "category": "biolink:Gene"})  # fmt: skip
    folder = edges_file(
        tmp_path, {**EDGE, "subject": "X:1", "object": "X:2"},
        {**EDGE, "subject": "X:1", "object": "X:3"}, nodes=nodes,
    )  # fmt: skip
    assert taken(small, "kgx", folder).records == ()
    found = taken(small, "kgx", folder, by_label=True)
    assert triples(found) == {"hmgb1.affects.il2"}
    assert any(note.startswith("not in the corpus, among others: X:3 (1)") for note in found.notes)


def test_a_layer_of_drafts_counts_where_it_is_named(tmp_path: Path) -> None:
    folder = edges_file(tmp_path / "k", {**EDGE, "object_direction_qualifier": "increased",
                                         "publications": "PMID:28759889|GO_REF:1"})  # fmt: skip
    result = run("--corpus", SMALL, "import", "kgx", folder, "--out", tmp_path / "in",
                 "--licence", "CC0-1.0", "--origin", "https://example.org/kg")  # fmt: skip
    assert result.exit_code == 0, result.stderr
    assert "kg: read: 1 record of 1 claim, all drafts" in result.stderr
    assert "left out: 1 papers named by GO_REF, not by PMID or DOI (first at 2)" in result.stderr
    assert run("--corpus", SMALL, "--with", tmp_path / "in", "check").exit_code == 0
    for drafts, counts in (((), False), (("in",), True)):
        graph = kg.load(SMALL, tmp_path / "in", drafts=drafts)
        assert graph.layers["in"].licence == "CC0-1.0"
        (record,) = graph.claims["hmgb1.increases.trex1"].evidence
        assert (record.status, record.references) == ("draft", ("pmid28759889",))
        (effect,) = (one for one in graph.effects if one.id == "hmgb1.increases.trex1")
        assert bool(effect.supports[0].void) is not counts
    source = graph.references[record.read_in]
    assert source.type == "dataset"
    assert "https://example.org/kg" in str(source.note) and "SHA-256" in str(source.note)
    again = run("--corpus", SMALL, "import", "kgx", folder, "--out", tmp_path / "in",
                "--licence", "CC0-1.0")  # fmt: skip
    assert again.exit_code == 2
    assert "is there already: name a new folder" in again.stderr


def test_the_same_bytes_twice(tmp_path: Path) -> None:
    path = FOREIGN / "russo2019.bel.nodelink.json"
    for name in ("a", "b"):
        made = import_network("bel", [path], tmp_path / name, [SMALL], licence="CC0-1.0",
                              layer="same", new_things=True)  # fmt: skip
    texts = [
        {one.relative_to(tmp_path / name): one.read_bytes() for one in (tmp_path / name).rglob("*")
         if one.is_file()} for name in ("a", "b")
    ]  # fmt: skip
    assert texts[0] == texts[1]
    assert len(made.paths) == len(texts[0]) == 4


def test_a_licence_must_be_told(tmp_path: Path) -> None:
    result = run("--corpus", SMALL, "import", "bel", FOREIGN / "indra.json", "--out", tmp_path)
    assert result.exit_code == 2
    assert "Missing option '--licence'" in result.stderr


# -- what is not what it should be --------------------------------------------------------------

DEEP = "[" * 100_000
LAUGHS = "a: &a [x, x]\nb: &b [*a, *a]\nactivities: [*b, *b]\n"
BROKEN: list[tuple[str, str, bytes, str]] = [
    ("indra", "s.json", b"", ":1: JSON: Expecting value: write INDRA Statements again"),
    ("indra", "s.json", b'[{"type": "Influence"', ":1: JSON: Expecting ',' delimiter"),
    ("indra", "s.json", b'[\n{"type": "\xff"}]', ":2: text: byte 0xff is not UTF-8"),
    ("indra", "s.json", DEEP.encode(), ":1: JSON: nested too deeply"),
    ("indra", "s.json", b"[" + b"9" * 5000 + b"]", ":1: JSON: a number too long"),
    ("indra", "s.json", b"[NaN]", ":1: JSON: a number too long"),
    ("indra", "s.json", b"{}", ":1: JSON: no list of statements"),
    ("indra", "s.json", b"[7]", ":1: type: missing: write a text there"),
    ("indra", "s.json", b'[{"type": "Influence", "subj": []}]', ":1: subj: list instead of an obj"),
    ("bel", "g.json", b"[]", ":1: nodes: missing: write a list there"),
    (
        "bel",
        "g.json",
        b'{"nodes": [], "links": [{"relation": "increases", "source": 0}]}',
        ":1: source: no node 0: there are 0 nodes",
    ),
    ("bel", "g.json", b'{"nodes": [{}], "links": []}', ":1: function: missing"),
    ("gocam", "m.yaml", LAUGHS.encode(), "a YAML alias, '*a'"),
    ("gocam", "m.yaml", b"a: [", ": YAML syntax: "),
    ("gocam", "m.yaml", b"title: x", ":1: activities: missing: write a list there"),
    (
        "gocam",
        "m.yaml",
        b"activities: [{id: a, causal_associations: [{predicate: 'RO:0002629', "
        b"downstream_activity: b}]}]",
        ":1: downstream_activity: no activity 'b'",
    ),
    ("gocam", "m.yaml", b"!!python/object/apply:os.system ['true']", "missing"),
    ("kgx", "edges.tsv", b"", ":1: header: the file is empty"),
    ("kgx", "edges.tsv", b"<!DOCTYPE x [<!ENTITY a 'b'>]>\n", ":1: header: no names of columns"),
    ("kgx", "edges.tsv", b"subject\tpredicate\tobject\na\tb\n", ":2: object: missing"),
    ("kgx", "edges.tsv", b"subject\tpredicate\na\tb\tc\td\n", ":2: line: 4 cells below 2 names"),
    ("kgx", "edges.tsv", b"subject\tpredicate\tobject\n\xff\tb\tc\n", ":2: line: byte 0xff is"),
    ("kgx", "edges.tsv", b"a\tb\n\0\n", ":2: line: no text"),
    ("kgx", "edges.tsv", b"x" * 1_100_000, ":1: line: more than 1000000 bytes"),
    ("kgx", "edges.jsonl", b'{"subject": 7}\n', ":1: subject: '7' is no text"),
    ("kgx", "edges.jsonl", b"{}\n{\n", ":1: subject: missing"),
    ("kgx", "edges.jsonl", b"{\n", ":1: line: no JSON"),
    ("kgx", "graph.tsv", b"a\tb\n", "no file of edges: name files such as nodes.tsv"),
]


@pytest.mark.parametrize(
    ("form", "name", "content", "told"), BROKEN,
    ids=[f"{form}-{place}" for place, (form, *_) in enumerate(BROKEN)],
)  # fmt: skip
def test_what_is_broken_or_hostile_is_one_clear_error(
    form: str, name: str, content: bytes, told: str, small: Graph, tmp_path: Path
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    assert told in refusal(small, form, path)


@pytest.mark.parametrize(
    ("form", "name"),
    [("kgx", "edges.tsv"), ("indra", "s.json"), ("bel", "g.json"), ("gocam", "m.yaml")],
)
def test_a_broken_file_writes_nothing(form: str, name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(b"\xff\xfe\x00")
    result = run("--corpus", SMALL, "import", form, path, "--out", tmp_path / "in",
                 "--licence", "CC0-1.0")  # fmt: skip
    assert (result.exit_code, result.stdout) == (2, "")
    assert f"{path}:1: " in result.stderr
    assert not (tmp_path / "in").exists()


@pytest.mark.parametrize(
    ("form", "name"),
    [("indra", "indra.json"), ("bel", "russo2019.bel.nodelink.json"), ("gocam", "gocam.yaml")],
)
def test_a_file_cut_short_is_refused_or_less(
    form: str, name: str, small: Graph, tmp_path: Path
) -> None:
    content = (FOREIGN / name).read_bytes()
    whole = triples(taken(small, form, FOREIGN / name, new_things=True))
    path = tmp_path / name
    for length in range(1, len(content) - 2, len(content) // 40):
        path.write_bytes(content[:length])
        try:
            assert len(triples(taken(small, form, path, new_things=True))) <= len(whole)
            assert form == "gocam"  # what is left of YAML may be whole
        except (TableError, RequestError) as error:
            assert str(path) in str(error)


def places(told: Any, here: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    yield here
    if isinstance(told, dict | list):
        for name in told if isinstance(told, dict) else range(len(told)):
            yield from places(told[name], (*here, name))


def put(told: Any, place: tuple[Any, ...], one: Any) -> Any:
    if not place:
        return one
    made = told.copy()
    made[place[0]] = put(told[place[0]], place[1:], one)
    return made


KGX_EDGE = {
    **EDGE, "publications": ["PMID:1"], "has_evidence": ["ECO:0000001"], "summary": ["y"],
    "negated": False, "knowledge_level": "x", "kind": "comparison", "level": ["higher"],
    "comparator": "il2", "id": "small:x", "certainty": ["asserted"],
}  # fmt: skip
WHOLE: dict[str, tuple[str, Any]] = {
    "indra": ("s.json", json.loads((FOREIGN / "indra.json").read_text())),
    "bel": ("g.json", json.loads((FOREIGN / "russo2019.bel.nodelink.json").read_text())),
    "gocam": ("m.yaml", yaml.safe_load((FOREIGN / "gocam.yaml").read_text())),
    "kgx": ("edges.jsonl", KGX_EDGE),
}
WHOLE["indra"][1][0]["evidence"][0]["annotations"] = {
    "references": ["ran2021"], "read_in": "ran2021", "locator": ["abstract"],
    "organism": "human", "models": ["jurkat"], "setting": "in_vitro",
}  # fmt: skip
EVERY = {form: list(places(told)) for form, (_, told) in WHOLE.items()}
anything = st.sampled_from([None, 5, -1, True, "x", "", [], {}, [[]], {"a": 1}, 1.5, "\ud800",
                            "a" * 3000, "../..", [None], {"id": 5}])  # fmt: skip


@settings(few, max_examples=80)
@given(st.sampled_from(sorted(WHOLE)), st.data())
def test_whatever_stands_anywhere_is_read_or_told(
    small: Graph, tmp_path_factory: pytest.TempPathFactory, form: str, data: st.DataObject
) -> None:
    name, told = WHOLE[form]
    changed = put(told, data.draw(st.sampled_from(EVERY[form])), data.draw(anything))
    path = tmp_path_factory.mktemp("any") / name
    path.write_text(json.dumps(changed))  # which is YAML as well
    try:
        taken(small, form, path, new_things=True)
    except (TableError, RequestError) as error:
        assert str(path) in str(error)


def test_hostile_words_are_data(small: Graph, tmp_path: Path) -> None:
    """Climbing paths, mark-up, formulas and control characters are names like any other."""
    bad = [
        "../../etc/passwd",
        "<script>alert(1)</script>",
        "=cmd|'x'!A1",
        "a\x1b[2J\u202eb",
        "- &a",
    ]
    nodes = tuple({"id": f"X:{place}", "name": name, "category": "biolink:Gene"}
                  for place, name in enumerate(bad))  # fmt: skip
    rows = [{**EDGE, "subject": f"X:{place}", "summary": name} for place, name in enumerate(bad)]
    folder = edges_file(tmp_path / "k", *rows, nodes=nodes)
    made = import_network("kgx", [folder], tmp_path / "in", [SMALL], licence="CC0-1.0",
                          new_things=True)  # fmt: skip
    assert all(path.resolve().is_relative_to((tmp_path / "in").resolve()) for path in made.paths)
    graph = kg.load(SMALL, tmp_path / "in")
    labels = {one.label for key, one in graph.entities.items() if key not in small.entities}
    assert {"../../etc/passwd", "<script>alert(1)</script>", "=cmd|'x'!A1", "- &a"} <= labels
    assert not any("\x1b" in one or "\u202e" in one for one in labels)


def test_the_huge_is_refused_before_it_is_read(small: Graph, tmp_path: Path) -> None:
    path = tmp_path / "s.json"
    with path.open("wb") as file:
        file.truncate(200_000_000)
    assert "larger than" in refusal(small, "indra", path)


def test_kinds_of_what_is_left_out_do_not_fill_the_memory() -> None:
    left = Left()
    for place in range(3_000):
        left.out(f"edges '{place}'", place)
    assert len(left.many) <= 1_001
    assert sum(left.many.values()) == 3_000


def test_every_format_has_its_command() -> None:
    shown: Callable[..., Any] = run
    assert set(FORMS) <= set(shown("import", "--help").stdout.split())
