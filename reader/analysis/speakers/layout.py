"""Where runs and words stand in their block: sentences as the writer's own words make them.

spaCy's sentences break inside and around quotation marks; attribution needs the writer's sentences, in which a
quoted run is one thing, whatever stops it has inside.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reader.analysis.lexicon import verb_forms

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reader.analysis.parsed import Doc, Parsed, QuotedRun

_LETTER = re.compile(r"[^\W_]")
_STOPS = frozenset({".", "?", "!", "…"})
_CUE_REACH = 6
"""Tokens after “…!” in which a verb of speech shows that the sentence goes on."""


@dataclass(frozen=True, slots=True)
class Place:
    """A run among the tokens: [first, last) with its marks; the token ranges are those of the whole document.

    `sentence` counts the writer's sentences from the beginning of the text; `alone` tells that nothing stands
    in the block but the run; `minor` that it stands in single marks where three in four runs stand in double ones.
    """

    first: int
    last: int
    sentence: int
    alone: bool
    minor: bool


@dataclass(frozen=True, slots=True)
class Layout:
    """`places[k]` belongs to run k; `sentence_of[i]` is the sentence of token i (that of its run, if quoted);
    `blocks[b]` the token range of block b."""

    places: tuple[Place, ...]
    sentence_of: tuple[int, ...]
    blocks: tuple[tuple[int, int], ...]


def lay_out(parsed: Parsed) -> Layout:
    """Return the layout of the parsed document."""
    blocks = _block_ranges(parsed)
    sentence_of = [0] * len(parsed.doc)
    sentence = 0
    for first, last in blocks:
        if first < last:
            sentence = _number(parsed, first, last, sentence, sentence_of) + 1
    ranges = _run_ranges(parsed)
    single = [parsed.document.text[run.outer_start] in "‘'‹" for run in parsed.runs]
    minority = 4 * sum(single) <= len(single)
    places = tuple(
        Place(
            first,
            last,
            sentence_of[first] if first < len(sentence_of) else 0,
            _alone(parsed, run),
            minority and parsed.document.text[run.outer_start] in "‘'‹",
        )
        for run, (first, last) in zip(parsed.runs, ranges, strict=True)
    )
    return Layout(places, tuple(sentence_of), tuple(blocks))


def _block_ranges(parsed: Parsed) -> list[tuple[int, int]]:
    ranges = [(0, 0)] * len(parsed.document.blocks)
    for i, block in enumerate(parsed.block_of):
        first, _ = ranges[block] if ranges[block] != (0, 0) or i == 0 else (i, i)
        ranges[block] = (first, i + 1)
    return ranges


def _run_ranges(parsed: Parsed) -> list[tuple[int, int]]:
    ranges: list[tuple[int, int]] = [(0, 0)] * len(parsed.runs)
    for i, run in enumerate(parsed.quoted):
        if run >= 0:
            first = ranges[run][0] if ranges[run][1] else i
            ranges[run] = (first, i + 1)
    return ranges


def _alone(parsed: Parsed, run: QuotedRun) -> bool:
    block = parsed.document.blocks[run.block]
    text = parsed.document.text
    return not _LETTER.search(text, block.start, run.outer_start) and not _LETTER.search(
        text, run.outer_end, block.end
    )


def _number(parsed: Parsed, first: int, last: int, sentence: int, out: list[int]) -> int:
    """Number the sentences of one block from `sentence` on; return the last number."""
    doc, quoted = parsed.doc, parsed.quoted
    i = first
    while i < last:
        out[i] = sentence
        run = quoted[i]
        if run >= 0:
            while i + 1 < last and quoted[i + 1] == run:
                i += 1
                out[i] = sentence
            ended = _run_ends_sentence(parsed, run, i + 1, last)
        else:
            ended = doc[i].text in _STOPS and not _goes_on(doc, i + 1, last)
        i += 1
        if ended and i < last:
            sentence += 1
    return sentence


def _goes_on(doc: Doc, after: int, last: int) -> bool:
    return after < last and doc[after].text[:1].islower()


def _run_ends_sentence(parsed: Parsed, run: int, after: int, last: int) -> bool:
    """Tell whether the sentence ends with the run: its words end with a stop, and no attribution follows."""
    doc, quoted = parsed.doc, parsed.quoted
    found = parsed.runs[run]
    stop = parsed.document.text[found.start : found.end].rstrip("'’”\"")[-1:]
    if stop not in _STOPS or after >= last:
        return False
    if quoted[after] >= 0:
        return True
    if not doc[after].text[:1].isupper():
        return bool(doc[after].is_space)
    if stop in ".…":
        return True
    return not cue_within(doc, quoted, after, min(last, after + _CUE_REACH))


def cue_within(doc: Doc, quoted: Sequence[int], first: int, last: int) -> bool:
    """Tell whether a verb of speech stands outside of marks among the tokens [first, last) of one sentence."""
    for i in range(first, last):
        if quoted[i] >= 0 or doc[i].text in _STOPS:
            return False
        form = verb_forms().get(doc[i].lower_)
        if form is not None and form[1] == "speech" and doc[i].tag_[:2] == "VB":
            return True
    return False
