"""One entry a person, however the name is written."""

from __future__ import annotations

from bisect import bisect_left, insort
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from reader.analysis.people import forms, lexicon

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from reader.analysis.people.lexicon import Gender
    from reader.analysis.people.mention import Mention

_OF_GIVEN_NAMES = lexicon.words("titles_of_given_names")
"""Titles that stand before a given name too."""


@dataclass(eq=False, slots=True)
class Bearer:
    """A person and the mentions of the name."""

    mentions: list[Mention] = field(default_factory=list)

    @property
    def fullest(self) -> Mention:
        """The mention that says most: most words, written out, not in capitals, first."""
        return max(self.mentions, key=_fullness)

    @property
    def gender(self) -> Gender | None:
        """The gender that titles and the given name tell."""
        titled = next((m.title_gender for m in self.mentions if m.title_gender), None)
        return titled or next(
            (lexicon.given_gender(m.words[0]) for m in self.mentions if forms.is_full(m)), None
        )


def cluster(mentions: Sequence[Mention]) -> list[Bearer]:
    """Return the people that the mentions name, in order of their first mention."""
    bearers = _by_full_names(m for m in mentions if forms.is_full(m))
    short = _Short(bearers)
    for mention in mentions:
        if not forms.is_full(mention):
            short.add(mention)
    bearers += short.bearers
    for bearer in bearers:
        bearer.mentions.sort(key=lambda m: m.start)
    return sorted(bearers, key=lambda b: b.mentions[0].start)


class _Named:
    """The people of the full names, and whom a short name can mean among them; each short name is looked up once,
    since a long text has thousands of them."""

    def __init__(self, bearers: Sequence[Bearer]) -> None:
        self._found: dict[tuple[tuple[str, ...], bool], list[Bearer]] = {}
        # By the letters with which a surname that means them can begin, and by the words that may stand for a given name.
        self._by_letter: dict[str, list[tuple[Bearer, Mention]]] = {}
        self._by_given: dict[str, list[tuple[Bearer, Mention]]] = {}
        for bearer in bearers:
            full = bearer.fullest
            for letter in {part[:1] for part in (full.words[-1], *full.words[-1].split("-"))}:
                self._by_letter.setdefault(letter, []).append((bearer, full))
            for word in forms.given_forms(full):
                self._by_given.setdefault(word, []).append((bearer, full))

    def fitting(self, mention: Mention) -> list[Bearer]:
        """Return those whose surname the mention is, then those whose given name, unless a title says no."""
        by_given = not mention.title or mention.title in _OF_GIVEN_NAMES
        key = (mention.words, by_given)
        found = self._found.get(key)
        if found is None:
            near = self._by_letter.get(mention.words[-1][:1], ())
            alike = [(b, full) for b, full in near if forms.is_surname_of(mention, full)]
            # half of a double surname only where nobody has it whole
            found = [b for b, full in alike if forms.has_surname(mention, full)] or [b for b, _ in alike]
            if by_given:
                family = {id(b) for b in found}
                found += [
                    b
                    for b, full in self._by_given.get(mention.words[0], ())
                    if id(b) not in family and forms.is_given_name_of(mention, full)
                ]
            self._found[key] = found
        return list(found)


def _by_full_names(mentions: Iterable[Mention]) -> list[Bearer]:
    """Return the people of the full names, the longest forms first, so that short ones find theirs."""
    bearers: list[Bearer] = []
    # One mention for each way in which a bearer is written: a thousand more say nothing new.
    ways: list[dict[tuple[tuple[str, ...], str, Gender | None], Mention]] = []
    # Two names can be one person's only if they begin or end with the same word.
    places: dict[str, list[int]] = {}
    for mention in sorted(mentions, key=lambda m: (-len(m.words), -sum(map(len, m.words)), m.start)):
        ends = forms.ends(mention)
        same = [
            i
            for i in sorted({i for end in ends for i in places.get(end, ())})
            if all(forms.same_person(mention, m) for m in ways[i].values())
        ]
        if same:
            # the same words before what may be the same
            at = max(same, key=lambda i: any(m.words == mention.words for m in ways[i].values()))
            bearers[at].mentions.append(mention)
        else:
            at = len(bearers)
            bearers.append(Bearer([mention]))
            ways.append({})
            for end in ends:
                places.setdefault(end, []).append(at)
        ways[at].setdefault((mention.words, mention.suffix, mention.title_gender), mention)
    return bearers


class _Short:
    """Adds the surnames and given names that stand alone, in the order of the text, to whom they mean."""

    def __init__(self, bearers: Sequence[Bearer]) -> None:
        self.bearers: list[Bearer] = []
        """Those who have no full name."""
        self._named = _Named(bearers)
        self._by_surname: dict[str, list[Bearer]] = {}
        self._known: dict[int, _Known] = {id(bearer): _Known(bearer) for bearer in bearers}

    def add(self, mention: Mention) -> None:
        """Add a mention to whom it means; to somebody new, if it fits nobody."""
        fitting = self._named.fitting(mention)
        fitting += self._by_surname.get(mention.words[-1], ())
        if mention.title_gender:
            fitting = [b for b in fitting if self._known[id(b)].gender in (None, mention.title_gender)]
        if mention.pronoun and len({self._known[id(b)].gender for b in fitting}) > 1:
            fitting = [b for b in fitting if self._known[id(b)].gender == mention.pronoun] or fitting
        if fitting:
            bearer = min(fitting, key=lambda b: self._known[id(b)].rank(mention))
            bearer.mentions.append(mention)
            self._known[id(bearer)].add(mention)
        else:
            bearer = Bearer([mention])
            self.bearers.append(bearer)
            self._by_surname.setdefault(mention.words[-1], []).append(bearer)
            self._known[id(bearer)] = _Known(bearer)


class _Known:
    """What short names are told by, kept up to date: how a bearer was called, and where."""

    def __init__(self, bearer: Bearer) -> None:
        self.gender = bearer.gender
        self._titled = any(m.title_gender for m in bearer.mentions)
        self._ways = {(m.words, m.title) for m in bearer.mentions}
        self._starts = sorted(m.start for m in bearer.mentions)

    def add(self, mention: Mention) -> None:
        """Take in one more mention of the bearer."""
        if mention.title_gender and not self._titled:
            self.gender, self._titled = mention.title_gender, True
        self._ways.add((mention.words, mention.title))
        insort(self._starts, mention.start)

    def rank(self, mention: Mention) -> tuple[bool, tuple[int, int]]:
        """Rank whom a mention means: whoever was called by just these words before (whom “Okafor” meant once, it
        means again), then by the last mention before this one; who is named only later comes after them all."""
        place = bisect_left(self._starts, mention.start)
        distance = (0, mention.start - self._starts[place - 1]) if place else (1, self._starts[0])
        return (mention.words, mention.title) not in self._ways, distance


def _fullness(mention: Mention) -> tuple[int, int, bool, int, int]:
    words = [word for word in mention.words if word not in lexicon.words("honorifics")]
    written_out = sum(len(word) > 1 for word in words)
    return written_out, len(words), bool(mention.suffix), sum(map(len, words)), -mention.start
