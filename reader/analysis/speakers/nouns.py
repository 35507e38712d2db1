"""What a noun says of whom it means: a person or a thing, a man or a woman, one or several."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Literal

from reader.analysis.lexicon import entries, lexicon

if TYPE_CHECKING:
    from reader.analysis.parsed import Doc, Token

Gender = Literal["m", "f"]
PhraseKind = Literal["figure", "pronoun", "person", "organisation", "document", "other"]

_COUNTING = 4
"""Tokens of “mother-of-” before “two”."""


def counts(doc: Doc, head: int) -> bool:
    """Tell whether a token is the number of “mother-of-two”."""
    return head >= _COUNTING and [t.lower_ for t in doc[head - 3 : head]] == ["-", "of", "-"]


def noun_of(doc: Doc, head: int) -> Token:
    """Return the token that says what the phrase with that head means: mother in “mother-of-two”."""
    return doc[head - _COUNTING] if counts(doc, head) else doc[head]


def noun_word(doc: Doc, head: int) -> str:
    """Return the noun of the phrase with that head in lower case, with all that hyphens join to it: passer-by."""
    if counts(doc, head):
        return str(noun_of(doc, head).lower_)
    first, last = head, joined(doc, head)
    while first > 1 and doc[first - 1].tag_ == "HYPH" and not doc[first - 2].whitespace_:
        first -= 2
    word = "".join(token.lower_ for token in doc[first : last + 1])
    return word if word in _person_nouns() else str(doc[head].lower_)


def joined(doc: Doc, index: int) -> int:
    """Return the last token that hyphens join to a token on its right."""
    while index + 2 < len(doc) and doc[index + 1].text == "-" and not doc[index].whitespace_:
        if doc[index + 1].whitespace_ or not doc[index + 2].is_alpha:
            break
        index += 2
    return index


@cache
def noun_kind(lower: str) -> tuple[PhraseKind, Gender | None]:
    """Return what a common noun in lower case means as a speaker, and its gender where it has one."""
    one = singular(lower)
    for word in (lower, one):
        if word in _person_nouns():
            return "person", _person_nouns()[word]
        if word in lexicon("organisation_nouns"):
            return "organisation", None
        if word in lexicon("document_nouns"):
            return "document", None
    if one.endswith(("woman", "girl", "mother", "wife", "lady")):
        return "person", "f"
    if one.endswith(("boy", "father")) or (
        one.endswith("man") and one not in ("human", "german", "roman", "woman")
    ):
        return "person", "m"
    if one.endswith(("ologist", "ician", "person", "ist", "keeper", "master")):
        return "person", None
    return "other", None


def singular(word: str) -> str:
    """Return the singular of a noun in lower case, as far as its ending tells it."""
    for ending, replacement in (("men", "man"), ("ies", "y"), ("ches", "ch"), ("s", "")):
        if word.endswith(ending) and len(word) > len(ending) + 2 and not word.endswith("ss"):
            return word[: -len(ending)] + replacement
    return word


@cache
def _person_nouns() -> dict[str, Gender | None]:
    out: dict[str, Gender | None] = {}
    for entry in entries("person_nouns"):
        word, _, gender = entry.partition(" ")
        out[word] = "m" if gender == "m" else "f" if gender == "f" else None
    return out
