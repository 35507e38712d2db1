"""Turns one block of text into the lines that show it, for a width in cells.

Pure: no widget and no style is known here.  A line says which code points of the block it owns, which of them it
shows and where, and what is drawn around them (bullets, quotation bars, table rules).  Every code point of a
block is owned by exactly one line, in order, except that a table row shares its lines between its cells.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

from reader.tui.cells import Ruler, width

if TYPE_CHECKING:
    from reader.model import Block

Role = Literal["marker", "bar", "rule", "fill"]

MIN_WIDTH = 8
"""Text is never laid out narrower than this, in cells, however deep its indents."""

_INDENT = 2
_BAR = "│ "
_RULE = "─" * 7
_IMAGE = "▣ "

# A line does not begin with a closing mark nor end with an opening one (the Unicode classes CL, NS and OP, for
# the scripts that are written without blanks between words).
_NEVER_FIRST = frozenset(
    "、。，．：；？！」』】）〕〉》”’…ー々ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮ％,.:;?!)]}»"
)
_NEVER_LAST = frozenset("「『【（〔〈《“‘([{«")
_BREAK_AFTER = frozenset("-–—/")


class Piece(NamedTuple):
    """Code points `start` to `end` of the block's text, shown from cell `x` of the measure on."""

    x: int
    start: int
    end: int


class Ornament(NamedTuple):
    """What is drawn beside the text and is not part of it: `text` from cell `x` on."""

    x: int
    text: str
    role: Role


class Line(NamedTuple):
    """One line of the screen: it owns the block's code points `start` to `end` and shows its pieces of them."""

    start: int
    end: int
    pieces: tuple[Piece, ...]
    ornaments: tuple[Ornament, ...] = ()


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
        lines = _hang(wrap(text, inner - 2), 2, Ornament(0, _IMAGE, "marker"))
    else:
        lines = wrap(text, inner)
    return tuple(shift(line, 2 * len(marks), marks) for line in lines) if marks else tuple(lines)


def wrap(text: str, columns: int, start: int = 0, end: int | None = None) -> list[Line]:
    """Return the lines of running text between two code points; lines end at line breaks and between words."""
    end = len(text) if end is None else end
    ruler = Ruler(text)
    lines: list[Line] = []
    position = start
    while True:
        newline = text.find("\n", position, end)
        stop = end if newline < 0 else newline
        _wrap_one(text, ruler, position, stop, columns, lines)
        if newline < 0:
            return lines
        last = lines[-1]
        lines[-1] = Line(last.start, newline + 1, last.pieces)
        position = newline + 1
        if position >= end:
            return lines


def _wrap_one(text: str, ruler: Ruler, start: int, stop: int, columns: int, lines: list[Line]) -> None:
    position = start
    while True:
        limit = ruler.fit(position, columns)
        if limit >= stop:
            lines.append(_line(text, position, stop, stop))
            return
        cut = break_before(text, position, limit, stop)
        if cut is None:  # one word longer than the line
            cut = min(max(limit, ruler.next(position)), stop)
        following = cut
        while following < stop and text[following] in " \t":
            following += 1
        lines.append(_line(text, position, cut, following))
        if following >= stop:
            return
        position = following


def _line(text: str, start: int, shown_end: int, end: int) -> Line:
    while shown_end > start and text[shown_end - 1] in " \t":
        shown_end -= 1
    return Line(start, end, (Piece(0, start, shown_end),) if shown_end > start else ())


def break_before(text: str, start: int, limit: int, stop: int) -> int | None:
    """Return the last code point at most `limit` before which a line that begins at `start` may end, or None.

    Lines end before a blank, after a hyphen or dash inside a word, and between characters of scripts written
    without blanks, as far as the marks beside the cut allow it.
    """
    if limit < stop and text[limit] in " \t":
        return limit if limit > start else None
    for cut in range(limit, start, -1):
        before, after = text[cut - 1], text[cut] if cut < stop else " "
        if before in " \t":
            return cut
        if before in _BREAK_AFTER and after.isalpha() and cut - start > 1 and text[cut - 2].isalpha():
            return cut
        if (
            (_ideographic(before) or _ideographic(after))
            and before not in _NEVER_LAST
            and after not in _NEVER_FIRST
            and not _joins(before, after)
        ):
            return cut
    return None


def _ideographic(character: str) -> bool:
    # CJK radicals to the end of the Hangul syllables excepted (Korean breaks at blanks), compatibility and
    # full-width forms, the supplementary ideographic planes.
    return character >= "⺀" and (
        character < "가"
        or "\uf900" <= character <= "\ufaff"
        or "\uff00" <= character <= "\uffef"
        or "\U00020000" <= character <= "\U0003ffff"
    )


def _joins(before: str, after: str) -> bool:
    return before == "\u200d" or after in "\u200d\ufe0e\ufe0f" or width(after) == 0


def bars(depth: int, columns: int) -> tuple[Ornament, ...]:
    """Return the bars of a block inside so many block quotes, as many as the width allows."""
    depth = min(depth, (columns - MIN_WIDTH) // 2)
    return tuple(Ornament(2 * level, _BAR, "bar") for level in range(depth))


def _item(block: Block, text: str, columns: int) -> list[Line]:
    marker = (block.marker or "•") + " "
    hang = min(_INDENT * max(block.depth - 1, 0) + width(marker), columns - MIN_WIDTH // 2)
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


def shift(line: Line, x: int, ornaments: tuple[Ornament, ...]) -> Line:
    """Return `line` moved right by `x` cells, with `ornaments` drawn at its left."""
    if not x and not ornaments:
        return line
    return Line(
        line.start,
        line.end,
        tuple(Piece(piece.x + x, piece.start, piece.end) for piece in line.pieces),
        ornaments + tuple(Ornament(mark.x + x, mark.text, mark.role) for mark in line.ornaments),
    )
