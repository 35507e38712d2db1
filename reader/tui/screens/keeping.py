"""Keeping articles in the library, and going on where one stopped reading."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.message import Message

from reader.errors import LibraryError
from reader.model import Reading
from reader.tui.keys import key_of
from reader.tui.screens.page import PageScreen
from reader.worker.protocol import Analysed, Cleaned

if TYPE_CHECKING:
    from reader.model import Highlight, Span
    from reader.tui.kept_articles import Kept
    from reader.tui.leaf import Leaf
    from reader.worker.protocol import Event


class KeepKeys(PageScreen):
    """Saves the article, and remembers the place in one that is kept."""

    class Found(Message):
        """A page's article is in the library."""

        def __init__(self, leaf: Leaf, kept: Kept) -> None:
            self.leaf, self.kept = leaf, kept
            super().__init__()

    def on_mount(self) -> None:
        """Look what is there already up, once it is on the screen."""
        if self.leaf.article is not None:
            self.call_after_refresh(self._look_up, self.leaf)

    def _show_news(self, event: Event) -> None:
        super()._show_news(event)
        leaf = self.leaf
        if isinstance(event, Cleaned):
            self.call_after_refresh(self._look_up, leaf)
        elif (
            isinstance(event, Analysed)
            and leaf.kept is not None
            and self._articles
            and leaf.article
            and leaf.document
        ):
            try:
                self._articles.set_analysis(leaf.kept, Reading(leaf.article, leaf.document, event.analysis))
            except LibraryError as error:
                self.say(str(error))

    def _look_up(self, leaf: Leaf) -> None:
        articles, article = self._articles, leaf.article
        if articles is None or article is None or not articles.exists:
            return

        def look() -> None:
            if kept := articles.look_up(article):
                self.post_message(self.Found(leaf, kept))

        self.run_worker(look, thread=True, exit_on_error=False)

    def on_keep_keys_found(self, event: Found) -> None:
        """Go on where the user stopped reading, unless they are somewhere already."""
        leaf = event.leaf
        if event.kept.changed:
            # Quotes, highlights and places of this text are none of the kept one.
            if leaf is self.leaf and leaf.kept is None:
                self.say(f"The text has changed since you saved it; {key_of('save', self._keys)} keeps both")
            return
        leaf.kept = event.kept.id
        if event.kept.highlights:
            self._show_highlights(leaf, event.kept.highlights)
        if leaf is self.leaf and event.kept.place and self._view.place is None and leaf.current is None:
            self._view.go_back(event.kept.place)
            self.say(f"Where you stopped reading; {key_of('top', self._keys)} goes to the top")

    def action_save(self) -> None:
        """Save the article to the library."""
        if said := self._save():
            self.say(said)

    def _save(self) -> str:
        """Save the article, and return what was done in words; "" where it was not, which is said."""
        leaf, said = self.leaf, ""
        if leaf.article is None or leaf.document is None:
            self.say("There is no article to save yet")
        elif self._articles is None:
            self.say("There is no library here")
        else:
            try:
                leaf.kept, said = self._articles.save(Reading(leaf.article, leaf.document, leaf.analysis))
            except LibraryError as error:
                self.say(str(error))
            else:
                self._look_up(leaf)  # it may have been there, with highlights
        return said

    # Highlights

    def action_highlight(self) -> None:
        """Highlight what is selected, or else the current quote, and ask for a note."""
        leaf = self.leaf
        quote = leaf.quotes[leaf.current] if leaf.current is not None else None
        span = self._view.selected_span()
        if span is None and quote is not None and quote.start is not None and quote.end is not None:
            span = quote.start, quote.end
        if span is None:
            self.say(
                f"Select something, or go to a quote of the text ({key_of('quote.next', self._keys)}), to keep it"
            )
        elif leaf.kept is not None or self._save():
            self._ask_for_note(leaf, span)

    def _ask_for_note(self, leaf: Leaf, span: Span) -> None:
        from reader.tui.screens.ask import NoteScreen

        there = next((mark for mark in leaf.highlights if (mark.start, mark.end) == span), None)

        def highlight(note: str | None) -> None:
            if note is None or leaf.kept is None or self._articles is None:
                return
            try:
                marks = self._articles.highlight(leaf.kept, span, note)
            except LibraryError as error:
                self.say(str(error))
                return
            self.clear_selection()
            self._show_highlights(leaf, marks)
            self.say("Highlighted; the library lists it among the notes")

        self.app.push_screen(NoteScreen(there.note if there else ""), highlight)

    def _show_highlights(self, leaf: Leaf, marks: tuple[Highlight, ...]) -> None:
        leaf.highlights = marks
        if leaf is self.leaf:
            leaf.place = self._view.place
            self.show_page()

    def _leave(self) -> None:
        super()._leave()
        self.keep_place()

    def keep_place(self) -> None:
        """Remember in the library where reading goes on, if the article is kept."""
        leaf = self.leaf
        if leaf.kept is not None and self._articles is not None and leaf.document is not None:
            place = self._view.place or 0
            self._articles.leave(leaf.kept, place, finished=self._view.percent == 100)
