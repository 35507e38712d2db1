"""Saved articles in the place of pages that no network brings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.library.identity import is_web
from reader.library.library import Library

if TYPE_CHECKING:
    from pathlib import Path

    from reader.model import Reading


def saved(path: Path, source: str) -> Reading | None:
    """Return the article that the library at `path` has of an address; None if there is none, or no library.

    Raises: LibraryError (the library cannot be read).
    """
    if not is_web(source.strip()) or not path.exists():
        return None
    with Library(path) as library:
        article = library.find_address(source.strip())
        return None if article is None else library.load(article)
