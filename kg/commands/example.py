"""An example for the help of every command, as it could be typed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from copy import copy
from pathlib import Path

import click


def give_examples(commands: Iterable[click.Command], before: str = "kg") -> None:
    """Put its example below the help of each command, those in groups as well."""
    for command in commands:
        name = f"{before} {command.name}"
        if isinstance(command, click.Group):
            give_examples(command.commands.values(), name)
        elif name in EXAMPLES:
            command.epilog = f"Example: {EXAMPLES[name]}"


def own_examples(
    command: click.Command, folders: Sequence[Path], before: str = "kg"
) -> click.Command:
    """Give a command with an example of the things of other folders than the shipped one."""
    found = copy(command)
    name = f"{before} {command.name}"
    if isinstance(found, click.Group):
        inside = found.commands.items()
        found.commands = {key: own_examples(one, folders, name) for key, one in inside}
    elif name in EXAMPLES:
        written = OWN[name].format_map(_things(folders)) if name in OWN else EXAMPLES[name]
        found.epilog = f"Example: {written}"
    return found


def _things(folders: Sequence[Path]) -> Mapping[str, str]:
    """Find a claim, a comparison, a recipe, a query and a gene; what there is none of is a word.

    The lines of the files are looked through, as for completion: a faulty file gives no error.
    """
    made = dict(NEUTRAL)
    for folder in folders:
        claims = sorted([*folder.glob("claims/*/*.yaml"), *folder.glob("papers/*.yaml")])
        for patterns, paths in (
            (CLAIM, claims), (COMPARISON, claims),
            (GENE, sorted(folder.glob("entities/*.yaml"))),
            (FIGURE, sorted(folder.glob("figures/*.yaml"))),
            (DOCUMENT, sorted(folder.glob("documents/*/document.yaml"))),
        ):  # fmt: skip
            texts = (_text(path) for path in paths)
            match = next(filter(None, map(patterns.search, texts)), None)
            if match:
                made |= match.groupdict()
        if queries := sorted(folder.glob("queries/*.rq")):
            made["query"] = queries[0].stem
    return made


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8", errors="replace") if path.is_file() else ""
    except OSError:
        return ""


CLAIM = re.compile(
    r"\bsubject: (?P<subject>[\w-]+)[,\s]+predicate: (?P<predicate>increases|decreases)[,\s]+"
    r"object: (?P<object>[\w-]+)"
)
COMPARISON = re.compile(
    r"\bsubject: (?P<arm>[\w-]+)[,\s]+predicate: \w+[,\s]+object: (?P<compared>[\w-]+)"
    r"(?:(?!\bsubject: )[\s\S])*?\bversus: (?P<versus>[\w-]+)"
)
GENE = re.compile(r"curie: \"?HGNC:\d+\"?, label: \"?(?P<gene>[A-Z][\w-]*)")
FIGURE = re.compile(r"\bid: (?P<figure>[\w-]+)")
DOCUMENT = re.compile(r"\breference: (?P<document>[\w-]+)")

NEUTRAL = {
    "subject": "A", "predicate": "increases", "object": "B", "arm": "A", "compared": "B",
    "versus": "C", "gene": "GENE", "figure": "RECIPE", "query": "NAME", "document": "KEY",
}
"""What stands for what a folder does not have."""

OWN = {
    "kg ask": 'kg ask "does {subject} act on {object}?"',
    "kg chains": "kg chains {subject} {object}",
    "kg check-statement": 'kg check-statement "{subject} {predicate} {object}"',
    "kg conflicts": "kg conflicts {object}",
    "kg deck": 'kg deck {figure} --title "My talk"',
    "kg explain": "kg explain --up {gene}",
    "kg export gpml": "kg export gpml {figure} --out figure.gpml",
    "kg export sbgn": "kg export sbgn {figure} --out figure.sbgn",
    "kg figure": "kg figure {figure} --format svg",
    "kg gaps": "kg gaps {object}",
    "kg new claim": "kg new claim {subject} {predicate} {object} --reference doe2026",
    "kg query": "kg query {query} --format csv",
    "kg search": "kg search {object}",
    "kg show": "kg show {object}",
    "kg verdict": "kg verdict {compared} --versus {versus}",
    "kg verify": "kg verify --text paper.txt --document {document}",
    "kg whatif": "kg whatif --block {subject} --to {object}",
}
"""Examples that name things, to be named of another folder."""

EXAMPLES = {
    "kg ask": 'kg ask "does carbon raise PD-L1 more than X-rays at the same dose?"',
    "kg audit": "kg audit --top 8",
    "kg build": "kg build --out build",
    "kg chains": "kg chains carbon-ion-irradiation type-i-ifn-response",
    "kg check": "kg check my-claims",
    "kg check-statement": 'kg check-statement "carbon ions raise HMGB1 release more than photons"',
    "kg completion": 'eval "$(kg completion bash)"',
    "kg conflicts": "kg conflicts hmgb1-release",
    "kg corpus add": "kg corpus add ontology --into literature",
    "kg corpus assemble": "kg corpus assemble literature --layer indra",
    "kg corpus show": "kg corpus show literature hmgb1-release",
    "kg corpus verdict": "kg corpus verdict literature hmgb1-release",
    "kg coverage": "kg coverage",
    "kg deck": 'kg deck hypoxia checkpoints --title "My talk"',
    "kg diff": "kg diff old-folder new-folder",
    "kg explain": "kg explain --up CD274,ICAM1 --down TREX1",
    "kg export bel": "kg export bel --out cirt.bel",
    "kg export bibtex": "kg export bibtex --out papers.bib",
    "kg export cx2": "kg export cx2 --out cirt.cx2",
    "kg export csl-json": "kg export csl-json --out papers.json",
    "kg export cypher": "kg export cypher --out cirt-cypher",
    "kg export evidence": "kg export evidence --out evidence.tsv",
    "kg export explorer": "kg export explorer --out page.html",
    "kg export gpml": "kg export gpml hypoxia --out hypoxia.gpml",
    "kg export graphml": "kg export graphml --out cirt.graphml",
    "kg export indra": "kg export indra --out cirt-indra.json",
    "kg export kgx": "kg export kgx --out cirt-kgx --format jsonl --strict",
    "kg export metadata": "kg export metadata --out build --date 2026-12-01",
    "kg export nanopub": "kg export nanopub --out cirt-nanopubs.trig",
    "kg export parquet": "kg export parquet --out evidence.parquet --package",
    "kg export paths": "kg export paths --out network.bin",
    "kg export sbgn": "kg export sbgn hypoxia --out hypoxia.sbgn",
    "kg export xlsx": "kg export xlsx --out cirt.xlsx",
    "kg figure": "kg figure hypoxia --format svg",
    "kg formats": "kg formats",
    "kg gaps": "kg gaps hmgb1-release",
    "kg import bel": "kg import bel paper.bel.nodelink.json --out my-bel --licence CC0-1.0",
    "kg import gocam": "kg import gocam Model-6606.yaml --out my-go --licence CC-BY-4.0",
    "kg import indra": "kg import indra statements.json --out my-indra --licence CC-BY-4.0",
    "kg import kgx": "kg import kgx nodes.tsv edges.tsv --out my-kgx --licence CC0-1.0",
    "kg import table": "kg import table evidence.xlsx --out my-table",
    "kg lint": "kg lint",
    "kg mcp": "kg mcp",
    "kg merge": "kg merge protein-x hmgb1",
    "kg new claim": "kg new claim carbon-ion-irradiation increases hmgb1 --reference doe2026",
    "kg new corpus": "kg new corpus my-claims",
    "kg new paper": "kg new paper papers.nbib --in my-claims",
    "kg new table": "kg new table evidence.xlsx",
    "kg expected": "kg expected --ion carbon --let 75 --dose 2 --oxygen 0",
    "kg numbers": "kg numbers ecto-calreticulin --over dose",
    "kg queries": "kg queries",
    "kg query": "kg query hypoxia-reversals --format csv",
    "kg read-again": 'kg read-again doe2026 --as "Another Reader"',
    "kg reason": "kg reason measure",
    "kg review": 'kg review doe2026 --accept --as "A Reader"',
    "kg schema": "kg schema --out schema",
    "kg search": "kg search danger signals",
    "kg serve": "kg serve --port 8000",
    "kg show": "kg show HMGB1 release",
    "kg stats": "kg stats --entities",
    "kg verdict": "kg verdict hmgb1-release --versus photon",
    "kg verify": "kg verify --text review.txt --document liu2025",
    "kg verify-products": "kg verify-products build",
    "kg whatif": "kg whatif --block TREX1 --from carbon-ion-irradiation",
}
