"""The headings of the article, as a list of the panel and as one to choose from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.style import Style

from reader.tui.cells import shorten
from reader.tui.panel import PanelList

if TYPE_CHECKING:
    from reader.model import Block, Document
    from reader.tui.entry_list import Row
    from reader.tui.leaf import Leaf


def headings_of(document: Document | None) -> list[Block]:
    """Return the headings of an article in order."""
    return [block for block in document.blocks if block.kind == "heading"] if document else []


def indented(document: Document, headings: list[Block]) -> list[str]:
    """Return the words of each heading, further in the lower its level."""
    top = min(block.level for block in headings)
    return [
        "  " * (block.level - top) + " ".join(document.text[block.start : block.end].split())
        for block in headings
    ]


def current_heading(headings: list[Block], offset: int) -> int:
    """Return which heading an offset into the text stands under; the first for what is above all."""
    return max(sum(block.start <= offset + 1 for block in headings) - 1, 0)


class OutlineList(PanelList):
    """The headings, in the place of the people."""

    def __init__(self) -> None:
        super().__init__(id="outline")
        self.headings: list[Block] = []
        self._words: list[str] = []

    def load(self, leaf: Leaf, offset: int) -> None:
        """Show a page's headings, the one that `offset` stands under marked."""
        self.leaf = leaf
        self.headings = headings_of(leaf.document)
        self._words = indented(leaf.document, self.headings) if leaf.document and self.headings else []
        self.border_title = f"Outline {len(self.headings)}"
        self.cursor = current_heading(self.headings, offset) if self.headings else None
        self.reload()

    def count(self) -> int:
        """Return the number of headings."""
        return len(self.headings)

    def heights(self, columns: int) -> list[int]:
        """Return 1 for each."""
        return [1] * len(self.headings)

    def rows_of(self, entry: int, columns: int) -> list[Row]:
        """Return the heading, shortened."""
        return [[(shorten(self._words[entry], columns), Style.null())]]
