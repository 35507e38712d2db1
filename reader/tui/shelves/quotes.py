"""The shelf of quotes across all articles: the latest first, those of one person, or those that recur."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.tui.shelves.shelf import Paragraph, Part, Shelf, Target, joined

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reader.ledger.values import Recurrence, SavedQuote, Wording
    from reader.library import Library

MOST = 300
"""Quotes that are listed at once; typing narrows the list."""


class Quotes(Shelf):
    """What was said, across all articles; the words that are typed must all stand in a quote."""

    title = "Quotes"
    empty = "No quotes yet: they come with the articles that are saved (s in the reader)."
    orders = ("latest", "recurring", "new")

    def __init__(self, library: Library) -> None:
        super().__init__()
        self._library = library
        self.person: int | None = None
        """Whose quotes are listed; None for everybody's."""
        self._quotes: Sequence[SavedQuote] = ()
        self._recurrences: Sequence[Recurrence] = ()

    def narrow(self, choice: int | None) -> str:
        """Narrow the list to one of the last choices, or to nothing."""
        self.person = choice
        return "" if choice is None else self._library.person(choice).name

    def load(self) -> None:
        """List what `words`, `order` and what was narrowed to leave."""
        self._recurrences = ()
        if self.order == "recurring":
            words = self.words.casefold().split()
            self._recurrences = [
                found
                for found in self._library.recurrences(speaker=self.person, limit=MOST)
                if all(
                    any(word in wording.quote.text.casefold() for wording in found.wordings) for word in words
                )
            ]
            self._quotes = [found.wordings[0].quote for found in self._recurrences]
        else:
            self._quotes = list(self._listed(MOST))

    def _listed(self, limit: int, offset: int = 0, *, around: bool = False) -> Iterator[SavedQuote]:
        return self._library.quotes(
            speaker=self.person,
            grep=self.words.strip(),
            new=self.order == "new",
            around=around,
            limit=limit,
            offset=offset,
        )

    def count(self) -> int:
        """Return the number of items."""
        return len(self._quotes)

    def quote(self, item: int) -> SavedQuote:
        """Return the quote of an item."""
        return self._quotes[item]

    def key(self, item: int) -> int:
        """Return the ID of an item."""
        return self._quotes[item].id

    def rows(self, item: int) -> tuple[tuple[Paragraph, str], ...]:
        """Return two rows: what it is, and where it is from."""
        quote = self._quotes[item]
        many = f"in {self._recurrences[item].articles} articles" if self._recurrences else quote.dated
        sign = "• " if quote.new else "  "
        speaker = _speaker(quote)
        return (
            ((Part(sign), Part(f"“{quote.text}”")), ""),
            ((Part(f"  {speaker}", "strong"), Part(f"  {joined(quote.site, quote.title)}", "muted")), many),
        )

    def preview(self, item: int) -> list[Paragraph]:
        """Return what is known of an item."""
        quote = self._quotes[item]
        if not self._recurrences:
            # The words around are looked for in the article, which takes time: for this one quote only.
            quote = next(self._listed(1, item, around=True), quote)
        speaker = _speaker(quote)
        found: list[Paragraph] = [
            (
                Part(f"{quote.before} ", "muted"),
                Part(f"“{quote.text}”", "strong"),
                Part(f" {quote.after}", "muted"),
            ),
            (
                Part(speaker, "strong"),
                Part(f"  {joined(quote.title, quote.byline, quote.site, quote.dated)}", "muted"),
            ),
        ]
        if self._recurrences:
            for wording in self._recurrences[item].wordings[1:]:
                found += [_compared(wording), (Part(_said(wording.quote), "muted"),)]
        return found

    def target(self, item: int) -> Target:
        """Return what the item opens."""
        return Target(article=self._quotes[item].article, quote=self._quotes[item].text)

    def address(self, item: int) -> str | None:
        """Return the item's address on the web."""
        return self._quotes[item].url

    def cited(self, item: int, *, markdown: bool = False) -> str:
        """Return the item with its source."""
        quote = self._quotes[item]
        speaker = _speaker(quote)
        where = joined(quote.title, quote.site, quote.dated)
        if markdown:
            linked = f"[{where}]({quote.url})" if quote.url else where
            return f"> {quote.text}\n\n— {speaker}, {linked}"
        return "\n".join(filter(None, (f"“{quote.text}” — {speaker}", where, quote.url)))


def _speaker(quote: SavedQuote) -> str:
    return quote.person or quote.speaker or "unattributed"


def _said(quote: SavedQuote) -> str:
    return joined(_speaker(quote), quote.title, quote.site, quote.dated)


def _compared(wording: Wording) -> Paragraph:
    """Return a later wording: what the first one does not have is set off, what is missing of it stands struck out."""
    parts = [Part("“")]
    for piece in wording.differences:
        if piece.kind == "same":
            parts.append(Part(f"{piece.second} "))
            continue
        if piece.first:
            parts.append(Part(f"[{piece.first}] ", "gone"))
        if piece.second:
            parts.append(Part(f"{piece.second} ", "strong"))
    parts[-1] = parts[-1]._replace(text=parts[-1].text.rstrip())
    return (*parts, Part("”"))
