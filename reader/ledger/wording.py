"""The words of a quote that carry what it says, and whether two quotes are one in other words.

Two wordings of one quote share most of their content words, in order.  Between them may be what papers do to quotes:
words cut off or left out, an ellipsis, [words put in], another tense or person, contractions.  What stands in the place
of something else (teachers for nurses, 40 for 300) speaks against it more than what is merely missing.

The alignment is the longest common subsequence (rapidfuzz.distance.LCSseq) of stems (Snowball, Porter 2 for English).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from reader.analysis.people import lexicon as names
from reader.ledger import lexicon

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

_TOKEN = re.compile(r"\[|\]|\.\s?\.\s?\.|…|\d+(?:[.,]\d+)*|[^\W\d_]+(?:['’][^\W\d_]+)*")
_STEMMERS = {
    "en": "english", "de": "german", "fr": "french", "es": "spanish", "it": "italian", "pt": "portuguese",
    "nl": "dutch", "sv": "swedish", "da": "danish", "no": "norwegian",
}  # fmt: skip
_ASIDES = frozenset(("sic", "applause", "laughter", "laughs", "pause"))
NOT = "not"
"""The stem of all words that negate."""

SAME = 0.72
"""Score from which two quotes are one."""
_WHOLE = 0.6
"""Share of the shorter quote that the longer one must have."""
_LEFT_OUT, _MARKED = 0.4, 0.1
"""Cost of content that is missing within, that is missing at a mark of omission."""
_CONTRADICTED = 1.5
"""Further content that is taken as replaced where figures or dates differ, or one denies what the other affirms."""
_STOCK = 0.5
"""What a word tells that speeches are full of."""


@dataclass(frozen=True, slots=True)
class Demand:
    """What it takes for two quotes to be one: the content that both must have, the cost of content that was replaced."""

    told: float
    replaced: float


BY_ONE, BY_SOMEBODY, BY_OTHERS = Demand(2.5, 1.5), Demand(3.0, 1.8), Demand(4.0, 2.2)
"""For quotes of one speaker, for those of which a speaker is unknown, for those given to two people."""


@dataclass(frozen=True, slots=True)
class Word:
    """A content word of a quote: its stem, what it tells (1; .5 in every speech), and the marks around it.

    `put_in` is for words in square brackets, `cut` for a word before which an ellipsis stands.
    """

    stem: str
    weight: float
    put_in: bool = False
    cut: bool = False


@lru_cache(maxsize=20_000)
def content(text: str, language: str = "en") -> tuple[Word, ...]:
    """Return the content words of a quote in order; `language` is an ISO 639-1 code."""
    found: list[Word] = []
    bracketed = cut = False
    for match in _TOKEN.finditer(text):
        piece = match[0]
        if piece in ("[", "]"):
            bracketed = piece == "["
            continue
        if piece[0] in ".…":
            cut = True
            continue
        told = _told(piece.lower().replace("’", "'"), language)
        if told is None or (bracketed and piece.lower() in _ASIDES):
            continue
        stem, weight = told
        found.append(Word(stem, weight, bracketed, cut))
        cut = False
    return tuple(found)


@lru_cache(maxsize=100_000)
def _told(word: str, language: str) -> tuple[str, float] | None:
    """Return the stem and the weight of a lower-case word, None for one that carries no content."""
    if word[0].isdigit():
        return word.replace(",", ""), 1.0
    if word in lexicon.row("negations", language) or word.endswith("n't"):
        return NOT, 1.0
    if language == "en":
        return _told_in_english(word)
    from reader.extract.language import function_words

    return None if len(word) < 3 or word in function_words(language) else (_stem(word, language), 1.0)


def _told_in_english(word: str) -> tuple[str, float] | None:
    word = word.removesuffix("'s")
    figure = lexicon.seconds("numbers").get(word)
    if figure is not None:
        return figure, _STOCK if figure == "1" else 1.0
    word = word.partition("'")[0]
    if len(word) < 2 or word in names.words("function_words") or word in lexicon.words("light"):
        return None
    stem = _stem(lexicon.firsts("irregular").get(word, word), "en")
    return stem, _STOCK if stem in _stock() else 1.0


def _stem(word: str, language: str) -> str:
    name = _STEMMERS.get(language)
    return _stemmer(name)(word) if name else word


@cache
def _stemmer(name: str) -> Callable[[str], str]:
    import snowballstemmer

    stem: Callable[[str], str] = snowballstemmer.stemmer(name).stemWord
    return stem


@cache
def _stock() -> frozenset[str]:
    return frozenset(_stem(word, "en") for word in lexicon.words("stock"))


@dataclass(frozen=True, slots=True)
class Match:
    """How two quotes agree: `score` 0–1, and the weight of the content that both have."""

    score: float
    shared: float


def match(one: Sequence[Word], other: Sequence[Word], cost: float = BY_ONE.replaced) -> Match:
    """Return how far two quotes, each the content words of one, are the same; `cost` is that of replaced content."""
    smaller = min(sum(word.weight for word in one), sum(word.weight for word in other))
    if _in_common(one, other) < _WHOLE * smaller:
        return Match(0.0, 0.0)
    shared = replaced = missing = 0.0
    for chunk in _chunks(one, other):
        if chunk.equal:
            shared += sum(word.weight for word in chunk.a)
            continue
        replaced += min(_length(chunk.a), _length(chunk.b)) + _contradiction(chunk)
        if chunk.within:
            more = abs(_length(chunk.a) - _length(chunk.b))
            missing += more * (_MARKED if chunk.cut else _LEFT_OUT)
    if not shared or shared < _WHOLE * smaller:
        return Match(0.0, shared)
    return Match(shared / (shared + cost * replaced + missing), shared)


def _in_common(one: Sequence[Word], other: Sequence[Word]) -> float:
    """Return the most that two quotes can share, whatever the order of their words."""
    stems = {word.stem for word in other}
    return sum(word.weight for word in one if word.stem in stems)


@dataclass(frozen=True, slots=True)
class _Chunk:
    """A piece of an alignment: words of both that are `equal`, or what stands between such.

    `within` is false before the first and behind the last equal word (`before` tells which): where only one of two
    quotes has words there, it was cut short, not changed.  `cut` is for a mark of omission at the place.
    """

    a: Sequence[Word]
    b: Sequence[Word]
    equal: bool = False
    within: bool = False
    before: bool = False
    cut: bool = False


def _chunks(one: Sequence[Word], other: Sequence[Word]) -> Iterator[_Chunk]:
    from rapidfuzz.distance import LCSseq

    i = j = 0
    opcodes = LCSseq.opcodes([word.stem for word in one], [word.stem for word in other])
    for op in opcodes:
        if op.tag != "equal":
            continue
        if (op.src_start, op.dest_start) != (i, j):
            # The mark of an omission stands before the word that follows it.
            between = (*one[i : op.src_start + 1], *other[j : op.dest_start + 1])
            cut = any(word.cut for word in between)
            before = (i, j) == (0, 0)
            a, b = one[i : op.src_start], other[j : op.dest_start]
            yield _Chunk(a, b, within=not before, before=before, cut=cut)
        i, j = op.src_end, op.dest_end
        yield _Chunk(one[op.src_start : i], other[op.dest_start : j], equal=True)
    if (i, j) != (len(one), len(other)):
        yield _Chunk(one[i:], other[j:])


def _length(words: Sequence[Word]) -> float:
    """Return the number of words of which one of two quotes has others or none; those put in hardly count."""
    return sum(_MARKED if word.put_in else 1.0 for word in words)


def _contradiction(chunk: _Chunk) -> float:
    """Return what it weighs that one says another figure or date than the other, or denies what the other affirms."""
    a, b = [{word.stem for word in words} for words in (chunk.a, chunk.b)]
    figures = any(map(_is_figure, a)) and any(map(_is_figure, b))
    if not chunk.within:
        # Of what was cut off before the rest, only the word next to it says something of it.
        a, b = [{word.stem for word in words[-1:]} if chunk.before else set() for words in (chunk.a, chunk.b)]
    denied = (NOT in a) != (NOT in b) and not chunk.cut
    return _CONTRADICTED * (figures + denied)


def _is_figure(stem: str) -> bool:
    return stem[0].isdigit() or stem in _dates()


@cache
def _dates() -> frozenset[str]:
    return frozenset(_stem(word, "en") for word in lexicon.words("dates"))


def same_quote(one: Sequence[Word], other: Sequence[Word], *, speakers: bool | None) -> float:
    """Return the score of two wordings that are one quote, 0.0 for two quotes.

    `speakers` tells whether both have the same speaker; None where the speaker of one is unknown.
    """
    demand = BY_SOMEBODY if speakers is None else BY_ONE if speakers else BY_OTHERS
    found = match(one, other, demand.replaced)
    return found.score if found.shared >= demand.told and found.score >= SAME else 0.0
