"""The library as Python code uses it: one object for one file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from reader.ledger.methods import LedgerMethods
from reader.library import articles, entries, highlights, marks
from reader.library.database import BUSY_SECONDS, Database
from reader.library.entries import PAGE, Filter

if TYPE_CHECKING:
    import os
    from collections.abc import Iterable, Iterator
    from types import TracebackType

    from reader.library.articles import Saved, Version
    from reader.library.entries import Entry, Sort
    from reader.library.search import Found
    from reader.library.transfer import Imported
    from reader.model import Article, Highlight, Reading


class Library(LedgerMethods):
    """Articles kept in the file at `path`, which is made if it is not there.

        with reader.Library("library.db") as library:
            saved = library.save(reader.read("https://news.example/story"))
            for hit in library.search('"harbour light" speaker:okafor').hits:
                print(hit.entry.title, hit.excerpt)

    What a method has changed is on the disk when it returns.  Several processes and threads may use one file at once,
    each through a `Library` of its own; an object belongs to the thread that made it, and waits at most `wait` seconds
    for another that is writing.  ":memory:" as path is a library that is gone when it is closed.  IDs are whole numbers
    that are never given twice, offsets code points of `Reading.document.text`, times ISO 8601 in UTC.

    Raises: LibraryError, here and from every method: the file is damaged, of a newer pullquote or of another program,
    cannot be written, or is in use for longer than `wait`; or there is no article of an ID.
    """

    def __init__(self, path: str | os.PathLike[str], *, wait: float = BUSY_SECONDS) -> None:
        self.database = Database(Path(path), wait)

    def __enter__(self) -> Library:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the file; safe to call twice."""
        self.database.close()

    def save(self, reading: Reading) -> Saved:
        """Keep a reading; the same article again, from whatever address, is one entry with each text that it had."""
        from reader.ledger import filling

        with self.database.transaction():
            saved = articles.save(self.database, reading)
            filling.update(self.database, saved.id)
        return saved

    def load(self, article: int) -> Reading:
        """Return a kept article with its document, and its analysis if it has one."""
        return articles.load(self.database, article)

    def set_analysis(self, article: int, reading: Reading) -> None:
        """Make the analysis of a reading that of a kept article, in place of the one it has, if both have one text."""
        articles.set_analysis(self.database, article, reading)

    def find(self, article: Article) -> int | None:
        """Return the ID under which an article is kept, or was before it was removed; None if it never was."""
        return articles.find(self.database, article)

    def find_address(self, address: str) -> int | None:
        """Return the ID of the article that an http(s) address leads to, None if it is not kept."""
        return articles.find_address(self.database, address)

    def versions(self, article: int) -> list[Version]:
        """Return all texts that an article had, the current one last."""
        return articles.versions(self.database, article)

    def entry(self, article: int) -> Entry | None:
        """Return what the list shows of an article, removed or not; None if there is none of that ID."""
        return entries.entry(self.database, article)

    def entries(
        self,
        which: Filter = Filter(),  # noqa: B008 - frozen
        sort: Sort = "saved",
        *,
        reverse: bool = False,
        after: Entry | None = None,
        limit: int = PAGE,
    ) -> list[Entry]:
        """Return a page of the list: the `limit` entries that follow `after`, or the first."""
        return entries.page(self.database, which, sort, reverse=reverse, after=after, limit=limit)

    def count(self, which: Filter = Filter()) -> int:  # noqa: B008 - frozen
        """Return how many entries a list has."""
        return entries.count(self.database, which)

    def search(self, query: str, *, limit: int = 20) -> Found:
        """Return what a query finds, best first; `reader.library.query` says what may stand in it."""
        from reader.library.search import search

        return search(self.database, query, limit=limit)

    def set_read(self, ids: Iterable[int], read: bool = True) -> None:
        """Mark articles as read, or as unread."""
        marks.set_read(self.database, ids, read)

    def set_starred(self, ids: Iterable[int], starred: bool = True) -> None:
        """Star articles, or take their stars."""
        marks.set_starred(self.database, ids, starred)

    def set_place(self, article: int, place: int) -> None:
        """Keep where reading goes on, in code points of the text."""
        marks.set_place(self.database, article, place)

    def add_tags(self, ids: Iterable[int], *names: str) -> None:
        """Give articles tags; case and accents make no other tag."""
        marks.add_tags(self.database, ids, names)

    def remove_tags(self, ids: Iterable[int], *names: str) -> None:
        """Take tags from articles."""
        marks.remove_tags(self.database, ids, names)

    def tags(self) -> list[tuple[str, int]]:
        """Return all tags, each with the number of its articles, by name."""
        return marks.tags(self.database)

    def remove(self, ids: Iterable[int]) -> None:
        """Take articles out; `restore` brings them back for 30 days."""
        marks.remove(self.database, ids)

    def restore(self, ids: Iterable[int]) -> None:
        """Bring removed articles back, with all that they had."""
        marks.restore(self.database, ids)

    def last_removed(self) -> list[int]:
        """Return the IDs of the articles that the last removal took out, none if there was none."""
        return marks.last_removed(self.database)

    def highlight(self, article: int, start: int, end: int, note: str = "") -> Highlight:
        """Highlight a span of an article's text; the same span again is the same highlight."""
        return highlights.add(self.database, article, start, end, note)

    def annotate(self, highlight: int, note: str) -> None:
        """Give a highlight a note in place of the one it has; "" takes it away."""
        highlights.annotate(self.database, highlight, note)

    def delete_highlight(self, highlight: int) -> Highlight:
        """Take a highlight away, and return what it was."""
        return highlights.delete(self.database, highlight)

    def highlights(self, article: int) -> list[Highlight]:
        """Return the highlights of an article in the order of its text, orphans last."""
        return highlights.of_article(self.database, article)

    def all_highlights(self) -> Iterator[Highlight]:
        """Yield the highlights of all articles, the latest first."""
        return highlights.everywhere(self.database)

    def export_lines(self) -> Iterator[str]:
        """Yield the whole library as JSON lines, one an article, without line ends."""
        from reader.library import transfer

        return transfer.lines(self.database)

    def import_line(self, line: str) -> Imported:
        """Take in one line of `export_lines`; one that was taken in before changes nothing.

        Raises: LibraryError (the line is none of ours; nothing of it was taken in).
        """
        from reader.library import transfer

        return transfer.take_in(self.database, line)
