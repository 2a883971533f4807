"""What this machine can give: open files and memory, of which limits must not promise more."""

from __future__ import annotations

import contextlib
import resource
from dataclasses import replace
from pathlib import Path

from kg.service.limits import Limits


def fit(limits: Limits, memory_mb: float | None = None) -> Limits:
    """Lower what the machine has not: connections for its files, long queries for its memory.

    The soft limit of open files is raised as far as is needed and allowed. Workers may together
    take four fifths of the memory that is free at the start (`memory_mb`, else what the system
    or its control group tells), so that hostile queries do not starve the service itself.

    >>> fit(Limits(memory_mb=500, workers=2, slow=16), memory_mb=4000).slow
    3
    """
    free_mb = _free_mb() if memory_mb is None else memory_mb
    slow = limits.slow
    if free_mb is not None:
        room = int(free_mb * _SHARE // limits.memory_mb) - limits.workers - 1
        slow = max(1, min(slow, room))
    own = _OWN_FILES + limits.workers + 1 + slow
    files = _raise_files(own + limits.connections + limits.backlog) - own
    connections = max(_FEWEST, min(limits.connections, files * 2 // 3))
    return replace(limits, slow=slow, connections=connections)


def _raise_files(wanted: int) -> int:
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft == resource.RLIM_INFINITY or soft >= wanted:
        return wanted
    allowed = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
    with contextlib.suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_NOFILE, (allowed, hard))
    return resource.getrlimit(resource.RLIMIT_NOFILE)[0]


def _free_mb() -> float | None:
    """Read what Linux has free, or what the control group leaves; None where nothing tells."""
    found = []
    with contextlib.suppress(OSError, StopIteration, ValueError):
        lines = Path("/proc/meminfo").read_text().splitlines()
        told = next(line for line in lines if line.startswith("MemAvailable:"))
        found.append(int(told.split()[1]) / 1000)
    for most, used in _GROUPS:
        with contextlib.suppress(OSError, ValueError):  # 'max' is no number: no bound
            left = int(Path(most).read_text()) - int(Path(used).read_text())
            found.append(left / 1_000_000)
    return min(found, default=None)


_SHARE = 0.8
_OWN_FILES = 64
"""For the log, the loop, and workers that are being replaced."""
_FEWEST = 8
_GROUPS = (
    ("/sys/fs/cgroup/memory.max", "/sys/fs/cgroup/memory.current"),
    ("/sys/fs/cgroup/memory/memory.limit_in_bytes", "/sys/fs/cgroup/memory/memory.usage_in_bytes"),
)
