"""A caption as a Word document: paragraphs of plain and bold letters, and nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from io import BytesIO

from kg.figures.package import without_times

Paragraph = tuple[tuple[str, bool], ...]
"""Parts of a paragraph, each with whether it is bold."""


def docx_bytes(paragraphs: Sequence[Paragraph], title: str, author: str = "") -> bytes:
    """Write paragraphs as a document; the same paragraphs give the same bytes."""
    from docx import Document

    made = Document()
    properties = made.core_properties
    properties.title, properties.author, properties.comments = title, author, ""
    properties.last_modified_by, properties.revision = "kg", 1
    properties.created = properties.modified = datetime(2026, 1, 1)  # the same bytes every time
    for parts in paragraphs:
        paragraph = made.add_paragraph()
        for text, bold in parts:
            paragraph.add_run(text).bold = bold or None
    raw = BytesIO()
    made.save(raw)
    return without_times(raw.getvalue())
