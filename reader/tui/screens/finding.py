"""Finding words and headings in the article."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.tui.screens.page import PageScreen

if TYPE_CHECKING:
    from reader.tui.find import FindBar, Finder


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
        from reader.tui.find import FindBar, Finder

        if self._finder is None:
            self._finder = Finder(self.leaf.document.text, origin=self._view.seen[0])
            self.mount(FindBar())
        else:
            self.query_one(FindBar).take_focus()

    def on_find_bar_changed(self, event: FindBar.Changed) -> None:
        """Light up what matches."""
        if self._finder is not None:
            self._finder.search(event.query)
            self._show_match()

    def on_find_bar_step(self, event: FindBar.Step) -> None:
        """Go to the next or previous match."""
        self.step_match(event.step)

    def on_find_bar_done(self) -> None:
        """Give the keys back to the text."""
        self._view.focus()

    def step_match(self, step: int) -> None:
        """Go to the next (1) or previous (-1) match."""
        if self._finder is not None:
            self._finder.step(step)
            self._show_match()

    def _show_match(self) -> None:
        from reader.tui.find import FindBar

        finder = self._finder
        if finder is None:
            return
        self._view.set_matches(finder.matches, finder.current)
        for bar in self.query(FindBar):
            bar.show_count(finder.current, len(finder.matches))
        if finder.start is not None:
            self._view.go_to(finder.start)

    def close_find(self) -> bool:
        """Close the field and forget the matches; false if it was not open."""
        if self._finder is None:
            return False
        from reader.tui.find import FindBar

        self._finder = None
        self.query(FindBar).remove()
        self._view.set_matches((), None)
        self._view.focus()
        return True

    def action_outline(self) -> None:
        """Choose a heading to go to."""
        document = self.leaf.document
        headings = [block for block in document.blocks if block.kind == "heading"] if document else []
        if document is None or not headings:
            self.say("This article has no headings")
            return
        from reader.tui.screens.overlay import Chooser

        top = min(block.level for block in headings)
        entries = [
            ("  " * (block.level - top) + " ".join(document.text[block.start : block.end].split()), "")
            for block in headings
        ]
        here = sum(block.start <= self._view.seen[0] + 1 for block in headings) - 1

        def go(choice: int | None) -> None:
            if choice is not None:
                self._view.go_to(headings[choice].start, at_top=True)

        self.app.push_screen(Chooser("Outline", entries, "⏎ goes there, esc closes", max(here, 0)), go)
