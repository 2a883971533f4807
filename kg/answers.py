"""What the commands answer, from Python: a method for each command that answers, of its name."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from kg.curation import Corpus, coverage, read, unpacked
from kg.errors import RequestError
from kg.graph import Graph, assemble
from kg.show import Answer, Sheet, answers

if TYPE_CHECKING:
    from kg.rdf import QueryResult


def several(given: Iterable[str]) -> tuple[str, ...]:
    """Take one text as one value: else its letters would be the values.

    >>> several("oxygen=hypoxia"), several(["a", "b"])
    (('oxygen=hypoxia',), ('a', 'b'))
    """
    return (given,) if isinstance(given, str) else tuple(given)


@dataclass(frozen=True)
class Answers:
    """The commands that answer, each by its name and its options, `-` written as `_`.

    Every answer has its `sentence`, `facts`, `sheets`; `written("json")` gives what the command
    prints with `--format json`, `data()` the same as an object, `to_dataframe()` its first table.
    `folders` are those that the graph was read from; a graph of a store has none.

    >>> import kg
    >>> kg.load().answers.verdict("hmgb1-release").data()["title"]
    'Verdicts on HMGB1 release'
    """

    graph: Graph
    folders: tuple[Path, ...] = ()

    def search(self, words: str, *, top: int = 15) -> Answer:
        """Look words up in names, definitions, summaries, papers, queries and recipes."""
        from kg.rdf import queries_for

        pages = [(one.name, one.title, one.question) for one in queries_for(self.graph).values()]
        return answers.search(self.graph, words, queries=pages, top=top)

    def show(self, words: str) -> Answer:
        """Tell what is known of an entity, a paper, an author or a claim."""
        return answers.known(self.graph, words)

    def stats(self, *, entities: bool = False) -> Answer:
        """Count claims and evidence, or list every entity."""
        return answers.counted(self.graph, entities)

    def query(self, text: str, *, seconds: float = 10.0, rows: int = 10_000) -> QueryResult:
        """Answer a SPARQL query: the name of one, or its text."""
        from kg import rdf

        named = rdf.queries_for(self.graph)
        told = named[text].text if text in named else text
        return rdf.query(self.graph, told, seconds=seconds, rows=rows)

    def queries(self) -> Answer:
        """List the named queries that this corpus can answer."""
        from kg.rdf import queries_for

        found = queries_for(self.graph).values()
        return answers.listed_queries((one.name, one.title) for one in found)

    def verdict(
        self, entity: str | None = None, *, versus: str | None = None, basis: str | None = None,
    ) -> Answer:  # fmt: skip
        """Judge who does more, by independent studies."""
        return answers.verdicts(self.graph, entity, versus=versus, basis=basis)

    def conflicts(self, entity: str | None = None) -> Answer:
        """List where findings oppose each other, and why."""
        return answers.conflicts(self.graph, entity)

    def gaps(
        self, entity: str | None = None, *, exposure: str | None = None,
        versus: str | None = None, top: int = 20,
    ) -> Answer:  # fmt: skip
        """Map what this corpus holds and what it does not, and what to do next."""
        return answers.gaps(self.graph, entity, exposure=exposure, versus=versus, top=top)

    def lint(self) -> Answer:
        """List doubtful places of the graph."""
        return answers.lint(self.graph)

    def audit(
        self, *, by: Literal["weight", "claim", "reference", "section"] = "weight", top: int = 20,
        robustness: bool = False, agreement: bool = False, document: str | None = None,
    ) -> Answer:  # fmt: skip
        """Hold what is said of papers against what they say; `top` 0 gives all."""
        return answers.audited(self.graph, by, top, robustness, agreement, document)

    def reason(self, words: str | None = None, *, seconds: float = 300.0) -> Answer:
        """Ask a reasoner whether all can be true, and who is of a class."""
        return answers.inferred(self.graph, words, seconds=seconds)

    def numbers(
        self, words: str | None = None, *, versus: str | None = None, basis: str | None = None,
        over: Literal["dose", "let", "time"] | None = None, where: Iterable[str] = (),
        systems: Iterable[str] = (),
    ) -> Answer:  # fmt: skip
        """Show how much: the numbers that are printed, study by study."""
        return answers.numbers(
            self.graph, words, versus=versus, basis=basis, over=over, where=several(where),
            systems=several(systems),
        )  # fmt: skip

    def expected(
        self, *, let: float, ion: str = "C", cells: str = "HSG", dose: float | None = None,
        oxygen: float | None = None, photons: tuple[float, float] | None = None,
    ) -> Answer:  # fmt: skip
        """Compute RBE and OER by a model: LET in keV/um, dose in Gy, oxygen in mmHg."""
        return answers.expected_answer(let, ion, cells, dose, oxygen, photons)

    def check_statement(
        self, words: str, *, basis: str | None = None, where: Iterable[str] = (),
        systems: Iterable[str] = (),
    ) -> Answer:  # fmt: skip
        """Hold a statement in plain English against the corpus."""
        kept = {"where": several(where), "systems": several(systems)}
        return answers.checked(self.graph, words, basis=basis, **kept)

    def chains(
        self, start: str, end: str, *, through: Iterable[str] = (), avoid: Iterable[str] = (),
        where: Iterable[str] = (), systems: Iterable[str] = (), versus: str | None = None,
        max_length: int = 5, top: int | None = None, why_not: bool = False,
        without_direct: bool = False,
    ) -> Answer:  # fmt: skip
        """Tell how one thing acts on another: what was seen, then the ways."""
        return answers.chains(
            self.graph, start, end, through=several(through), avoid=several(avoid),
            where=several(where), systems=several(systems), versus=versus, max_length=max_length,
            top=top, why=why_not, without_direct=without_direct,
        )  # fmt: skip

    def whatif(
        self, *, block: Iterable[str] = (), up: Iterable[str] = (), down: Iterable[str] = (),
        cut_out: Iterable[str] = (), exposures: Iterable[str] = (), outcomes: Iterable[str] = (),
        where: Iterable[str] = (), systems: Iterable[str] = (), cut: int = 0, max_length: int = 5,
    ) -> Answer:  # fmt: skip
        """Block, raise, lower or cut out something, and tell what then falls and rises."""
        return answers.what_if(
            self.graph, block=several(block), up=several(up), down=several(down),
            cut_out=several(cut_out), exposures=several(exposures), outcomes=several(outcomes),
            where=several(where), systems=several(systems), cut=cut, max_length=max_length,
        )  # fmt: skip

    def explain(
        self, *, up: Iterable[str] = (), down: Iterable[str] = (), table: Path | None = None,
        where: Iterable[str] = (), systems: Iterable[str] = (), **options: Any,
    ) -> Answer:  # fmt: skip
        """Explain genes that rose and fell; further `options` are those of the command."""
        return answers.explain(
            self.graph, up=several(up), down=several(down), table=table, where=several(where),
            systems=several(systems), **options,
        )  # fmt: skip

    def coverage(self, *, every: bool = False, document: str | None = None) -> Answer:
        """Hold the inventories of sentences against the claims."""
        return answers.coverage(coverage(self._corpus(), document), every=every)

    def review(self, *words: str, every: bool = False) -> Answer:
        """List what waits for a hand."""
        from kg.hands import find_waiting

        corpus = self._corpus()
        found = find_waiting(corpus, words, every=every)
        return answers.waiting(corpus, found, bool(words))

    def verify(self, text: str | Path, *, document: str | None = None) -> Answer:
        """Hold a text against the sentences that were read, by their fingerprints."""
        return answers.verified(self._corpus(), Path(text), document)

    def diff(self, before: str | Path | Graph, after: str | Path | Graph | None = None) -> Answer:
        """Tell what came, went or turned: from another state to this one, or between two.

        Each is a graph, a folder, layers joined by `+`, a release, or a revision of git.
        """
        with ExitStack() as kept:
            return answers.changed(
                self._state(before, kept),
                self.graph if after is None else self._state(after, kept),
            )

    def formats(self) -> Answer:
        """List the formats of other programs: for whom, written, read, lost, checked."""
        from kg.exchange import FORMATS

        columns = ("format", "for_whom", "holds", "lost", "write", "read", "checked_with")
        rows = tuple(
            (one.name, one.audience, one.holds, one.lost,
             *(f"kg {words}" if words else "" for words in (one.written, one.read)), one.checked)
            for one in FORMATS
        )  # fmt: skip
        return Answer("Formats of other programs", (Sheet("formats", "", columns, rows),))

    def _state(self, given: str | Path | Graph, kept: ExitStack) -> Graph:
        if isinstance(given, Graph):
            return given
        home = self.folders[0] if self.folders else Path()
        return assemble(read(*kept.enter_context(unpacked(str(given), home))))

    def _corpus(self) -> Corpus:
        if not self.folders:
            cause = "what was read, sentence by sentence, stands in curated folders, not in a store"
            raise RequestError(f"{cause}: load the folders")
        return read(*self.folders)
