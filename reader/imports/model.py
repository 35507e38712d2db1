"""The values of an import."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reader.feeds.opml import Outline


@dataclass(frozen=True, slots=True)
class Bookmark:
    """An address to be read; `added` is when it was added elsewhere (ISO 8601 in UTC), or None."""

    url: str
    title: str = ""
    tags: tuple[str, ...] = ()
    added: str | None = None
    read: bool = False
    starred: bool = False


@dataclass(slots=True)
class Brought:
    """What a file holds: feeds, addresses, a line for each thing that cannot be taken, and one for each left aside.

    `problems` are losses, `notices` are what pullquote has no use for.
    """

    name: str
    feeds: list[Outline] = field(default_factory=list)
    bookmarks: list[Bookmark] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)
