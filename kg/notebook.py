"""Answers that show themselves in Jupyter: chains, what-ifs, numbers and verdicts as tables."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from kg.escape import xml


def show_in_notebooks() -> None:
    """Tell IPython, where it runs, how to show what the graph answers; elsewhere do nothing."""
    if "IPython" not in sys.modules:
        return
    from IPython.core.getipython import get_ipython

    shell = get_ipython()
    if shell is not None and shell.display_formatter is not None:
        from kg.mechanism import Chains, WhatIf

        html = shell.display_formatter.formatters["text/html"]
        html.for_type(Chains, chains_html)
        html.for_type(WhatIf, what_if_html)
        html.for_type_by_name("kg.knowledge", "Verdicts", verdicts_html)
        html.for_type_by_name("kg.numbers.tally", "Numbers", numbers_html)
        html.for_type_by_name("kg.figures.scene", "Scene", figure_html)


def chains_html(found: Any) -> str:
    """Write chains as a table: seen, then the ways, last what goes against what was seen."""
    rows = [
        (
            "seen" if chain.seen else "counter-force" if chain.counter_force
            else "against" if chain.opposed else "way",
            "raises" if chain.sign == "+" else "lowers", _way(chain), chain.weakest, chain.studies,
            ", ".join(chain.doubts), chain.holds.text,
        )
        for chain in found.chains[:_MOST]
    ]  # fmt: skip
    head = ("", "net", "chain", "weakest link", "studies", "tags", "holds for")
    sign = {"+": "raises", "-": "lowers"}.get(found.sign, "parted" if found.chains else "no chain")
    title = f"{_words(found.start)} to {_words(found.end)}: {sign}"
    return _table(f"{title}, {len(found.chains)} chains", head, rows)


def what_if_html(found: Any) -> str:
    """Write what changes as a table."""
    rows = [
        (
            _words(one.exposure or "alone"), _words(one.entity), one.before, one.after, one.change,
        )
        for one in found.outcomes if one.change != "routes only"
    ]  # fmt: skip
    held = ", ".join(f"{_words(key)} {doing}" for key, doing in found.held)
    return _table(held, ("under", "quantity", "before", "after", "change"), rows[:_MOST])


def numbers_html(found: Any) -> str:
    """Write printed numbers as a table: a study a row, arms side by side; then what is silent."""
    from kg.numbers import amount_of, endpoint_of

    rows = []
    for group in found.groups:
        for row in group.rows:
            evidence = row.point.evidence
            told = "; ".join(
                f"{_words(cell.arm or 'nothing done')}: {amount_of(cell)}" for cell in row.cells
            )
            versus = f"against {_words(group.versus)}" if group.versus else ""
            basis = " or ".join(group.basis)
            rows.append((
                _words(group.object), told, versus, basis, endpoint_of(row.point),
                row.point.dose.text if row.point.dose else "",
                f"{row.point.let.text} keV/um" if row.point.let else "",
                ", ".join(map(_words, evidence.system.models)), ", ".join(evidence.references),
                row.silence and f"does not count: {row.silence}",
            ))  # fmt: skip
    head = ("quantity", "printed", "", "basis", "endpoint", "dose", "LET", "in", "study", "")
    records, studies = found.silent
    said = f"{len(found.printed)} numbers of {len(found.studies)} studies; "
    said += f"{len(records)} records of {len(studies)} studies print none"
    return _table(f"{found.wanted.name or 'all quantities'}: {said}", head, rows[:_MOST])


def verdicts_html(found: Any) -> str:
    """Write verdicts as a table."""
    rows = [
        (
            _words(one.topic.object), _words(one.topic.exposure), _words(one.topic.comparator),
            " or ".join(one.basis), one.direction, one.studies,
            " : ".join(str(len(side.studies)) for side in one.sides),
        )
        for one in found
    ]  # fmt: skip
    head = ("object", "exposure", "versus", "basis", "verdict", "studies", "for : against")
    return _table(f"{len(rows)} verdicts", head, rows)


def figure_html(scene: Any) -> str:
    """Put a composed figure into the notebook as the SVG that `kg figure` writes."""
    from base64 import b64encode
    from tempfile import TemporaryDirectory

    from kg.figures import write_figure

    with TemporaryDirectory() as folder:
        (path,) = write_figure(scene, Path(folder), ["svg"])
        content = b64encode(path.read_bytes()).decode()
    return f'<img alt="{xml(scene.id)}" src="data:image/svg+xml;base64,{content}">'


def _way(chain: Any) -> str:
    parts = [_words(chain.nodes[0])]
    for link in chain.links:
        parts += ["▶" if link.step.sign == "+" else "⊣", _words(link.step.object)]
    return " ".join(parts)


def _words(key: str) -> str:
    return key.replace("-", " ")


def _table(title: str, head: Iterable[str], rows: Iterable[Iterable[Any]]) -> str:
    body = "".join(f"<tr>{_cells('td', row)}</tr>" for row in rows)
    heads = _cells("th", head)
    return (
        f"<table><caption>{xml(title)}</caption><thead><tr>{heads}</tr></thead>"
        f"<tbody>{body}</tbody></table>"
    )


def _cells(tag: str, texts: Iterable[Any]) -> str:
    return "".join(f"<{tag}>{xml(str(text))}</{tag}>" for text in texts)


_MOST = 30
"""Rows that a reader still takes in."""
