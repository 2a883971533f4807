"""Ways do not stop at a door: what something is known to change leads on, or it is argued why not.

And every name leads to one thing.
"""

from __future__ import annotations

from collections import defaultdict

import pytest

import kg
from kg.graph import Graph
from kg.mechanism.network import Network, build_network

BETWEEN = {"process", "measure", "molecule", "outcome"}
"""Kinds that can stand between a beam and what it is given for."""

ENDS = {
    "adverse-events": "an end: what treatment is weighed against",
    "autoimmunity": "an end: what immunity is weighed against",
    "blood-disease": "an end: what exposure of the marrow is weighed against",
    "cognitive-impairment": "an end: what exposure of the brain is weighed against",
    "abscopal-response": "an end: what treatment is given for",
    "overall-survival": "an end: what treatment is given for",
    "secondary-tumour-rejection": "an end: what immunity is tested by",
    "survival-with-regrown-tumour": "an end: what the tumour that came back does to its bearer",
    "therapeutic-efficacy": "an end: what treatment is given for",
    "treatment-cost": "an end: what treatment is weighed against",
    "treatment-resistance": "an end: what stands against efficacy",
}

DOORS = {
    "angiogenic-metastatic-gene-expression": "genes as a group; vessels and spread have own terms",
    "b-cell-abundance-blood": "a share of blood cells, known as a marker of prognosis only",
    "calreticulin-expression-tumour-cell": "all of it; what it does is told of that at the surface",
    "cancer-stem-cell-marker-expression": "marks; they fell where the share of such cells rose",
    "cd4-cd8-ratio-blood": "a ratio, known as a marker of prognosis only",
    "cd8-treg-ratio-tumour": "a ratio; each of the two cells leads on by itself",
    "chemokine-secretion-tumour-cell": "made in cultures, which need not be what a tumour holds",
    "cell-cycle-disturbance": "another spread over the cycle, of which no phase is named",
    "csf2-expression-tumour-cell": "made in cultures, which need not be what a tumour holds",
    "cytokine-secretion": "cytokines of every kind: what one of them does is told of that one",
    "extracellular-calcium-binding-protein-expression": "the source does not say which protein",
    "ifn-beta-lambda-secretion": "a pair; beta leads on, and blocking both changed no gene",
    "ifn-gamma-expression-lymphocyte": "messenger RNA in a culture; what is let out leads on",
    "il-2-expression-lymphocyte": "messenger RNA in a culture; what is let out leads on",
    "immunostimulatory-molecule-abundance-tumour": "a group; its members lead on",
    "inflammatory-mediator-abundance-tumour": "a group that helps and harms",
    "inflammation": "at large: no organ and no mediator is named",
    "leukocyte-adhesion-molecule-expression": "what cells cling by in a dish; not where they go",
    "leukocyte-activation": "all leukocytes together; their kinds lead on",
    "leukocyte-infiltration": "all leukocytes together; their kinds lead on",
    "met-amplification": "in tumours that radiation called forth; no effect is told",
    "mitochondrial-membrane-potential": "a read-out of damage to mitochondria",
    "multinucleation": "a read-out of failed mitosis",
    "nk-cell-formation": "no abstract read follows new NK cells further",
    "normal-cell-dna-repair": "seen in fibroblasts in a dish; no source follows it further",
    "s100a8-expression": "known as an early marker of metastasis only",
    "stat3-activity": "stirred by breaks beside STAT1; what it does then is not told",
    "survival-mesenchymal-evasion-gene-expression": "genes alone; what they further has own terms",
    "t-cell-share-lymphocytes": "a share in a culture; more of it makes no more T cells",
    "t-cell-repertoire-breadth-blood": "how many kinds of receptor there are; not what they see",
    "th17-cell-abundance-tumour": "told beside IL-17, which leads on",
    "th17-inducing-cytokine-abundance-tumour": "a group; its members lead on",
    "tnf-alpha-secretion-lymphocyte": "what a culture lets out when stirred",
    "treg-abundance": "where is not told; those of blood and tumour lead on",
    "tumour-cell-adhesion": "clinging in a dish, called what follows, not what holds cells back",
}

HEALTHY = {
    "cd90-cell-abundance-marrow": "marrow after exposure of the whole body",
    "erythrocyte-abundance-blood": "blood after exposure of the whole body",
    "erythrocyte-size": "blood after exposure of the whole body",
    "erythropoiesis": "marrow after exposure of the whole body",
    "haematopoiesis": "marrow after exposure of the whole body",
    "haematopoietic-progenitor-abundance-spleen": "spleen of mice with tumours, told once",
    "haematopoietic-progenitor-reprogramming": "progenitors from blood, in a dish",
    "hippocampal-neurogenesis": "brain without a tumour",
    "microglia-phagocytosis": "brain without a tumour",
    "microglia-synapse-receptor-expression": "brain without a tumour",
    "platelet-size": "blood after exposure of the whole body",
    "pluripotency-marker-expression-progenitor": "progenitors from blood, in a dish",
    "spleen-mass": "a healthy organ, weighed",
    "synaptic-protein-expression": "brain without a tumour",
    "thymus-mass": "a healthy organ, weighed",
}
"""What is measured of healthy organs: harm, of which no source makes a way to a tumour."""

ALONE = {
    "adenosine-gene-signature-tumour": "a signature, known to go with response only",
    "blood-disease": ENDS["blood-disease"],
    "body-mass": "weighed once, without change",
    "cd73-expression-tumour": "on whichever cells; known to go with response only",
    "cd90-cell-abundance-marrow": HEALTHY["cd90-cell-abundance-marrow"],
    "disease-specific-survival": "told once, of lymphocytes",
    "erythrocyte-abundance-blood": HEALTHY["erythrocyte-abundance-blood"],
    "erythrocyte-platelet-characteristics": "red cells and platelets, measured together",
    "erythrocyte-size": HEALTHY["erythrocyte-size"],
    "haematopoietic-progenitor-abundance-spleen": HEALTHY[
        "haematopoietic-progenitor-abundance-spleen"
    ],
    "hippocampal-gliogenesis": "brain without a tumour, a null",
    "il-4-il-5-secretion-lymphocyte": "two cytokines that one paper measured together",
    "leukocyte-abundance-spleen": "a healthy organ",
    "leukocyte-adhesion-molecule-expression": DOORS["leukocyte-adhesion-molecule-expression"],
    "liver-lung-mass": "weighed once, without change",
    "lymphocyte-abundance-spleen": "a healthy organ",
    "met-amplification": DOORS["met-amplification"],
    "microglia-synapse-receptor-expression": HEALTHY["microglia-synapse-receptor-expression"],
    "platelet-size": HEALTHY["platelet-size"],
    "progenitor-marker-expression-marrow": "marrow after exposure of the whole body",
    "t-cell-abundance-lymph-node": "a share that stays as it was, told once",
    "t-cell-repertoire-breadth-blood": DOORS["t-cell-repertoire-breadth-blood"],
    "tissue-of-origin": "what mutations depend on beside the beam, without direction",
    "brca2-expression": "known by its loss in one study, of which PD-L1 is told",
    "brain-microvasculature": "vessels of healthy brain, told once and without direction",
    "calreticulin-expression-tumour-cell": DOORS["calreticulin-expression-tumour-cell"],
    "cancer-stem-cell-marker-expression": DOORS["cancer-stem-cell-marker-expression"],
    "cd4-t-cell-help": "help, told once; the cells that help have their own measures",
    "cell-cycle-dependence": "how much a beam minds the phase of the cycle: a property of beams",
    "cellular-metabolism": "named as what lack of oxygen touches, without direction",
    "csf2-expression-tumour-cell": DOORS["csf2-expression-tumour-cell"],
    "epithelial-mesenchymal-transition": "told by what it does; of what brings it on, genes alone",
    "extracellular-calcium-binding-protein-expression": DOORS[
        "extracellular-calcium-binding-protein-expression"
    ],
    "immune-circulation": "the traffic of cells between organs, told once and without direction",
    "immune-elimination": "a phase of immunoediting, named as that",
    "immune-equilibrium": "a phase of immunoediting, named as that",
    "mean-tumour-dose": "a number of a plan, known by a null alone",
    "mononuclear-phagocyte-function": "an indicator; what these cells do has terms of its own",
    "multinucleation": DOORS["multinucleation"],
    "oxygen-enhancement-ratio": "a property of beams, compared between them",
    "stat3-activity": DOORS["stat3-activity"],
    "thrombocytopenia": "the twin of the number of platelets, by which alone it is told",
    "tnpo1-expression": "found beside EBLN3P, without direction",
    "treatment-cost": ENDS["treatment-cost"],
}
"""What hangs by one edge, and why it is neither linked further nor one with another thing."""


@pytest.fixture(scope="module")
def graph() -> Graph:
    return kg.load()


@pytest.fixture(scope="module")
def network(graph: Graph) -> Network:
    return build_network(graph)


def dead_ends(graph: Graph, network: Network) -> set[str]:
    """Give what some finding reaches and no step leaves."""
    reached = {step.object for step in network.steps if step.counts}
    left = {step.subject for step in network.steps}
    return {key for key in reached - left if graph.entities[key].kind in BETWEEN}


def test_what_is_caused_leads_on_or_is_argued(graph: Graph, network: Network) -> None:
    assert dead_ends(graph, network) <= set(ENDS) | set(DOORS) | set(HEALTHY)
    assert len(dead_ends(graph, network) - set(HEALTHY)) < 0.06 * len(graph.entities)


def test_no_argument_outlives_its_door(graph: Graph, network: Network) -> None:
    assert set(DOORS) | set(ENDS) | set(HEALTHY) <= dead_ends(graph, network)


def test_a_cut_way_is_a_dead_end(graph: Graph, network: Network) -> None:
    kept = tuple(step for step in network.steps if step.subject != "type-i-ifn-response")
    cut = Network(network.graph, network.where, kept)
    assert "type-i-ifn-response" in dead_ends(graph, cut)


def test_outcomes_have_causes_that_are_no_treatments(graph: Graph, network: Network) -> None:
    treatments = {"radiation", "agent", "therapy", "combination"}
    for outcome in ("overall-survival", "abscopal-response", "tumour-metastasis"):
        causes = {step.subject for step in network.steps if step.object == outcome and step.counts}
        assert {one for one in causes if graph.entities[one].kind not in treatments}, outcome


def test_a_name_means_one_thing(graph: Graph) -> None:
    meant: dict[str, set[str]] = defaultdict(set)
    for key, entity in graph.entities.items():
        for name in (key, entity.label, *entity.synonyms):
            meant[" ".join(name.casefold().split())].add(key)
    assert {name: keys for name, keys in meant.items() if len(keys) > 1} == {}


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("LET", "high-let-irradiation"), ("RBE", "relative-biological-effectiveness"),
        ("OER", "oxygen-enhancement-ratio"), ("SBRT", "stereotactic-radiotherapy"),
        ("X-ray", "photon-irradiation"), ("carbon ion", "carbon-ion-irradiation"),
        ("abscopal", "abscopal-response"), ("NK", "nk-cell"), ("CD8", "cd8-t-cell"),
        ("DAMP", "damp-release"), ("TME", "tumour-microenvironment-immunity"),
        ("ICB", "immune-checkpoint-inhibitor"), ("eIF2a", "eif2-alpha"), ("p53", "p53"),
        ("ATM", "atm"), ("CXCL12", "cxcl12"), ("GZMB", "granzyme-b"),
        ("neoantigen", "neoepitope-generation"), ("STING1", "sting"), ("IFNB1", "ifn-beta"),
        ("STIE", "systemic-antitumour-immunity"), ("TILs", "t-cell-infiltration"),
    ],
)  # fmt: skip
def test_what_people_type_is_found(graph: Graph, typed: str, meant: str) -> None:
    assert graph.find(typed).id == meant


def test_what_hangs_by_one_edge_is_argued(graph: Graph) -> None:
    """Claims, kinds and twins are edges: a thing has more than one, or stands in the list."""
    edges: dict[str, set[str]] = defaultdict(set)
    for claim in graph.claims.values():
        edges[claim.subject].add(claim.id)
        edges[claim.object].add(claim.id)
    for key, entity in graph.entities.items():
        for other in (*entity.broader, *entity.part_of, *filter(None, [entity.opposes])):
            edges[key].add(other)
            edges[other].add(key)
    loose = {
        key
        for key, entity in graph.entities.items()
        if entity.kind in {"process", "measure", "outcome"} and len(edges[key]) < 2
    }
    assert loose == set(ALONE)
