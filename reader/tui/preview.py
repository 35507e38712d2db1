"""What stands beside a list: paragraphs, wrapped for the width, scrolled with the mouse or from the list."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from reader.sanitise import sanitise
from reader.tui.line_view import LineView
from reader.tui.lines import wrap

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.geometry import Size

    from reader.tui.shelves.shelf import Paragraph

_MARGIN = 2
_STYLES = {"plain": Style.null(), "gone": Style(strike=True)}


class Preview(LineView, can_focus=False):
    """Some paragraphs of text."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"list--muted", "list--strong"}
    ALLOW_SELECT = False

    def __init__(self) -> None:
        super().__init__(id="preview")
        self._paragraphs: Sequence[Paragraph] = ()
        self._rows: list[list[tuple[str, str]]] = []
        self._laid_out_for: Size | None = None

    def show(self, paragraphs: Sequence[Paragraph]) -> None:
        """Show other paragraphs, from their top."""
        self._paragraphs, self._laid_out_for = paragraphs, None
        self.scroll_to(y=0, animate=False)
        self.adapt()
        self.refresh()

    def adapt(self) -> None:
        """Wrap the paragraphs for the width."""
        if not self.size or self._laid_out_for == self.size:
            return
        self._laid_out_for = self.size
        self._rows = []
        for paragraph in self._paragraphs:
            self._rows += [*_wrapped(paragraph, max(self.room - _MARGIN, 1)), []]
        self.extend(len(self._rows))

    def render_line(self, y: int) -> Strip:
        """Return one row."""
        base, row = self.rich_style, self.scroll_offset.y + y
        parts = [Segment(" ", base)]
        for text, weight in self._rows[row] if row < len(self._rows) else ():
            parts.append(Segment(text, base + self._style(weight)))
        return Strip(parts).adjust_cell_length(self.room, base)

    def _style(self, weight: str) -> Style:
        if weight in _STYLES:
            return _STYLES[weight]
        return self.get_component_rich_style(f"list--{weight}", partial=True)


def _wrapped(paragraph: Paragraph, columns: int) -> list[list[tuple[str, str]]]:
    """Return a paragraph's lines, each the stretches of one weight that stand in it."""
    text, ends, weights = "", [], []
    for part in paragraph:
        text += sanitise(part.text)
        ends.append(len(text))
        weights.append(part.weight)
    lines = []
    for line in wrap(text, columns) if text.strip() else ():
        row = []
        for piece in line.pieces:
            start = 0
            for end, weight in zip(ends, weights, strict=True):
                first, last = max(piece.start, start), min(piece.end, end)
                if first < last:
                    row.append((text[first:last], str(weight)))
                start = end
        lines.append(row)
    return lines
