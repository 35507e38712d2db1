"""The shelf of the reader's own highlights and notes, the latest first."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from reader.tui.shelves.shelf import Paragraph, Part, Shelf, Target, joined

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reader.library import Library
    from reader.library.entries import Entry
    from reader.model import Highlight

MOST = 500
"""Highlights that are listed at once."""


class Notes(Shelf):
    """Highlights with their notes; the words that are typed must all stand in one or the other."""

    title = "Notes"
    empty = "Nothing highlighted yet: h in the reader keeps the quote, or what is selected."

    def __init__(self, library: Library) -> None:
        super().__init__()
        self._library = library
        self._highlights: Sequence[Highlight] = ()

    def load(self) -> None:
        """List what `words`, `order` and what was narrowed to leave."""
        words = self.words.casefold().split()
        found = (
            highlight
            for highlight in self._library.all_highlights()
            if all(word in f"{highlight.anchor.exact}\n{highlight.note}".casefold() for word in words)
        )
        self._highlights = list(islice(found, MOST))

    def count(self) -> int:
        """Return the number of items."""
        return len(self._highlights)

    def key(self, item: int) -> int:
        """Return the ID of an item."""
        return self._highlights[item].id

    def _entry(self, item: int) -> Entry | None:
        return self._library.entry(self._highlights[item].article)

    def rows(self, item: int) -> tuple[tuple[Paragraph, str], ...]:
        """Return two rows: what it is, and where it is from."""
        highlight, entry = self._highlights[item], self._entry(item)
        lost = "lost  " if highlight.orphaned else ""
        return (
            ((Part("  "), Part(highlight.anchor.exact.replace("\n", " "))), ""),
            (
                (
                    Part(f"  {highlight.note}"),
                    Part("  " if highlight.note else ""),
                    Part(entry.title if entry else "", "muted"),
                ),
                f"{lost}{highlight.created[:10]}",
            ),
        )

    def preview(self, item: int) -> list[Paragraph]:
        """Return what is known of an item."""
        highlight, entry = self._highlights[item], self._entry(item)
        anchor = highlight.anchor
        found: list[Paragraph] = [
            (
                Part(f"…{anchor.prefix}", "muted"),
                Part(anchor.exact, "strong"),
                Part(f"{anchor.suffix}…", "muted"),
            )
        ]
        if highlight.note:
            found.append((Part(highlight.note),))
        if highlight.orphaned:
            found.append((Part("The article does not have these words any more.", "muted"),))
        if entry:
            found.append((Part(joined(entry.title, entry.byline, entry.site, entry.dated[:10]), "muted"),))
        return found

    def target(self, item: int) -> Target:
        """Return what the item opens."""
        highlight = self._highlights[item]
        return Target(article=highlight.article, place=highlight.start)

    def address(self, item: int) -> str | None:
        """Return the item's address on the web."""
        entry = self._entry(item)
        return entry.url if entry else None

    def cited(self, item: int, *, markdown: bool = False) -> str:
        """Return the item with its source."""
        highlight, entry = self._highlights[item], self._entry(item)
        sign = "> " if markdown else ""
        where = joined(entry.title, entry.site, entry.url) if entry else ""
        return "\n".join(filter(None, (sign + highlight.anchor.exact, highlight.note, where)))
