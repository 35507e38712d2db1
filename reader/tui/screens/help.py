"""The help: every key, generated from the one list of commands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from reader.tui.keys import COMMANDS, LISTS, SHELVES, keys_of
from reader.tui.screens.overlay import Overlay

if TYPE_CHECKING:
    from collections.abc import Mapping

    from textual.app import ComposeResult

_KEYS_WIDTH = 11
_GROUPS = list(dict.fromkeys(command.group for command in COMMANDS))


class HelpScreen(Overlay[None]):
    """All keys by group."""

    def __init__(self, chosen: Mapping[str, str], *, library: bool = False) -> None:
        super().__init__()
        self._chosen = chosen
        self._groups = [SHELVES, LISTS] if library else [g for g in _GROUPS if g != SHELVES]

    def compose(self) -> ComposeResult:
        """Yield a table of keys a group."""
        with VerticalScroll():
            for group in self._groups:
                yield Static(group, classes="overlay-title", markup=False)
                yield Static(help_table(group, self._chosen), classes="help-keys", markup=False)
            yield Static(
                "A number before a key repeats it: 3n.  Click quotes, names, links and the coloured marks beside "
                "the scroll bar; drag to select.  Keys can be changed in config.toml: docs/keys.md names the commands.",
                classes="overlay-note",
                markup=False,
            )


def help_table(group: str, chosen: Mapping[str, str]) -> Content:
    """Return a line a command: its keys, those that the user has chosen, and what it does."""
    lines = [
        Content.assemble((" ".join(keys_of(command, chosen)).ljust(_KEYS_WIDTH), "bold"), " ", command.label)
        for command in COMMANDS
        if command.group == group
    ]
    return Content("\n").join(lines)
