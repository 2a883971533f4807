"""One paper has one address, percent-encoded alike wherever it is written."""

from __future__ import annotations

import io
import re
import subprocess
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner

from kg.cli import main

DOI = "10.1002/(SICI)1097-0142(19980501)82:9<1755::AID-CNCR1>3.0.CO;2-#"
ADDRESS = (
    "https://doi.org/10.1002/%28SICI%291097-0142%2819980501%2982%3A9%3C1755%3A%3AAID-CNCR1%3E3.0"
    ".CO%3B2-%23"
)
CLAIM = """\
title: One record of one paper
claims:
- subject: carbon-ion-irradiation
  predicate: increases
  object: hmgb1-release
  evidence:
  - {id: sici, references: [berg1998], read_in: berg1998, locator: [abstract],
     certainty: asserted, system: {setting: in_vitro}, summary: Made up to carry the DOI.}
"""


@pytest.fixture
def own(tmp_path: Path) -> Path:
    folder = tmp_path / "own"
    (folder / "claims" / "mine").mkdir(parents=True)
    (folder / "claims" / "mine" / "a.yaml").write_text(CLAIM)
    (folder / "references.yaml").write_text(
        f'references:\n- {{id: berg1998, title: T, study_type: cohort, DOI: "{DOI}"}}\n'
    )
    return folder


def run(own: Path, *args: str) -> str:
    done = CliRunner().invoke(main, ["--with", str(own), *args])
    assert done.exit_code == 0, done.output
    return "".join(done.output.split())


def test_show_writes_it(own: Path) -> None:
    assert ADDRESS in run(own, "show", "carbon-ion-irradiation.increases.hmgb1-release")
    assert ADDRESS in run(own, "show", "berg1998")


@pytest.mark.parametrize("form", ["svg", "pptx"])
def test_figures_write_it(form: str, own: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    run(own, "figure", "--entity", "carbon-ion-irradiation", "--entity", "hmgb1-release",
        "--format", form, "--out", str(out), "--force")  # fmt: skip
    (path,) = out.glob(f"*.{form}")
    written = path.read_bytes()
    if form == "pptx":
        packed = zipfile.ZipFile(io.BytesIO(written))
        written = b"".join(packed.read(name) for name in packed.namelist())
    found = set(re.findall(rb'https://doi\.org/10\.1002/[^"< ]*', written))
    assert found == {ADDRESS.encode()}


def test_the_page_writes_it(tmp_path: Path) -> None:
    """The page's own function, run outside it."""
    source = (Path(__file__).parents[1] / "kg/explorer/record.js").read_text(encoding="utf-8")
    body = source[source.index("function doiUrl") : source.index("function citationText")]
    script = tmp_path / "doi.mjs"
    script.write_text(f"{body}\nconsole.log(doiUrl({DOI!r}));\n")
    try:
        done = subprocess.run(["node", script], capture_output=True, text=True, check=True)
    except FileNotFoundError:
        pytest.skip("no node")
    assert done.stdout.strip() == ADDRESS


def test_the_rdf_writes_it(own: Path) -> None:
    from kg import load
    from kg.rdf.entity import describe_reference

    graph = load(Path(__file__).parents[1] / "ontology", own)
    said = {str(triple.object.value) for triple in describe_reference(graph.references["berg1998"])}
    assert ADDRESS in said
