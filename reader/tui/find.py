"""Finding words in the article."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reader.model import Span

LIMIT = 9999
"""More matches than this are neither lit nor counted."""


def find_all(text: str, query: str) -> list[Span]:
    """Return where `query` occurs in `text`, at most `LIMIT` times.

    Case does not matter unless the query has capitals; a blank matches any white space; straight quotation marks
    and apostrophes match typographic ones.
    """
    if not query.strip():
        return []
    flags = re.IGNORECASE if query == query.lower() else 0
    pattern = re.compile("".join(_pattern(character) for character in query), flags)
    spans = []
    for match in pattern.finditer(text):
        spans.append(match.span())
        if len(spans) == LIMIT:
            break
    return spans


def _pattern(character: str) -> str:
    if character.isspace():
        return r"(?:[^\S\n]+|[^\S\n]*\n[^\S\n]*)"  # not over the blank line between two blocks
    return {'"': '["“”„«»]', "'": "['’‘]"}.get(character, re.escape(character))


def nearest(matches: list[Span], offset: int) -> int | None:
    """Return the first match at or after an offset, or the first of all; None without matches."""
    if not matches:
        return None
    index = bisect_left(matches, (offset, 0))
    return index if index < len(matches) else 0


class Finder:
    """The matches of what is being looked for, and which of them is the current one."""

    def __init__(self, text: str, origin: int) -> None:
        """Find in `text`, from the offset on at which the user began to look."""
        self._text, self._origin = text, origin
        self.matches: list[Span] = []
        self.current: int | None = None

    def search(self, query: str) -> None:
        """Find all of `query`; the first from the origin on becomes the current match."""
        self.matches = find_all(self._text, query)
        self.current = nearest(self.matches, self._origin)

    def step(self, step: int) -> None:
        """Go to the next (1) or previous (-1) match; the last is followed by the first."""
        if self.current is not None:
            self.current = (self.current + step) % len(self.matches)

    @property
    def start(self) -> int | None:
        """Where the current match begins."""
        return None if self.current is None else self.matches[self.current][0]

    @property
    def count(self) -> str:
        """Which match is the current one, and of how many."""
        if self.current is None:
            return ""
        many = f"{len(self.matches)}{'+' * (len(self.matches) == LIMIT)}"
        return f"{self.current + 1} of {many}"
