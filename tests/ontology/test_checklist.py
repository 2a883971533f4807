"""The metadata checklists of the field, check by check; docs/ontology.md shows what comes out.

FOOPS! (Garijo, Corcho and Poveda-Villalon, ISWC 2021; catalogue of its tests 0.2) and the
principles of the OBO Foundry. Run as a program it prints the tables.
"""

from __future__ import annotations

import importlib.util
import re
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
import rdflib
from rdflib import DCTERMS, FOAF, OWL, RDF, RDFS, SKOS, URIRef

import kg

ROOT = Path(__file__).parents[2]
FILE = ROOT / "ontology" / "cirt.ttl"
PAGE = ROOT / "docs" / "ontology.md"
HERE = URIRef("https://w3id.org/cirt-kg/ontology")
TERMS = rdflib.Graph().parse(FILE, format="turtle")
VANN = rdflib.Namespace("http://purl.org/vocab/vann/")
BIBO = rdflib.Namespace("http://purl.org/ontology/bibo/")

YES, SERVED, UNTRIED, NO = "passes", "passes where it is served", "not tried", "open"
REDIRECT = "w3id.org must be given the redirects of docs/w3id, by the owners"


@dataclass(frozen=True)
class Result:
    """One check: its name, what it asks for, how many of its parts pass, and what is to be said."""

    check: str
    asks: str
    passed: int
    parts: int
    note: str
    when: str = YES

    @property
    def state(self) -> str:
        """How it came out; `when` tells under which condition where all parts pass."""
        return self.when if self.passed == self.parts else NO

    @property
    def row(self) -> str:
        """The line of the table."""
        count = f", {self.passed} of {self.parts}" if self.parts > 1 else ""
        return f"| {self.check} | {self.asks} | {self.state}{count} | {self.note} |"


# -- FOOPS! ---------------------------------------------------------------------------------------


def said(*properties: URIRef) -> bool:
    return any(TERMS.value(HERE, one) is not None for one in properties)


HAS = {
    "title": said(DCTERMS.title),
    "description": said(DCTERMS.description, DCTERMS.abstract),
    "licence": said(DCTERMS.license),
    "version IRI": said(OWL.versionIRI),
    "author": said(DCTERMS.creator),
    "namespace": said(VANN.preferredNamespaceUri),
    "prefix": said(VANN.preferredNamespacePrefix),
    "version": said(OWL.versionInfo),
    "created": said(DCTERMS.created),
    "citation": said(DCTERMS.bibliographicCitation),
    "contributor": said(DCTERMS.contributor),
    "DOI": said(BIBO.doi),
    "publisher": said(DCTERMS.publisher),
    "logo": said(FOAF.logo),
    "status": said(BIBO.status),
    "source": said(DCTERMS.source),
    "issued": said(DCTERMS.issued),
    "modified": said(DCTERMS.modified),
}


def metadata(check: str, asks: str, *names: str, note: str = "") -> Result:
    missing = [name for name in names if not HAS[name]]
    found = note or (f"no {', '.join(missing)}" if missing else ", ".join(names))
    return Result(check, asks, len(names) - len(missing), len(names), found)


def own_terms() -> set[rdflib.term.Node]:
    """Give what FOOPS! counts: classes and properties of the namespace."""
    kinds = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty)
    return {term for kind in kinds for term in TERMS.subjects(RDF.type, kind)
            if str(term).startswith(f"{HERE}#")}  # fmt: skip


def documented(check: str, asks: str, *properties: URIRef) -> Result:
    terms = own_terms()
    found = {term for term in terms if any((term, one, None) in TERMS for one in properties)}
    return Result(check, asks, int(found == terms and bool(terms)), 1, "every class and property")


def reused() -> set[str]:
    """Give the vocabularies whose classes and properties are used, OWL's own aside."""
    kinds = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty)
    names = (str(term) for kind in kinds for term in TERMS.subjects(RDF.type, kind))
    return {re.sub(r"[^#/]*$", "", name) for name in names} - {f"{HERE}#", str(OWL)}


def annotated_by() -> set[str]:
    return {re.sub(r"[^#/]*$", "", str(one)) for one in TERMS.predicates(HERE)}


def foops(ask: Callable[[str, str], tuple[int, str, bytes]]) -> Iterator[Result]:
    """Check the file, and the addresses at a running service: `ask(path, accept)`."""
    rdf = ("application/rdf+xml", "text/turtle", "application/ld+json", "application/n-triples")
    got = {kind: ask("/ontology", kind) for kind in rdf}
    loaded = all(status == 200 and found == kind and parses(kind, body)
                 for kind, (status, found, body) in got.items())  # fmt: skip
    status, kind, page = ask("/ontology", "text/html")
    html = status == 200 and kind == "text/html" and b"<html" in page
    version = str(TERMS.value(HERE, OWL.versionIRI))
    named = {str(one) for one in TERMS.subjects(RDF.type, OWL.Ontology)}
    at_version = ask(version.removeprefix("https://w3id.org/cirt-kg"), "text/turtle")[0] == 200
    licence = str(TERMS.value(HERE, DCTERMS.license))

    yield Result("PURL1", "a persistent IRI", "w3id.org" in HERE, 1, f"`{HERE}`")
    yield Result("URI1", "the IRI resolves to RDF", loaded, 1, REDIRECT, SERVED)
    yield Result("URI2", "the IRI is the one the file declares", named == {str(HERE)}, 1,
                 "one ontology in the file")  # fmt: skip
    yield Result("VER1", "a version IRI of its own",
                 bool(version) + (version != str(HERE)), 2, f"`{version}`")  # fmt: skip
    yield Result("VER2", "the version IRI resolves", at_version, 1, REDIRECT, SERVED)
    yield metadata("OM1", "minimum metadata", "title", "description", "licence", "version IRI",
                   "author", "namespace")  # fmt: skip
    yield Result("FIND1", "a prefix", HAS["prefix"], 1, "`kg`")
    yield Result("FIND2", "the prefix in prefix.cc or LOV", 0, 2, "the owners must register it")
    yield Result("FIND3", "in a registry (LOV)", 0, 1, "the owners must submit it")
    yield Result("CN1", "pages and RDF by content negotiation",
                 html + loaded, 2, REDIRECT, SERVED)  # fmt: skip
    yield Result("HTTP1", "an open protocol", HERE.startswith("http"), 1, "HTTPS")
    yield Result("FIND3_BIS", "metadata outlive the ontology", 0, 1, "as FIND3")
    yield Result("RDF1", "RDF that can be loaded", parses("text/turtle", FILE.read_bytes()), 1,
                 "Turtle, RDF/XML, N-Triples, JSON-LD")  # fmt: skip
    known = {str(DCTERMS), str(VANN), str(RDFS), str(OWL), str(BIBO), str(FOAF)}
    yield Result("VOC1", "known vocabularies for the metadata", bool(annotated_by() & known), 1,
                 "DCTERMS, VANN, BIBO, FOAF, RDFS, OWL")  # fmt: skip
    yield Result("VOC2", "reuse of vocabularies", bool(reused()), 1,
                 "SKOS, PROV-O, Biolink, DCTERMS")  # fmt: skip
    yield documented("VOC3", "labels", RDFS.label, SKOS.prefLabel)
    yield documented("VOC4", "definitions", SKOS.definition, RDFS.comment)
    yield metadata("OM2", "recommended metadata", "prefix", "version", "created", "citation")
    yield metadata("OM3", "detailed metadata", "DOI", "publisher", "logo", "status", "source",
                   "issued", note="no DOI: the owners get one by depositing a release")  # fmt: skip
    yield Result("OM4.1", "a licence", HAS["licence"], 1, "CC BY 4.0")
    yield Result("OM4.2", "the licence resolves", licence.startswith("https://creativecommons.org/"),
                 1, f"`{licence}`: the tests ask nothing of the net", UNTRIED)  # fmt: skip
    yield metadata("OM5.1", "basic provenance", "created", "author")
    yield metadata("OM5.2", "detailed provenance", "issued", "publisher")
    yield Result("DOC1", "a page of the terms", html, 1, REDIRECT, SERVED)


def parses(kind: str, content: bytes) -> bool:
    """Whether it is RDF that holds the whole ontology."""
    form = ox.RdfFormat.from_media_type(kind)
    assert form
    try:
        found = sum(1 for _ in ox.parse(content, form))
    except SyntaxError:
        return False
    return found == len(TERMS)


# -- the principles of the OBO Foundry ------------------------------------------------------------


def obo() -> Iterator[Result]:
    """Check what of the principles a file can show; say what only people can do."""
    labels = [str(label) for term in terms() for label in TERMS.objects(term, RDFS.label)]
    definitions = [str(one) for term in terms() for one in TERMS.objects(term, SKOS.definition)]
    plain = [label for label in labels
             if "_" not in label and not re.search(r"[a-z][A-Z]", label) and label == label.strip()
             and "  " not in label]  # fmt: skip
    unique = len({label.casefold() for label in labels}) == len(labels) == len(terms())
    license_ = str(TERMS.value(HERE, DCTERMS.license))
    mapped = {str(o) for p in (SKOS.exactMatch, SKOS.closeMatch, SKOS.relatedMatch, SKOS.broadMatch)
              for o in TERMS.objects(None, p)}  # fmt: skip
    relations = sum("/RO_" in one or "/BFO_" in one for one in mapped)

    yield Result("1 Open", "a licence that lets everybody use it",
                 license_.endswith("/by/4.0/"), 1, "CC BY 4.0")  # fmt: skip
    yield Result("2 Common format", "OWL in an accepted syntax", 1, 1,
                 "Turtle here, RDF/XML at the service; OWL 2 DL")  # fmt: skip
    yield Result("3 URIs", "an OBO PURL and namespace", 0, 1,
                 "w3id.org instead; words, not numbers, in IRIs: curators write them")  # fmt: skip
    yield Result("4 Versioning", "a version IRI and version",
                 HAS["version IRI"] + HAS["version"], 2,
                 f"{kg.__version__}, semantic")  # fmt: skip
    yield Result("5 Scope", "a subject of its own", HAS["description"], 1,
                 "effects, comparisons, evidence; entities stay with their ontologies")  # fmt: skip
    yield Result("6 Definitions", "one textual definition a term, no two alike",
                 len(set(definitions)) == len(definitions) == len(terms()), 1,
                 "every term")  # fmt: skip
    yield Result("7 Relations", "relations of RO where they fit", relations >= 8, 1,
                 "mapped, not reused: ours hold between quantities")  # fmt: skip
    yield Result("8 Documentation", "pages about it", (ROOT / "docs/ontology.md").exists(), 1,
                 "this page, the page of terms, ontology/README.md")  # fmt: skip
    yield Result("9 Users", "several independent users", 0, 1, "not shown yet")
    yield Result("10 Collaboration", "work with neighbours", 0, 1,
                 "mapped to RBO; not talked over with its makers yet")  # fmt: skip
    yield Result("11 Authority", "one person to ask", 0, 1, "the owners must name one")
    yield Result("12 Naming", "unique labels in plain English", int(unique) + (plain == labels), 2,
                 "no two alike, no underscores, no CamelCase")  # fmt: skip
    yield Result("16 Maintenance", "changes are kept up with",
                 (ROOT / "CHANGELOG.md").exists(), 1,
                 "CHANGELOG.md; every term is tested")  # fmt: skip
    yield Result("19 Stability", "a term keeps its meaning", no_term_left(), 1,
                 "no term has been withdrawn; one that is stays, as deprecated")  # fmt: skip
    yield Result("20 Responsiveness", "a tracker that is answered", 0, 1,
                 "the owners must open one")  # fmt: skip


@cache
def terms() -> frozenset[rdflib.term.Node]:
    return frozenset(term for term in TERMS.subjects(RDFS.isDefinedBy, HERE))


def no_term_left() -> bool:
    """Whether nothing is deprecated without saying what replaces it."""
    return all((term, DCTERMS.isReplacedBy, None) in TERMS
               for term in TERMS.subjects(OWL.deprecated, None))  # fmt: skip


# -- the page -------------------------------------------------------------------------------------


def table(results: list[Result]) -> str:
    states = [one.state for one in results]
    counts = (f"{state} {states.count(state)}" for state in (YES, SERVED, UNTRIED, NO)
              if state in states)  # fmt: skip
    head = "| check | asks for | result | what there is, or is missing |\n" + "| --- " * 4 + "|\n"
    foot = f"\nOf {len(results)}: {', '.join(counts)}.\n"
    return head + "".join(f"{one.row}\n" for one in results) + foot


def shown(name: str) -> str:
    text = PAGE.read_text(encoding="utf-8")
    found = re.search(rf"<!-- checklist {name} -->\n(.*?)<!-- end -->", text, re.DOTALL)
    assert found, f"docs/ontology.md has no table '{name}'"
    return found[1]


def running_service() -> Any:
    """Give what starts a service, from the tests of the service."""
    path = ROOT / "tests" / "service" / "conftest.py"
    spec = importlib.util.spec_from_file_location("service_of_checklist", path)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module.running()


def checked() -> dict[str, str]:
    with running_service() as service:

        def ask(path: str, accept: str) -> tuple[int, str, bytes]:
            answer = service.get(path, accept=accept)
            return answer.status, answer.kind, answer.body

        return {"foops": table(list(foops(ask))), "obo": table(list(obo()))}


@pytest.fixture(scope="module")
def tables() -> dict[str, str]:
    return checked()


@pytest.mark.parametrize("name", ["foops", "obo"])
def test_the_page_shows_what_comes_out(name: str, tables: dict[str, str]) -> None:
    assert shown(name) == tables[name], (
        "docs/ontology.md: renew the tables, .venv/bin/python tests/ontology/test_checklist.py"
    )


def test_only_what_the_owners_must_do_is_open(tables: dict[str, str]) -> None:
    rows = [row.split(" | ") for row in tables["foops"].splitlines() if row.startswith("| ")]
    left = {row[0].strip("| ") for row in rows[2:] if row[2].startswith(NO)}
    assert left == {"FIND2", "FIND3", "FIND3_BIS", "OM3"}
    assert len(rows) == 2 + 24, "the catalogue has 24 tests"


def test_the_checks_see_what_is_missing() -> None:
    empty = foops(lambda path, accept: (404, "text/plain", b""))
    open_ = {one.check for one in empty if one.passed < one.parts}
    assert {"URI1", "VER2", "CN1", "DOC1"} <= open_
    assert not parses("text/turtle", b"<a> <b> .")
    assert metadata("x", "y", "title", "DOI").row.endswith("| open, 1 of 2 | no DOI |")


if __name__ == "__main__":
    for name, text in checked().items():
        sys.stdout.write(f"<!-- checklist {name} -->\n{text}<!-- end -->\n\n")
