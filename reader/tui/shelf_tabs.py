"""The first row of the library screen: its shelves, with the number of what stands on them."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from rich.segment import Segment
from rich.style import Style
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

from reader.tui.cells import width

if TYPE_CHECKING:
    from collections.abc import Sequence


class ShelfTabs(Widget):
    """One row; where room is short the numbers go first."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"tabs--current", "tabs--number"}
    ALLOW_SELECT = False

    names: reactive[Sequence[tuple[str, int | None]]] = reactive(())
    """The shelves' titles with their numbers."""
    current: reactive[int] = reactive(0)
    """The shelf that is shown."""

    def render_line(self, y: int) -> Strip:
        """Return the row."""
        base, room = self.rich_style, self.size.width
        labels = [f"{name} {number:,}" if number else name for name, number in self.names]
        if sum(width(label) + 5 for label in labels) > room:
            labels = [name for name, _ in self.names]
        keyed = sum(width(label) + 5 for label in labels) <= room
        parts = []
        for place, label in enumerate(labels):
            style = Style.from_meta({"@click": f"screen.shelf({place})"})
            if place == self.current:
                style += self.get_component_rich_style("tabs--current", partial=True)
            key = f"{place + 1} " if keyed else ""
            parts += [Segment(f" {key}{label} ", base + style), Segment(" ", base)]
        return Strip(parts).adjust_cell_length(room, base)
