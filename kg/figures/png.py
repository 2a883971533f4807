"""A scene in dots: the SVG drawn with the package's own fonts, so that bytes repeat anywhere."""

from __future__ import annotations

from io import BytesIO

from kg.figures.font import FAMILY, font_file
from kg.figures.scene import Scene
from kg.figures.svg import svg_text


def png_bytes(scene: Scene, width: int = 1920, dpi: int | None = None) -> bytes:
    """Draw the scene `width` pixels wide; 1920 and 3840 are what projectors take.

    With `dpi` the file says how large it is to be printed.
    """
    import resvg_py

    drawn = bytes(resvg_py.svg_to_bytes(
        svg_string=svg_text(scene),
        dpi=96,
        **({"width": width} if dpi else {"zoom": width / (scene.width * _PIXELS)}),
        background="#FFFFFF" if dpi else None,
        font_files=[str(font_file(False)), str(font_file(True))],
        font_family=FAMILY,
        sans_serif_family=FAMILY,
        skip_system_fonts=True,
    ))  # fmt: skip
    return drawn if dpi is None else _saved(drawn, dpi, "PNG")


def tiff_bytes(scene: Scene, dpi: int) -> bytes:
    """Draw the scene at its printed size, in RGB without transparency; packed without loss."""
    return _saved(png_bytes(scene, round(scene.width / 72 * dpi), dpi), dpi, "TIFF")


def _saved(drawn: bytes, dpi: int, form: str) -> bytes:
    from PIL import Image

    raw = BytesIO()
    image = Image.open(BytesIO(drawn)).convert("RGB")
    packing = {"compression": "tiff_lzw"} if form == "TIFF" else {}
    image.save(raw, form, dpi=(dpi, dpi), **packing)
    return raw.getvalue()


_PIXELS = 96 / 72
"""Pixels to a point in the user units of SVG."""
