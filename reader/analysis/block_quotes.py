"""Block quotes → runs: the words without the line that says whose they are."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from reader.analysis import posts
from reader.analysis.lexicon import attribution_forms
from reader.analysis.parsed import QuotedRun

if TYPE_CHECKING:
    from reader.model import Block, Span

_ATTRIBUTION_LINE = re.compile(r"\s*[—–―-]{1,2}\s*\S")
_LONGEST_ATTRIBUTION_LINE = 120
"""Code points of a line that only names who said the block quote above it."""


def trimmed(text: str, block: Block) -> Span:
    """Return the span of a block (code points) without the white space at its ends."""
    words = text[block.start : block.end]
    return block.start + len(words) - len(words.lstrip()), block.start + len(words.rstrip())


def run_of(text: str, block: int, start: int, end: int, outer_start: int, outer_end: int) -> QuotedRun | None:
    """Return the run without white space at its ends; None if nothing is left that could be read."""
    words = text[start:end]
    start += len(words) - len(words.lstrip())
    end -= len(words) - len(words.rstrip())
    if start >= end or not any(c.isalnum() for c in words):
        return None
    return QuotedRun(start, end, outer_start, max(outer_end, end), block)


def block_quote(text: str, block: Block, index: int, found: list[QuotedRun]) -> list[QuotedRun]:
    """Return the runs of a block quote: the whole block, or what stands in marks if the writer speaks in it too."""
    start, end = trimmed(text, block)
    if is_attribution_line(text[start:end]) or posts.beside_words(text[start:end]):
        return []
    end = posts.words_end(text, start, end) or _before_attribution(text, start, end)
    if found and any(_outside_words(text, start, end, found)):
        return found
    if found and found[0].outer_start == start and len(found) == 1:
        start, end = found[0].start, found[0].end
    run = run_of(text, index, start, end, start, end)
    if run is None:
        return []
    outer_start, outer_end = trimmed(text, block)[0], max(end, found[-1].outer_end if found else end)
    return [QuotedRun(run.start, run.end, outer_start, outer_end, index, is_block=True)]


def post(text: str, block: Block, index: int) -> list[QuotedRun]:
    """Return the run of a post that stands in a paragraph of its own: words — Jane Doe (@jane) 3 November."""
    start, outer_end = trimmed(text, block)
    end = posts.words_end(text, start, outer_end)
    run = run_of(text, index, start, end, start, end) if end is not None and end > start else None
    return [] if run is None else [QuotedRun(run.start, run.end, start, run.end, index, is_block=True)]


def is_attribution_line(words: str) -> bool:
    """Tell whether a line of a block quote only says whose words they are: “— Marie Okafor, mayor”."""
    return len(words) <= _LONGEST_ATTRIBUTION_LINE and bool(_ATTRIBUTION_LINE.match(words))


def _before_attribution(text: str, start: int, end: int) -> int:
    """Return where the words of a block quote end, if its last line or its tail after a long dash names the speaker."""
    line = text.rfind("\n", start, end)
    if line > start and is_attribution_line(text[line + 1 : end]):
        return start + len(text[start:line].rstrip())
    tail = re.search(r"(?<=[.!?”’\"'])\s+[—–―] ?(?=[A-Z])[^.!?]{3,80}(?:\.[^.!?]{0,80})?$", text[start:end])
    return start + tail.start() if tail else end


def _outside_words(text: str, start: int, end: int, found: list[QuotedRun]) -> list[str]:
    """Return the words of attribution outside the marks of a block quote."""
    edges = [start, *(e for run in found for e in (run.outer_start, run.outer_end)), end]
    outside = " ".join(text[a:b] for a, b in list(pairwise(edges))[::2])
    verbs = attribution_forms()
    return [word for word in re.findall(r"\w+", outside.casefold()) if word in verbs]
