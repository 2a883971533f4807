"""Every shape goes red on a graph that is broken in its way only, and green on a sound one.

That the shipped graph is sound is the doctest of `kg.rdf.validation`.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType

import pytest
import rdflib
from click.testing import CliRunner
from pyoxigraph import NamedNode, Triple
from rdflib import RDF, SH, Literal, URIRef

from kg.cli import main
from kg.curation import Source, read
from kg.errors import Problem, RequestError
from kg.graph import Graph, assemble
from kg.model import Conditions, Evidence, Manifest, Pointer, Quantity, Reading
from kg.model.quantity import Sizes
from kg.model.reference import Notice
from kg.model.state import Asked
from kg.rdf import shapes, validate
from kg.rdf.dataset import claim_triples, ordered_triples, touched_triples
from kg.rdf.namespace import DATA, ONTOLOGY, PREFIXES
from kg.rdf.shapes import Index, find_touched, index

ROOT = Path(__file__).parents[2]
KG = rdflib.Namespace(f"{ONTOLOGY}#")
SHAPE = rdflib.Namespace("https://w3id.org/cirt-kg/shape/")
SHAPES = rdflib.Graph().parse(ROOT / "ontology" / "shapes.ttl", format="turtle")

HMGB1 = "effect:carbon-ion-irradiation.increases.hmgb1-release"
RECORD = "evidence:carbon-ion-irradiation.increases.hmgb1-release.isodose"
ARM = "contrast:carbon-ion-irradiation.increases.hmgb1-release.isodose.1"
ISODOSE = "comparison:carbon-ion-irradiation.versus.photon-irradiation.hmgb1-release.higher.isodose"
SYSTEM = "system:carbon-ion-irradiation.decreases.il2-secretion-t-cell.jurkat"
CHECK = "check:carbon-ion-irradiation.does_not_change.ecto-calreticulin.hypoxia.1"
BEAM = "exposure:cirt-anti-pd-1-anti-ctla-4.increases.abscopal-response.lm8"
GIVEN = "agent:cirt-anti-pd-1-anti-ctla-4.increases.abscopal-response.lm8.1"
ERRATUM = "erratum:trex1-expression.decreases.type-i-ifn-response.sirna.1"
HYPOXIA = "conditions:carbon-ion-irradiation.does_not_change.ecto-calreticulin.hypoxia"
TURNED = "contrast:carbon-ion-irradiation.decreases.il2-secretion-t-cell.jurkat.1"
ROUTE = "contrast:cirt-dc.decreases.lung-metastasis.route.1"
NUMBER = "quantity:carbon-ion-irradiation.increases.hmgb1-release.isodose.1"
ALONE = "quantity:carbon-ion-irradiation.increases.hmgb1-release.isodose.versus.1.1"
SEX = "facet:carbon-ion-irradiation.increases.hmgb1-release.isodose.1"
RAN = "reference:ran2021"
LAYER = "layer:small"
POINTER = "pointer:carbon-ion-irradiation.increases.hmgb1-release.isodose.supersedes.1"
REQUEST = "request:carbon-ion-irradiation.increases.hmgb1-release.isodose.1"
HIGHER = "verdict:carbon-ion-irradiation.versus.photon-irradiation.hmgb1-release.isodose"
BY_BASIS = "conflict:carbon-ion-irradiation.versus.photon-irradiation.hmgb1-release"
SENTENCE = "sentence:liu2025.icd.2.4"
SIDE = f"side:{BY_BASIS.replace(':', '.')}.higher"
OXYGEN = "explanation:conflict.carbon-ion-irradiation.on.ecto-calreticulin.oxygen"
OPEN = "carbon-ion-irradiation.versus.photon-irradiation.il2-secretion-t-cell"
OMISSION = f"omission:conflict.{OPEN}.dose"
MDSC = "carbon-ion-irradiation.versus.photon-irradiation.mdsc-abundance-tumour"
SILENCE = f"silence:{MDSC}.carbon-ion-irradiation.affects.mdsc-abundance-tumour.review.1"


@dataclass(frozen=True)
class Case:
    """One break: these values, and no others, stand at a subject and predicate."""

    subject: str
    predicate: str
    values: str = ""  # Turtle, after the predicate; empty: nothing stands there
    also: tuple[str, ...] = ()  # shapes that the same break cannot but violate
    blamed: str = ""  # where the fault shows if not at the subject


CASES = {
    "entity-label": Case("id:hmgb1", "rdfs:label"),
    "entity-identifier": Case("id:hmgb1", "dcterms:identifier", "'HMGB 1'"),
    "entity-compartment": Case("id:photon-irradiation", "kg:compartment", "kg:physics, kg:therapy"),
    "measure-of": Case("id:hmgb1-release", "kg:of"),
    "measure-aspect": Case("id:hmgb1-release", "kg:aspect", "kg:colour"),
    "combination-component": Case("id:cirt-dc", "kg:component", "id:dendritic-cell-therapy"),
    "trial-registry": Case("id:nct02946138", "kg:registry"),
    "statement-subject": Case(HMGB1, "rdf:subject", "id:nobody"),
    "statement-object": Case(HMGB1, "rdf:object", "id:hmgb1-release, id:hmgb1"),
    "effect-predicate": Case(HMGB1, "rdf:predicate", "kg:adores", ("sign-follows-predicate",)),
    "statement-evidence": Case(
        "effect:photon-irradiation.increases.hmgb1-release", "kg:evidence", "", ("refuted-alone",),
    ),
    "statement-derived": Case(HMGB1, "kg:derived", "'perhaps'"),
    "effect-sign": Case(HMGB1, "kg:sign", "'++'", ("sign-follows-predicate",)),
    "comparison-predicate": Case(ISODOSE, "rdf:predicate", "kg:increases"),
    "comparison-exposure": Case(ISODOSE, "kg:exposure"),
    "comparison-comparator": Case(ISODOSE, "kg:comparator", "id:nobody"),
    "comparison-object": Case(ISODOSE, "kg:object"),
    "comparison-source": Case(ISODOSE, "kg:statedBy"),
    "level": Case(ISODOSE, "kg:level", "kg:higher, kg:lower"),
    "basis": Case(ISODOSE, "kg:basis", "kg:isodose, kg:isoeffective"),
    "level-open": Case(ISODOSE, "kg:levelOneOf", "kg:highest"),
    "level-given": Case(ISODOSE, "kg:level"),
    "evidence-claim": Case(
        RECORD, "kg:claim", f"{HMGB1}, effect:carbon-ion-irradiation.affects.mdsc-abundance-tumour",
        ("own-claim",),
    ),
    "evidence-reference": Case(RECORD, "kg:reference"),
    "evidence-read-in": Case(RECORD, "kg:readIn", "reference:liu2025, reference:ran2021"),
    "evidence-locator": Case(RECORD, "kg:locator"),
    "evidence-stance": Case(RECORD, "kg:stance", "kg:doubts"),
    "evidence-certainty": Case(RECORD, "kg:certainty"),
    "evidence-attribution": Case(RECORD, "kg:attribution", "kg:nobody"),
    "evidence-summary": Case(RECORD, "kg:summary", "'  '"),
    "evidence-system": Case(RECORD, "kg:system"),
    "evidence-contrast": Case(RECORD, "kg:contrast", "id:hmgb1"),
    "evidence-check": Case(RECORD, "kg:check", "id:hmgb1"),
    "evidence-trend": Case(RECORD, "kg:trend", "kg:wobbles"),
    "evidence-trend-over": Case(RECORD, "kg:trendOver", "'depth'"),
    "evidence-trend-basis": Case(RECORD, "kg:trendBasis", "kg:isodose, kg:isoeffective"),
    "evidence-baseline": Case(RECORD, "kg:baseline"),
    "evidence-perturbation": Case(
        "evidence:trex1-expression.decreases.type-i-ifn-response.sirna", "kg:perturbation",
        "'sideways'",
    ),
    "system-setting": Case(SYSTEM, "kg:setting", "kg:in_silico"),
    "system-model": Case(SYSTEM, "kg:model", "'Jurkat'"),
    "system-organism": Case(SYSTEM, "kg:organism", "id:human, id:mouse"),
    "contrast-comparator": Case(ARM, "kg:comparator"),
    "contrast-sign": Case(ARM, "kg:comparatorSign", "'up'"),
    "facet": Case(ROUTE, "kg:facet", "'colour'"),
    "check-says": Case(CHECK, "kg:says", "kg:agrees, kg:omits"),
    "check-reference": Case(CHECK, "kg:reference"),
    "check-part": Case(CHECK, "kg:part", "'cover'"),
    "check-note": Case(CHECK, "kg:note"),
    "check-differs-in": Case(CHECK, "kg:differsIn", "'Bad Mood'"),
    "erratum-printed": Case(ERRATUM, "kg:printed"),
    "erratum-fault": Case(ERRATUM, "kg:fault"),
    "amount-dose": Case(BEAM, "kg:doseLow", "-10.0"),
    "amount-dose-unit": Case(BEAM, "kg:doseUnit", "' '"),
    "amount-rate-unit": Case(BEAM, "kg:doseRateUnit", "'Gy per fortnight'"),
    "evidence-quantity": Case(RECORD, "kg:quantity", f"{NUMBER}, id:hmgb1"),
    "contrast-quantity": Case(ARM, "kg:quantity", "id:hmgb1"),
    "quantity-measure": Case(NUMBER, "kg:measure", "'guess'"),
    "quantity-says": Case(ALONE, "kg:p"),
    "quantity-amount": Case(NUMBER, "kg:amount", "'2', '3'"),
    "quantity-low": Case(NUMBER, "kg:amountLow", "'many'"),
    "quantity-size": Case(NUMBER, "kg:n", "0"),
    "contrast-says": Case(ARM, "kg:level"),
    "amount-let": Case(BEAM, "kg:letLow", "-50.0"),
    "amount-energy-unit": Case(BEAM, "kg:energyUnit", "'eV'"),
    "amount-time-unit": Case(HYPOXIA, "kg:timeUnit", "'fortnight'"),
    "evidence-irradiated": Case(RECORD, "kg:irradiatedPart", "kg:moon"),
    "effect-action": Case(HMGB1, "kg:action", "'befriends'", ("action-of-targets",)),
    "action-of-targets": Case(HMGB1, "kg:action", "'inhibits'"),
    "conditions-named": Case(HYPOXIA, "kg:namedFacet", "id:hmgb1"),
    "named-facet-name": Case(SEX, "kg:facetName", "'The Sex'"),
    "named-facet-says": Case(SEX, "kg:facetValue"),
    "exposure-quality": Case(f"{BEAM}.3", "kg:quality", "kg:beta-ray"),
    "conditions-oxygen": Case(HYPOXIA, "kg:oxygen", "kg:hyperoxia"),
    "conditions-site": Case(HYPOXIA, "kg:site", "kg:irradiated, kg:non-irradiated"),
    "conditions-route": Case(HYPOXIA, "kg:route", "kg:by-post"),
    "conditions-co-treatment": Case(
        "conditions:trex1-expression.decreases.type-i-ifn-response.sirna", "kg:coTreatment",
        "'carbon ions'",
    ),
    "administration-agent": Case(GIVEN, "kg:administered"),
    "administration-route": Case(GIVEN, "kg:route", "kg:by-post"),
    "administration-timing": Case(GIVEN, "kg:timing", "kg:sometime"),
    "reference-study-type": Case(RAN, "kg:studyType"),
    "reference-title": Case(RAN, "dcterms:title"),
    "reference-doi": Case(RAN, "kg:doi", "'https://doi.org/10.3389/fpubh.2021.666282'"),
    "reference-number": Case(RAN, "kg:citationNumber", "'88'"),
    "gap-about": Case("gap:sequence", "kg:about"),
    "gap-reference": Case("gap:sequence", "kg:reference"),
    "gap-certainty": Case("gap:sequence", "kg:certainty"),
    "gap-question": Case("gap:sequence", "rdfs:label", "'What?', 'When?'"),
    "module-position": Case("module:time", "kg:position", "3, 4"),
    "module-member": Case("module:time", "kg:member", "reference:ran2021"),
    "conclusion-ground": Case("conclusion:release", "kg:ground"),
    "conclusion-read-in": Case("conclusion:release", "kg:readIn", "id:hmgb1"),
    "ground-claim": Case("ground:release.1", "kg:restsOn", f"{HMGB1}, id:hmgb1"),
    # -- layers, documents, states -----------------------------------------------------------------
    "origin-layer": Case(RECORD, "kg:layer", "id:hmgb1"),
    "layer-title": Case(LAYER, "dcterms:title"),
    "layer-position": Case(LAYER, "kg:position", "0"),
    "layer-licence": Case(LAYER, "dcterms:license"),
    "layer-base": Case(LAYER, "kg:base", "'over there'"),
    "layer-extends": Case("layer:more", "kg:extends", "id:hmgb1"),
    "layer-compares": Case(LAYER, "kg:comparesFirst", "reference:ran2021"),
    "layer-maker": Case(LAYER, "kg:maker", "'somebody'"),
    "layer-arm": Case(LAYER, "kg:armMark", "id:photon-irradiation"),
    "layer-compartment": Case("layer:more", "kg:compartmentMark", "id:hmgb1"),
    "layer-basis": Case("layer:more", "kg:basisMark", "id:hmgb1"),
    "layer-facet": Case(LAYER, "kg:facetKind", "id:hmgb1"),
    "layer-column": Case(LAYER, "kg:gapColumn", "id:hmgb1"),
    "query-text": Case("query:what", "kg:queryText"),
    "maker-name": Case("maker:small.1", "rdfs:label"),
    "maker-orcid": Case("maker:small.1", "kg:orcid", "'https://orcid.org/0000-0000-0000-0000'"),
    "arm-entity": Case("arm:small.1", "kg:arm", "id:nobody"),
    "arm-letter": Case("arm:small.1", "kg:letter", "'C', 'D'"),
    "arm-colour": Case("arm:small.1", "kg:colour", "'red'"),
    "arm-shape": Case("arm:small.1", "kg:shape", "'cloud'"),
    "compartment-word": Case("compartment:small.1", "kg:compartment", "kg:physics, kg:therapy"),
    "compartment-paint": Case("compartment:small.1", "kg:ink", "'red'"),
    "basis-word": Case("basis:small.1", "kg:basis", "kg:isodose, kg:isoeffective"),
    "basis-treated": Case("basis:small.1", "kg:bothTreated", "'perhaps'"),
    "facet-kind-name": Case("facet-kind:small.1", "kg:facetName", "'Bad Mood'"),
    "facet-kind-says": Case("facet-kind:small.2", "kg:unit"),
    "gap-column-facet": Case("column:small.1", "kg:facetName"),
    "gap-column-value": Case("column:small.1", "kg:facetValue"),
    "dated-day": Case("notice:huang2019.concern", "kg:date", "'2026-02-30'^^xsd:date"),
    "document-part": Case("document:ran2021", "kg:part", "'cover'"),
    "document-whole": Case("document:ran2021", "kg:wholeRead", "'mostly'"),
    "citation-number": Case("citation:liu2025.88", "kg:citationNumber", "0"),
    "citation-document": Case("citation:liu2025.88", "kg:citedIn", "reference:liu2025"),
    "evidence-sentence": Case(RECORD, "kg:sentence", "document:liu2025"),
    "sentence-read-in": Case(SENTENCE, "kg:readIn", "document:liu2025"),
    "sentence-document": Case(SENTENCE, "kg:inDocument", "reference:liu2025"),
    "sentence-locator": Case(SENTENCE, "kg:locator"),
    "sentence-section": Case(SENTENCE, "kg:section", "'icd', 'summary'"),
    "sentence-place": Case(SENTENCE, "kg:sentenceNumber"),
    "sentence-print": Case(SENTENCE, "kg:fingerprint", "'abc'"),
    "reference-version": Case(RAN, "kg:versionOf", "document:ran2021"),
    "reference-pools": Case(RAN, "kg:pools", "id:hmgb1"),
    "reference-notice": Case("reference:huang2019", "kg:concern", "'yes'"),
    "reference-document": Case(RAN, "kg:document", "document:ran2021, document:liu2025"),
    "reference-citation": Case(RAN, "kg:citation", "88"),
    "evidence-status": Case(RECORD, "kg:recordStatus", "kg:asserted"),
    "evidence-stated": Case(RECORD, "kg:curatedOn", "'yesterday'"),
    "evidence-pointer": Case(RECORD, "kg:retracts", "id:hmgb1"),
    "evidence-void": Case(RECORD, "kg:void", "'tired'"),
    "evidence-void-by": Case(RECORD, "kg:voidBy", "id:hmgb1"),
    "evidence-asked": Case(RECORD, "kg:asked", "id:hmgb1"),
    "request-by": Case(REQUEST, "kg:askedBy"),
    "request-reason": Case(REQUEST, "kg:reason"),
    "pointer-record": Case(POINTER, "kg:recordName", "'that one'"),
    "pointer-reason": Case(POINTER, "kg:reason"),
    # -- what is computed --------------------------------------------------------------------------
    "computed-label": Case(HIGHER, "rdfs:label"),
    "computed-object": Case(HIGHER, "kg:object"),
    "computed-exposure": Case(BY_BASIS, "kg:exposure", "id:nobody"),
    "computed-comparator": Case(HIGHER, "kg:comparator", "id:nobody"),
    "computed-grounds": Case(HIGHER, "prov:wasDerivedFrom"),
    "computed-side": Case(BY_BASIS, "kg:side", f"{SIDE}, id:hmgb1"),
    "computed-silence": Case(f"verdict:{MDSC}.unspecified", "kg:silence", "id:hmgb1"),
    "computed-explained": Case(BY_BASIS, "kg:explainedBy", "'Bad Mood'"),
    "computed-unreported": Case(f"conflict:{OPEN}", "kg:unreported", "'Bad Mood'"),
    "computed-explanation": Case(BY_BASIS, "kg:explanation", "id:hmgb1"),
    "computed-omission": Case(f"conflict:{OPEN}", "kg:omission", "id:hmgb1"),
    "verdict-direction": Case(HIGHER, "kg:direction", "kg:sideways"),
    "verdict-manner": Case(HIGHER, "kg:manner", "kg:politely"),
    "verdict-studies": Case(HIGHER, "kg:studies", "-1"),
    "verdict-votes": Case(HIGHER, "kg:votes", "'many'"),
    "verdict-disputed": Case(HIGHER, "kg:disputed", "'perhaps'"),
    "verdict-tag": Case(HIGHER, "kg:tag", "'doubtful'"),
    "verdict-study": Case(HIGHER, "kg:studyFor", "id:hmgb1"),
    "conflict-kind": Case(BY_BASIS, "kg:kind", "kg:perhaps", ("explained-by-facets",)),
    "conflict-side": Case(BY_BASIS, "kg:side", "", ("sides-of-conflict",)),
    "conflict-verdict": Case(BY_BASIS, "kg:verdict"),
    "side-says": Case(SIDE, "kg:level"),
    "side-evidence": Case(SIDE, "kg:evidence"),
    "side-studies": Case(SIDE, "kg:studies"),
    "side-study": Case(SIDE, "kg:study", "id:hmgb1"),
    "silence-evidence": Case(SILENCE, "kg:evidence"),
    "silence-reason": Case(SILENCE, "kg:reason", "'Bad Mood'"),
    "silence-through": Case(SILENCE, "kg:countedThrough", "id:hmgb1"),
    "explanation-facet": Case(OXYGEN, "kg:separatedBy"),
    "explanation-presumed": Case(OXYGEN, "kg:presumed", "'dose'"),
    "omission-facet": Case(OMISSION, "kg:unreported", "'Bad Mood'"),
    "omission-reference": Case(OMISSION, "kg:reference"),
    "direction-of-question": Case(HIGHER, "kg:comparator"),
    "direction-has-side": Case(f"verdict:{OPEN}.isodose", "kg:direction", "kg:similar"),
    "explained-by-facets": Case(BY_BASIS, "kg:kind", "kg:true"),
    "sides-of-conflict": Case(BY_BASIS, "kg:side", SIDE),
    # -- rules across records, of layers and states ------------------------------------------------
    "named-compartment": Case("id:photon-irradiation", "kg:compartment", "kg:cellar"),
    "named-basis": Case(ARM, "kg:basis", "kg:isocost"),
    "reviewed-by-somebody": Case(RECORD, "kg:reviewedBy"),
    # -- rules across records ----------------------------------------------------------------------
    "sign-follows-predicate": Case(HMGB1, "kg:sign", "'-'"),
    "sign-against-level": Case(TURNED, "kg:comparatorSign", "'+'"),
    "self-comparison": Case(ROUTE, "kg:there", "'iv'"),
    "derived-alone": Case(
        "effect:photon-irradiation.increases.hmgb1-release", "kg:derived", "false",
    ),
    "own-claim": Case(HMGB1, "kg:evidence", f"{HMGB1}.isoeffective, {HMGB1}.let".replace(
        "effect:", "evidence:"), blamed=RECORD),
    "refuted-alone": Case(
        "evidence:trex1-expression.decreases.type-i-ifn-response.sirna", "kg:stance", "kg:refutes",
        blamed="effect:trex1-expression.decreases.type-i-ifn-response",
    ),
}  # fmt: skip

Place = tuple[str, str]
"""Where a fault shows (kind/id), and the message of the shape that found it."""


@pytest.fixture(scope="session")
def small() -> Graph:
    """Give the small graph with a review that has no vote, and a contradiction left open."""
    corpus = read(ROOT / "tests" / "data" / "small")
    claims = dict(corpus.claims)
    for key, like, record, source, level in (
        ("carbon-ion-irradiation.affects.mdsc-abundance-tumour", 0, "review", "liu2025", "lower"),
        ("carbon-ion-irradiation.decreases.il2-secretion-t-cell", 0, "other", "ran2021", "lower"),
    ):
        first = claims[key].evidence[like]
        contrast = first.contrasts[0].model_copy(update={"level": (level,)})
        added: Evidence = first.model_copy(update={
            "id": record, "references": (source,), "attribution": "single", "exposure": None,
            "contrasts": (contrast,),
        })  # fmt: skip
        claims[key] = claims[key].model_copy(update={"evidence": (*claims[key].evidence, added)})
    key = "carbon-ion-irradiation.increases.hmgb1-release"
    first, *others = claims[key].evidence
    contrast = first.contrasts[0].model_copy(update={"quantities": (Quantity(p="<0.01"),)})
    number = Quantity(measure="fold", value=2, n=Sizes(here=5))
    old = Pointer(record=f"base:{key}.old", reason="Misread.")
    numbered = first.model_copy(update={
        "quantities": (number,), "contrasts": (contrast,), "supersedes": (old,),
        "asked": (Asked(by="R", reason="Say the dose."),),
        "status": "reviewed", "curated_on": "2026-01-01", "reviewed_by": "R",
        "conditions": Conditions.model_validate({"facets": {"sex": "female"}}),
    })  # fmt: skip
    claims[key] = claims[key].model_copy(update={"evidence": (numbered, *others)})
    more = Manifest(id="more", title="More", licence="none", base="https://example.org/more/",
                    extends=("small",))  # fmt: skip
    read_twice = Source("ran2021", "more", Reading(read="abstract", whole=True))
    concerned = corpus.references["huang2019"].model_copy(
        update={"concern": Notice(date="2026-02-28")})  # fmt: skip
    return assemble(replace(
        corpus, claims=MappingProxyType(claims),
        layers={**corpus.layers, "more": more},
        references={**corpus.references, "huang2019": concerned},
        documents={**corpus.documents, "ran2021": read_twice},
        queries={"what": "# title: What\n# question: What?\nASK { ?s ?p ?o }"},
    ))  # fmt: skip


@pytest.fixture(scope="session")
def lines(small: Graph) -> str:
    """Write what is curated and computed, to be read anew by each test that breaks it."""
    claims, _, verdicts = ordered_triples(small).values()
    return spell([*claims, *verdicts])


def test_the_small_graph_is_sound(small: Graph, lines: str, tmp_path: Path) -> None:
    assert validate(small) == ()
    assert check(lines, tmp_path) == ()


def test_every_shape_and_rule_has_a_case() -> None:
    stated = set(SHAPES.objects(None, SH.property)) | set(SHAPES.objects(None, SH.sparql))
    assert {URIRef(shape) for shape in stated} == {SHAPE[name] for name in CASES}


def test_every_shape_speaks_to_a_curator() -> None:
    messages = [str(SHAPES.value(SHAPE[name], SH.message)) for name in CASES]
    assert len(set(messages)) == len(messages), "two shapes cannot be told apart"
    for name in CASES:
        for said in (SH.message, KG.field, KG.remedy):
            assert SHAPES.value(SHAPE[name], said), f"shape:{name} has no {said}"


@pytest.mark.parametrize("name", CASES)
def test_a_broken_graph_is_told_by_its_own_shape(name: str, lines: str, tmp_path: Path) -> None:
    case, graph = CASES[name], rdflib.Graph().parse(data=lines, format="nt")
    assert (whole(case.subject), None, None) in graph, f"{case.subject} is not in the small corpus"
    apply(case, graph)
    found = check(graph.serialize(format="nt"), tmp_path)
    blamed = whole(case.blamed or case.subject).removeprefix(DATA)
    expected = {(blamed, message(SHAPE[shape])) for shape in (name, *case.also)}
    assert places(found) == expected
    own = next(problem for problem in found if problem.cause.startswith(message(SHAPE[name])))
    assert own.field == str(SHAPES.value(SHAPE[name], KG.field))
    assert own.remedy == str(SHAPES.value(SHAPE[name], KG.remedy))
    assert own.severity == "error"


def apply(case: Case, graph: rdflib.Graph) -> None:
    """Break a graph as a case says."""
    subject, predicate = whole(case.subject), whole(case.predicate)
    before = set(graph.objects(subject, predicate))
    graph.remove((subject, predicate, None))
    if case.values:
        head = "".join(f"@prefix {key}: <{iri}> .\n" for key, iri in PREFIXES.items())
        graph.parse(data=f"{head}{case.subject} {case.predicate} {case.values} .", format="turtle")
    assert set(graph.objects(subject, predicate)) != before, "nothing was broken"


# -- one claim's edit ------------------------------------------------------------------------------

CLAIM = re.compile(r"\b(?:effect|evidence|contrast|system|check|exposure|agent|erratum|conditions|"
                   r"quantity|facet|pointer):([a-z0-9-]+\.[a-z0-9_]+\.[a-z0-9-]+)")  # fmt: skip
DERIVED = {ISODOSE: HMGB1, "effect:photon-irradiation.increases.hmgb1-release": HMGB1}
OF_CLAIMS = {
    name: found[1] for name, case in CASES.items()
    if (found := CLAIM.match(DERIVED.get(case.subject, case.subject)))
}  # fmt: skip
"""Case -> the claim that it concerns; what is derived concerns the claim that it follows from."""


def test_most_cases_concern_a_claim() -> None:
    assert len(OF_CLAIMS) >= 60
    assert {"level", "self-comparison", "erratum-fault", "administration-agent"} <= set(OF_CLAIMS)


@pytest.mark.parametrize("name", OF_CLAIMS)
def test_a_claim_alone_has_the_problems_that_the_whole_has_there(
    name: str, small: Graph, lines: str, tmp_path: Path
) -> None:
    """In the whole file, and in the excerpt that is made of the claim of an assembled graph."""
    case, graph = CASES[name], rdflib.Graph().parse(data=lines, format="nt")
    key = OF_CLAIMS[name]
    apply(case, graph)
    path = tmp_path / "whole.nt"
    path.write_text(graph.serialize(format="nt"), encoding="utf-8")
    full = validate(path)
    assert full
    assert validate(path, claims=[key]) == full

    named = [key, *CLAIM.findall(case.values)]
    excerpt = rdflib.Graph().parse(data=spell(touched_triples(small, named)), format="nt")
    assert 0 < len(excerpt) < len(graph) / 2
    for value in graph.objects(whole(case.subject), whole(case.predicate)):
        for triple in graph.triples((value, None, None)):
            excerpt.add(triple)  # as the excerpt of a graph would have it that was so edited
    apply(case, excerpt)
    path.write_text(excerpt.serialize(format="nt"), encoding="utf-8")
    assert validate(path, claims=[key]) == full


def test_a_claim_is_not_blamed_for_what_is_wrong_elsewhere(lines: str, tmp_path: Path) -> None:
    path = tmp_path / "whole.nt"
    graph = rdflib.Graph().parse(data=lines, format="nt")
    for name in ("evidence-summary", "sign-follows-predicate", "reference-title", "gap-about"):
        apply(CASES[name], graph)
    path.write_text(graph.serialize(format="nt"), encoding="utf-8")
    assert len(validate(path)) == 4
    assert validate(path, claims=["cirt-dc.decreases.lung-metastasis"]) == ()
    assert len(validate(path, claims=["carbon-ion-irradiation.increases.hmgb1-release"])) == 2


def test_each_excerpt_tells_all_that_the_whole_tells_of_what_an_edit_touches(
    small: Graph, shipped: Graph
) -> None:
    """For every claim of the small graph, and for some that share an edge with another."""
    shared = [
        {support.claim for support in edge.supports}
        for edge in (*shipped.effects, *shipped.comparisons)
    ]
    keys = sorted(set().union(*(claims for claims in shared if len(claims) > 1)))[:10]
    assert keys
    for graph, some in ((small, list(small.claims)), (shipped, keys)):
        full = index(claim_triples(graph))
        for key in some:
            part = index(touched_triples(graph, [key]))
            touched = find_touched(full, [key])
            assert touched == find_touched(part, [key])
            assert len(touched) >= 3, "at least effect, record and system"
            near = {value for node in touched for values in full[node].values() for value in values
                    if isinstance(value, NamedNode) and value in full}  # fmt: skip
            for node in touched | near:
                assert tell(part, node) == tell(full, node), f"{key} misses {node}"


def tell(data: Index, node: NamedNode) -> dict[str, set[object]]:
    return {path: set(values) for path, values in data.get(node, {}).items()}


def test_an_edit_touches_what_follows_from_it_and_nothing_else(small: Graph) -> None:
    """Photons raise HMGB1 release because a contrast of carbon ions says so."""
    full = index(claim_triples(small))
    names = {node.value.removeprefix(DATA) for node in find_touched(
        full, ["carbon-ion-irradiation.increases.hmgb1-release"])}  # fmt: skip
    expected = {HMGB1, RECORD, ARM, ISODOSE, "effect:photon-irradiation.increases.hmgb1-release"}
    assert {name.replace(":", "/") for name in expected} <= names
    assert all("hmgb1-release" in name for name in names)


def test_a_beam_that_leaves_no_energy_is_found_by_its_own_claim_alone(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(ROOT / "tests" / "data" / "small", tmp_path / "small"))
    file = folder / "claims" / "combination" / "abscopal.yaml"
    text = file.read_text(encoding="utf-8").replace("let_kev_um: 50", "let_kev_um: 0")
    file.write_text(text, encoding="utf-8")
    graph = assemble(read(folder))
    found = validate(graph)
    assert len(found) == 1
    for key in graph.claims:
        own = key == "cirt-anti-pd-1-anti-ctla-4.increases.abscopal-response"
        assert validate(graph, claims=[key]) == (found if own else ())
    run = CliRunner().invoke(main, ["check", "--claim", CLAIM.match(BEAM)[1], str(folder)])  # type: ignore[index]
    assert (run.exit_code, run.stdout, run.stderr) == (2, "", f"{found[0]}\n")
    other = "carbon-ion-irradiation.increases.hmgb1-release"
    assert CliRunner().invoke(main, ["check", "--claim", other, str(folder)]).exit_code == 0


def test_an_unknown_claim_is_told_with_the_nearest(small: Graph) -> None:
    with pytest.raises(RequestError, match=r"no claim '.*': did you mean .*hmgb1-release"):
        validate(small, claims=["carbon-ion-irradiation.increase.hmgb1-release"])
    with pytest.raises(RequestError, match="'kg show ENTITY' lists its claims"):
        validate(small, claims=["what?"])
    with pytest.raises(RequestError, match="pySHACL checks the whole"):
        validate(small, claims=list(small.claims), reference=True)


def spell(triples: Iterable[Triple]) -> str:
    return "".join(f"{s} {p} {o} .\n" for s, p, o in triples)


# -- every constraint of every shape, all of one kind at once -------------------------------------

KINDS = (
    "minCount", "maxCount", "in", "class", "datatype", "pattern", "minLength", "minExclusive",
    "minInclusive", "hasValue",
)  # fmt: skip


def test_every_kind_of_constraint_is_tried() -> None:
    told = {SH.path, SH.message, KG.field, KG.remedy}
    used = {
        relation for shape in SHAPES.objects(None, SH.property)
        for relation in SHAPES.predicates(shape) if relation not in told
    }  # fmt: skip
    assert used == {SH[kind] for kind in KINDS}


def test_a_constraint_that_is_not_known_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = (ROOT / "ontology" / "shapes.ttl").read_text(encoding="utf-8")
    assert "sh:maxCount 1" in text
    (tmp_path / "shapes.ttl").write_text(text.replace("sh:maxCount 1", "sh:maxLength 1", 1))
    monkeypatch.setattr(shapes, "files", lambda package: tmp_path)
    with pytest.raises(RequestError, match="sh:maxLength"):
        shapes.read_shapes.__wrapped__()


@pytest.mark.parametrize("kind", KINDS)
def test_each_constraint_finds_what_it_forbids(kind: str, lines: str, tmp_path: Path) -> None:
    graph, expected = rdflib.Graph().parse(data=lines, format="nt"), set()
    for node_shape, target in sorted(SHAPES.subject_objects(SH.targetClass)):
        for shape in SHAPES.objects(node_shape, SH.property):
            if (bound := SHAPES.value(shape, SH[kind])) is not None:
                node = violate(graph, target, shape, kind, bound)
                expected.add((str(node).removeprefix(DATA), message(shape)))
    assert expected
    missed = expected - places(check(graph.serialize(format="nt"), tmp_path))
    assert missed == set()


def violate(
    graph: rdflib.Graph, target: rdflib.term.Node, shape: rdflib.term.Node, kind: str,
    bound: rdflib.term.Node,
) -> rdflib.term.Node:  # fmt: skip
    """Break one constraint at the first resource of a class; give the resource."""
    paths = paths_of(shape)
    nodes = sorted(graph.subjects(RDF.type, target))
    full = [node for node in nodes if any(graph.value(node, path) for path in paths)]
    node = (full or nodes)[0]
    values = [value for path in paths for value in graph.objects(node, path)]
    if kind == "minCount":
        left = sorted(values)[: int(bound) - 1]
    elif kind == "maxCount":
        left = [*values, *(second(graph, shape, value) for value in values or [None])]
        left += [second(graph, shape, left[-1])] if len(left) < 2 else []
    else:
        left = [WRONG[kind]]
    for path in paths:
        graph.remove((node, path, None))
    for value in left:
        graph.add((node, paths[0], value))
    return node


def second(
    graph: rdflib.Graph, shape: rdflib.term.Node, first: rdflib.term.Node | None
) -> rdflib.term.Node:
    """Give a value that is as good as the first, so that only the number of values is wrong."""
    if (listed := SHAPES.value(shape, SH["in"])) is not None:
        return next(value for value in rdflib.collection.Collection(SHAPES, listed)
                    if value != first)  # fmt: skip
    if (kind := SHAPES.value(shape, SH["class"])) is not None:
        return next(node for node in sorted(graph.subjects(RDF.type, kind)) if node != first)
    if (only := SHAPES.value(shape, SH.hasValue)) is not None:
        return only if first is None else KG.affects
    if isinstance(first, Literal) and first.datatype == rdflib.XSD.boolean:
        return Literal(not first.toPython())
    if isinstance(first, Literal) and first.datatype in (rdflib.XSD.decimal, rdflib.XSD.integer):
        return Literal(str(first) + "1" if first.datatype == rdflib.XSD.integer else "77.5",
                       datatype=first.datatype)  # fmt: skip
    return Literal(f"{first}-2")


WRONG: dict[str, rdflib.term.Node] = {
    "in": KG.nonsense, "class": KG.nonsense, "datatype": Literal("worte", lang="de"),
    "pattern": Literal(" "), "minLength": Literal(""), "hasValue": KG.affects,
    "minExclusive": Literal("0.0", datatype=rdflib.XSD.decimal),
    "minInclusive": Literal("-0.1", datatype=rdflib.XSD.decimal),
}  # fmt: skip


def paths_of(shape: rdflib.term.Node) -> list[rdflib.term.Node]:
    path = SHAPES.value(shape, SH.path)
    either = SHAPES.value(path, SH.alternativePath)
    return [path] if either is None else list(rdflib.collection.Collection(SHAPES, either))


# -- the rest of what it takes, and says ----------------------------------------------------------


def test_check_shacl_fails_on_a_beam_that_leaves_no_energy(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(ROOT / "tests" / "data" / "small", tmp_path / "small"))
    file = folder / "claims" / "combination" / "abscopal.yaml"
    text = file.read_text(encoding="utf-8")
    assert text.count("let_kev_um: 50") == 1
    file.write_text(text.replace("let_kev_um: 50", "let_kev_um: 0"), encoding="utf-8")
    result = CliRunner().invoke(main, ["check", "--shacl", str(folder)])
    assert result.exit_code == 2
    assert result.stdout == ""
    assert result.stderr == (
        f"{whole(BEAM).removeprefix(DATA)}:0: let_kev_um: LET is a positive number of keV/um "
        "(0.0): write the number as printed, in keV/um\n"
    )


def test_other_files_than_rdf_are_refused(tmp_path: Path) -> None:
    with pytest.raises(RequestError, match=r"'claims\.yaml' is no \.ttl or \.nt file"):
        validate(tmp_path / "claims.yaml")


def check(lines: str, folder: Path) -> tuple[Problem, ...]:
    path = folder / "graph.nt"
    path.write_text(lines, encoding="utf-8")
    found = validate(path)
    assert found == validate(path, reference=True), "pySHACL is the reference"
    return found


def places(found: Iterable[Problem]) -> set[Place]:
    return {(problem.file, problem.cause.partition(" (")[0]) for problem in found}


def message(shape: rdflib.term.Node) -> str:
    return str(SHAPES.value(shape, SH.message))


def whole(name: str) -> URIRef:
    prefix, _, rest = name.partition(":")
    return URIRef(PREFIXES[prefix] + rest)
