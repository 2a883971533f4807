"""Which column names the gene, which tells its change, and which the adjusted p value."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise, takewhile

from kg.errors import RequestError
from kg.expression.grid import ROW_NAMES, Grid, looks_like_data
from kg.expression.number import bare
from kg.expression.symbol import Kind, approved, first_name, kind_of


@dataclass(frozen=True)
class Columns:
    """Places of the columns that are read; `scale` is one of `SCALES`, `kind` what names genes.

    `padj_logged` tells that adjusted p values are given as their logarithms of base 10.
    """

    gene: int
    change: int
    padj: int | None
    scale: str
    kind: Kind
    padj_logged: bool = False


@dataclass(frozen=True)
class _Named:
    """A column by its name: its place, how well it fits (less is better), its words besides."""

    place: int
    tier: int
    rest: frozenset[str]
    scale: str = "log2"


def is_header(names: Sequence[str], asked: Sequence[str] = ()) -> bool:
    """Tell whether a row may be a header: it names a change, or all the columns asked for."""
    plain = [bare(name) for name in names]
    if asked:
        return all(name in plain for name in asked)
    return any(_change(n, name) for n, name in enumerate(plain)) and not looks_like_data(plain)


def find_columns(
    grid: Grid, gene: str | None, change: str | None, padj: str | None, scale: str | None
) -> Columns:
    """Find the columns by their names, or take those asked for, by name or number from 1.

    Raises `RequestError` where there are none, several that may be meant, or linear folds.
    """
    named = [one for n, name in enumerate(grid.header) if (one := _change(n, name))]
    if change is not None:
        place = _asked(grid, change, "change")
        known = next((one for one in named if one.place == place), None)
        chosen = known or _Named(place, 0, frozenset())
    else:
        chosen = _only_change(grid, named)
    if PERCENT.search(grid.header[chosen.place]):
        raise RequestError(
            f"{_name(grid, chosen.place)} of '{grid.path}' is in per cent by its name, which no "
            "--scale reads: give folds or log2 fold changes by --change-column"
        )
    if scale is None and chosen.scale == "linear":
        raise RequestError(
            f"{_name(grid, chosen.place)} of '{grid.path}' holds linear folds by its name, not "
            "logarithms: give a column of log2 fold changes by --change-column, or say --scale "
            "linear"
        )
    several = len({one.place for one in named if one.tier == chosen.tier}) > 1
    found, kind = _gene_column(grid, gene, chosen)
    tested = _padj_column(grid, padj, chosen, several)
    logged = tested is not None and bool(LOGGED.search(_spaced(grid.header[tested])))
    return Columns(found, chosen.place, tested, scale or chosen.scale, kind, logged)


def _only_change(grid: Grid, named: Sequence[_Named]) -> _Named:
    """Take the best column of changes, if there is one best."""
    if not named:
        raise RequestError(_no_change(grid))
    best = min(one.tier for one in named)
    chosen = [one for one in named if one.tier == best]
    plain = [one for one in chosen if not one.rest & SHRUNK]
    if len(plain) == 1 and all(one.rest <= SHRUNK | plain[0].rest for one in chosen):
        chosen = plain  # edgeR's glmTreat and lfcShrink give the same contrast twice
    if len(chosen) > 1 and len({tuple(grid.column(one.place)) for one in chosen}) > 1:
        raise RequestError(
            f"'{grid.path}' has several columns of changes: choose one by --change-column: "
            f"{_list(grid, [one.place for one in chosen])}"
        )
    first = chosen[0]
    names = {_spaced(name) for name in grid.header}
    if first.scale == "log2" and first.tier == 1 and names >= {"auc", "pct in", "pct out"}:
        return _Named(first.place, first.tier, first.rest, "ln")  # presto's wilcoxauc
    return first


def _no_change(grid: Grid) -> str:
    names = {_spaced(name) for name in grid.header}
    if "b" in names and names & {"se b", "target id"}:
        return (
            f"'b' of '{grid.path}' is sleuth's effect, a natural logarithm unless it was told "
            "otherwise: say --change-column b --scale ln, or --scale log2"
        )
    if looks_like_data(grid.header):
        return (
            f"'{grid.path}' has no header: write one, or give --gene-column and --change-column "
            "by their numbers, from 1"
        )
    return (
        f"'{grid.path}' has no column of log2 fold changes: name it log2FoldChange, logFC or lfc, "
        f"or choose one by --change-column: {_list(grid, range(len(grid.header)))}"
    )


def _padj_column(grid: Grid, asked: str | None, change: _Named, several: bool) -> int | None:
    if asked is not None:
        return _asked(grid, asked, "padj")
    named = [one for n, name in enumerate(grid.header) if (one := _padj(n, name))]
    if several:  # that of another contrast says nothing of this one
        named = [one for one in named if not one.rest or not change.rest or one.rest & change.rest]
    if not named:
        return None
    best = min(one.tier for one in named)
    chosen = [one for one in named if one.tier == best]
    if len(chosen) > 1:
        chosen = _nearest(grid, chosen, change)
    if len(chosen) > 1:
        raise RequestError(
            f"'{grid.path}' has several columns of adjusted p values: choose one by "
            f"--padj-column: {_list(grid, [one.place for one in chosen])}"
        )
    return chosen[0].place


def _nearest(grid: Grid, named: Sequence[_Named], change: _Named) -> list[_Named]:
    """Keep those of the same contrast by their words; of columns named alike, the next."""
    most = max(len(one.rest & change.rest) - len(one.rest - change.rest) for one in named)
    kept = [
        one for one in named if len(one.rest & change.rest) - len(one.rest - change.rest) == most
    ]
    wanted = grid.header[change.place]
    alike = {one.place: _alike_at_end(wanted, grid.header[one.place]) for one in kept}
    # GeneLab writes (A)v(B) and (B)v(A): the same words, in another order.
    kept = [one for one in kept if alike[one.place] == max(alike.values())]
    if len({grid.header[one.place] for one in kept}) == 1:
        after = [one for one in kept if one.place > change.place]
        return after[:1] or kept[:1]
    return kept


def _alike_at_end(one: str, other: str) -> int:
    """Count the words at the end that two names share, in their order."""
    pairs = zip(reversed(_spaced(one).split()), reversed(_spaced(other).split()), strict=False)
    return len([*takewhile(lambda pair: pair[0] == pair[1], pairs)])


def _gene_column(grid: Grid, asked: str | None, change: _Named) -> tuple[int, Kind]:
    """Take the column of symbols, else of Ensembl, else of NCBI Gene, that is best named."""
    if asked is not None:
        place = _asked(grid, asked, "gene")
        if place == change.place:
            raise RequestError(f"{_name(grid, place)} cannot hold both genes and changes")
        kind = _kind(grid, place)
        if kind == "probe":
            raise RequestError(_no_gene(grid, [place]))
        return place, kind
    named = [one for n, name in enumerate(grid.header) if (one := _gene(n, name))]
    if change.place and all(one.place for one in named):
        named.append(_Named(0, LAST_TIER, frozenset()))
    held = {one.place: _kind(grid, one.place) for one in named if one.place != change.place}
    fit = [one for one in named if held.get(one.place) in HELD]
    if not fit:
        raise RequestError(_no_gene(grid, [one.place for one in named if one.place in held]))

    def rank(one: _Named) -> tuple[int, int, int, int, int]:
        return (HELD.index(held[one.place]), -len(one.rest & change.rest), one.tier,
                len(one.rest), one.place)  # fmt: skip

    best = min(fit, key=rank)
    return best.place, held[best.place]


def _kind(grid: Grid, place: int) -> Kind:
    """Tell what most cells of a column hold; a count of rows holds no genes."""
    cells = [bare(cell) for _, cell in zip(range(SAMPLE), grid.column(place), strict=False)]
    kinds = Counter(kind_of(first_name(cell)) for cell in cells)
    del kinds["missing"]
    if not kinds:
        return "missing"
    kind = kinds.most_common(1)[0][0]
    if kind == "date":
        kinds.pop("date")
        return kinds.most_common(1)[0][0] if kinds else "date"
    if kind == "entrez" and not grid.header[place].casefold().startswith(("entrez", "ncbi")):
        numbers = [int(float(cell)) for cell in cells if cell.replace(".0", "").isdigit()]
        # A count of rows from 0 or 1, which R and pandas write, is no column of identifiers.
        if numbers[0] in (0, 1) and all(after - before == 1 for before, after in pairwise(numbers)):
            return "words"
    if kind == "probe" and any(map(approved, cells)):
        return "symbol"
    return kind


def _no_gene(grid: Grid, places: Sequence[int]) -> str:
    told = [
        f"{_name(grid, place)} holds {HOLDS.get(_kind(grid, place), 'no names of genes')} "
        f"({next(filter(bare, grid.column(place)), '')[:40]})"
        for place in dict.fromkeys(places)
    ]
    cause = f"'{grid.path}' has no column of genes" + (f": {'; '.join(told)}" if told else "")
    return f"{cause}: add a column of symbols, or choose one by --gene-column"


def _asked(grid: Grid, words: str, what: str) -> int:
    """Find the column that was asked for: by its name, its name in any case, or its number."""
    for same in (bare, lambda name: bare(name).casefold(), _spaced):
        found = [n for n, name in enumerate(grid.header) if same(name or ROW_NAMES) == same(words)]
        if len(found) == 1:
            return found[0]
        if found:
            raise RequestError(
                f"'{grid.path}' has several columns '{words}': choose one by its number: "
                f"{_list(grid, found)}"
            )
    if words.isdigit() and 1 <= int(words) <= len(grid.header):
        return int(words) - 1
    raise RequestError(
        f"'{grid.path}' has no column '{words}' for --{what}-column: it has "
        f"{_list(grid, range(len(grid.header)))}"
    )


def _change(place: int, name: str) -> _Named | None:
    """Read a column's name as one of changes: how surely, on what scale, of which contrast."""
    spaced = _spaced(GLUED.sub(" ", name))
    match = CHANGE.search(spaced)
    words = set(spaced.split())
    if not match or words & NO_CHANGE or name.strip().startswith(("|", "abs(")):
        return None
    log = (match["log"] or "").replace(" ", "")
    rest = frozenset(f"{spaced[: match.start()]} {spaced[match.end() :]}".split()) - FILLING
    if match["log"] is None:
        told = words & {"log2", "ln", "loge", "log10"}
        if told:
            log = told.pop()
    scale = LOGS.get(log, "log2") if log else "linear"
    if scale == "log2" and log == "log" and words & {"avg", "natural"}:
        scale = "ln"  # 'avg' is Seurat's before its fourth version
    return _Named(
        place, {"linear": 3, "ln": 2, "log10": 2}.get(scale, 0 if "2" in log else 1), rest, scale
    )


def _padj(place: int, name: str) -> _Named | None:
    spaced = _spaced(name)
    logged = LOGGED.search(spaced)
    told = LOGGED.sub(" ", spaced) if logged else spaced
    match = PADJ.search(told)
    if not match or set(told.split()) & NO_PADJ:
        return None
    rest = frozenset(f"{told[: match.start()]} {told[match.end() :]}".split()) - FILLING
    worse = "bonferroni" in spaced or match[0].startswith("s")
    return _Named(place, 2 if logged else int(worse), rest)


def _gene(place: int, name: str) -> _Named | None:
    spaced = _spaced(name)
    for tier, form in enumerate(GENE):
        match = re.search(rf"(?:^|(?<= )){form}(?:$|(?= ))", spaced)
        if match:
            rest = frozenset(f"{spaced[: match.start()]} {spaced[match.end() :]}".split()) - FILLING
            if len(rest) <= MOST_REST:
                return _Named(place, tier, rest)
    return None if spaced else _Named(place, LAST_TIER, frozenset())


def _spaced(name: str) -> str:
    """Fold a name to words of ASCII letters and digits: 'Log₂ FC (IR)' to 'log2 fc ir'."""
    plain = unicodedata.normalize("NFKC", name)
    return " ".join(re.findall(r"[a-z0-9]+", plain.casefold()))


def _name(grid: Grid, place: int) -> str:
    return f"'{grid.header[place] or ROW_NAMES}'"


def _list(grid: Grid, places: Sequence[int]) -> str:
    """List columns by name, and by number where a name stands twice."""
    twice = {name for name, times in Counter(grid.header).items() if times > 1}
    told = [
        (grid.header[n] or ROW_NAMES) + (f" ({n + 1})" if grid.header[n] in twice else "")
        for n in places
    ]
    more = f" and {len(told) - LISTED} more" if len(told) > LISTED else ""
    return ", ".join(told[:LISTED]) + more


SCALES = {
    "log2": "logarithms of base 2", "ln": "natural logarithms", "log10": "logarithms of base 10",
    "linear": "linear folds",
}  # fmt: skip
"""On what scale changes may be given."""

LOGS = {"log2": "log2", "l2": "log2", "lg2": "log2", "l": "log2", "log": "log2", "ln": "ln",
        "loge": "ln", "log10": "log10", "lg": "log10"}  # fmt: skip
"""How a name tells its scale; a bare 'logFC' is base 2 in edgeR, limma, scran and GEO2R."""

CHANGE = re.compile(
    r"(?:(?P<log>log ?2|log ?10|log ?e|lg2|l2|ln|log|lg|(?<![a-z])l)|(?<![a-z])) ?"
    r"(?:mean )?(?:fold ?changes?|fold ?diff(?:erence)?|fold|fc|ratio)(?![a-z])"
)
GLUED = re.compile(r"(?<=[a-z])(?=FC(?![a-zA-Z]))")
"""Where a word is written with 'FC' as one: EBSeq's PostFC."""
PERCENT = re.compile(r"%|\bper ?cent|\bpct(?!\w)", re.I)
"""Names of columns that count in hundredths."""
NO_CHANGE = frozenset(
    "se std stderr error lower upper limit threshold cutoff cohen pval pvalue padj fdr rank abs "
    "absolute odds hazard likelihood".split()
)
"""Words that tell a column about a change from one of changes; none that may name a contrast."""

PADJ = re.compile(
    r"(?:^|(?<= ))(?:p ?adj(?:ust(?:ed)?)?(?: p)?|adj(?:usted)? ?p(?: ?val(?:ue)?s?)?|"
    r"p ?val(?:ue)?s? ?adj(?:ust(?:ed)?)?|(?:corrected|corr) p(?: ?val(?:ue)?s?)?|"
    r"p(?: ?val(?:ue)?s?)? (?:corr(?:ected)?|fdr|bh|bonferroni)|padjusted|"
    r"(?:bh|by|fdr|bonferroni|benjamini hochberg)(?: adj(?:usted)?)?(?: p(?: ?val(?:ue)?s?)?)?|"
    r"[qs] ?val(?:ue)?s?|q|benjamini(?: hochberg)?)(?:$|(?= ))"
)
LOGGED = re.compile(r"(?:(?:neg(?:ative)?|minus|m)? ?log ?10|neglog10) ?")
"""How names tell the logarithm of a p value, -log10(padj): read where the value is not given."""

NO_PADJ = frozenset("log log2 log10 neg minus threshold cutoff significant rank".split())

GENE = (
    "hgnc symbol|mgi symbol|gene symbols?|symbols?|genesymbols?|official gene symbol|ilmn gene",
    "groupid|external gene (?:name|id)|associated gene name|ext gene|gene names?|genenames?|"
    "gene short name",
    "genes?|names?|features?|feature names?|primerid|hgnc|gene assignment|orf|var names?",
    "hgnc id|mgi id|ensembl(?: ?gene)?(?: ?ids?)?|ens gene|ensg|ensemblid|gene ids?|geneids?",
    "entrez(?: ?gene)?(?: ?ids?)?|ncbi(?: gene)?(?: ids?)?|locus ?link",
    "ids?|identifiers?|target id|transcript cluster ids?|probe ?sets?(?: ?ids?)?|"
    "probes?(?: ?ids?)?|probe name|accession|row ?names?|index|unnamed 0|x|1|row",
)
"""How columns of genes are named, the surest first."""

SHRUNK = frozenset("unshrunk shrunk shrunken raw apeglm ashr normal".split())
"""Words that tell how a change was estimated, not of what."""

LAST_TIER, MOST_REST = 9, 3
HELD: tuple[Kind, ...] = ("symbol", "ensembl", "entrez")
"""What a column of genes may hold, the plainest first."""

HOLDS = {"probe": "probes or transcripts", "date": "dates only", "missing": "nothing",
         "words": "words or numbers"}  # fmt: skip
FILLING = frozenset(
    "mle map vs v of the in and between comparison contrast p val value values avg".split()
)
"""Words that name no contrast."""

SAMPLE, LISTED = 500, 12
