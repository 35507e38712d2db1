"""The nouns that say who the bearer of a name is: before it, in apposition, as predicate, as a label.

The parse misses many appositions, so that commas and colons are read as well.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from itertools import accumulate
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reader.analysis.parsed import Parsed, Token
    from reader.analysis.people import Cast
    from reader.analysis.speakers.layout import Layout
    from reader.analysis.speakers.phrases import Phrase, Phrases

_LONGEST_APPOSITION = 60
"""Code points of “of the board for examinations” between a description and the name after it."""
_MOST_APPOSITIONS = 6
_SHORT_GAP = 4
_VERBAL = re.compile(r"\b(?:is|are|was|were|has|have|had|said|says|told|and|but|who|when|while)\b")
_NAMING = frozenset({"name", "named", "called", "nicknamed", "known"})
_NAMING_REACH = 5
"""Tokens between “called” and a name."""
COPULAS = frozenset({"is", "was", "’s", "'s", "are", "were", "be", "been", "am", "’m", "'m"})
"""Forms of “to be” that join a subject and what it is."""

_WORKS = frozenset({"works", "worked", "working", "serves", "served", "trained", "qualified", "practises"})
"""Forms of the verbs that bring “as a locksmith”."""

_TRIED = frozenset({"accused", "charged", "convicted", "acquitted"})
_PLEADS = frozenset({"denies", "pleaded", "pleads"})
"""Verbs whose object, or subject, is “the defendant” of a report from court."""


def on_trial(token: Token) -> bool:
    """Tell whether a name is that of a defendant: Jane Doe “is accused of …”, “denies …”, “, charged with …”."""
    if token.dep_ == "nsubj":
        return token.head.lower_ in _PLEADS
    if token.dep_ == "nsubjpass":
        return token.head.lower_ in _TRIED
    return any(child.dep_ == "acl" and child.lower_ in _TRIED for child in token.children)


class Descriptions:
    """Finds the nouns that describe the people of one document."""

    def __init__(self, parsed: Parsed, cast: Cast, phrases: Phrases, layout: Layout) -> None:
        self._parsed = parsed
        self._cast = cast
        self._phrases = phrases
        self._layout = layout
        self._heads = list(phrases.by_head)
        # The sentences of the parse: `token.sent` looks for their beginning word by word.
        self._sentence = list(accumulate(bool(token.is_sent_start) for token in parsed.doc))

    def of(self, phrase: Phrase) -> Iterator[Token]:
        """Yield the nouns that describe the bearer of a name: before it, in apposition, as predicate, as label."""
        doc = self._parsed.doc
        name = doc[self.name_head(phrase)]
        for token in doc[phrase.first : phrase.last]:
            if token.tag_ in ("NN", "NNP") and self._cast.at(token.idx) is None and token.dep_ != "poss":
                yield token
        for token in {name.i: name, phrase.head: doc[phrase.head]}.values():
            yield token
            for child in token.children:
                if child.dep_ == "appos":
                    yield child
                    yield from (c for c in child.children if c.dep_ in ("conj", "appos"))
            yield from _apposed_to(token)
            if token.dep_ in ("nsubj", "attr") and token.head.lower_ in COPULAS:
                yield from (c for c in token.head.children if c.dep_ in ("attr", "nsubj") and c.i != token.i)
            if token.dep_ == "nsubj" and token.head.lower_ in _WORKS:
                # “Jane Doe works as a locksmith”.
                yield from (g for c in token.head.children if c.lower_ == "as" for g in c.children)
        for token in self._named_by(phrase):
            yield token
            # “The skipper, a man named Jo”, “her foreman was a Pole called Jo”.
            yield from _apposed_to(token)
            yield from self._before_comma(token.i, self._parsed.doc[self._phrases.by_head[token.i].first].idx)
            if token.dep_ == "attr" and token.head.lower_ in COPULAS:
                # Among them “he” of “he is a driver called Jo”.
                yield from (c for c in token.head.children if c.dep_ == "nsubj")
        yield from self._label(phrase)
        yield from self._beside(phrase)

    def name_head(self, phrase: Phrase) -> int:
        """Return the index of the token by which the parse hangs the name on its sentence."""
        doc = self._parsed.doc
        for i in range(phrase.head, len(doc)):
            if doc[i].idx >= phrase.span[1]:
                break
            if doc[i].idx >= phrase.span[0]:
                return max(i, phrase.head) if phrase.head >= i else i
        return phrase.head

    def _named_by(self, phrase: Phrase) -> Iterator[Token]:
        """Yield the noun of “a mechanic who goes by the name of Jo”, “a volunteer called Jo”."""
        doc = self._parsed.doc
        near = doc[max(0, phrase.first - _NAMING_REACH) : phrase.first]
        if not any(token.lower_ in _NAMING for token in near):
            return
        sentence = self._layout.sentence_of[phrase.head]
        place = bisect_left(self._heads, phrase.head)
        for head in reversed(self._heads[max(0, place - 4) : place]):
            other = self._phrases.by_head[head]
            if self._layout.sentence_of[head] != sentence or other.kind == "figure":
                return
            if other.kind == "person":
                yield doc[head]
                return

    def _beside(self, phrase: Phrase) -> Iterator[Token]:
        """Yield the noun of an apposition that the parse missed: “the registrar of the board, Jane Doe, has …”."""
        text = self._parsed.document.text
        # “Her pupil, the grandmaster Jane Doe, …”: what stands before the comma before all of it.
        starts = (phrase.span[0], self._parsed.doc[phrase.first].idx)
        if any(text.endswith(", ", 0, start) for start in starts):
            for start in starts:
                yield from self._before_comma(phrase.head, start)
            return
        heads = self._heads
        place = bisect_left(heads, phrase.head)
        if text[phrase.span[1] : phrase.span[1] + 2] == ", " and place + 1 < len(heads):
            other = self._phrases.by_head[heads[place + 1]]
            if other.kind == "person" and other.span[0] - phrase.span[1] <= _SHORT_GAP:
                yield self._parsed.doc[other.head]

    def _before_comma(self, head: int, start: int) -> Iterator[Token]:
        """Yield the outermost noun of the description that a comma parts from the words at offset `start`."""
        doc, text = self._parsed.doc, self._parsed.document.text
        while start and text[start - 1].isspace():
            start -= 1
        if not text.endswith(",", 0, start):
            return
        comma = start - 1
        place = bisect_left(self._heads, head)
        for earlier in reversed(self._heads[max(0, place - 4) : place]):
            other = self._phrases.by_head[earlier]
            if (
                other.span[1] < comma + 1 - _LONGEST_APPOSITION
                or self._sentence[earlier] != self._sentence[head]
            ):
                return
            near = other.span[1] <= comma and not _parted(text[other.span[1] : comma])
            if other.kind == "person" and near:
                yield doc[earlier]
                return

    def _label(self, phrase: Phrase) -> Iterator[Token]:
        """Yield the noun of a heading such as “2. The welder: Jane Doe”."""
        doc = self._parsed.doc
        i = phrase.first - 1
        while i > 0 and doc[i].is_space:
            i -= 1
        if i > 0 and doc[i].text == ":" and self._parsed.block_of[i] == self._parsed.block_of[phrase.head]:
            yield doc[i - 1]


def _apposed_to(token: Token) -> Iterator[Token]:
    """Yield the nouns to which a noun stands in apposition, the nearest first."""
    for _ in range(_MOST_APPOSITIONS):
        if token.dep_ != "appos":
            return
        token = token.head
        yield token


def _parted(words: str) -> bool:
    """Tell whether the words between a description and the comma before the name are more than its modifiers."""
    return any(mark in words for mark in ",;:—–(") or bool(_VERBAL.search(words))
