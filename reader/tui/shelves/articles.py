"""The shelves of articles: all, the unread and the starred ones."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, cast

from reader.errors import LibraryError
from reader.library.entries import Filter
from reader.tui.shelves.pages import Pages
from reader.tui.shelves.shelf import Paragraph, Part, Shelf, Target, counted, joined

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reader.library import Library
    from reader.library.entries import Entry, Sort
    from reader.library.search import Hit

_HITS = 30
_PARAGRAPHS, _LENGTH = 6, 600
_QUOTES = 8


class Articles(Shelf):
    """Articles of the library; the words that are typed are a query (`reader.library.query`)."""

    orders: ClassVar = ("saved", "date", "title", "site")

    def __init__(self, library: Library, title: str, which: Filter, empty: str) -> None:
        super().__init__()
        self.title, self.empty = title, empty
        self._library, self._which = library, which
        self._list: Pages | Sequence[Entry] = ()
        self._hits: tuple[Hit, ...] = ()

    def load(self) -> None:
        """List what the query finds, or everything."""
        self._hits = ()
        if self.words.strip():
            query = self.words if self.words.endswith(('"', " ", "*")) else f"{self.words}*"
            found = self._library.search(query, limit=_HITS)
            self._hits = tuple(hit for hit in found.hits if self._belongs(hit.entry))
            self._list = [hit.entry for hit in self._hits]
        else:
            self._list = Pages(self._library, self._which, cast("Sort", self.order))

    def _belongs(self, entry: Entry) -> bool:
        return (not self._which.unread or entry.read is None) and (
            not self._which.starred or entry.starred is not None
        )

    def count(self) -> int:
        return len(self._list)

    def number(self) -> int | None:
        return self._library.count(self._which)

    def entry(self, item: int) -> Entry:
        """Return the entry of an item."""
        return self._list[item]

    def key(self, item: int) -> int:
        return self._list[item].id

    def rows(self, item: int) -> tuple[tuple[Paragraph, str], ...]:
        entry = self._list[item]
        sign = "★ " if entry.starred else "• " if entry.read is None else "  "
        weight = "strong" if entry.read is None else "plain"
        facts = joined(entry.site or entry.host, *(f"#{tag}" for tag in entry.tags))
        return (
            ((Part(sign), Part(entry.title, weight)), entry.dated[:10]),
            ((Part(f"  {facts}", "muted"),), counted(entry.quotes, "quote")),
        )

    def preview(self, item: int) -> list[Paragraph]:
        entry = self._list[item]
        found: list[Paragraph] = [(Part(entry.title, "strong"),)]
        minutes = counted(max(1, round(entry.words / 230)), "minute") if entry.words else ""
        found.append((Part(joined(entry.byline, entry.site or entry.host, entry.dated[:10], minutes), "muted"),))
        if item < len(self._hits):
            found.append(_excerpt(self._hits[item]))
        try:
            reading = self._library.load(entry.id)
        except LibraryError as error:
            return [*found, (Part(str(error), "muted"),)]
        for highlight in self._library.highlights(entry.id):
            found.append((Part("✎ ", "strong"), Part(highlight.anchor.exact), Part(f"  {highlight.note}", "muted")))
        quotes = reading.analysis.quotes if reading.analysis else ()
        for quote in quotes[:_QUOTES]:
            found.append((Part(f"“{quote.text}”"), Part(f" — {quote.speaker}" if quote.speaker else "", "muted")))
        blocks = [block for block in reading.document.blocks if block.kind == "paragraph"]
        for block in blocks[: _PARAGRAPHS if not quotes else 2]:
            found.append((Part(reading.document.text[block.start : block.end][:_LENGTH]),))
        return found

    def target(self, item: int) -> Target:
        return Target(article=self._list[item].id)

    def address(self, item: int) -> str | None:
        return self._list[item].url

    def cited(self, item: int, *, markdown: bool = False) -> str:
        entry = self._list[item]
        if markdown and entry.url:
            return f"[{entry.title}]({entry.url})"
        return "\n".join(filter(None, (entry.title, joined(entry.byline, entry.site, entry.dated[:10]), entry.url)))


def _excerpt(hit: Hit) -> Paragraph:
    parts, at = [], 0
    for start, end in hit.spans:
        first, last = start - hit.start, end - hit.start
        if at <= first and last <= len(hit.excerpt):
            parts += [Part(hit.excerpt[at:first]), Part(hit.excerpt[first:last], "strong")]
            at = last
    return (Part("… " if hit.start else ""), *parts, Part(hit.excerpt[at:]), Part(" …", "muted"))
