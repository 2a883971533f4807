"""A network of another program as a layer: its statements, drafts all, on a corpus."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any

from kg.bounded import hold_regular
from kg.errors import RequestError
from kg.graph import Graph
from kg.intake.bel import read_bel
from kg.intake.gocam import read_gocam
from kg.intake.grounding import Grounding
from kg.intake.indra import read_indra
from kg.intake.joining import Joining
from kg.intake.kgx import edge_files, read_kgx
from kg.intake.layer import Written, begin, write_layer
from kg.intake.said import Left, Said
from kg.intake.table import Intake


def import_network(
    form: str, files: Sequence[Path], folder: Path, corpus: Sequence[Path], *, licence: str,
    layer: str | None = None, origin: str = "", by_label: bool = False, new_things: bool = False,
) -> Written:  # fmt: skip
    """Read KGX, INDRA Statements, BEL or GO-CAM as a layer of drafts, into a new folder.

    `form` is a key of `FORMS`. A statement counts where the corpus has both its things, by their
    identifiers, `by_label` by their names too; `new_things` makes entities of the rest. What the
    model cannot hold is counted in the notes. Raises `TableError` for a file that is not what it
    should be, `RequestError` where nothing is left to write; then nothing is written.
    """
    _, what = FORMS[form]
    paths = edge_files(tuple(files)) if form == "kgx" else tuple(files)
    for path in paths:
        hold_regular(path)
    names = ", ".join(path.name for path in files)
    graph, manifest = begin(names, folder, corpus, layer, licence)
    source = _source_key(str(manifest["id"]), graph.references)
    note = _origin(origin, paths, licence)
    found = take_network(graph, form, paths, source, title=f"{what}: {names}"[:500], note=note,
                         by_label=by_label, new_things=new_things)  # fmt: skip
    if not found.records:
        told = "; ".join(found.notes) or "it holds no statement"
        raise RequestError(f"'{names}' gives no record: {told}")
    return write_layer(found, folder, corpus, manifest, graph, paths[-1])


def take_network(
    graph: Graph, form: str, paths: Sequence[Path], source: str, *, title: str = "Imported",
    note: str = "", by_label: bool = False, new_things: bool = False,
) -> Intake:  # fmt: skip
    """Read files as records that cite `source`, the files themselves; see `import_network`."""
    reader, _ = FORMS[form]
    left, ground = Left(), Grounding(graph, by_label, new_things)
    joining = Joining(Path(paths[-1]), ground, left, source)
    made = {"id": source, "type": "dataset", "title": title, "study_type": "review", "note": note}
    joining.cited[source] = {name: value for name, value in made.items() if value}
    return joining.join(reader(tuple(paths), ground, left))


def _source_key(layer: str, known: Mapping[str, Any]) -> str:
    key = re.sub(r"[^a-z0-9]+", "", layer)[:50]
    key = key if key[:1].isalpha() else f"layer{key}"
    while key in known:
        key += "x"
    return key


def _origin(origin: str, paths: Sequence[Path], licence: str) -> str:
    """Say where a layer comes from: who published it, and which bytes were read."""
    told = [f"From {origin}." if origin else "", f"Licence as told: {licence}."]
    told += [f"{path.name}: SHA-256 {_digest(path)}." for path in paths]
    return " ".join(filter(None, told))[:1900]


def _digest(path: Path) -> str:
    made = sha256()
    with path.open("rb") as file:
        while piece := file.read(1 << 20):
            made.update(piece)
    return made.hexdigest()


Reader = Callable[[tuple[Path, ...], Grounding, Left], Iterator[Said]]
FORMS: Mapping[str, tuple[Reader, str]] = {
    "kgx": (read_kgx, "Knowledge graph in KGX"),
    "indra": (read_indra, "INDRA Statements"),
    "bel": (read_bel, "BEL graph as node-link JSON"),
    "gocam": (read_gocam, "GO-CAM model"),
}
"""Each format by its name in commands: what reads it, and what a file of it is called."""
