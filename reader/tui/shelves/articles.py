"""The shelves of articles: all, the unread and the starred ones."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, cast

from reader.errors import LibraryError
from reader.tui.shelves.pages import Pages
from reader.tui.shelves.shelf import Paragraph, Part, Shelf, Target, joined, some

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reader.library import Library
    from reader.library.entries import Entry, Filter, Sort
    from reader.library.search import Hit
    from reader.tui.shelves.shelf import Weight

_HITS = 30
_PARAGRAPHS, _LENGTH = 6, 600
_QUOTES = 8


class Articles(Shelf):
    """Articles of the library; the words that are typed are a query (`reader.library.query`)."""

    orders = ("saved", "date", "title", "site")

    def __init__(self, library: Library, title: str, which: Filter, empty: str) -> None:
        super().__init__()
        self.title, self.empty = title, empty
        self._library, self._which = library, which
        self._list: Pages | Sequence[Entry] = ()
        self._hits: tuple[Hit, ...] = ()
        self._tags: list[tuple[str, int]] = []

    def choices(self) -> list[tuple[str, str]]:
        """Return what the list can be narrowed to."""
        self._tags = self._library.tags()
        return [(f"#{name}", some(number, "article")) for name, number in self._tags]

    def narrow(self, choice: int | None) -> str:
        """Narrow the list to one of the last choices, or to nothing."""
        tag = None if choice is None else self._tags[choice][0]
        self._which = replace(self._which, tag=tag)
        return f"#{tag}" if tag else ""

    def load(self) -> None:
        """List what the query finds, or everything."""
        self._hits = ()
        if len(self.words.strip()) > 1:  # one letter begins half of all words
            query = self.words if self.words.endswith(('"', " ", "*")) else f"{self.words}*"
            found = self._library.search(query, limit=_HITS)
            self._hits = tuple(hit for hit in found.hits if self._belongs(hit.entry))
            self._list = [hit.entry for hit in self._hits]
        else:
            self._list = Pages(self._library, self._which, cast("Sort", self.order))

    def _belongs(self, entry: Entry) -> bool:
        which = self._which
        return (
            (not which.unread or entry.read is None)
            and (not which.starred or entry.starred is not None)
            and (which.tag is None or which.tag in entry.tags)
        )

    def count(self) -> int:
        """Return the number of items."""
        return len(self._list)

    def number(self) -> int | None:
        """Return the number to stand beside the title."""
        return self._library.count(replace(self._which, tag=None))

    def entry(self, item: int) -> Entry:
        """Return the entry of an item."""
        return self._list[item]

    def key(self, item: int) -> int:
        """Return the ID of an item."""
        return self._list[item].id

    def rows(self, item: int) -> tuple[tuple[Paragraph, str], ...]:
        """Return two rows: what it is, and where it is from."""
        entry = self._list[item]
        sign = "★ " if entry.starred else "• " if entry.read is None else "  "
        weight: Weight = "strong" if entry.read is None else "plain"
        facts = joined(entry.site or entry.host, *(f"#{tag}" for tag in entry.tags))
        return (
            ((Part(sign), Part(entry.title, weight)), entry.dated[:10]),
            ((Part(f"  {facts}", "muted"),), some(entry.quotes, "quote")),
        )

    def preview(self, item: int) -> list[Paragraph]:
        """Return what is known of an item."""
        entry = self._list[item]
        found: list[Paragraph] = [(Part(entry.title, "strong"),)]
        minutes = some(max(1, round(entry.words / 230)), "minute") if entry.words else ""
        found.append(
            (Part(joined(entry.byline, entry.site or entry.host, entry.dated[:10], minutes), "muted"),)
        )
        if item < len(self._hits):
            found.append(_excerpt(self._hits[item]))
        try:
            reading = self._library.load(entry.id)
        except LibraryError as error:
            return [*found, (Part(str(error), "muted"),)]
        found += [
            (Part("✎ ", "strong"), Part(mark.anchor.exact), Part(f"  {mark.note}", "muted"))
            for mark in self._library.highlights(entry.id)
        ]
        quotes = reading.analysis.quotes if reading.analysis else ()
        found += [
            (Part(f"“{quote.text}”"), Part(f" — {quote.speaker}" if quote.speaker else "", "muted"))
            for quote in quotes[:_QUOTES]
        ]
        paragraphs = [block for block in reading.document.blocks if block.kind == "paragraph"]
        found += [
            (Part(reading.document.text[block.start : block.end][:_LENGTH]),)
            for block in paragraphs[: _PARAGRAPHS if not quotes else 2]
        ]
        return found

    def target(self, item: int) -> Target:
        """Return what the item opens."""
        return Target(article=self._list[item].id)

    def address(self, item: int) -> str | None:
        """Return the item's address on the web."""
        return self._list[item].url

    def cited(self, item: int, *, markdown: bool = False) -> str:
        """Return the item with its source."""
        entry = self._list[item]
        if markdown and entry.url:
            return f"[{entry.title}]({entry.url})"
        return "\n".join(
            filter(None, (entry.title, joined(entry.byline, entry.site, entry.dated[:10]), entry.url))
        )


def _excerpt(hit: Hit) -> Paragraph:
    parts, at = [], 0
    for start, end in hit.spans:
        first, last = start - hit.start, end - hit.start
        if at <= first and last <= len(hit.excerpt):
            parts += [Part(hit.excerpt[at:first]), Part(hit.excerpt[first:last], "strong")]
            at = last
    return (Part("… " if hit.start else ""), *parts, Part(hit.excerpt[at:]), Part(" …", "muted"))
