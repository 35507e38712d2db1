"""The screen one reads on: all keys together, and those of the window itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import errors

from reader.tui.keys import bindings, key_of
from reader.tui.panel_sizes import WIDE
from reader.tui.screens.finding import FindKeys
from reader.tui.screens.keeping import KeepKeys
from reader.tui.screens.listing import ListKeys
from reader.tui.screens.looking import PictureKeys
from reader.tui.screens.travel import TravelKeys

if TYPE_CHECKING:
    from textual import events
    from textual.geometry import Offset
    from textual.widget import Widget

    from reader.tui.panel import Panel


_INSIST = "Escape again stops looking for speakers and people"


class ReadingScreen(FindKeys, ListKeys, TravelKeys, KeepKeys, PictureKeys):
    """The reader."""

    BINDINGS = bindings("reading")

    def action_quote(self, step: int) -> None:
        """Go to the next or previous quote, or match while find is open."""
        if self.finding:
            self.step_match(step)
        else:
            super().action_quote(step)

    def action_capital(self, step: int) -> None:
        """Go on with the same speaker; while find is open, the other way than the small letter, as in vi."""
        if self.finding:
            self.step_match(-step)
        else:
            self.action_same_speaker(step)

    def turn_page(self) -> None:
        """Show the trail's current page; what was looked for on the last one is forgotten."""
        self.close_find()
        self._close_field()
        self.close_outline()
        super().turn_page()

    def action_panel(self) -> None:
        """Hide or show the panel."""
        visible = self._panel.display
        self.remove_class("-panel-auto")
        self.set_class(visible, "-no-panel")
        if visible:
            self._view.focus()

    def action_focus_part(self, step: int) -> None:
        """Go from the text to the quotes to the people, or back."""
        below: Widget = self._outline if self.has_class("-outline") else self._people
        parts: list[Widget] = [self._view, self._quotes, below]
        if self.has_class("-bare") or not self._people.is_mounted:
            return
        if not self._panel.display:
            self.remove_class("-panel-auto", "-no-panel")
        at = parts.index(self.focused) if self.focused in parts else 0
        parts[(at + step) % len(parts)].focus()

    def action_panel_size(self, cells: int) -> None:
        """Make the panel beside the text wider or narrower, and remember it; below the text, higher or lower."""
        if not self._panel.display:
            self.say(f"The panel is hidden: {key_of('panel', self._keys)} shows it")
            return
        beside = self.size.width >= WIDE
        now = self._panel.outer_size.width if beside else self._panel.outer_size.height
        self._panel_sizes.change(beside, now + cells * self._count.take(), self.size)
        self._panel_sizes.give(self._panel, self.size)

    def on_panel_dragged(self, event: Panel.Dragged) -> None:
        """Give the panel the size to which its edge is drawn."""
        self._panel_sizes.change(self.size.width >= WIDE, event.size, self.size, lasting=event.done)
        self._panel_sizes.give(self._panel, self.size)

    def on_resize(self, event: events.Resize) -> None:
        """Give the panel the size that the user gave it last, as far as there is room."""
        self._panel_sizes.give(self._panel, event.size)

    def action_help(self) -> None:
        """Show all keys."""
        from reader.tui.screens.help import HelpScreen

        self.app.push_screen(HelpScreen(self._keys))

    def action_cancel(self) -> None:
        """Close what is open, else leave the panel, else stop what the worker does.

        A text that is shown is analysed to the end unless the user insists.
        """
        leaf = self.leaf
        if self.close_find() or self.close_words():
            return
        if self.focused in (self._quotes, self._people, self._outline):
            self.close_outline()
            self._view.focus()
        elif self.selections:
            self.clear_selection()
        elif self.stop_fetching_pictures():
            self.say("Called off")
        elif self.close_outline() or leaf.job is None:
            return
        elif leaf.state == "loading":
            self._worker.cancel(leaf.job)
            leaf.cancelled()
            if leaf.document is None:
                self.show_page()
            self._show_status()
            self.say_trouble()
        elif leaf.state == "analysing" and self._status.notice != _INSIST:
            self.say(_INSIST)
        elif leaf.state == "analysing":
            self._worker.cancel(leaf.job)
            leaf.cancelled()
            self._show_quotes()
            self.say_trouble()

    def action_leave(self) -> None:
        """Close find, or go back if this page was reached by a link, or quit."""
        if self.close_find():
            return
        if self._trail.came_by_link:
            self.action_travel(-1)
        elif len(self.app.screen_stack) > 1:
            self._leave()
            self.app.pop_screen()
        else:
            self.app.exit()

    def get_widget_and_offset_at(self, x: int, y: int) -> tuple[Widget | None, Offset | None]:
        """Return the widget at a cell of the screen, and in the article the code point and item for selecting.

        Textual would look for offsets in the styles of what was painted, and count cells itself.
        """
        if self._selecting and self._view in self.selections:  # the pointer may stray over the panel
            region = self._view.region
            x = min(max(x, region.x), region.x + self._view.room - 1)
            y = min(max(y, region.y), region.bottom - 1)
        try:
            widget, region = self.get_widget_at(x, y)
        except errors.NoWidget:
            return None, None
        if widget is self._view:
            return widget, self._view.content_offset_at(x - region.x, y - region.y)
        return super().get_widget_and_offset_at(x, y)
