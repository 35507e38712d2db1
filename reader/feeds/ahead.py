"""Reading ahead: the full articles of entries, fetched and saved before anybody asks for them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reader.errors import EngineError, FetchError
from reader.feeds.entries import Entries
from reader.feeds.together import Together
from reader.fetch.addresses import host_of
from reader.model import Reading
from reader.pipeline import load

if TYPE_CHECKING:
    from collections.abc import Callable

    from reader.caching import Caching
    from reader.feeds.entries import KeptEntry
    from reader.library import Library
    from reader.model import Article, Document

AT_MOST = 200
"""Articles that one run reads at most; the next run goes on with those that are left."""
_JOBS = 4
_OVERALL = 40
"""A run takes at most so many times what the fetch of one article may take."""


@dataclass(frozen=True, slots=True)
class Read:
    """How reading the article of one entry went: the ID that it has in the library, or why it has none."""

    entry: KeptEntry
    article: int | None = None
    error: FetchError | None = None


def read_ahead(
    library: Library,
    entries: list[KeptEntry],
    *,
    timeout: float,
    caching: Caching | None = None,
    on_progress: Callable[[Read], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> list[Read]:
    """Read the articles that entries lead to, and save them with their quotes and people.

    `timeout` is in seconds, for each article.  What is saved stays, whenever the run ends; `Entries.waiting` then gives
    what is left.

    Raises: LibraryError.
    """
    store = Entries(library.database)

    def fetch(entry: KeptEntry, left: float, stopped: Callable[[], bool]) -> tuple[Article, Document]:
        return load(entry.link or "", timeout=min(timeout, left), caching=caching, cancelled=stopped)

    outcomes: list[Read] = []

    def tell(outcome: Read) -> None:
        outcomes.append(outcome)
        if on_progress is not None:
            on_progress(outcome)

    missing: list[KeptEntry] = []
    for entry in entries:
        there = library.find_address(entry.link or "")
        if there is None:
            missing.append(entry)
        else:
            _mark(library, entry, there)
            tell(Read(entry, there))
    work = Together(
        missing,
        fetch,
        host=lambda entry: host_of(entry.link or ""),
        jobs=_JOBS,
        seconds=_OVERALL * timeout,
        cancelled=cancelled,
    )
    for done in work.run():
        if done.result is None:
            error = done.error if isinstance(done.error, FetchError) else FetchError(str(done.error))
            store.unkept(done.item.id, error)
            tell(Read(done.item, error=error))
            continue
        reading = _analysed(*done.result)
        with library.database.transaction():
            article = library.save(reading).id
            _mark(library, done.item, article)
        tell(Read(done.item, article))
    return outcomes


def _analysed(article: Article, document: Document) -> Reading:
    from reader.analysis import analyse

    try:
        return Reading(article, document, analyse(document))
    except EngineError:
        # The text is what would be missed; the quotes are found when the article is opened.
        return Reading(article, document)


def _mark(library: Library, entry: KeptEntry, article: int) -> None:
    """Join an entry and its article: the tags, the star and the reading of an imported address go over to it."""
    with library.database.transaction():
        Entries(library.database).kept(entry.id, article)
        if entry.tags:
            library.add_tags([article], *entry.tags)
        if entry.starred:
            library.set_starred([article])
        if entry.read:
            library.set_read([article])
