"""Read-later exports as tables: Pocket's CSV (2025) and Instapaper's."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from reader.imports.model import Bookmark, Brought
from reader.imports.values import put, when

if TYPE_CHECKING:
    from collections.abc import Callable

_FIELD_AT_MOST = 1_000_000
"""Code points of one field; more, and the file is no such table."""


def is_table(text: str) -> bool:
    """Tell whether a text is one of these tables, by its first line."""
    return _kind(text) is not None


def parse(text: str) -> Brought:
    """Return the addresses of a table.  Never raises."""
    kind = _kind(text)
    name, bookmark = kind or ("", _of_pocket)
    brought = Brought(name)
    csv.field_size_limit(_FIELD_AT_MOST)
    rows = csv.DictReader(io.StringIO(text.lstrip("\ufeff"), newline=""))
    rows.fieldnames = [str(field).strip().lower() for field in rows.fieldnames or ()]
    try:
        for row in rows:
            values = {key: value or "" for key, value in row.items() if key and not isinstance(value, list)}
            put(brought, f"line {rows.line_num}", values.get("url", ""), bookmark(values))
    except csv.Error as error:
        brought.problems.append(f"line {rows.line_num}: {error}; what comes after it was not read")
    return brought


def _kind(text: str) -> tuple[str, Callable[[dict[str, str]], Bookmark]] | None:
    first = text.lstrip("\ufeff").partition("\n")[0].lower()
    fields = {field.strip().strip('"') for field in first.split(",")}
    if {"url", "title", "folder"} <= fields:
        return "Instapaper's export", _of_instapaper
    if {"url", "title", "time_added"} <= fields:
        return "Pocket's export", _of_pocket
    return None


def _of_pocket(row: dict[str, str]) -> Bookmark:
    # It gives the address as the title where there is none.
    title = row.get("title", "")
    return Bookmark(
        "",
        "" if title == row.get("url") else title,
        tuple(row.get("tags", "").split("|")),
        when(row.get("time_added")),
        read=row.get("status", "") == "archive",
    )


def _of_instapaper(row: dict[str, str]) -> Bookmark:
    folder = row.get("folder", "")
    tags = row.get("tags", "").strip("[] ").replace('"', "")
    own = () if folder in ("", "Unread", "Archive", "Starred") else (folder,)
    return Bookmark(
        "",
        row.get("title", ""),
        (*own, *tags.split(",")),
        when(row.get("timestamp")),
        read=folder == "Archive",
        starred=folder == "Starred",
    )
