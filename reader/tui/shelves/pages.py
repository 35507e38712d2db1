"""The library's list page by page, as it is looked at: from either end, since only there a page is found at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.library.entries import PAGE

if TYPE_CHECKING:
    from reader.library import Library
    from reader.library.entries import Entry, Filter, Sort

_MOST = 5000
"""Entries that are asked for at once at most: SQLite takes no more than some 30,000 values in a query."""


class Pages:
    """The entries of a list in order; each is looked up with its page when it is first asked for."""

    def __init__(self, library: Library, which: Filter, sort: Sort) -> None:
        self._library, self._which, self._sort = library, which, sort
        self._head: list[Entry] = []
        self._tail: list[Entry] = []
        self._total = library.count(which)

    def __len__(self) -> int:
        return self._total

    def __getitem__(self, index: int) -> Entry:
        from_end = self._total - 1 - index
        if index < len(self._head):
            return self._head[index]
        if from_end < len(self._tail):
            return self._tail[from_end]
        reverse = from_end - len(self._tail) < index - len(self._head)
        side, wanted = (self._tail, from_end) if reverse else (self._head, index)
        while len(side) <= wanted:
            found = self._library.entries(
                self._which,
                self._sort,
                reverse=reverse,
                after=side[-1] if side else None,
                limit=min(max(PAGE, wanted + 1 - len(side)), _MOST),
            )
            if not found:
                raise IndexError(index)  # another process has taken some out meanwhile
            side.extend(found)
        return side[wanted]
