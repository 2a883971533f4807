"""A statement in words, read: who does what to what, against whom, under which conditions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from kg.errors import RequestError
from kg.find import plain
from kg.graph import Graph
from kg.inquiry import (
    STATES,
    Conditions,
    Mention,
    find_mentions,
    is_verb,
    read_question,
    split_words,
)
from kg.model.vocabulary import TREATMENTS
from kg.statement.direction import Direction, read_direction, turned


@dataclass(frozen=True)
class Statement:
    """What was said: `wanted` are the outcomes (signs, or levels) with which it would be true.

    `subject` and `object` are ids, empty where a name is of nothing in this corpus; `versus` is the
    arm held against, of an effect empty. `sign` is what a comparison says of each arm by itself,
    where it does. `where` and `systems` are limits as of `kg chains`; `unread` are words that were
    not understood, `notes` say how the rest was.
    """

    text: str
    subject: str
    object: str
    wanted: frozenset[str]
    versus: str = ""
    sign: str = ""
    basis: str = ""
    where: tuple[str, ...] = ()
    systems: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


def read_statement(
    graph: Graph, text: str, *, basis: str | None = None, where: Iterable[str] = (),
    systems: Iterable[str] = (),
) -> Statement:  # fmt: skip
    """Read one statement; `RequestError` where it says no direction, or not of what.

    What is given beside the words goes before what they say.

    >>> import kg
    >>> said = read_statement(kg.load(), "Carbon ions raise HMGB1 release more than X-rays.")
    >>> said.subject, said.object, said.versus, sorted(said.wanted)
    ('carbon-ion-irradiation', 'hmgb1-release', 'photon-irradiation', ['higher'])
    """
    if len(text) > LONGEST:
        raise RequestError(
            f"a statement of {len(text)} letters: say one thing, in at most {LONGEST}"
        )
    if not split_words(text):
        raise RequestError(f"no words to check: {_FORM}")
    if basis is not None and basis not in graph.manifest.bases:
        raise RequestError(f"no basis '{basis}': it is {' or '.join(graph.manifest.bases)}")
    said = _Reader(graph, text).read()
    return replace(
        said, basis=basis or said.basis, where=tuple(where) or said.where,
        systems=tuple(systems) or said.systems,
    )  # fmt: skip


class _Reader:
    """One statement on its way: its words, names and direction."""

    def __init__(self, graph: Graph, text: str) -> None:
        self.graph, self.text = graph, text
        self.words = split_words(text)
        low = plain(" ".join(self.words))
        self.conditions = Conditions.read(graph, low)
        taken = self.conditions.taken
        open_words = [word if n not in taken else "?" for n, word in enumerate(self.words)]
        named = find_mentions(graph, open_words)
        self.named = self.conditions.take_named(graph, self.words, named)
        self.notes = [one.note for one in self.named if one.note]
        self.named = self._in_context(sorted(self.named, key=lambda one: one.start))

    def read(self) -> Statement:
        free = self._free()
        said = read_direction(free)
        if strange := [word for word in free if is_verb(word) and not _is_read(word, said)]:
            raise RequestError(f"'{strange[0]}' states no direction that could be checked: {_FORM}")
        question = read_question(self.graph, self.text)
        unread = [word for word in question.left if not _is_read(word, said)]
        self.notes += [f"how much is not weighed: '{word}'" for word in self.words
                       if _is_amount(word)]  # fmt: skip
        start, end, versus = self._parts(said)
        if end is not None and start is not None and self._is_lost(start):
            said = turned(said)
            label = self.graph.entities[start.id].label
            self.notes.append(f"what its loss or block does is read as {label}, the other way")
        wanted = said.levels() if versus else said.effects()
        if not wanted:
            self._refuse(said, unread)
        if start is None or end is None:
            if not unread:
                raise RequestError(f"only one thing of this corpus is named: {_FORM}")
            self.notes += [self.graph.finder.missing(word) for word in unread[:2]]
        return Statement(
            self.text, start.id if start else "", end.id if end else "", wanted,
            versus.id if versus else "", said.sign if versus and said.sign in ("+", "-") else "",
            self.conditions.basis, tuple(self.conditions.wishes), tuple(self.conditions.systems),
            tuple(unread), tuple(dict.fromkeys(self.notes)),
        )  # fmt: skip

    def _parts(self, said: Direction) -> tuple[Mention | None, Mention | None, Mention | None]:
        """Give subject, object, and the arm held against."""
        arms = [one for one in self.named if self._is_arm(one)]
        others = [one for one in self.named if one not in arms]
        against = self._held_against(arms)
        if against is None and len(arms) == 2 and said.compared in ("same", "differ"):
            against = arms[1]
        if against is not None:
            rest = [one for one in arms if one is not against]
            if len(rest) == 1 and len(others) == 1:
                return rest[0], others[0], against
            if not others and len(rest) == 1:
                return rest[0], None, against
            self._several([*rest, *others])
        if len(self.named) > 2:
            self._several(self.named)
        if len(self.named) < 2:
            only = self.named[0] if self.named else None
            return (only, None, None) if only is None or self._is_arm(only) else (None, only, None)
        first, second = self.named
        if self._is_passive(first, second):
            first, second = second, first
        return first, second, None

    def _held_against(self, arms: Sequence[Mention]) -> Mention | None:
        """Find the arm behind 'than', 'versus', 'compared with'."""
        for one in arms if len(arms) > 1 else ():
            before = [plain(word) for word in self.words[max(0, one.start - 3) : one.start]]
            if AGAINST & set(before):
                return one
        return None

    def _is_passive(self, first: Mention, second: Mention) -> bool:
        """Tell whether the second acts: 'is raised by', 'rises after', 'is higher with'."""
        between = [plain(word) for word in self.words[first.end : second.start]]
        return bool(BEHIND & set(between))

    def _is_lost(self, one: Mention) -> bool:
        """Tell whether it is the loss or the block of a thing that acts."""
        before = [plain(word) for word in self.words[max(0, one.start - 2) : one.start]]
        after = [plain(word) for word in self.words[one.end : one.end + 1]]
        beside = [word for word in before if word not in ("of", "the")][-1:] + after
        return any(STATES["--block"].fullmatch(word.lstrip("-")) for word in beside)

    def _is_arm(self, one: Mention) -> bool:
        listed = {arm.entity for arm in self.graph.manifest.arms}
        return one.id in listed or self.graph.entities[one.id].kind in TREATMENTS

    def _in_context(self, named: list[Mention]) -> list[Mention]:
        """Take what only tells where: 'in tumour cells' beside two other names."""
        for one in list(named):
            before = plain(self.words[one.start - 1]) if one.start else ""
            place = self.graph.entities[one.id].kind in CONTEXT
            if place and before in ("in", "within", "from") and len(named) > 2:
                named = [other for other in named if other is not one]
                label = self.graph.entities[one.id].label
                self.notes.append(f"'in {label}' is not weighed: see where each was seen")
        return named

    def _free(self) -> list[str]:
        """List the words that name nothing and state no condition; of a loss, not the loss."""
        named = {place for one in self.named for place in range(one.start, one.end)}
        lost = {place for one in self.named if self._is_lost(one)
                for place in (*range(max(0, one.start - 2), one.start), one.end)
                if place < len(self.words)
                and STATES["--block"].fullmatch(plain(self.words[place]).lstrip("-"))}  # fmt: skip
        taken = named | lost | self.conditions.taken
        return [word for place, word in enumerate(self.words) if place not in taken]

    def _several(self, named: Sequence[Mention]) -> None:
        labels = ", ".join(self.graph.entities[one.id].label for one in named)
        raise RequestError(f"more than one thing could be meant ({labels}): {_FORM}")

    def _refuse(self, said: Direction, unread: Sequence[str]) -> None:
        if said.vague:
            cause = f"'{said.vague[0]}' states no direction"
        else:
            listed = ", ".join(f"'{word}'" for word in unread[:3])
            cause = "no direction is stated" + (f"; not understood: {listed}" if listed else "")
        raise RequestError(f"{cause}: {_FORM}")


def _is_read(word: str, said: Direction) -> bool:
    low = plain(word)
    return low in said.used or low in SMALL or low.endswith("ly") or _is_amount(word)


def _is_amount(word: str) -> bool:
    low = plain(word)
    return low.endswith(("fold", "%", "-times")) or low in ("twice", "double", "times", "half")


LONGEST = 500
"""Letters of the longest statement."""
_FORM = (
    "say 'A raises B', 'A does not change B' or 'A raises B more than C', "
    "with names that 'kg search' finds"
)
AGAINST = frozenset("than versus vs against relative compared over".split())
BEHIND = frozenset("by after upon following under with depends depend".split())
CONTEXT = frozenset("cell anatomy organism model disease".split())
SMALL = frozenset(
    "do does did not no never always only is are was were be been has have had can may might could "
    "than versus vs compared relative against over with to of on after by upon following under and "
    "or that it there true show shows showed demonstrate demonstrates demonstrated suggest "
    "suggests suggested fails fail failed effect effects degree extent same".split()
)
