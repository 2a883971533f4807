"""Commands that judge: what the evidence comes to, where it disagrees, and where it is missing."""

from __future__ import annotations

from pathlib import Path

import click

from kg.commands.session import form_option, load


@click.command()
@click.argument("entity", nargs=-1)
@click.option("--versus", metavar="ENTITY", help="Keep one comparator, such as photon.")
@click.option(
    "--basis", type=click.Choice(["isodose", "isoeffective", "unspecified"]),
    help="Keep one basis of comparison.",
)  # fmt: skip
@form_option
@click.pass_obj
def verdict(
    corpus: tuple[Path, ...], entity: tuple[str, ...], versus: str | None, basis: str | None,
    form: str,
) -> None:  # fmt: skip
    """Judge who does more, by independent studies.

    Per exposure, comparator, object and basis: of everything, or of what ENTITY takes part in.
    """
    from kg.show import answers, deliver

    words = " ".join(entity) or None
    deliver(answers.verdicts(load(corpus), words, versus=versus, basis=basis), form)


@click.command()
@click.argument("entity", nargs=-1)
@form_option
@click.pass_obj
def conflicts(corpus: tuple[Path, ...], entity: tuple[str, ...], form: str) -> None:
    """List where findings oppose each other, and why.

    True, explained by a facet, undecidable for want of one, or counted twice.
    """
    from kg.show import answers, deliver

    deliver(answers.conflicts(load(corpus), " ".join(entity) or None), form)
