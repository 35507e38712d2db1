"""A list whose entries take a few rows each, painted as they come into sight: ten thousand cost no more than ten."""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate
from typing import TYPE_CHECKING, ClassVar

from rich.segment import Segment
from rich.style import Style
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip

from reader.tui.keys import bindings
from reader.tui.line_view import LineView
from reader.tui.lines import wrap

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual import events
    from textual.geometry import Region, Size

Row = list[tuple[str, Style]]
"""One row of an entry: texts and their styles over the list's own."""


class EntryList(LineView):
    """Base of the lists; a subclass says how many entries there are, how high each is, and what it shows."""

    BINDINGS = bindings("list")
    COMPONENT_CLASSES: ClassVar[set[str]] = {"list--cursor", "list--muted", "list--faint", "list--strong"}
    ALLOW_SELECT = False

    cursor: reactive[int | None] = reactive(None, repaint=False)
    """The entry under the cursor."""
    empty: reactive[str] = reactive("")
    """What is shown while there are no entries; it takes the rows it needs."""

    class Chosen(Message):
        """An entry was chosen with enter or a click."""

        def __init__(self, source: EntryList, entry: int) -> None:
            self.source = source
            self.entry = entry
            super().__init__()

        @property
        def control(self) -> EntryList:
            """The list."""
            return self.source

    class Moved(Chosen):
        """The user moved the cursor."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self.repeat: Callable[[], int] = lambda: 1
        """How often the next movement is wanted: a number typed before its key."""
        self._tops: list[int] = [0]
        self._measured_for: Size | None = None
        self._measured: tuple[int, list[int]] | None = None
        self._painted: tuple[int, list[Row]] | None = None

    def count(self) -> int:
        """Return the number of entries."""
        raise NotImplementedError

    def heights(self, columns: int) -> list[int]:
        """Return the rows that each entry takes in a list of so many cells."""
        raise NotImplementedError

    def rows_of(self, entry: int, columns: int) -> list[Row]:
        """Return what an entry shows, row by row; missing rows are blank."""
        raise NotImplementedError

    @property
    def _inner(self) -> int:
        return max(self.room - 2, 1)  # the cursor's bar and a blank

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return the rows of all entries, for a list as high as what it holds."""
        columns = max(width - self.styles.scrollbar_size_vertical - 2, 1)
        return max(self._measure(columns)[-1], 1 if self.count() else len(wrap(self.empty, columns)))

    def _measure(self, columns: int) -> list[int]:
        """Return the first row of each entry, and the number of rows, for a width."""
        if self._measured is None or self._measured[0] != columns:
            self._measured = columns, list(accumulate(self.heights(columns), initial=0))
        return self._measured[1]

    def reload(self) -> None:
        """Take in that the entries have changed."""
        self._measured_for = self._measured = None
        if self.cursor is not None and self.cursor >= self.count():
            self.cursor = None
        self.refresh(layout=True)

    def adapt(self) -> None:
        """Measure the entries for the current size."""
        if self.size and self._measured_for != self.size:
            self._measured_for = self.size
            self.room = self._room()
            self._measured = None  # another size may mean another height for the same width
            self._tops = self._measure(self._inner)
            self.extend(self._tops[-1])
            self.show_cursor()

    def show_cursor(self) -> None:
        """Scroll so that the entry under the cursor is in sight."""
        if self.cursor is None or self.cursor >= len(self._tops) - 1:
            return
        top, bottom = self._tops[self.cursor], self._tops[self.cursor + 1]
        if top < self.scroll_offset.y:
            self.scroll_to(y=top, animate=False)
        elif bottom > self.scroll_offset.y + self.rows:
            self.scroll_to(y=min(top, bottom - self.rows), animate=False)

    def watch_cursor(self) -> None:
        """Show the cursor's new place."""
        self.show_cursor()
        self.refresh()

    def action_cursor(self, step: int) -> None:
        """Move the cursor by entries."""
        step *= self.repeat()
        if count := self.count():
            self._move(step - 1 if step > 0 else 0, count) if self.cursor is None else self._move(
                self.cursor + step, count
            )

    def action_page(self, step: int) -> None:
        """Move the cursor by what fits on the list's part of the screen."""
        if count := self.count():
            row = self._tops[self.cursor or 0] + step * max(self.rows - 1, 1)
            entry = bisect_right(self._tops, max(row, 0)) - 1
            if entry == self.cursor:
                entry += step
            self._move(entry, count)

    def action_edge(self, direction: int) -> None:
        """Move the cursor to the first (-1) or last (1) entry."""
        if count := self.count():
            self._move(0 if direction < 0 else count - 1, count)

    def _move(self, entry: int, count: int) -> None:
        self.cursor = max(0, min(entry, count - 1))
        self.post_message(self.Moved(self, self.cursor))

    def action_choose(self) -> None:
        """Choose the entry under the cursor."""
        if self.cursor is not None:
            self.post_message(self.Chosen(self, self.cursor))

    def on_click(self, event: events.Click) -> None:
        """Choose the entry under the pointer."""
        offset = event.get_content_offset(self)  # None on the border
        row = self.scroll_offset.y + offset.y if offset else self._tops[-1]
        if row < self._tops[-1]:
            self.cursor = bisect_right(self._tops, row) - 1
            self.post_message(self.Chosen(self, self.cursor))

    def component(self, name: str) -> Style:
        """Return a style of the list by name."""
        return self.get_component_rich_style(f"list--{name}", partial=True)

    def render_line(self, y: int) -> Strip:
        """Return one row of the list."""
        base, room = self.base, self.room
        row = self.scroll_offset.y + y
        if row >= self._tops[-1]:
            return self._render_empty(y)
        entry = bisect_right(self._tops, row) - 1
        number = row - self._tops[entry]
        rows = self._rows_painted(entry)
        content = rows[number] if number < len(rows) else []
        if entry == self.cursor and number < len(rows) and self.has_focus:
            base = base + self.component("cursor")
        mark = "▎" if entry == self.cursor and number < len(rows) else " "
        parts = [Segment(mark, base + (content[0][1] if content else Style.null()))]
        parts += [Segment(text, base + style) for text, style in content if text]
        return Strip(parts).adjust_cell_length(room, base)

    def _rows_painted(self, entry: int) -> list[Row]:
        """Return an entry's rows, looked up once for all of them in a painting."""
        if self._painted is None or self._painted[0] != entry:
            self._painted = entry, self.rows_of(entry, self._inner)
        return self._painted[1]

    def render_lines(self, crop: Region) -> list[Strip]:
        """Return what is to be painted, of entries as they are now."""
        self._painted = None
        return super().render_lines(crop)

    def _render_empty(self, y: int) -> Strip:
        """Return one row of what is shown below the entries: nothing, unless there are none."""
        base, room = self.base, self.room
        lines = [] if self.count() else wrap(self.empty, self._inner)
        if y >= len(lines):
            return Strip.blank(room, base)
        text = " " + "".join(self.empty[piece.start : piece.end] for piece in lines[y].pieces)
        return Strip([Segment(text, base + self.component("muted"))]).adjust_cell_length(room, base)
