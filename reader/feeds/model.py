"""The values of feeds: what a document of theirs holds, and how a feed stands."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a feed.

    `ident` tells it from the others of the same feed, and stays when its title changes; `link` is an http(s) address
    or None; `title`, `author` and `summary` are plain text of one line; `published` is an ISO 8601 date and time in
    UTC, or None.
    """

    ident: str
    link: str | None
    title: str
    author: str | None = None
    published: str | None = None
    summary: str = ""


@dataclass(frozen=True, slots=True)
class ParsedFeed:
    """What a feed's document holds: its title, the address of its site or None, its entries as they stand.

    `left_out` is the number of entries beyond those that are taken from one document.
    """

    title: str
    site: str | None
    entries: tuple[Entry, ...]
    left_out: int = 0
