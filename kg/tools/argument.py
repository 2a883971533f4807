"""Arguments of a tool: what they may be, and one clear error for what they are not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from kg.errors import RequestError
from kg.model.letters import unfit_letters

Form = Literal["text", "texts", "number", "flag"]


@dataclass(frozen=True)
class Parameter:
    """One argument: its form, whether it must be given, and what it is for.

    `most` is the greatest number, or the most letters of a text; `choices` are the only words.
    """

    name: str
    about: str = ""
    form: Form = "text"
    required: bool = False
    most: int = 200
    choices: tuple[str, ...] = ()

    @property
    def schema(self) -> dict[str, Any]:
        """Write it as JSON Schema; how long texts may be is told by the error, to save bytes.

        >>> Parameter("top", form="number", most=9).schema
        {'type': 'integer', 'minimum': 1, 'maximum': 9}
        """
        text: dict[str, Any] = {"type": "string"}
        found: dict[str, Any] = {
            "text": {"type": "string", "enum": [*self.choices]} if self.choices else text,
            "texts": {"type": "array", "items": {"type": "string"}},
            "number": {"type": "integer", "minimum": 1, "maximum": self.most},
            "flag": {"type": "boolean"},
        }[self.form]
        return found | ({"description": self.about} if self.about else {})

    def read(self, tool: str, given: Any) -> Any:
        """Check a value; `RequestError` where it is none of this form."""
        wrong = f"{tool}: {self.name}"
        if self.form == "flag":
            if not isinstance(given, bool):
                raise RequestError(f"{wrong} is {_kind(given)}: give true or false")
            return given
        if self.form == "number":
            if isinstance(given, bool) or not isinstance(given, int):
                raise RequestError(f"{wrong} is {_kind(given)}: give a whole number")
            if not 1 <= given <= self.most:
                raise RequestError(f"{wrong} is out of range: give 1 to {self.most}")
            return given
        if self.form == "texts":
            if not isinstance(given, Sequence) or isinstance(given, str):
                raise RequestError(f"{wrong} is {_kind(given)}: give a list of texts")
            if len(given) > MANY:
                raise RequestError(f"{wrong} has {len(given)} entries: give at most {MANY}")
            return tuple(self._text(wrong, one) for one in given)
        return self._text(wrong, given)

    def _text(self, wrong: str, given: Any) -> str:
        if not isinstance(given, str):
            raise RequestError(f"{wrong} is {_kind(given)}: give a text")
        if not given.strip():
            raise RequestError(f"{wrong} is empty: give words, or leave it out")
        if len(given) > self.most:
            raise RequestError(f"{wrong} has {len(given)} letters: give at most {self.most}")
        if unfit := unfit_letters(given):
            raise RequestError(f"{wrong} holds {unfit}: take it out")
        said = " ".join(given.split())
        if self.choices and said not in self.choices:
            raise RequestError(f"{wrong}: it is one of {', '.join(self.choices)}")
        return said


def read_arguments(
    tool: str, parameters: Sequence[Parameter], given: Mapping[str, Any] | None
) -> dict[str, Any]:
    """Check all arguments of a call; null is the same as not given.

    >>> read_arguments("find", [Parameter("words", required=True)], {"words": " a  b ", "x": None})
    Traceback (most recent call last):
        ...
    kg.errors.RequestError: find: no argument 'x': it takes words
    """
    known = {one.name: one for one in parameters}
    names = ", ".join(known)
    if given is not None and not isinstance(given, Mapping):
        raise RequestError(f"{tool}: the arguments are {_kind(given)}: give an object ({names})")
    found = {}
    for name, value in (given or {}).items():
        if name not in known:
            said = repr(str(name)[:40]) if not unfit_letters(str(name)) else "of unfit letters"
            raise RequestError(f"{tool}: no argument {said}: it takes {names}")
        if value is not None:
            found[name] = known[name].read(tool, value)
    for one in parameters:
        if one.required and one.name not in found:
            raise RequestError(f"{tool}: {one.name} is missing: give a text ({one.about or names})")
    return found


def _kind(given: Any) -> str:
    """Name what was given in JSON's words.

    >>> _kind({}), _kind(None), _kind(1.5)
    ('an object', 'null', 'a number')
    """
    kinds: tuple[tuple[type | tuple[type, ...], str], ...] = (
        (bool, "true or false"), (str, "a text"), ((int, float), "a number"),
        (Mapping, "an object"), ((list, tuple), "a list"),
    )  # fmt: skip
    return next((name for kind, name in kinds if isinstance(given, kind)), "null")


MANY = 8
"""Entries of the longest list."""
