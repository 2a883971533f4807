"""Arrows go down only: which room may import which, and only through its door."""

from __future__ import annotations

import ast
import configparser
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
KG = ROOT / "kg"

ABOVE: dict[str, str] = {
    "escape": "",
    "errors": "escape",
    "atomic": "",
    "bounded": "",
    "site": "",
    "publishing": "errors atomic",
    "manifest": "errors atomic bounded",
    "readings": "errors",
    "model": "escape",
    "curation": "model publishing bounded escape site",
    "bibliography": "curation",
    "hands": "curation",
    "find": "model errors",
    "graph": "curation find",
    "paths": "errors atomic bounded",
    "expression": "errors bounded",
    "votes": "graph",
    "mechanism": "votes paths expression",
    "reasoning": "mechanism readings",
    "numbers": "mechanism",
    "inquiry": "mechanism",
    "statement": "reasoning inquiry",
    "rdf": "reasoning",
    "layout": "reasoning numbers",
    "owl": "rdf",
    "show": "hands owl statement numbers",
    "explorer": "layout rdf inquiry numbers",
    "figures": "layout",
    "exchange": "figures rdf",
    "intake": "bibliography reasoning inquiry",
    "tools": "explorer show",
    "service": "tools",
    "remote": "rdf",
    "corpus": "show",
    "products": "kg manifest rdf layout explorer figures exchange show",
    "commands": "products service paths intake corpus",
    "cli": "commands",
    "notebook": "figures escape",
    "answers": "show exchange",
    "knowledge": "answers explorer exchange numbers statement",
    "kg": "notebook knowledge remote",
}
"""Each room, and the rooms right below it; what is below those is below it too."""

MODULES = sorted(KG.rglob("*.py"))
COMMANDS = [f"commands/{path.name}" for path in sorted((KG / "commands").glob("*.py"))]


def room_of(path: Path) -> str:
    first = path.relative_to(KG).parts[0]
    return "kg" if first == "__init__.py" else first.removesuffix(".py")


def below(room: str) -> set[str]:
    direct = set(ABOVE[room].split())
    return direct.union(*(below(other) for other in direct))


def imports(tree: ast.AST) -> Iterator[tuple[str, str | None]]:
    """Every import, those inside functions and for types included: (module, name)."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((alias.name, None) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are absolute"
            yield from ((node.module or "", alias.name) for alias in node.names)


def own_imports(path: Path) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Every import of this package's own: (room, what is reached for behind its door)."""
    for module, name in imports(ast.parse(path.read_text(encoding="utf-8"))):
        top, *inner = module.split(".")
        if top != "kg":
            continue
        if not inner and name and name in ABOVE:  # from kg import rdf
            yield name, ()
        elif not inner:
            yield "kg", ()
        else:
            yield inner[0], (*inner[1:], *filter(None, [name]))


def door(room: str) -> list[str]:
    tree = ast.parse((KG / room / "__init__.py").read_text(encoding="utf-8"))
    for node in tree.body:
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__all__":
            return list(ast.literal_eval(node.value))
    raise AssertionError(f"kg/{room}/__init__.py has no __all__")


ROOMS = sorted({room_of(path) for path in MODULES if path.parent != KG})


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_imports_go_down_only_and_through_doors(path: Path) -> None:
    here = room_of(path)
    assert here in ABOVE, f"give the room {here} its place in ABOVE"
    for room, reached in own_imports(path):
        if room == here:
            continue
        assert room in below(here), f"kg.{here} stands beside or below kg.{room}"
        if room != "model" and (KG / room).is_dir() and reached:
            assert len(reached) == 1, f"kg.{room} has a door; {'.'.join(reached)} is behind it"
            assert reached[0] in door(room), f"kg.{room} does not offer {reached[0]}"


def find_circles(above: dict[str, set[str]]) -> list[list[str]]:
    """Give what is left where no module without imports of the others can be taken away."""
    left = {name: set(others) for name, others in above.items()}
    while free := {name for name, others in left.items() if not others & left.keys()}:
        left = {name: others for name, others in left.items() if name not in free}
    return [[name, *sorted(others & left.keys())] for name, others in sorted(left.items())]


def test_circles_are_found() -> None:
    assert find_circles({"a": {"b"}, "b": {"c"}, "c": set()}) == []
    assert find_circles({"a": {"b"}, "b": {"c"}, "c": {"b"}, "d": set()}) == [
        ["a", "b"], ["b", "c"], ["c", "b"],
    ]  # fmt: skip


def test_no_file_imports_what_imports_it() -> None:
    """Imports inside functions and for types count: who reads a file reads those below it first."""
    names = {
        ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): path
        for path in MODULES if path != KG / "__init__.py"
    }  # fmt: skip
    above = {}
    for name, path in names.items():
        said = [(module, inner) for module, inner in
                imports(ast.parse(path.read_text(encoding="utf-8")))]  # fmt: skip
        whole = {f"{module}.{inner}" for module, inner in said} & names.keys()
        doors = {module for module, inner in said if f"{module}.{inner}" not in names}
        above[name] = (whole | doors) & names.keys() - {name}
    assert find_circles(above) == []


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_says_its_question(room: str) -> None:
    tree = ast.parse((KG / room / "__init__.py").read_text(encoding="utf-8"))
    assert ast.get_docstring(tree)


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_a_module_can_be_read_in_one_sitting(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 400


@pytest.mark.parametrize("name", ["__init__.py", "cli.py", "errors.py", *COMMANDS])
def test_heavy_imports_stay_inside_functions(name: str) -> None:
    tree = ast.parse((KG / name).read_text(encoding="utf-8"))
    for statement in tree.body:
        if not isinstance(statement, ast.Import | ast.ImportFrom):
            continue
        for module, _ in imports(statement):
            top = module.split(".")[0]
            light = top in sys.stdlib_module_names
            light |= module in {"click", "kg", "kg.errors", "kg.escape"}
            light |= module.startswith("kg.commands")
            assert light, f"{name} imports {module} when it is imported"


def test_commands_are_under_ten_lines() -> None:
    modules = sorted((KG / "commands").glob("*.py"))
    trees = [ast.parse(path.read_text(encoding="utf-8")) for path in modules]
    for function in (node for tree in trees for node in tree.body):
        decorators = getattr(function, "decorator_list", ())
        if isinstance(function, ast.FunctionDef) and any(
            ".command(" in ast.unparse(decorator) for decorator in decorators
        ):
            body = [node for node in function.body if not isinstance(node, ast.Expr | ast.Import)
                    or not isinstance(getattr(node, "value", None), ast.Constant)]  # fmt: skip
            lines = (body[-1].end_lineno or 0) - body[0].lineno + 1
            assert lines < 10, f"kg {function.name}: {lines} lines"


def test_kg_is_the_only_importable_package() -> None:
    setup = configparser.ConfigParser()
    setup.read(ROOT / "setup.cfg")
    listed = set(setup["options"]["packages"].split())
    found = {
        ".".join(path.parent.relative_to(ROOT).parts) for path in KG.rglob("__init__.py")
    }  # fmt: skip
    assert listed == found | {"kg.ontology"}
    for folder in ("build", "tests"):
        assert not (ROOT / folder / "__init__.py").exists(), f"{folder}/ is no package"
