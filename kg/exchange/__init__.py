"""How does the graph reach other programs? One writer a format; each tells what it dropped."""

from kg.exchange.bel import bel_text
from kg.exchange.benchmark import benchmark_card, benchmark_text
from kg.exchange.bibliography import bibtex_text, csl_json_text
from kg.exchange.cx2 import cx2_text
from kg.exchange.cypher import cypher_files
from kg.exchange.datapackage import DESCRIPTOR, data_package_text
from kg.exchange.formats import FORMATS, Format
from kg.exchange.frame import to_dataframe
from kg.exchange.gpml import gpml_text
from kg.exchange.graphml import graphml_text
from kg.exchange.indra import indra_text
from kg.exchange.kgx import Kgx, kgx
from kg.exchange.metadata import File, Release, metadata_files, release
from kg.exchange.nanopub import nanopub_text
from kg.exchange.network import Edge, Loss, Node, edges, nodes, to_networkx
from kg.exchange.parquet import parquet_bytes
from kg.exchange.sbgn import sbgn_text
from kg.exchange.workbook import workbook_bytes

__all__ = [
    "DESCRIPTOR", "FORMATS", "PATHWAYS", "Edge", "File", "Format", "Kgx", "Loss", "Node",
    "Release", "bel_text", "benchmark_card", "benchmark_text", "bibtex_text", "csl_json_text",
    "cx2_text", "cypher_files", "data_package_text", "edges", "gpml_text", "graphml_text",
    "indra_text", "kgx", "metadata_files", "nanopub_text", "nodes", "parquet_bytes", "release",
    "sbgn_text", "to_dataframe", "to_networkx", "workbook_bytes",
]  # fmt: skip

PATHWAYS = {"gpml": gpml_text, "sbgn": sbgn_text}
"""Formats of pathways: of one figure, not of the whole graph."""
