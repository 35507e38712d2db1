"""Pictures as rows of cells, drawn by textual-image (the extra `images`) as well as the terminal can."""

from __future__ import annotations

import contextlib
import importlib.util
import logging
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from rich.segment import ControlType, Segment

if TYPE_CHECKING:
    from textual.app import App

    from reader.fetch.pixels import Pixels

HOW_TO_GET = "Pictures need the extra “images”: pipx install 'pullquote[images]'"
"""What to say where the libraries are missing."""
_CONTROL = [(ControlType.CURSOR_FORWARD, 0)]
"""Marks a segment that takes no cells; what stands in it goes to the terminal as it is."""

Rows = list[list[Segment]]


class Cells(NamedTuple):
    """The size of a picture on the screen, in cells."""

    columns: int
    rows: int


@cache
def installed() -> bool:
    """Tell whether pictures can be decoded and drawn here."""
    return all(importlib.util.find_spec(name) is not None for name in ("PIL", "textual_image"))


def get_ready(app: App[Any]) -> None:
    """Find out what the terminal can draw, once.

    textual-image asks the terminal when it is imported, and reads the answer from the keyboard's stream: for that
    moment Textual must not read there.
    """
    if _is_loaded():
        return
    # What it has to say belongs in the log file, if there is one, and never on the terminal.
    logging.getLogger("textual_image").addHandler(logging.NullHandler())
    driver = app._driver
    with app.suspend() if driver is not None and driver.can_suspend else contextlib.nullcontext():
        import textual_image.widget  # noqa: F401 - asks for the size of a cell too


def _is_loaded() -> bool:
    import sys

    return "textual_image.widget" in sys.modules


def size_of(pixels: Pixels, columns: int, rows: int) -> Cells:
    """Return the size of a picture that gets at most so many columns and rows; it is not made larger than it is."""
    from textual_image._terminal import get_cell_size

    cell = get_cell_size()
    wide, high = pixels.width / cell.width, pixels.height / cell.height
    scale = min(1.0, columns / wide, rows / high)
    return Cells(max(1, round(wide * scale)), max(1, round(high * scale)))


class Drawn:
    """A picture drawn for one size; `close` takes it out of the terminal's memory."""

    def __init__(self, pixels: Pixels, size: Cells, app: App[Any]) -> None:
        from PIL import Image
        from textual_image import renderable

        self.size = size
        self._open: list[Any] = []
        image = Image.frombytes("RGB", (pixels.width, pixels.height), pixels.data)
        kind: Any = renderable.Image
        if app.no_color or kind is renderable.UnicodeImage:
            # The number of a picture is told to the terminal as a colour; and shades of grey make no good rows.
            kind = renderable.HalfcellImage
        draw = self._in_rows if kind is renderable.SixelImage else self._as_text
        self.rows: Rows = draw(image, kind, app)

    def _as_text(self, image: Any, kind: Any, app: App[Any]) -> Rows:
        """Draw with characters, be they those that the terminal replaces by its parts of the picture."""
        drawing = kind(image, width=self.size.columns, height=self.size.rows)
        self._open.append(drawing)
        options = app.console.options.update(max_width=self.size.columns)
        return list(Segment.split_lines(app.console.render(drawing, options)))[: self.size.rows]

    def _in_rows(self, image: Any, kind: Any, app: App[Any]) -> Rows:
        """Draw a picture of its own for each row, so that each can be shown, hidden and written over alone."""
        from textual_image._terminal import get_cell_size

        cell = get_cell_size()
        columns, rows = self.size
        whole = image.resize((columns * cell.width, rows * cell.height))
        drawn: Rows = []
        for top in range(0, whole.height, cell.height):
            part = kind(whole.crop((0, top, whole.width, top + cell.height)), width=columns, height=1)
            sixels = next(
                segment.text for segment in app.console.render(part) if segment.text.startswith("\x1bP")
            )
            drawn.append(
                [Segment(" " * columns), Segment(f"\x1b7\x1b[{columns}D{sixels}\x1b8", None, _CONTROL)]
            )
        return drawn

    def close(self) -> None:
        """Let the terminal forget the picture."""
        for drawing in self._open:
            drawing.cleanup()
        self._open.clear()
