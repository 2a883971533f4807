"""What a shell offers after TAB: ids with their labels, papers, queries, recipes, facets.

A shell waits for it at every key, so the lines of curated files are looked through and no graph is
assembled; a faulty file gives fewer offers and no error.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem


def give_completion(commands: Iterable[click.Command]) -> None:
    """Let the names that commands take be completed; what they take is told by their metavar."""
    for command in commands:
        if isinstance(command, click.Group):
            give_completion(command.commands.values())
        for param in command.params:
            shown = param.metavar or (param.name or "").upper()
            kinds = OFFERED.get((str(command.name), shown)) or OFFERED.get(("", shown))
            if kinds and isinstance(param.type, click.types.StringParamType):
                param.type = Name(kinds)


class Name(click.types.StringParamType):
    """Text that names something of the corpus."""

    def __init__(self, kinds: tuple[str, ...]) -> None:
        """Take the kinds of things that it may name."""
        self.kinds = kinds

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[CompletionItem]:
        """Offer ids that begin so, and where none does, what is labelled so.

        Not both: a shell shortens what was typed to what all that is offered has in common.
        """
        from click.shell_completion import CompletionItem

        begun = incomplete.casefold()
        listed = [one for kind in self.kinds for one in _listed(kind, _folders(ctx))]
        found = [one for one in listed if one[0].casefold().startswith(begun)]
        found = found or [one for one in listed if one[1].casefold().startswith(begun)]
        return [CompletionItem(key, help=label) for key, label in found]


def _folders(ctx: click.Context) -> tuple[Path, ...]:
    from kg.commands.session import shipped

    given = ctx.find_root().params
    return (*(given.get("corpus") or shipped()), *(given.get("added") or ()))


def _listed(kind: str, folders: Iterable[Path]) -> Iterator[tuple[str, str]]:
    if kind == "facet":
        from kg.mechanism import FACETS, NAMED

        for facet in FACETS:
            yield from ((f"{facet}={value}", "") for value in NAMED.get(facet, ("",)))
        return
    if kind == "setting":
        yield from ((setting, "") for setting in SETTINGS)
        return
    for folder in folders:
        if kind == "query":
            yield from ((path.stem, _title(path)) for path in sorted(folder.glob("queries/*.rq")))
        else:
            for path in sorted(folder.glob(FILES[kind])):
                yield from _records(path)


def _records(path: Path) -> Iterator[tuple[str, str]]:
    """Give id and label of every record of a file, as far as they stand on lines of their own."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return
    for block in re.split(r"^(?=- (?:\{ ?)?id: )", text, flags=re.MULTILINE)[1:]:
        head = re.match(r"- (?:\{ ?)?id: [\"']?([\w.-]+)", block)
        label = re.search(r"\b(?:label|title): (?:\"([^\"\n]*)\"|'([^'\n]*)'|([^,\n}]*))", block)
        if head:
            yield head[1], next(filter(None, label.groups()), "") if label else ""


def _title(path: Path) -> str:
    with path.open(encoding="utf-8", errors="replace") as lines:
        return next((line[9:].strip() for line in lines if line.startswith("# title: ")), "")


FILES = {
    "entity": "entities/*.yaml", "paper": "references.yaml", "figure": "figures/*.yaml",
}  # fmt: skip
SETTINGS = ("in_vitro", "in_vivo", "patients", "ex_vivo", "simulation", "unspecified")
OFFERED = {
    **{("", shown): ("entity",) for shown in (
        "ENTITY", "A", "B", "EXPOSURE", "START END", "[QUANTITY]")},
    ("", "ENTITY|PAPER|CLAIM"): ("entity", "paper"), ("", "NAME|FILE|-"): ("query",),
    ("", "NAME|FILE"): ("query",), ("", "[RECIPE|FILE]..."): ("figure",),
    ("", "[RECIPE|FILE|THING]..."): ("figure", "entity"),
    ("", "OLD"): ("entity",), ("", "NEW"): ("entity",), ("", "PAPER"): ("paper",),
    ("", "[PAPER|CLAIM|RECORD]..."): ("paper",),
    ("", "FACET=VALUE"): ("facet",), ("", "SETTING"): ("setting",),
}  # fmt: skip
"""What a parameter names, by command, where that matters, and by what its help shows for it."""
