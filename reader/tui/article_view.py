"""The article on the screen: how its rows are painted, and what the mouse does."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar
from unicodedata import bidirectional

from rich.segment import Segment
from rich.style import Style
from textual.geometry import Offset
from textual.message import Message
from textual.strip import Strip

from reader.tui.article_rows import MARGIN, ArticleRows, Columns
from reader.tui.cells import Ruler, extend_cluster, width
from reader.tui.markings import COMPONENTS, Look, item_style
from reader.tui.paint import Mark, segments

if TYPE_CHECKING:
    from textual import events
    from textual.selection import Selection

    from reader.model import Image, Span

_GUTTER, _GUTTER_CURRENT = "▐", "█"
_BAR = "▎ "
_LEFT_TO_RIGHT = "\N{LEFT-TO-RIGHT MARK}"
"""Ends what is written from right to left, for terminals that reorder a row: the panel's columns stay where they are."""


class ArticleView(ArticleRows):
    """Shows a page with its quotes; the column right of the text shows where all quotes of the page are."""

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

    class NoteClicked(Message):
        """The mark of a footnote was clicked, or that of its note; `offset` is where it leads."""

        def __init__(self, offset: int) -> None:
            self.offset = offset
            super().__init__()

    class ImageClicked(Message):
        """A picture, or the words that stand for it, was clicked."""

        def __init__(self, image: Image) -> None:
            self.image = image
            super().__init__()

    def on_unmount(self) -> None:
        """Let the terminal forget the pictures."""
        for drawn in self._drawn.values():
            drawn.close()

    # Painting

    def notify_style_update(self) -> None:
        """Forget what was painted in the old colours."""
        super().notify_style_update()
        self._painted.clear()

    def _component(self, name: str) -> Style:
        return self.get_component_rich_style(f"article--{name}", partial=True)

    def render_line(self, y: int) -> Strip:
        """Return one row of the screen."""
        base, room, columns = self.base, self.room, self._columns
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
        if seen and seen[1] >= 0 and self._leftwards(*seen):
            parts.append(Segment(_LEFT_TO_RIGHT, base))
        parts.append(Segment(" " * max(room - 1 - used, 0), base))
        if mark:
            lit = mark.quote == self._markings.current
            parts.append(Segment(_GUTTER_CURRENT if lit else _GUTTER, base + look.voice(mark.voice)))
        else:
            parts.append(Segment(" ", base))
        return Strip(parts, max(room, used + 1))

    def _leftwards(self, item: int, number: int) -> bool:
        line = self._flow.lines(item)[number]
        text = self._flow.text(item)[line.start : line.end]
        return not text.isascii() and any(bidirectional(character) in ("R", "AL") for character in text)

    def _line(self, item: int, number: int, base: Style, look: Look) -> tuple[list[Segment], int]:
        """Return the text of a line, and the cells it takes."""
        if number < self._flow.picture(item):
            return self._picture_row(item, number, base)
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

    def _picture_row(self, item: int, number: int, base: Style) -> tuple[list[Segment], int]:
        """Return a row of a picture in the middle of the measure, and the cells it takes."""
        from reader.tui.pictures import Drawn, size_of  # only where there are pictures

        image = self._flow.image(item)
        pixels = self._pictures.get(image.address) if image else None
        if image is None or pixels is None:
            return [], 0
        drawn = self._drawn.get(image.address)
        if drawn is None:
            size = size_of(pixels, self._columns.measure, max(self.rows - 4, 3))
            drawn = self._drawn[image.address] = Drawn(pixels, size, self.app)
        left = (self._columns.measure - drawn.size.columns) // 2
        return [Segment(" " * left, base), *drawn.rows[number]], left + drawn.size.columns

    def _margin(self, item: int, number: int, columns: Columns, base: Style, look: Look) -> list[Segment]:
        """Return what stands left of a line: a speaker's letters where a quote begins, a bar along the current."""
        line = self._flow.lines(item)[number]
        quotes = self._markings.quotes_in(self._flow, item, line.start, line.end)
        current = next((mark.value for mark in quotes if mark.value.quote == self._markings.current), None)
        parts = [Segment(" " * (columns.left - columns.margin), base)]
        if columns.margin == MARGIN:
            shown = [(piece.start, piece.end) for piece in line.pieces]
            beginning = [mark.value for mark in quotes if any(a <= mark.start < b for a, b in shown)]
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

    def selected_span(self) -> Span | None:
        """Return the selected part of the document's text; None where nothing of it is selected."""
        selection = self.text_selection
        if selection is None:
            return None
        first = last = None
        for item in range(len(self._flow.items)):
            span, base = selection.get_span(item), self._flow.start(item)
            if span is None or base is None:
                continue
            text = self._flow.text(item)
            first = base + span[0] if first is None else first
            last = base + (extend_cluster(text, span[1]) if span[1] >= 0 else len(text))
        return None if first is None or last is None or first >= last else (first, last)

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
        image = flow.image(item) if flow.items else None
        if image is not None:
            self.post_message(self.ImageClicked(image))
            return
        link = self._markings.link_at(flow, item, position)
        person = self._markings.person_at(flow, item, position)
        quotes = self._markings.quotes_in(flow, item, position, position + 1)
        note = self._note_at(item, position)
        if note is not None:
            self.post_message(self.NoteClicked(note))
        elif link is not None:
            self.post_message(self.LinkClicked(link))
        elif person is not None:
            self.post_message(self.NameClicked(person))
        elif quotes:
            self.post_message(self.QuoteClicked(quotes[0].value.quote))

    def _note_at(self, item: int, position: int) -> int | None:
        """Return where the footnote's mark at a code point of an item leads, or None where there is none."""
        from reader.tui.footnotes import at

        base = self._flow.start(item) if self._flow.items else None
        return None if base is None else at(self._flow.document, base + position)

    def _click_gutter(self, row: int) -> None:
        if self._gutter:
            nearest = min(self._gutter, key=lambda other: abs(other - row))
            self.post_message(self.QuoteClicked(self._gutter[nearest].quote))
