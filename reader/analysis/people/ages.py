"""How old people are, where the article says so."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from reader.analysis.people import lexicon

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reader.analysis.people.mention import Mention
    from reader.analysis.people.tokens import Tokens

_OLDEST = 120
"""Years above which a number is no age."""
_REACH = 8
"""Tokens before a name within which its phrase may begin: “the 54-year-old retired signal box painter | Jo Pell”."""
_AGED = frozenset(("aged", "age"))
_ENDING = frozenset((",", ".", ";", ")", "—", "–"))
_PARTING = frozenset(("IN", "VBD", "VBZ", "VBP", "MD", "POS", "CC", "TO", ",", ".", ":", "-LRB-", "-RRB-"))
"""Tags of what parts a name from the phrase before it: the 54-year-old | told Jo Pell, a 9-year-old friend | of hers."""


def age_of(tokens: Tokens, mentions: Iterable[Mention]) -> int | None:
    """Return the age in years that the text gives first beside one of a person's mentions, if it gives any."""
    found = (
        find(tokens, mention) for mention in mentions for find in (_behind, _after_copula, _before, _opening)
    )
    return next((age for age in found if age is not None), None)


def _behind(tokens: Tokens, mention: Mention) -> int | None:
    """The age in apposition: “Jo Pell, 54, …”, “Jo Pell (aged 9)”, “Jo Pell, a 54-year-old welder”."""
    i = mention.last
    if mention.suffix and tokens.same_block(i, i + 1) and tokens.text[i] == ".":
        i += 1
    if not tokens.same_block(i + 1, mention.first) or tokens.text[i] not in ",(—–-":
        return None
    at = i + 1
    if tokens.tag[at] == "DT":
        return _years_old(tokens, at + 1)
    if tokens.lower[at] in _AGED:
        return _number(tokens, at + 1)
    # (54) may be a minute, a shirt or a seat
    return _years_old(tokens, at) or (_alone(tokens, at) if tokens.text[i] != "(" else None)


def _after_copula(tokens: Tokens, mention: Mention) -> int | None:
    """The age as predicate: “Pell is 54.”, “Pell was 54 years old”."""
    i = mention.last
    if not tokens.same_block(i + 1, mention.first) or tokens.lower[i] not in ("is", "was"):
        return None
    return _years_old(tokens, i + 1) or _alone(tokens, i + 1)


def _before(tokens: Tokens, mention: Mention) -> int | None:
    """The age before the name: “the 54-year-old welder | Jo Pell”."""
    for i in range(mention.first - 1, max(-1, mention.first - 1 - _REACH), -1):
        if not tokens.same_block(i, mention.first) or tokens.tag[i] in _PARTING:
            return None
        if tokens.lower[i] == "old":
            return _years_old(tokens, i - 4) if i >= len(_YEAR_OLD) else None
    return None


def _opening(tokens: Tokens, mention: Mention) -> int | None:
    """The age that opens a sentence: “Aged 54, | Jo Pell …”."""
    i = mention.first - 3
    if i < 0 or not tokens.same_block(i, mention.first) or tokens.text[mention.first - 1] != ",":
        return None
    return _number(tokens, i + 1) if tokens.lower[i] in _AGED else None


_YEAR_OLD = ["-", "year", "-", "old"]
_YEARS_OLD = (["years", "old"], ["year", "old"])


def _years_old(tokens: Tokens, i: int) -> int | None:
    """Return the number at token i, if it counts years of age: 54-year-old, nine years old."""
    after = tokens.lower[i + 1 : i + 5]
    return _number(tokens, i) if after == _YEAR_OLD or after[:2] in _YEARS_OLD else None


def _alone(tokens: Tokens, i: int) -> int | None:
    """Return the number in digits at token i, if a mark follows: 54, but not 54 points or 6-4."""
    follows = tokens.same_block(i, i + 1)
    ends = not follows or tokens.text[i + 1] in _ENDING or tokens.text[i + 1].isspace()
    return _number(tokens, i) if ends and tokens.text[i].isdigit() else None


def _number(tokens: Tokens, i: int) -> int | None:
    """Return the number that token i writes, if it can be an age."""
    if not 0 <= i < len(tokens):
        return None
    text = tokens.text[i]
    number = int(text) if text.isascii() and text.isdigit() else _written_out().get(tokens.lower[i], 0)
    return number if 0 < number <= _OLDEST else None


@cache
def _written_out() -> dict[str, int]:
    return {word: int(number) for word, number in lexicon.pairs("small_numbers")}
