"""Words as people type them, folded: what differs in form only becomes equal."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache


def plain(text: str) -> str:
    r"""Fold case, widths, combining forms and invisible letters; every dash is a hyphen.

    Greek letters become their names (Unicode, NFKD; categories Cf, Pd, Mn).

    >>> plain("PD\u2011L1"), plain("IFN\u03b2"), plain("p\u200b21\u00ad")
    ('pd-l1', 'ifnbeta', 'p21')
    """
    if text.isascii():  # no accents, no Greek, no dash but the hyphen
        return " ".join(text.lower().split())
    out = []
    for letter in unicodedata.normalize("NFKD", text).translate(_LETTERS).casefold():
        kind = unicodedata.category(letter)
        if kind == "Pd" or letter in _DASHES:
            out.append("-")
        elif kind not in ("Mn", "Me", "Cf"):
            out.append(GREEK.get(letter, letter))
    return " ".join("".join(out).split())


def compact(text: str) -> str:
    """Give letters and digits alone: `PD-L1`, `pd l1` and `PDL1` are one.

    >>> compact("PD-L1") == compact("pd l1") == "pdl1"
    True
    """
    return "".join(letter for letter in plain(text) if letter.isalnum())


@lru_cache(maxsize=50_000)
def tokens(text: str) -> tuple[str, ...]:
    """Give the words of a text, each as its stem: plurals, British spelling, Roman numbers folded.

    >>> tokens("Tumour-infiltrating lymphocytes") == tokens("tumor infiltrating lymphocyte")
    True
    >>> tokens("type I interferons"), tokens("anti-PD-1 antibodies")
    (('type', '1', 'interferon'), ('anti', 'pd', '1', 'antibody'))
    """
    found = [
        word if one.isupper() and len(one) < 5 and one.endswith("S") else stem(word)  # NOS, not NOs
        for one in re.findall(r"[^\W_]+", _shown(text))
        for word in re.findall(r"[^\W_]+", plain(one))
    ]
    return tuple(ROMAN.get(word, word) if place else word for place, word in enumerate(found))


def _shown(text: str) -> str:
    """Take out what is not seen, and put accents beside no letter: words stay whole."""
    if text.isascii():
        return text
    composed = unicodedata.normalize("NFKC", text)
    return "".join(letter for letter in composed if unicodedata.category(letter) != "Cf")


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """Give the form under which the numbers and spellings of one word meet.

    The form need not be a word: it is only compared with others of its making.

    >>> [stem(word) for word in ("metastases", "mice", "rays", "polarisation", "haematopoietic")]
    ['metastasis', 'mouse', 'ray', 'polarization', 'hematopoietic']
    """
    single = IRREGULAR.get(word, word)
    if single == word and len(word) > 2:
        for ending, instead in PLURALS:
            if word.endswith(ending):
                single = word.removesuffix(ending) + instead
                break
    for british, american in SPELLINGS:
        single = british.sub(american, single)
    return single


def spellings(text: str) -> frozenset[str]:
    r"""Give every key under which a name is found, whatever its number, spelling or short form.

    `IFN-beta` is written IFNb as well, `anti-PD-1` aPD-1 and alpha-PD-1.

    >>> sorted(spellings("IFN-beta"))
    ['ifnb', 'ifnbeta']
    >>> spellings("\N{GREEK SMALL LETTER ALPHA}PD-1") & spellings("anti-PD1") != frozenset()
    True
    """
    words = tokens(text)
    forms = {words}
    if words and words[0] == "anti" and len(words) > 1:
        forms |= {("alpha", *words[1:]), ("a", *words[1:])}
    if words and len(words[0]) > 5 and words[0].startswith("alpha"):
        forms.add(("anti", words[0].removeprefix("alpha"), *words[1:]))
    whole = {"".join(form) for form in forms}
    short = {"".join((*form[:1], *map(_shorten, form[1:]))) for form in forms if len(form) > 1}
    alone = {_shorten(word) for (word,) in (form for form in forms if len(form) == 1)}
    return frozenset(whole | short | alone)


def _shorten(word: str) -> str:
    """Write the name of a Greek letter at the end of a word, and before a digit, by one letter.

    Not at the beginning of several words: a gamma ray is no gray.
    """
    return _NAMED.sub(lambda match: match[1][0], word)


_NAMES = (
    "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi rho sigma "
    "sigma tau upsilon phi chi psi omega"
).split()
GREEK = {chr(0x3B1 + place): name for place, name in enumerate(_NAMES)}
"""Small letters, alpha to omega (U+03B1 to U+03C9), the final sigma among them."""
_NAMED = re.compile(r"(alpha|beta|gamma|delta|epsilon|kappa)(?=\d*$)")
_DASHES = "\N{MINUS SIGN}\N{HYPHEN BULLET}\N{SOFT HYPHEN}"
_LETTERS = {0xAD: None, 0x2044: "/", 0xDF: "ss"}

IRREGULAR = {
    "mice": "mouse", "nuclei": "nucleus", "micronuclei": "micronucleus", "bacteria": "bacterium",
    "phenomena": "phenomenon", "criteria": "criterion", "dna": "dna", "rna": "rna",
}  # fmt: skip
PLURALS = (
    ("ss", "ss"), ("us", "us"), ("is", "is"), ("ies", "y"), ("ases", "asis"), ("oses", "osis"),
    ("yses", "ysis"), ("xes", "x"), ("ches", "ch"), ("s", ""),
)  # fmt: skip
"""The first that fits, from plural to singular; the first three are no plurals."""

SPELLINGS = tuple((re.compile(old), new) for old, new in (
    (r"our(?=$|[a-z])", "or"), (r"(?<=[a-z]{2})is(?=(ation|e|ed|er|ing)$)", "iz"),
    (r"lys(?=(e|ed|ing)$)", "lyz"), (r"aem", "em"), (r"aen", "en"), (r"oed", "ed"),
    (r"oest", "est"),
    (r"leuco", "leuko"), (r"(?<=[a-z])lling$", "ling"), (r"(?<=[a-z])lled$", "led"),
    (r"fibre", "fiber"), (r"centre", "center"), (r"litre", "liter"), (r"^grey$", "gray"),
    (r"sulph", "sulf"), (r"^hem$", "heme"),
    (r"(?<=[a-z]{4})genic$", "genicity"),
    (r"penic$", "penia"),
    (r"(?<=[a-z]{4})ant$", "ance"), (r"oxic$", "oxia"), (r"(?<=[a-z]{2})otic$", "osis"),
))  # fmt: skip
"""British to American, by the endings and stems of medical words; adjectives to nouns."""

ROMAN = {"i": "1", "ii": "2", "iii": "3", "iv": "4"}
