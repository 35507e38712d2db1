"""wallabag's JSON export (https://doc.wallabag.org/user/articles/export/)."""

from __future__ import annotations

import json
from typing import Any

from reader.imports.model import Bookmark, Brought
from reader.imports.values import put, when


def is_wallabag(text: str) -> bool:
    """Tell whether a text is such an export: a list of objects with addresses."""
    rows = _rows(text)
    return rows is not None and all(isinstance(row, dict) and "url" in row for row in rows[:5] or [None])


def parse(text: str) -> Brought:
    """Return the addresses of an export.  Never raises."""
    brought = Brought("wallabag's export")
    for number, row in enumerate(_rows(text) or [], start=1):
        if not isinstance(row, dict):
            brought.problems.append(f"entry {number}: it is no object")
            continue
        mark = Bookmark(
            "",
            title if isinstance(title := row.get("title"), str) else "",
            tuple(_tags(row.get("tags"))),
            when(row.get("created_at")),
            read=_is_set(row.get("is_archived")),
            starred=_is_set(row.get("is_starred")),
        )
        put(brought, f"entry {number}", row.get("url"), mark)
    return brought


def _rows(text: str) -> list[Any] | None:
    if not text.lstrip("\ufeff \t\r\n").startswith("["):
        return None
    try:
        rows = json.loads(text.lstrip("\ufeff"))
    except (ValueError, RecursionError):
        return None
    return rows if isinstance(rows, list) else None


def _tags(tags: object) -> list[str]:
    # Of version 1 they are one text, of version 2 a list of names or of objects.
    if isinstance(tags, str):
        return tags.split(",")
    names = [
        tag.get("label") if isinstance(tag, dict) else tag for tag in (tags if isinstance(tags, list) else ())
    ]
    return [name for name in names if isinstance(name, str)]


def _is_set(value: object) -> bool:
    return value in (1, True, "1")
