"""YAML as it is written for curators: no aliases, what is text in quotes, schemas named."""

from __future__ import annotations

import re
from typing import Any

import yaml


def yaml_text(content: Any, *, packed: bool = True) -> str:
    """Write YAML; what holds no lists or mappings stands on one line, if `packed`."""
    text: str = yaml.dump(
        content, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=100,
        default_flow_style=None if packed else False,
    )  # fmt: skip
    return text


def inline(value: Any) -> str:
    """Write one value on one line.

    >>> inline("a: b"), inline([{"family": "Doe"}]), inline(2026)
    ('"a: b"', '[{family: Doe}]', '2026')
    """
    text: str = yaml.dump([value], Dumper=_Dumper, sort_keys=False, allow_unicode=True,
                          width=float("inf"), default_flow_style=True)  # fmt: skip
    return text.strip()[1:-1]


class _Dumper(yaml.SafeDumper):
    """Writes no aliases, which curated files may not have, and quotes what is text."""

    def ignore_aliases(self, data: Any) -> bool:
        """Write out whatever stands twice."""
        return True


def _text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    plain = re.fullmatch(r"[A-Za-z][\w-]*", text, re.A) and text.casefold() not in _NO_WORDS
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=None if plain else '"')


_NO_WORDS = frozenset({"y", "n", "yes", "no", "on", "off", "true", "false", "null"})
_Dumper.add_representer(str, _text)


def head(kind: str, up: int) -> str:
    """Name the schema of a file for editors."""
    return f"# yaml-language-server: $schema={'../' * up}build/schema/{kind}.schema.json\n"
