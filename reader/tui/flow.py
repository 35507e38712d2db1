"""The article as one column of rows, of which only those on the screen are laid out.

Every other item has an estimated height.  When an item comes near the screen it is laid out and its height
becomes exact; `settle` does so around a given line and says where the column must be scrolled to for that line
to stay where it is.  So the cost of opening, jumping and resizing follows the screen and not the article.
"""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate
from typing import TYPE_CHECKING, Literal, NamedTuple

from reader.model import Block, Image
from reader.tui.cells import width
from reader.tui.layout import PICTURE, bars, lay_out
from reader.tui.lines import Line

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from reader.model import Document
    from reader.tui.lines import Ornament

ExtraKind = Literal["title", "byline", "dropped", "caption", "image", "note"]

# Words wrap before the margin: a line of prose is this full on average.
_FILL = 0.94
_STAMP = 12
"""A paragraph of no more code points than this that begins with a digit is an hour or a date."""


class Extra(NamedTuple):
    """Text on the screen that is not part of the document's text: the title block, lines that were dropped, pictures."""

    kind: ExtraKind
    text: str
    image: Image | None = None


Item = Block | Extra


class Spot(NamedTuple):
    """A place in the column that survives a new layout: a code point of an item's text."""

    item: int
    position: int


class Flow:
    """The rows of one document.

    `head` stands above the text; `dropped` maps a number of blocks to what is shown behind that many.  `columns`
    is the measure in cells.
    """

    def __init__(
        self,
        document: Document,
        columns: int,
        head: Sequence[Extra] = (),
        dropped: Mapping[int, Sequence[Extra]] | None = None,
    ) -> None:
        self.document = document
        self.columns = columns
        self.items: list[Item] = list(head)
        self._first_block = len(self.items)
        if dropped:
            for index, block in enumerate(document.blocks):
                self.items.extend(dropped.get(index, ()))
                self.items.append(block)
            for after in sorted(after for after in dropped if after >= len(document.blocks)):
                self.items.extend(dropped[after])
        else:
            self.items.extend(document.blocks)
        self._starts: list[int] | None = None
        self._laid_out: dict[int, tuple[Line, ...]] = {}
        self._pictures: dict[int, int] = {}
        self._heights: list[int] = []
        self._tops: list[int] | None = None
        self._on_screen = range(0)
        self._text: tuple[int, str] = (-1, "")
        self._estimate()

    # Geometry

    def resize(self, columns: int) -> None:
        """Lay everything out anew for another measure: at once this only costs the estimates."""
        if columns != self.columns:
            self.columns = columns
            self._laid_out.clear()
            self._on_screen = range(0)
            self._estimate()

    @property
    def total(self) -> int:
        """Rows of the whole column, as far as known; one empty row closes it."""
        return self._row_tops()[-1] + 1

    def top(self, item: int) -> int:
        """Return the first row of an item, the blank rows above it included."""
        return self._row_tops()[item]

    def space(self, item: int) -> int:
        """Return the blank rows above an item."""
        return _space(self.items[item - 1] if item else None, self.items[item], self.document.text)

    def lines(self, item: int) -> tuple[Line, ...]:
        """Return the lines of an item, laid out at the first call."""
        lines = self._laid_out.get(item)
        if lines is None:
            content = self.items[item]
            block = content if isinstance(content, Block) else _as_block(content)
            above = (Line(0, 0, ()),) * self._pictures.get(item, 0)
            lines = (*above, *lay_out(block, self.text(item), self.columns))
            self._laid_out[item] = lines
            height = self.space(item) + len(lines)
            if height != self._heights[item]:
                self._heights[item] = height
                self._tops = None
        return lines

    def image(self, item: int) -> Image | None:
        """Return the picture that an item stands for, or None."""
        content = self.items[item]
        if isinstance(content, Extra):
            return content.image
        return Image(content.info, content.marker) if content.kind == "image" else None

    def images(self) -> Iterator[tuple[int, Image]]:
        """Yield the items that stand for pictures, and what these are."""
        for item in range(len(self.items)):
            image = self.image(item)
            if image is not None:
                yield item, image

    @property
    def has_pictures(self) -> bool:
        """Whether rows are kept free for pictures."""
        return bool(self._pictures)

    def picture(self, item: int) -> int:
        """Return how many of an item's lines, its first ones, are kept free for a picture."""
        return self._pictures.get(item, 0)

    def hang(self, pictures: Mapping[int, int]) -> None:
        """Keep so many rows free above the words of items."""
        for item in {*self._pictures, *pictures}:
            before, now = self._pictures.get(item, 0), pictures.get(item, 0)
            if before != now:
                self._laid_out.pop(item, None)
                self._heights[item] += now - before
                self._tops = None
        self._pictures = dict(pictures)

    def bars_above(self, item: int) -> tuple[Ornament, ...]:
        """Return the bars that go through the blank rows above an item, from one block quote into the next."""
        above, below = self.items[item - 1] if item else None, self.items[item]
        if isinstance(above, Block) and isinstance(below, Block):
            return bars(min(above.quote, below.quote), self.columns)
        return ()

    def at(self, row: int) -> tuple[int, int] | None:
        """Return item and line at a row; the line is negative in the blank rows above the item."""
        tops = self._row_tops()
        if not 0 <= row < tops[-1]:
            return None
        item = bisect_right(tops, row) - 1
        return item, row - tops[item] - self.space(item)

    def settle(self, item: int, line: int, row: int, height: int) -> int:
        """Lay out all that is seen when `line` of `item` stands at `row` of a screen of `height` rows.

        Returns the column's row at the top of the screen.  At the ends of the column it is that end that is
        shown, and the line stands elsewhere.
        """
        last = len(self.items) - 1
        if last < 0:
            return 0
        line = min(line, len(self.lines(item)) - 1)
        self._lay_out_around(item, line, row, height)
        top = self.top(item) + self.space(item) + line - row
        if top + height > self.total and top > 0:
            bottom = len(self.lines(last)) - 1
            self._lay_out_around(last, bottom, height - 2, height)
            top = min(top, max(self.total - height, 0))
        if top <= 0:
            self._lay_out_around(0, -self.space(0), 0, height)
            top = 0
        self._on_screen = self._between(top, height)
        return top

    def anchor(self, row: int, height: int) -> tuple[int, int, int]:
        """Return what must not move when the screen's top comes to `row`: an item, its line, its screen row.

        It is the first item on the screen that was visible before, or else the first whose lines are known already.
        """
        tops = self._row_tops()
        row = max(0, min(row, tops[-1] - 1))
        there = self._between(row, height)
        known = (item for item in there if item in self._laid_out)
        item = next((item for item in there if item in self._on_screen), next(known, there[0]))
        if tops[item] >= row:
            return item, -self.space(item), tops[item] - row
        return item, row - tops[item] - self.space(item), 0

    def _between(self, row: int, height: int) -> range:
        """Return the items of which something stands on a screen of `height` rows with `row` at its top."""
        tops = self._row_tops()
        last = bisect_right(tops, min(row + height, tops[-1]) - 1) - 1
        return range(bisect_right(tops, row) - 1, last + 1)

    def _lay_out_around(self, item: int, line: int, row: int, height: int) -> None:
        self.lines(item)
        before = self.space(item) + line
        above, below = row - before, height - row - (self._heights[item] - before)
        upward = downward = item
        while above > 0 and upward > 0:
            upward -= 1
            self.lines(upward)
            above -= self._heights[upward]
        while below > 0 and downward < len(self.items) - 1:
            downward += 1
            self.lines(downward)
            below -= self._heights[downward]

    def _row_tops(self) -> list[int]:
        if self._tops is None:
            self._tops = list(accumulate(self._heights, initial=0))
        return self._tops

    def _estimate(self) -> None:
        text = self.document.text
        sample = text[:2000]
        room = self.columns * _FILL * (len(sample) / max(width(sample), 1) if sample else 1)
        heights = []
        previous: Item | None = None
        for item in self.items:
            if not isinstance(item, Block):
                rows = int(len(item.text) / room) + 1
            elif item.kind == "code":
                rows = text.count("\n", item.start, item.end) + 1
            elif item.kind == "table":
                rows = len(item.cells) + 1
            else:
                rows = int((item.end - item.start) / room) + 1
            heights.append(rows + _space(previous, item, text))
            previous = item
        self._pictures = {}
        self._heights = heights
        self._tops = None

    # Places in the text

    def text(self, item: int) -> str:
        """Return an item's text."""
        if self._text[0] != item:  # asked for line by line, while a block may be a whole book
            content = self.items[item]
            if isinstance(content, Block):
                self._text = (item, self.document.text[content.start : content.end])
            else:
                self._text = (item, content.text)
        return self._text[1]

    def start(self, item: int) -> int | None:
        """Return the offset in the document of an item's first code point, or None outside of it."""
        content = self.items[item]
        return content.start if isinstance(content, Block) else None

    def find(self, offset: int) -> Spot:
        """Return the place of an offset into the document; between blocks, the end of the one before."""
        if self._starts is None:
            starts, reached = [], 0
            for content in self.items:
                reached = content.start if isinstance(content, Block) else reached
                starts.append(reached)
            self._starts = starts
        item = max(bisect_right(self._starts, offset) - 1, 0)
        while item and not isinstance(self.items[item], Block):
            item -= 1
        content = self.items[item]
        if not isinstance(content, Block):
            return Spot(item, 0)
        return Spot(item, max(0, min(offset, content.end) - content.start))

    def line_of(self, spot: Spot) -> int:
        """Return the line that shows a place."""
        lines = self.lines(spot.item)
        for index, line in enumerate(lines):
            if any(piece.start <= spot.position < piece.end for piece in line.pieces):
                return index
        owner = bisect_right(lines, spot.position, key=lambda line: line.start) - 1
        return max(owner, 0)

    def spot(self, item: int, line: int) -> Spot:
        """Return the place of a line's beginning."""
        if line <= 0:
            return Spot(item, 0)
        lines = self.lines(item)
        line_shown = lines[min(line, len(lines) - 1)]
        return Spot(item, min((piece.start for piece in line_shown.pieces), default=line_shown.start))


def _as_block(extra: Extra) -> Block:
    """Return the block as which text outside of the document is laid out."""
    if extra.kind in ("image", "caption"):
        return Block(0, len(extra.text), "item", depth=1, marker=PICTURE)
    return Block(0, len(extra.text), "paragraph")


def _space(previous: Item | None, item: Item, text: str) -> int:
    """Return the blank rows between two items: lists stay together, headings keep away from what is above.

    A heading stands right below the hour or the date of an entry.
    """
    if previous is None:
        return 1
    if isinstance(item, Extra):
        together = isinstance(previous, Extra) and previous.kind == item.kind and item.kind != "image"
        return 0 if together else 1
    if item.kind == "item" and isinstance(previous, Block) and previous.kind == "item":
        return 0
    if isinstance(previous, Extra) and previous.kind == "byline":
        return 2
    if item.kind == "heading" and isinstance(previous, Block):
        stamp = previous.kind == "paragraph" and 0 < previous.end - previous.start <= _STAMP
        if stamp and text[previous.start].isdigit():
            return 0
        return 2 if item.level <= 2 else 1
    return 1
