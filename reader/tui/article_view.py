"""The article: one widget that lays out and paints what is on the screen, and nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, NamedTuple

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Offset
from textual.message import Message
from textual.strip import Strip

from reader.tui.cells import Ruler, width
from reader.tui.flow import Extra, Flow, Spot
from reader.tui.keys import bindings
from reader.tui.line_view import LineView
from reader.tui.paint import Mark, Marks, segments

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from textual.geometry import Size
    from textual.selection import Selection

    from reader.model import Document, Span
    from reader.tui.cast import Voice

MEASURE = 72
"""The longest line of text, in cells."""

_EDGE = 2  # a space and the gutter, right of the text
_GUTTER = "▐"
_BAR = "▎"


class QuoteMark(NamedTuple):
    """A quote to highlight: offsets into the document, or, when `in_title`, into the title."""

    quote: int
    start: int
    end: int
    voice: Voice | None
    in_title: bool = False


class Page(NamedTuple):
    """What to show: `head` stands above the text, `dropped` behind so many of its blocks."""

    document: Document
    head: Sequence[Extra] = ()
    dropped: Mapping[int, Sequence[Extra]] | None = None


class ArticleView(LineView):
    """Shows a page with its quotes, and scrolls by rows whose heights become exact as they are seen."""

    BINDINGS = bindings("article")
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        f"article--{name}"
        for name in (
            "title", "byline", "dropped", "heading", "subheading", "code", "strong", "emphasis", "strike", "link",
            "inline-code", "image", "marker", "bar", "rule", "quote", "quote-current", "name", "match",
            "match-current", "table-head",
        )
    }  # fmt: skip

    class QuoteClicked(Message):
        """A quote was clicked, in the text or the gutter."""

        def __init__(self, quote: int) -> None:
            self.quote = quote
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
        self._page: Page | None = None
        self._flow: Flow | None = None
        self._waiting: int | None = None  # where to be once the size is known
        self._laid_out_for: Size | None = None
        self._settling = False
        self._quotes: Marks[QuoteMark] = Marks()
        self._title_quotes: Marks[QuoteMark] = Marks()
        self._gutter: dict[int, QuoteMark] = {}
        self._gutter_height = -1
        self._all_quotes: list[QuoteMark] = []
        self._current: int | None = None
        self._names: Marks[Voice | None] = Marks()
        self._inline: Marks[str] = Marks()
        self._links: Marks[str] = Marks()
        self._matches: Marks[int] = Marks()
        self._match: int | None = None
        self._strips: dict[tuple[int, int], tuple[list[Segment], int]] = {}

    # What is shown

    def show(self, page: Page, place: int | None = None) -> None:
        """Show a page with an offset at the top (None: the title); its quotes are set afterwards."""
        self._page = page
        self._flow = None
        self._waiting = place
        styles = page.document.styles
        self._inline = Marks(Mark(style.start, style.end, style.kind) for style in styles)
        self._links = Marks(Mark(style.start, style.end, style.href) for style in styles if style.href)
        self._names, self._matches, self._match = Marks(), Marks(), None
        self.set_quotes((), None)
        self._laid_out_for = None
        self.adapt()

    def set_quotes(self, quotes: Sequence[QuoteMark], current: int | None) -> None:
        """Highlight quotes, one of them as the current one; nothing moves."""
        self._all_quotes = list(quotes)
        self._quotes = Marks(Mark(quote.start, quote.end, quote) for quote in quotes if not quote.in_title)
        self._title_quotes = Marks(Mark(quote.start, quote.end, quote) for quote in quotes if quote.in_title)
        self._gutter_height = -1
        self._current = current
        self._repaint()

    def set_current(self, quote: int | None) -> None:
        """Light another quote up."""
        self._current = quote
        self._gutter_height = -1
        self._repaint()

    def set_names(self, mentions: Iterable[Span], voice: Voice | None) -> None:
        """Tell the mentions of the selected person by style."""
        self._names = Marks(Mark(start, end, voice) for start, end in mentions)
        self._repaint()

    def set_matches(self, matches: Sequence[Span], current: int | None) -> None:
        """Light matches up, one of them brighter."""
        self._matches = Marks(Mark(start, end, index) for index, (start, end) in enumerate(matches))
        self._match = current
        self._repaint()

    # Where it is

    @property
    def place(self) -> int | None:
        """The offset at the top of the screen, to come back to; None while the top of the page is in sight."""
        if self._flow is None or not self.scroll_offset.y:
            return self._waiting if self._flow is None else None
        return max(self.seen[0], 0)

    @property
    def seen(self) -> Span:
        """The offsets of the first and last code point in sight; from -1 while the title is."""
        flow = self._flow
        if flow is None:
            return (-1, 0)
        top, bottom = self.scroll_offset.y, self.scroll_offset.y + self.rows - 1
        first, last = flow.at(top), flow.at(min(bottom, flow.total - 2))
        return (self._offset(first, at_end=False), self._offset(last, at_end=True))

    def _offset(self, place: tuple[int, int] | None, *, at_end: bool) -> int:
        flow = self._flow
        if flow is None or place is None:
            return -1
        item, line = place
        start = flow.start(item)
        if start is None:
            return -1 if item == 0 or not at_end else 0
        if line < 0:
            return start - at_end
        owned = flow.lines(item)[line]
        return start + (max(owned.end - 1, owned.start) if at_end else owned.start)

    @property
    def percent(self) -> int:
        """How much of the page lies above the end of the screen, in percent."""
        if self._flow is None or self._flow.total <= self.rows:
            return 100
        return round(100 * min(1, self.scroll_offset.y / max(self._flow.total - self.rows, 1)))

    def go_to(self, offset: int, *, at_top: bool = False) -> None:
        """Bring an offset into sight, in the upper part of the screen; -1 is the title."""
        flow = self._flow
        if flow is None:
            return
        spot = flow.find(offset) if offset >= 0 else Spot(0, 0)
        line = flow.line_of(spot)
        row = flow.top(spot.item) + flow.space(spot.item) + line - self.scroll_offset.y
        if at_top or not 1 <= row <= self.rows - 4:
            row = 1 if at_top else self.rows // 3
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
        if self._flow and self._flow.items:
            last = len(self._flow.items) - 1 if direction > 0 else 0
            line = len(self._flow.lines(last)) - 1 if direction > 0 else 0
            self._settle(last, line, self.rows - 2 if direction > 0 else 1)

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Lay out what comes into sight, so that what was in sight stays where it is."""
        super().watch_scroll_y(old_value, new_value)
        if self._flow and not self._settling and round(old_value) != round(new_value):
            self._settle(*self._flow.anchor(round(new_value), self.rows))

    def adapt(self) -> None:
        """Lay out for the current width; the place at the top stays."""
        if self._page is None or not self.size or self._laid_out_for == self.size:
            return
        known = self._laid_out_for is not None
        self._laid_out_for = self.size
        self._strips.clear()
        self._gutter_height = -1
        measure = self._columns()[1]
        if self._flow is None or not known:
            self._flow = Flow(self._page.document, measure, self._page.head, self._page.dropped)
            self._settle_at(None if self._waiting is None else self._flow.find(self._waiting))
            return
        seen = self._flow.at(self.scroll_offset.y) if self.scroll_offset.y else None
        spot = self._flow.spot(*seen) if seen else None
        self._flow.resize(measure)
        self._settle_at(spot)

    def _settle_at(self, spot: Spot | None) -> None:
        flow = self._flow
        if flow is None or not flow.items:
            self.extend(0)
            self.refresh()
        elif spot is None:
            self._settle(0, -flow.space(0), 0)
        else:
            self._settle(spot.item, flow.line_of(spot), 0)

    def _settle(self, item: int, line: int, row: int) -> None:
        assert self._flow is not None
        top = self._flow.settle(item, line, row, self.rows)
        self._settling = True
        try:
            self.extend(self._flow.total)
            self.scroll_to(y=top, animate=False)
        finally:
            self._settling = False
        self.refresh()
        self.post_message(self.Moved())

    def _columns(self) -> tuple[int, int, int]:
        """Return the cells left of the text, of the text, and of the margin for letters inside the first."""
        room = self.room
        margin = 4 if room >= 50 else 2
        measure = min(MEASURE, max(room - margin - _EDGE - 1, 1))
        left = max(margin, (room - measure) // 2)
        return left, measure, margin

    # Painting

    def notify_style_update(self) -> None:
        """Forget what was painted in the old colours."""
        super().notify_style_update()
        self._strips.clear()

    def _repaint(self) -> None:
        self._strips.clear()
        self.refresh()

    def _component(self, name: str) -> Style:
        return self.get_component_rich_style(f"article--{name}", partial=True)

    def voice_style(self, voice: Voice | None, *, current: bool = False) -> Style:
        """Return the style of a speaker's words."""
        name = "voiceless" if voice is None else f"speaker-{voice.colour}"
        return speaker_style(self.app.theme_variables, name, lit=current)

    def render_line(self, y: int) -> Strip:
        """Return one row of the screen."""
        base = self.rich_style
        flow = self._flow
        room = self.room
        seen = flow.at(self.scroll_offset.y + y) if flow else None
        left, measure, margin = self._columns()
        parts: list[Segment] = []
        used = 0
        if seen and seen[1] >= 0:
            parts, used = self._margin(*seen, left, margin, base)
            line, cells = self._line(*seen, base)
            parts += line
            used += cells
        parts.append(Segment(" " * max(room - 1 - used, 0), base))
        parts.append(self._gutter_cell(y, base))
        return Strip(parts, max(room, used + 1))

    def _line(self, item: int, number: int, base: Style) -> tuple[list[Segment], int]:
        selection = self.text_selection
        cached = self._strips.get((item, number))
        if cached is not None and selection is None:
            return cached
        flow = self._flow
        assert flow is not None
        text, line = flow.text(item), flow.lines(item)[number]
        style = base + self._item_style(item, number)
        layers = self._layers(item, line.start, line.end)
        if selection is not None and (span := selection.get_span(item)):
            end = span[1] if span[1] >= 0 else len(text)
            selected = self.screen.get_component_rich_style("screen--selection", partial=True)
            layers.append(Mark(span[0], end, selected))
        painted = segments(text, line, layers, style, lambda role: self._ornament_style(role, base))
        result = painted, sum(segment.cell_length for segment in painted)
        if selection is None:
            self._strips[item, number] = result
        return result

    def _item_style(self, item: int, line: int) -> Style:
        assert self._flow is not None
        content = self._flow.items[item]
        if isinstance(content, Extra):
            return self._component(content.kind)
        if content.kind == "heading":
            return self._component("heading" if content.level <= 2 else "subheading")
        if content.kind == "table" and line < self._table_head(item):
            return self._component("table-head")
        if content.kind in ("code", "image"):
            return self._component(content.kind)
        return Style.null()

    def _table_head(self, item: int) -> int:
        assert self._flow is not None
        lines = self._flow.lines(item)
        return next((n for n, line in enumerate(lines) if line.ornaments and not line.pieces), 0)

    def _ornament_style(self, role: str, base: Style) -> Style:
        return base + self._component("code" if role == "fill" else role)

    def _layers(self, item: int, start: int, end: int) -> list[Mark[Style]]:
        assert self._flow is not None
        base = self._flow.start(item)
        if base is None:
            return self._quote_layer(self._title_quotes, start, end, 0) if item == 0 else []
        first, last = base + start, base + end
        inline = {"code": "inline-code"}
        layers = [
            Mark(mark.start - base, mark.end - base, self._component(inline.get(mark.value, mark.value)))
            for mark in self._inline.within(first, last)
        ]
        layers += self._quote_layer(self._quotes, first, last, base)
        layers += [
            Mark(mark.start - base, mark.end - base, self.voice_style(mark.value) + self._component("name"))
            for mark in self._names.within(first, last)
        ]
        for match in self._matches.within(first, last):
            style = self._component("match-current" if match.value == self._match else "match")
            layers.append(Mark(match.start - base, match.end - base, style))
        return layers

    def _quote_layer(self, quotes: Marks[QuoteMark], start: int, end: int, base: int) -> list[Mark[Style]]:
        found = []
        for mark in quotes.within(start, end):
            current = mark.value.quote == self._current
            style = self.voice_style(mark.value.voice, current=current) + self._component(
                "quote-current" if current else "quote"
            )
            found.append(Mark(mark.start - base, mark.end - base, style))
        return found

    def _margin(
        self, item: int, number: int, left: int, margin: int, base: Style
    ) -> tuple[list[Segment], int]:
        """Beside the text: the speaker's letters where a quote begins, a bar along the current one."""
        quotes = self._quotes_on(item, number)
        letters: QuoteMark | None = None
        current: QuoteMark | None = None
        for mark in quotes:
            if mark.value.quote == self._current:
                current = mark.value
        assert self._flow is not None
        line, offset = self._flow.lines(item)[number], self._flow.start(item) or 0
        starting = [mark.value for mark in quotes if mark.start - offset >= line.start]
        if starting:
            letters = current if current in starting else starting[0]
        parts = [Segment(" " * (left - margin), base)]
        if margin > 2:
            label = letters.voice.letters if letters and letters.voice else ""
            style = self.voice_style(letters.voice) if letters else Style.null()
            parts.append(Segment(" " * (2 - width(label)) + label, base + style))
        if current is None:
            parts.append(Segment("  ", base))
        else:
            bar = base + self.voice_style(current.voice)
            parts += [Segment(_BAR.rjust(1), bar), Segment(" ", base)]
        return parts, left

    def _quotes_on(self, item: int, number: int) -> list[Mark[QuoteMark]]:
        assert self._flow is not None
        line, base = self._flow.lines(item)[number], self._flow.start(item)
        if base is not None:
            return list(self._quotes.within(base + line.start, base + line.end))
        return list(self._title_quotes.within(line.start, line.end)) if item == 0 else []

    def _gutter_cell(self, y: int, base: Style) -> Segment:
        height = self.rows
        if self._gutter_height != height:
            self._gutter_height = height
            self._gutter = self._gutter_rows(height)
        mark = self._gutter.get(y)
        if mark is None:
            return Segment(" ", base)
        return Segment(_GUTTER, base + self.voice_style(mark.voice))

    def _gutter_rows(self, height: int) -> dict[int, QuoteMark]:
        length = len(self._page.document.text) if self._page else 0
        rows: dict[int, QuoteMark] = {}
        for mark in self._all_quotes:
            row = 0 if mark.in_title or not length else min(mark.start * height // length, height - 1)
            if row not in rows or mark.quote == self._current:
                rows[row] = mark
        return rows

    # Mouse

    def content_offset_at(self, x: int, y: int) -> Offset | None:
        """Return code point and item under a cell of the widget, for selecting; beside a line, its nearest end."""
        flow = self._flow
        if flow is None or not flow.items:
            return None
        seen = flow.at(self.scroll_offset.y + y)
        if seen is None:
            last = len(flow.items) - 1
            return Offset(len(flow.text(last)), last)
        item, number = seen
        if number < 0:
            return Offset(0, item)
        line = flow.lines(item)[number]
        column = x - self._columns()[0]
        best = line.start
        for piece in line.pieces:
            if column >= piece.x or best == line.start:
                ruler = Ruler(flow.text(item)[piece.start : piece.end])
                best = piece.start + ruler.fit(0, max(column - piece.x, 0))
        return Offset(best, item)

    @property
    def allow_select(self) -> bool:
        """Text can be selected."""
        return True

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        """Return the selected text, without the line breaks of the layout, blank lines between blocks."""
        flow = self._flow
        if flow is None:
            return None
        first = selection.start.y if selection.start else 0
        last = selection.end.y if selection.end else len(flow.items) - 1
        parts = []
        for item in range(first, min(last, len(flow.items) - 1) + 1):
            span = selection.get_span(item)
            if span is not None:
                text = flow.text(item)
                parts.append(text[span[0] : len(text) if span[1] < 0 else span[1]])
        return "\n\n".join(parts), "\n"

    def selection_updated(self, selection: Selection | None) -> None:
        """Paint the new selection."""
        self._repaint()

    def on_click(self, event: events.Click) -> None:
        """Go to the quote or follow the link under the pointer."""
        if event.x >= self.room - 1:
            self._click_gutter(event.y)
            return
        flow, place = self._flow, self.content_offset_at(event.x, event.y)
        if flow is None or place is None or self.screen.get_selected_text():
            return
        base = flow.start(place.y)
        if base is None:
            quotes = list(self._title_quotes.within(place.x, place.x + 1)) if place.y == 0 else []
            links: list[Mark[str]] = []
        else:
            offset = base + place.x
            quotes = list(self._quotes.within(offset, offset + 1))
            links = list(self._links.within(offset, offset + 1))
        if links:
            self.post_message(self.LinkClicked(links[0].value))
        elif quotes:
            self.post_message(self.QuoteClicked(quotes[0].value.quote))

    def _click_gutter(self, row: int) -> None:
        if self._gutter:
            nearest = min(self._gutter, key=lambda other: abs(other - row))
            self.post_message(self.QuoteClicked(self._gutter[nearest].quote))


def speaker_style(variables: Mapping[str, str], name: str, *, lit: bool = False) -> Style:
    """Return a speaker's style from the theme's variables; `lit` is that of the current quote."""
    from textual.color import Color

    background = Color.parse(variables[f"{name}-lit"]).rich_color if lit else None
    return Style(color=Color.parse(variables[name]).rich_color, bgcolor=background)
