"""Asking for an address to open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import Vertical
from textual.widgets import Input, Static

from reader.tui.screens.overlay import Overlay

if TYPE_CHECKING:
    from textual.app import ComposeResult


class AddressScreen(Overlay[str]):
    """A field for an address or a path; its result is what was typed."""

    def __init__(self, value: str = "") -> None:
        super().__init__()
        self._value = value

    def compose(self) -> ComposeResult:
        """Yield the field."""
        with Vertical():
            yield Static("Open", classes="overlay-title", markup=False)
            yield Input(self._value, placeholder="https://…, or the path of a file", compact=True)
            yield Static("⏎ opens it here, esc closes", classes="overlay-note", markup=False)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Close with what was typed."""
        self.dismiss(event.value.strip() or None)
