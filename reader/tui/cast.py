"""Who speaks in an article, as the screen tells them apart: a colour and one or two letters each."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from reader.tui.cells import shorten, width

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from reader.model import Person, Quote

COLOURS = 10
"""How many colours there are; the eleventh speaker shares the first's, but not its letters."""

DOUBTFUL = 0.75
"""Below this confidence a speaker is shown with a question mark."""

_ARTICLES = frozenset(["a", "an", "the", "one", "another", "his", "her", "their", "its", "our", "my"])


class Voice(NamedTuple):
    """One speaker: `colour` counts from 0 to `COLOURS` - 1; `letters` take at most two cells."""

    name: str
    colour: int
    letters: str


class Cast:
    """The speakers of some quotes, in the order in which they first speak, and their people."""

    def __init__(self, quotes: Sequence[Quote] = (), people: Sequence[Person] = ()) -> None:
        self._voices = assign(quote.speaker for quote in quotes if quote.speaker)
        self._of_quote = [self._voices.get(quote.speaker or "") for quote in quotes]
        self._person_of_quote = {
            quote: number for number, person in enumerate(people) for quote in person.quotes
        }
        self._of_person = [self._person_voice(person) for person in people]

    def _person_voice(self, person: Person) -> Voice | None:
        if person.name in self._voices:
            return self._voices[person.name]
        return next((self._of_quote[i] for i in person.quotes if i < len(self._of_quote)), None)

    @property
    def voices(self) -> tuple[Voice, ...]:
        """All speakers in order of their first quote."""
        return tuple(self._voices.values())

    def of_quote(self, quote: int) -> Voice | None:
        """Return who speaks a quote, or None where the article does not say."""
        return self._of_quote[quote]

    def of_person(self, person: int) -> Voice | None:
        """Return a person as a speaker, or None for one who says nothing."""
        return self._of_person[person]

    def person_of(self, quote: int) -> int | None:
        """Return the index of the person who speaks a quote; None for speakers without a name."""
        return self._person_of_quote.get(quote)


def assign(names: Iterable[str]) -> dict[str, Voice]:
    """Give each name its colour and letters of its own."""
    voices: dict[str, Voice] = {}
    taken: set[str] = set()
    for name in names:
        if name not in voices:
            letters = next(mark for mark in _candidates(name, len(voices)) if mark not in taken)
            taken.add(letters)
            voices[name] = Voice(name, len(voices) % COLOURS, letters)
    return voices


def _candidates(name: str, number: int) -> Iterable[str]:
    """Yield letters for a name: its initials, then a letter of the last name, then numbers, in two cells."""
    words = [word.strip("’'\".,()") for word in name.replace("-", " ").split()]
    words = [word for word in words if word]
    capitals = [word for word in words if not word[0].islower()]
    if not capitals:  # “the spokesperson”: a speaker without a name
        capitals = [word for word in words if word not in _ARTICLES][:1] or words[:1]
    if capitals:
        first, last = capitals[0], capitals[-1]
        initials = first[0] + last[0] if len(capitals) > 1 else first[:2]
        yield initials if width(initials) <= 2 else shorten(first[0], 2)
        for letter in last[1:]:
            if width(first[0] + letter) <= 2:
                yield first[0] + letter
    for count in range(number + 1):
        yield f"{count + 1}"
