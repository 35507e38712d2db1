"""Feeds and their entries as lines and as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from reader.fetch.addresses import without_login

if TYPE_CHECKING:
    from reader.feeds.entries import KeptEntry
    from reader.feeds.store import Feed


def feed_line(found: Feed) -> str:
    """Return the line of a feed."""
    numbers = f"{found.unread}/{found.entries}"
    parts = [str(found.id), numbers, found.label, ", ".join(found.tags), without_login(found.url)]
    if found.gone:
        parts.append(f"gone for good since {found.gone[:10]}; 'pullquote feed remove {found.id}' forgets it")
    elif found.error:
        until = f"; left alone until {found.retry.replace('T', ' ')[:16]} UTC" if found.retry else ""
        parts.append(f"failed: {found.error}{until}")
    return "\t".join(parts)


def feed_as_dict(found: Feed) -> dict[str, Any]:
    """Return the JSON form of a feed as plain values."""
    names = (
        "id",
        "title",
        "site",
        "unread",
        "entries",
        "added",
        "refreshed",
        "error",
        "failures",
        "retry",
        "gone",
    )
    return {
        "url": without_login(found.url),
        "tags": list(found.tags),
        **{name: getattr(found, name) for name in names},
    }


def entry_line(entry: KeptEntry) -> str:
    """Return the line of an entry."""
    marks = ("N" if entry.read is None else "-") + (
        "S" if entry.article is not None else "!" if entry.error else "-"
    )
    parts = (str(entry.id), marks, entry.dated[:10], entry.title, entry.feed_title, entry.link or "")
    return "\t".join(parts)


def entry_as_dict(entry: KeptEntry) -> dict[str, Any]:
    """Return the JSON form of an entry as plain values."""
    names = (
        "id",
        "feed",
        "feed_title",
        "title",
        "link",
        "author",
        "summary",
        "published",
        "read",
        "article",
        "error",
    )
    return {
        **{name: getattr(entry, name) for name in names},
        "tags": list(entry.tags),
        "starred": entry.starred,
    }
