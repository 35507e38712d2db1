"""200 feeds at once, a tenth of them slow, broken or hostile: the good ones are all there, and nothing else is."""

from __future__ import annotations

import gzip
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from reader.feeds.refresh import refresh
from reader.feeds.store import Feeds
from reader.library.database import Database
from tests.feeds import documents
from tests.feeds.conftest import Ran
from tests.servers import Behaviour, Exchange, Site

XML = "application/rss+xml"
GOOD, ENTRIES = 180, 5
TIMEOUT = 2.0
"""Seconds that one feed may take."""
_ACTING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def sends(document: str | bytes, content_type: str = XML, headers: dict[str, str] | None = None) -> Behaviour:
    data = document.encode() if isinstance(document, str) else document
    return lambda exchange: exchange.answer(data, content_type=content_type, headers=headers)


def endless(exchange: Exchange) -> None:
    exchange.begin(content_type=XML)
    exchange.raw(documents.rss()[: -len("</channel></rss>")].encode())
    part = documents.item(1).encode() * 2000
    while not exchange.site.closing.is_set():
        exchange.raw(part)


def late(exchange: Exchange) -> None:
    exchange.begin(content_type=XML)
    exchange.drip(documents.rss(documents.item(1)).encode(), 0.2)


def bad(site: Site) -> dict[str, Behaviour]:
    """Twenty ways to be no good, by path."""
    ten_thousand = documents.rss(*map(documents.item, range(10_000)))
    packed = gzip.compress(b"<rss>" + b" " * 40_000_000)
    return {
        "/bad/stalls": Exchange.stall,
        "/bad/stalls-later": lambda exchange: (exchange.begin(content_type=XML), exchange.stall())[0],
        "/bad/drips": late,
        "/bad/drips-headers": lambda exchange: exchange.drip(b"HTTP/1.1 200 OK\r\nX: "),
        "/bad/endless": endless,
        "/bad/error": lambda exchange: exchange.answer(b"oops", status=500),
        "/bad/missing": lambda exchange: exchange.answer(b"none", status=404),
        "/bad/busy": lambda exchange: exchange.answer(b"", status=429, headers={"Retry-After": "99999999"}),
        "/bad/hangs-up": lambda exchange: exchange.raw(b""),
        "/bad/cut": lambda exchange: exchange.raw(b"HTTP/1.1 200 OK\r\nContent-Length: 9999\r\n\r\n<rss>"),
        "/bad/loop": lambda exchange: exchange.answer(status=301, headers={"Location": "/bad/loop"}),
        "/bad/to-file": lambda exchange: exchange.answer(status=301, headers={"Location": "file:///etc/passwd"}),
        "/bad/page": sends("<html><body>Log in</body></html>", "text/html"),
        "/bad/binary": sends(bytes(range(256)) * 100),
        "/bad/packed": sends(packed, headers={"Content-Encoding": "gzip"}),
        "/bad/deep": sends("<rss><channel>" + "<item>" * 100_000),
        "/bad/deep-json": sends("[" * 100_000, "application/json"),
        "/hostile/bomb": sends(documents.bomb()),
        "/hostile/outsider": sends(documents.outsider(site.url("", "127.0.0.1"))),
        "/hostile/escapes": sends(documents.escaping()),
        "/hostile/ten-thousand": sends(ten_thousand),
    }  # fmt: skip


@pytest.fixture
def site() -> Iterator[Site]:
    with Site(host="0.0.0.0") as site:
        yield site


@pytest.fixture
def followed(site: Site, database: Database) -> Feeds:
    feeds = Feeds(database)
    with database.transaction():
        for number in range(GOOD):
            items = [documents.item(story, host=f"host{number}.example") for story in range(ENTRIES)]
            path = f"/good/{number}"
            site.on(path, sends(documents.rss(*items, title=f"Ledger {number}")))
            # A site has a feed or a few; all numbers of 127/8 are this machine.
            feeds.add(site.url(path, f"127.0.1.{1 + number % 120}"))
        for number, (path, behaviour) in enumerate(bad(site).items()):
            site.on(path, behaviour)
            feeds.add(site.url(path, f"127.0.2.{1 + number}"))
    return feeds


def everything_in(folder: Path) -> set[str]:
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}


def test_a_refresh_of_200_feeds(
    site: Site, followed: Feeds, database: Database, pullquote: Callable[..., Ran], tmp_path: Path
) -> None:
    ran = pullquote("feed", "refresh", "--timeout", TIMEOUT)
    shown = [ran, pullquote("feed", "list"), pullquote("feed", "entries", "--limit", 20_000)]
    shown += [
        pullquote("feed", "list", "--json"),
        pullquote("feed", "entries", "--json"),
        pullquote("feed", "export"),
    ]

    # It ended in time: none was left for want of it.
    assert ran.code == 1
    assert "no time was left" not in ran.err
    summary = ran.err.splitlines()[-1]
    assert summary.startswith(f"{GOOD + len(bad(site))} feeds, ")
    assert summary.endswith("16 failed")

    # All that is good is there.
    good = [feed for feed in followed.all() if "/good/" in feed.url]
    assert {feed.entries for feed in good} == {ENTRIES}
    assert len(good) == GOOD
    assert not any(feed.error for feed in good)
    hostile = {
        feed.url.rpartition("/")[2]: feed.entries for feed in followed.all() if "/hostile/" in feed.url
    }
    assert hostile == {"bomb": 2, "outsider": 2, "escapes": 4, "ten-thousand": 2000}
    assert "its 8000 oldest entries were left out" in ran.err

    # Nothing hostile is: on the terminal, in the library, in the file system, on the network.
    for text in (text for done in shown for text in done[1:]):
        assert not _ACTING.search(text.replace("\n", "").replace("\t", ""))
        assert "root:" not in text
    for row in (*database.rows("SELECT * FROM feed"), *database.rows("SELECT * FROM entry")):
        assert not any(_ACTING.search(value) for value in tuple(row) if isinstance(value, str))
    assert {path.split(".db")[0] for path in everything_in(tmp_path)} == {"data/pullquote/library"}
    assert {asked.path for asked in site.asked} <= set(site.behaviours)


def test_when_the_time_is_over_what_was_not_reached_comes_first_next_time(
    site: Site, database: Database
) -> None:
    feeds = Feeds(database)
    for number in range(30):
        feeds.add(site.on(f"/stalls/{number}", Exchange.stall).replace("0.0.0.0", "127.0.0.1"))
    # Of one host two at a time, half a second each, two seconds in all.
    outcomes = refresh(feeds, feeds.due(), timeout=0.5)
    unreached = {outcome.feed.id for outcome in outcomes if not outcome.reached}
    assert 10 < len(unreached) < 30
    assert {feed.id for feed in feeds.due()[: len(unreached)]} == unreached


def test_a_refresh_that_is_called_off_keeps_what_it_has(site: Site, database: Database) -> None:
    feeds = Feeds(database)
    feeds.add(site.on("/stalls", Exchange.stall).replace("0.0.0.0", "127.0.0.1"))
    feeds.add(site.on("/good", sends(documents.rss(documents.item(1)))).replace("0.0.0.0", "127.0.0.2"))
    done: list[object] = []
    refresh(feeds, feeds.due(), timeout=60, on_progress=done.append, cancelled=lambda: bool(done))
    assert [feed.entries for feed in feeds.all()] == [0, 1] or [feed.entries for feed in feeds.all()] == [
        1,
        0,
    ]
