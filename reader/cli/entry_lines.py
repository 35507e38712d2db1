"""Saved articles as lines and as JSON."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from reader.cli import console

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reader.library import Entry
    from reader.library.search import Hit


def entry_line(entry: Entry) -> str:
    """Return the line of an article: ID, date, site, title, marks and tags."""
    marks = [
        *(["removed"] if entry.removed else []),
        *(["unread"] if entry.read is None else []),
        *(["starred"] if entry.starred else []),
        *(f"#{name}" for name in entry.tags),
    ]
    title = entry.title or entry.url or entry.source
    return "\t".join(
        (str(entry.id), entry.dated[:10], entry.site or entry.host or "-", title, " ".join(marks))
    )


def entry_as_dict(entry: Entry) -> dict[str, object]:
    """Return the JSON form of an article of the list as plain values."""
    return asdict(entry)


def hit_as_dict(hit: Hit) -> dict[str, object]:
    """Return the JSON form of an article that was found: with the spans of the words, and the excerpt around them."""
    return {**asdict(hit.entry), "spans": hit.spans, "excerpt": {"start": hit.start, "text": hit.excerpt}}


def write_json(values: Iterator[dict[str, object]]) -> None:
    """Write a JSON list, an element a line, as they come."""
    from reader.export import to_json

    between = "["
    for value in values:
        console.write(f"{between}\n{to_json(value)}")
        between = ","
    console.write("[]\n" if between == "[" else "\n]\n")


def minute(stored: str) -> str:
    """Return a stored time for people: to the minute, in UTC."""
    return stored[:16].replace("T", " ")
