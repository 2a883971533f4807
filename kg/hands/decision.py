"""Decisions on records that wait, written into their files: who, when, and why."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import yaml

from kg.bounded import read_bounded
from kg.curation import layer_id
from kg.errors import RequestError
from kg.hands.edit import set_fields
from kg.hands.waiting import Waiting
from kg.model import Evidence
from kg.publishing import write_all

Verb = Literal["accept", "change", "reject"]


@dataclass(frozen=True)
class Decision:
    """What a hand decides on a record; to have it changed or rejected needs a reason.

    `on` is a date, year-month-day.
    """

    verb: Verb
    by: str
    on: str
    reason: str = ""


def decide(
    folders: Sequence[Path], chosen: Iterable[Waiting], decision: Decision
) -> list[Path]:
    """Write a decision into the records chosen, all or none; gives the files that changed.

    Accepted by its own curator, a draft is curated; by another hand, a record is reviewed. What is
    to be changed is a draft again, with the reason. What is rejected stays, and stands among the
    withdrawals of its layer: nothing vanishes. Raises `RequestError` where a record is not filled
    in, where curator and reviewer are one, and without a reason that is needed.
    """
    if decision.verb != "accept" and not decision.reason.strip():
        raise RequestError(f"{decision.verb} '...': say why, for who wrote it reads it")
    if not decision.by.strip():
        raise RequestError("--as: say who decides")
    texts: dict[Path, str] = {}
    homes = {layer_id(folder): folder for folder in folders if folder.is_dir()}
    for one in chosen:
        home = homes.get(one.layer)
        if home is None:
            raise RequestError(f"the layer '{one.layer}' is no folder given: name it by --with")
        if one.record is None:
            fields = ", ".join(one.fields)
            raise RequestError(f"{one.place}: not filled in yet ({fields}): fill it in first")
        if decision.verb == "reject":
            path = home / "withdrawals.yaml"
            texts[path] = _withdraw(path, texts.get(path), one, decision)
        else:
            path, place = _find(home, one, texts)
            before = texts.get(path) or _read(path)
            told = _fields(one, one.record, decision)
            texts[path] = set_fields(before, place, told, str(path))
    for home in homes.values():
        mine = {path.relative_to(home).as_posix(): text for path, text in texts.items()
                if path.is_relative_to(home)}  # fmt: skip
        if mine:
            write_all(home, mine)
    return list(texts)


def _fields(one: Waiting, record: Evidence, decision: Decision) -> Mapping[str, Any]:
    """Tell what a decision sets in a record."""
    mine = record.curated_by in (None, decision.by)
    if decision.verb == "change":
        asked = [note.model_dump(exclude_none=True) for note in record.asked]
        asked.append({"by": decision.by, "on": decision.on, "reason": decision.reason})
        return {"status": "draft", "asked": asked}
    if one.state == "draft" and mine:
        return {"status": "curated", "curated_by": decision.by, "curated_on": decision.on}
    if record.curated_by == decision.by:
        cause = f"{one.id} was curated by {decision.by}"
        raise RequestError(f"{cause}: another hand reviews it")
    return {"status": "reviewed", "reviewed_by": decision.by, "reviewed_on": decision.on}


def _find(
    home: Path, one: Waiting, texts: Mapping[Path, str]
) -> tuple[Path, tuple[str | int, ...]]:
    """Find the file of a layer, and the place in it, at which a record stands."""
    for path in (*sorted(home.glob("papers/*.yaml")), *sorted(home.glob("claims/*/*.yaml"))):
        content = yaml.safe_load(texts.get(path) or _read(path))
        for number, claim in enumerate(content.get("claims") or ()):
            name = ".".join(str(claim.get(part)) for part in ("subject", "predicate", "object"))
            for n, record in enumerate(claim.get("evidence") or () if name == one.claim else ()):
                if record.get("id") == one.name:
                    return path, ("claims", number, "evidence", n)
    raise RequestError(f"{home}: holds no record {one.id}: read the folder again")


def _withdraw(path: Path, text: str | None, one: Waiting, decision: Decision) -> str:
    """Add to the withdrawals of a layer."""
    text = text or (_read(path) if path.exists() else HEAD)
    held = yaml.safe_load(text).get("withdrawals") or []
    key = re.sub(r"[^a-z0-9]+", "-", f"{one.claim}-{one.name}")[:90].strip("-")
    taken = {str(each.get("id")) for each in held}
    names = (key, *(f"{key}-{number}" for number in range(2, len(held) + 3)))
    fields = {"id": next(name for name in names if name not in taken), "record": one.id,
              "reason": decision.reason, "by": decision.by, "date": decision.on}  # fmt: skip
    item = yaml.safe_dump([fields], sort_keys=False, allow_unicode=True, width=float("inf"),
                          default_flow_style=None)  # fmt: skip
    whole = text.removesuffix("\n") + "\n" + item
    if (yaml.safe_load(whole).get("withdrawals") or [])[:-1] != held:
        raise RequestError(f"{path}: cannot be added to at its end: write it by hand")
    return whole


def _read(path: Path) -> str:
    return read_bounded(path, 8_000_000).decode("utf-8-sig")


HEAD = (
    "# yaml-language-server: $schema=../build/schema/withdrawals.schema.json\n"
    "# Records that are taken back: they stay, and count no longer.\nwithdrawals:\n"
)
"""How a file of withdrawals begins."""
