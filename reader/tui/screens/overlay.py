"""What opens above the article and closes again: lists to choose from, and the help."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, TypeVar

from rich.style import Style
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Static

from reader.tui.cells import shorten
from reader.tui.entry_list import EntryList, Row
from reader.tui.keys import bindings
from reader.tui.themes import styles_folder

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual import events
    from textual.app import ComposeResult

_DIGITS = frozenset("0123456789")

ResultT = TypeVar("ResultT")


class Overlay(ModalScreen[ResultT | None], Generic[ResultT]):
    """A screen above the article that `escape` closes."""

    BINDINGS = [*bindings("overlay"), *bindings("app")]  # noqa: RUF012 - a modal screen keeps the app's from its keys
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (70, "-wide")]  # noqa: RUF012 - as Textual declares it
    CSS_PATH = styles_folder() / "overlay.tcss"

    def action_close(self) -> None:
        """Close without a choice."""
        self.dismiss(None)


class _Choices(EntryList):
    def __init__(self, entries: Sequence[tuple[str, str]], cursor: int | None, *, numbered: bool) -> None:
        super().__init__(id="choices")
        self._entries = entries
        self._number_width = len(str(len(entries))) + 1 if numbered else 0
        self.set_reactive(EntryList.cursor, cursor)

    def count(self) -> int:
        return len(self._entries)

    def heights(self, columns: int) -> list[int]:
        return [2 if note else 1 for _, note in self._entries]

    def rows_of(self, entry: int, columns: int) -> list[Row]:
        text, note = self._entries[entry]
        indent, muted = self._number_width, self.component("muted")
        number = f"{entry + 1:>{indent - 1}} " if indent else ""
        rows: list[Row] = [
            [(number, self.component("strong")), (shorten(text, columns - indent), Style.null())]
        ]
        if note:
            rows.append([(" " * indent, muted), (shorten(note, columns - indent), muted)])
        return rows


class Chooser(Overlay[int]):
    """A titled list; its result is the index of the entry chosen.

    The entries of a `numbered` one are chosen by typing their number too, which needs no more digits than tell it
    from the others.
    """

    def __init__(
        self,
        title: str,
        entries: Sequence[tuple[str, str]],
        note: str,
        cursor: int | None = 0,
        *,
        numbered: bool = False,
    ) -> None:
        super().__init__()
        self._title, self._entries, self._note, self._cursor = title, entries, note, cursor
        self._numbered = numbered
        self._typed = 0

    def compose(self) -> ComposeResult:
        """Yield title, list and note."""
        with Vertical():
            yield Static(self._title, classes="overlay-title", markup=False)
            yield _Choices(self._entries, self._cursor, numbered=self._numbered)
            yield Static(self._note, classes="overlay-note", markup=False)

    def on_entry_list_chosen(self, event: EntryList.Chosen) -> None:
        """Close with the choice."""
        event.stop()
        self.dismiss(event.entry)

    def on_key(self, event: events.Key) -> None:
        """Take a number that is typed: the entry is chosen as soon as no other can be meant."""
        if not self._numbered or event.key not in _DIGITS:
            self._typed = 0
            return
        event.stop()
        typed = self._typed * 10 + int(event.key)
        self._typed = typed if 0 < typed <= len(self._entries) else 0
        if not self._typed:
            return
        if typed * 10 > len(self._entries):
            self.dismiss(typed - 1)
        else:
            self.query_one(_Choices).cursor = typed - 1
