"""Pictures of the main views against stored ones: fonts may differ, what stands where may not.

`KG_PICTURES=write` stores them anew; look at them before they are committed.
"""

from __future__ import annotations

import base64
import os
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.browser

PICTURES = Path(__file__).with_name("pictures")
VIEWS = {
    "overview": "",
    "module": "#module:icd",
    "evidence": "#carbon-ion-irradiation.increases.ecto-calreticulin",
    "chain": "#tab=chains&from=trex1&to=type-i-ifn-response&most=4&chain=0",
}
DIFFERENCE = """async ([one, other]) => {
  const shrunk = async (data) => {
    const image = new Image();
    image.src = 'data:image/png;base64,' + data;
    await image.decode();
    const canvas = document.createElement('canvas');
    [canvas.width, canvas.height] = [72, 45];
    const ctx = canvas.getContext('2d');
    ctx.imageSmoothingQuality = 'high';
    ctx.drawImage(image, 0, 0, 72, 45);
    return ctx.getImageData(0, 0, 72, 45).data;
  };
  const [a, b] = [await shrunk(one), await shrunk(other)];
  let sum = 0;
  for (let at = 0; at < a.length; at += 1) sum += Math.abs(a[at] - b[at]);
  return sum / a.length;
}"""
TOLERANCE = 3.0
"""Mean difference of shrunk pictures, of 255; another font makes about 1, another view above 5."""


@pytest.mark.parametrize("view", sorted(VIEWS))
def test_a_view_looks_as_it_did(file: Path, show: Any, browser: Any, view: str) -> None:
    opened = show(file, VIEWS[view], 960, 600, color_scheme="light")
    now = opened.picture()
    stored = PICTURES / f"{view}.png"
    if os.environ.get("KG_PICTURES") == "write":
        stored.write_bytes(now)
    ruler = browser.new_page()
    both = [base64.b64encode(content).decode() for content in (now, stored.read_bytes())]
    difference = ruler.evaluate(DIFFERENCE, both)
    others = [
        ruler.evaluate(DIFFERENCE, [both[0], base64.b64encode(path.read_bytes()).decode()])
        for path in sorted(PICTURES.glob("*.png")) if path != stored
    ]  # fmt: skip
    ruler.close()
    assert difference < TOLERANCE
    assert all(other > TOLERANCE for other in others), "the measure tells views apart"
