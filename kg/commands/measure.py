"""Commands about how much: the numbers that sources print, side by side."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kg.commands.session import endpoint_option, form_option, load
from kg.commands.trace import system_option, where_option

if TYPE_CHECKING:
    from kg.remote import About


@click.command()
@click.argument("words", metavar="[QUANTITY]", nargs=-1)
@click.option("--versus", metavar="ENTITY", help="Keep what this arm has part in.")
@click.option("--basis", metavar="BASIS", help="Keep one basis of comparison of the manifest.")
@click.option("--over", metavar="AXIS", type=click.Choice(["dose", "let", "time"]),
              help="Lay findings along dose, let or time, silence at the margin.")  # fmt: skip
@where_option
@system_option
@endpoint_option
@form_option
@click.pass_obj
def numbers(
    corpus: tuple[Path, ...], /, words: tuple[str, ...], endpoint: str | None, form: str,
    **asked: Any,
) -> None:  # fmt: skip
    """Show how much: the numbers that are printed, study by study.

    QUANTITY is a thing that was measured, or a measure: rbe, oer, fold, response rate ... Numbers
    are as printed; what prints none keeps its word: higher, similar, lower.
    """
    from kg.show import answers, deliver

    said = " ".join(words) or None
    graph = load(corpus, endpoint, _about(said, asked["versus"]))
    deliver(answers.numbers(graph, said, **asked), form)


def _about(words: str | None, versus: str | None) -> About | None:
    """Say what of a store it takes: all of it for a measure, which any record may print."""
    from kg.numbers import is_measure
    from kg.remote import About

    if words is None or is_measure(words):
        return None
    return About(words, (versus,) if versus else (), wide=True)
