"""When two ways of writing a name can mean one person."""

from __future__ import annotations

from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from reader.analysis.people import lexicon

if TYPE_CHECKING:
    from reader.analysis.people.mention import Mention

_MISSPELT = 6
"""Letters from which on two surnames may differ by one and still be the same."""
_SHORTENED = 3
"""Letters of the shortest form of a given name that is its beginning: Rob, Alex."""
_BEGUN = 4
"""Letters of the shortest that stands alone."""


def is_full(mention: Mention) -> bool:
    """Tell whether the mention holds more than a surname or a given name alone."""
    return len(_own(mention.words)) > 1


def same_person(one: Mention, other: Mention) -> bool:
    """Tell whether two full names can be of one person: the same surname, given names that do not differ."""
    if one.suffix and other.suffix and one.suffix != other.suffix:
        return False
    if one.words == other.words:
        return True
    if one.title_gender and other.title_gender and one.title_gender != other.title_gender:
        return False
    a, b = _own(one.words), _own(other.words)
    if len(a) > len(b):
        a, b = b, a
    if _within(a, b):
        return True
    return same_surname(a[-1], b[-1]) and _same_given(a[:-1], b[:-1]) and (a[-1] == b[-1] or a[0] == b[0])


def has_surname(mention: Mention, full: Mention) -> bool:
    """Tell whether a short mention is just the surname of a full one."""
    short = mention.words
    return full.words[-len(short) :] == short or (len(_own(short)) == 1 and short[-1] == full.words[-1])


def is_surname_of(mention: Mention, full: Mention) -> bool:
    """Tell whether a short mention is the surname of a full one, or one half of a double surname."""
    if mention.suffix and full.suffix and mention.suffix != full.suffix:
        return False
    if has_surname(mention, full):
        return True
    word, last = mention.words[-1], full.words[-1]
    if len(_own(mention.words)) > 1:
        return False
    return word in last.split("-") or (same_surname(word, last) and word[0] == last[0])


def is_given_name_of(mention: Mention, full: Mention) -> bool:
    """Tell whether a short mention is a given name, the nickname or the short form of one."""
    if len(mention.words) > 1 or (mention.suffix and mention.suffix != full.suffix):
        return False
    word = mention.words[0]
    given = _own(full.words)[:-1]
    if word in given or word in full.nickname.split():
        return True
    if not given:
        return False
    begun = len(word) >= _BEGUN and given[0].startswith(word) and len(given[0]) > len(word) + 1
    return begun or word in short_forms(given[0]) or given[0] in short_forms(word)


def ends(mention: Mention) -> frozenset[str]:
    """Return the words at the ends of a full name, of which one person's names share one."""
    return frozenset((mention.words[0], _own(mention.words)[0], mention.words[-1]))


def given_forms(full: Mention) -> set[str]:
    """Return the words that `is_given_name_of` takes for a given name of a full one."""
    given = _own(full.words)[:-1]
    found = {*given, *full.nickname.split()}
    if given:
        found |= short_forms(given[0]) | _long_forms().get(given[0], set())
    return found


def same_surname(a: str, b: str) -> bool:
    """Tell whether two surnames are the same, or differ by one letter of many."""
    if a == b or a.replace("-", "") == b.replace("-", ""):
        return True
    return min(len(a), len(b)) >= _MISSPELT and one_edit(a, b)


def one_edit(a: str, b: str) -> bool:
    """Tell whether one inserted, dropped or changed letter makes b of a."""
    if abs(len(a) - len(b)) > 1:
        return False
    i = 0
    while i < min(len(a), len(b)) and a[i] == b[i]:
        i += 1
    return a[i + 1 :] == b[i:] or a[i:] == b[i + 1 :] or a[i + 1 :] == b[i + 1 :]


@cache
def short_forms(name: str) -> frozenset[str]:
    """Return the short forms of a folded given name."""
    return _nicknames().get(name, frozenset())


@cache
def _nicknames() -> dict[str, frozenset[str]]:
    return {name: frozenset(short.split()) for name, short in lexicon.pairs("nicknames")}


@cache
def _long_forms() -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for name, short in _nicknames().items():
        for form in short:
            found.setdefault(form, set()).add(name)
    return found


def _own(words: tuple[str, ...]) -> tuple[str, ...]:
    """Return the words of a name that are no particles and no title of nobility before one: Graf von Ried."""
    particles, nobility = lexicon.words("particles"), lexicon.words("nobility")
    return (
        tuple(
            word
            for word, following in pairwise(words)
            if word not in particles and not (word in nobility and following in particles)
        )
        + words[-1:]
    )


def _within(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    """Tell whether all words of `a` stand in `b` in that order, the first or the last of them at the same end."""
    rest = iter(b)
    return len(a) > 1 and (a[-1] == b[-1] or a[0] == b[0]) and all(word in rest for word in a)


def _same_given(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    """Tell whether the given names (of two full names) can be the same: equal, short, or an initial."""
    if not _same_word(a[0], b[0]):
        # one goes by the second given name
        return len(a) == 1 and len(b) > 1 and len(a[0]) > 1 and a[0] in b
    return all(_same_word(x, y) for x, y in zip(a[1:], b[1:], strict=False))


def _same_word(a: str, b: str) -> bool:
    if len(a) > len(b):
        a, b = b, a
    if a == b or (len(a) == 1 and b[0] == a):
        return True
    if len(a) == 2 and b.startswith(a[0]) and not lexicon.commonness(a):
        # J.K., of which the text gives but the first name
        return True
    if a in short_forms(b) or b in short_forms(a) or (len(b) >= _MISSPELT and one_edit(a, b)):
        return True
    return len(a) >= _SHORTENED and b.startswith(a)
