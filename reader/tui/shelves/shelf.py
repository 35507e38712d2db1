"""What all shelves have in common."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NamedTuple

from reader.counted import counted

if TYPE_CHECKING:
    from collections.abc import Sequence

Weight = Literal["plain", "strong", "muted", "gone"]


class Part(NamedTuple):
    """A stretch of a row or a paragraph, and how it is written."""

    text: str
    weight: Weight = "plain"


Paragraph = tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Target:
    """What an item opens: an article of the library, an address, or the quotes of a person.

    `place` is where in the article, in code points, and `quote` the words of the quote to light up; `entry` is the feed
    entry that leads there; `person` the number of a person in the ledger.
    """

    article: int | None = None
    place: int | None = None
    quote: str | None = None
    address: str | None = None
    entry: int | None = None
    person: int | None = None


class Shelf:
    """Base of the shelves: a list that is looked up as it comes into sight, narrowed by the words that are typed.

    Texts are as the library has them, sanitised.  All methods may raise LibraryError.
    """

    title: str = ""
    empty: str = ""
    """What is said where there is nothing, and what to do about it."""
    orders: Sequence[str] = ()
    """The orders that the list can be in, the first from the start."""

    def __init__(self) -> None:
        self.words = ""
        self.order = self.orders[0] if self.orders else ""

    def load(self) -> None:
        """Look up anew what there is, for `words` and `order`."""
        raise NotImplementedError

    def count(self) -> int:
        """Return the number of items."""
        return 0

    def number(self) -> int | None:
        """Return the number to stand beside the title, None for none; it must take no time."""
        return None

    def key(self, item: int) -> int:
        """Return what tells an item from the others, whatever the order."""
        raise NotImplementedError

    def rows(self, item: int) -> tuple[tuple[Paragraph, str], ...]:
        """Return an item's rows: what stands at the left, which is shortened, and at the right."""
        raise NotImplementedError

    def choices(self) -> list[tuple[str, str]]:
        """Return what the list can be narrowed to, each with a note; empty where there is nothing to choose."""
        return []

    def narrow(self, choice: int | None) -> str:
        """Narrow the list to one of the last `choices`, or to nothing (None); return what stands beside the title."""
        return ""

    def preview(self, item: int) -> list[Paragraph]:
        """Return what stands beside the list when the item is under the cursor."""
        raise NotImplementedError

    def target(self, item: int) -> Target:
        """Return what the item opens."""
        raise NotImplementedError

    def address(self, item: int) -> str | None:
        """Return the item's address on the web."""
        raise NotImplementedError

    def cited(self, item: int, *, markdown: bool = False) -> str:
        """Return what is copied of an item."""
        raise NotImplementedError


def joined(*parts: str | None) -> str:
    """Return what is there of some facts, in one row."""
    return " · ".join(part for part in parts if part)


def some(number: int, one: str, several: str = "") -> str:
    """Return a number with its noun; nothing for none."""
    return counted(number, one, several) if number else ""
