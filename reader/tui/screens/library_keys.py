"""What the keys of the library screen do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.sanitise import one_line
from reader.tui.keys import bindings
from reader.tui.leaf import Leaf
from reader.tui.screens.library import ShelfScreen
from reader.tui.screens.library_items import ItemKeys, told
from reader.tui.screens.refreshing import Refreshing
from reader.tui.shelves.shelf import Target

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from reader.tui.entry_list import EntryList
    from reader.worker.protocol import Request


class LibraryScreen(ItemKeys, Refreshing, ShelfScreen):
    """The library: what the keys do with the items of its shelves."""

    BINDINGS = bindings("library")

    def __init__(
        self,
        path: Path,
        template: Request,
        keys: Mapping[str, str],
        read: Callable[[Sequence[Request | Leaf]], object],
    ) -> None:
        """Take the library's file, how sources are read, the user's keys, and what opens pages above this screen."""
        super().__init__(path, keys)
        self._template = template
        self._read = read
        self._away = False
        self._announced: Target | None = None
        """The feed's entry that is read now, whose article is not kept yet."""

    # Shelves

    def action_shelf(self, number: int) -> None:
        """Show a shelf by its number, from 0."""
        if self.close_search():
            self._list.focus()
        self._list.marked.clear()
        self._declined = False
        self._tabs.current = number
        self.show_shelf()

    def action_next_shelf(self, step: int) -> None:
        """Show the next or previous shelf."""
        self.action_shelf((self._tabs.current + step) % len(self._shelves))

    def action_order(self) -> None:
        """List in another order, or other items."""
        orders = list(self.shelf.orders)
        if len(orders) < 2:
            self.say("This list has one order only")
            return
        self.shelf.order = orders[(orders.index(self.shelf.order) + 1) % len(orders)]
        self._cursors[self._tabs.current] = 0
        self.show_shelf()

    @told
    def action_narrow(self) -> None:
        """List one tag, feed or person only, or everything again."""
        if self._narrowed[self._tabs.current]:
            self._narrow(None)
            return
        choices = self.shelf.choices()
        if not choices:
            self.say("There is nothing to choose from here")
            return
        from reader.tui.screens.overlay import Chooser

        entries = [(one_line(label), one_line(note)) for label, note in choices]
        self.app.push_screen(
            Chooser(f"Only {len(entries)}", entries, "⏎ lists it alone, esc closes"),
            lambda choice: self._narrow(choice) if choice is not None else None,
        )

    @told
    def _narrow(self, choice: int | None) -> None:
        self._narrowed[self._tabs.current] = self.shelf.narrow(choice)
        self._cursors[self._tabs.current] = 0
        self.show_shelf()

    # Opening

    def on_entry_list_chosen(self, event: EntryList.Chosen) -> None:
        """Open the item."""
        event.stop()
        self.show_item()
        self._open(self.shelf.target(event.entry))

    @told
    def _open(self, target: Target) -> None:
        if target.person is not None:
            at = self._shelves.index(self.quotes)
            self._narrowed[at] = self.quotes.narrow(target.person)
            self.library.mark_looked_at(target.person)
            self.action_shelf(at)
            return
        if target.entry is not None:
            self.entries.mark([target.entry])
            self._announced = target if target.article is None else None
        if target.article is not None:
            self._open_kept(target.article, target)
        elif target.address is not None:
            self._show([self._template._replace(source=target.address)])
        else:
            self.say("This has no address to open")

    def _open_kept(self, article: int, target: Target) -> None:
        reading, entry = self.library.load(article), self.library.entry(article)
        request = self._template._replace(source=reading.article.url or reading.article.source)
        place = target.place if target.place is not None else entry.place if entry else None
        if reading.analysis is not None:
            leaf = Leaf.of(request, reading, article, place)
            leaf.current = next(
                (i for i, quote in enumerate(leaf.quotes) if quote.text == target.quote), None
            )
            if leaf.current is not None:
                leaf.choose_quote(leaf.current)
                leaf.place = leaf.quotes[leaf.current].start
        else:
            leaf = Leaf(request._replace(library=self.path, kept=article), place=place)
        self._show([leaf])

    def _show(self, pages: Sequence[Request | Leaf]) -> None:
        self._away = True
        self._read(pages)

    def on_screen_resume(self) -> None:
        """Show what reading has changed."""
        if self._away:
            self._away = False
            self._link_announced()
            self.show_shelf()

    @told
    def _link_announced(self) -> None:
        """Let a feed's entry lead to its article, if that was saved while it was read."""
        target, self._announced = self._announced, None
        if target and target.entry is not None and target.address:
            article = self.library.find_address(target.address)
            if article is not None:
                self.entries.kept(target.entry, article)

    def action_address(self) -> None:
        """Open an address; among the feeds, follow the feed there."""
        if self.shelf is self.feed_entries:
            self.ask_for_feed()
            return
        from reader.tui.screens.address import AddressScreen

        def opened(source: str | None) -> None:
            if source:
                self._show([self._template._replace(source=source)])

        self.app.push_screen(AddressScreen(), opened)

    @told
    def action_browser(self) -> None:
        """Open the item's address in the browser."""
        url = self.shelf.address(self._list.cursor) if self._list.cursor is not None else None
        if url and url.startswith(("https://", "http://")):
            self.app.open_url(url)
            self.say("Opened in the browser")
        else:
            self.say("This has no web address")

    @told
    def action_chart(self) -> None:
        """Show who quotes whom."""
        from reader.tui.screens.whom import WhomScreen

        counts = self.library.who_quotes_whom(limit=100)
        if not counts:
            self.say("Nobody is quoted yet")
            return

        def quotes_of(person: int | None) -> None:
            if person is not None:
                self._open(Target(person=person))

        self.app.push_screen(WhomScreen(counts), quotes_of)

    # The window

    def action_preview(self) -> None:
        """Hide or show the preview."""
        self.toggle_class("-no-preview")
        self.show_item()

    def action_help(self) -> None:
        """Show all keys."""
        from reader.tui.screens.help import HelpScreen

        self.app.push_screen(HelpScreen(self._keys, library=True))

    def action_cancel(self) -> None:
        """End the search, else take the marks, else stop what goes on."""
        if self.close_search():
            return
        if self._list.marked:
            self._list.marked.clear()
            self._list.refresh()
            self.show_status()
        else:
            self.stop_fetching()

    def action_leave(self) -> None:
        """End the search, or quit."""
        if not self.close_search():
            self.app.exit()
