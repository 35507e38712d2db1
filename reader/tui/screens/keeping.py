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
    from reader.tui.leaf import Leaf
    from reader.tui.shelf import Kept
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
        elif isinstance(event, Analysed) and leaf.kept is not None and self._shelf is not None:
            try:
                self._shelf.set_analysis(leaf.kept, event.analysis)
            except LibraryError as error:
                self.say(str(error))

    def _look_up(self, leaf: Leaf) -> None:
        shelf, article = self._shelf, leaf.article
        if shelf is None or article is None or not shelf.exists:
            return

        def look() -> None:
            if kept := shelf.look_up(article):
                self.post_message(self.Found(leaf, kept))

        self.run_worker(look, thread=True, exit_on_error=False)

    def on_keep_keys_found(self, event: Found) -> None:
        """Go on where the user stopped reading, unless they are somewhere already."""
        leaf = event.leaf
        leaf.kept = event.kept.id
        if leaf is self.leaf and event.kept.place and self._view.place is None and leaf.current is None:
            self._view.go_back(event.kept.place)
            self.say(f"Where you stopped reading; {key_of('top', self._keys)} goes to the top")

    def action_save(self) -> None:
        """Save the article to the library."""
        leaf = self.leaf
        if leaf.article is None or leaf.document is None:
            self.say("There is no article to save yet")
        elif self._shelf is None:
            self.say("There is no library here")
        else:
            try:
                leaf.kept, said = self._shelf.save(Reading(leaf.article, leaf.document, leaf.analysis))
            except LibraryError as error:
                self.say(str(error))
            else:
                self.say(said)

    def _leave(self) -> None:
        super()._leave()
        self.keep_place()

    def keep_place(self) -> None:
        """Remember in the library where reading goes on, if the article is kept."""
        leaf = self.leaf
        if leaf.kept is not None and self._shelf is not None and leaf.document is not None:
            place = self._view.place or 0
            self._shelf.leave(leaf.kept, place, finished=place > 0 and self._view.percent == 100)
