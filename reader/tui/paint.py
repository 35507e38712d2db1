"""Turns a line into styled segments: text in its layers of style, and what is drawn around it."""

from __future__ import annotations

from bisect import bisect_left
from itertools import pairwise
from typing import TYPE_CHECKING, Generic, NamedTuple, TypeVar

from rich.segment import Segment

from reader.tui.cells import Ruler, shown, width

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from rich.style import Style

    from reader.tui.lines import Line

T = TypeVar("T")


class Mark(NamedTuple, Generic[T]):
    """A span of text and what is said of it."""

    start: int
    end: int
    value: T


class Marks(Generic[T]):
    """Spans in order of their start, found by where they lie; they may overlap."""

    def __init__(self, marks: Iterable[Mark[T]] = ()) -> None:
        self._marks = sorted(marks, key=lambda mark: mark[:2])
        self._starts = [mark.start for mark in self._marks]
        self._longest = max((mark.end - mark.start for mark in self._marks), default=0)

    def within(self, start: int, end: int) -> Iterator[Mark[T]]:
        """Yield the spans that share a code point with `start` to `end`."""
        index = bisect_left(self._starts, start - self._longest)
        while index < len(self._marks) and self._starts[index] < end:
            if self._marks[index].end > start:
                yield self._marks[index]
            index += 1


def segments(
    text: str, line: Line, layers: Sequence[Mark[Style]], base: Style, ornament: Callable[[str], Style]
) -> list[Segment]:
    """Return what shows a line, from the left edge of the measure.

    `layers` are spans of `text` in the order in which their styles are laid over `base`; `ornament` gives the
    style of a role.  A style never cuts a grapheme cluster in two, since that would change its width.
    """
    parts: list[Segment] = []
    at = 0
    own = text[line.start : line.end]
    snap = None if own.isascii() else _snapper(own, line.start)
    drawn = sorted(
        [(mark.x, mark.text, ornament(mark.role)) for mark in line.ornaments if mark.role != "fill"]
        + [(piece.x, piece, base) for piece in line.pieces],
        key=lambda part: part[0],
    )
    fill = next((mark for mark in line.ornaments if mark.role == "fill"), None)
    blank = ornament("fill") if fill else base
    for x, content, style in drawn:
        if x > at:
            parts.append(Segment(" " * (x - at), blank))
            at = x
        if isinstance(content, str):
            parts.append(Segment(content, style))
            at += width(content)
            continue
        for start, end, piece_style in _runs(content.start, content.end, layers, style, snap):
            run = shown(text[start:end])
            parts.append(Segment(run, piece_style))
            at += width(run)
    if fill and width(fill.text) > at:
        parts.append(Segment(" " * (width(fill.text) - at), blank))
    return parts


def _snapper(text: str, start: int) -> Callable[[int], int]:
    ruler = Ruler(text)
    return lambda position: start + ruler.snap(position - start)


def _runs(
    start: int,
    end: int,
    layers: Sequence[Mark[Style]],
    base: Style,
    snap: Callable[[int], int] | None,
) -> Iterator[tuple[int, int, Style]]:
    touching = [mark for mark in layers if mark.start < end and mark.end > start]
    if not touching:
        yield start, end, base
        return
    cuts = {start, end}
    for mark in touching:
        for cut in (mark.start, mark.end):
            if start < cut < end:
                cuts.add(snap(cut) if snap else cut)
    ordered = sorted(cuts)
    for left, right in pairwise(ordered):
        style = base
        for mark in touching:
            if mark.start < right and mark.end > left:
                style = style + mark.value
        yield left, right, style
