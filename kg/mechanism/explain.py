"""Which exposures and mechanisms fit what was measured: genes up, genes down, and chance."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Unpack

from kg.errors import RequestError
from kg.expression import LeftOut, approved
from kg.graph import Graph
from kg.mechanism.genes import find_genes, measures_of, symbol_of
from kg.mechanism.hypothesis import Hypothesis, Sign, Trial
from kg.mechanism.network import build_network
from kg.mechanism.signature import Reading, Signature, read_signature
from kg.mechanism.where import named_facets, read_where


@dataclass(frozen=True)
class Read:
    """What was read: columns of the table, if there was one, and genes by their HGNC symbols.

    `scale` is that of the changes, one of `kg.expression.SCALES`; `left_out` what was not used.
    """

    gene_column: str | None
    change_column: str | None
    padj_column: str | None
    scale: str | None
    up: tuple[str, ...]
    down: tuple[str, ...]
    left_out: tuple[LeftOut, ...]


@dataclass(frozen=True)
class Explanation:
    """Hypotheses, best first; `unknown` genes are not in the graph, `unmeasured` have no measure.

    `observed` counts the genes that are explained, `background` those among which they were
    permuted, `tested` the hypotheses that were.
    """

    hypotheses: tuple[Hypothesis, ...]
    unknown: tuple[str, ...]
    unmeasured: tuple[str, ...]
    observed: int
    background: int
    tested: int
    permutations: int
    signature: Signature
    read: Read

    @classmethod
    def of(
        cls, graph: Graph, *, up: Iterable[str] = (), down: Iterable[str] = (),
        table: Path | None = None, where: Iterable[str] = (), systems: Iterable[str] = (),
        max_length: int = 3, permutations: int = 9999, seed: int = 1, **reading: Unpack[Reading],
    ) -> Explanation:  # fmt: skip
        """Test every entity that acts on the genes, raised and lowered, against what they did.

        Genes as HGNC or mouse symbols, former symbols or identifiers; a `table` as tools write
        them (`kg.expression.read_changes`), which need hold no gene that the graph measures. The
        background is all genes of the table that the graph measures, or without a table all that
        it measures. Raises `RequestError` where no gene of a list is measured, where one is both up
        and down, and for a table that cannot be read surely.

        >>> import kg
        >>> found = Explanation.of(kg.load(), up=["CD274", "Icam1"], permutations=99)
        >>> found.unknown, found.background > 2, found.read.up
        ((), True, ('CD274', 'ICAM1'))
        """
        signature = read_signature(up, down, table, **reading)
        observed = _observed(graph, signature)
        if not observed and not signature.table:
            raise RequestError("no gene changes: name some that did, by --up, --down or --table")
        calm = signature.unchanged
        known = find_genes(graph, [*observed, *calm])
        signs = {known[name]: sign for name, sign in observed.items() if name in known}
        names = {entity: name for name, entity in known.items() if name in observed}
        measured = {key: found for key in graph.entities if (found := measures_of(graph, key))}
        if not signs.keys() & measured.keys() and not signature.table:
            given = ", ".join(list(observed)[:5])
            raise RequestError(
                f"the graph measures none of these genes ({given}): nothing to explain"
            )
        background = sorted({known[name] for name in calm if name in known} | signs.keys())
        if not calm:
            background = sorted(set(_genes(graph, measured)) | signs.keys())
        background = [key for key in background if key in measured]
        signs = {key: sign for key, sign in signs.items() if key in measured}
        wish = read_where(where, systems, graph.entities, named_facets(graph))
        network = build_network(graph, wish)
        trial = Trial(network, background, measured, signs, names, max_length)
        hypotheses, tested = trial.hypotheses(permutations, seed) if signs else ((), 0)
        return cls(
            hypotheses, tuple(name for name in observed if name not in known),
            tuple(name for name in observed if name in known and known[name] not in measured),
            len(signs), len(background), tested, permutations, signature,
            _read(graph, signature, known),
        )  # fmt: skip


def _observed(graph: Graph, signature: Signature) -> dict[str, Sign]:
    observed: dict[str, Sign] = dict.fromkeys(signature.up, "+")
    lowered: dict[str, Sign] = dict.fromkeys(signature.down, "-")
    entities = find_genes(graph, [*observed, *lowered])
    raised = {entities.get(name, name) for name in observed}
    for name in lowered:
        if entities.get(name, name) in raised:
            raise RequestError(f"'{name}' is both up and down: a gene goes one way")
    return observed | lowered


def _read(graph: Graph, signature: Signature, known: Mapping[str, str]) -> Read:
    """Tell what was read, genes by their symbols; those that nobody knows by number."""

    def symbols(names: Iterable[str]) -> tuple[str, ...]:
        found = (symbol_of(graph, known[name], name) if name in known else approved(name)
                 for name in names)  # fmt: skip
        return tuple(dict.fromkeys(symbol for symbol in found if symbol))

    table = signature.table
    left_out = list(table.left_out) if table else []
    changed = [name for name in (*signature.up, *signature.down) if name not in known]
    changed = [name for name in changed if not approved(name)]
    if changed:
        named = len(changed) <= FEW
        what = ", ".join(changed) if named else f"{len(changed)} genes that changed"
        left_out.append(LeftOut(what, "not in this corpus"))
    calm = sum(name not in known for name in signature.unchanged)
    if calm:
        what = f"{calm} gene{'s' * (calm > 1)} that did not change"
        left_out.append(LeftOut(what, "not in this corpus"))
    up, down = symbols(signature.up), symbols(signature.down)
    if table is None:
        return Read(None, None, None, None, up, down, tuple(left_out))
    return Read(
        table.gene_column, table.change_column, table.padj_column, table.scale, up, down,
        tuple(left_out),
    )  # fmt: skip


def _genes(graph: Graph, measured: Iterable[str]) -> list[str]:
    """Keep the measured things that are genes or their products: what a signature can name."""
    return [key for key in measured
            if any(x.curie.startswith("HGNC:") for x in graph.entities[key].xrefs)]  # fmt: skip


FEW = 5
"""So many genes of no corpus are named; more are counted."""
