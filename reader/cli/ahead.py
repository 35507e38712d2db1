"""`--fetch`: reads the articles that wait, and saves them."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from reader.cli import console
from reader.counted import counted
from reader.errors import FetchError
from reader.feeds.ahead import AT_MOST, read_ahead
from reader.feeds.entries import Entries

if TYPE_CHECKING:
    from reader.cli.options import Common
    from reader.feeds.ahead import Read
    from reader.library import Library


def fetch_ahead(common: Common, library: Library, limit: int = AT_MOST) -> int:
    """Read and save what waits, `limit` articles at most; return the exit code."""
    if common.offline:
        raise FetchError("articles come over the network; leave --offline out")
    store = Entries(library.database)
    waiting = store.waiting(limit)
    failed = 0
    with console.progress_bar(sys.stderr.isatty() and not common.verbose, len(waiting)) as advance:

        def report(done: Read) -> None:
            nonlocal failed
            advance(1)
            if done.error is not None:
                failed += 1
                console.error(f"{done.entry.link}: {done.error}")
            elif common.verbose:
                console.note(f"saved as {done.article}: {done.entry.title}")

        outcomes = read_ahead(
            library, waiting, timeout=common.timeout, caching=common.caching, on_progress=report
        )
    saved = len(outcomes) - failed
    left = len(store.waiting(-1))
    parts = [f"{counted(saved, 'article')} saved"]
    parts += [f"{failed:,} failed"] if failed else []
    parts += [f"{left:,} still to read; the same again goes on"] if left else []
    console.note(", ".join(parts))
    return console.FAILED if failed else console.DONE
