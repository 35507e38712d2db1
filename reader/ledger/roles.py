"""What the roles of a person tell of who it is: the field, the office, and what it is an office of."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from reader.analysis.people.lexicon import fold
from reader.ledger import lexicon

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_BESIDE = frozenset(("of", "for", "at", "in", "with", "from", "who", "on", "to", "and", "the", "a", "an"))
EVERYDAY = "everyday"
"""The field of residents and witnesses, which is no calling: it speaks less against others than callings do."""


@dataclass(frozen=True, slots=True)
class Role:
    """What a role tells: the `fields` of what is done, the words for it (`offices`), and names of whom or where."""

    fields: frozenset[str]
    offices: frozenset[str]
    places: frozenset[str]


@lru_cache(maxsize=20_000)
def read_role(text: str) -> Role:
    """Return what a role in an article's own words tells: “former mayor of Carrow” → politics, mayor, carrow."""
    fields: set[str] = set()
    offices: set[str] = set()
    places: set[str] = set()
    for match in _WORD.finditer(text):
        word = fold(match[0]).removesuffix("'s")
        known = _fields_of(word)
        if known:
            fields |= known
            offices.add(_singular(word))
        elif match[0][0].isupper() and word not in _BESIDE and len(word) > 1:
            places.add(word)
    return Role(frozenset(fields), frozenset(offices), frozenset(places))


def _singular(word: str) -> str:
    return word if word in lexicon.headed("fields") else word.removesuffix("s")


def _fields_of(word: str) -> frozenset[str]:
    known = lexicon.headed("fields")
    return (
        known.get(word)
        or known.get(word.removesuffix("s"))
        or known.get(word.rpartition("-")[2], frozenset())
    )


def joined(roles: tuple[str, ...]) -> Role:
    """Return what several roles of one person tell together."""
    read = [read_role(role) for role in roles]
    return Role(
        frozenset().union(*(role.fields for role in read)),
        frozenset().union(*(role.offices for role in read)),
        frozenset().union(*(role.places for role in read)),
    )
