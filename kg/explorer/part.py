"""Parts of the page for smaller pages: functions of its scripts, rules of its style."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from importlib.resources import files


def scripts_of(names: Iterable[str]) -> str:
    """Give functions and tables of the page's scripts by name, as they stand there.

    `KeyError` for a name that no script declares at its outermost level.

    >>> scripts_of(["doiLink"]).partition(" {")[0]
    'function doiLink(doi, text)'
    """
    return "\n".join(_declared()[name] for name in names)


def styles_of(selectors: Iterable[str]) -> str:
    """Give rules of the page's style by selector, in the order in which they stand there.

    `KeyError` for a selector that has no rule outside of a query for media.

    >>> print(styles_of(["dd"]))
    dd {
      margin: 0;
    }
    """
    wanted, found = set(selectors), _rules()
    if missing := wanted - {one for one, _ in found}:
        raise KeyError(f"no rule of the page's style: {sorted(missing)}")
    return "\n".join(text for one, text in found if one in wanted)


@cache
def _declared() -> dict[str, str]:
    scripts = sorted(one.name for one in files("kg.explorer").iterdir() if one.name.endswith(".js"))
    whole = "\n".join(_read(name) for name in scripts)
    return {found[1]: found[0] for found in _DECLARED.finditer(whole)}


@cache
def _rules() -> list[tuple[str, str]]:
    return [(found[1], found[0]) for found in _RULE.finditer(_read("page.css"))]


def _read(name: str) -> str:
    return (files("kg.explorer") / name).read_text(encoding="utf-8")


_DECLARED = re.compile(r"^(?:function|const) (\w+)[^\n]*\{\n.*?^\};?$", re.MULTILINE | re.DOTALL)
_RULE = re.compile(r"^([^\s@}/][^{}\n]*?) \{\n.*?^\}$", re.MULTILINE | re.DOTALL)
