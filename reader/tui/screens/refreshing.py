"""What the library screen fetches in the background: feeds, and articles for offline.

What fetches is imported in the background too: it takes longer than all of the screen.
"""

from __future__ import annotations

import threading
from itertools import count
from typing import TYPE_CHECKING

from reader.errors import Cancelled, PullquoteError
from reader.feeds.entries import Entries
from reader.feeds.store import Feeds
from reader.library import Library
from reader.tui.screens.library import ShelfScreen
from reader.tui.shelves.shelf import some

if TYPE_CHECKING:
    from collections.abc import Callable

    from reader.worker.protocol import Request

_AT_ONCE = 5
"""So many articles the ledger takes in before anybody notices: the keys wait for it."""


class Refreshing(ShelfScreen):
    """Runs one thing at a time in a thread of its own, with the library opened anew there."""

    _template: Request
    _stop: threading.Event | None = None
    _declined = False
    """Whether the user stopped the ledger's taking in; opening a shelf begins it again."""

    def _in_background(self, what: str, work: Callable[[Library, threading.Event], str]) -> None:
        """Do `work`, which returns what is to be said at the end."""
        if self._stop is not None:
            self.say("Something is being fetched already; escape stops it")
            return
        stop = self._stop = threading.Event()
        self._status.notice, self._status.text = "", f"{what} …"

        def run() -> None:
            try:
                with Library(self.path) as library:
                    said = work(library, stop)
            except Cancelled:
                said = "Stopped"
            except PullquoteError as error:
                said = str(error)
            self.app.call_from_thread(self._done, said)

        self.run_worker(run, thread=True, exit_on_error=False)

    def _from_network(self, what: str, work: Callable[[Library, threading.Event], str]) -> None:
        """Do `work` that needs the network."""
        caching = self._template.caching
        if caching is not None and caching.offline:
            self.say("You are offline (--offline)")
        else:
            self._in_background(what, work)

    def _done(self, said: str) -> None:
        self._stop = None
        self.show_shelf()
        self.say(said)

    def _tell(self, text: str) -> None:
        """Say from the thread how far it is."""
        self.app.call_from_thread(setattr, self._status, "text", text)

    def _each(self, what: str, total: int) -> Callable[[object], None]:
        """Return what says, each time one more is done, how many are."""
        numbers = count(1)
        return lambda _: self._tell(f"{what} {next(numbers)}/{total} …")

    def stop_fetching(self) -> None:
        """Give up what is under way; what was done stays done."""
        if self._stop is not None:
            self._stop.set()
            self._declined = True
            self.say("Stopping …")

    def on_unmount(self) -> None:
        """Let the thread end."""
        if self._stop is not None:
            self._stop.set()

    def show_shelf(self) -> None:
        """Show the shelf; where it needs the ledger and many articles are new to that, when it has taken them in."""
        ledger = self.shelf is self.people or self.shelf is self.quotes
        if not ledger or (due := self._due()) <= _AT_ONCE:
            super().show_shelf()
            return
        if self._stop is None and not self._declined:
            self._in_background("Reading who said what", lambda library, stop: self._fill(library, stop, due))
        super().show_waiting(f"Finding who said what in {some(due, 'article')} …")

    def _due(self) -> int:
        try:
            return self.library.ledger_due()
        except PullquoteError:
            return 0  # it is said when the shelf is looked up

    def _fill(self, library: Library, stop: threading.Event, due: int) -> str:
        def progress(done: int) -> None:
            if stop.is_set():
                raise Cancelled
            self._tell(f"Articles {done:,}/{due:,} …")

        try:
            library.bring_ledger_up_to_date(progress)
        except Cancelled:
            return "Stopped; it goes on when the shelf is opened again"
        return f"{some(due, 'article')} taken in"

    def action_refresh_feeds(self) -> None:
        """Ask all feeds for what is new."""

        def work(library: Library, stop: threading.Event) -> str:
            from reader.feeds.refresh import refresh

            store = Feeds(library.database)
            due = store.due()
            outcomes = refresh(
                store,
                due,
                timeout=self._template.timeout,
                on_progress=self._each("Feeds", len(due)),
                cancelled=stop.is_set,
            )
            new = sum(outcome.new for outcome in outcomes)
            failed = sum(outcome.error is not None for outcome in outcomes)
            said = some(new, "new entry", "new entries") or "Nothing new"
            wrong = f"; {some(failed, 'feed')} failed, v tells why" if failed else ""
            return f"{said} in {some(len(due), 'feed') or 'no feeds'}{wrong}"

        self._from_network("Asking feeds", work)

    def action_fetch_ahead(self) -> None:
        """Fetch the articles of unread entries, so that they can be read offline."""

        def work(library: Library, stop: threading.Event) -> str:
            from reader.feeds.ahead import AT_MOST, read_ahead

            waiting = Entries(library.database).waiting(AT_MOST)
            outcomes = read_ahead(
                library,
                waiting,
                timeout=self._template.timeout,
                caching=self._template.caching,
                on_progress=self._each("Articles", len(waiting)),
                cancelled=stop.is_set,
            )
            failed = sum(outcome.error is not None for outcome in outcomes)
            kept = some(len(outcomes) - failed, "article") or "No article"
            wrong = f"; {some(failed, 'entry', 'entries')} could not be read" if failed else ""
            return f"{kept} kept for offline{wrong}"

        self._from_network("Fetching articles", work)

    def ask_for_feed(self) -> None:
        """Ask for an address, and follow the feed there."""
        from reader.tui.screens.ask import AskScreen

        note = "⏎ follows it, esc closes.  The address of a page finds its feed."
        self.app.push_screen(AskScreen("Follow a feed", "https://…", note), self._follow)

    def _follow(self, typed: str | None) -> None:
        if not typed:
            return

        def work(library: Library, stop: threading.Event) -> str:
            from reader.feeds.following import follow, typed_address

            found = follow(
                Feeds(library.database),
                typed_address(typed),
                timeout=self._template.timeout,
                cancelled=stop.is_set,
            )
            feed = found.feed
            if feed is None:
                return "The feed is gone again"
            said = f"Following {feed.label}" if found.new else f"{feed.label} is followed already"
            return f"{said}, {some(feed.entries, 'entry', 'entries') or 'no entries'}"

        self._from_network("Looking for the feed", work)
