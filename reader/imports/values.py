"""Single values of foreign files, made ours."""

from __future__ import annotations

from datetime import UTC, datetime

from reader.feeds.text import LINE_AT_MOST, address, moment_of
from reader.imports.model import Bookmark, Brought
from reader.sanitise import one_line


def seconds(text: object) -> str | None:
    """Return a time in seconds since 1970, as text or number, in ISO 8601; None for anything else."""
    word = str(text or "").strip()
    if not word.isdecimal() or len(word) > 16:
        return None
    number = int(word)
    # Chrome and others count in milli- or microseconds.
    while number > 10**11:
        number //= 1000
    return datetime.fromtimestamp(number, UTC).isoformat(timespec="seconds") if number else None


def when(text: object) -> str | None:
    """Return a time in seconds or as an ISO 8601 date in UTC, in ISO 8601; None for anything else."""
    return seconds(text) or moment_of(text)


def put(brought: Brought, place: str, url: object, bookmark: Bookmark) -> None:
    """Put a bookmark in with `url` as its address, or a line that says why not, with the place in the file."""
    text = one_line(url) if isinstance(url, str) else ""
    link = address(text, None)
    if link is None:
        brought.problems.append(f"{place}: {text[:80] or 'nothing'} is no http(s) address")
        return
    brought.bookmarks.append(
        Bookmark(
            link,
            one_line(bookmark.title)[:LINE_AT_MOST],
            bookmark.tags,
            bookmark.added,
            bookmark.read,
            bookmark.starred,
        )
    )
