"""The mutation tester: what it changes, and that its file of survivors names what is there."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest


@pytest.fixture(scope="module")
def mutate() -> ModuleType:
    spec = importlib.util.spec_from_file_location("mutate", Path(__file__).with_name("mutate.py"))
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module  # dataclasses look their module up by name
    spec.loader.exec_module(module)
    return module


def test_each_mutant_is_another_text_that_compiles(mutate: ModuleType) -> None:
    path = mutate.ROOT / "kg/votes/vote.py"
    found = list(mutate.mutants_of(path))
    assert len({one.source for one in found}) == len(found) > 50
    assert len({one.key for one in found}) == len(found)
    for one in found:
        compile(one.source, one.file, "exec")


def test_no_type_and_no_docstring_is_changed(mutate: ModuleType) -> None:
    said = [one.change for one in mutate.mutants_of(mutate.ROOT / "kg/model/vocabulary.py")]
    assert said and not any("Literal[" in change or '"""' in change for change in said)


def test_every_room_has_code_and_tests(mutate: ModuleType) -> None:
    for patterns, tests in mutate.ROOMS.values():
        assert all(list(mutate.ROOT.glob(pattern)) for pattern in patterns)
        assert all((mutate.ROOT / test).exists() for test in tests)


def test_an_argued_survivor_still_exists_and_says_why(mutate: ModuleType) -> None:
    argued = mutate.read_survivors()
    for file in {key[0] for key in argued}:
        known = {one.key for one in mutate.mutants_of(mutate.ROOT / file)}
        assert {key for key in argued if key[0] == file} <= known
    assert all(len(why.split()) > 3 for why in argued.values())
