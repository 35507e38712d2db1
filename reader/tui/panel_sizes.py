"""How large the user wants the panel: remembered from one run to the next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.tui.remembered import recall, remember

if TYPE_CHECKING:
    from textual.geometry import Size
    from textual.widget import Widget

WIDE, HIGH = 100, 16
"""From so many columns the panel stands beside the text; from so many rows it is there at all without asking."""

_LEAST_WIDTH, _LEAST_HEIGHT = 24, 4
"""The least size of the panel beside and below the text, in cells."""

_TEXT_WIDTH, _TEXT_HEIGHT = 40, 8
"""What the text keeps, in cells."""


class PanelSizes:
    """The width beside the text and the height below it; None is what the style sheet says."""

    def __init__(self) -> None:
        self._known: dict[bool, int | None] = {}

    def change(self, beside: bool, size: int, screen: Size, *, lasting: bool = True) -> None:
        """Take in the size that the user wants, as far as there is room, and, if it is `lasting`, remember it."""
        self._known[beside] = self._bounded(beside, size, screen)
        if lasting:
            remember(_name(beside), self._known[beside] or 0)

    def give(self, panel: Widget, screen: Size) -> None:
        """Give the panel its size on a screen of so many cells."""
        styles, beside = panel.styles, screen.width >= WIDE
        if beside not in self._known:
            self._known[beside] = recall(_name(beside))
        for rule in ("width", "max_width", "height", "min_width"):
            styles.clear_rule(rule)
        wanted = self._known[beside]
        if wanted is None:
            return
        size = self._bounded(beside, wanted, screen)
        if beside:
            styles.width = styles.max_width = styles.min_width = size
        else:
            styles.height = size

    @staticmethod
    def _bounded(beside: bool, size: int, screen: Size) -> int:
        least, most = (
            (_LEAST_WIDTH, screen.width - _TEXT_WIDTH)
            if beside
            else (_LEAST_HEIGHT, screen.height - _TEXT_HEIGHT)
        )
        return max(least, min(size, most))


def _name(beside: bool) -> str:
    return "panel width" if beside else "panel height"
