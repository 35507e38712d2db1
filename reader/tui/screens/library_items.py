"""What the keys of the library screen do to the items of its shelves: marks, stars, tags, removing, following."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Concatenate, ParamSpec, TypeVar

from reader.errors import PullquoteError
from reader.tui import clipboard
from reader.tui.keys import key_of
from reader.tui.screens.library import ShelfScreen
from reader.tui.shelves.articles import Articles
from reader.tui.shelves.shelf import some

if TYPE_CHECKING:
    from collections.abc import Callable

    from reader.model import Highlight

_P = ParamSpec("_P")
_Screen = TypeVar("_Screen", bound=ShelfScreen)


def told(
    do: Callable[Concatenate[_Screen, _P], None],
) -> Callable[Concatenate[_Screen, _P], None]:
    """Say what goes wrong with the library, in place of ending with it."""

    @functools.wraps(do)
    def wrapped(screen: _Screen, /, *args: _P.args, **named: _P.kwargs) -> None:
        try:
            do(screen, *args, **named)
        except (PullquoteError, IndexError) as error:
            screen.say(str(error) if isinstance(error, PullquoteError) else "That is no longer there")

    return wrapped


class ItemKeys(ShelfScreen):
    """Changes what is under the cursor, or what is marked."""

    _lost: tuple[Highlight, ...] = ()
    """The highlights that were taken away last."""

    @told
    def action_mark(self) -> None:
        """Mark the item, or take its mark."""
        self._list.toggle_mark()
        self.show_item()

    def _chosen_articles(self) -> list[int]:
        """Return the IDs of the articles to do something to; none where the shelf has no articles, which is said."""
        if not isinstance(self.shelf, Articles):
            self.say("That is for articles")
            return []
        chosen = [self.shelf.entry(item).id for item in self._list.chosen()]
        if not chosen:
            self.say("There is no article here")
        return chosen

    def _changed(self, said: str) -> None:
        self._list.marked.clear()
        self.show_shelf()
        self.say(said)

    @told
    def action_star(self) -> None:
        """Star the articles, or take their stars where all have one."""
        shelf = self.shelf
        if (chosen := self._chosen_articles()) and isinstance(shelf, Articles):
            starred = all(shelf.entry(item).starred for item in self._list.chosen())
            self.library.set_starred(chosen, not starred)
            self._changed("Star taken" if starred else "Starred")

    @told
    def action_read(self) -> None:
        """Mark as read, or as unread where all are read: articles, or entries of feeds."""
        items, shelf = self._list.chosen(), self.shelf
        if shelf is self.feed_entries:
            read = all(self.feed_entries.entry(item).read for item in items)
            self.entries.mark([self.feed_entries.entry(item).id for item in items], read=not read)
        elif (chosen := self._chosen_articles()) and isinstance(shelf, Articles):
            read = all(shelf.entry(item).read for item in items)
            self.library.set_read(chosen, not read)
        else:
            return
        self._changed("Unread" if read else "Read")

    def action_tag(self) -> None:
        """Ask for tags to give the articles, and to take from them."""
        chosen = self._chosen_articles()
        if not chosen:
            return
        from reader.tui.screens.ask import AskScreen

        def tag(typed: str | None) -> None:
            if typed:
                self._tag(chosen, typed.split())

        what = some(len(chosen), "article")
        self.app.push_screen(
            AskScreen(f"Tags of {what}", "energy coast -old", "⏎ adds them, -tag takes one away"), tag
        )

    @told
    def _tag(self, chosen: list[int], names: list[str]) -> None:
        self.library.add_tags(chosen, *(name for name in names if not name.startswith("-")))
        self.library.remove_tags(chosen, *(name[1:] for name in names if name[1:] and name[0] == "-"))
        self._changed(f"Tags: {' '.join(names)}")

    @told
    def action_remove(self) -> None:
        """Remove the articles, or the highlights; they can be brought back."""
        if self.shelf is self.notes:
            self._lost = tuple(
                self.library.delete_highlight(self.notes.key(item)) for item in self._list.chosen()
            )
            self._changed(f"Took {some(len(self._lost), 'highlight') or 'nothing'} away")
        elif chosen := self._chosen_articles():
            self.library.remove(chosen)
            self._changed(
                f"Removed {some(len(chosen), 'article')}; {key_of('library.undo', self._keys)} brings back"
            )

    @told
    def action_undo(self) -> None:
        """Bring back what was removed last."""
        if self.shelf is self.notes:
            marks = [(mark.article, mark.start, mark.end, mark.note) for mark in self._lost]
            for article, start, end, note in marks:
                if start is not None and end is not None:
                    self.library.highlight(article, start, end, note)
            self._lost = ()
            self._changed(f"Brought back {some(len(marks), 'highlight') or 'nothing'}")
        elif ids := self.library.last_removed():
            self.library.restore(ids)
            self._changed(f"Brought back {some(len(ids), 'article')}")
        else:
            self.say("Nothing was removed")

    @told
    def action_follow(self) -> None:
        """Follow the person under the cursor, or no longer."""
        if self.shelf is not self.people or self._list.cursor is None:
            self.say("That is for people")
            return
        person = self.people.person(self._list.cursor)
        change = self.library.unfollow if person.followed else self.library.follow
        change(person.id)
        self._changed(f"{person.name} is {'no longer followed' if person.followed else 'followed'}")

    @told
    def action_copy(self, markdown: bool = False) -> None:
        """Copy the item with its source."""
        if self._list.cursor is None:
            self.say("There is nothing to copy")
            return
        text = self.shelf.cited(self._list.cursor, markdown=markdown)
        self.say(f"{self.shelf.title}: {clipboard.copy(self.app, text)}")
