"""How many terminal cells a text takes, and where in it a cell lies.

Widths are rich's, the ones that Textual draws with, so that what is measured here is what is painted.  A tab
counts as `TAB_WIDTH` cells, since tab stops would make a line's width depend on where it starts.
"""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate

from rich.cells import cell_len, split_graphemes

TAB_WIDTH = 4
ELLIPSIS = "…"
_TAB = " " * TAB_WIDTH


def shown(text: str) -> str:
    """Return `text` as it is painted: tabs and newlines as blanks."""
    if text.isprintable():
        return text
    return text.replace("\t", _TAB).replace("\n", " ")


def width(text: str) -> int:
    """Return the number of cells that `text` takes on the screen."""
    return cell_len(shown(text))


def shorten(text: str, limit: int) -> str:
    """Return `text` in at most `limit` cells, ending in an ellipsis where something is left out."""
    text = shown(text)
    if cell_len(text) <= limit:
        return text
    if limit < 1:
        return ""
    return text[: Ruler(text).fit(0, limit - 1)].rstrip() + ELLIPSIS


def extend_cluster(text: str, end: int) -> int:
    """Return `end`, moved behind the marks and joined characters that belong to what stands before it."""
    while 0 < end < len(text) and (text[end - 1] == "\u200d" or cell_len(text[end]) == 0):
        if text[end] == "\n":
            break
        end += 1
    return end


class Ruler:
    """Measures slices of one text.

    A text of one-cell characters, nearly every one in Latin script, costs nothing to prepare; any other is cut
    into grapheme clusters once, and then answered by bisection.
    """

    __slots__ = ("_cells", "_starts", "length")

    def __init__(self, text: str) -> None:
        self.length = len(text)
        self._starts: list[int] = []
        self._cells: list[int] = []
        if (text.isascii() and text.isprintable()) or _plain(text):
            return
        # As blanks, line breaks and tabs stay clusters of their own.
        clusters, _ = split_graphemes(text.replace("\n", " ").replace("\t", " "))
        self._starts = [start for start, _, _ in clusters]
        self._starts.append(len(text))
        sizes = (TAB_WIDTH if text[start] == "\t" else cells for start, _, cells in clusters)
        self._cells = list(accumulate(sizes, initial=0))

    def width(self, start: int, end: int) -> int:
        """Return the cells between two code points; a cut inside a cluster counts as one before it."""
        if not self._starts:
            return end - start
        return self._cells[self._cluster(end)] - self._cells[self._cluster(start)]

    def fit(self, start: int, limit: int) -> int:
        """Return the end of the longest slice from `start` of whole clusters in at most `limit` cells."""
        if not self._starts:
            return min(start + limit, self.length)
        budget = self._cells[self._cluster(start)] + limit
        return self._starts[bisect_right(self._cells, budget) - 1]

    def next(self, start: int) -> int:
        """Return the end of the cluster that begins at `start`."""
        if not self._starts:
            return min(start + 1, self.length)
        return self._starts[min(self._cluster(start) + 1, len(self._starts) - 1)]

    def snap(self, position: int) -> int:
        """Return the start of the cluster that holds the code point at `position`."""
        if not self._starts:
            return position
        return self._starts[self._cluster(position)]

    def _cluster(self, position: int) -> int:
        return bisect_right(self._starts, position) - 1


def _plain(text: str) -> bool:
    return all(character == "\n" or cell_len(character) == 1 for character in set(text))
