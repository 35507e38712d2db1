"""Who could have said a run: the phrases around it that are worth asking."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from reader.analysis.block_quotes import is_attribution_line
from reader.analysis.posts import beside_words, names_writer

if TYPE_CHECKING:
    from reader.analysis.speakers.candidates import Chosen, Context
    from reader.analysis.speakers.phrases import Phrase

_SENTENCES_BEFORE = 3
_BLOCKS_CARRIED = 3
_PHRASES_AROUND = 80
"""Phrases to either side of a run in a sentence without end; no ordinary sentence reaches it."""


def nearby(around: Context, run: int, last: Chosen | None, before_last: Chosen | None) -> list[Phrase]:
    """Return the phrases worth asking: of the sentences around, and the speakers before."""
    place = around.layout.places[run]
    block = around.parsed.runs[run].block
    sentence_of = around.layout.sentence_of
    found: dict[int, Phrase] = {}
    first = around.layout.blocks[block][0]
    for head in _heads_around(around, run):
        phrase = around.phrases.by_head[head]
        distance = sentence_of[head] - place.sentence
        if distance == 0 or (-_SENTENCES_BEFORE <= distance <= 1 and _prominent(around, phrase)):
            found[head] = phrase
    if place.first == first or not any(h < place.first for h in found):
        found.update(_previous_block(around, block))
    if place.alone:
        found.update(_attribution_line(around, block))
    for choice in (last, before_last):
        if choice is not None and block - around.parsed.runs[choice.run].block <= _BLOCKS_CARRIED:
            found[choice.head] = around.phrases.by_head[choice.head]
    return list(found.values())


def _heads_around(around: Context, run: int) -> list[int]:
    """Return the heads of the phrases in the run's block, from `_SENTENCES_BEFORE` before its sentence to one after; in
    a sentence without end only those nearest to the run."""
    heads, sentence_of = around.heads, around.layout.sentence_of
    place = around.layout.places[run]
    first, end = around.layout.blocks[around.parsed.runs[run].block]
    here = bisect_left(heads, place.first)
    low = max(bisect_left(heads, first), here - _PHRASES_AROUND)
    high = min(bisect_left(heads, end), here + _PHRASES_AROUND)
    return [head for head in heads[low:high] if -_SENTENCES_BEFORE <= sentence_of[head] - place.sentence <= 1]


def _prominent(around: Context, phrase: Phrase) -> bool:
    return phrase.kind == "figure" or phrase.head in around.verbs_of or phrase.kind == "person"


def _previous_block(around: Context, block: int) -> dict[int, Phrase]:
    """Return the prominent phrases of the last sentence of the block before."""
    while block > 0:
        block -= 1
        first, end = around.layout.blocks[block]
        if first < end:
            break
    else:
        return {}
    # The white space that ends a block may have become a sentence of its own.
    last = next((i for i in range(end - 1, first, -1) if not around.parsed.doc[i].is_space), first)
    final = around.layout.sentence_of[last]
    return {
        head: phrase
        for head in range(first, end)
        if around.layout.sentence_of[head] == final
        and (phrase := around.phrases.by_head.get(head)) is not None
        and _prominent(around, phrase)
    }


def _attribution_line(around: Context, block: int) -> dict[int, Phrase]:
    """Return the first phrase of “— Jane Doe, mayor” in the block below, or of the line that says whose post it is."""
    blocks, text = around.parsed.document.blocks, around.parsed.document.text
    for number, is_line in (
        (block + 1, is_attribution_line),
        (block + 1, names_writer),
        (block - 1, names_writer),
    ):
        if 0 <= number < len(blocks) and is_line(text[blocks[number].start : blocks[number].end]):
            first, end = around.layout.blocks[number]
            heads = around.heads[bisect_left(around.heads, first) : bisect_left(around.heads, end)]
            phrases = [around.phrases.by_head[head] for head in heads]
            named = [phrase for phrase in phrases if phrase.kind == "figure"] or phrases
            return {phrase.head: phrase for phrase in named[:1]}
    return {}


def posted(around: Context, run: int) -> bool:
    """Tell whether a block quote is a post, by the lines around it that say so."""
    found = around.parsed.runs[run]
    blocks, text = around.parsed.document.blocks, around.parsed.document.text
    beside = [i for i in (found.block - 1, found.block + 1) if 0 <= i < len(blocks)]
    lines = [text[blocks[i].start : blocks[i].end] for i in beside if blocks[i].quote]
    if not blocks[found.block].quote:
        # Only as a post is a paragraph without marks a run.
        return found.is_block
    return found.is_block and any(map(beside_words, lines))
