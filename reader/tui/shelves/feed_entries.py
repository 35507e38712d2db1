"""The shelf of what feeds have brought and of imported addresses, the latest first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.tui.shelves.shelf import Paragraph, Part, Shelf, Target, joined

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reader.feeds.entries import Entries, KeptEntry
    from reader.feeds.store import Feed, Feeds
    from reader.tui.shelves.shelf import Weight

MOST = 1000
"""Entries that are listed at once; typing narrows the list."""


class FeedEntries(Shelf):
    """Entries of feeds; the words that are typed must all stand in title, feed or summary."""

    title = "Feeds"
    empty = "No entries: a follows a feed (a page's address will do), R asks all feeds."
    orders = ("all", "unread")

    def __init__(self, entries: Entries, feeds: Feeds) -> None:
        super().__init__()
        self._entries, self._feeds = entries, feeds
        self._followed: list[Feed] = []
        self._only: tuple[Feed, ...] = ()
        self._found: Sequence[KeptEntry] = ()

    def choices(self) -> list[tuple[str, str]]:
        """Return what the list can be narrowed to."""
        self._followed = self._feeds.all()
        return [
            (
                feed.label,
                joined(
                    f"{feed.unread} of {feed.entries} unread", feed.error, *(f"#{tag}" for tag in feed.tags)
                ),
            )
            for feed in self._followed
        ]

    def narrow(self, choice: int | None) -> str:
        """Narrow the list to one of the last choices, or to nothing."""
        self._only = () if choice is None else (self._followed[choice],)
        return self._only[0].label if self._only else ""

    def load(self) -> None:
        """List what `words`, `order` and what was narrowed to leave."""
        words = self.words.casefold().split()
        self._found = [
            entry
            for entry in self._entries.newest(
                self._only, unread=self.order == "unread", limit=-1 if words else MOST
            )
            if all(word in f"{entry.title}\n{entry.feed_title}\n{entry.summary}".casefold() for word in words)
        ][:MOST]

    def count(self) -> int:
        """Return the number of items."""
        return len(self._found)

    def number(self) -> int | None:
        """Return the number to stand beside the title."""
        return self._entries.unread()

    def entry(self, item: int) -> KeptEntry:
        """Return the entry of an item."""
        return self._found[item]

    def key(self, item: int) -> int:
        """Return the ID of an item."""
        return self._found[item].id

    def rows(self, item: int) -> tuple[tuple[Paragraph, str], ...]:
        """Return two rows: what it is, and where it is from."""
        entry = self._found[item]
        sign = "★ " if entry.starred else "• " if entry.read is None else "  "
        weight: Weight = "strong" if entry.read is None else "plain"
        kept = "in the library" if entry.article is not None else "not readable" if entry.error else ""
        return (
            ((Part(sign), Part(entry.title or entry.link or "(no title)", weight)), entry.dated[:10]),
            ((Part(f"  {joined(entry.feed_title, entry.author)}", "muted"),), kept),
        )

    def preview(self, item: int) -> list[Paragraph]:
        """Return what is known of an item."""
        entry = self._found[item]
        found: list[Paragraph] = [
            (Part(entry.title or "(no title)", "strong"),),
            (Part(joined(entry.feed_title, entry.author, entry.dated[:10]), "muted"),),
        ]
        if entry.summary:
            found.append((Part(entry.summary),))
        if entry.error:
            found.append((Part(entry.error, "muted"),))
        if entry.link:
            found.append((Part(entry.link, "muted"),))
        return found

    def target(self, item: int) -> Target:
        """Return what the item opens."""
        entry = self._found[item]
        return Target(article=entry.article, address=entry.link, entry=entry.id)

    def address(self, item: int) -> str | None:
        """Return the item's address on the web."""
        return self._found[item].link

    def cited(self, item: int, *, markdown: bool = False) -> str:
        """Return the item with its source."""
        entry = self._found[item]
        if markdown and entry.link:
            return f"[{entry.title}]({entry.link})"
        return "\n".join(filter(None, (entry.title, entry.feed_title, entry.link)))
