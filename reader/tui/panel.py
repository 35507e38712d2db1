"""The panel beside or below the text, and what its lists have in common."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import Container
from textual.message import Message

from reader.sanitise import one_line
from reader.tui.cells import Ruler, shorten, width
from reader.tui.entry_list import EntryList
from reader.tui.lines import break_before

if TYPE_CHECKING:
    from textual import events

    from reader.tui.cast import Voice
    from reader.tui.leaf import Leaf

LETTERS = 3
"""Cells for a speaker's letters and the blank after them."""

_LOW = 24  # screens of fewer rows than this have a row an entry


class Panel(Container):
    """Who speaks how much, quotes and people one below the other; on narrow screens quotes and people side by side.

    The mouse takes it by the edge towards the text.
    """

    class Dragged(Message):
        """The edge was drawn to where the panel is `size` cells wide, or high below the text; `done` ends it."""

        def __init__(self, size: int, *, done: bool) -> None:
            self.size, self.done = size, done
            super().__init__()

    _held = False

    def _size_at(self, event: events.MouseEvent) -> int:
        """Return how large the panel is when its edge is under the pointer."""
        region = self.region
        return region.bottom - event.screen_y if self._below else region.right - event.screen_x

    @property
    def _below(self) -> bool:
        return self.screen.has_class("-narrow")

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Take hold of the edge."""
        size = self.outer_size
        if self._size_at(event) == (size.height if self._below else size.width):
            self._held = True
            self.capture_mouse()
            event.stop()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Draw the edge along."""
        if self._held:
            self.post_message(self.Dragged(self._size_at(event), done=False))

    def on_mouse_up(self, event: events.MouseUp) -> None:
        """Let the edge go."""
        if self._held:
            self._held = False
            self.release_mouse()
            self.post_message(self.Dragged(self._size_at(event), done=True))
            event.stop()


class PanelList(EntryList):
    """A list of the panel; below the text, or on a low screen, every entry takes one row."""

    leaf: Leaf | None = None

    @property
    def folded(self) -> bool:
        """Whether every entry takes one row."""
        return self.screen.has_class("-narrow") or self.screen.size.height < _LOW


def why_empty(leaf: Leaf, looking: str, nothing: str) -> str:
    """Return what stands in a list without entries."""
    if leaf.trouble is not None:
        return f"Not found, r tries again: {one_line(leaf.trouble)}"
    if leaf.words and leaf.quotes:
        return "None with these words; escape shows all"
    if leaf.state == "done":
        return nothing if leaf.request.analyse else "Not looked for"
    return looking if leaf.state == "analysing" else "Reading …"


def how_many(shown: int, total: int) -> str:
    """Return a count for a title: all, or some of them; nothing where there are none."""
    if not total:
        return ""
    return f" {total}" if shown == total else f" {shown} of {total}"


def letters_of(voice: Voice | None, mark: str = "") -> str:
    """Return a speaker's letters in `LETTERS` cells, a mark behind them."""
    letters = voice.letters + mark if voice else ""
    return letters + " " * (LETTERS - width(letters))


def spread(left: str, right: str, columns: int) -> tuple[str, str]:
    """Return two texts at the two ends of a row; the left one is shortened."""
    left = shorten(left, max(columns - width(right) - 1, 1))
    return left, " " * (columns - width(left) - width(right)) + right


def two_rows(text: str, columns: int) -> list[str]:
    """Return `text` broken into at most two rows, shortened to fit."""
    if width(text) <= columns:
        return [text]
    limit = Ruler(text).fit(0, columns)
    cut = break_before(text, 0, limit, len(text)) or max(limit, 1)
    return [text[:cut].rstrip(), shorten(text[cut:].lstrip(), columns)]
