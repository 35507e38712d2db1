"""Asking for a line of text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import Vertical
from textual.widgets import Input, Static

from reader.tui.screens.overlay import Overlay

if TYPE_CHECKING:
    from textual.app import ComposeResult


class AskScreen(Overlay[str]):
    """A titled field with a note; its result is what was typed, None for nothing."""

    def __init__(self, title: str, placeholder: str, note: str, value: str = "") -> None:
        super().__init__()
        self._title, self._placeholder, self._note, self._value = title, placeholder, note, value

    def compose(self) -> ComposeResult:
        """Yield the field."""
        with Vertical():
            yield Static(self._title, classes="overlay-title", markup=False)
            yield Input(self._value, placeholder=self._placeholder, compact=True, select_on_focus=False)
            yield Static(self._note, classes="overlay-note", markup=False)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Close with what was typed."""
        self.dismiss(event.value.strip() or None)


class NoteScreen(AskScreen):
    """A field for a note on what is highlighted; its result is the note, "" for none."""

    def __init__(self, note: str) -> None:
        super().__init__("Highlight", "a note, if you like", "⏎ keeps it, esc leaves it", note)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Close with the note."""
        event.prevent_default()
        self.dismiss(event.value.strip())
