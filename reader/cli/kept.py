"""From the command line to the library: its file, IDs in the place of sources, readings of kept articles."""

from __future__ import annotations

import os
import re
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

from reader.errors import LibraryError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reader.cli.options import Common
    from reader.library import Library
    from reader.model import Reading

_ID = re.compile(r"[1-9]\d{0,17}", re.ASCII)


@contextmanager
def opened(common: Common) -> Iterator[Library]:
    """Open the library, made if it is not there.  Raises: LibraryError."""
    from reader.library import Library

    with Library(common.library_path) as library:
        yield library


@contextmanager
def looked_into(common: Common) -> Iterator[Library]:
    """Open the library for what is there; a library that is not is an empty one.  Raises: LibraryError."""
    from reader.library import Library

    with Library(common.library_path if common.library_path.exists() else ":memory:") as library:
        yield library


def kept_id(source: str) -> int | None:
    """Return the ID that a source is: a bare number, of which there is no file."""
    return int(source) if _ID.fullmatch(source) and not os.path.lexists(source) else None


def kept_address(source: str, common: Common) -> int | None:
    """Return the ID of the article that is kept of an http(s) address, None if there is none, or no library."""
    from reader.library.identity import is_web

    if not is_web(source.strip()) or not common.library_path.exists():
        return None
    with opened(common) as library:
        return library.find_address(source.strip())


def kept_reading(id_: int, common: Common, *, analyse: bool) -> Reading:
    """Return a kept article; one that today's engine has not analysed is analysed, and that is kept too.

    Raises: LibraryError, EngineError.
    """
    if not common.library_path.exists():
        raise LibraryError(
            f"there is no library yet, and no file {id_}; 'pullquote save ADDRESS' begins a library"
        )
    with opened(common) as library:
        reading = library.load(id_)
        if not analyse:
            return replace(reading, analysis=None)
        from reader.library.cache import analysed

        result = analysed(reading)
        if result.analysis is not reading.analysis and result.analysis is not None:
            library.set_analysis(id_, result)
        return result
