"""Commands that take a person's own words: what is there, and what a question comes to."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.commands.session import endpoint_option, form_option, load, load_with_recipes
from kg.commands.trace import system_option, where_option

if TYPE_CHECKING:
    from kg.graph import Graph
    from kg.inquiry import Question


@click.command()
@click.argument("words", nargs=-1, required=True)
@click.option("--top", default=15, show_default=True, type=click.IntRange(min=1),
              help="How many to show.")  # fmt: skip
@endpoint_option
@form_option
@click.pass_obj
def search(
    corpus: tuple[Path, ...], words: tuple[str, ...], top: int, endpoint: str | None, form: str
) -> None:
    """Look words up in names, definitions, summaries, papers, models, trials, queries, recipes."""
    from kg.rdf import queries_for
    from kg.show import answers, deliver

    graph = load_with_recipes(corpus, endpoint)
    pages = [(one.name, one.title, one.question) for one in queries_for(graph).values()]
    deliver(answers.search(graph, " ".join(words), queries=pages, top=top), form)


@click.command()
@click.argument("words", metavar="QUESTION", nargs=-1, required=True)
@click.option("--dry", is_flag=True, help="Only say which command it is.")
@endpoint_option
@click.pass_context
def ask(ctx: click.Context, words: tuple[str, ...], dry: bool, endpoint: str | None) -> None:
    """Answer a question in plain English, by the command that it comes to."""
    question = _understood(load(ctx.obj, endpoint), " ".join(words))
    click.echo(question.told)
    if not dry:
        _run(ctx, (*question.command, *(("--endpoint", endpoint) if endpoint else ())))


@click.command("check-statement")
@click.argument("words", nargs=-1, required=True)
@click.option("--basis", metavar="BASIS", help="Compare on this basis of the manifest only.")
@where_option
@system_option
@endpoint_option
@form_option
@click.pass_obj
def check_statement(
    corpus: tuple[Path, ...], words: tuple[str, ...], basis: str | None, where: tuple[str, ...],
    systems: tuple[str, ...], endpoint: str | None, form: str,
) -> None:  # fmt: skip
    """Hold a statement in plain English against the corpus.

    Supported, contradicted, depends on a condition, only asserted by a review, looked for and not
    changed, undecided, or not in this corpus; always with both sides, and never a guess.
    """
    from kg.show import answers, deliver

    graph = load(corpus, endpoint)
    said = " ".join(words)
    deliver(answers.checked(graph, said, basis=basis, where=where, systems=systems), form)


def _understood(graph: Graph, words: str) -> Question:
    """Read a question that comes to a command; `RequestError` with offers for any other."""
    from kg.errors import RequestError
    from kg.inquiry import read_question
    from kg.rdf import queries_for

    titles = {one.name: f"{one.title} {one.question}" for one in queries_for(graph).values()}
    question = read_question(graph, words, titles)
    if not question.command:
        raise RequestError(question.told)
    return question


def _run(ctx: click.Context, words: tuple[str, ...]) -> None:
    """Run another command as if it had been typed, with the corpus chosen for this one."""
    root = ctx.find_root()
    assert isinstance(root.command, click.Group)  # noqa: S101 for types only
    command = root.command.commands[words[0]]
    click.echo()
    with command.make_context(words[0], list(words[1:]), parent=root) as inner:
        command.invoke(inner)


@click.command()
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
@click.pass_context
def completion(ctx: click.Context, shell: str) -> None:
    """Print what lets a shell complete ids, labels, queries, recipes and facets after TAB.

    Load it in ~/.bashrc or ~/.zshrc as in the example; fish: kg completion fish | source
    """
    from click.shell_completion import get_completion_class

    made = get_completion_class(shell)
    assert made is not None  # noqa: S101 for types only: a choice of what click knows
    script = made(ctx.find_root().command, {}, "kg", "_KG_COMPLETE").source()
    # click's script for fish cuts every help at its first comma
    click.echo(script.replace('string split ","', 'string split -m 1 ","'))
