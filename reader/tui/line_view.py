"""The ground of the article and the lists: a column of rows that scrolls without a new layout of the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.style import Style
from textual.geometry import Size
from textual.reactive import Reactive
from textual.scroll_view import ScrollView

if TYPE_CHECKING:
    from textual.geometry import Region
    from textual.strip import Strip


class LineView(ScrollView, can_focus=True):
    """A scroll view whose scroll bar is always there, so that its length may change at no cost.

    A subclass paints rows in `render_line`, and makes itself ready for its size in `adapt`.
    """

    virtual_size = Reactive(Size(0, 0), repaint=False)  # without the new layout that Widget's brings

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self.set_reactive(LineView.show_vertical_scrollbar, True)
        # Textual works both out anew each time it is asked, which would be a third of the time of a painting.
        self.base = Style.null()
        """The style of the widget, known from the first painting on."""
        self.room = 0
        """Cells of a row, the scroll bar left out; known from the first size on."""

    def _room(self) -> int:
        return max(self.size.width - self.styles.scrollbar_size_vertical, 0)

    @property
    def rows(self) -> int:
        """Rows on the screen."""
        return self.size.height

    def adapt(self) -> None:
        """Lay out for the current size, if that has not been done; called before every painting."""
        raise NotImplementedError

    def extend(self, length: int) -> None:
        """Tell how many rows there are."""
        self.room = self._room()
        extent = Size(self.room, length)
        if extent != self.virtual_size:
            self.virtual_size = extent
            self.vertical_scrollbar.window_virtual_size = length

    def on_resize(self) -> None:
        """Lay out for the new size."""
        self.room = self._room()
        self.adapt()

    def render_lines(self, crop: Region) -> list[Strip]:
        """Return what is to be painted.

        The first painting comes before the widget hears of its size: being ready by then shows the text with the
        first frame.
        """
        self.adapt()
        self.base = self.rich_style
        self.room = self._room()
        return super().render_lines(crop)
