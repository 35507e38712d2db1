"""The shelf of what feeds have brought and of imported addresses, the latest first."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from reader.tui.shelves.shelf import Paragraph, Part, Shelf, Target, joined

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reader.feeds.entries import Entries, KeptEntry

MOST = 1000
"""Entries that are listed at once; typing narrows the list."""


class FeedEntries(Shelf):
    """Entries of feeds; the words that are typed must all stand in title, feed or summary."""

    title = "Feeds"
    empty = "No entries: a follows a feed (a page's address will do), R asks all feeds."
    orders: ClassVar = ("all", "unread")

    def __init__(self, entries: Entries) -> None:
        super().__init__()
        self._entries = entries
        self._found: Sequence[KeptEntry] = ()

    def load(self) -> None:
        words = self.words.casefold().split()
        self._found = [
            entry
            for entry in self._entries.newest(unread=self.order == "unread", limit=-1 if words else MOST)
            if all(word in f"{entry.title}\n{entry.feed_title}\n{entry.summary}".casefold() for word in words)
        ][:MOST]

    def count(self) -> int:
        return len(self._found)

    def number(self) -> int | None:
        return self._entries.unread()

    def entry(self, item: int) -> KeptEntry:
        """Return the entry of an item."""
        return self._found[item]

    def key(self, item: int) -> int:
        return self._found[item].id

    def rows(self, item: int) -> tuple[tuple[Paragraph, str], ...]:
        entry = self._found[item]
        sign = "★ " if entry.starred else "• " if entry.read is None else "  "
        weight = "strong" if entry.read is None else "plain"
        kept = "in the library" if entry.article is not None else "not readable" if entry.error else ""
        return (
            ((Part(sign), Part(entry.title or entry.link or "(no title)", weight)), entry.dated[:10]),
            ((Part(f"  {joined(entry.feed_title, entry.author)}", "muted"),), kept),
        )

    def preview(self, item: int) -> list[Paragraph]:
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
        entry = self._found[item]
        return Target(article=entry.article, address=entry.link, entry=entry.id)

    def address(self, item: int) -> str | None:
        return self._found[item].link

    def cited(self, item: int, *, markdown: bool = False) -> str:
        entry = self._found[item]
        if markdown and entry.link:
            return f"[{entry.title}]({entry.link})"
        return "\n".join(filter(None, (entry.title, entry.feed_title, entry.link)))
