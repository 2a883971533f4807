"""What a question comes to: rules, of which the first that fits gives the command."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kg.find import plain, tokens
from kg.inquiry import grammar
from kg.inquiry.measured import Measures
from kg.inquiry.mention import Mention, together
from kg.inquiry.sentence import Sentence

Command = tuple[str, ...]


class Rules:
    """Turns a sentence into a command; what it took for what is added to the sentence's notes."""

    def __init__(self, sentence: Sentence, queries: Mapping[str, str]) -> None:
        """Take a sentence, and named queries with what they ask."""
        self.said, self.graph, self.queries = sentence, sentence.graph, queries
        self.measures = Measures(self.graph, sentence.words, sentence.notes)
        self.astray = False  # whether the command tells of a thing, and not what was asked of it

    def command(self) -> Command:
        """Try the rules in their order; nothing where none fits."""
        for rule in (
            self._trials, self._cited, self._what_if, self._disputed, self._unknown,
            self._numbers, self._given_together, self._compared, self._on_a_basis,
            self._protected, self._between, self._query, self._one,
        ):  # fmt: skip
            if command := rule():
                return command
        return ()

    def signature(self) -> Command:
        """Read genes that are up and down; those that the corpus lacks are known by their form."""
        if not grammar.GENES_MOVED.search(self.said.low):
            return ()
        others = [
            (place, place + 1) for place, word in enumerate(self.said.words)
            if place not in self.said.taken and grammar.GENE.fullmatch(word)
        ]  # fmt: skip
        ways: dict[str, list[str]] = {"up": [], "down": []}
        waiting: list[str] = []
        for start, end in sorted([*((one.start, one.end) for one in self.said.mentions), *others]):
            waiting.append(" ".join(self.said.words[start:end]))
            way = next((grammar.UP_DOWN[word] for word in map(plain, self.said.words[end : end + 2])
                        if word in grammar.UP_DOWN), "")  # fmt: skip
            if way:
                ways[way] += waiting
                waiting = []
        if waiting or not any(ways.values()):
            return ()
        self.said.taken |= {start for start, _ in others}
        listed = (part for way, genes in ways.items() if genes
                  for part in (f"--{way}", ",".join(genes)))  # fmt: skip
        return ("explain", *listed)

    def _trials(self) -> Command:
        of = [one for one in self.said.mentions if self.graph.entities[one.id].kind == "trial"]
        asked = grammar.TRIALS.search(self.said.low) and not of and "trials" in self.queries
        return ("query", "trials") if asked else ()

    def _cited(self) -> Command:
        if self.said.author and not self.said.paper:
            return ("show", self.said.author)
        return ("show", self.said.paper) if self.said.paper else ()

    def _what_if(self) -> Command:
        """Read 'if TREX1 is blocked', 'without TREX1', 'blocking TREX1'."""
        arms, others = self.said.arms(), self.said.others()
        if others and grammar.ACTS_AGAINST.search(self.said.low):
            label = self.graph.entities[others[0].id].label
            self.said.notes.append(f"what lowers {label} stands there, with its conditions")
            return ("show", others[0].id)
        for flag, verbs, supposed in grammar.HELD:
            for one in others if supposed.search(self.said.low) else ():
                if any(grammar.is_form(word, verbs) for word in self.said.around(one)):
                    ends = [self.measures.of(one.id, end) for end in others if end != one][:1]
                    under = (part for arm in arms[:1] for part in ("--from", arm.id))
                    to = (part for end in ends for part in ("--to", end))
                    return ("whatif", flag, one.id, *under, *to, *self.said.conditions.options())
        for one in others:
            if way := self.said.supposed_to_move(one):
                led = [self.measures.of(one.id, end) for end in others if end != one][:1]
                under = (part for arm in arms[:1] for part in ("--from", arm.id))
                to = (part for end in led for part in ("--to", end))
                return ("whatif", way, one.id, *under, *to, *self.said.conditions.options())
        return self._in_state()

    def _in_state(self) -> Command:
        """Read 'ATR inhibition', 'a STING agonist', 'loss of TREX1': a thing held down or up."""
        for one in self.said.others():
            beside = {word.lstrip("-") for word in self.said.beside(one)}
            if self.graph.entities[one.id].kind == "cell":
                beside -= {"activation", "stimulation"}  # what cells undergo
            for flag, nouns in grammar.STATES.items():
                if any(nouns.fullmatch(word) for word in beside):
                    ends = [other for other in self.said.others() if other != one][:1]
                    arms = [arm.id for arm in self.said.arms()][:1]
                    to = [self.measures.of(one.id, end) for end in ends]
                    return ("whatif", flag, one.id,
                            *(part for arm in arms for part in ("--from", arm)),
                            *(part for end in to for part in ("--to", end)),
                            *self.said.conditions.options())  # fmt: skip
        return ()

    def _disputed(self) -> Command:
        if not grammar.DISPUTED.search(self.said.low):
            return ()
        return ("conflicts", *(one.id for one in (self.said.others() or self.said.mentions)[:1]))

    def _unknown(self) -> Command:
        if not grammar.UNKNOWN.search(self.said.low):
            return ()
        if others := self.said.others():
            return ("gaps", others[0].id)
        first = [one.id for one in self.said.arms() if one.id in self.graph.arms[:1]]
        other = [one.id for one in self.said.arms() if one.id not in first][:1]
        return ("gaps", *(part for key in other for part in ("--versus", key)))

    def _numbers(self) -> Command:
        """Read 'how much', 'at which dose', 'with rising LET': numbers, along what is asked."""
        low, others = self.said.low, self.said.others()
        axes = [axis for axis, asked in grammar.AXES.items() if asked.search(low)
                and (axis == "time" or axis in self.graph.manifest.facets)]  # fmt: skip
        if not (axes or grammar.HOW_MUCH.search(low)):
            return ()
        ratios = {self.graph.finder.find(full, ["entity"], near=False)[0].id: short
                  for short, full in grammar.RATIOS.items()
                  if self.graph.finder.find(full, ["entity"], near=False)}  # fmt: skip
        over = ("--over", axes[0]) if axes else ()
        arms = [arm.id for arm in self.said.arms()]
        kept = next((arm for arm in arms if arm not in self.graph.first_pair[1:]), "")
        versus = ("--versus", kept) if len(arms) > 1 or (kept and not axes) else ()
        ends = [one for one in others if one.id not in ratios]
        if not ends:
            short = [ratios[one.id] for one in others if one.id in ratios][:1]
            named = kept and not any(arm.note for arm in self.said.arms())
            against = ("--versus", kept) if named else ()
            return ("numbers", *short, *over, *against) if short or (over and named) else ()
        if axes[:1] == ["let"]:  # the axis, and no irradiation
            self.said.notes[:] = [one for one in self.said.notes if "'LET' is" not in one]
        end = self.measures.of(arms[0] if arms else ends[-1].id, ends[-1])
        return ("numbers", end, *over, *versus, *self.said.conditions.options())

    def _given_together(self) -> Command:
        """Read 'does A improve the response to B': what both do together, against B alone."""
        arms, others = self.said.arms(), self.said.others()
        if len(arms) != 2:
            return ()
        words = self.said.words[arms[0].end : arms[1].start]
        acts = any(grammar.is_form(word, grammar.GIVEN_WITH) for word in words)
        if not acts or grammar.COMPARED.search(plain(" ".join(words))) or "or" in words:
            return ()
        both = together(self.graph, arms[0].id, arms[1].id)
        if not both:
            return ()
        self.said.notes.append(f"given together: {self.graph.entities[both].label}")
        if others:
            end = self.measures.of(both, others[0])
            return ("chains", both, end, *self.said.conditions.options())
        return ("verdict", both, "--versus", arms[1].id, *self._basis())

    def _compared(self) -> Command:
        """Read one arm against another: under conditions by their chains, else by the verdict."""
        arms = self.said.arms()
        if not arms and (others := self.said.others()) and grammar.ARMS.search(self.said.low):
            one, other = self.graph.first_pair or ("", "")
            measured = self.measures.compared({one, other}, others[0])
            return ("verdict", measured or self.measures.of(one, others[0]), "--versus", other)
        if len(arms) < 2 or not (grammar.COMPARED.search(self.said.low) or " or " in self.said.low):
            return ()
        first, second = self.said.ordered(arms)
        if len(arms) == 3 and (pair := self._given_after(arms)):
            first, second = pair
        others = self.said.others()
        versus = ("--versus", second.id)
        if not others:
            return ("verdict", first.id, *versus, *self._basis())
        measured = self.measures.compared({first.id, second.id}, others[0])
        measured = measured or self.measures.of(first.id, others[0])
        passed = self._through(others)
        judged = self.measures.judged(first.id, second.id, measured)
        if self.said.conditions.limits or passed or not judged:
            return ("chains", first.id, measured, *versus, *passed, *self.said.conditions.options())
        return ("verdict", measured, *versus, *self._basis())

    def _given_after(self, arms: Sequence[Mention]) -> tuple[Mention, Mention] | tuple[()]:
        """Read 'does A work better after B than after C': both with A, if the graph has them."""
        given, one, other = arms
        if given.id in self.graph.arms or not {one.id, other.id} <= {*self.graph.arms}:
            return ()
        made = [Mention(together(self.graph, given.id, arm.id), arm.start, arm.end)
                for arm in (one, other)]  # fmt: skip
        return (made[0], made[1]) if all(both.id for both in made) else ()

    def _on_a_basis(self) -> Command:
        """Read a comparison of one arm with any other: a basis is asked for, and no second arm."""
        arms, others = self.said.arms(), self.said.others()
        compared = grammar.COMPARED.search(self.said.low)
        if len(arms) != 1 or not others or not (compared and self.said.conditions.basis):
            return ()
        if self.said.conditions.limits:
            return ()
        measured = self.measures.compared({arms[0].id}, others[0])
        return ("verdict", measured or self.measures.of(arms[0].id, others[0]), *self._basis())

    def _protected(self) -> Command:
        """Read 'A protects B from an arm': what A does to the resistance of what is irradiated."""
        arms, others = self.said.arms(), self.said.others()
        at = next((place for place, word in enumerate(self.said.words)
                   if grammar.is_form(word, ["protect", "shield", "rescue"])), -1)  # fmt: skip
        acting = [one for one in others if one.end <= at]
        after = [one for one in arms if one.start > at]
        meant = self.graph.finder.find("radioresistance", ["entity"], near=False)
        if at < 0 or not acting or not after or len(meant) != 1:
            return ()
        self.said.notes.append(f"what is protected resists: {meant[0].label}")
        return ("chains", acting[0].id, meant[0].id, *self.said.conditions.options())

    def _between(self) -> Command:
        """Read an effect of one thing on another."""
        arms, others = self.said.arms(), self.said.others()
        if not others or len(arms) + len(others) < 2:
            return ()
        acting = others[:2] if len(others) > 1 and self.said.acts(*others[:2]) else []
        if arms and acting and self.said.is_under(acting[1], arms[0]):
            start, rest = acting[0], acting[1:]
        elif arms and self.said.receives(others[0], arms[0]):
            start, rest = arms[0], others
        elif arms and (
            self.said.acts(others[0], arms[0]) or self.said.undergoes(arms[0], others[0])
        ):
            start, rest = others[0], [arms[0]]
        elif arms and not (len(others) > 1 and grammar.ROLE.search(self.said.low)):
            start, rest = arms[0], others
        else:
            start, *rest = others
            if self.said.is_passive(start, rest[0]) != self.said.receives(start, rest[0]):
                start, rest = rest[0], [start, *rest[1:]]
        passed = self._through(rest)
        ends = [one for one in rest if one.id not in passed]
        ends = self.said.turned_into(ends)
        end = self.measures.of(start.id, ends[0])
        if not self.measures.is_led_to(end):
            label = self.graph.entities[end].label
            self.said.notes.append(f"nothing acts on {label} itself: this is what is known of it")
            self.astray = True
            return ("show", end)
        return ("chains", start.id, end, *passed, *self.said.conditions.options())

    def _query(self) -> Command:
        """Find the named query whose title and question share the most words, one no name."""
        named = {place for one in self.said.mentions for place in range(one.start, one.end)}
        free = {stem for place, word in enumerate(self.said.words) if place not in named
                for stem in tokens(word)} - grammar.SMALL  # fmt: skip
        meant = {grammar.MEANT.get(word, "") for word in map(plain, self.said.words)} - {""}
        free |= meant
        asked = (set(tokens(" ".join(self.said.words))) - grammar.SMALL) | meant
        asked -= {word for word in grammar.MEANT if word not in meant}
        best, name = 0, ""
        for key, title in sorted(self.queries.items()):
            known = set(tokens(title))
            if free & known and len(asked & known) > best:
                best, name = len(asked & known), key
        if not self.said.mentions and (called := self.queries.keys() & {*self.said.words}):
            return ("query", min(called))
        if meant:  # what else such a question says adds nothing
            asked -= grammar.ABOUT - set(tokens(self.queries.get(name, "")))
        enough = best * 4 >= len(asked) * (3 if self.said.mentions else 2)
        return ("query", name) if best >= 2 and enough else ()

    def _one(self) -> Command:
        """Read a question about one thing."""
        if not self.said.mentions:
            return ()
        one = (self.said.others() or self.said.mentions)[0]
        if self.said.conditions.basis:
            return ("verdict", one.id, *self._basis())
        asked = self.said.moves and one not in self.said.arms()
        for condition in self.said.conditions.standing if asked else ():
            return ("chains", condition.id, self.measures.of(condition.id, one))
        limits = " ".join(self.said.conditions.options())
        self.said.notes += [f"{limits} is left out: kg show tells all conditions"] if limits else []
        return ("show", one.id)

    def _through(self, rest: Sequence[Mention]) -> Command:
        for one in rest if len(rest) > 1 else ():
            before = map(plain, self.said.words[max(0, one.start - 3) : one.start])
            after = {plain(word) for word in self.said.words[one.end : one.end + 1]}
            if grammar.PASSED & set(before) or after & {"dependent", "mediated"}:
                return ("--through", one.id)
        return ()

    def _basis(self) -> Command:
        return ("--basis", self.said.conditions.basis) if self.said.conditions.basis else ()
