"""Lays a table out in columns, or as stacked rows where the columns do not fit."""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING

from reader.tui.cells import width
from reader.tui.lines import Line, Ornament, Piece, wrap

if TYPE_CHECKING:
    from reader.model import Span

_GAP = 2
_MIN_COLUMN = 6


def lay_out_table(rows: list[list[Span]], text: str, columns: int) -> list[Line]:
    """Return the lines of a table; the first row is its head, and every cell a span of `text`.

    Columns share the width by their widest cell; where not even `_MIN_COLUMN` cells a column are to be had, the
    cells of each row stand one under the other.
    """
    count = max(map(len, rows))
    room = columns - _GAP * (count - 1)
    if room < count * min(_MIN_COLUMN, columns):
        return _own_gaps(_stack(rows, text, columns), text)
    widths = _share([_natural(rows, text, column) for column in range(count)], room)
    starts = list(accumulate((cells + _GAP for cells in widths), initial=0))[:count]
    lines: list[Line] = []
    for number, row in enumerate(rows):
        lines.extend(_row(row, text, starts, widths))
        if number == 0 and len(rows) > 1:
            rules = tuple(
                Ornament(x, "─" * cells, "rule") for x, cells in zip(starts, widths, strict=True) if cells
            )
            lines.append(Line(lines[-1].end, lines[-1].end, (), rules))
    return _own_gaps(lines, text)


def _natural(rows: list[list[Span]], text: str, column: int) -> int:
    return max((width(text[row[column][0] : row[column][1]]) for row in rows if column < len(row)), default=0)


def _share(natural: list[int], room: int) -> list[int]:
    """Give narrow columns what they ask for, and the wide ones equal parts of the rest."""
    widths = [0] * len(natural)
    pending = sorted(range(len(natural)), key=natural.__getitem__)
    while pending:
        fair = room // len(pending)
        column = pending.pop(0)
        widths[column] = min(natural[column], max(fair, 1))
        room -= widths[column]
    return widths


def _row(row: list[Span], text: str, starts: list[int], widths: list[int]) -> list[Line]:
    wrapped = [
        wrap(text, max(cells, 1), start, end) if end > start else []
        for (start, end), cells in zip(row, widths, strict=False)
    ]
    first, last = (row[0][0], row[-1][1]) if row else (0, 0)
    lines = []
    for level in range(max(map(len, wrapped), default=0)):
        pieces = tuple(
            Piece(x, piece.start, piece.end)
            for x, cell in zip(starts, wrapped, strict=False)
            if level < len(cell)
            for piece in cell[level].pieces
        )
        lines.append(Line(first, last, pieces))
    return lines or [Line(first, last, ())]


def _stack(rows: list[list[Span]], text: str, columns: int) -> list[Line]:
    lines: list[Line] = []
    for row in rows:
        cells = [line for start, end in row if end > start for line in wrap(text, columns, start, end)]
        if lines and cells:
            lines.append(Line(lines[-1].end, lines[-1].end, (), (Ornament(0, "───", "rule"),)))
        lines.extend(cells)
    return lines or [Line(0, len(text), ())]


def _own_gaps(lines: list[Line], text: str) -> list[Line]:
    """Let the last line own what stands behind the last cell."""
    last = lines[-1]
    lines[-1] = Line(last.start, len(text), last.pieces, last.ornaments)
    return lines
