"""The list of a shelf: two rows an item, looked up as they come into sight, and the items that are marked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.style import Style

from reader.errors import LibraryError
from reader.sanitise import one_line
from reader.tui.cells import shorten, width
from reader.tui.entry_list import EntryList

if TYPE_CHECKING:
    from reader.tui.entry_list import Row
    from reader.tui.shelves.shelf import Paragraph, Shelf, Weight

_ROWS = 2
_MARK = "✓ "


class ShelfList(EntryList):
    """Shows one shelf at a time."""

    def __init__(self) -> None:
        super().__init__(id="shelf")
        self.shelf: Shelf | None = None
        self.marked: dict[int, int] = {}
        """The keys of the items that are marked, with their places."""

    def show(self, shelf: Shelf, cursor: int | None = 0) -> None:
        """Show a shelf that has been loaded."""
        if shelf is not self.shelf:
            self.marked.clear()
        self.shelf = shelf
        self.empty = "Nothing has these words" if shelf.words.strip() else shelf.empty
        count = shelf.count()
        self.cursor = min(cursor or 0, count - 1) if count else None
        self.reload()

    def toggle_mark(self) -> None:
        """Mark the item under the cursor, or take its mark, and go on to the next."""
        if self.shelf is None or self.cursor is None:
            return
        key = self.shelf.key(self.cursor)
        if self.marked.pop(key, None) is None:
            self.marked[key] = self.cursor
        self.action_cursor(1)
        self.refresh()

    def chosen(self) -> list[int]:
        """Return the places of the marked items, or that of the one under the cursor."""
        if self.marked:
            return sorted(self.marked.values())
        return [] if self.cursor is None else [self.cursor]

    def count(self) -> int:
        """Return the number of items."""
        return self.shelf.count() if self.shelf else 0

    def heights(self, columns: int) -> list[int]:
        """Return two rows for each."""
        return [_ROWS] * self.count()

    def rows_of(self, entry: int, columns: int) -> list[Row]:
        """Return an item's rows; one that has gone meanwhile says so."""
        if self.shelf is None:
            return []
        try:
            rows = self.shelf.rows(entry)
            marked = self.shelf.key(entry) in self.marked
        except (LibraryError, IndexError):
            return [[("(no longer there)", self.component("muted"))]]
        found = []
        for number, (left, right) in enumerate(rows):
            parts = [part for part in left if part.text]
            if marked and number == 0:
                parts[0] = parts[0]._replace(text=_MARK, weight="strong")
            room = max(columns - width(right) - bool(right), 1)
            row = self._cut(tuple(parts), room)
            gap = columns - sum(width(text) for text, _ in row) - width(right)
            found.append([*row, (" " * max(gap, 0) + right, self.component("muted"))])
        return found

    def _cut(self, parts: Paragraph, room: int) -> Row:
        row: Row = []
        for text, weight in parts:
            blanks = text[: len(text) - len(text.lstrip(" "))]
            words = shorten(blanks + one_line(text) + " " * (text[-1:] == " " and bool(text.strip())), room)
            row.append((words, self._style(weight)))
            room -= width(words)
            if room <= 0:
                break
        return row

    def _style(self, weight: Weight) -> Style:
        return (
            Style.null() if weight == "plain" else self.component("strong" if weight == "strong" else "muted")
        )
