"""A file from elsewhere → what it holds; its format is told by its content."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.errors import SourceError
from reader.feeds import opml
from reader.fetch.charset import to_text
from reader.imports import bookmarks, newsboat, tables, wallabag
from reader.imports.model import Brought

if TYPE_CHECKING:
    from collections.abc import Callable

IMPORTED_AT_MOST = 256 * 1024 * 1024
"""Bytes of a file that is imported: exports with whole articles are large."""


def _opml(text: str) -> Brought:
    feeds, problems = opml.parse(text)
    return Brought("OPML", feeds, problems=problems)


_FORMATS: tuple[tuple[Callable[[str], bool], Callable[[str], Brought]], ...] = (
    (opml.is_opml, _opml),
    (bookmarks.is_netscape, bookmarks.parse_netscape),
    (bookmarks.is_pocket, bookmarks.parse_pocket),
    (tables.is_table, tables.parse),
    (wallabag.is_wallabag, wallabag.parse),
    (newsboat.is_newsboat, newsboat.parse),
)


def read(data: bytes, name: str) -> Brought:
    """Return what the bytes of a file hold; `name` is what to call it in a message.

    Raises: SourceError (no format that we know).
    """
    text = to_text(data)
    for fits, parse in _FORMATS:
        if fits(text):
            return parse(text)
    raise SourceError(
        f"{name} is nothing that can be imported: give OPML, a browser's bookmarks (HTML), an export of Pocket, "
        "Instapaper or wallabag, or newsboat's urls file"
    )
