"""The library screen: shelves of what was kept, what feeds brought, and who said what in all of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import Horizontal
from textual.screen import Screen

from reader.errors import PullquoteError
from reader.feeds.entries import Entries
from reader.feeds.store import Feeds
from reader.library import Library
from reader.library.entries import Filter
from reader.sanitise import one_line
from reader.tui.field import FieldBar, ShelfBar
from reader.tui.kept_articles import PATIENCE
from reader.tui.panel_sizes import WIDE
from reader.tui.preview import Preview
from reader.tui.shelf_list import ShelfList
from reader.tui.shelf_tabs import ShelfTabs
from reader.tui.shelves.articles import Articles
from reader.tui.shelves.feed_entries import FeedEntries
from reader.tui.shelves.notes import Notes
from reader.tui.shelves.people import People
from reader.tui.shelves.quotes import Quotes
from reader.tui.shelves.shelf import Shelf
from reader.tui.status import StatusLine

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from textual.app import ComposeResult
    from textual.timer import Timer

    from reader.tui.entry_list import EntryList

_TYPING_SECONDS = 0.12
"""What is typed is searched for when no key has come for so long."""


class ShelfScreen(Screen[None]):
    """Shows a shelf at a time.  Keys come with the subclass."""

    AUTO_FOCUS = "ShelfList"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (WIDE, "-wide")]  # noqa: RUF012 - as Textual declares it

    def __init__(self, path: Path, keys: Mapping[str, str]) -> None:
        super().__init__()
        self.path = path
        self.library = Library(path, wait=PATIENCE)
        self.entries = Entries(self.library.database)
        self.feeds = Feeds(self.library.database)
        self.people, self.quotes = People(self.library), Quotes(self.library)
        self.feed_entries = FeedEntries(self.entries, self.feeds)
        self.notes = Notes(self.library)
        self._shelves: list[Shelf] = [
            Articles(
                self.library,
                "Articles",
                Filter(),
                "Nothing kept yet: a opens an address, and s there keeps it.",
            ),
            Articles(self.library, "Unread", Filter(unread=True), "Everything is read."),
            Articles(self.library, "Starred", Filter(starred=True), "No stars yet: * gives one."),
            self.feed_entries,
            self.people,
            self.quotes,
            self.notes,
        ]
        self._cursors = [0] * len(self._shelves)
        self._narrowed = [""] * len(self._shelves)
        self._keys = keys
        self._tabs, self._list, self._preview = ShelfTabs(), ShelfList(), Preview()
        self._bar, self._status = ShelfBar(), StatusLine()
        self._status.keys, self._status.situation = keys, "library"
        self._typing: Timer | None = None
        self._previewing = False
        self._unseen = True

    @property
    def shelf(self) -> Shelf:
        """The shelf on the screen."""
        return self._shelves[self._tabs.current]

    def compose(self) -> ComposeResult:
        """Yield the parts."""
        yield self._tabs
        yield self._bar
        with Horizontal(id="shelves"):
            yield self._list
            yield self._preview
        yield self._status

    def on_mount(self) -> None:
        """Show the first shelf."""
        self.show_shelf()

    def on_unmount(self) -> None:
        """Close the library."""
        self.library.close()

    def show_shelf(self) -> None:
        """Look up what stands on the shelf, and show it with its cursor where it was."""
        at, shelf = self._tabs.current, self.shelf
        trouble = ""
        try:
            shelf.load()
            self._tabs.names = [(each.title, each.number()) for each in self._shelves]
        except PullquoteError as error:
            trouble = str(error)
        self._list.show(shelf, self._cursors[at])
        if trouble:
            self._list.empty = one_line(trouble)
        self.show_item()
        if trouble:
            self.say(trouble)  # where the list has items still, those of before

    def show_waiting(self, why: str) -> None:
        """Show that the shelf is not ready."""
        self._list.show(Shelf())
        self._list.empty = why
        self._preview.show([])
        self.show_status()

    def show_item(self) -> None:
        """Show what is known of the item under the cursor, once the list is painted: keys held down pass it by."""
        self._cursors[self._tabs.current] = self._list.cursor or 0
        self.show_status()
        if not self._previewing:
            self._previewing = True
            self.call_after_refresh(self._show_preview)

    def _show_preview(self) -> None:
        self._previewing = False
        self._unseen = not self._preview.display or self.size.width < WIDE
        if self._unseen:
            return
        cursor = self._list.cursor
        try:
            self._preview.show(self.shelf.preview(cursor) if cursor is not None else [])
        except (PullquoteError, IndexError) as error:
            self.say(str(error) if isinstance(error, PullquoteError) else "That is no longer there")

    def show_status(self) -> None:
        """Say where one is, in what order, and how many items are marked."""
        count, cursor = self._list.count(), self._list.cursor
        parts = [f"{(cursor or 0) + 1:,}/{count:,}" if count else "", self._narrowed[self._tabs.current]]
        if len(self.shelf.orders) > 1:
            parts.append(self.shelf.order)
        if self._list.marked:
            parts.append(f"{len(self._list.marked)} marked")
        self._status.text = one_line(" · ".join(filter(None, parts)))

    def on_entry_list_moved(self, event: EntryList.Moved) -> None:
        """Keep the preview right."""
        event.stop()
        self.show_item()

    def on_resize(self) -> None:
        """Show the preview where there is room for it only now."""
        if self._unseen:
            self.show_item()

    def say(self, notice: str) -> None:
        """Tell the user something for a few seconds."""
        self._status.say(notice)

    # Searching

    def action_search(self) -> None:
        """Open the field for what to list, or go back to it."""
        self._bar.open()

    def on_field_bar_changed(self, event: FieldBar.Changed) -> None:
        """List what is typed, when typing pauses."""
        if self._typing is not None:
            self._typing.stop()
        self._typing = self.set_timer(_TYPING_SECONDS, lambda: self._search(event.words))

    def _search(self, words: str) -> None:
        if words != self.shelf.words:
            self.shelf.words = words
            self._cursors[self._tabs.current] = 0
            self.show_shelf()
            self._bar.say_count(f"{self._list.count():,}" if words.strip() else "")

    def on_field_bar_step(self, event: FieldBar.Step) -> None:
        """Move the cursor while typing."""
        self._list.action_cursor(event.step)

    def on_field_bar_done(self, event: FieldBar.Done) -> None:
        """Go to the list; what is typed stays in force."""
        if self._typing is not None:
            self._typing.stop()
        self._search(event.bar.words)
        self.set_focus(self._list)

    def close_search(self) -> bool:
        """List everything again; false if nothing was searched for."""
        if not self._bar.display and not self.shelf.words:
            return False
        if self._typing is not None:
            self._typing.stop()
        self._bar.close()
        self.shelf.words = ""
        self.set_focus(self._list)
        self.show_shelf()
        return True
