"""What the reader asks of the library: whether an article is kept, where reading goes on, and to keep it.

Each call opens the file anew, which costs a few milliseconds, and so may come from any thread.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from reader.errors import LibraryError

if TYPE_CHECKING:
    from pathlib import Path

    from reader.model import Article, Highlight, Reading, Span

PATIENCE, _ON_LEAVING = 3.0, 1.0
"""Seconds that a reader may be kept waiting for a library that another program is writing to."""


class Kept(NamedTuple):
    """An article of the library: its ID, the offset at which reading goes on (0 is the beginning), its highlights.

    Where the text has `changed`, both are of the text that is kept, and not of the one that was read now.
    """

    id: int
    place: int
    highlights: tuple[Highlight, ...] = ()
    changed: bool = False


_SAID = {
    "new": "Saved to your library",
    "same": "It is in your library",
    "changed": "Saved: the text has changed since, and both are kept",
    "restored": "Back in your library",
}


class KeptArticles:
    """The articles of the library in a file, which need not exist."""

    def __init__(self, path: Path) -> None:
        self._path = path

    @property
    def exists(self) -> bool:
        """Whether there is a library at all."""
        return self._path.exists()

    def look_up(self, article: Article) -> Kept | None:
        """Return what is kept of an article; None if it is not kept, or the library cannot be read now."""
        from reader.library import Library
        from reader.library.identity import content_hash

        try:
            with Library(self._path, wait=PATIENCE) as library:
                found = library.find(article)
                entry = library.entry(found) if found is not None else None
                if entry is None or entry.removed is not None:
                    return None
                kept, marks = library.load(entry.id).article, tuple(library.highlights(entry.id))
        except LibraryError:
            return None
        one, other = (content_hash(each.title, each.language, each.markdown) for each in (kept, article))
        return Kept(entry.id, entry.place, marks, changed=one != other)

    def save(self, reading: Reading) -> tuple[int, str]:
        """Keep a reading; return its ID, and what was done in words.  Raises: LibraryError."""
        from reader.library import Library

        with Library(self._path, wait=PATIENCE) as library:
            saved = library.save(reading)
        return saved.id, _SAID[saved.change]

    def set_analysis(self, article: int, reading: Reading) -> None:
        """Keep the analysis of an article that was saved before there was one.  Raises: LibraryError."""
        from reader.library import Library

        with Library(self._path, wait=PATIENCE) as library:
            library.set_analysis(article, reading)

    def highlight(self, article: int, span: Span, note: str) -> tuple[Highlight, ...]:
        """Highlight a part of an article, with a note or "", and return all its highlights.  Raises: LibraryError."""
        from reader.library import Library

        with Library(self._path, wait=PATIENCE) as library:
            mark = library.highlight(article, *span)
            if mark.note != note:
                library.annotate(mark.id, note)
            return tuple(library.highlights(article))

    def leave(self, article: int, place: int, *, finished: bool) -> None:
        """Keep where reading goes on: at the beginning again when it is `finished`, which makes it read.

        A library that cannot be written now is no reason to keep anybody from leaving.
        """
        from reader.library import Library

        try:
            with Library(self._path, wait=_ON_LEAVING) as library:
                library.set_place(article, 0 if finished else place)
                if finished:
                    library.set_read([article])
        except LibraryError:
            return
