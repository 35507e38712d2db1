"""One entry a person, however the name is written."""

from __future__ import annotations

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
    named = _Named(bearers)
    for mention in mentions:
        if not forms.is_full(mention):
            _add_short(mention, named, bearers)
    for bearer in bearers:
        bearer.mentions.sort(key=lambda m: m.start)
    return sorted(bearers, key=lambda b: b.mentions[0].start)


class _Named:
    """The people of the full names, and whom a short name can mean among them; each short name is looked up once,
    since a long text has thousands of them."""

    def __init__(self, bearers: Sequence[Bearer]) -> None:
        self._fullest = [(bearer, bearer.fullest) for bearer in bearers]
        self._known = {id(bearer) for bearer in bearers}
        self._found: dict[tuple[tuple[str, ...], bool], list[Bearer]] = {}

    def __contains__(self, bearer: Bearer) -> bool:
        return id(bearer) in self._known

    def fitting(self, mention: Mention) -> list[Bearer]:
        """Return those whose surname the mention is, then those whose given name, unless a title says no."""
        by_given = not mention.title or mention.title in _OF_GIVEN_NAMES
        key = (mention.words, by_given)
        found = self._found.get(key)
        if found is None:
            alike = [(b, full) for b, full in self._fullest if forms.is_surname_of(mention, full)]
            # half of a double surname only where nobody has it whole
            found = [b for b, full in alike if forms.has_surname(mention, full)] or [b for b, _ in alike]
            if by_given:
                family = {id(b) for b in found}
                found += [
                    b
                    for b, full in self._fullest
                    if id(b) not in family and forms.is_given_name_of(mention, full)
                ]
            self._found[key] = found
        return list(found)


def _by_full_names(mentions: Iterable[Mention]) -> list[Bearer]:
    """Return the people of the full names, the longest forms first, so that short ones find theirs."""
    bearers: list[Bearer] = []
    for mention in sorted(mentions, key=lambda m: (-len(m.words), -sum(map(len, m.words)), m.start)):
        same = [b for b in bearers if all(forms.same_person(mention, m) for m in b.mentions)]
        if same:
            # the same words before what may be the same
            max(same, key=lambda b: any(m.words == mention.words for m in b.mentions)).mentions.append(
                mention
            )
        else:
            bearers.append(Bearer([mention]))
    return bearers


def _add_short(mention: Mention, named: _Named, bearers: list[Bearer]) -> None:
    """Add a surname or a given name to whom it means; to somebody new, if it fits nobody."""
    fitting = named.fitting(mention)
    fitting += [b for b in bearers if b not in named and b.mentions[0].words[-1] == mention.words[-1]]
    if mention.title_gender:
        fitting = [b for b in fitting if b.gender in (None, mention.title_gender)]
    if mention.pronoun and len({b.gender for b in fitting}) > 1:
        fitting = [b for b in fitting if b.gender == mention.pronoun] or fitting
    if fitting:
        min(fitting, key=lambda b: (not _called_so(mention, b), _distance(mention, b))).mentions.append(
            mention
        )
    else:
        bearers.append(Bearer([mention]))


def _called_so(mention: Mention, bearer: Bearer) -> bool:
    """Tell whether the bearer was called by just these words before: whom “Okafor” meant once, it means again."""
    return any(m.words == mention.words and m.title == mention.title for m in bearer.mentions)


def _distance(mention: Mention, bearer: Bearer) -> tuple[int, int]:
    """Rank people by their last mention before this one; who is named only later comes after them all."""
    before = [m.start for m in bearer.mentions if m.start < mention.start]
    return (0, mention.start - max(before)) if before else (1, min(m.start for m in bearer.mentions))


def _fullness(mention: Mention) -> tuple[int, int, bool, int, int]:
    words = [word for word in mention.words if word not in lexicon.words("honorifics")]
    written_out = sum(len(word) > 1 for word in words)
    return written_out, len(words), bool(mention.suffix), sum(map(len, words)), -mention.start
