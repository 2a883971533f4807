"""References, held against each other, and places in what was read."""

from __future__ import annotations

import re
from collections.abc import Iterable

from kg.curation.document import Document, Place
from kg.curation.draft import Draft, know
from kg.curation.record import did_you_mean
from kg.model import Reference
from kg.model.record import SHOWN


def check_references(draft: Draft) -> None:
    """Report every fault of references into the documents they stand in."""
    for identifier in ("doi", "pmid", "pmcid"):
        _check_references_unique(identifier, draft)
    for key, reference in draft.references.items():
        document, place = draft.where["references", key]
        know(reference.version_of, "references", (*place, "version_of"), document, draft)
        know(reference.members, "references", (*place, "members"), document, draft)
        if key in {reference.version_of, *reference.members}:
            document.report(
                place, f"'{key}' is a version or member of itself", "name another paper"
            )
        if reference.members and reference.study_type not in POOLS:
            cause = f"members of a {reference.study_type}"
            remedy = f"only {' and '.join(sorted(POOLS))} have members"
            document.report((*place, "members"), cause, remedy)
    _check_versions(draft)
    _check_twins(draft)


def _check_versions(draft: Draft) -> None:
    """Hold that versions lead to one paper at last."""
    for key in draft.references:
        seen = [key]
        while (other := _version(seen[-1], draft)) is not None and other not in seen:
            seen.append(other)
        if other is not None and key == min(seen[seen.index(other) :]) and len(seen) > 1:
            document, place = draft.where["references", key]
            cause = f"a circle of versions: {' -> '.join([*seen, other])}"
            document.report((*place, "version_of"), cause, "let one of them be the last")


def _version(key: str, draft: Draft) -> str | None:
    known = draft.references.get(key)
    return known.version_of if known else None


def _check_twins(draft: Draft) -> None:
    """Ask whether papers of equal title and first author, and corrections, are one study."""
    seen: dict[tuple[str, str], str] = {}
    for key, reference in draft.references.items():
        document, place = draft.where["references", key]
        bare = _CORRECTION.sub("", reference.title)
        corrects = bare != reference.title
        family = reference.author[0].family if reference.author else ""
        mark = (_letters(bare), _letters(family))
        other = seen.setdefault(mark, key)
        if other != key and family and not _joined(key, other, draft):
            cause = f"the title and first author of '{other}'"
            remedy = f"if they are one study, add version_of: {other} (or to that: {key})"
            document.report((*place, "title"), cause, remedy, "warning")
        elif corrects and reference.version_of is None and other == key:
            remedy = "name under version_of the paper that it corrects"
            document.report((*place, "title"), "a correction of nothing", remedy, "warning")


def _joined(key: str, other: str, draft: Draft) -> bool:
    def last(one: str) -> str:
        seen = {one}
        while (nearer := _version(one, draft)) is not None and nearer not in seen:
            seen.add(nearer)
            one = nearer
        return one

    return last(key) == last(other)


def _letters(text: str) -> str:
    return "".join(letter for letter in text.casefold() if letter.isalnum())


def _check_references_unique(identifier: str, draft: Draft) -> None:
    """Report a paper that stands in the bibliography twice: it would vote twice."""
    seen: dict[str, str] = {}
    written = Reference.model_fields[identifier].alias or identifier
    for key, reference in draft.references.items():
        given = getattr(reference, identifier)
        if given is None:
            continue
        value = str(given).casefold()
        if value in seen:
            document, place = draft.where["references", key]
            cause = f"{given} is also '{seen[value]}'"
            document.report((*place, written), cause, "correct one of the two")
        seen.setdefault(value, key)


def check_locators(
    locators: Iterable[str], read_in: str, place: Place, document: Document, draft: Draft
) -> None:
    """Hold that an inventoried document is cited by sentence, any other by the part read."""
    if read_in not in draft.references and read_in not in draft.inventory:
        return  # reported as unknown
    places = draft.inventory.get(read_in)
    for number, locator in enumerate(locators):
        if re.fullmatch(SHOWN, locator):
            continue  # inventories list sentences
        if places is None and locator not in OWN_TEXT:
            cause = f"'{locator}' in {read_in}, which has no inventory"
            remedy = f"write {' or '.join(sorted(OWN_TEXT))}, or a figure or table: fig.2b, table.1"
            document.report((*place, number), cause, remedy)
        elif places is not None and locator not in places:
            cause = f"the inventory of {read_in} has no '{locator}'"
            document.report((*place, number), cause, did_you_mean(locator, places))


OWN_TEXT = frozenset({"abstract", "full-text"})
"""How a document without an inventory is cited."""

POOLS = frozenset({"meta_analysis", "systematic_review"})
"""Study types that take other studies together."""

_CORRECTION = re.compile(
    r"(?i)^\W*((publisher|author) )?(correction|corrigendum|erratum)( to)?\s*:\s*"
)
"""How titles of corrections begin."""
