"""Who quotes whom: a bar for each site and person."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.style import Style
from textual.containers import Vertical
from textual.widgets import Static

from reader.tui.cells import shorten, width
from reader.tui.entry_list import EntryList, Row
from reader.tui.screens.chart import bar
from reader.tui.screens.overlay import Overlay

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult

    from reader.ledger.values import SiteCount

_SITES, _NAMES = 18, 24
"""Cells for a site and a name at most."""


class WhomScreen(Overlay[int]):
    """Sites and those whom they quote most; its result is the number of the person chosen."""

    def __init__(self, counts: Sequence[SiteCount]) -> None:
        super().__init__()
        self._counts = counts

    def compose(self) -> ComposeResult:
        """Yield the bars."""
        with Vertical():
            yield Static("Who quotes whom", classes="overlay-title", markup=False)
            yield _Bars(self._counts)
            yield Static("⏎ lists the person's quotes, esc closes", classes="overlay-note", markup=False)

    def on_entry_list_chosen(self, event: EntryList.Chosen) -> None:
        """Close with the person."""
        event.stop()
        self.dismiss(self._counts[event.entry].person_id)


class _Bars(EntryList):
    def __init__(self, counts: Sequence[SiteCount]) -> None:
        super().__init__(id="bars")
        self._counts = counts
        self._most = max(count.quotes for count in counts)
        self._sites = min(max(width(count.site) for count in counts), _SITES)
        self._names = min(max(width(count.person) for count in counts), _NAMES)
        self.set_reactive(EntryList.cursor, 0)

    def count(self) -> int:
        return len(self._counts)

    def heights(self, columns: int) -> list[int]:
        return [1] * len(self._counts)

    def rows_of(self, entry: int, columns: int) -> list[Row]:
        count = self._counts[entry]
        site, name = shorten(count.site, self._sites), shorten(count.person, self._names)
        figure = f" {count.quotes:,}"
        room = max(columns - self._sites - self._names - 2 - width(figure), 1)
        drawn = bar(count.quotes / self._most, room)
        return [
            [
                (site + " " * (self._sites - width(site) + 1), self.component("muted")),
                (name + " " * (self._names - width(name) + 1), self.component("strong")),
                (drawn, Style.null()),
                (figure, self.component("muted")),
            ]
        ]
