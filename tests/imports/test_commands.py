"""`pullquote import`, and reading what it brought, with a network and without."""

from __future__ import annotations

import json
import queue
from collections.abc import Callable
from pathlib import Path

from reader.caching import Caching
from reader.feeds.entries import Entries
from reader.library import Library
from reader.worker.client import Worker
from reader.worker.protocol import Cleaned, Event, Failed, Progress, Request
from tests.feeds import documents
from tests.feeds.conftest import Ran
from tests.imports.test_formats import NEWSBOAT, POCKET_CSV
from tests.servers import Site

Run = Callable[..., Ran]


def story(number: int) -> str:
    words = (
        f"The harbour board of Carrow met for the {number}. time this winter and heard the pilots at length. "
    )
    return (
        f"<html lang='en'><head><title>Story {number}</title></head><body><article><h1>Story {number}</h1>"
        f"<p>{words * 3}</p><p>“The light stays on for {number} winters,” said Marie Okafor, the mayor of Carrow.</p>"
        f"<p>{words * 3}</p></article></body></html>"
    )


def test_a_file_can_be_imported_again(pullquote: Run, tmp_path: Path) -> None:
    table, urls = tmp_path / "pocket.csv", tmp_path / "urls"
    table.write_text(POCKET_CSV, "utf-8")
    urls.write_text(NEWSBOAT, "utf-8")
    first = pullquote("import", table, urls)
    assert first.code == 1
    assert first.out == "Pocket's export: 2 articles added\nnewsboat's list of feeds: 2 feeds added\n"
    lines = first.err.splitlines()
    assert lines[0] == f"pullquote: {table}: line 4: not an address is no http(s) address"
    assert [line.split(": ")[1] for line in lines[1:]] == ["line 5", "line 6", "line 7", "line 8"]
    again = pullquote("import", table, urls)
    assert again.out == (
        "Pocket's export: 0 articles added (2 there already)\n"
        "newsboat's list of feeds: 0 feeds added (2 there already)\n"
    )
    entries = json.loads(pullquote("feed", "entries", "--json").out)
    assert [(entry["link"], bool(entry["read"]), entry["tags"]) for entry in entries] == [
        ("https://harbour.example/2", True, []),
        ("https://harbour.example/1", False, ["sea", "light"]),
    ]


def test_one_file_that_is_nothing_stops_no_other(pullquote: Run, tmp_path: Path) -> None:
    (tmp_path / "diary").write_text("Dear diary")
    (tmp_path / "urls").write_text("https://a.example/feed\n")
    ran = pullquote("import", tmp_path / "diary", tmp_path / "urls")
    assert (ran.code, ran.out) == (1, "newsboat's list of feeds: 1 feed added\n")
    assert ran.err.startswith(f"pullquote: {tmp_path / 'diary'} is nothing that can be imported: give OPML")
    assert pullquote("import", tmp_path / "nowhere").code == 2


def test_what_was_imported_is_fetched_saved_and_read_offline(
    site: Site, pullquote: Run, tmp_path: Path, library_path: Path
) -> None:
    rows = [f"Story {n},{site.page(f'/story/{n}', story(n))},1762160400,sea,unread" for n in range(3)]
    rows.append(f"Gone,{site.url('/gone')},1762160400,,archive")
    table = tmp_path / "pocket.csv"
    table.write_text("title,url,time_added,tags,status\n" + "\n".join(rows), "utf-8")
    ran = pullquote("import", table, "--fetch")
    assert ran.code == 1
    assert ran.out == "Pocket's export: 4 articles added\n"
    assert f"{site.url('/gone')}: 127.0.0.1 has no page at this address (404)" in ran.err
    assert ran.err.endswith("3 articles saved, 1 failed, 1 still to read; the same again goes on\n")
    with Library(library_path) as library:
        saved = library.entries()
        assert sorted(entry.title for entry in saved) == ["Story 0", "Story 1", "Story 2"]
        assert all(entry.tags == ("sea",) and entry.quotes == 1 for entry in saved)

    asked = len(site.asked)
    ran = pullquote("import", table, "--fetch")
    assert "0 articles saved, 1 failed" in ran.err
    assert len(site.asked) == asked + 1

    for _ in range(2):
        pullquote("feed", "refresh", "--fetch")
    asked = len(site.asked)
    assert pullquote("feed", "refresh", "--fetch").err.endswith("0 articles saved\n")
    assert len(site.asked) == asked
    assert "\t-!\t2025-11-03\tGone\t" in pullquote("feed", "entries").out
    assert pullquote("import", table, "--fetch", "--offline").code == 1
    site.page("/gone", story(9))
    assert "1 article saved" in pullquote("import", table, "--fetch").err

    site.behaviours.clear()
    (tmp_path / "cache" / "pullquote" / "pages.db").unlink()
    for address in (site.url("/story/1"), site.url("/story/1?utm_source=x#top")):
        ran = pullquote("quotes", address, "--offline")
        assert (ran.code, ran.out) == (0, "“The light stays on for 1 winters,” — Marie Okafor\n")
    ran = pullquote("show", site.url("/story/7"), "--offline")
    assert (ran.code, ran.out) == (1, "")
    assert ran.err.count("\n") == 1
    assert "neither saved nor kept from an earlier visit" in ran.err


def test_the_reader_s_worker_has_saved_and_kept_pages_offline(
    site: Site, pullquote: Run, library_path: Path, tmp_path: Path
) -> None:
    saved, kept = site.page("/saved", story(1)), site.page("/kept", story(2))
    assert pullquote("save", saved, "--no-analysis").code == 0
    assert pullquote("show", kept).code == 0
    (tmp_path / "cache" / "pullquote" / "pages.db").rename(tmp_path / "pages.db")
    asked = len(site.asked)
    worker = Worker.start()
    try:
        events: queue.Queue[Event] = queue.Queue()
        worker.listen(events.put)

        def read(source: str, folder: Path) -> Event:
            caching = Caching(folder, offline=True, library=library_path)
            worker.read(Request(source, caching=caching, analyse=False))
            while isinstance(event := events.get(timeout=60), Progress):
                pass
            return event

        first, second, third = (
            read(saved, tmp_path / "none"),
            read(kept, tmp_path),
            read(site.url("/x"), tmp_path),
        )
    finally:
        worker.close()
    assert isinstance(first, Cleaned)
    assert (first.article.title, first.article.notices) == ("Story 1", ())
    assert isinstance(second, Cleaned)
    assert second.article.title == "Story 2"
    assert second.article.notices[0].startswith("this is the copy kept here")
    assert isinstance(third, Failed)
    assert "neither saved nor kept" in third.message
    assert len(site.asked) == asked


def test_a_refresh_reads_ahead_and_goes_on_where_it_ended(
    site: Site, pullquote: Run, library_path: Path
) -> None:
    items = [
        documents.item(n).replace(f"https://harbour.example/story/{n}", site.page(f"/story/{n}", story(n)))
        for n in range(3)
    ]
    pullquote("feed", "add", site.page("/feed", documents.rss(*items), content_type="application/rss+xml"))
    ran = pullquote("feed", "refresh", "--fetch", "--limit", 2)
    assert ran.code == 0
    assert ran.err.endswith("2 articles saved, 1 still to read; the same again goes on\n")
    assert pullquote("feed", "refresh", "--fetch", "--limit", 2).err.endswith("1 article saved\n")
    assert pullquote("feed", "refresh", "--fetch").err.endswith("0 articles saved\n")
    entries = json.loads(pullquote("feed", "entries", "--json").out)
    assert all(entry["article"] for entry in entries)

    with Library(library_path) as library:
        store = Entries(library.database)
        assert store.unread() == 3
        store.mark([entries[2]["id"]])
        store.mark([entries[2]["id"]], read=False)
        assert store.unread() == 3

    # An entry and its article are read together, whichever is marked.
    with Library(library_path) as library:
        library.set_read([entries[0]["article"]])
    assert [bool(entry["read"]) for entry in json.loads(pullquote("feed", "entries", "--json").out)] == [
        True,
        False,
        False,
    ]
    pullquote("feed", "mark-read")
    with Library(library_path) as library:
        assert all(entry.read for entry in library.entries())


def test_without_a_network_nothing_is_given_up(pullquote: Run, tmp_path: Path) -> None:
    with Site() as site:
        address = site.url("/story")
    table = tmp_path / "pocket.csv"
    table.write_text(f"title,url,time_added,tags,status\nStory,{address},1762160400,,unread\n", "utf-8")
    for _ in range(5):
        assert "takes no connections" in pullquote("import", table, "--fetch").err
    assert "1 still to read" in pullquote("feed", "refresh", "--fetch").err
