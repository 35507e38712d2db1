"""Reading ahead: the full articles of entries, fetched and kept before anybody asks for them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reader.feeds.together import Together
from reader.fetch.addresses import host_of
from reader.pipeline import load

if TYPE_CHECKING:
    from collections.abc import Callable

    from reader.errors import PullquoteError
    from reader.feeds.entries import Entries, KeptEntry
    from reader.fetch.cache import Caching
    from reader.model import Article, Document

AT_ONCE = 200
"""Articles that one run reads at most; the next run goes on with those that are left."""
_JOBS = 4
_OVERALL = 20
"""A run takes at most so many times what the fetch of one article may take."""


@dataclass(frozen=True, slots=True)
class Read:
    """How reading the article of one entry went: the ID that it has in the library, or why it has none."""

    entry: KeptEntry
    article: int | None = None
    error: PullquoteError | None = None


def read_ahead(
    entries: Entries,
    keep: Callable[[KeptEntry, Article, Document], int],
    *,
    timeout: float,
    caching: Caching | None = None,
    at_most: int = AT_ONCE,
    on_progress: Callable[[Read], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> list[Read]:
    """Read the articles that entries lead to and that are not in the library, the newest first.

    `keep` puts one into the library and returns its ID; it is called in this thread.  `timeout` is in seconds, for
    each article.  What was kept stays kept, whenever the run ends, and the next one goes on from there.

    Raises: LibraryError.
    """

    def fetch(entry: KeptEntry, left: float, stopped: Callable[[], bool]) -> tuple[Article, Document]:
        return load(entry.link or "", timeout=min(timeout, left), caching=caching, cancelled=stopped)

    work = Together(
        entries.waiting(at_most),
        fetch,
        host=lambda entry: host_of(entry.link or ""),
        jobs=_JOBS,
        seconds=_OVERALL * timeout,
        cancelled=cancelled,
    )
    outcomes: list[Read] = []
    for done in work.run():
        if done.result is not None:
            outcome = Read(done.item, keep(done.item, *done.result))
            entries.kept(done.item.id, outcome.article)
        else:
            outcome = Read(done.item, error=done.error)
            entries.unkept(done.item.id, str(done.error))
        outcomes.append(outcome)
        if on_progress is not None:
            on_progress(outcome)
    return outcomes
