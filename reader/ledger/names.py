"""Names across articles: their parts, how alike two are, and the keys under which likely namesakes are found."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from reader.analysis.people import lexicon as names
from reader.analysis.people.forms import short_forms
from reader.ledger import lexicon

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reader.analysis.people.lexicon import Gender

# Spellings of one sound in the languages whose names reach English papers by different romanisations.  Only for
# finding and weighing variants: two names of one key are alike, not the same.
_SOUNDS = (
    ("tsch", "ch"), ("tch", "ch"), ("sch", "sh"), ("kh", "h"), ("ph", "f"), ("ck", "k"), ("dj", "j"), ("dzh", "j"),
    ("ou", "u"), ("oo", "u"), ("oe", "o"), ("ue", "u"), ("ae", "a"), ("ee", "i"), ("w", "v"), ("x", "ks"),
    ("q", "k"), ("z", "s"), ("y", "i"), ("j", "i"), ("e", "a"), ("o", "u"),
)  # fmt: skip
_OFF = re.compile(r"(?<=[oe])ff$")
_DOUBLED = re.compile(r"(.)\1+")
_ASIDE = re.compile('["“‘(«][^"”’)»]*["”’)»]')
_COMMON = 6
"""From so many bearers on (decimal logarithm plus one) a given name tells little."""


@dataclass(frozen=True, slots=True)
class Name:
    """A name in its parts, folded: `words` without title, suffix, particles and quoted nickname."""

    words: tuple[str, ...]
    suffix: str = ""
    gender: Gender | None = None

    @property
    def full(self) -> bool:
        """Whether it is more than a surname or a given name alone."""
        return len(self.words) > 1

    @property
    def common(self) -> bool:
        """Whether many people must be called so."""
        return self.full and names.commonness(self.words[0]) >= _COMMON and names.is_surname(self.words[-1])


@dataclass(frozen=True, slots=True)
class Likeness:
    """How far two names speak for one person: `weight`, and the reason in a few words."""

    weight: float
    reason: str


@lru_cache(maxsize=20_000)
def read_name(name: str, aliases: tuple[str, ...] = ()) -> Name:
    """Return the parts of `name`; the gender is that of a title before it or before one of its `aliases`."""
    titles, words, suffix = _parts(name)
    for alias in aliases:
        titles += _parts(alias)[0]
    genders = [gender for title in titles if (gender := names.gendered("honorifics").get(title))]
    return Name(words, suffix, genders[0] if genders else None)


def _parts(name: str) -> tuple[list[str], tuple[str, ...], str]:
    """Return the titles before a name, its own words, and its suffix, all folded."""
    spelt = _ASIDE.sub(" ", name).replace(".", ". ").split()
    initials = {word[0].lower() for word in spelt if len(word) == 2 and word[1] == "."}
    words = [names.fold(word).strip(",") for word in spelt]
    words = [word.removesuffix("'s") for word in words if any(c.isalnum() for c in word)]
    titles: list[str] = []
    while len(words) > 1 and words[0] in names.gendered("honorifics"):
        titles.append(words.pop(0))
    suffix = ""
    while len(words) > 1 and (
        words[-1] in names.words("suffixes") or words[-1] in names.words("postnominals")
    ):
        last = words.pop()
        suffix = suffix or (_SUFFIX.get(last, last) if last in names.words("suffixes") else "")
    return titles, _own_words(words or [names.fold(name).strip() or "?"], initials), suffix


def _own_words(words: list[str], initials: set[str]) -> tuple[str, ...]:
    """Return a name's words without particles (an initial is none), double given names as two: Jean-Luc, al-Fayed."""
    particles = names.words("particles") - initials
    if len(words) < 2:
        return tuple(words)
    given = [part for word in words[:-1] for part in word.split("-")]
    particle, hyphen, rest = words[-1].partition("-")
    surname = rest if hyphen and particle in particles else words[-1]
    return (*(word for word in given if word and word not in particles), surname)


_SUFFIX = {"jnr": "jr", "junior": "jr", "snr": "sr", "senior": "sr"}


def name_key(name: str) -> str:
    """Return a name folded, without titles and suffixes: what is one person's within an article."""
    read = read_name(name)
    return " ".join((*read.words, read.suffix)).strip()


def fuller(one: str, other: str) -> bool:
    """Tell whether `one` shows more of a person's name than `other`: a given name for its initial or short form."""
    a, b = read_name(one).words, read_name(other).words
    if (len(a) > 1) != (len(b) > 1):
        return len(a) > 1
    return len(a[0]) > len(b[0]) and (len(b[0]) == 1 or a[0] in _long_forms().get(b[0], ()))


def compare(one: Name, other: Name) -> Likeness | None:
    """Return how far two names speak for one person, None if they cannot be of one.

    A name that is a surname or a given name alone is like nothing but the same word.
    """
    if one.suffix and other.suffix and one.suffix != other.suffix:
        return None
    if one.gender and other.gender and one.gender != other.gender:
        return None
    like = _like_words(one.words, other.words)
    if like is None:
        return None
    if one.suffix != other.suffix:
        like = Likeness(like.weight - 0.7, f"{like.reason}, but one is “{one.suffix or other.suffix}”")
    elif one.suffix:
        like = Likeness(like.weight + 0.4, like.reason)
    if one.common and other.common:
        like = Likeness(like.weight - 0.4, f"{like.reason} (a common one)")
    return like


def _like_words(a: tuple[str, ...], b: tuple[str, ...]) -> Likeness | None:
    if len(a) == 1 or len(b) == 1:
        return Likeness(0.6, "the same single name") if a == b else None
    if a == b:
        return Likeness(2.0, "the same name")
    given = _like_given(a[:-1], b[:-1])
    if given and a[-1].replace("-", "") == b[-1].replace("-", ""):
        return given
    if given and sound(a[-1]) == sound(b[-1]):
        return Likeness(given.weight - 1.4, f"{given.reason}, the surname in another spelling")
    if (
        a[0] == b[0]
        and len(a[0]) > 1
        and a[-1] != b[-1]
        and (a[-1] in _halves(b[1:]) or b[-1] in _halves(a[1:]))
    ):
        return Likeness(0.9, "one half of a double surname")
    if a[0] == b[-1] and a[-1] == b[0] and len(a) == len(b) == 2:
        return Likeness(0.8, "the same name, surname first")
    return None


def _halves(words: tuple[str, ...]) -> list[str]:
    return [part for word in words for part in word.split("-")]


def _like_given(a: tuple[str, ...], b: tuple[str, ...]) -> Likeness | None:
    """Compare the given names of two full names: the first, then the middle ones, which may be left out."""
    for x, y in zip(a[1:], b[1:], strict=False):
        if x != y and not (x[0] == y[0] and 1 in (len(x), len(y))):
            return None
    x, y = a[0], b[0]
    if x == y:
        return Likeness(
            2.0 if len(x) > 1 else 1.2,
            "the same name" if a[1:] == b[1:] else "the same name but for the middle",
        )
    if sound(x) == sound(y) or lexicon.firsts("spellings").get(x, x) == lexicon.firsts("spellings").get(y, y):
        return Likeness(1.6, "the given name in another spelling")
    if _short(x, y):
        return Likeness(1.2, "a short form of the given name")
    if _initials(a) == _initials(b) and 1 in (len(x), len(y)):
        return Likeness(0.7 if len(a) > 1 and len(b) > 1 else 0.5, "the initial of the given name")
    if x in b[1:] or y in a[1:]:
        return Likeness(0.5, "called by the second given name")
    if 1 in (len(x), len(y)) and x[0] == y[0]:
        return Likeness(0.5, "the initial of the given name")
    return None


def _initials(given: tuple[str, ...]) -> str:
    return "".join(word[0] for word in given)


def _short(x: str, y: str) -> bool:
    """Tell whether one is a short form of the other, or both are of one name."""
    return y in short_forms(x) or x in short_forms(y)


@lru_cache(maxsize=50_000)
def sound(word: str) -> str:
    """Return the key that spellings of one name in different romanisations share."""
    word = _OFF.sub("v", word)
    for spelling, key in _SOUNDS:
        word = word.replace(spelling, key)
    return _DOUBLED.sub(r"\1", word.replace("-", ""))


def keys(name: Name) -> frozenset[str]:
    """Return the keys under which a person of that name is kept: each surname with the initial of the given name."""
    if not name.full:
        return frozenset({sound(name.words[0])})
    initial = name.words[0][0]
    return frozenset(f"{sound(part)} {initial}" for part in _surnames(name))


def lookups(name: Name) -> frozenset[str]:
    """Return the keys to look under for a person of that name, by whatever form of it: nicknames, surname first."""
    if not name.full:
        return keys(name)
    given = {name.words[0], *name.words[1:-1]}
    for word in tuple(given):
        given |= short_forms(word) | _long_forms().get(word, frozenset()) | _spelt(word)
    initials = {word[0] for word in given}
    found = {f"{sound(part)} {initial}" for part in _surnames(name) for initial in initials}
    return frozenset(found | {f"{sound(name.words[0])} {name.words[-1][0]}"})


def _surnames(name: Name) -> Iterable[str]:
    """Return the last word whole, and the words and halves that may be a surname of their own."""
    return {name.words[-1], *(part for part in _halves(name.words[1:]) if len(part) > 1)}


@cache
def _long_forms() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for name, short in names.pairs("nicknames"):
        for form in short.split():
            found.setdefault(form, set()).add(name)
    return {form: frozenset(whole) for form, whole in found.items()}


def _spelt(word: str) -> frozenset[str]:
    head = lexicon.firsts("spellings").get(word)
    return lexicon.row("spellings", head) | {head} if head else frozenset()
