"""Footnotes: the marks in the text, and the notes that they lead to."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reader.model import Block, Document

MARK = re.compile(r"\[(\d{1,3}|[*†‡§])\]")
"""A mark, as cleaning writes what is raised and leads to a note."""


class Footnote(NamedTuple):
    """A mark from `start` to `end`, and where the words of its note begin; code points of the text."""

    start: int
    end: int
    note: int


def footnotes(document: Document) -> list[Footnote]:
    """Return the marks that lead to a note further down, in reading order.

    Notes are blocks that begin with their mark, or the items of the last numbered list.
    """
    if "[" not in document.text:
        return []
    marks = [
        (block.start + mark.start(), block.start + mark.end(), mark[1])
        for block in document.blocks
        if block.kind != "code"
        for mark in MARK.finditer(document.text[block.start : block.end])
    ]
    if not marks:
        return []
    starts = {block.start for block in document.blocks}
    notes = {label: start for start, _, label in marks if start in starts}
    notes = {**dict(_numbered(document.blocks)), **notes}
    return [
        Footnote(start, end, notes[label])
        for start, end, label in marks
        if start not in starts and notes.get(label, -1) > start
    ]


def _numbered(blocks: Sequence[Block]) -> Iterator[tuple[str, int]]:
    """Yield the numbers of the last numbered list, and where its items begin."""
    items = [block for block in blocks if block.kind == "item" and block.marker.rstrip(".").isdecimal()]
    first = max((n for n, block in enumerate(items) if block.marker == "1."), default=len(items))
    for block in items[first:]:
        yield block.marker.rstrip("."), block.start


def at(document: Document, offset: int) -> int | None:
    """Return where the mark at an offset leads: to its note, or from the note to its first mark; None if nowhere."""
    for found in footnotes(document):
        if found.start <= offset < found.end:
            return found.note
        if found.note <= offset < found.note + found.end - found.start and MARK.match(
            document.text, found.note
        ):
            return found.start
    return None
