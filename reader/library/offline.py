"""Saved articles in the place of pages that no network brings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.library.identity import is_web
from reader.library.library import Library

if TYPE_CHECKING:
    from reader.caching import Caching
    from reader.model import Reading


def saved(source: str, caching: Caching | None) -> Reading | None:
    """Return the saved article of an address if there is no network to read it from; None if there is none.

    Raises: LibraryError (the library cannot be read).
    """
    if caching is None or not caching.offline or caching.library is None:
        return None
    if not is_web(source.strip()) or not caching.library.exists():
        return None
    with Library(caching.library) as library:
        article = library.find_address(source.strip())
        return None if article is None else library.load(article)
