"""The libraries of the extra `corpus`, brought in where they are needed."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from kg.errors import RequestError, missing


def bring(name: str) -> Any:
    """Import a library of the extra, or say how it is installed.

    >>> bring("json").dumps(1)
    '1'
    """
    try:
        return import_module(name)
    except ImportError as error:
        package = name.partition(".")[0]
        extra = "corpus-remote" if package in REMOTE else "corpus"
        raise RequestError(missing(PACKAGES.get(package, package), extra)) from error


REMOTE = frozenset({"pyspark"})
PACKAGES = {"ibis": "ibis-framework"}
"""Names of packages that differ from what is imported."""
