"""The command `kg`: its options, its commands, and how errors reach a person."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from kg import __version__
from kg.commands import COMMANDS


class _Commands(click.Group):
    """Commands whose errors reach a person: a message on standard error, exit status 2."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command; errors of the package and of the file system need no traceback."""
        try:
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
@click.pass_context
def main(ctx: click.Context, corpus: tuple[Path, ...], added: tuple[Path, ...]) -> None:
    """How carbon ions mobilise antitumour immunity, and how that differs from photons.

    Curated claims with their evidence, as a graph to be checked, built, asked and shown.
    """
    ctx.obj = (*(corpus or _shipped()), *added) if added else corpus


for _command in COMMANDS:
    main.add_command(_command)


def _shipped() -> tuple[Path, ...]:
    from importlib.resources import files

    return (Path(str(files("kg.ontology"))),)


def _explain(error: Exception) -> bool:
    """Say on standard error what is wrong, curated files by line; False for what is a bug."""
    from kg.errors import CurationError, KgError

    if isinstance(error, CurationError):
        click.echo(error, err=True)
        wrong = sum(problem.severity == "error" for problem in error.problems)
        click.echo(f"kg: {wrong} error{'s' * (wrong > 1)} in the curated files", err=True)
    elif isinstance(error, OSError):
        where = f": {error.filename}" if error.filename else ""
        click.echo(f"kg: {error.strerror or error}{where}", err=True)
    elif isinstance(error, KgError):
        click.echo(f"kg: {error}", err=True)
    else:
        return False
    for note in getattr(error, "__notes__", ()):
        click.echo(f"kg: {note}", err=True)
    return True
