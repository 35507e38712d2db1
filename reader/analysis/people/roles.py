"""Who people are, in the article's own words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.analysis.people.roles_after import after, copula, letters, serves_as, who
from reader.analysis.people.roles_before import before, before_comma

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from reader.analysis.people.candidates import Run
    from reader.analysis.people.mention import Mention
    from reader.analysis.people.tokens import Tokens

_MOST = 5
"""Roles that are kept of one person."""


def roles_of(tokens: Tokens, mentions: Sequence[Mention], taken: Sequence[bool]) -> tuple[str, ...]:
    """Return what the text calls a person, in order; of two phrases of which one holds the other, the longer.

    `taken[i]` tells that token i belongs to the name of somebody.
    """
    phrases: list[str] = []
    for mention in mentions:
        for first, last in _phrases(tokens, mention, taken):
            phrase = _text(tokens, first, last)
            key = phrase.casefold()
            if any(key in known.casefold() for known in phrases):
                continue
            phrases = [known for known in phrases if known.casefold() not in key]
            phrases.append(phrase)
    return tuple(phrases[:_MOST])


def _phrases(tokens: Tokens, mention: Mention, taken: Sequence[bool]) -> Iterator[Run]:
    finders = (before, letters, before_comma, after, who, copula, serves_as)
    for find in finders:
        phrase = find(tokens, mention, taken)
        if phrase:
            yield phrase


def _text(tokens: Tokens, first: int, last: int) -> str:
    start = tokens.doc[first].idx
    final = tokens.doc[last - 1]
    return " ".join(tokens.document_text[start : final.idx + len(final.text)].split())


def names_of(tokens: Tokens, mentions: Iterable[Mention]) -> list[bool]:
    """Return for each token whether it belongs to a name, and not to that of an owner (Varga’s lawyer)."""
    taken = [False] * len(tokens)
    for mention in mentions:
        if not (tokens.same_block(mention.first, mention.last) and tokens.tag[mention.last] == "POS"):
            taken[mention.first : mention.last] = [True] * (mention.last - mention.first)
    return taken
