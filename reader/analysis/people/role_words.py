"""The words of which roles are made: nouns that mean a person, forms of address, and what ends a phrase."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.analysis.people import lexicon
from reader.analysis.people.tokens import HYPHENS

if TYPE_CHECKING:
    from reader.analysis.people.tokens import Tokens

LONGEST = 16
"""Tokens of the longest role."""
MODIFIERS = frozenset(
    ("NN", "NNS", "NNP", "NNPS", "JJ", "JJR", "JJS", "VBN", "VBG", "HYPH", "CD", "POS", "AFX", "FW")
)
CLOSING = frozenset(".,;:)]—–-!?\"”’'")


def is_noun(tokens: Tokens, i: int) -> bool:
    """Tell whether token i is a noun that means a person, by itself or with what a hyphen joins to it."""
    if i < 0:
        return False
    lower = tokens.lower[i]
    if i > 1 and tokens.text[i - 1] in HYPHENS and lexicon.is_person_noun(f"{tokens.lower[i - 2]}-{lower}"):
        return True
    if not (tokens.tag[i].startswith(("NN", "JJ")) or tokens.text[i][0].isupper()):
        return False
    return lexicon.is_person_noun(lower) or (
        lower in lexicon.words("honorifics") and not is_address(tokens, i)
    )


def is_address(tokens: Tokens, i: int) -> bool:
    """Tell whether token i is a mere form of address, or its full stop: Mr, Sir, Lady."""
    if tokens.text[i] == "." and i and not tokens.spaced[i - 1]:
        i -= 1
    return tokens.lower[i] in lexicon.words("addresses") and tokens.text[i][0].isupper()


def past_stop(tokens: Tokens, last: int, suffix: str) -> int:
    """Return the token after a name that ends before token `last`, and the full stop that belongs to its suffix."""
    return last + 1 if suffix and tokens.same_block(last, last + 1) and tokens.text[last] == "." else last
