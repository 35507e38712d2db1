"""What the lists of `data/` know about words: given names and their gender, surnames, titles, particles, suffixes."""

from __future__ import annotations

import unicodedata
from functools import cache
from typing import TYPE_CHECKING, Literal, cast

from reader import packaged
from reader.analysis import lexicon as shared

if TYPE_CHECKING:
    from collections.abc import Mapping

Gender = Literal["m", "f"]

_PERSON_ENDINGS = (
    "man",
    "woman",
    "person",
    "ologist",
    "ographer",
    "maker",
    "keeper",
    "monger",
    "smith",
    "wright",
    "holder",
)
_ENDED = 6
"""Letters of the shortest noun that is told by its ending."""

_LETTERS = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ß": "ss", "æ": "ae", "œ": "oe", "ı": "i", "ð": "d", "þ": "th"}
)
_STROKES = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "‐": "-", "‑": "-"})


@cache
def fold(word: str) -> str:
    """Return `word` in lower case, without accents and full stops: Péter → peter, J.D. → jd."""
    word = word.lower().translate(_STROKES)
    if not word.isascii():
        word = word.translate(_LETTERS)
        word = "".join(c for c in unicodedata.normalize("NFKD", word) if not unicodedata.combining(c))
    return word.replace(".", "")


@cache
def words(name: str) -> frozenset[str]:
    """Return the entries of the list `data/name.txt`."""
    return frozenset(entry.split()[0] for entry in _entries(name))


@cache
def gendered(name: str) -> Mapping[str, Gender | None]:
    """Return the entries of the list `data/name.txt`, each with the gender that stands beside it."""
    return {word: _gender(gender) for word, _, gender in (entry.partition(" ") for entry in _entries(name))}


def pairs(name: str) -> list[tuple[str, str]]:
    """Return the entries of the list `data/name.txt`, each with what stands beside it."""
    return [(word, note) for word, _, note in (entry.partition(" ") for entry in _entries(name))]


@cache
def given_names() -> Mapping[str, tuple[Gender | None, int]]:
    """Return given name → its gender, if it has one, and the decimal logarithm of the number of its bearers."""
    return {
        word: (_gender(bearing[0]), int(bearing[1]))
        for word, _, bearing in (entry.partition(" ") for entry in _entries("given_names"))
    }


def given_gender(name: str) -> Gender | None:
    """Return the gender of a folded given name; that of its first part for Jean-Paul."""
    names = given_names()
    known = names.get(name) or names.get(name.partition("-")[0])
    return known[0] if known else None


def commonness(name: str) -> int:
    """Return the decimal logarithm of the bearers of a folded given name, plus one; 0 if it is none that is known."""
    names = given_names()
    known = names.get(name) or (names.get(name.partition("-")[0]) if "-" in name else None)
    return known[1] + 1 if known else 0


def is_surname(name: str) -> bool:
    """Tell whether a folded word is a surname that the list holds, or such surnames joined by a hyphen."""
    known = words("surnames")
    return name in known or ("-" in name and all(part in known for part in name.split("-")))


@cache
def person_nouns() -> Mapping[str, Gender | None]:
    """Return the nouns that mean a person, folded, each with the gender that it has, if it has one."""
    listed = (entry.partition(" ") for entry in shared.entries("person_nouns"))
    nouns = dict.fromkeys(words("role_nouns"))
    return {**nouns, **{fold(noun): _gender(gender) for noun, _, gender in listed}}


@cache
def is_person_noun(word: str) -> bool:
    """Tell whether a folded noun means a person, by the lists or by its ending: tribesman, organist, wives."""
    nouns = person_nouns()
    if word in nouns or (word.endswith("s") and word[:-1] in nouns):
        return True
    return len(word) > _ENDED and word.endswith(_PERSON_ENDINGS)


def noun_gender(word: str) -> Gender | None:
    """Return the gender of a folded noun that means a person."""
    known = person_nouns().get(word)
    if known is None and len(word) > _ENDED:
        return "f" if word.endswith("woman") else "m" if word.endswith("man") else None
    return known


def _gender(letter: str) -> Gender | None:
    return cast("Gender", letter) if letter in ("m", "f") else None


def _entries(name: str) -> list[str]:
    return packaged.listed(__file__, f"{name}.txt")
