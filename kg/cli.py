"""The command `kg`: its options, its commands, and how errors reach a person."""

from __future__ import annotations

import io
import os
import sys
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from kg import __version__
from kg.commands import COMMANDS, DRAFTS, own_examples, shipped
from kg.errors import TakenAs


class _Commands(click.Group):
    """Commands whose errors reach a person: a message on standard error, exit status 2."""

    def main(self, *args: Any, **kwargs: Any) -> Any:
        """Run as a program, whatever its streams are: closed, or of few letters."""
        _hold_streams()
        return super().main(*args, **kwargs)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Find a command; asked of another corpus, the example in its help is of that one."""
        found = super().get_command(ctx, cmd_name)
        folders = ctx.params.get("corpus")
        return own_examples(found, folders) if found and folders else found

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command; errors of the package and of the file system need no traceback."""
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("always", TakenAs)
                warnings.showwarning = _tell(warnings.showwarning)
                return super().invoke(ctx)
        except BrokenPipeError:
            raise  # the reader of the pipe has seen enough: click ends quietly
        except Exception as error:
            if not _explain(error):
                raise
            ctx.exit(2)


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="kg")
@click.option(
    "--corpus", multiple=True, metavar="FOLDER", type=click.Path(path_type=Path),
    help="Curated folder to use in place of the shipped one; repeat it to add to the first.",
)  # fmt: skip
@click.option(
    "--with", "added", multiple=True, metavar="FOLDER", type=click.Path(path_type=Path),
    help="Curated folder of your own, on top of the shipped one or of --corpus.",
)  # fmt: skip
@click.option(
    "--drafts", multiple=True, metavar="LAYER",
    help="Let the drafts of this layer count as well, by the id in its corpus.yaml.",
)  # fmt: skip
@click.pass_context
def main(
    ctx: click.Context, corpus: tuple[Path, ...], added: tuple[Path, ...], drafts: tuple[str, ...]
) -> None:
    """Curated claims with their evidence, as a graph to be checked, built, asked and shown.

    What treatments do, how they compare, on which basis and by which way: in the corpus that is
    shipped, or in one of your own.
    """
    ctx.meta[DRAFTS] = drafts
    ctx.obj = (*(corpus or shipped()), *added) if added else corpus


for _command in COMMANDS:
    main.add_command(_command)


def _hold_streams() -> None:
    """Put nothing in the place of closed streams, and escapes in that of letters they lack."""
    for number, name in enumerate(("stdin", "stdout", "stderr")):
        try:
            os.fstat(number)
        except OSError:  # closed: else the next file that is opened would take its number
            os.open(os.devnull, os.O_RDWR)
        if getattr(sys, name) is None:
            setattr(sys, name, open(number, "w" if number else "r", closefd=False))
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def _tell(others: Callable[..., None]) -> Callable[..., None]:
    """Say once on standard error what words are taken as; other warnings go their way."""
    told: set[str] = set()

    def show(message: Warning | str, category: type[Warning], *more: Any) -> None:
        if not issubclass(category, TakenAs):
            others(message, category, *more)
        elif str(message) not in told:
            told.add(str(message))
            click.echo(f"kg: {message}", err=True)

    return show


def _explain(error: Exception) -> bool:
    """Say on standard error what is wrong, curated files by line; False for what is a bug."""
    from kg.errors import CurationError, KgError

    if isinstance(error, CurationError):
        click.echo(error, err=True)
        wrong = sum(problem.severity == "error" for problem in error.problems)
        click.echo(f"kg: {wrong} error{'s' * (wrong > 1)} {error.where}", err=True)
    elif isinstance(error, OSError):
        where = f": {error.filename}" if error.filename else ""
        if isinstance(error, FileExistsError):  # in the way of a folder: no writer minds a file
            where += ": no folder, and one is asked for; name another"
        click.echo(f"kg: {error.strerror or error}{where}", err=True)
    elif isinstance(error, KgError):
        click.echo(f"kg: {error}", err=True)
    else:
        return False
    for note in getattr(error, "__notes__", ()):
        click.echo(f"kg: {note}", err=True)
    return True
