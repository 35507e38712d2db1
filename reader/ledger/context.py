"""The people of one article as the ledger compares them: with whom and what is named beside them."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from reader.analysis.people import lexicon as names
from reader.ledger import lexicon
from reader.ledger.identity import Appearance
from reader.ledger.names import read_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from reader.model import Person

# A capitalised word inside a sentence: behind a lower-case word or a comma and one blank.
_NAMED = re.compile(r"(?<=[\w,;’'] )(?<![.!?:] )[A-ZÀ-ÖØ-Þ][\w’'-]+(?: [A-ZÀ-ÖØ-Þ][\w’'-]+)*")
_NOUNS_CAPITALISED = frozenset(("de", "lb"))
_MOST_NAMED, _MOST_BESIDE = 16, 40


def context_names(text: str, people: Iterable[str], language: str = "en") -> tuple[str, ...]:
    """Return the names of places and organisations in `text`, folded, the most frequent first, at most 16.

    They are its capitalised words inside sentences that are not of the names of `people`, nor titles or words that
    are capitalised for other reasons.  In languages that capitalise all nouns there are none.
    """
    if language in _NOUNS_CAPITALISED:
        return ()
    taken = {part for name in people for word in read_name(name).words for part in (word, *word.split("-"))}
    found: Counter[str] = Counter()
    for match in _NAMED.finditer(text):
        words = [names.fold(word).removesuffix("'s") for word in match[0].split()]
        words = [word for word in words if not (word in taken or _idle(word))]
        if words:
            found[" ".join(words)] += 1
    return tuple(name for name, _ in found.most_common(_MOST_NAMED))


def _idle(word: str) -> bool:
    return (
        len(word) < 3
        or word in names.words("function_words")
        or word in names.gendered("honorifics")
        or word in lexicon.words("dates")
    )


def full_names(people: Iterable[str]) -> tuple[str, ...]:
    """Return those of the names of an article's people that are full, folded, at most 40."""
    read = (read_name(name) for name in people)
    return tuple(" ".join(name.words) for name in read if name.full)[:_MOST_BESIDE]


def appearances(
    people: Sequence[Person], *, published: str | None, site: str | None, text: str, language: str = "en"
) -> tuple[Appearance, ...]:
    """Return an article's people as the ledger compares them, in the order of `people`.

    `published` is an ISO 8601 date, `text` the body, plain or as Markdown.
    """
    beside = full_names(person.name for person in people)
    context = frozenset(context_names(text, (person.name for person in people), language))
    return tuple(
        Appearance(
            person.name,
            person.aliases,
            person.roles,
            born(person.age, published),
            site,
            frozenset(beside) - {" ".join(read_name(person.name).words)},
            context,
        )
        for person in people
    )


def born(age: int | None, published: str | None) -> int | None:
    """Return the year in which somebody was born, or the one after it, by their age in years at a date."""
    year = (published or "")[:4]
    return int(year) - age if age is not None and year.isdigit() else None
