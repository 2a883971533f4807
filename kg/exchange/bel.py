"""Causal records as a script in the Biological Expression Language (BEL 2.0, language.bel.bio)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping

from kg.escape import one_line
from kg.exchange.network import Loss
from kg.graph import Graph
from kg.model import Claim, Contrast, Entity, Evidence, Reference
from kg.model.vocabulary import Aspect, Kind, Predicate


def bel_text(graph: Graph) -> tuple[str, Loss]:
    """Write each causal record that counts as a statement, with citation, words and annotations.

    BEL has no comparator: what was compared is an annotation, `Comparison`, of the record that
    compares. A record of several papers cites the first and names all in `Papers`. What has a name
    in a namespace of others bears it, all else one of our own; two things never share a term.

    >>> import kg
    >>> "increases" in bel_text(kg.load())[0]
    True
    """
    terms = _terms(graph)
    records = sorted(graph.evidence(), key=lambda pair: (pair[0].id, pair[1].id))
    causal = [pair for pair in records if pair[0].predicate in RELATIONS]
    void = [pair for pair in causal if f"{pair[0].id}.{pair[1].id}" in graph.void]
    against = [pair for pair in causal if pair not in void and pair[1].stance == "refutes"]
    kept = [pair for pair in causal if pair not in void and pair not in against]
    lines = [*_head(graph), *(line for claim, one in kept
                              for line in _record(graph, claim, one, terms))]  # fmt: skip
    compared = sum(len(one.contrasts) for _, one in kept)
    return "\n".join(lines) + "\n", Loss("bel", (
        (len(records) - len(causal), "records that state no cause", "left out"),
        (len(against), "records that argue against a statement", "left out: BEL cannot deny"),
        (len(void), "records that count nowhere", "left out"),
        (compared, "comparisons", "annotations of their records: BEL has no comparator"),
        (sum(len(one.references) > 1 for _, one in kept), "records of several papers",
         "cite the first; all stand in the annotation Papers"),
        (sum(bool(one.quantities) for _, one in kept), "records with printed numbers",
         "the numbers are left out"),
        (len(graph.gaps), "stated gaps", "left out"),
    ))  # fmt: skip


def _head(graph: Graph) -> Iterator[str]:
    manifest = graph.manifest
    about = {
        "Name": manifest.title, "Version": manifest.version or "0.0.0",
        "Description": manifest.question or manifest.title,
        "Authors": ", ".join(one.name for one in manifest.creators) or manifest.id,
        "ContactInfo": manifest.base, "Licenses": manifest.licence,
    }  # fmt: skip
    yield from (f"SET DOCUMENT {field} = {_quoted(text)}" for field, text in about.items())
    yield ""
    used = {one.curie.partition(":")[0] for entity in graph.entities.values()
            for one in entity.xrefs if one.match == "exact"}  # fmt: skip
    for name in sorted({_keyword(one) for one in used} | {_keyword(graph.manifest.id)}):
        yield f'DEFINE NAMESPACE {name} AS PATTERN ".+"'
    for name in ANNOTATIONS:
        yield f'DEFINE ANNOTATION {name} AS PATTERN ".+"'


def _record(
    graph: Graph, claim: Claim, evidence: Evidence, terms: Mapping[str, str]
) -> Iterator[str]:
    yield ""
    yield f"SET Citation = {{{_citation(graph.references[evidence.references[0]])}}}"
    yield f"SET Evidence = {_quoted(evidence.summary)}"
    system = evidence.system
    told: dict[str, tuple[str, ...]] = {
        "Record": (f"{claim.id}.{evidence.id}",),
        "Papers": evidence.references if len(evidence.references) > 1 else (),
        "ReadIn": (evidence.read_in,), "Locator": evidence.locator,
        "Certainty": (evidence.certainty,), "Setting": (system.setting,),
        "Species": (graph.entities[system.organism].label,) if system.organism else (),
        "Model": tuple(graph.entities[key].label for key in system.models),
        "Condition": tuple(f"{name}={value}" for name, value in evidence.conditions.facets),
        "Exposure": (evidence.exposure.text,) if evidence.exposure else (),
        "Comparison": tuple(_comparison(graph, one) for one in evidence.contrasts),
    }  # fmt: skip
    for name, values in told.items():
        if values := tuple(filter(None, dict.fromkeys(values))):
            listed = ", ".join(map(_quoted, values))
            yield f"SET {name} = {{{listed}}}" if len(values) > 1 else f"SET {name} = {listed}"
    yield f"{terms[claim.subject]} {RELATIONS[claim.predicate]} {terms[claim.object]}"


def _citation(paper: Reference) -> str:
    """Name a paper by PMID, DOI, or else by its key."""
    if paper.pmid:
        kind, number = "PubMed", paper.pmid
    elif paper.doi:
        kind, number = "DOI", paper.doi
    else:
        kind, number = "Other", paper.id
    return f"{_quoted(kind)}, {_quoted(paper.title or paper.id)}, {_quoted(number)}"


def _comparison(graph: Graph, contrast: Contrast) -> str:
    other = graph.entities[contrast.versus].label
    level = " or ".join(contrast.level) or contrast.in_kind or "compared"
    differs = contrast.differs
    there = f" ({differs.facet} {differs.here} against {differs.there})" if differs else ""
    basis = f" ({' or '.join(contrast.basis)})" if contrast.basis else ""
    return f"{level}, against {other}{there}{basis}"


# -- terms ----------------------------------------------------------------------------------------


def _terms(graph: Graph) -> Mapping[str, str]:
    """Write each entity as a term; where two would share one, both bear names of our own."""
    made = {key: _term(graph, entity) for key, entity in graph.entities.items()}
    count = Counter(made.values())
    return {
        key: term if count[term] == 1 else _own(graph, graph.entities[key])
        for key, term in made.items()
    }


def _term(graph: Graph, entity: Entity) -> str:
    of = graph.entities[entity.of] if entity.of else None
    wrapped = WRAPPED.get(entity.aspect) if entity.aspect else None
    if of and wrapped and entity.place is None and of.kind == "gene" and (inside := _named(of)):
        return wrapped.format(f"p({inside})")
    name = _named(entity)
    return f"{_function(graph, entity)}({name})" if name else _own(graph, entity)


def _own(graph: Graph, entity: Entity) -> str:
    """Name an entity by its id in a namespace of this corpus, its label behind it."""
    name = f"{_keyword(graph.manifest.id)}:{_quoted(entity.id)}"
    return f"{_function(graph, entity)}({name})"


def _function(graph: Graph, entity: Entity) -> str:
    if entity.of and entity.aspect in ("growth", "response", "activity"):
        return "bp"
    return FUNCTIONS[graph.entities[entity.of].kind if entity.of else entity.kind]


def _named(entity: Entity) -> str:
    exact = next((one for one in entity.xrefs if one.match == "exact"), None)
    return f"{_keyword(exact.curie.partition(':')[0])}:{_quoted(exact.label)}" if exact else ""


def _keyword(prefix: str) -> str:
    return re.sub(r"[^A-Z0-9]", "_", prefix.upper())


def _quoted(text: str) -> str:
    r"""Quote a text for BEL.

    >>> _quoted('say "no"')
    '"say \\"no\\""'
    """
    return '"' + one_line(text).replace("\\", "\\\\").replace('"', '\\"') + '"'


RELATIONS: Mapping[Predicate, str] = {
    "increases": "increases", "decreases": "decreases", "does_not_change": "causesNoChange",
    "affects": "regulates",
}  # fmt: skip
"""Predicate that states a cause -> relation of BEL; the others are left out."""

FUNCTIONS: Mapping[Kind, str] = {
    "gene": "p", "complex": "complex", "molecule": "a", "cell": "a", "process": "bp",
    "measure": "bp", "radiation": "a", "agent": "a", "therapy": "a", "combination": "a",
    "model": "a", "organism": "pop", "anatomy": "a", "disease": "path", "outcome": "bp",
    "trial": "a",
}  # fmt: skip
"""Kind -> function of BEL; of a measure that of what it measures."""

WRAPPED: Mapping[Aspect, str] = {
    "secretion": "sec({})", "surface": "surf({})", "activity": "act({})", "abundance": "{}",
}  # fmt: skip
"""What is measured of a protein -> how BEL says it; expression may be of RNA or of protein."""

ANNOTATIONS = (
    "Record", "Papers", "ReadIn", "Locator", "Certainty", "Setting", "Species", "Model",
    "Condition", "Exposure", "Comparison",
)  # fmt: skip
