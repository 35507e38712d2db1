"""Who speaks how much: a bar a speaker."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.style import Style
from textual.containers import Vertical
from textual.widgets import Static

from reader.tui.cells import shorten, width
from reader.tui.entry_list import EntryList, Row
from reader.tui.markings import voice_style
from reader.tui.panel import LETTERS, letters_of
from reader.tui.screens.overlay import Overlay
from reader.tui.strip import shares

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from reader.tui.leaf import Leaf

_EIGHTHS = " ▏▎▍▌▋▊▉"
_NAMES = 26
"""Cells for a name at most."""


class ChartScreen(Overlay[int]):
    """The speakers, those who say most first; its result is the first quote of the one chosen."""

    def __init__(self, leaf: Leaf) -> None:
        super().__init__()
        self._bars = _Bars(leaf)

    def compose(self) -> ComposeResult:
        """Yield the bars."""
        with Vertical():
            yield Static("Who speaks how much", classes="overlay-title", markup=False)
            yield self._bars
            yield Static(
                "Share of the quoted words, and quotes.  ⏎ goes to the first, esc closes",
                classes="overlay-note",
                markup=False,
            )

    def on_entry_list_chosen(self, event: EntryList.Chosen) -> None:
        """Close with the speaker's first quote."""
        event.stop()
        self.dismiss(self._bars.shares[event.entry].first)


def bar(part: float, cells: int) -> str:
    """Return a bar for a part (0 to 1) of so many cells, in eighths of a cell; what is there at all is seen."""
    eighths = max(round(part * cells * 8), 1)
    return "█" * (eighths // 8) + _EIGHTHS[eighths % 8].strip()


class _Bars(EntryList):
    def __init__(self, leaf: Leaf) -> None:
        super().__init__(id="bars")
        self.shares = shares(leaf.quotes, leaf.cast)
        names = [share.voice.name if share.voice else "unattributed" for share in self.shares]
        self._names = names
        self._name_width = min(max(map(width, names), default=0), _NAMES)
        self._most = max((share.part for share in self.shares), default=1.0) or 1.0
        if self.shares:
            self.set_reactive(EntryList.cursor, 0)

    def count(self) -> int:
        return len(self.shares)

    def heights(self, columns: int) -> list[int]:
        return [1] * len(self.shares)

    def rows_of(self, entry: int, columns: int) -> list[Row]:
        share = self.shares[entry]
        style = voice_style(self.app.theme_variables, share.voice)
        figures = f" {round(share.part * 100):>3} % {share.quotes:>3}"
        names = min(self._name_width, max(columns // 3, 1))
        name = shorten(self._names[entry], names)
        name += " " * (names - width(name) + 1)
        room = max(columns - LETTERS - names - 1 - width(figures), 1)
        drawn = bar(share.part / self._most, room)
        return [
            [
                (letters_of(share.voice), style),
                (name, style + Style(bold=share.voice is not None)),
                (drawn + " " * (room - width(drawn)), style),
                (figures, self.component("muted")),
            ]
        ]
