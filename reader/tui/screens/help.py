"""The help: every key, generated from the one list of commands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from reader.tui.keys import COMMANDS, shown
from reader.tui.screens.overlay import Overlay

if TYPE_CHECKING:
    from textual.app import ComposeResult

_KEYS_WIDTH = 11


class HelpScreen(Overlay[None]):
    """All keys by group."""

    def compose(self) -> ComposeResult:
        """Yield a table of keys a group."""
        with VerticalScroll():
            for group in dict.fromkeys(command.group for command in COMMANDS):
                yield Static(group, classes="overlay-title", markup=False)
                yield Static(help_table(group), classes="help-keys", markup=False)
            yield Static(
                "Click quotes, names and links; drag to select.", classes="overlay-note", markup=False
            )


def help_table(group: str) -> Content:
    """Return a line a command: its keys and what it does."""
    lines = [
        Content.assemble((" ".join(map(shown, command.keys)).ljust(_KEYS_WIDTH), "bold"), " ", command.label)
        for command in COMMANDS
        if command.group == group
    ]
    return Content("\n").join(lines)
