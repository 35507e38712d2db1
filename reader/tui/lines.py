"""The lines that show a text, and how running text is broken into them for a width in cells.

A line says which code points it owns, which of them it shows and where, and what is drawn around them.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

from reader.tui.cells import Ruler, width

Role = Literal["marker", "bar", "rule", "fill", "image"]

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
