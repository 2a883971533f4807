"""Commands for those who stand for records: reviews and second readings."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.commands.curate import read_corpus
from kg.commands.session import form_option, shipped

if TYPE_CHECKING:
    from kg.hands import Readings, Waiting


@click.command()
@click.argument("words", metavar="[PAPER|CLAIM|RECORD]...", nargs=-1)
@click.option("--accept", is_flag=True, help="Let what is named stand.")
@click.option("--change", metavar="REASON", help="Give what is named back to be changed.")
@click.option("--reject", metavar="REASON", help="Take what is named back; it stays, and is told.")
@click.option("--as", "by", metavar="NAME", help="Who decides; asked record by record if alone.")
@click.option("--on", metavar="DATE", help="When, as 2026-01-31; today if not given.")
@click.option("--every", is_flag=True, help="Look into the first corpus as well.")
@form_option
@click.pass_obj
def review(
    corpus: tuple[Path, ...], /, words: tuple[str, ...], accept: bool, change: str | None,
    reject: str | None, by: str | None, on: str | None, every: bool, form: str,
) -> None:  # fmt: skip
    """List what waits for a hand, and decide on it.

    Without a decision: each record beside where it was read and what a check said; with --as
    alone, asked one by one. Accepted by who curated it a draft is curated, by another hand
    reviewed. A decision is written into the record's file, all else of which stays.
    """
    folders = corpus or shipped()
    given = {"accept": "" if accept else None, "change": change, "reject": reject}
    decided = {verb: reason for verb, reason in given.items() if reason is not None}
    if decided or by is not None:
        _decide(folders, words, decided, by, on, every)
    else:
        _list(folders, words, every, form)


@click.command("read-again")
@click.argument("paper", metavar="PAPER")
@click.option("--as", "by", required=True, metavar="NAME", help="Who reads it again.")
@click.option("--settle", type=int, metavar="NUMBER", help="Settle this difference.")
@click.option("--for", "settled", metavar="first|second|WORDS", help="What stands.")
@click.option("--because", "why", metavar="REASON", help="Why it is settled so.")
@click.pass_obj
def read_again(
    corpus: tuple[Path, ...], paper: str, by: str, settle: int | None, settled: str | None,
    why: str | None,
) -> None:  # fmt: skip
    """Read a paper again, blind.

    Begins a file without a word of the first reading. Run once more when it is filled in: where
    both are in, they are compared ('kg audit --agreement'), and what parts them is listed, to be
    settled with a reason.
    """
    from kg import hands

    folders = corpus or shipped()
    if settle is not None:
        click.echo(hands.settle(folders, paper, by, settle, settled or "", why or ""))
    else:
        _tell(hands.read_again(folders, paper, by))


@click.command()
@click.argument("old", metavar="OLD")
@click.argument("new", metavar="NEW")
@click.option("--in", "folder", type=click.Path(path_type=Path, exists=True, file_okay=False),
              help="Folder in which they are merged; the last in use if not given.")  # fmt: skip
@click.pass_obj
def merge(corpus: tuple[Path, ...], old: str, new: str, folder: Path | None) -> None:
    """Merge two entities: OLD becomes NEW.

    All that names OLD in the folder names NEW; its names and identifiers stand with NEW, and files
    of other layers may go on using its id. All files are changed or none.
    """
    from kg import hands
    from kg.errors import RequestError

    if not corpus and folder is None:
        raise RequestError("the shipped corpus is not changed: name a folder by --with or --corpus")
    for path in hands.merge(corpus or shipped(), old, new, folder):
        click.echo(f"wrote {path}")


def _tell(found: Readings) -> None:
    from kg.escape import terminal

    for path in found.paths:
        click.echo(f"wrote {path}")
    for line in found.waits:
        click.echo(terminal(f"waits: {line}"))
    for one in found.differences:
        mark = " (settled)" if one.settled else ""
        what = f"{one.number}. {one.locator} {one.subject} - {one.object}: {one.facet}"
        sides = f"{one.first or 'nothing'} / {one.second or 'nothing'}"
        click.echo(terminal(f"{what}: {sides}{mark}"))
    if found.waits:
        raise click.exceptions.Exit(1)


def _list(folders: tuple[Path, ...], words: tuple[str, ...], every: bool, form: str) -> None:
    from kg import show
    from kg.hands import find_waiting

    read = read_corpus(folders)
    found = find_waiting(read, words, every=every)
    show.deliver(show.answers.waiting(read, found, bool(words)), form)


def _decide(
    folders: tuple[Path, ...], words: tuple[str, ...], decided: dict[str, str], by: str | None,
    on: str | None, every: bool,
) -> None:  # fmt: skip
    from datetime import date

    from kg.errors import RequestError
    from kg.hands import Decision, decide, find_waiting

    if by is None:
        raise RequestError("a decision without a name: say who decides by --as NAME")
    if len(decided) > 1:
        raise RequestError(f"{' and '.join(decided)} at once: decide one of them")
    if decided and not words:
        raise RequestError("a decision on nothing: name a paper, a claim or a record")
    found = find_waiting(read_corpus(folders), words, every=every)
    when = on or date.today().isoformat()
    asked: list[tuple[Waiting, str, str]] = []
    for one in found:
        if decided:
            asked += [(one, *next(iter(decided.items())))]
        elif (answer := _ask(one)) is not None:
            asked.append((one, *answer))
    for verb in ("accept", "change", "reject"):
        for reason in dict.fromkeys(why for _, what, why in asked if what == verb):
            chosen = [one for one, what, why in asked if (what, why) == (verb, reason)]
            for path in decide(folders, chosen, Decision(verb, by, when, reason)):
                click.echo(f"{verb}: {', '.join(one.id for one in chosen)}: wrote {path}")


def _ask(one: Waiting) -> tuple[str, str] | None:
    """Show a record, and ask what is to be done with it; None to leave it."""
    from kg.escape import terminal

    if (record := one.record) is None:
        return None
    where = f"{record.read_in}, {', '.join(record.locator)}"
    for line in (one.id, f"  {record.summary}", f"  read in {where}; {one.state}"):
        click.echo(terminal(line))
    for check in record.checks:
        click.echo(terminal(f"  check: {check.outcome}: {check.note}"))
    letters = {"a": "accept", "c": "change", "r": "reject"}
    said = click.prompt("accept, change, reject, leave", default="l",
                        type=click.Choice(["a", "c", "r", "l"]), err=True)  # fmt: skip
    if said == "l":
        return None
    return letters[said], "" if said == "a" else click.prompt("why", err=True)
