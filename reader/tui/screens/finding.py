"""Finding words and headings in the article."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.tui.outline_list import current_heading, headings_of, indented
from reader.tui.screens.page import PageScreen

if TYPE_CHECKING:
    from reader.model import Block, Document
    from reader.tui.field import FieldBar
    from reader.tui.find import Finder

SIGN = "/"
"""The sign of the field for what to find."""


class FindKeys(PageScreen):
    """The field for what to find, the matches, and the outline."""

    _finder: Finder | None = None

    @property
    def finding(self) -> bool:
        """Whether find is open."""
        return self._finder is not None

    def show_page(self) -> None:
        """Show the current leaf; what was found in its text stays lit."""
        super().show_page()
        if self._finder is not None:
            self._view.set_matches(self._finder.matches, self._finder.current)

    def action_find(self) -> None:
        """Open the field for what to find."""
        if self.leaf.document is None:
            return
        from reader.tui.field import FindBar
        from reader.tui.find import Finder

        if self._finder is None:
            self._finder = Finder(self.leaf.document.text, origin=self._view.seen[0])
            self.leaf.jumps.leave(self._view.place)
            self.mount(FindBar())
        else:
            self.query_one(FindBar).take_focus()

    def on_field_bar_changed(self, event: FieldBar.Changed) -> None:
        """Light up what matches."""
        if event.bar.SIGN == SIGN and self._finder is not None:
            self._finder.search(event.words)
            self._view.set_matches(self._finder.matches, self._finder.current)
            self._show_match()

    def on_field_bar_step(self, event: FieldBar.Step) -> None:
        """Go to the next or previous match."""
        if event.bar.SIGN == SIGN:
            self.step_match(event.step)

    def on_field_bar_done(self, event: FieldBar.Done) -> None:
        """Give the keys back to the text; the field stays for the count of matches."""
        if event.bar.SIGN == SIGN:
            self._view.focus()

    def step_match(self, step: int) -> None:
        """Go to the next (1) or previous (-1) match."""
        if self._finder is not None:
            self._finder.step(step * self._count.take())
            self._view.set_match(self._finder.current)
            self._show_match()

    def _show_match(self) -> None:
        from reader.tui.field import FindBar

        finder = self._finder
        if finder is None:
            return
        for bar in self.query(FindBar):
            bar.say_count(finder.count or ("no match" if bar.words else ""))
        if finder.start is not None:
            self._view.go_to(finder.start)

    def close_find(self) -> bool:
        """Close the field and forget the matches; false if it was not open."""
        if self._finder is None:
            return False
        from reader.tui.field import FindBar

        self._finder = None
        self.query(FindBar).remove()
        self._view.set_matches((), None)
        self._view.focus()
        return True

    def action_outline(self) -> None:
        """Show the headings to go to: in the panel beside the text, else above it; again: the people."""
        document, headings = self.leaf.document, headings_of(self.leaf.document)
        if document is None or not headings:
            self.say("This article has no headings")
        elif not (self._panel.display and self.has_class("-wide") and self._outline.is_mounted):
            self._choose_heading(document, headings)
        elif not self.close_outline():
            self._outline.load(self.leaf, self._view.seen[0])
            self.add_class("-outline")
            self._outline.focus()

    def close_outline(self) -> bool:
        """Show the people again in the place of the headings; false if they are there."""
        if not self.has_class("-outline"):
            return False
        self.remove_class("-outline")
        self._view.focus()
        return True

    def _choose_heading(self, document: Document, headings: list[Block]) -> None:
        from reader.tui.screens.overlay import Chooser

        def go(choice: int | None) -> None:
            if choice is not None:
                self.jump_to(headings[choice].start, at_top=True)

        entries = [(words, "") for words in indented(document, headings)]
        here = current_heading(headings, self._view.seen[0])
        self.app.push_screen(Chooser("Outline", entries, "⏎ goes there, esc closes", here), go)
