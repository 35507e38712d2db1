"""Turns one block of text into the lines that show it, for a width in cells.

Pure: no widget and no style is known here.  Every code point of a block is owned by exactly one line, in order,
except that a table row shares its lines between its cells.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from unicodedata import bidirectional

from reader.tui.cells import Ruler, width
from reader.tui.lines import Line, Ornament, Piece, shift, wrap

if TYPE_CHECKING:
    from reader.model import Block

MIN_WIDTH = 8
"""Text is never laid out narrower than this, in cells, however deep its indents."""

_INDENT = 2
_BAR = "│ "
_RULE = "─" * 7
PICTURE = "▣"
"""Stands before the words of a picture."""


def lay_out(block: Block, text: str, columns: int) -> tuple[Line, ...]:
    """Return the lines of a block whose text is `text`, at most `columns` cells wide (`MIN_WIDTH` at least)."""
    columns = max(columns, MIN_WIDTH)
    marks = bars(block.quote, columns)
    inner = columns - 2 * len(marks)
    if block.kind == "rule":
        lines = [Line(0, len(text), (), (Ornament(max(0, (inner - len(_RULE)) // 2), _RULE, "rule"),))]
    elif block.kind == "code":
        lines = _code(text, inner)
    elif block.kind == "table" and block.cells:
        from reader.tui.tables import lay_out_table  # tables are rare: the module is loaded when one is shown

        rows = [[(a - block.start, b - block.start) for a, b in row] for row in block.cells]
        lines = lay_out_table(rows, text, inner)
    elif block.kind == "item":
        lines = _item(block, text, inner)
    elif block.kind == "image":
        lines = _image(block.marker, text, inner)
    else:
        lines = to_the_right(wrap(text, inner), text, inner)
    return tuple(shift(line, 2 * len(marks), marks) for line in lines) if marks else tuple(lines)


def bars(depth: int, columns: int) -> tuple[Ornament, ...]:
    """Return the bars of a block inside so many block quotes, as many as the width allows."""
    depth = min(depth, (columns - MIN_WIDTH) // 2)
    return tuple(Ornament(2 * level, _BAR, "bar") for level in range(depth))


def _image(alternative: str, text: str, columns: int) -> list[Line]:
    """Return a sign and what stands for a picture; that is no part of the text, and so is drawn beside it."""
    words = alternative or "picture"
    rows = [
        "".join(words[piece.start : piece.end] for piece in line.pieces) for line in wrap(words, columns - 2)
    ]
    sign = Ornament(0, f"{PICTURE} ", "marker")
    return [
        Line(0, len(text) if last else 0, (), (*([] if number else [sign]), Ornament(2, row, "image")))
        for number, row in enumerate(rows)
        for last in (number == len(rows) - 1,)
    ]


def to_the_right(lines: list[Line], text: str, columns: int) -> list[Line]:
    """Return lines of a text that is written from right to left moved to the right edge; others as they are."""
    if text.isascii() or not written_leftwards(text):
        return lines
    return [shift(line, columns - _reach(line, text), ()) for line in lines]


def _reach(line: Line, text: str) -> int:
    """Return the cells from the left edge to where a line's text ends."""
    return max((piece.x + width(text[piece.start : piece.end]) for piece in line.pieces), default=0)


def written_leftwards(text: str) -> bool:
    """Tell whether the first letter of a text is of a script that is written from right to left (Unicode, UAX 9, P2)."""
    kinds = (bidirectional(character) for character in text)
    return next((kind for kind in kinds if kind in ("L", "R", "AL")), "L") != "L"


def _item(block: Block, text: str, columns: int) -> list[Line]:
    marker = (block.marker or "•") + " "
    hang = min(_INDENT * max(block.depth - 1, 0) + width(marker), columns - MIN_WIDTH // 2)
    if not text.isascii() and written_leftwards(text):
        room = columns - hang
        lines = to_the_right(wrap(text, room), text, room)
        sign = Ornament(room + 1, marker.strip(), "marker")
        return [
            Line(*line[:3], (*line.ornaments, sign)) if not number else line
            for number, line in enumerate(lines)
        ]
    return _hang(wrap(text, columns - hang), hang, Ornament(max(hang - width(marker), 0), marker, "marker"))


def _hang(lines: list[Line], indent: int, first: Ornament) -> list[Line]:
    if first.x + width(first.text) > indent:  # no room for the marker on a very narrow screen
        return [shift(line, indent, ()) for line in lines]
    return [shift(line, indent, () if index else (first,)) for index, line in enumerate(lines)]


def _code(text: str, columns: int) -> list[Line]:
    """Code keeps its lines; one that is too long goes on at the margin of the next."""
    room = columns - 2
    ruler = Ruler(text)
    fill = (Ornament(0, " " * columns, "fill"),)
    lines: list[Line] = []
    position = 0
    while True:
        newline = text.find("\n", position)
        stop = len(text) if newline < 0 else newline
        while True:
            limit = min(max(ruler.fit(position, room), min(ruler.next(position), stop)), stop)
            owned = limit if limit < stop or newline < 0 else newline + 1
            lines.append(
                Line(position, owned, (Piece(1, position, limit),) if limit > position else (), fill)
            )
            position = owned
            if limit >= stop:
                break
        if newline < 0 or position >= len(text):
            return lines
