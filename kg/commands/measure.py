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
@click.option("--expected", "computed", metavar="NAME",
              help="Beside them what the model of 'kg expected' computes (no vote).")  # fmt: skip
@click.option("--cells", default="HSG", metavar="LINE", show_default=True,
              help="Of which --expected has parameters: HSG or V79.")  # fmt: skip
@click.option("--pide", metavar="FILE", type=click.Path(path_type=Path),
              help="Beside them the same lines in your copy of PIDE (no vote).")  # fmt: skip
@where_option
@system_option
@endpoint_option
@form_option
@click.pass_obj
def numbers(
    corpus: tuple[Path, ...], /, words: tuple[str, ...], endpoint: str | None, form: str,
    computed: str | None, cells: str, **asked: Any,
) -> None:  # fmt: skip
    """Show how much: the numbers that are printed, study by study.

    QUANTITY is a thing that was measured, or a measure: rbe, oer, fold, response rate ... Numbers
    are as printed; what prints none keeps its word: higher, similar, lower.
    """
    from kg.show import answers, deliver

    said = " ".join(words) or None
    graph = load(corpus, endpoint, _about(said, asked["versus"]))
    ion = (computed, cells) if computed else None
    deliver(answers.numbers(graph, said, computed=ion, **asked), form)


@click.command()
@click.option("--let", type=float, required=True, help="LET in keV/um.")
@click.option("--ion", default="C", show_default=True, help="H, He ... Ne, or their names.")
@click.option("--cells", default="HSG", metavar="LINE", show_default=True, help="HSG or V79.")
@click.option("--dose", type=click.FloatRange(0, 100, min_open=True), help="Of ions, in Gy.")
@click.option("--oxygen", "pressure", type=float, metavar="MMHG",
              help="Pressure of oxygen, for the OER: 0 to 160 mmHg.")  # fmt: skip
@click.option("--photons", type=float, nargs=2, metavar="ALPHA BETA",
              help="Of the reference, in 1/Gy and 1/Gy^2.")  # fmt: skip
@form_option
def expected(form: str, **asked: Any) -> None:
    """Compute RBE and OER of an ion by a model of cell killing.

    A model, not a finding: it is no evidence here and has no vote. Needs the package pymkm:
    pip install 'cirt-kg[models]'.
    """
    from kg.show import answers, deliver

    deliver(answers.expected_answer(**asked), form)


def _about(words: str | None, versus: str | None) -> About | None:
    """Say what of a store it takes: all of it for a measure, which any record may print."""
    from kg.numbers import is_measure
    from kg.remote import About

    if words is None or is_measure(words):
        return None
    return About(words, (versus,) if versus else (), wide=True)
