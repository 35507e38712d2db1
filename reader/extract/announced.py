"""Finds the lines of a plain text that announce other articles, where only their layout tells.

On a page the headlines under "Read more" are links; in its text they are lines like any other.
"""

from __future__ import annotations

import re
from itertools import zip_longest
from typing import TYPE_CHECKING

from reader.extract import labels
from reader.extract.pieces import WORD

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_REASON = "related article"
# What people type behind a label beside the colon, which is known in marked-up text too: "Also Read; Mayor resigns".
_TYPED = re.compile(r"(.{3,40}?)(?:\s*;\s*|\s+-+|\s*[–—]+\s*)(\S.*)$")
_LONGEST_LABEL = 40
_WORDS = range(2, 15)
"""Of a headline that stands in a line of its own."""
_LONGEST_HEADLINE = 140
_LINES = range(2, 31)
"""A single line under a label may as well be a heading of the text, and a whole part of it is no list of teasers."""
_ENDS = re.compile(r"[.!…:;,。！，、][\"'”’»)\]]*$")
_WITHIN = re.compile(r"[.!…]\s")
_SHORT_WORD = 3
_TITLE_CASE = 0.8
"""Share of the longer words that have a capital in a headline set in title case."""


def places(parts: Sequence[Sequence[str]], language: str) -> Iterator[int]:
    """Yield the places of the lines that announce other articles, counted through all parts.

    `parts` are the lines between blank lines, `language` is an ISO 639-1 code or "".
    """
    start = 0
    for part, following in zip_longest(parts, parts[1:], fillvalue=()):
        for at, line in enumerate(part):
            if _is_announcement(line):
                yield start + at
            elif _is_label(line):
                # The headlines reach to the next blank line; a label alone above one announces those below it.
                headlines = part[at + 1 : at + 1 + _LINES.stop] or following
                if _are_headlines(headlines, language):
                    yield from range(start + at, start + at + 1 + len(headlines))
        start += len(part)


def _is_announcement(line: str) -> bool:
    match = _TYPED.match(line) if len(line) <= _LONGEST_LABEL + _LONGEST_HEADLINE else None
    return match is not None and _is_label(match[1]) and _is_headline(match[2], "")


def _is_label(line: str) -> bool:
    return len(line) <= _LONGEST_LABEL and labels.bare(line) == _REASON and not labels.is_weak(line)


def _are_headlines(lines: Sequence[str], language: str) -> bool:
    return len(lines) in _LINES and all(_is_headline(line, language) for line in lines)


def _is_headline(line: str, language: str) -> bool:
    """Tell whether a line is built as a headline: a few words, no full stop; English ones in title case.

    Other languages set headlines as they set sentences, but English prose without a full stop, such as the lines of
    a poem, is told from them by it.
    """
    words = WORD.findall(line)
    if len(line) > _LONGEST_HEADLINE or len(words) not in _WORDS or words[0][:1].islower():
        return False
    if _ENDS.search(line) or _WITHIN.search(line):
        return False
    longer = [word for word in words if len(word) > _SHORT_WORD]
    capital = sum(not word[0].islower() for word in longer)
    return language != "en" or capital >= _TITLE_CASE * len(longer)
