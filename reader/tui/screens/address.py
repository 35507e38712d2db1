"""Asking for an address to open."""

from __future__ import annotations

from reader.tui.screens.ask import AskScreen


class AddressScreen(AskScreen):
    """A field for an address or a path; its result is what was typed."""

    def __init__(self, value: str = "") -> None:
        super().__init__("Open", "https://…, or the path of a file", "⏎ opens it here, esc closes", value)
