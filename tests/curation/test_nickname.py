"""A paper whose authors no page names is known by a nickname."""

from __future__ import annotations

from pathlib import Path

import kg

REFERENCE = """references:
- id: mixedferro
  title: "A paper without authors"
  study_type: unknown
"""


def test_a_nickname_is_a_key(tmp_path: Path) -> None:
    (tmp_path / "references.yaml").write_text(REFERENCE)
    assert kg.load(tmp_path).references["mixedferro"].title == "A paper without authors"
