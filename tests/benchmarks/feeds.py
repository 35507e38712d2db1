"""200 feeds, a tenth of them slow, broken or hostile, against what one slow feed may take; and 50 kills."""

from __future__ import annotations

import os
import time
from pathlib import Path
from unittest import mock

from reader.feeds.refresh import refresh
from reader.feeds.store import Feeds
from reader.library.database import Database
from tests.feeds import documents
from tests.feeds.test_kills import kill_refreshes
from tests.feeds.test_many import ENTRIES, GOOD, bad, sends
from tests.servers import Site

TIMEOUT = 5.0
"""Seconds that one feed may take."""
KILLS = 50


def run(folder: Path) -> None:
    """Measure and print."""
    with Site(host="0.0.0.0") as site, Database(folder / "feeds.db") as database:
        feeds = Feeds(database)
        with database.transaction():
            for number in range(GOOD):
                items = [documents.item(n, host=f"host{number}.example") for n in range(ENTRIES)]
                site.on(f"/good/{number}", sends(documents.rss(*items, title=f"Ledger {number}")))
                feeds.add(site.url(f"/good/{number}", f"127.0.1.{1 + number % 120}"))
            for number, (path, behaviour) in enumerate(bad(site).items()):
                site.on(path, behaviour)
                feeds.add(site.url(path, f"127.0.2.{1 + number}"))
        began = time.perf_counter()
        outcomes = refresh(feeds, feeds.due(), timeout=TIMEOUT)
        took = time.perf_counter() - began
        good = sum(feed.entries == ENTRIES for feed in feeds.all() if "/good/" in feed.url)
    ratio = took / TIMEOUT
    print(
        f"{'refresh of 200 feeds / what one feed may take':58} {ratio:6.2f}  (wanted at most 4; {took:.1f} s; "
        f"{good} of {GOOD} good feeds whole, {sum(o.error is not None for o in outcomes)} failed)",
        flush=True,
    )
    path = folder / "data" / "pullquote" / "library.db"
    with Site() as site, mock.patch.dict(os.environ, {"XDG_DATA_HOME": str(folder / "data")}):
        kill_refreshes(site, path, KILLS)
    print(f"{'refreshes killed, with all that they reported there':58} {KILLS:6}", flush=True)
