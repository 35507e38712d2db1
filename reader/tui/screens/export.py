"""Exporting the article: where to, and in which format."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual.containers import Vertical
from textual.widgets import Input, Static

from reader.export.whole import whole
from reader.sanitise import one_line
from reader.tui.keys import bindings
from reader.tui.screens.overlay import Overlay

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from reader.model import Reading

FORMATS = {
    ".md": "Markdown with quotes and people",
    ".html": "a web page with quotes and people",
    ".json": "JSON with quotes and people",
    ".txt": "plain text with quotes and people",
}
"""What a file's ending stands for, in words."""

_LONGEST = 60


class ExportScreen(Overlay[str]):
    """A field for a path whose ending is the format; its result says what was written where."""

    def __init__(self, reading: Reading) -> None:
        super().__init__()
        self._reading = reading
        self._overwrite: Path | None = None

    class _Path(Input):
        BINDINGS: ClassVar = bindings("find")

        def action_step(self, step: int) -> None:
            """Offer the next format."""
            self.value = other_ending(self.value, step)

    def compose(self) -> ComposeResult:
        """Yield the field."""
        with Vertical():
            yield Static("Export to", classes="overlay-title", markup=False)
            yield self._Path(
                file_name(self._reading.article.title) + ".md", compact=True, select_on_focus=False
            )
            yield Static("", id="export-format", classes="overlay-note", markup=False)
            yield Static("⏎ writes it, ↓ other format, esc closes", classes="overlay-note", markup=False)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Say which format it will be."""
        self._overwrite = None
        self._say(FORMATS[ending] if (ending := ending_of(event.value)) else _known_endings())

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Write the file; one that is there already only when asked twice."""
        path, ending = Path(event.value.strip()).expanduser(), ending_of(event.value)
        if ending is None:
            self._say(_known_endings())
        elif path.exists() and path != self._overwrite:
            self._overwrite = path
            self._say("There is such a file; ⏎ again writes over it")
        else:
            self._write(path, whole(self._reading, ending))

    def _write(self, path: Path, text: str) -> None:
        try:
            path.write_text(text, "utf-8")
        except OSError as error:
            self._say(f"It cannot be written: {error.strerror}; choose another place")
        else:
            self.dismiss(f"Exported to {path}")

    def _say(self, text: str) -> None:
        self.query_one("#export-format", Static).update(one_line(text))


def file_name(title: str) -> str:
    """Return a file's name for a title: its words in small letters, joined by hyphens."""
    words = re.findall(r"\w+", title.replace("’", "").replace("'", "").lower())
    name = "-".join(words)[:_LONGEST].strip("-")
    return name or "article"


def ending_of(path: str) -> str | None:
    """Return the ending of a path if it stands for a format."""
    ending = Path(path.strip()).suffix.lower()
    return ending if ending in FORMATS else None


def other_ending(path: str, step: int) -> str:
    """Return the path with the ending that follows its own (1) or comes before it (-1)."""
    endings, ending = list(FORMATS), ending_of(path)
    if ending is None:
        return path + endings[0]
    return path.strip()[: -len(ending)] + endings[(endings.index(ending) + step) % len(endings)]


def _known_endings() -> str:
    return "The ending is the format: " + ", ".join(FORMATS)
