"""Where the user has been: a stack of articles, each with a history of links followed from it."""

from __future__ import annotations

from typing import Generic, TypeVar

PageT = TypeVar("PageT")


class Trail(Generic[PageT]):
    """At least one page, one of which is the current one."""

    def __init__(self, pages: list[PageT]) -> None:
        if not pages:
            raise ValueError("a trail has at least one page")
        self._histories = [[page] for page in pages]
        self._places = [0] * len(pages)
        self._at = 0

    @property
    def current(self) -> PageT:
        """The page on the screen."""
        return self._histories[self._at][self._places[self._at]]

    @property
    def count(self) -> int:
        """How many articles the stack holds."""
        return len(self._histories)

    @property
    def number(self) -> int:
        """Which of them is on the screen, from 1."""
        return self._at + 1

    @property
    def came_by_link(self) -> bool:
        """Whether there is a page to go back to."""
        return self._places[self._at] > 0

    def visit(self, page: PageT) -> None:
        """Go on to a page; what lay forward is forgotten."""
        history = self._histories[self._at]
        del history[self._places[self._at] + 1 :]
        history.append(page)
        self._places[self._at] += 1

    def travel(self, step: int) -> bool:
        """Go back (-1) or forward (1) in this article's history; false where it ends."""
        place = self._places[self._at] + step
        if not 0 <= place < len(self._histories[self._at]):
            return False
        self._places[self._at] = place
        return True

    def turn(self, step: int) -> bool:
        """Go to the next (1) or previous (-1) article of the stack; false where it ends."""
        if not 0 <= self._at + step < len(self._histories):
            return False
        self._at += step
        return True

    def pages(self) -> list[PageT]:
        """Return every page, the forgotten ones excepted."""
        return [page for history in self._histories for page in history]
