"""What the keys of the library screen do."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Concatenate, ParamSpec

from reader.errors import PullquoteError
from reader.sanitise import one_line
from reader.tui import clipboard
from reader.tui.keys import bindings, key_of
from reader.tui.leaf import Leaf
from reader.tui.screens.library import ShelfScreen
from reader.tui.screens.refreshing import Refreshing
from reader.tui.shelves.articles import Articles
from reader.tui.shelves.shelf import Target, counted

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from reader.model import Highlight
    from reader.tui.entry_list import EntryList
    from reader.worker.protocol import Request


_P = ParamSpec("_P")


def told(
    do: Callable[Concatenate[LibraryScreen, _P], None],
) -> Callable[Concatenate[LibraryScreen, _P], None]:
    """Say what goes wrong with the library, in place of ending with it."""

    @functools.wraps(do)
    def wrapped(screen: LibraryScreen, /, *args: _P.args, **named: _P.kwargs) -> None:
        try:
            do(screen, *args, **named)
        except (PullquoteError, IndexError) as error:
            screen.say(str(error) if isinstance(error, PullquoteError) else "That is no longer there")

    return wrapped


class LibraryScreen(Refreshing, ShelfScreen):
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
        self._lost: list[Highlight] = []

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
            self.show_shelf()

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

    # Items

    @told
    def action_mark(self) -> None:
        """Mark the item, or take its mark."""
        self._list.toggle_mark()
        self.show_item()

    def _chosen_articles(self) -> list[int]:
        """Return the IDs of the articles to do something to; none where the shelf has no articles, which is said."""
        if not isinstance(self.shelf, Articles):
            self.say("That is for articles")
            return []
        chosen = [self.shelf.entry(item).id for item in self._list.chosen()]
        if not chosen:
            self.say("There is no article here")
        return chosen

    def _changed(self, said: str) -> None:
        self._list.marked.clear()
        self.show_shelf()
        self.say(said)

    @told
    def action_star(self) -> None:
        """Star the articles, or take their stars where all have one."""
        shelf = self.shelf
        if (chosen := self._chosen_articles()) and isinstance(shelf, Articles):
            starred = all(shelf.entry(item).starred for item in self._list.chosen())
            self.library.set_starred(chosen, not starred)
            self._changed("Star taken" if starred else "Starred")

    @told
    def action_read(self) -> None:
        """Mark as read, or as unread where all are read: articles, or entries of feeds."""
        items, shelf = self._list.chosen(), self.shelf
        if shelf is self.feed_entries:
            read = all(self.feed_entries.entry(item).read for item in items)
            self.entries.mark([self.feed_entries.entry(item).id for item in items], read=not read)
        elif (chosen := self._chosen_articles()) and isinstance(shelf, Articles):
            read = all(shelf.entry(item).read for item in items)
            self.library.set_read(chosen, not read)
        else:
            return
        self._changed("Unread" if read else "Read")

    def action_tag(self) -> None:
        """Ask for tags to give the articles, and to take from them."""
        chosen = self._chosen_articles()
        if not chosen:
            return
        from reader.tui.screens.ask import AskScreen

        def tag(typed: str | None) -> None:
            if typed:
                self._tag(chosen, typed.split())

        what = counted(len(chosen), "article")
        self.app.push_screen(
            AskScreen(f"Tags of {what}", "energy coast -old", "⏎ adds them, -tag takes one away"), tag
        )

    @told
    def _tag(self, chosen: list[int], names: list[str]) -> None:
        self.library.add_tags(chosen, *(name for name in names if not name.startswith("-")))
        self.library.remove_tags(chosen, *(name[1:] for name in names if name[1:] and name[0] == "-"))
        self._changed(f"Tags: {' '.join(names)}")

    @told
    def action_remove(self) -> None:
        """Remove the articles, or the highlights; they can be brought back."""
        if self.shelf is self.notes:
            self._lost = [self.library.delete_highlight(self.notes.key(item)) for item in self._list.chosen()]
            self._changed(f"Took {counted(len(self._lost), 'highlight') or 'nothing'} away")
        elif chosen := self._chosen_articles():
            self.library.remove(chosen)
            self._changed(
                f"Removed {counted(len(chosen), 'article')}; {key_of('library.undo', self._keys)} brings back"
            )

    @told
    def action_undo(self) -> None:
        """Bring back what was removed last."""
        if self.shelf is self.notes:
            marks = [(mark.article, mark.start, mark.end, mark.note) for mark in self._lost]
            for article, start, end, note in marks:
                if start is not None and end is not None:
                    self.library.highlight(article, start, end, note)
            self._lost = []
            self._changed(f"Brought back {counted(len(marks), 'highlight') or 'nothing'}")
        elif ids := self.library.last_removed():
            self.library.restore(ids)
            self._changed(f"Brought back {counted(len(ids), 'article')}")
        else:
            self.say("Nothing was removed")

    @told
    def action_follow(self) -> None:
        """Follow the person under the cursor, or no longer."""
        if self.shelf is not self.people or self._list.cursor is None:
            self.say("That is for people")
            return
        person = self.people.person(self._list.cursor)
        change = self.library.unfollow if person.followed else self.library.follow
        change(person.id)
        self._changed(f"{person.name} is {'no longer followed' if person.followed else 'followed'}")

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

    @told
    def action_copy(self, markdown: bool = False) -> None:
        """Copy the item with its source."""
        if self._list.cursor is None:
            self.say("There is nothing to copy")
            return
        text = self.shelf.cited(self._list.cursor, markdown=markdown)
        self.say(f"{self.shelf.title}: {clipboard.copy(self.app, text)}")

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
