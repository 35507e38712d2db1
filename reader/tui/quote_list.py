"""The quotes in the panel: who said what, in the order of the text or by speaker."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from rich.style import Style

from reader.export import worded
from reader.tui.cast import DOUBTFUL
from reader.tui.cells import shorten, width
from reader.tui.markings import voice_style
from reader.tui.panel import LETTERS, PanelList, how_many, letters_of, two_rows, why_empty

if TYPE_CHECKING:
    from reader.tui.cast import Voice
    from reader.tui.entry_list import Row
    from reader.tui.leaf import Leaf


class QuoteList(PanelList):
    """The quotes, each with its speaker; listed by speaker, the name stands above the first of them only."""

    quotes: list[int]

    def __init__(self) -> None:
        super().__init__(id="quotes")
        self.quotes = []

    def load(self, leaf: Leaf) -> None:
        """Show a page's quotes, or those of its selected person, or with the words that are wanted."""
        self.leaf = leaf
        self.quotes = leaf.listed_quotes()
        self.follow()
        self._title(leaf)
        self.reload()

    def follow(self) -> None:
        """Put the cursor on the current quote."""
        current = self.leaf.current if self.leaf else None
        self.cursor = self.quotes.index(current) if current in self.quotes else None

    def _title(self, leaf: Leaf) -> None:
        if leaf.only is not None:
            what, total = "Only this person", len(leaf.people[leaf.only].quotes)
        else:
            what, total = "Quotes", len(leaf.quotes)
        order = " by speaker" if leaf.by_speaker and self.quotes else ""
        self.border_title = f"{what}{how_many(len(self.quotes), total)}{order}"
        self.empty = why_empty(leaf, "Looking for quotations …", "No quotations in this article")

    def count(self) -> int:
        """Return the number of quotes shown."""
        return len(self.quotes)

    def _heads(self, entry: int) -> bool:
        """Tell whether a speaker's name stands above an entry."""
        leaf = self.leaf
        if leaf is None or not leaf.by_speaker or not entry:
            return True
        return leaf.cast.of_quote(self.quotes[entry]) != leaf.cast.of_quote(self.quotes[entry - 1])

    def heights(self, columns: int) -> list[int]:
        """Return 1 for each in a low list, else the speaker, one or two rows of words, and a blank."""
        leaf = self.leaf
        if self.folded or leaf is None:
            return [1] * len(self.quotes)
        room = columns - LETTERS - 2
        texts = (leaf.quotes[quote].text for quote in self.quotes)
        # What is surely too long needs no measuring.
        rows = [3 if len(text) > columns or width(text) > room else 2 for text in texts]
        return [height + self._heads(entry) for entry, height in enumerate(rows)]

    def rows_of(self, entry: int, columns: int) -> list[Row]:
        """Return the speaker and the words, shortened."""
        leaf = self.leaf
        if leaf is None:
            return []
        number = self.quotes[entry]
        quote, voice = leaf.quotes[number], leaf.cast.of_quote(number)
        style = voice_style(self.app.theme_variables, voice)
        words = worded(replace(quote, text=quote.text[: 4 * columns]))
        doubtful = "?" * (voice is not None and quote.confidence < DOUBTFUL)
        if self.folded:
            return [[(letters_of(voice, doubtful), style), (shorten(words, columns - LETTERS), style)]]
        rows: list[Row] = [
            [(" " * LETTERS, style), (line, Style.null())] for line in two_rows(words, columns - LETTERS)
        ]
        if not self._heads(entry):
            rows[0][0] = (f"{doubtful:>{LETTERS - 1}} ", style)
            return rows
        name = self._speaker(voice, leaf) + f" {doubtful}".rstrip()
        bold = style + Style(bold=voice is not None)
        return [[(letters_of(voice), style), (shorten(name, columns - LETTERS), bold)], *rows]

    @staticmethod
    def _speaker(voice: Voice | None, leaf: Leaf) -> str:
        if voice is not None:
            return voice.name
        return "unattributed" if leaf.state == "done" else "…"
