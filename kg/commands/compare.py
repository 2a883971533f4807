"""Commands that hold what is curated against something else: a text, or another state of it."""

from __future__ import annotations

from pathlib import Path

import click

from kg.commands.session import form_option, progress, shipped


@click.command()
@click.option(
    "--text", required=True, type=click.Path(path_type=Path), metavar="FILE|FOLDER",
    help="The document as plain text, or a folder of documents named by their keys.",
)  # fmt: skip
@click.option("--document", metavar="KEY", help="Which document it is, if its name does not say.")
@form_option
@click.pass_obj
def verify(corpus: tuple[Path, ...], text: Path, document: str | None, form: str) -> None:
    """Hold a text against the sentences that were read.

    By fingerprints, without their words: exact, normalised, moved or absent; exit status 1 where
    a sentence is absent.
    """
    from kg import show
    from kg.commands.curate import read_corpus

    found = show.answers.verified(read_corpus(corpus), text, document)
    show.deliver(found, form)
    raise click.exceptions.Exit(1 if any(row[-1] for row in found.sheets[0].rows) else 0)


@click.command()
@click.argument("before", metavar="A")
@click.argument("after", metavar="B")
@form_option
@click.pass_obj
def diff(corpus: tuple[Path, ...], before: str, after: str, form: str) -> None:
    """Tell what came, went or turned from A to B.

    Claims, evidence, verdicts, conflicts, gaps, conclusions. Each of the two is a folder, layers
    joined by +, a release (wheel, zip, tar), or a git revision of the corpus.
    """
    import kg
    from kg import show
    from kg.curation import unpacked

    home = (corpus or shipped())[0]
    with progress("comparing"), unpacked(before, home) as one, unpacked(after, home) as two:
        answer = show.answers.changed(kg.load(*one), kg.load(*two))
    show.deliver(answer, form)
