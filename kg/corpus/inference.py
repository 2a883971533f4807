"""Evidence Inference: an intervention and a comparator, and how an outcome came off, by trial."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from pathlib import Path

from kg.corpus.lines import opened
from kg.corpus.said import BITS, Paper, Rejected, Statement, Unit, plain, profile_text
from kg.errors import DatasetError


def read(files: tuple[Path, ...], layer: str, skip: int) -> Iterator[Unit]:
    """Read what each valid label says of its prompt; prompts are held, a line of labels is not.

    Several people label one prompt: they read one trial, which has one vote on each side.
    """
    prompts = dict(_prompts(files[0]))
    with opened(files[1]) as file:
        for number, label in enumerate(csv.DictReader(file), start=1):
            if number > skip:
                yield (_said(label, prompts, layer, f"record {number}"),)


def _prompts(path: Path) -> Iterator[tuple[str, Mapping[str, str]]]:
    with opened(path) as file:
        reader = csv.DictReader(file)
        missing = {"PromptID", "PMCID", "Outcome", "Intervention", "Comparator"} - {
            *(reader.fieldnames or ())
        }
        if missing:
            raise DatasetError(f"{path}:1: no column '{min(missing)}': Evidence Inference has it")
        for row in reader:
            yield row["PromptID"], row


def _said(
    label: Mapping[str, str], prompts: Mapping[str, Mapping[str, str]], layer: str, at: str
) -> Statement | Rejected:
    key, word = label.get("PromptID", ""), (label.get("Label") or "").strip().lower()
    prompt = prompts.get(key)
    if (label.get("Valid Label") or "").strip().lower() not in {"true", "1"}:
        return Rejected(at, "Valid Label: a second reader did not bear it out", key)
    if word not in _LEVELS:
        return Rejected(at, f"Label: '{word}' is no direction", key)
    if prompt is None:
        return Rejected(at, f"PromptID: no prompt '{key}'", key)
    ends = [plain(prompt[name] or "").lower() for name in ("Intervention", "Outcome", "Comparator")]
    if not all(ends):
        return Rejected(at, "a prompt without intervention, outcome or comparator", key)
    if ends[0] == ends[2]:
        return Rejected(at, "the intervention is its own comparator", key)
    paper = Paper(f"PMC{prompt['PMCID']}", (f"pmcid:pmc{prompt['PMCID']}",))
    return Statement(
        record=f"prompt {key}, reader {label.get('UserID', '')}", exposure=ends[0], object=ends[1],
        comparator=ends[2], outcome=BITS[_LEVELS[word]], papers=(paper,), layer=layer,
        distance=1 if label.get("In Abstract", "").lower() == "true" else 0, state="draft",
        profile=_TRIAL,
    )  # fmt: skip


_LEVELS = {
    "significantly increased": "higher", "significantly decreased": "lower",
    "no significant difference": "similar",
}  # fmt: skip
_TRIAL = profile_text({"setting": frozenset({"patients"}), "species": frozenset({"human"})})
"""All are randomised trials in people."""
