"""The article: one widget that lays out and paints what is on the screen, and nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, NamedTuple

from rich.segment import Segment
from rich.style import Style
from textual.geometry import Offset
from textual.message import Message
from textual.strip import Strip

from reader.model import Document
from reader.tui.cells import Ruler, extend_cluster, width
from reader.tui.flow import Extra, Flow, Spot
from reader.tui.keys import bindings
from reader.tui.line_view import LineView
from reader.tui.markings import COMPONENTS, Look, Markings, QuoteMark, item_style
from reader.tui.paint import Mark, segments

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from textual import events
    from textual.geometry import Size
    from textual.selection import Selection

    from reader.model import Span
    from reader.tui.cast import Voice

MEASURE = 72
"""The longest line of text, in cells."""

_MARGIN = 5  # a blank, two letters, the bar of the current quote, a blank
_SMALL_MARGIN = 2  # the bar and a blank
_ROOMY = 50  # cells from which there is room for the letters
_EDGE = 2  # a blank and the gutter, right of the text
_GUTTER = "▐"
_BAR = "▎ "


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


class ArticleView(LineView):
    """Shows a page with its quotes, and scrolls by rows whose heights become exact as they are seen."""

    BINDINGS = bindings("article")
    COMPONENT_CLASSES: ClassVar[set[str]] = {f"article--{name}" for name in COMPONENTS}

    class QuoteClicked(Message):
        """A quote was clicked, in the text or the gutter."""

        def __init__(self, quote: int) -> None:
            self.quote = quote
            super().__init__()

    class NameClicked(Message):
        """The name of a person was clicked."""

        def __init__(self, person: int) -> None:
            self.person = person
            super().__init__()

    class LinkClicked(Message):
        """A link was clicked."""

        def __init__(self, href: str) -> None:
            self.href = href
            super().__init__()

    class Moved(Message):
        """Another part of the page came into sight."""

    def __init__(self) -> None:
        super().__init__()
        self._page = Page(Document("", "", ()))
        self._flow = Flow(self._page.document, 1)
        self._markings = Markings(self._page.document)
        self._place: int | None = None  # where to be once the size is known
        self._laid_out_for: Size | None = None
        self._settling = False
        self._gutter: dict[int, QuoteMark] | None = None
        self._painted: dict[tuple[int, int], tuple[list[Segment], int]] = {}

    # What is shown

    def show(self, page: Page, place: int | None = None) -> None:
        """Show a page with an offset at the top (None: the title); its quotes are set afterwards."""
        self._page, self._place = page, place
        self._markings = Markings(page.document)
        self._laid_out_for = None
        self.adapt()
        self._repaint()

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

    def set_names(self, mentions: Iterable[Span], voice: Voice | None, current: int | None) -> None:
        """Tell the mentions of the selected person by style, one of them as the current one."""
        self._markings.set_names(mentions, voice, current)
        self._repaint()

    def set_matches(self, matches: Sequence[Span], current: int | None) -> None:
        """Light matches up, one of them brighter."""
        self._markings.set_matches(matches, current)
        self._repaint()

    # Where it is

    @property
    def place(self) -> int | None:
        """The offset at the top of the screen, to come back to; None while the top of the page is in sight."""
        if self._laid_out_for is None:
            return self._place
        return max(self.seen[0], 0) if self.scroll_offset.y else None

    @property
    def seen(self) -> Span:
        """The offsets of the first and last code point in sight; -1 stands for what is above the text."""
        top = self.scroll_offset.y
        first = self._flow.at(top)
        last = self._flow.at(min(top + self.rows, self._flow.total - 1) - 1)
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

    def action_rows(self, count: int) -> None:
        """Scroll by rows."""
        self.scroll_to(y=self.scroll_offset.y + count, animate=False)

    def action_pages(self, share: float) -> None:
        """Scroll by a share of the screen; two rows of the old screen stay in sight."""
        rows = max(1, round(abs(share) * max(self.rows - 2, 1)))
        self.action_rows(rows if share > 0 else -rows)

    def action_edge(self, direction: int) -> None:
        """Go to the top (-1) or the bottom (1)."""
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
        self._painted.clear()
        self._gutter = None
        if before is None:
            self._flow = Flow(self._page.document, self._columns.measure, self._page.head, self._page.dropped)
            spot = None if self._place is None else self._flow.find(self._place)
        else:
            top = self.scroll_offset.y
            at_end = 0 < top >= self._flow.total - before.height
            seen = self._flow.at(top) if top else None
            spot = self._flow.spot(*seen) if seen else None
            self._flow.resize(self._columns.measure)
            if at_end:
                self.action_edge(1)
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
        margin = _MARGIN if self.room >= _ROOMY else _SMALL_MARGIN
        measure = min(MEASURE, max(self.room - margin - _EDGE - 1, 1))
        return Columns(max(margin, (self.room - measure) // 2), measure, margin)

    # Painting

    def notify_style_update(self) -> None:
        """Forget what was painted in the old colours."""
        super().notify_style_update()
        self._painted.clear()

    def _repaint(self) -> None:
        self._painted.clear()
        self.refresh()

    def _component(self, name: str) -> Style:
        return self.get_component_rich_style(f"article--{name}", partial=True)

    def render_line(self, y: int) -> Strip:
        """Return one row of the screen."""
        base, room, columns = self.rich_style, self.room, self._columns
        look = Look(self._component, self.app.theme_variables)
        seen = self._flow.at(self.scroll_offset.y + y)
        parts: list[Segment] = []
        used = 0
        if seen and seen[1] >= 0:
            parts = self._margin(*seen, columns, base, look)
            line, used = self._line(*seen, base, look)
            parts += line
            used += columns.left
        elif seen and (bars := self._flow.bars_above(seen[0])):
            parts = [Segment(" " * columns.left, base)]
            parts += [Segment(bar.text, base + look.component("bar")) for bar in bars]
            used = columns.left + sum(width(bar.text) for bar in bars)
        if self._gutter is None:
            self._gutter = self._markings.gutter(self.rows)
        mark = self._gutter.get(y)
        if not used and mark is None:
            return Strip.blank(room, base)
        parts.append(Segment(" " * max(room - 1 - used, 0), base))
        parts.append(Segment(_GUTTER, base + look.voice(mark.voice)) if mark else Segment(" ", base))
        return Strip(parts, max(room, used + 1))

    def _line(self, item: int, number: int, base: Style, look: Look) -> tuple[list[Segment], int]:
        """Return the text of a line, and the cells it takes."""
        selection = self.text_selection
        painted = self._painted.get((item, number))
        if painted is not None and selection is None:
            return painted
        text, line = self._flow.text(item), self._flow.lines(item)[number]
        layers = self._markings.layers(self._flow, item, line.start, line.end, look)
        if selection is not None and (span := selection.get_span(item)):
            end = span[1] if span[1] >= 0 else len(text)
            # Of Textual's style only the background: its text may be as good as transparent.
            selected = Style(bgcolor=self.screen.get_component_rich_style("screen--selection").bgcolor)
            layers.append(Mark(span[0], end, selected))
        parts = segments(
            text,
            line,
            layers,
            base + item_style(self._flow, item, number, look),
            lambda role: base + look.component("code" if role == "fill" else role),
        )
        painted = parts, sum(segment.cell_length for segment in parts)
        if selection is None:
            self._painted[item, number] = painted
        return painted

    def _margin(self, item: int, number: int, columns: Columns, base: Style, look: Look) -> list[Segment]:
        """Return what stands left of a line: a speaker's letters where a quote begins, a bar along the current."""
        line = self._flow.lines(item)[number]
        quotes = self._markings.quotes_in(self._flow, item, line.start, line.end)
        current = next((mark.value for mark in quotes if mark.value.quote == self._markings.current), None)
        parts = [Segment(" " * (columns.left - columns.margin), base)]
        if columns.margin == _MARGIN:
            beginning = [mark.value for mark in quotes if mark.start >= line.start]
            named = current if current in beginning else beginning[0] if beginning else None
            letters = named.voice.letters if named and named.voice else ""
            style = base + look.voice(named.voice) if named else base
            parts.append(Segment(" " * (3 - width(letters)) + letters, style))
        parts.append(Segment(_BAR, base + look.voice(current.voice)) if current else Segment("  ", base))
        return parts

    # Mouse

    def content_offset_at(self, x: int, y: int) -> Offset:
        """Return code point and item under a cell of the widget; beside a line, its nearest end."""
        flow = self._flow
        seen = flow.at(self.scroll_offset.y + y)
        if seen is None:
            last = max(len(flow.items) - 1, 0)
            return Offset(len(flow.text(last)) if flow.items else 0, last)
        item, number = seen
        if number < 0:
            return Offset(0, item)
        line, column = flow.lines(item)[number], x - self._columns.left
        best = line.start
        for piece in line.pieces:
            if column >= piece.x or piece is line.pieces[0]:
                ruler = Ruler(flow.text(item)[piece.start : piece.end])
                best = piece.start + ruler.fit(0, max(column - piece.x, 0))
        return Offset(best, item)

    @property
    def allow_select(self) -> bool:
        """Text can be selected."""
        return True

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        """Return the selected text: without the line breaks of the layout, with a blank line between blocks."""
        last = len(self._flow.items) - 1
        parts = []
        for item in range(selection.start.y if selection.start else 0, last + 1):
            span = selection.get_span(item)
            if span is None:
                break
            text = self._flow.text(item)
            parts.append(text[span[0] : extend_cluster(text, span[1]) if span[1] >= 0 else len(text)])
        return "\n\n".join(parts), "\n"

    def selection_updated(self, selection: Selection | None) -> None:
        """Paint the new selection."""
        self._repaint()

    def on_click(self, event: events.Click) -> None:
        """Follow the link, select the person or go to the quote under the pointer."""
        if event.x >= self.room - 1:
            self._click_gutter(event.y)
            return
        if self.screen.get_selected_text():
            return
        flow, (position, item) = self._flow, self.content_offset_at(event.x, event.y)
        link = self._markings.link_at(flow, item, position)
        person = self._markings.person_at(flow, item, position)
        quotes = self._markings.quotes_in(flow, item, position, position + 1)
        if link is not None:
            self.post_message(self.LinkClicked(link))
        elif person is not None:
            self.post_message(self.NameClicked(person))
        elif quotes:
            self.post_message(self.QuoteClicked(quotes[0].value.quote))

    def _click_gutter(self, row: int) -> None:
        if self._gutter:
            nearest = min(self._gutter, key=lambda other: abs(other - row))
            self.post_message(self.QuoteClicked(self._gutter[nearest].quote))
