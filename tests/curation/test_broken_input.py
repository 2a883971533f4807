"""Each case breaks one thing in a copy of the small corpus, and says what must be reported.

`at` is text that stands on the expected line, and on no other, of the broken file; None is line 1.
Unless `others` is set, nothing else may be reported: one fault, one message.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from kg.curation import read
from kg.errors import CurationError

HMGB1 = "claims/icd/hmgb1.yaml"
CALRETICULIN = "claims/icd/calreticulin.yaml"
IL2 = "claims/time/il2.yaml"
MDSC = "claims/time/mdsc.yaml"
ABSCOPAL = "claims/combination/abscopal.yaml"
ROUTE = "claims/combination/dendritic-cells.yaml"
TREX1 = "claims/sensing/trex1.yaml"
TRIALS = "claims/clinical/trials.yaml"
BIOLOGY = "entities/biology.yaml"
BEAMS = "entities/radiation.yaml"
THERAPIES = "entities/therapies.yaml"
MODELS = "entities/models.yaml"

FIRST = "claims.0.evidence.0"
ARM = f"{FIRST}.contrasts.0"


@dataclass(frozen=True)
class Case:
    """One way to break a file, and the message that must come of it."""

    file: str
    old: str | None  # None: the whole file becomes `new`
    new: str | bytes
    at: str | None
    field: str
    cause: str
    remedy: str
    others: bool = False


CASES = {
    # -- what is no YAML ---------------------------------------------------------------------------
    "open bracket": Case(
        IL2, "models: [jurkat]", "models: [jurkat", "models: [jurkat", "file",
        "YAML syntax: did not find expected ',' or ']'", "mend the syntax",
    ),
    "tab as indent": Case(
        IL2, "  predicate:", "\tpredicate:", "\tpredicate", "file",
        "YAML syntax: found a tab character that violates indentation", "mend the syntax (indent",
    ),
    "two documents": Case(
        IL2, "claims:\n", "---\nclaims:\n", "---", "file", "found another document", "mend",
    ),
    "duplicate key": Case(
        IL2, "  object: il2", "  predicate: increases\n  object: il2", "predicate: increases",
        "claims.0.predicate", "'predicate' is given twice", "keep one; the other is in line 6",
    ),
    "alias": Case(
        IL2, "models: [jurkat], organism: human", "models: [jurkat], organism: &who human}\n"
        "    conditions: {co_treatment: [*who]", "[*who]", "file", "a YAML alias, '*who'",
        "write the value out",
    ),
    "deep nesting": Case(
        IL2, "[jurkat]", "[" * 45 + "jurkat" + "]" * 45, "models:", f"{FIRST}.system.models"
        + ".0" * 35, "nested deeper than 40", "flatten", others=True,
    ),
    "nested without end": Case(
        IL2, None, "[" * 100_000, None, "file", "exceeded maximum nesting depth", "mend",
    ),
    "not UTF-8": Case(
        IL2, None, "title: a\nclaims: caf\xe9\n".encode("latin-1"), "claims: caf", "file",
        "cannot be read (byte 0xe9 is not UTF-8)", "give a readable UTF-8",
    ),
    "NUL in the file": Case(
        IL2, "jurkat]", "jur\0kat]", "jur\0kat", "file", "control characters", "remove the char",
    ),
    "escaped control character": Case(
        IL2, '"T cells lose', '"T cells\\x1b[2J lose', "x1b", f"{FIRST}.summary",
        "a control character in a text", "remove it",
    ),
    "noncharacter": Case(
        IL2, '"T cells lose', '"\\uFFFET cells lose', "uFFFE", f"{FIRST}.summary",
        "a noncharacter (U+FFFE) in a text", "remove it",
    ),
    "half a character": Case(
        IL2, '"T cells lose', '"\\uD800T cells lose', "uD800", "file", "YAML syntax: ",
        "mend the syntax",
    ),
    "unpaired mark of direction": Case(
        IL2, '"T cells lose', '"\u202eT cells lose', "\u202e", f"{FIRST}.summary",
        "a mark of direction (U+202E) that is not closed", "remove it",
    ),
    "noncharacter in a field's name": Case(
        IL2, "title:", '"\\uFDD0": x\ntitle:', "uFDD0", "\\ufdd0", "a noncharacter (U+FDD0)",
        "remove it", others=True,
    ),
    "empty file": Case(IL2, None, "", None, "file", "the file is empty", "delete the file"),
    "only a comment": Case(IL2, None, "# to do\n", None, "file", "the file is empty", "delete"),
    "null document": Case(IL2, None, "# x\n~\n", "~", "file", "the file is empty", "delete"),
    "a list at the top": Case(
        IL2, None, "- a\n- b\n", None, "file", "not a mapping", "begin with 'claims:'",
    ),
    "a key that is a list": Case(
        IL2, "title:", "? [a, b]\n: c\ntitle:", "? [a, b]", "?", "a key that is not a word",
        "plain field name",
    ),
    # -- what no record of the model can be --------------------------------------------------------
    "no title": Case(
        IL2, 'title: "IL-2 of T cells"\n', "", "defaults:", "title", "missing", "add 'title'",
    ),
    "no list of claims": Case(
        IL2, None, "title: a\nclaims: none\n", "claims: none", "claims", "not a list",
        "list the records under 'claims:'",
    ),
    "missing field": Case(
        IL2, "    locator: [time.3.9]\n", "", "- id: jurkat", f"{FIRST}.locator", "missing",
        "add 'locator'",
    ),
    "unknown field": Case(
        IL2, "locator:", "locater:", "locater", f"{FIRST}.locater", "unknown field 'locater'",
        "did you mean 'locator'?", others=True,
    ),
    "unknown field, deep": Case(
        IL2, "basis: [isodose]", "bases: [isodose]", "bases", f"{ARM}.bases",
        "unknown field 'bases'", "did you mean 'basis'?",
    ),
    "unknown field, nothing near": Case(
        IL2, "  object: il2", "  colour: red\n  object: il2", "colour", "claims.0.colour",
        "unknown field 'colour'", "known: subject, predicate, object, action, evidence",
    ),
    "closed list": Case(
        IL2, "predicate: decreases", "predicate: decrease", "predicate: decrease",
        "claims.0.predicate", "'decrease' is not in the closed list", "did you mean 'decreases'?",
    ),
    "closed list, nothing near": Case(
        IL2, "setting: in_vitro", "setting: moon", "setting: moon", f"{FIRST}.system.setting",
        "'moon' is not in the closed list", "'in_vitro', 'in_vivo', 'patients'",
    ),
    "id of wrong form": Case(
        IL2, "- id: jurkat", "- id: Jurkat_1", "Jurkat_1", f"{FIRST}.id",
        "'Jurkat_1' has the wrong form", "joined by single hyphens",
    ),
    "locator of wrong form": Case(
        IL2, "[time.3.9]", "[page 7]", "page 7", f"{FIRST}.locator.0",
        "'page 7' has the wrong form", "table1",
    ),
    "address that is no DOI": Case(
        "references.yaml", '"10.3389/fpubh.2021.666282"', '"https://journal.example/x"',
        "https://journal", "references.1.DOI", "has the wrong form", "write the DOI as 10.1234/ab",
    ),
    "p value of wrong form": Case(
        IL2, "    summary:", "    statistics: {p: significant}\n    summary:", "p: significant",
        f"{FIRST}.statistics.p", "'significant' has the wrong form", "a bound as printed",
    ),
    "dose in GyE": Case(
        IL2, "unit: Gy}", "unit: GyE}", "GyE", f"{FIRST}.exposure.dose.unit",
        "the unit 'GyE'", "write Gy(RBE): it is the same",
    ),
    "dose in cGy": Case(
        IL2, "unit: Gy}", "unit: cGy}", "cGy", f"{FIRST}.exposure.dose.unit",
        "the unit 'cGy'", "divide by 100 and write Gy",
    ),
    "energy spelled like another": Case(
        ABSCOPAL, "unit: MeV/u", "unit: GeV/u", "GeV/u", f"{FIRST}.exposure.energy.unit",
        "the unit 'GeV/u'", "multiply by 1000 and write MeV/u",
    ),
    "unit of time that nobody knows": Case(
        IL2, "    summary:", "    conditions: {time: {value: 1, unit: mon}}\n    summary:",
        "unit: mon", f"{FIRST}.conditions.time.unit", "'mon' is not in the closed list", "use 's'",
    ),
    "fold that falls under increases": Case(
        HMGB1, "    trend: {over: dose", "    quantities: [{measure: fold, value: 0.4}]\n"
        "    trend: {over: dose", "fold", f"{FIRST}.quantities.0",
        "0.4-fold under 'increases'", "say under 'at' of what else the number is",
    ),
    "hazard ratio against the level": Case(
        IL2, "comparator_sign: \"-\"}", "comparator_sign: \"-\", quantities: [{measure: "
        "hazard_ratio, value: 0.4}]}", "hazard_ratio", f"{ARM}.quantities.0",
        "hazard ratio 0.4 with level higher", "read the two again: turn the level",
    ),
    "more here than there with level lower": Case(
        MDSC, "basis: [unspecified]", "basis: [unspecified], quantities: [{measure: percentage, "
        "value: 30, there: 12}]", "percentage", f"{ARM}.quantities.0",
        "30 % against 12 % with level lower", "turn the level",
    ),
    "RBE beside no other beam": Case(
        HMGB1, "    trend: {over: dose", "    quantities: [{measure: rbe, value: 2}]\n"
        "    trend: {over: dose", "rbe", f"{FIRST}.quantities.0",
        "an RBE without another beam", "under the contrast",
    ),
    "correlation as a cause": Case(
        HMGB1, "    trend: {over: dose", "    quantities: [{measure: correlation, value: 0.5}]\n"
        "    trend: {over: dose", "correlation", f"{FIRST}.quantities.0",
        "a correlation under 'increases'", "'affects'",
    ),
    "number without measure": Case(
        HMGB1, "    trend: {over: dose", "    quantities: [{value: 2}]\n"
        "    trend: {over: dose", "quantities", f"{FIRST}.quantities.0",
        "a number without measure", "fold, ratio",
    ),
    "fold of nothing": Case(
        HMGB1, "    trend: {over: dose", "    quantities: [{measure: fold, value: 0}]\n"
        "    trend: {over: dose", "fold", f"{FIRST}.quantities.0",
        "a fold of zero or less", "measure: difference",
    ),
    "p above one": Case(
        HMGB1, "    trend: {over: dose", "    quantities: [{p: 1.5}]\n    trend: {over: dose",
        "p: 1.5", f"{FIRST}.quantities.0.p", "'1.5' is no p value", "write 0.04",
    ),
    "result in a unit of dose": Case(
        HMGB1, "    trend: {over: dose", "    quantities: [{measure: median, value: 3, unit: Gy}]\n"
        "    trend: {over: dose", "median", f"{FIRST}.quantities.0",
        "a median in Gy, a unit of what was given", "goes under exposure",
    ),
    "unit of a result spelled otherwise": Case(
        HMGB1, "    trend: {over: dose", "    quantities: [{measure: median, value: 3, unit: "
        "months}]\n    trend: {over: dose", "median", f"{FIRST}.quantities.0",
        "the unit 'months'", "write month: it is the same",
    ),
    "fold with a unit": Case(
        HMGB1, "    trend: {over: dose", "    quantities: [{measure: fold, value: 2, unit: '%'}]\n"
        "    trend: {over: dose", "fold", f"{FIRST}.quantities.0",
        "a fold has no unit", "remove the unit",
    ),
    "arms larger than the whole": Case(
        IL2, "human}\n    exposure", "human, n: 10}\n    quantities: [{p: 0.01, n: {here: 6, "
        "there: 8}}]\n    exposure", "quantities", f"{FIRST}.quantities.0",
        "n of 6 and 8 in a system of 10", "n of the system counts all",
    ),
    "weighted dose as the same as an absorbed one": Case(
        ABSCOPAL, "exposure: {dose: {values: [10], unit: Gy}, fractions: 1, quality: x-ray}",
        "exposure: {dose: {values: [10], unit: Gy(RBE)}, fractions: 1, quality: x-ray}",
        "Gy(RBE)", f"{FIRST}.contrasts.2.exposure.dose.unit",
        "10 Gy(RBE) as the same dose as 10 Gy", "isoeffective",
    ),
    "two kinds of dose in one arm": Case(
        IL2, "    summary:", "    conditions: {dose: {max: 2, unit: Gy(RBE)}}\n    summary:",
        "Gy(RBE)", f"{FIRST}.conditions.dose.unit", "<=2 Gy(RBE) beside 1 Gy", "in the unit that",
    ),
    "contrast that says nothing": Case(
        MDSC, "level: [lower], ", "", "versus: photon", ARM,
        "neither level nor in_kind", "in what the arms differ",
    ),
    "action of what is no target": Case(
        IL2, "  predicate: decreases\n", "  predicate: decreases\n  action: inhibits\n",
        "action: inhibits", "claims.0.action", "'decreases' with an action", "only 'targets'",
    ),
    "named facet without unit": Case(
        IL2, "    summary:", "    conditions: {facets: {dose_rate: 40}}\n    summary:",
        "facets", f"{FIRST}.conditions.facets", "'dose_rate' is 40", "a number has a unit",
    ),
    "named facet that has a field": Case(
        IL2, "    summary:", "    conditions: {facets: {oxygen: hypoxia}}\n    summary:",
        "facets", f"{FIRST}.conditions.facets.0", "'oxygen' among the named facets",
        "it has a field of its own",
    ),
    "named facet of wrong form": Case(
        IL2, "    summary:", "    conditions: {facets: {Dose rate: fast}}\n    summary:",
        "facets", f"{FIRST}.conditions.facets.0.name", "'Dose rate' has the wrong form",
        "words joined by _",
    ),
    "number as text": Case(
        IL2, "values: [1]", 'values: ["1"]', 'values: ["1"]', f"{FIRST}.exposure.dose.values.0",
        "valid number (given '1')", "write a number without unit",
    ),
    "number with unit": Case(
        IL2, "values: [1], unit", "value: 1 Gy, unit", "1 Gy", f"{FIRST}.exposure.dose.value",
        "(given '1 Gy')", "write a number without unit",
    ),
    "truth as number": Case(
        IL2, "values: [1]", "values: [true]", "[true]", f"{FIRST}.exposure.dose.values.0",
        "(given True)", "write a number",
    ),
    "truth as count": Case(
        ABSCOPAL, "fractions: 1, let", "fractions: true, let", "fractions: true",
        f"{FIRST}.exposure.fractions", "(given True)", "write a whole number",
    ),
    "no fraction at all": Case(
        ABSCOPAL, "fractions: 1, let", "fractions: 0, let", "fractions: 0",
        f"{FIRST}.exposure.fractions", "greater than or equal to 1 (given 0)", "write 1 or more",
    ),
    "infinite number": Case(
        IL2, "values: [1]", "values: [1e999]", "1e999", f"{FIRST}.exposure.dose.values.0",
        "finite number", "write the number as printed",
    ),
    "number too small to be kept": Case(
        IL2, "values: [1]", "values: [1e-400]", "1e-400", f"{FIRST}.exposure.dose.values.0",
        "1e-400 is nearer to 0 than any number", "write the number as printed",
    ),
    "minus zero": Case(
        IL2, "values: [1]", "values: [-0.0]", "-0.0", f"{FIRST}.exposure.dose.values.0",
        "-0.0 is no number of anything", "write the number as printed",
    ),
    "more digits than are kept": Case(
        IL2, "values: [1]", "values: [0.12345678901234567891]", "67891",
        f"{FIRST}.exposure.dose.values.0", "has more digits than are kept", "write the number",
    ),
    "no amount of anything": Case(
        IL2, "values: [1]", "values: [1e300]", "1e300", f"{FIRST}.exposure.dose.values.0",
        "1e+300 is no amount of anything", "correct the numbers",
    ),
    "label without end": Case(
        BIOLOGY, '"HMGB1 release"', '"A' + "H" * 5000 + '"', "AHHH", "entities.8.label",
        "at most 120 characters", "say it shorter",
    ),
    "label of two lines": Case(
        BIOLOGY, '"HMGB1 release"', '"HMGB1\\nrelease"', "HMGB1\\nrelease", "entities.8.label",
        "has the wrong form", "on one line",
    ),
    "id without end": Case(
        BIOLOGY, "- id: mdsc\n", "- id: a" + "m" * 100 + "\n", "ammm", "entities.4.id",
        "at most 100 characters", "say it shorter", others=True,
    ),
    "text that is a number": Case(
        "references.yaml", 'volume: "59"', "volume: 59", "volume: 59", "references.3.volume",
        "valid string (given 59)", "quote numbers that are text",
    ),
    "word of YAML 1.1": Case(
        "references.yaml", '  title: "Lost in space?', '  et_al: no\n  title: "Lost in space?',
        "et_al: no", "references.6.et_al", "(given 'no')", "write true or false",
    ),
    "blank text": Case(
        IL2, '"T cells lose less IL-2 than after photons."', '"  "', 'summary: "  "',
        f"{FIRST}.summary", "'  ' has the wrong form", "write something",
    ),
    "a word where a list belongs": Case(
        IL2, "locator: [time.3.9]", "locator: time.3.9", "locator:", f"{FIRST}.locator",
        "valid tuple", "write a list: [..]",
    ),
    "a word where a record belongs": Case(
        HMGB1, "trend: {over: dose, direction: flat}", "trend: flat", "trend: flat",
        f"{FIRST}.trend", "(given 'flat')", "write a mapping: {over: .., direction: ..",
    ),
    "interval upside down": Case(
        IL2, "values: [1]", "min: 8, max: 2", "min: 8", f"{FIRST}.exposure.dose",
        "min is above max", "correct the numbers",
    ),
    "dose below zero": Case(
        IL2, "values: [1]", "values: [-1]", "values: [-1]", f"{FIRST}.exposure.dose",
        "-1 is below zero", "correct the numbers",
    ),
    "value and bounds": Case(
        IL2, "values: [1]", "value: 1, min: 1", "value: 1", f"{FIRST}.exposure.dose",
        "give one of: value, values, or min and max", "correct the numbers",
    ),
    "unit without number": Case(
        IL2, "values: [1], unit", "unit", "unit: Gy", f"{FIRST}.exposure.dose",
        "give one of: value", "correct the numbers",
    ),
    "claim without evidence": Case(
        TREX1, None, "title: a\nclaims:\n- subject: trex1-expression\n  predicate: decreases\n"
        "  object: type-i-ifn-response\n  evidence: []\n", "evidence: []", "claims.0.evidence",
        "at least 1 item", "give at least one",
    ),
    # -- defaults ----------------------------------------------------------------------------------
    "defaults that share an id": Case(
        HMGB1, "defaults: {read_in", "defaults: {id: x, read_in", "defaults: {id", "defaults.id",
        "cannot be shared", "write it in each record",
    ),
    "wrong word in defaults, told once": Case(
        HMGB1, "certainty: asserted", "certainty: aserted", "aserted", "defaults.certainty",
        "'aserted' is not in the closed list", "did you mean 'asserted'?",
    ),
    "unknown field in defaults, told once": Case(
        HMGB1, "certainty: asserted", "certainty: asserted, sytem: x", "sytem", "defaults.sytem",
        "unknown field 'sytem'", "did you mean 'system'?",
    ),
    "unknown source in defaults": Case(
        HMGB1, "read_in: liu2025", "read_in: liu2026", "liu2026", "defaults.read_in",
        "no reference 'liu2026'", "did you mean 'liu2025'?",
    ),
    "defaults as a list": Case(
        IL2, "defaults: {read_in: liu2025, certainty: asserted}", "defaults: [liu2025]",
        "defaults:", "defaults", "not a mapping", "write field: value", others=True,
    ),
    "defaults for entities": Case(
        BEAMS, "entities:\n", "defaults: {kind: radiation}\nentities:\n", "defaults:", "defaults",
        "only claim files have defaults", "write the fields out",
    ),
    # -- what leads nowhere ------------------------------------------------------------------------
    "unknown subject": Case(
        IL2, "subject: carbon-ion-irradiation", "subject: carbon-ion-iradiation", "iradiation",
        "claims.0.subject", "no entity 'carbon-ion-iradiation'",
        "did you mean 'carbon-ion-irradiation'?",
    ),
    "unknown object": Case(
        IL2, "object: il2-secretion-t-cell", "object: il3-secretion-t-cell", "object: il3",
        "claims.0.object", "no entity 'il3-secretion-t-cell'", "mean 'il2-secretion-t-cell'?",
    ),
    "unknown comparator": Case(
        IL2, "versus: photon-irradiation", "versus: xray", "versus: xray", f"{ARM}.versus",
        "no entity 'xray'", "define it first, or correct the id",
    ),
    "unknown model": Case(
        IL2, "models: [jurkat]", "models: [jurkatt]", "jurkatt", f"{FIRST}.system.models.0",
        "no entity 'jurkatt'", "did you mean 'jurkat'?",
    ),
    "unknown organism": Case(
        IL2, "organism: human", "organism: humans", "humans", f"{FIRST}.system.organism",
        "no entity 'humans'", "did you mean 'human'?",
    ),
    "unknown co-treatment": Case(
        TREX1, "co_treatment: [carbon", "co_treatment: [hmgb1, karbon", "karbon",
        f"{FIRST}.conditions.co_treatment.1", "no entity 'karbon-ion-irradiation'", "did you mean",
    ),
    "unknown agent": Case(
        ABSCOPAL, "entity: anti-ctla-4", "entity: anti-ctla4", "anti-ctla4,",
        f"{FIRST}.agents.1.entity", "no entity 'anti-ctla4'", "did you mean 'anti-ctla-4'?",
    ),
    "unknown reference": Case(
        MDSC, "zhou2021]", "zhuo2021]", "zhuo2021", f"{FIRST}.references.1",
        "no reference 'zhuo2021'", "did you mean 'zhou2021'?",
    ),
    "unknown reference of a check": Case(
        CALRETICULIN, "reference: huang2020b", "reference: huang2020c", "huang2020c",
        "claims.1.evidence.0.checks.0.reference", "no reference 'huang2020c'", "huang2020b",
    ),
    "unknown part": Case(
        BIOLOGY, "  of: mdsc\n", "  of: mdscs\n", "of: mdscs", "entities.12.of",
        "no entity 'mdscs'", "did you mean 'mdsc'?",
    ),
    "unknown place": Case(
        BIOLOGY, "  in: tumour\n", "  in: tumor\n", "in: tumor", "entities.12.in",
        "no entity 'tumor'", "did you mean 'tumour'?",
    ),
    "unknown component": Case(
        THERAPIES, "components: [carbon-ion-irradiation, gm-csf]",
        "components: [carbon-ion-irradiation, gmcsf]", "gmcsf", "entities.8.components.1",
        "no entity 'gmcsf'", "did you mean 'gm-csf'?",
    ),
    "unknown disease of a trial": Case(
        THERAPIES, "[hepatocellular-carcinoma]", "[hepatoma]", "hepatoma",
        "entities.9.trial.diseases.0", "no entity 'hepatoma'", "",
    ),
    "unknown entity of a gap": Case(
        "gaps.yaml", "anti-pd-1]", "anti-pd1]", "anti-pd1", "gaps.0.about.1",
        "no entity 'anti-pd1'", "did you mean 'anti-pd-1'?",
    ),
    "locator that the inventory lacks": Case(
        IL2, "[time.3.9]", "[time.3.99]", "time.3.99", f"{FIRST}.locator.0",
        "the inventory of liu2025 has no 'time.3.99'", "did you mean 'time.3.9'?",
    ),
    "table row that the inventory lacks": Case(
        ABSCOPAL, "[table1.160]", "[table1.88]", "table1.88", f"{FIRST}.locator.0",
        "the inventory of liu2025 has no 'table1.88'", "did you mean 'table1",
    ),
    "abstract of an inventoried document": Case(
        IL2, "[time.3.9]", "[abstract]", "locator: [abstract]", f"{FIRST}.locator.0",
        "the inventory of liu2025 has no 'abstract'", "correct the id",
    ),
    "sentence of a document without inventory": Case(
        CALRETICULIN, "locator: [abstract]", "locator: [icd.2.8]", "icd.2.8", f"{FIRST}.locator.0",
        "'icd.2.8' in huang2019, which has no inventory", "write abstract or full-text",
    ),
    "locator of a gap": Case(
        "gaps.yaml", "summary.2.8", "summary.9.9", "summary.9.9", "gaps.0.locator.0",
        "the inventory of liu2025 has no 'summary.9.9'", "did you mean 'summary.",
    ),
    "read in a paper that is not cited": Case(
        CALRETICULIN, "read_in: huang2019", "read_in: ran2021", "read_in: ran2021",
        f"{FIRST}.read_in", "read in ran2021, which is not cited", "cite it, or correct it",
    ),
    # -- what stands twice -------------------------------------------------------------------------
    "record of a triple in two files": Case(
        "claims/time/again.yaml", None, "title: a\nclaims:\n- subject: trex1-expression\n"
        "  predicate: decreases\n  object: type-i-ifn-response\n  evidence:\n  - {id: sirna, "
        "read_in: liu2025, certainty: asserted, references: [liu2024], locator: [summary.2.5], "
        "system: {setting: in_vitro}, summary: again}\n", "id: sirna", "claims.0.evidence.0.id",
        "'sirna' is a record of this claim already, at small/claims/sensing/trex1.yaml:9",
        "give yours an id of its own",
    ),
    "triple twice in one file": Case(
        IL2, "claims:\n", "claims:\n- subject: carbon-ion-irradiation # first\n"
        "  predicate: decreases\n  object: il2-secretion-t-cell\n  evidence:\n  - {id: x, "
        "references: [miranda2023], locator: [time.3.9], summary: again, system: {setting: "
        "in_vitro}}\n",
        "- subject: carbon-ion-irradiation\n", "claims.1", "stands already at small/claims/time",
        "merge the two records",
    ),
    "entity without grounding": Case(
        THERAPIES, '- id: anti-ctla-4\n  label: "anti-CTLA-4 antibody"\n  kind: agent\n'
        '  compartment: therapy\n  no_term: "a class; single antibodies have terms"\n',
        '- id: anti-ctla-4 # bare\n  label: "anti-CTLA-4 antibody"\n  kind: agent\n', "# bare",
        "entities.1.xrefs", "not grounded", "give a verified CURIE under xrefs",
    ),
    "entity in two files": Case(
        MODELS, "- id: lm8\n", "- id: trex1\n", "- id: trex1", "entities.1.id",
        "'trex1' stands already at small/entities/biology.yaml:", "merge", others=True,
    ),
    "reference twice": Case(
        "references.yaml", "- id: onishi2018\n", "- id: ran2021 # again\n", "# again",
        "references.3.id", "'ran2021' stands already at small/references.yaml:", "merge",
        others=True,
    ),
    "citation number twice": Case(
        "references.yaml", "citation-number: 90", "citation-number: 89 # again",
        "# again", "references.3.citation-number", "89 is also 'yoshimoto2015'", "correct one",
    ),
    "DOI twice": Case(
        "references.yaml", "10.1093/jrr/rrx005", "10.3389/FPUBH.2021.666282",
        "10.3389/FPUBH.2021.666282", "references.10.DOI",
        "10.3389/FPUBH.2021.666282 is also 'ran2021'", "correct one",
    ),
    "evidence id twice": Case(
        HMGB1, "- id: let\n", "- id: isodose # again\n", "isodose # again",
        "claims.0.evidence.2.id", "'isodose' twice in one claim", "rename one",
    ),
    "one reference twice in a record": Case(
        MDSC, "[chiblak2019, zhou2021]", "[zhou2021, chiblak2019, zhou2021]", "references:",
        f"{FIRST}.references", "names one twice", "name each once",
    ),
    "two measures of the same": Case(
        BIOLOGY, "  of: il2\n  aspect: secretion\n  in: t-cell\n", "  of: mdsc\n"
        "  aspect: abundance\n  in: tumour\n", "- id: mdsc-abundance-tumour", "entities.12",
        "'il2-secretion-t-cell' measures the same (of, aspect, in)", "use that entity",
    ),
    # -- what makes no sense -----------------------------------------------------------------------
    "subject is object": Case(
        TREX1, "object: type-i-ifn-response", "object: trex1-expression", "  object:",
        "claims.0.object", "the subject itself", "name what is changed",
    ),
    "subject as co-treatment": Case(
        TREX1, "[carbon-ion-irradiation]", "[trex1-expression]", "co_treatment:",
        f"{FIRST}.conditions.co_treatment", "no co-treatment of itself", "remove it",
    ),
    "own comparator without differs": Case(
        ROUTE, "      differs: {facet: route, here: iv, there: it}\n", "", "versus: cirt-dc",
        f"{ARM}.versus", "the subject is its own comparator", "say under 'differs'",
    ),
    "differs with another comparator": Case(
        ROUTE, "versus: cirt-dc", "versus: cirt-gm-csf", "differs:", f"{ARM}.differs",
        "'differs' belongs to a comparison with 'cirt-dc' itself", "correct 'versus'",
    ),
    "plus and minus, not higher": Case(
        HMGB1, 'level: [higher], basis: [isodose], comparator_sign: "+"',
        'level: [lower], basis: [isodose], comparator_sign: "-"', "level: [lower]", f"{ARM}.level",
        "subject + and comparator - with level lower", "'higher' follows from the signs",
    ),
    "minus and plus, not lower": Case(
        IL2, 'comparator_sign: "-"', 'comparator_sign: "+"', "level: [higher]", f"{ARM}.level",
        "subject - and comparator + with level higher", "'lower' follows from the signs",
    ),
    "plus and minus, left open": Case(
        HMGB1, 'level: [higher], basis: [isodose], comparator_sign: "+"',
        'level: [higher, similar], basis: [isodose], comparator_sign: "-"', "level: [higher, s",
        f"{ARM}.level", "with level higher or similar", "'higher' follows from the signs",
    ),
    "every level": Case(
        MDSC, "level: [lower]", "level: [lower, higher, similar]", "level:", f"{ARM}.level",
        "says nothing", "name the levels that stay open",
    ),
    "beams without basis": Case(
        MDSC, ", basis: [unspecified]", "", "versus:", f"{ARM}.basis",
        "two different beams are compared without a basis", "isodose, isoeffective or unspecified",
    ),
    "basis without a second beam": Case(
        ABSCOPAL, "{versus: anti-pd-1-anti-ctla-4, level: [higher]}",
        "{versus: anti-pd-1-anti-ctla-4, level: [higher], basis: [isodose]}",
        "versus: anti-pd-1-anti", f"{FIRST}.contrasts.1.basis",
        "a basis where the arms do not differ in their beam", "remove it",
    ),
    "basis for the same beam": Case(
        ABSCOPAL, "{versus: carbon-ion-irradiation, level: [higher]}",
        "{versus: carbon-ion-irradiation, level: [higher], basis: [isodose]}",
        "versus: carbon", f"{ARM}.basis", "do not differ in their beam", "remove it",
    ),
    "basis for two routes": Case(
        ROUTE, "level: [lower]\n", "level: [lower]\n      basis: [isodose]\n", "basis:",
        f"{ARM}.basis", "do not differ in their beam", "remove it",
    ),
    "collective of one": Case(
        MDSC, "[chiblak2019, zhou2021]", "[zhou2021]", "attribution:", f"{FIRST}.attribution",
        "collective, with one reference", "leave attribution out",
    ),
    "several references, not collective": Case(
        MDSC, "    attribution: collective\n", "", "references:", f"{FIRST}.references",
        "several references without attribution: collective", "split by paper",
    ),
    "contrast of a trial": Case(
        TRIALS, "    summary:", "    contrasts:\n    - {versus: gm-csf, level: [higher]}\n"
        "    summary:", "contrasts:", f"{FIRST}.contrasts", "'tests' compares nothing", "remove",
    ),
    "no trial tests": Case(
        TRIALS, "subject: nct02946138", "subject: gm-csf", "subject:", "claims.0.subject",
        "'gm-csf' is a agent", "only a trial tests",
    ),
    "a trial of a gene": Case(
        TRIALS, "object: cirt-gm-csf", "object: hmgb1", "object:", "claims.0.object",
        "'hmgb1' is a gene", "a trial tests a treatment",
    ),
    # -- entities ----------------------------------------------------------------------------------
    "part_of in a circle": Case(
        BIOLOGY, "- id: t-cell\n", "- id: t-cell\n  part_of: [tumour, t-cell]\n",
        "part_of:", "entities.5.part_of", "a cycle: t-cell -> t-cell", "remove one of these links",
    ),
    "broader in a circle": Case(
        BEAMS, "- id: low-let-irradiation\n",
        "- id: low-let-irradiation\n  broader: [photon-irradiation]\n",
        "broader: [photon", "entities.3.broader",
        "a cycle: low-let-irradiation -> photon-irradiation -> low-let-irradiation", "remove one",
    ),
    "opposites in a circle": Case(
        BIOLOGY, "- id: t-cell\n", "- id: t-cell\n  opposes: t-cell\n",
        "opposes:", "entities.5.opposes", "a cycle: t-cell -> t-cell", "remove one of these links",
    ),
    "components in a circle": Case(
        THERAPIES, "components: [anti-pd-1, anti-ctla-4]",
        "components: [anti-pd-1, cirt-anti-pd-1-anti-ctla-4, anti-pd-1-anti-ctla-4]",
        "cirt-anti-pd-1-anti-ctla-4, anti-pd-1-anti-ctla-4]", "entities.4.components",
        "a cycle: anti-pd-1-anti-ctla-4 -> anti-pd-1-anti-ctla-4", "remove one", others=True,
    ),
    "combination of one": Case(
        THERAPIES, "components: [carbon-ion-irradiation, gm-csf]", "components: [gm-csf]",
        "components: [gm-csf]", "entities.8.components", "1 in a combination",
        "two or more different components",
    ),
    "combination of one, twice": Case(
        THERAPIES, "components: [carbon-ion-irradiation, gm-csf]", "components: [gm-csf, gm-csf]",
        "components: [gm-csf", "entities.8.components", "1 in a combination", "different",
    ),
    "components of an agent": Case(
        THERAPIES, "- id: gm-csf\n", "- id: gm-csf\n  components: [anti-pd-1, anti-ctla-4] # no\n",
        "# no", "entities.3.components", "2 in a agent", "other kinds none",
    ),
    "measure of nothing": Case(
        BIOLOGY, "  of: trex1\n", "  xrefs: [{curie: 'GO:0000001', label: x}]\n",
        "- id: trex1-expression", "entities.11.of", "kind is measure", "both 'of' and 'aspect'",
    ),
    "a gene that measures": Case(
        BIOLOGY, "- id: hmgb1\n", "- id: hmgb1\n  of: trex1\n  aspect: growth\n", "aspect: growth",
        "entities.0.aspect", "kind is gene", "other kinds neither", others=True,
    ),
    "a place of no measure": Case(
        BIOLOGY, "- id: hmgb1\n", "- id: hmgb1\n  in: t-cell # no\n", "# no", "entities.0.in",
        "a place of no measure", "remove it",
    ),
    "trial without registration": Case(
        THERAPIES, '  trial: {registry: ClinicalTrials.gov, diseases: [hepatocellular-carcinoma], '
        'status: "withdrawn: enrolment"}\n', "", "- id: nct02946138", "entities.9.trial",
        "kind is trial", "both kind: trial and its registration",
    ),
    # -- the inventory and the folder --------------------------------------------------------------
    "inventory with another header": Case(
        "inventory.tsv", "source\tsection", "source\tchapter", None, "header",
        "columns are ['source', 'chapter'", "write source, section, paragraph", others=True,
    ),
    "row twice": Case(
        "inventory.tsv", "liu2025\ticd\t2\t5\t89\n", "liu2025\ticd\t2\t4\t89\n",
        "icd\t2\t4\t89", "row", "icd.2.4 stands twice", "keep one row", others=True,
    ),
    "sentence that is no number": Case(
        "inventory.tsv", "icd\t2\t4\t88", "icd\t2\tfour\t88", "four", "sentence",
        "'four' is no number", "write whole numbers", others=True,
    ),
    "reference that is no number": Case(
        "inventory.tsv", "icd\t2\t4\t88", "icd\t2\t4\t88 [ran2021]", "[ran2021]", "references",
        "'[ran2021]' is no number", "write whole numbers", others=True,
    ),
    "cell too few": Case(
        "inventory.tsv", "icd\t2\t4\t88", "icd\t2\t4", "icd\t2\t4\n", "row", "4 cells", "give 5",
        others=True,
    ),
    "row of the table without reference": Case(
        "inventory.tsv", "table1\t1\t6\t160", "table1\t1\t6\t", "table1\t1\t6", "references",
        "a row of table1 without its reference", "the reference's number", others=True,
    ),
    "inventory of an unknown document": Case(
        "inventory.tsv", "liu2025\ticd\t2\t1\t", "liu2026\ticd\t2\t1\t", "liu2026",
        "source.liu2026", "no reference 'liu2026'", "did you mean",
    ),
    # -- the manifest ------------------------------------------------------------------------------
    "manifest without licence": Case(
        "corpus.yaml", "licence: https://creativecommons.org/licenses/by/4.0/\n", "", "id: small",
        "licence", "missing", "add 'licence'", others=True,
    ),
    "manifest with a base that ends nowhere": Case(
        "corpus.yaml", "cirt-kg/id/", "cirt-kg/id", "base:", "base", "has the wrong form",
        "http or https address that ends in / or #", others=True,
    ),
    "manifest with an unknown field": Case(
        "corpus.yaml", "figures:", "figure:", "figure:", "figure", "unknown field 'figure'",
        "did you mean 'figures'?",
    ),
    "arm that is no entity": Case(
        "corpus.yaml", "{entity: photon-irradiation,", "{entity: photons-irradiation,",
        "photons-irradiation", "arms.1", "no entity 'photons-irradiation'", "did you mean",
        others=True,
    ),
    "arm twice": Case(
        "corpus.yaml", "letter: P", "letter: C", "letter: C, name: photons", "arms.1", "'C' twice",
        "name each once",
    ),
    "one arm to compare": Case(
        "corpus.yaml", "compare: [carbon-ion-irradiation, photon-irradiation]",
        "compare: [carbon-ion-irradiation]", "compare:", "compare", "1 arm to compare",
        "name the two arms",
    ),
    "corpus that lies on none": Case(
        "corpus.yaml", "id: small\n", "id: small\nextends: [flash]\n", "extends", "extends.0",
        "lies on 'flash', which is not below it", "kg --corpus FOLDER-OF-flash --with this one",
    ),
    "column of no facet": Case(
        "corpus.yaml", "{oxygen: hypoxia}]", "{oxigen: hypoxia}]", "oxigen", "gap_columns.3",
        "no facet 'oxigen'", "did you mean 'oxygen'?",
    ),
    "footer with an unknown word": Case(
        "corpus.yaml", 'footer: "{title}"', 'footer: "{owner}"', "owner", "figures.footer",
        "{owner} is none of {title}", "name one of these, or take the braces away",
    ),
    "facet with words and units": Case(
        "corpus.yaml", 'dose: {units: [Gy, "Gy(RBE)"]}', "dose: {units: [Gy], values: [much]}",
        "much", "facets.dose", "a facet has either values", "write [words] for the one",
    ),
    "facets that are a list": Case(
        "corpus.yaml", 'facets: {oxygen: [normoxia, hypoxia], dose: {units: [Gy, "Gy(RBE)"]}}',
        "facets: [oxygen]", "facets:", "facets", "a mapping belongs here",
        "write a mapping: {name: {values: ..} or {units: ..}}", others=True,
    ),
    "licence that nobody knows": Case(
        "corpus.yaml", "licence: https://creativecommons.org/licenses/by/4.0/", "licence: blah",
        "licence: blah", "licence", "'blah' names no known licence",
        "write its address, or its SPDX id such as CC-BY-4.0",
    ),
    "licence nearly named": Case(
        "corpus.yaml", "licence: https://creativecommons.org/licenses/by/4.0/", "licence: CC-BY4.0",
        "licence:", "licence", "'CC-BY4.0' names no known licence", "did you mean 'CC-BY-4.0'?",
    ),
    "class of treatments that there is not": Case(
        "corpus.yaml", "plural: beams}", "plural: beams, rdf: Nonsense}", "rdf", "treatment.rdf",
        "'Nonsense' is not in the closed list", "use 'Treatment', 'Irradiation'",
    ),
    "concern in words": Case(
        "references.yaml", "- id: ran2021\n", "- id: ran2021\n  concern: images\n", "concern:",
        "references.1.concern", "(given 'images')",
        "write a mapping: {date: .., notice: .., reason: ..}",
    ),
    "a transfer of energy with its unit": Case(
        IL2, "{values: [1], unit: Gy}}", '{values: [1], unit: Gy}, let_kev_um: "70 keV/µm"}',
        "keV/µm", f"{FIRST}.exposure.let_kev_um",
        "'70 keV/µm' has a unit, which is that of the field", "write 70",
    ),
    "a name with a comma": Case(
        "references.yaml", 'author: [{family: "Ran", given: "J"}]',
        'author: [{family: "Ran, J"}]', "Ran, J", "references.1.author.0.family",
        "a comma parts the family name from the given ones", "fill both fields",
    ),
    "compartment that the manifest lacks": Case(
        "modules.yaml", "compartment: tumour-microenvironment", "compartment: cellar", "cellar",
        "modules.2.compartment",
        "no compartment 'cellar' in the manifest", "use one of: physics", others=True,
    ),
    "basis that the manifest lacks": Case(
        MDSC, "basis: [unspecified]", "basis: [unspecifed]", "versus:", f"{ARM}.basis.0",
        "no basis 'unspecifed' in the manifest", "did you mean 'unspecified'?",
    ),
    # -- stray files -------------------------------------------------------------------------------
    "claims beside the topics": Case(
        "claims/stray.yaml", None, "title: a\n", None, "file", "stands where nothing reads it",
        "claims/<topic>/<name>.yaml",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_fault_is_told_with_file_line_field_cause_and_remedy(name: str, small: Path) -> None:
    case = CASES[name]
    line = _break(small / case.file, case)
    with pytest.raises(CurationError) as caught:
        read(small)
    problems = caught.value.problems
    where = f"small/{case.file}"
    found = [p for p in problems if (p.file, p.line, p.field) == (where, line, case.field)]
    assert any(case.cause in p.cause and case.remedy in p.remedy for p in found), (
        f"expected {where}:{line}: {case.field}\n{caught.value}"
    )
    assert case.others or len(problems) == 1, str(caught.value)


def _break(path: Path, case: Case) -> int:
    """Break the file; returns the line on which the fault must be reported."""
    new = case.new if isinstance(case.new, bytes) else case.new.encode()
    if case.old is not None:
        whole = path.read_bytes()
        assert whole.count(case.old.encode()) == 1, f"{case.old!r} must stand once in {path}"
        new = whole.replace(case.old.encode(), new)
    path.write_bytes(new)
    if case.at is None:
        return 1
    text = new.decode("utf-8", errors="replace")
    assert text.count(case.at) == 1, f"{case.at!r} stands {text.count(case.at)} times in {path}"
    return text[: text.index(case.at)].count("\n") + 1
