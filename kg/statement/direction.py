"""Which way does a statement point: its verbs, comparatives and negations, as what would be true.

An effect is `+`, `-` or `0`, a comparison `higher`, `lower` or `similar`; a statement that denies
one of them would be true with either of the other two.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from kg.find import plain
from kg.model.vocabulary import OPPOSITE, Sign

Comparative = Literal["more", "less", "same", "differ", ""]


@dataclass(frozen=True)
class Direction:
    """What the words of a statement say apart from names.

    `sign` is that of the verb ('' where none says one; `either` for 'affects'), `compared` what a
    comparative says, `denied` whether the statement denies it. `used` are the words it was read
    from, `vague` those that praise and state no direction.
    """

    sign: Literal["+", "-", "0", "either", ""] = ""
    compared: Comparative = ""
    denied: bool = False
    used: frozenset[str] = frozenset()
    vague: tuple[str, ...] = ()

    def effects(self) -> frozenset[str]:
        """Give the signs with which a statement of an effect would be true.

        >>> sorted(read_direction(["does", "not", "raise"]).effects())
        ['-', '0']
        """
        sign = self.sign or {"more": "+", "less": "-", "same": "0", "differ": "either"}.get(
            self.compared, ""
        )
        wanted = {"either": {"+", "-"}, "": set[str]()}.get(sign, {sign})
        return frozenset({"+", "-", "0"} - wanted if self.denied and wanted else wanted)

    def levels(self) -> frozenset[str]:
        """Give the levels with which a statement of a comparison would be true.

        What falls more stands lower: 'lowers it more than' is lower, 'lowers it less than' higher.

        >>> sorted(read_direction(["suppress", "less"]).levels())
        ['higher']
        """
        alone = {"+": "more", "-": "more", "0": "same", "either": "differ"}
        comparative = self.compared or alone.get(self.sign, "")
        wanted = {
            "more": {"lower" if self.sign == "-" else "higher"},
            "less": {"higher" if self.sign == "-" else "lower"},
            "same": {"similar"}, "differ": {"higher", "lower"}, "": set[str](),
        }[comparative]  # fmt: skip
        if self.denied and wanted:
            return frozenset({"higher", "lower", "similar"} - wanted)
        return frozenset(wanted)


def read_direction(words: Sequence[str]) -> Direction:
    """Read the words of a statement that name nothing.

    >>> read_direction("increases more than".split()).levels()
    frozenset({'higher'})
    >>> read_direction("has no effect on".split()).effects()
    frozenset({'0'})
    """
    folded = [plain(word) for word in words]
    low = " ".join(folded)
    used: set[str] = set()
    nothing = _taken(NOTHING, low, used)
    rest = _without(NOTHING, low)
    same = _taken(SAME, rest, used)
    rest = _without(SAME, rest)
    denied = _taken(DENIED, rest, used)
    differ = _taken(DIFFER, rest, used)
    compared: Comparative = "differ" if differ else ""
    signs: list[Sign] = []
    leading = either = False
    rest_words = rest.split()
    pure = any(word in PURE for word in rest_words)
    for word in rest_words:
        if word in PURE or (word in DUAL and not pure):  # 'is lower than', but 'lower it more'
            compared = "more" if word in MORE else "less"
        elif UP.fullmatch(word) or DOWN.fullmatch(word):
            signs.append("+" if UP.fullmatch(word) else "-")
        elif LEADS.fullmatch(word):
            leading = True
        elif EITHER.fullmatch(word):
            either = True
        else:
            continue
        used.add(word)
    sign: Literal["+", "-", "0", "either", ""] = ""
    if signs:
        sign = _product(signs)
    elif leading and not compared:  # 'leads to less of it' says what it leads to
        sign = "+"
    elif either:
        sign = "either"
    if nothing:
        sign, denied = "0", False
    if same:
        compared = "same"
    vague = tuple(word for word in folded if word in VAGUE)
    return Direction(sign, compared, denied, frozenset(used), vague)


def turned(direction: Direction) -> Direction:
    """Read what the loss of a thing does as what the thing does: the other way.

    >>> turned(Direction("+")).sign
    '-'
    """
    sign = OPPOSITE.get(direction.sign, direction.sign)
    return Direction(
        sign, direction.compared, direction.denied, direction.used, direction.vague  # type: ignore[arg-type]
    )  # fmt: skip


def _product(signs: Iterable[Sign]) -> Sign:
    return "-" if list(signs).count("-") % 2 else "+"


def _taken(pattern: re.Pattern[str], low: str, used: set[str]) -> bool:
    found = [match[0] for match in pattern.finditer(low)]
    used.update(word for said in found for word in said.split())
    return bool(found)


def _without(pattern: re.Pattern[str], low: str) -> str:
    return pattern.sub(" ", low)


def _forms(stems: str, nouns: str = "") -> re.Pattern[str]:
    """Match verbs in their forms: 'induce', 'induces', 'induced', 'inducing'; nouns as they are."""
    ends = "e|es|s|d|ed|ing|ped|ping|ted|ting|bed|bing|led|ling|ses|sed|sing|n"
    listed = "|".join(sorted((stem.removesuffix("e") for stem in stems.split()), key=len)[::-1])
    also = "".join(f"|{noun}" for noun in nouns.split())
    return re.compile(rf"(?:{listed})(?:{ends})?{also}")


UP = _forms(
    "increase raise elevate enhance boost upregulate up-regulate stimulate activate promote "
    "augment amplify strengthen improve lift mobilise mobilize recruit attract lengthen prolong "
    "rise climb potentiate trigger elicit evoke induce accumulate restore rescue",
    "rose risen increase increases elevation upregulation induction activation stimulation",
)
"""What raises, or is raised."""
DOWN = _forms(
    "decrease reduce lower suppress inhibit downregulate down-regulate diminish impair block "
    "prevent attenuate abolish weaken deplete limit restrain curb dampen delete shrink slow "
    "abrogate decline drop fall counteract shorten repress antagonise antagonize silence "
    "blunt eliminate",
    "fell fallen loss reduction decrease decreases suppression inhibition depletion "
    "downregulation blockade",
)
"""What lowers, or is lowered."""
LEADS = _forms(
    "cause lead result drive give produce generate provoke release yield mediate create", "led"
)
"""What brings something about: with 'less' behind it, less of it."""
EITHER = _forms(
    "affect change alter influence modulate regulate shift act impact", "effect effects"
)
MORE = frozenset("more higher greater stronger larger increased elevated enhanced".split())
LESS = frozenset("less lower fewer weaker smaller reduced decreased diminished".split())
DUAL = frozenset("lower increased elevated enhanced reduced decreased diminished".split())
"""Comparatives that are verbs where another comparative stands beside them."""
PURE = (MORE | LESS) - DUAL
NOTHING = re.compile(
    r"\b(no (significant |measurable |detectable )?(effects?|changes?|influence|impact)( on)?|"
    r"(does|do|did) not (significantly )?(change|affect|alter|influence|modulate|impact|vary)|"
    r"(fails?|failed) to (change|affect|alter)|unchanged|unaffected|unaltered|"
    r"(is|are|was|were) not (changed|affected|altered)|(remains?|stays?) (constant|the same))\b"
)
SAME = re.compile(
    r"\b(as (much|many|strongly|well|high|low|often) as|equally|the same|similar(ly)?|"
    r"comparabl[ey]|alike|(is|are) equal|no (significant )?differences?|"
    r"(does|do|did|is|are) not (significantly )?differ(ent|ently)?|to the same (extent|degree))\b"
)
DENIED = re.compile(
    r"\b(not|never|cannot|can't|doesn't|don't|didn't|isn't|aren't|fails? to|failed to|neither|"
    r"no (?=more|less|higher|lower|greater|stronger))\b"
)
DIFFER = re.compile(r"\bdiffer(s|ed|ent|ently)?\b")
VAGUE = frozenset(
    "better worse superior inferior best worst favourable favorable advantageous preferable safer "
    "good bad effective ineffective".split()
)
"""Praise: higher or lower is not said."""
