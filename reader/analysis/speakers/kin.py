"""Who is whose brother, wife or colleague, as far as the text has told."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from reader.analysis.lexicon import entries
from reader.analysis.speakers.nouns import noun_kind

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from reader.analysis.people import Figure
    from reader.analysis.speakers.entities import Referent
    from reader.analysis.speakers.nouns import Gender


@dataclass(frozen=True, slots=True)
class _Relation:
    """`one` is the `noun` (brother) of `other`."""

    noun: str
    one: Referent
    other: Referent


class Kin:
    """What a text has told of relations; it is told them in reading order."""

    def __init__(self, figures: Sequence[Figure], referent: Callable[[Figure], Referent]) -> None:
        """Take the people of the document, and what gives the referent of each."""
        self._families: dict[str, list[Figure]] = {}
        for figure in figures:
            words = figure.name.split()
            if len(words) > 1:
                self._families.setdefault(words[-1], []).append(figure)
        self._referent = referent
        self._relations: list[_Relation] = []
        self._pairs: list[tuple[Referent, Referent]] = []

    def relate(self, noun: str, one: Referent, other: Referent) -> None:
        """Take down that `one` is the `noun` (brother) of `other`."""
        self._relations.append(_Relation(noun, one, other))

    def pair(self, one: Referent, other: Referent) -> None:
        """Take down that two are named in one breath."""
        self._pairs.append((one, other))

    def relative(self, noun: str, owner: Referent) -> Referent | None:
        """Return the brother of `owner`, told before, or told the other way round."""
        for relation in reversed(self._relations):
            if relation.noun == noun and relation.other is owner:
                return relation.one
        wanted = noun_kind(noun)[1]
        for relation in reversed(self._relations):
            if relation.one is owner and noun in kinship()[relation.noun]:
                other = relation.other
                if wanted is None or other.gender in (wanted, None):
                    return other
        return self.namesake(owner, wanted) or self._companion(owner, wanted)

    def _companion(self, owner: Referent, gender: Gender | None) -> Referent | None:
        """Return who is named in one breath with the owner: “Jane and John Doe”, then “her husband”."""
        for one, other in self._pairs:
            if owner in (one, other):
                found = other if owner is one else one
                if gender is None or found.gender in (gender, None):
                    return found
        return None

    def namesake(self, owner: Referent, gender: Gender | None) -> Referent | None:
        """Return the one other person who has the owner's surname, and the gender."""
        if owner.figure is None:
            return None
        surname = owner.figure.name.split()[-1]
        found = [
            figure
            for figure in self._families.get(surname, ())
            if figure is not owner.figure
            and (gender is None or self._referent(figure).gender in (gender, None))
        ]
        return self._referent(found[0]) if len(found) == 1 else None


@cache
def kinship() -> dict[str, frozenset[str]]:
    """Return each noun of relation → what the other one may be called."""
    out = {}
    for entry in entries("kinship"):
        noun, *others = entry.split()
        out[noun] = frozenset(others)
    return out
