"""Whether “the midfielder”, “the 24-year-old”, “the Dutchwoman” calls somebody again who was just named.

News calls people by what else they are so as not to repeat the name (elegant variation); a definite noun that has
brought in nobody so far then works like a pronoun.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from reader.analysis.lexicon import lexicon
from reader.analysis.speakers.nouns import counts, noun_of, noun_word, singular

if TYPE_CHECKING:
    from reader.analysis.parsed import Parsed
    from reader.analysis.speakers.entities import Referent
    from reader.analysis.speakers.nouns import Gender
    from reader.analysis.speakers.phrases import Phrase

_MODIFIERS = frozenset({"retired", "former", "ex", "old"})
"""Words that only people have before a noun."""
_LONGEST_ORIGIN = 2
"""Words of “the South African”."""
_AGENTS = ("er", "or", "ist", "eer", "ian")
"""Endings of nouns that say what somebody does, where a noun that no list knows is said to speak."""
_YOUNG = 35
"""Years below which hardly anybody is a judge or a manager."""
Epithet = Literal["sure", "origin", "role"]


def epithet(parsed: Parsed, phrase: Phrase) -> Epithet | None:
    """Return how a phrase calls somebody again: "sure" by its noun, "origin" by where somebody is from, "role" if
    anybody may have that role.

    None, where it cannot: it is indefinite, plural, or says more (“the landlady of the Swan”, “the zoo’s director”).
    """
    doc = parsed.doc
    token = noun_of(doc, phrase.head)
    if doc[phrase.first].lower_ != "the" or token.tag_ in ("NNS", "NNPS"):
        return None
    if any(t.tag_ == "POS" for t in doc[phrase.first : phrase.head]):
        return None
    if phrase.span[1] > doc[phrase.head].idx + len(doc[phrase.head]):
        return None
    if _demonym(parsed, phrase):
        return "origin"
    modified = any(t.lower_ in _MODIFIERS for t in doc[phrase.first : phrase.head])
    if counts(doc, phrase.head) or (modified and phrase.kind in ("person", "other")):
        return "sure"
    called = {singular(token.lower_), singular(noun_word(doc, phrase.head))}
    if token.lower_ == "old" or not called.isdisjoint(lexicon("epithets")):
        return "sure"
    person = phrase.kind == "person" or (phrase.kind == "other" and token.lower_.endswith(_AGENTS))
    return "role" if person and token.tag_ == "NN" else None


def age_of(parsed: Parsed, phrase: Phrase) -> int | None:
    """Return the age in years that “the 46-year-old” gives, if it gives one in figures."""
    number = parsed.doc[phrase.first + 1].text if phrase.last - phrase.first > 1 else ""
    return int(number) if parsed.doc[phrase.head].lower_ == "old" and number.isdecimal() else None


def fits(
    referent: Referent, how: Epithet, noun: str, gender: Gender | None, age: int | None = None
) -> float | None:
    """Return how well a referent can be called so; None if it cannot. `age` is in years."""
    if referent.kind != "figure" or referent.figure is None or referent.plural:
        return None
    if age is not None and referent.figure.age is not None and not -1 <= age - referent.figure.age <= 1:
        return None
    if age is not None and age < _YOUNG and referent.nouns & lexicon("elders"):
        return None
    if gender is not None and referent.gender is not None and gender != referent.gender:
        return None if referent.gender_sure else -1.5
    if how == "origin" and referent.origin not in ("", noun):
        return None
    if how == "role" and referent.nouns - {noun} - lexicon("generic_persons"):
        # Whoever has a role of his own is hardly called by another.
        return None
    return 0.6 if gender is not None and gender == referent.gender else 0.0


def _demonym(parsed: Parsed, phrase: Phrase) -> bool:
    """Tell whether the noun says where somebody is from: the Chilean, the Dutchwoman."""
    token = parsed.doc[phrase.head]
    words = parsed.doc[phrase.first + 1 : phrase.last]
    if not 0 < len(words) <= _LONGEST_ORIGIN or not all(word.text[0].isupper() for word in words):
        return False
    if token.ent_type_ == "NORP" or token.lower_.endswith(("man", "woman")):
        return True
    # Rare ones are taken for names.
    if token.lower_ in lexicon("demonyms"):
        return True
    return token.lower_.endswith(("ian", "ese")) and token.ent_type_ in ("PERSON", "")
