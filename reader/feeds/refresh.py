"""Refreshing many feeds: what has not changed is not sent again, and a server that wants to be left alone is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reader.errors import FetchError
from reader.feeds.fetch import get_feed
from reader.feeds.text import address
from reader.feeds.together import Done, Together
from reader.fetch.addresses import host_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from reader.feeds.model import ParsedFeed
    from reader.feeds.store import Feed, Feeds
    from reader.fetch.exchange import Response

    Answer = tuple[Response, ParsedFeed | None]

JOBS = 16
"""Feeds that are fetched at once."""
_OVERALL = 4
"""A refresh takes at most so many times what one feed may take; what is not reached then comes first the next time."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """How the refresh of one feed went.

    `new` is the number of new entries, `error` why it failed; `moved` its new address, if it has one; `left_out` the
    number of entries beyond those that are taken; `reached` is false for one that there was no time for.
    """

    feed: Feed
    new: int = 0
    error: FetchError | None = None
    moved: str | None = None
    left_out: int = 0
    reached: bool = True


def refresh(
    store: Feeds,
    feeds: Iterable[Feed],
    *,
    timeout: float,
    jobs: int = JOBS,
    on_progress: Callable[[Outcome], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> list[Outcome]:
    """Fetch feeds, and put into `store` what they hold; return how each went, in the order in which they ended.

    `timeout` is in seconds, for each; `on_progress` is called in this thread after each.  When `cancelled` returns
    true, what is under way is given up, and what was done stays done.

    Raises: LibraryError.
    """

    def fetch(feed: Feed, left: float, stopped: Callable[[], bool]) -> Answer:
        return get_feed(
            feed.url,
            timeout=min(timeout, left),
            etag=feed.etag,
            last_modified=feed.last_modified,
            cancelled=stopped,
        )

    work = Together(
        feeds,
        fetch,
        host=lambda feed: host_of(feed.url),
        jobs=jobs,
        seconds=_OVERALL * timeout,
        cancelled=cancelled,
    )
    outcomes: list[Outcome] = []
    for done in work.run():
        outcome = _record(store, done)
        outcomes.append(outcome)
        if on_progress is not None:
            on_progress(outcome)
    _record_failures(store, outcomes)
    return [*outcomes, *(Outcome(feed, reached=False) for feed in work.unreached)]


def _record(store: Feeds, done: Done[Feed, Answer]) -> Outcome:
    feed = done.item
    if done.result is None:
        error = done.error
        return Outcome(feed, error=error if isinstance(error, FetchError) else FetchError(str(error)))
    response, parsed = done.result
    new = store.refreshed(feed, response, parsed)
    moved = address(response.moved, None)
    return Outcome(
        feed, new, moved=moved if moved != feed.url else None, left_out=parsed.left_out if parsed else 0
    )


def _record_failures(store: Feeds, outcomes: list[Outcome]) -> None:
    """Record what failed; where of several feeds none answers, it is the network here that does, and none of them."""
    failures = [(outcome.feed, outcome.error) for outcome in outcomes if outcome.error is not None]
    counts = len(failures) < max(len(outcomes), 2) or any(
        not error.passing or error.status is not None for _, error in failures
    )
    for feed, error in failures:
        store.failed(feed, error, counts=counts)
