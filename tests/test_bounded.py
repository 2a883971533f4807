"""What is read of a file that others made has an end."""

from __future__ import annotations

import os
from pathlib import Path
from threading import Thread

import pytest
from click.testing import CliRunner

from kg.bounded import read_bounded
from kg.cli import main


def test_a_file_is_read_up_to_its_size(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"12345")
    assert read_bounded(path, 5) == b"12345"
    with pytest.raises(OSError, match="larger than the 4 bytes"):
        read_bounded(path, 4)


def test_a_file_that_says_it_is_empty_is_bounded_as_well() -> None:
    with pytest.raises(OSError, match="larger than the 1 bytes"):
        read_bounded(Path("/proc/cpuinfo"), 1)


def test_a_pipe_is_read_only_where_a_person_named_it(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with pytest.raises(OSError, match="a pipe, not a file"):
        read_bounded(pipe, 9)
    for most, expected in ((9, b"123456789"), (8, None)):
        writer = Thread(target=pipe.write_bytes, args=(b"123456789",))
        writer.start()
        if expected:
            assert read_bounded(pipe, most, pipe=True) == expected
        else:
            with pytest.raises(OSError, match="more than the 8 bytes"):
                read_bounded(pipe, most, pipe=True)
        writer.join()


@pytest.mark.parametrize("words", [
    ("explain", "--table", "/dev/zero"), ("chains", "a", "b", "--graph", "/dev/zero"),
])  # fmt: skip
def test_commands_refuse_a_device(words: tuple[str, ...]) -> None:
    done = CliRunner().invoke(main, words)
    assert (done.exit_code, done.stderr) == (2, "kg: a device, not a file: /dev/zero\n")
