"""A refresh that is killed in the middle: what it had reported is there, and the file is sound."""

from __future__ import annotations

import random
import subprocess
import sys
from pathlib import Path

from reader.feeds.store import Feeds
from reader.library.database import Database
from tests.feeds import documents
from tests.servers import Site

KILLS = 4
FEEDS, ENTRIES = 60, 20
XML = "application/rss+xml"


def test_what_a_killed_refresh_reported_is_there(site: Site, library_path: Path) -> None:
    kill_refreshes(site, library_path, KILLS)


def kill_refreshes(site: Site, library_path: Path, kills: int) -> None:
    """Kill `kills` refreshes, each after a number of lines of its report, and look at what is left."""
    chance = random.Random(8)
    with Database(library_path) as database:
        feeds = Feeds(database)
        with database.transaction():
            for number in range(FEEDS):
                feeds.add(site.url(f"/{number}"), title=f"Feed {number}")
    for round_ in range(kills):
        for number in range(FEEDS):
            items = (documents.item(round_ * ENTRIES + n) for n in range(ENTRIES))
            site.page(f"/{number}", documents.rss(*items), content_type=XML)
        process = subprocess.Popen(
            [sys.executable, "-m", "reader", "feed", "refresh"],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        assert process.stdout is not None
        reported = [process.stdout.readline() for _ in range(chance.randrange(1, FEEDS))]
        process.kill()
        reported += process.stdout.readlines()
        process.wait()
        process.stdout.close()
        with Database(library_path) as database:
            assert [tuple(row) for row in database.rows("PRAGMA integrity_check")] == [("ok",)]
            latest = f"https://harbour.example/story/{round_ * ENTRIES}"
            there = {
                row["name"]: row["number"]
                for row in database.rows(
                    "SELECT name, (SELECT count(*) FROM entry WHERE feed = feed.id) AS number FROM feed"
                    " WHERE EXISTS (SELECT 1 FROM entry WHERE feed = feed.id AND link = ?)",
                    (latest,),
                )
            }
        names = {line.partition(": ")[2].strip() for line in reported if line.endswith("\n")}
        assert names <= there.keys()
        # A feed is there whole or not at all.
        assert all(number % ENTRIES == 0 for number in there.values())
