"""The page as a file: the same bytes every time, and nothing in it that asks for anything."""

from __future__ import annotations

import base64
import hashlib
import os
import re
import subprocess
import sys
from pathlib import Path

from kg.explorer import write_explorer
from kg.graph import Graph

SMALL = Path(__file__).parents[1] / "data" / "small"


def test_the_same_graph_gives_the_same_bytes(small: Graph, file: Path, tmp_path: Path) -> None:
    again = tmp_path / "again.html"
    write_explorer(small, again)
    assert again.read_bytes() == file.read_bytes()


def test_the_same_bytes_in_another_process(file: Path, tmp_path: Path) -> None:
    for seed in ("1", "2"):
        other = tmp_path / f"{seed}.html"
        code = (
            "from pathlib import Path; from kg.curation import read; from kg.graph import assemble;"
            "from kg.explorer import write_explorer;"
            f"graph = assemble(read(Path({str(SMALL)!r})));"
            f"write_explorer(graph, Path({str(other)!r}))"
        )
        subprocess.run([sys.executable, "-c", code], check=True,
                       env={**os.environ, "PYTHONHASHSEED": seed})  # fmt: skip
        assert other.read_bytes() == file.read_bytes()


def test_nothing_is_left_beside_the_page(file: Path) -> None:
    assert [path.name for path in file.parent.iterdir()] == ["explorer.html"]


def test_the_policy_names_every_script_and_style_and_no_source(file: Path) -> None:
    page = file.read_text(encoding="utf-8")
    (policy,) = re.findall(r'Content-Security-Policy" content="([^"]+)"', page)
    policy = policy.replace("&#39;", "'")
    assert policy.startswith("default-src 'none';") and "unsafe" not in policy
    inline = re.findall(r"<script>(.*?)</script>", page, re.S) + re.findall(
        r"<style>(.*?)</style>", page, re.S
    )
    assert len(inline) == 3
    for text in inline:
        digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
        assert f"'sha256-{digest}'" in policy


def test_the_page_asks_for_nothing(file: Path) -> None:
    page = file.read_text(encoding="utf-8")
    assert not re.search(r"<(?:link|img|iframe|object)\b|<script[^>]+src=|@import|url\(", page)
    assert "sourceMappingURL" not in page


def test_the_licence_of_the_drawing_library_is_in_the_page(file: Path) -> None:
    page = file.read_text(encoding="utf-8")
    assert "Permission is hereby granted, free of charge" in page and "Almende B.V." in page
