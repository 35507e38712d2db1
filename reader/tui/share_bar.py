"""Who speaks how much: one row at the top of the panel."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.segment import Segment
from rich.style import Style
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from reader.tui.cells import width
from reader.tui.markings import voice_style
from reader.tui.strip import divide, shares

if TYPE_CHECKING:
    from textual import events

    from reader.tui.leaf import Leaf
    from reader.tui.strip import Share


class ShareBar(Widget):
    """A stretch a speaker, as long as their share of the quoted words, in their colour and with their letters."""

    ALLOW_SELECT = False

    class Clicked(Message):
        """A speaker's stretch was clicked; `quote` is their first."""

        def __init__(self, quote: int) -> None:
            self.quote = quote
            super().__init__()

    def __init__(self) -> None:
        super().__init__()
        self._shares: list[Share] = []

    def load(self, leaf: Leaf) -> None:
        """Show the speakers of a page."""
        self._shares = shares(leaf.quotes, leaf.cast)
        self.set_class(not leaf.cast.voices, "-nobody")
        self.refresh()

    def _stretches(self) -> list[tuple[Share, int]]:
        """Return the speakers and the cells of each, the blank behind it included."""
        cells = divide([share.part for share in self._shares], self.size.width)
        return [(share, count) for share, count in zip(self._shares, cells, strict=True) if count]

    def render_line(self, y: int) -> Strip:
        """Return the row."""
        base = self.rich_style
        parts = []
        for share, cells in self._stretches():
            style = base + voice_style(self.app.theme_variables, share.voice)
            letters = share.voice.letters if share.voice else ""
            if width(letters) > cells - 2:
                letters = ""
            line = "━" * max(cells - 1 - width(letters), 0)
            parts += [Segment(letters, style + Style(bold=True)), Segment(line, style)]
            parts.append(Segment(" " if cells > 1 else "╸", style))
        return Strip(part for part in parts if part.text).adjust_cell_length(self.size.width, base)

    def on_click(self, event: events.Click) -> None:
        """Go to the first quote of the speaker under the pointer."""
        reached = 0
        for share, cells in self._stretches():
            reached += cells
            if event.x < reached:
                self.post_message(self.Clicked(share.first))
                return
