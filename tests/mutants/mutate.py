"""Do the tests see a fault? Change one node of the code, run the room's tests, count who notices.

`make mutants` draws a seeded sample and prints what survived. A survivor is a hole in the tests, or
it changes nothing that can be seen: then a row of `survivors.tsv` says why. Exit status 1 where one
survives without such a row.

Each mutant is tried in a fork of this process, under an import hook that gives the changed module;
no file is written. A test that never ends runs out of its time of the processor, which counts as
seen.
"""

from __future__ import annotations

import argparse
import ast
import copy
import importlib.abc
import importlib.machinery
import os
import random
import resource
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

ROOT = Path(__file__).parents[2]

ROOMS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "votes": (
        ("kg/votes/*.py",),
        ("tests/votes", "tests/reasoning/test_words.py", "tests/reasoning/test_verdicts.py"),
    ),
    "mechanism": (
        ("kg/mechanism/*.py",),
        ("tests/mechanism/test_network.py", "tests/mechanism/test_advantage.py",
         "tests/mechanism/test_where.py", "tests/mechanism/test_firm.py",
         "tests/mechanism/test_questions.py", "tests/mechanism/test_explain.py",
         "tests/mechanism/test_chain_brute_force.py"),
    ),
    "reasoning": (
        ("kg/reasoning/*.py",),
        ("tests/reasoning/test_verdicts.py", "tests/reasoning/test_doubtful_places.py",
         "tests/reasoning/test_gap_map.py", "tests/reasoning/test_audit.py",
         "tests/reasoning/test_changes.py", "tests/reasoning/test_shipped_answers.py"),
    ),
    "curation": (
        ("kg/curation/*.py",),
        ("tests/curation/test_broken_input.py", "tests/curation/test_layer.py",
         "tests/curation/test_quantity.py", "tests/curation/test_layout.py",
         "tests/curation/test_manifest.py", "tests/curation/test_coverage.py",
         "tests/curation/test_reading.py", "tests/curation/test_identity.py",
         "tests/curation/test_documents.py", "tests/curation/test_papers.py",
         "tests/curation/test_skeleton.py", "tests/votes/test_states.py"),
    ),
    "products": (("kg/products.py", "kg/manifest.py"), ("tests/test_products.py",)),
    "figures": (
        ("kg/figures/selection.py", "kg/figures/citation.py"),
        ("tests/figures/test_recipes.py", "tests/figures/test_absence.py",
         "tests/figures/test_paper.py", "tests/figures/test_answer.py"),
    ),
    "shapes": (("kg/rdf/shapes.py",), ("tests/rdf/test_validation.py",)),
}  # fmt: skip
"""What is mutated, and the tests that should see it, quick ones first."""


@dataclass(frozen=True)
class Mutant:
    """One change of one node; named by where it stands and what it does, not by its line."""

    file: str
    where: str
    change: str
    nth: int
    source: str
    line: int

    @property
    def key(self) -> tuple[str, str, str, int]:
        """What a row of `survivors.tsv` names it by."""
        return self.file, self.where, self.change, self.nth


def mutants_of(path: Path) -> Iterator[Mutant]:
    """Yield every mutant of a module, in the order of its text."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    name, seen = path.relative_to(ROOT).as_posix(), dict[tuple[str, str], int]()
    for where, parent, field, index in _places(tree, "", False):
        node = getattr(parent, field) if index is None else getattr(parent, field)[index]
        for changed in _changes(node):
            change = f"{_said(node)} => {_said(changed)}"
            if _said(node) == _said(changed):
                continue
            nth = seen[where, change] = seen.get((where, change), -1) + 1
            _put(parent, field, index, changed)
            source = ast.unparse(ast.fix_missing_locations(tree))
            _put(parent, field, index, node)
            yield Mutant(name, where, change, nth, source, node.lineno)


def all_mutants(rooms: Sequence[str]) -> dict[str, list[Mutant]]:
    """Give every mutant of some rooms, by room."""
    return {
        room: [
            one for pattern in ROOMS[room][0] for path in sorted(ROOT.glob(pattern))
            for one in mutants_of(path)
        ]
        for room in rooms
    }  # fmt: skip


def read_survivors() -> dict[tuple[str, str, str, int], str]:
    """Read why each known survivor is none: file, place, change, which of equal ones -> reason."""
    lines = (ROOT / "tests/mutants/survivors.tsv").read_text(encoding="utf-8").splitlines()[1:]
    rows = (line.split("\t") for line in lines)
    return {(file, where, change, int(nth)): why for file, where, change, nth, why in rows}


def try_one(mutant: Mutant | None, tests: Sequence[str], seconds: int) -> bool:
    """Tell whether the tests see a mutant: one fails, or they do not end in their time.

    Without a mutant: whether they fail on the code as it is, and could tell nothing.
    """
    child = os.fork()
    if not child:
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
        nothing = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nothing, 1)
        os.dup2(nothing, 2)
        if mutant:
            sys.meta_path.insert(0, _Given(mutant))
        os._exit(_run(tests))
    _, status = os.waitpid(child, 0)
    return status != 0


def main() -> int:
    """Try a sample of mutants and print what survived."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--count", type=int, default=40)
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument("--seconds", type=int, default=120, help="of the processor, for a mutant")
    asked.add_argument("--room", action="append", choices=ROOMS)
    told = asked.parse_args()
    every = all_mutants(told.room or list(ROOMS))
    drawn = random.Random(told.seed).sample(  # noqa: S311 # no secret
        [(room, one) for room, listed in every.items() for one in listed],
        min(told.count, sum(map(len, every.values()))),
    )  # fmt: skip
    argued, open_ = read_survivors(), 0
    _import_what_stays()
    for room in dict.fromkeys(room for room, _ in drawn):
        if try_one(None, ROOMS[room][1], 10 * told.seconds):
            _say(f"the tests of {room} fail on the code as it is: mend that first")
            return 2
    for number, (room, one) in enumerate(drawn, 1):
        if try_one(one, ROOMS[room][1], told.seconds):
            continue
        why = argued.get(one.key)
        open_ += why is None
        fate = "argued" if why else "SURVIVED"
        place = f"{one.file}:{one.line} {one.where}"
        _say(f"{number}/{len(drawn)} {fate} {place}: {one.change} [{one.nth}]")
    _say(f"{len(drawn)} of {sum(map(len, every.values()))} mutants tried (seed {told.seed}): "
         f"{open_} survived without a reason")  # fmt: skip
    return 1 if open_ else 0


class _Given(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Give one module from the source of a mutant."""

    def __init__(self, mutant: Mutant) -> None:
        self._mutant = mutant
        self._name = mutant.file.removesuffix(".py").removesuffix("/__init__").replace("/", ".")

    def find_spec(
        self, name: str, path: object = None, target: object = None
    ) -> importlib.machinery.ModuleSpec | None:
        if name != self._name:
            return None
        file = ROOT / self._mutant.file
        spec = importlib.machinery.ModuleSpec(name, self, origin=str(file))
        spec.has_location = True
        if file.name == "__init__.py":
            spec.submodule_search_locations = [str(file.parent)]
        return spec

    def exec_module(self, module: ModuleType) -> None:
        code = compile(self._mutant.source, str(ROOT / self._mutant.file), "exec")
        exec(code, module.__dict__)  # noqa: S102 # our own code, with one node changed


def _run(tests: Sequence[str]) -> int:
    import pytest
    from hypothesis import settings

    settings.register_profile(
        "mutants", max_examples=25, derandomize=True, database=None, deadline=None
    )
    os.chdir(ROOT)
    given = ("-x", "-q", "-n", "0", "-p", "no:cacheprovider", "--hypothesis-profile", "mutants")
    return int(pytest.main([*given, *tests]))


def _import_what_stays() -> None:
    """Import what no mutant is of, once for all forks."""
    import hypothesis
    import pydantic
    import pyoxigraph
    import pytest
    import rdflib
    import yaml

    assert all((hypothesis, pydantic, pyoxigraph, pytest, rdflib, yaml))


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


# -- which nodes, and what becomes of them ---------------------------------------------------------


def _places(
    node: ast.AST, where: str, in_text: bool
) -> Iterator[tuple[str, ast.AST, str, int | None]]:
    """Walk every expression and statement that runs: (place, parent, field, index)."""
    for field, value in ast.iter_fields(node):
        if field in _TYPES or (isinstance(node, ast.AnnAssign) and field == "annotation"):
            continue
        for index, child in enumerate(value) if isinstance(value, list) else ((None, value),):
            if not isinstance(child, ast.stmt | ast.expr) or _is_aside(child):
                continue
            inner = where
            if isinstance(child, ast.FunctionDef | ast.ClassDef):
                inner = f"{where}.{child.name}".removeprefix(".")
            told = in_text or isinstance(child, ast.JoinedStr | ast.Raise)
            if not told:
                yield inner, node, field, index
            yield from _places(child, inner, told)


def _is_aside(node: ast.AST) -> bool:
    """Tell what does not run, or says nothing of behaviour: docstrings, imports, types."""
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
        return True
    if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test):
        return True
    if isinstance(node, ast.Assign) and "Literal[" in ast.unparse(node.value):
        return True
    return isinstance(node, ast.Import | ast.ImportFrom | ast.Assert)


def _changes(node: ast.AST) -> Iterator[ast.AST]:
    """Yield what a node may become."""
    match node:
        case ast.Compare(ops=[operator]) if type(operator) in _COMPARED:
            changed = copy.deepcopy(node)
            changed.ops = [_COMPARED[type(operator)]()]
            yield changed
        case ast.BoolOp(op=operator, values=values):
            yield ast.BoolOp(ast.Or() if isinstance(operator, ast.And) else ast.And(), values)
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            yield operand
        case ast.BinOp(left=left, op=operator, right=right) if type(operator) in _COMPUTED:
            yield ast.BinOp(left, _COMPUTED[type(operator)](), right)
        case ast.Constant(value=bool(value)):
            yield ast.Constant(not value)
        case ast.Constant(value=int(value)):
            yield ast.Constant(value + 1)
        case ast.IfExp(test=test, body=body, orelse=orelse):
            yield ast.IfExp(test, orelse, body)
        case ast.If(test=test):
            for value in (True, False):
                changed = copy.copy(node)
                changed.test = ast.Constant(value)
                yield changed
        case ast.comprehension():
            return
        case ast.Tuple(elts=[_, _, *_], ctx=ast.Load()) | ast.Set(elts=[_, _, *_]):
            if all(isinstance(one, ast.Constant) for one in node.elts):
                changed = copy.copy(node)
                changed.elts = node.elts[:-1]
                yield changed
        case ast.Expr(value=ast.Call() | ast.YieldFrom() | ast.Yield()):
            yield ast.Pass()
        case ast.AugAssign() | ast.Raise() | ast.Continue() | ast.Delete():
            yield ast.Pass()


def _put(parent: ast.AST, field: str, index: int | None, node: ast.AST) -> None:
    if index is None:
        setattr(parent, field, node)
    else:
        getattr(parent, field)[index] = node


def _said(node: ast.AST) -> str:
    """Write a node in one short line; of a statement with a body its head."""
    if isinstance(node, ast.If):
        return f"if {ast.unparse(node.test)}"
    return " ".join(ast.unparse(node).split())[:160]


_TYPES = frozenset({"returns", "annotation", "decorator_list", "bases", "type_params"})
_COMPARED: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Eq: ast.NotEq, ast.NotEq: ast.Eq, ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE,
    ast.GtE: ast.Gt, ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is,
}  # fmt: skip
_COMPUTED: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Div, ast.Div: ast.Mult, ast.BitOr: ast.BitAnd,
    ast.BitAnd: ast.BitOr,
}  # fmt: skip


if __name__ == "__main__":
    sys.exit(main())
