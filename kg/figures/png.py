"""A scene as PNG: the SVG drawn with the package's own fonts, so that bytes repeat anywhere."""

from __future__ import annotations

from kg.figures.font import FAMILY, font_file
from kg.figures.scene import Scene
from kg.figures.svg import svg_text


def png_bytes(scene: Scene, width: int = 1920) -> bytes:
    """Draw the scene `width` pixels wide; 1920 and 3840 are what projectors take."""
    import resvg_py

    drawn = resvg_py.svg_to_bytes(
        svg_string=svg_text(scene),
        dpi=96,
        zoom=width / (scene.width * _PIXELS),
        font_files=[str(font_file(False)), str(font_file(True))],
        font_family=FAMILY,
        sans_serif_family=FAMILY,
        skip_system_fonts=True,
    )
    return bytes(drawn)


_PIXELS = 96 / 72
"""Pixels to a point in the user units of SVG."""
