"""Tables as tools write them: each read rightly, or refused with what to do.

Headers are those of the tools' own output; the values are one small story, TREX1 up, CD274 and
ICAM1 down, HMGB1 as it was.
"""

from __future__ import annotations

import csv
import gzip
from pathlib import Path
from typing import Any

import pytest

import kg
from kg.errors import RequestError
from kg.expression import Changes, Choice, orthologues, read_changes

TABLES = Path(__file__).parents[1] / "data" / "tables"
STORY = ({"TREX1"}, {"CD274", "ICAM1"})

with (TABLES / "expected.tsv").open(encoding="utf-8") as file:
    GIVEN = list(csv.DictReader(file, delimiter="\t"))


@pytest.mark.parametrize("case", GIVEN, ids=lambda case: case["file"])
def test_a_given_table_is_read_rightly(case: dict[str, str]) -> None:
    path = TABLES / case["file"]
    if case["or"] == "a refusal":
        with pytest.raises(RequestError, match="linear folds"):
            read_changes(path)
        return
    found = read_changes(path)
    assert set(found.up) == set(case["right_up"].split(",")) - {""}
    assert set(found.down) == set(case["right_down"].split(",")) - {""}
    if "dates" in case["or"]:
        assert {one.what for one in found.left_out} == {"1-Mar", "2-Sep", "44256", "1-Dec"}
        assert all("date that was a gene" in one.why for one in found.left_out)


def table(path: Path, head: str, *rows: str, mark: str = "\t") -> Path:
    path.write_text("\n".join((head, *rows)).replace("|", mark) + "\n", encoding="utf-8")
    return path


READ = dict(
    section.split("\n", 1)
    for section in (TABLES / "tools.txt").read_text(encoding="utf-8").split("== ")[1:]
)
"""Tables by the tool that writes them; a bar stands for a tab."""


@pytest.mark.parametrize("name", READ)
def test_what_a_tool_writes_is_read_rightly(tmp_path: Path, name: str) -> None:
    path = table(tmp_path / "t", READ[name])
    found = read_changes(path)
    assert (set(found.up), set(found.down)) == STORY


REFUSED: dict[str, tuple[str, dict[str, Any], str]] = {
    "linear folds": ("gene|Fold Change|FDR\nCD274|0.2|0.01", {}, "linear folds by its name"),
    "a bare ratio": ("gene|ratio\nCD274|0.2", {}, "linear folds"),
    "Partek": ("Gene name|P-value (IR vs. Sham)|FDR step up (IR vs. Sham)|Ratio (IR vs. Sham)|"
               "Fold change (IR vs. Sham)\nCD274|1e-9|1e-8|0.2|-5", {}, "several columns|linear"),
    "Qlucore": (
        "Gene symbol|p-value|q-value|Fold Change|R^2\nCD274|1e-9|1e-8|0.2|.9", {}, "linear"),
    "sleuth": ("target_id|pval|qval|b|se_b\nENST00000381577|1|1|2|1", {}, "natural logarithm"),
    "probes only": (
        "ID|logFC\nILMN_1|2\nILMN_2|3", {}, r"'ID' holds probes or transcripts \(ILMN_1\)"),
    "transcripts only": (
        "|logFC\nENST00000381577|2\nENST00000381578|2", {}, "probes or transcripts"),
    "several contrasts": ("gene|logFC.4Gy|logFC.8Gy|FDR\nCD274|1|2|.1", {},
                          "choose one by --change-column: logFC.4Gy, logFC.8Gy"),
    "GeneLab's two ways": ("SYMBOL|Log2fc_(IR)v(Sham)|Log2fc_(Sham)v(IR)\nCD274|1|-1", {},
                           "several columns of changes"),
    "named alike": (
        "gene|log2FC|padj|log2FC|padj\nCD274|1|.1|2|.1", {}, r"log2FC \(2\), log2FC \(4\)"),
    "Scanpy's groups side by side": ("|T_names|T_logfoldchanges|B_names|B_logfoldchanges\n"
                                     "0|CD274|1|ICAM1|2", {}, "several columns of changes"),
    "Scanpy's groups below each other": (
        "|group|names|logfoldchanges|pvals_adj\n0|T|CD274|1|.1\n1|T|ICAM1|2|.1\n2|B|ICAM1|-1|.1\n"
        "3|B|CD274|-2|.1", {}, r"told apart by 'group' \(B, T\)"),
    "the best markers of each cluster": (
        "|p_val|avg_log2FC|pct.1|pct.2|p_val_adj|cluster|gene\nCD274|0|2|1|0|0|0|CD274\n"
        "ICAM1|0|2|1|0|0|1|ICAM1", {}, r"told apart by 'cluster' \(0, 1\)"),
    "contrasts by name": ("gene|logFC|contrast\nCD274|2|a-b\nICAM1|2|a-c", {}, "by 'contrast'"),
    "cuffdiff's samples": (
        "gene|sample_1|sample_2|log2(fold_change)|q_value\nCD274|c|a|1|.1\nICAM1|c|a|2|.1\n"
        "CD274|c|b|-1|.1\nICAM1|c|b|-2|.1", {}, "told apart by 'sample_2'"),
    "no logarithm": ("gene|p\nCD274|1", {}, "no column of log2 fold changes.*gene, p"),
    "no header": (
        "CD274|9|-2.1|.1|-9|1e-12|1e-10\nICAM1|9|-1.8|.1|-9|1e-12|1e-10", {}, "has no header"),
    "F test only": (
        "Coef1|Coef2|AveExpr|F|P.Value|adj.P.Val\nCD274|1|1|1|1|1|1", {}, "no column of log2"),
    "a word for a number": ("gene|logFC\nCD274|much", {}, "t:2: 'much' is no number of 'logFC'"),
    "a word for a p value": ("gene|logFC|FDR\nCD274|1|ns", {}, "t:2: 'ns' is no number of 'FDR'"),
    "both decimal marks": (
        "gene|logFC\nCD274|1,5\nICAM1|1.5", {}, "both decimal commas and points"),
    "a comma unquoted": ("gene,title,logFC\nCD274,a, b,1\nICAM1,a, b,1\nTREX1,c,2", {},
                         "t:2: 4 fields where the header has 3|t:4: 3 fields"),
    "the header again": ("gene|logFC\nCD274|1\ngene|logFC\nCD274|2", {}, "t:3: the header again"),
    "Scanpy's groups in wide form": (
        "|irr_n|irr_s|irr_l|ctrl_n|ctrl_s|ctrl_l\n0|CD274|12|1.8|TREX1|9|1.5", {},
        "no column of log2 fold changes"),
    "Seurat's clusters": (
        "|p_val|avg_log2FC|pct.1|pct.2|p_val_adj|cluster|gene\n"
        "CD274|1e-8|1.8|.5|.1|1e-6|irr|CD274\nCD2741|1e-8|-1.8|.5|.1|1e-6|ctrl|CD274", {},
        "choose one by --only 'cluster=ctrl'"),
    "decisions without their size": (
        "gene|irr-ctrl\nCD274|1\nTREX1|-1", {}, "no column of log2 fold changes"),
    "counts": (
        "gene|ctrl_1|ctrl_2|irr_1\nCD274|1|2|4", {}, "no column of log2 fold changes"),
    "absolute folds beside words": (
        "gene|abs_log2FC|direction|padj\nTREX1|1.5|down|1e-3", {},
        "no column of log2 fold changes"),
    "rows missing": ("gene|logFC", {}, "a header and no rows|no columns"),
    "a contrast of carbon ions": (
        "gene|logFC_CI|logFC_SE|logFC_P\nCD274|1|2|3", {}, "logFC_CI, logFC_P"),
    "an absolute fold": ("gene|abs log2FC\nCD274|1", {}, "no column of log2"),
    "folds without their sign": (
        "gene|log2 fold change|Regulation\nCD274|2.1|down\nTREX1|2|up", {},
        "t:2: 'Regulation' says down of a change of 2.1"),
    "two adjusted p values": ("gene|logFC|p_adj.loc|p_adj.glb\nCD274|1|.1|.1", {}, "--padj-column"),
    "a column that is not there": ("gene|logFC\nCD274|1", {"change_column": "beta"},
                                   "no column 'beta' for --change-column: it has gene, logFC"),
    "JSON": ('{"gene": 1}', {}, "JSON"),
    "a web page": ("<table><tr>", {}, "web page"),
    "one column for both": (
        "gene|logFC\nCD274|1", {"gene_column": "logFC"}, "both genes and changes"),
}  # fmt: skip


for section in (TABLES / "refused.txt").read_text(encoding="utf-8").split("== ")[1:]:
    name, says, text = section.split("\n", 2)
    REFUSED[name] = text.rstrip(), {}, says


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_read_surely_is_refused(tmp_path: Path, name: str) -> None:
    text, options, says = REFUSED[name]
    with pytest.raises(RequestError, match=says):
        read_changes(table(tmp_path / "t", text), Choice(**options))


CHOSEN: dict[str, tuple[str, dict[str, Any]]] = {
    "a contrast": ("gene|logFC.4Gy|logFC.8Gy|FDR\nCD274|0|-2|1e-9\nICAM1|0|-2|1e-9\nTREX1|0|2|1e-9",
                   {"change_column": "logFC.8Gy"}),
    "a contrast with its own p": (
        "gene|log2FC_4Gy|padj_4Gy|log2FC_8Gy|padj_8Gy\nCD274|-2|1|-2|1e-9\nICAM1|0|1|-2|1e-9\n"
        "TREX1|0|1|2|1e-9\nHMGB1|2|1e-9|2|1", {"change_column": "log2FC_8Gy"}),
    "a column by its number": (
        "gene|log2FC|padj|log2FC|padj\nCD274|2|1e-9|-2|1e-9\nICAM1|2|1e-9|-2|1e-9\n"
        "TREX1|2|1e-9|2|1e-9\nHMGB1|2|1e-9|2|1", {"change_column": "4"}),
    "a group of Scanpy": (
        "|T_names|T_logfoldchanges|T_pvals_adj|B_names|B_logfoldchanges|B_pvals_adj\n"
        "0|HMGB1|1|.001|CD274|-2|.001\n1|HMGB1|1|.001|ICAM1|-2|.001\n2|HMGB1|1|.001|TREX1|2|.001",
        {"change_column": "B_logfoldchanges"}),
    "rows of a group": (
        "group|names|logfoldchanges\nT|CD274|2\nT|TREX1|-2\n"
        "B|CD274|-2\nB|ICAM1|-2\nB|TREX1|2\nT|ICAM1|2",
        {"only": ("group=B",)}),
    "linear ratios": ("gene|FC\nCD274|0.2\nICAM1|.4\nTREX1|4\nHMGB1|1.1", {"scale": "linear"}),
    "signed linear folds": ("gene|FC\nCD274|-5\nICAM1|-3\nTREX1|4\nHMGB1|1.1", {"scale": "linear"}),
    "sleuth": ("target_id|qval|b|se_b|ext_gene\nENST1|.01|-0.8|1|CD274\nENST2|.01|-.7|1|ICAM1\n"
               "ENST3|.01|.7|1|TREX1\nENST4|.01|.6|1|HMGB1", {"change_column": "b", "scale": "ln"}),
    "no header": ("CD274|9|-2.1|.1|-9|1e-12|1e-10\nICAM1|9|-1.8|.1|-9|1e-12|1e-10\n"
                  "TREX1|9|2.1|.1|-9|1e-12|1e-10\nHMGB1|9|2.1|.1|-9|1e-12|1",
                  {"gene_column": "1", "change_column": "3", "padj_column": "7"}),
    "another p": (
        "gene|logFC|padj|mine\nCD274|-2|1|.01\nICAM1|-2|1|.01\nTREX1|2|1|.01\nHMGB1|2|.01|1",
                  {"padj_column": "mine"}),
    "a stricter p": ("gene|logFC|padj\nCD274|-2|.001\nICAM1|-2|.001\nTREX1|2|.001\nHMGB1|2|.03",
                     {"padj": 0.01}),
    "another threshold": (
        "gene|logFC\nCD274|-.6\nICAM1|-.7\nTREX1|.5\nHMGB1|.4", {"threshold": 0.5}),
    "genes with one row": ("gene|logFC\nCD274|-2\nICAM1|-2\nTREX1|2\nHMGB1|2\nHMGB1|3",
                           {"duplicates": "drop"}),
    "a name that tells nothing": ("gene|effect|symbol\nx1|-2|CD274\nx2|-2|ICAM1\nx3|2|TREX1",
                                  {"change_column": "effect"}),
}  # fmt: skip


@pytest.mark.parametrize("name", CHOSEN)
def test_what_is_chosen_is_read(tmp_path: Path, name: str) -> None:
    text, options = CHOSEN[name]
    found = read_changes(table(tmp_path / "t", text), Choice(**options))
    assert (set(found.up), set(found.down)) == STORY


PLAIN = "gene\tlogFC\tdescription\nCD274\t-2.1\tµ\nICAM1\t-1.8\té\nTREX1\t2.4\t°\nHMGB1\t.1\tx\n"


@pytest.mark.parametrize(
    "encoding",
    ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252", "mac_roman"],
)
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("packed", [False, True])
def test_letters_line_ends_and_gzip_do_not_matter(
    tmp_path: Path, encoding: str, end: str, packed: bool
) -> None:
    content = PLAIN.replace("\n", end).encode(encoding)
    path = tmp_path / "t"
    path.write_bytes(gzip.compress(content, mtime=0) if packed else content)
    found = read_changes(path)
    assert (set(found.up), set(found.down), found.unchanged) == (*STORY, ("HMGB1",))


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"PK\x03\x04....xl/workbook.xml", "an Excel workbook: save"),
        (b"PK\x03\x04....a.csv", "a zip archive"), (b"\xd0\xcf\x11\xe0", "old Excel workbook"),
        (b"\x89HDF\r\n", "HDF5"), (b"\x1f\x8bnonsense", "broken gzip"), (b"", "is empty"),
        (gzip.compress(b"gene\tlogFC\nCD274\t2\n" * 99, mtime=0)[:-20], "broken gzip"),
        (gzip.compress(b"RDX3\nX", mtime=0), "an R data file"), (b"BZh91", "bzip2"),
        (b" \n\n", "is empty"),
        (b"gene\tlogFC\nCD\0\0274\t1\n", "is no text"), (b"\xff\xfeg", "broken utf-16"),
    ],
)  # fmt: skip
def test_what_is_no_text_is_refused(tmp_path: Path, content: bytes, says: str) -> None:
    path = tmp_path / "t"
    path.write_bytes(content)
    with pytest.raises(RequestError, match=says):
        read_changes(path)


def left_out(tmp_path: Path, text: str, **options: Any) -> tuple[Changes, dict[str, str]]:
    found = read_changes(table(tmp_path / "t", text), Choice(**options))
    return found, {one.what: one.why for one in found.left_out}


@pytest.mark.parametrize(
    ("cell", "was"),
    [
        ("1-Mar", "MARCHF1 or MTARC1"), ("Mar-01", "MARCHF1 or MTARC1"), ("5-Mar", "MARCHF5"),
        ("1. Mrz", "MARCHF1"), ("2-Sept", "SEPTIN2"), ("09-Sep-21", "SEPTIN9"), ("1-Dez", "DELEC1"),
        ("2021-09-07 00:00:00", "SEPTIN7"), ("2021/03/04", "MARCHF4"), ("44256", "MARCHF1"),
        ("01/03/2021", "MARCHF, SEPTIN"), ("3/1/21", "MARCHF, SEPTIN"), ("4-Oct", "OCT4"),
        ("2.31E+13", "clone"), ("7", "a number"), ("'1-Mar", "MARCHF1"), ("March 3", "MARCHF3"),
    ],
)  # fmt: skip
def test_a_date_is_never_a_gene_in_silence(tmp_path: Path, cell: str, was: str) -> None:
    text = f"gene|logFC|FDR\n{cell}|3|1e-9\nCD274|-2|1e-9\nTREX1|2|1e-9"
    found, why = left_out(tmp_path, text)
    assert (found.up, found.down) == (("TREX1",), ("CD274",))
    ((what, reason),) = why.items()
    assert what.strip("'") == cell.strip("'") and was in reason


@pytest.mark.parametrize(
    "name", ["MARCH1", "SEPT2", "DEC1", "MARCHF1", "OCT4", "APRT", "NOV", "MARC1"]
)
def test_a_symbol_like_a_month_is_a_gene(tmp_path: Path, name: str) -> None:
    found, why = left_out(tmp_path, f"gene|logFC\n{name}|3\nCD274|-2")
    assert found.up == (name,) and not why


def test_a_probe_of_several_genes_counts_for_none(tmp_path: Path) -> None:
    text = "Gene Symbol|logFC\nICAM1 /// ICAM4|3\nCD274|-2\nTREX1 /// TREX1|2\nPD-L1;HLA-A|2"
    found, why = left_out(tmp_path, text)
    assert (found.up, found.down) == (("TREX1",), ("CD274",))
    assert set(why) == {"ICAM1 /// ICAM4", "PD-L1;HLA-A"}
    assert all("several genes" in reason for reason in why.values())


def test_several_rows_of_a_gene_follow_a_rule_that_is_told(tmp_path: Path) -> None:
    text = (
        "ID|symbol|logFC|FDR\na_at|CD274|-2|.001\nb_at|CD274|0|.9\n"
        "c_at|TREX1|2|.01\nd_at|TREX1|-2|.001"
    )
    found, why = left_out(tmp_path, text)
    assert (found.up, found.down) == ((), ("CD274",))
    assert "least adjusted p" in why["CD274: 1 of 2 rows"]
    assert why["TREX1"] == "its rows go both ways"
    with pytest.raises(RequestError, match="'CD274' has two changes"):
        left_out(tmp_path, text, duplicates="refuse")
    assert left_out(tmp_path, text, duplicates="drop")[0].down == ()


def test_a_row_cut_off_is_told_and_not_read(tmp_path: Path) -> None:
    found, why = left_out(tmp_path, "gene|logFC|FDR\nCD274|-2|.001\nICAM1|-2|.001\nTREX1|2")
    assert found.up == () and found.down == ("CD274", "ICAM1")
    assert why == {"line 4": "another number of fields than the header"}


def test_what_has_no_value_is_counted(tmp_path: Path) -> None:
    found, why = left_out(tmp_path, "gene|logFC|FDR\nCD274|NA|NA\n|1|.001\nNA.1|1|.001\nTREX1|2|NA")
    assert found.up == () and found.unchanged == ("TREX1",)
    assert why == {"1 row": "no change is given", "2 rows": "no name"}


def test_a_natural_logarithm_is_told_from_one_of_base_two(tmp_path: Path) -> None:
    """0.7 is a doubling in natural logarithms and less than that in logarithms of base two."""
    scales = (
        ("avg_logFC", "ln", 1), ("avg_log2FC", "log2", 0), ("lnFC", "ln", 1), ("logFC", "log2", 0),
        ("natural log FC", "ln", 1), ("log10FC", "log10", 1),
    )  # fmt: skip
    for column, scale, up in scales:
        found, _ = left_out(tmp_path, f"gene|{column}\nCD274|0.7")
        assert (found.scale, len(found.up)) == (scale, up), column


def test_thousands_of_unknown_rows_are_read_and_few_are_named(tmp_path: Path) -> None:
    rows = "".join(f"LOC{n}|3|.001\n" for n in range(5000)) + "".join(
        f"{n % 9 + 1}-Mar|3|.1\n" for n in range(50)
    )
    found, why = left_out(tmp_path, f"gene|logFC|FDR\n{rows}CD274|-2|.001")
    assert len(found.up) == 5000 and found.down == ("CD274",)
    assert len(why) == 9


def test_every_gene_of_the_corpus_is_known_by_its_identifiers() -> None:
    """Else a table of Ensembl identifiers would say less than one of symbols."""
    known = {one.hgnc for one in orthologues()}
    told = {x.curie: key for key, entity in kg.load().entities.items() for x in entity.xrefs
            if x.curie.startswith("HGNC:")}  # fmt: skip
    missing = {key for curie, key in told.items() if curie not in known}
    assert not missing, "give them a row in ontology/orthologues.tsv; what is not known stays empty"
    names = [name.casefold() for one in orthologues() for name in set(map(str.casefold, one.names))]
    assert len(names) == len(set(names)), "a name of two genes names neither"
