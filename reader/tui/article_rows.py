"""The article as rows: what is shown, where one is in it, and how one moves; painting comes with the subclass."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from textual.message import Message

from reader.model import Document
from reader.tui.flow import Flow, Spot
from reader.tui.keys import bindings
from reader.tui.line_view import LineView
from reader.tui.markings import Markings, QuoteMark

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from rich.segment import Segment
    from textual.geometry import Size

    from reader.fetch.pixels import Pixels
    from reader.model import Image, Span
    from reader.tui.cast import Voice
    from reader.tui.flow import Extra
    from reader.tui.pictures import Cells, Drawn

MEASURE = 72
"""The longest line of text, in cells, unless the user wants another."""

MARGIN = 5
"""Left of the text, in cells: a blank, two letters, the bar of the current quote, a blank."""

_SMALL_MARGIN = 2  # the bar and a blank
_ROOMY = 50  # cells from which there is room for the letters
_EDGE = 2  # a blank and the gutter, right of the text


class Page(NamedTuple):
    """What to show: `head` stands above the text, `dropped` behind so many of its blocks."""

    document: Document
    head: Sequence[Extra] = ()
    dropped: Mapping[int, Sequence[Extra]] | None = None


class Columns(NamedTuple):
    """How a row is divided, in cells: the text begins at `left`, after a margin, and is `measure` wide."""

    left: int
    measure: int
    margin: int


class ArticleRows(LineView):
    """Lays a page out and scrolls by rows whose heights become exact as they are seen."""

    BINDINGS = bindings("article")

    class Moved(Message):
        """Another part of the page came into sight."""

    class Jumped(Message):
        """The user went to the top or the bottom from `place`."""

        def __init__(self, place: int | None) -> None:
            self.place = place
            super().__init__()

    def __init__(self) -> None:
        super().__init__()
        self.measure = MEASURE
        self.repeat: Callable[[], int] = lambda: 1
        """How often the next movement is wanted: a number typed before its key."""
        self._page = Page(Document("", "", ()))
        self._flow = Flow(self._page.document, 1)
        self._markings = Markings(self._page.document)
        self._place: int | None = None  # where to be once the size is known
        self._laid_out_for: Size | None = None
        self._settling = False
        self._gutter: dict[int, QuoteMark] | None = None
        self._painted: dict[tuple[int, int], tuple[list[Segment], int]] = {}
        self._pictures: Mapping[str, Pixels] = {}
        self._drawn: dict[str, Drawn] = {}

    # What is shown

    def show(self, page: Page, place: int | None = None) -> None:
        """Show a page with an offset at the top (None: the title); its quotes are set afterwards."""
        self._page, self._place = page, place
        all_names = self._markings.all_names
        self._markings = Markings(page.document)
        self._markings.all_names = all_names
        self._laid_out_for = None
        self.adapt()
        self._repaint()

    def hang(self, pictures: Mapping[str, Pixels]) -> None:
        """Show pictures, by their addresses, above the words that stand for them; what is at the top stays there."""
        self._pictures = dict(pictures)
        if self._laid_out_for is None:
            return
        top = self.scroll_offset.y
        seen = self._flow.at(top) if top else None
        free = self._flow.picture(seen[0]) if seen else 0
        self._make_room()
        self._painted.clear()
        if seen is None:
            self._settle(0, 0, 1)
            return
        item, line = seen
        # The words of a picture may be what is at the top.
        self._settle(item, max(0, line - free + self._flow.picture(item)) if line >= free else line, 0)

    def _make_room(self) -> None:
        """Keep the rows free that pictures take in the measure of now, and forget those that are hidden."""
        sizes: dict[str, Cells] = {}
        if self._pictures:
            from reader.tui.pictures import size_of  # only where there are pictures

            most = max(self.rows - 4, 3)
            sizes = {
                address: size_of(pixels, self._columns.measure, most)
                for address, pixels in self._pictures.items()
            }
        for address, drawn in list(self._drawn.items()):
            if sizes.get(address) != drawn.size:
                self._drawn.pop(address).close()
        images = self._flow.images() if sizes or self._flow.has_pictures else ()
        self._flow.hang({item: sizes[image.address].rows for item, image in images if image.address in sizes})

    def images_in_sight(self) -> list[Image]:
        """Return the pictures of which the words, or themselves, are in sight."""
        first, last = self._flow.at(self.scroll_offset.y), self._flow.at(self._last_row)
        if first is None or last is None:
            return []
        found = (self._flow.image(item) for item in range(first[0], last[0] + 1))
        return [image for image in found if image is not None]

    def go_to_image(self) -> bool:
        """Bring the next picture below into sight, and tell whether there is one."""
        last = self._flow.at(self._last_row)
        below = (item for item, _ in self._flow.images() if last is not None and item > last[0])
        item = next(below, None)
        if item is None:
            return False
        self._settle(item, 0, 1)
        return True

    def has_images(self) -> bool:
        """Tell whether the page has pictures."""
        return next(self._flow.images(), None) is not None

    @property
    def _last_row(self) -> int:
        return min(self.scroll_offset.y + self.rows, self._flow.total - 1) - 1

    def set_quotes(self, quotes: Sequence[QuoteMark], current: int | None) -> None:
        """Highlight quotes, one of them as the current one; nothing moves."""
        self._markings.set_quotes(quotes)
        self.set_current(current)

    def set_current(self, quote: int | None) -> None:
        """Light another quote up."""
        self._markings.current = quote
        self._gutter = None
        self._repaint()

    def set_people(self, people: Sequence[Sequence[Span]]) -> None:
        """Know where each person is named, for clicks."""
        self._markings.set_people(people)

    def toggle_names(self) -> bool:
        """Underline the names of all people, or no more; return which."""
        self._markings.all_names = not self._markings.all_names
        self._repaint()
        return self._markings.all_names

    def set_names(self, mentions: Iterable[Span], voice: Voice | None, current: int | None) -> None:
        """Tell the mentions of the selected person by style, one of them as the current one."""
        self._markings.set_names(mentions, voice, current)
        self._repaint()

    def set_highlights(self, highlights: Iterable[Span]) -> None:
        """Show what the reader highlighted."""
        self._markings.set_highlights(highlights)
        self._repaint()

    def set_match(self, current: int | None) -> None:
        """Let another of the matches be the brighter one."""
        self._markings.match = current
        self._repaint()

    def set_matches(self, matches: Sequence[Span], current: int | None) -> None:
        """Light matches up, one of them brighter."""
        self._markings.set_matches(matches, current)
        self._repaint()

    # Where it is

    @property
    def place(self) -> int | None:
        """The offset at the top of the screen, to come back to; None while something above the text is there."""
        if self._laid_out_for is None:
            return self._place
        first = self._flow.at(self.scroll_offset.y)
        above = first is None or (self._flow.start(first[0]) is None and self._flow.find(0).item > first[0])
        return None if above else max(self.seen[0], 0)

    @property
    def seen(self) -> Span:
        """The offsets of the first and last code point in sight; -1 stands for what is above the text."""
        top = self.scroll_offset.y
        first = self._flow.at(top)
        last = self._flow.at(self._last_row)
        return (self._offset(first, at_end=False), self._offset(last, at_end=True))

    def _offset(self, place: tuple[int, int] | None, *, at_end: bool) -> int:
        if place is None:
            return -1
        item, number = place
        start = self._flow.start(item)
        while start is None and item < len(self._flow.items) - 1 and item > 0 and not at_end:
            item, number = item + 1, 0
            start = self._flow.start(item)
        if start is None:
            return -1
        if number < 0:
            return start - at_end
        line = self._flow.lines(item)[number]
        return start + (max(line.end - 1, line.start) if at_end else line.start)

    @property
    def percent(self) -> int:
        """How far down the page is scrolled, in percent."""
        below = self._flow.total - self.rows
        return 100 if below <= 0 else round(100 * min(self.scroll_offset.y / below, 1))

    def go_to(self, offset: int, *, at_top: bool = False) -> None:
        """Bring an offset into sight, in the upper part of the screen; -1 is the title."""
        if self._laid_out_for is None:  # there is no room for a single row yet
            self._place = max(offset, 0)
            return
        spot = self._flow.find(offset) if offset >= 0 else Spot(0, 0)
        line = self._flow.line_of(spot)
        row = self._flow.top(spot.item) + self._flow.space(spot.item) + line - self.scroll_offset.y
        if at_top:
            row = 1
        elif not 1 <= row <= self.rows - 4:
            row = self.rows // 3
        self._settle(spot.item, line, row)

    def go_back(self, place: int | None) -> None:
        """Bring a `place` of before to the top again."""
        spot = Spot(0, 0) if place is None else self._flow.find(place)
        if self._laid_out_for is None or not self._flow.items:
            self._place = place
        elif place is None:
            self._settle(0, 0, 1)
        else:
            self._settle(spot.item, self._flow.line_of(spot), 0)

    def action_rows(self, count: int) -> None:
        """Scroll by rows."""
        self._scroll_by(count * self.repeat())

    def action_pages(self, share: float) -> None:
        """Scroll by a share of the screen; two rows of the old screen stay in sight."""
        rows = max(1, round(abs(share) * max(self.rows - 2, 1))) * self.repeat()
        self._scroll_by(rows if share > 0 else -rows)

    def _scroll_by(self, rows: int) -> None:
        self.scroll_to(y=self.scroll_offset.y + rows, animate=False)

    def action_edge(self, direction: int) -> None:
        """Go to the top (-1) or the bottom (1)."""
        self.post_message(self.Jumped(self.place))
        self._to_edge(direction)

    def _to_edge(self, direction: int) -> None:
        last = len(self._flow.items) - 1
        if self._laid_out_for is None or last < 0:
            return
        if direction < 0:
            self._settle(0, 0, 1)
        else:
            self._settle(last, len(self._flow.lines(last)) - 1, self.rows - 2)

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Lay out what comes into sight, so that what was in sight stays where it is."""
        super().watch_scroll_y(old_value, new_value)
        if not self._settling and round(old_value) != round(new_value):
            self._settle(*self._flow.anchor(round(new_value), self.rows))

    def adapt(self) -> None:
        """Lay out for the current size; the place at the top stays, or the end of the page if that is in sight."""
        before, now = self._laid_out_for, self.size
        if not now or before == now:
            return
        self._laid_out_for = now
        self.room = self._room()
        self._painted.clear()
        self._gutter = None
        if before is None:
            self._flow = Flow(self._page.document, self._columns.measure, self._page.head, self._page.dropped)
            self._make_room()
            spot = None if self._place is None else self._flow.find(self._place)
        else:
            top = self.scroll_offset.y
            at_end = 0 < top >= self._flow.total - before.height
            seen = self._flow.at(top) if top else None
            spot = self._flow.spot(*seen) if seen else None
            self._flow.resize(self._columns.measure)
            self._make_room()
            if at_end:
                self._to_edge(1)
                return
        if spot is None:
            self._settle(0, 0, 1)
        else:
            self._settle(spot.item, self._flow.line_of(spot), 0)

    def _settle(self, item: int, line: int, row: int) -> None:
        if not self._flow.items:
            self.extend(0)
            return
        top = self._flow.settle(item, line, row, self.rows)
        self._settling = True
        try:
            self.extend(self._flow.total)
            self.scroll_to(y=top, animate=False)
        finally:
            self._settling = False
        self.refresh()
        self.post_message(self.Moved())

    @property
    def _columns(self) -> Columns:
        margin = MARGIN if self.room >= _ROOMY else _SMALL_MARGIN
        measure = min(self.measure, max(self.room - margin - _EDGE - 1, 1))
        return Columns(max(margin, (self.room - measure) // 2), measure, margin)

    def _repaint(self) -> None:
        self._painted.clear()
        self.refresh()
