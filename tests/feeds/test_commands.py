"""`pullquote feed` as a user meets it, against a real server."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from reader.library.database import Database
from tests.feeds import documents
from tests.feeds.conftest import Ran
from tests.servers import Exchange, Site

Run = Callable[..., Ran]
XML = "application/rss+xml"


def feed_at(site: Site, path: str, *numbers: int, title: str = "The Harbour Ledger", **more: object) -> str:
    return site.page(
        path, documents.rss(*map(documents.item, numbers), title=title), content_type=XML, **more
    )  # type: ignore[arg-type]


def listed(pullquote: Run) -> list[dict[str, object]]:
    ran = pullquote("feed", "list", "--json")
    assert ran.code == 0
    found: list[dict[str, object]] = json.loads(ran.out)
    return found


def test_the_group_alone_says_what_there_is(pullquote: Run) -> None:
    ran = pullquote("feed")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("Usage: pullquote feed ")
    assert "Did you mean 'add'?" in pullquote("feed", "ad", "https://a.example/").err


def test_the_life_of_a_feed(site: Site, pullquote: Run) -> None:
    assert pullquote("feed", "list") == (0, "", "you follow no feeds yet; try: pullquote feed add URL\n")
    url = feed_at(site, "/feed", 1, 2)
    ran = pullquote("feed", "add", url)
    assert ran == (0, f"following The Harbour Ledger, 2 entries: {url}\n", "")
    assert pullquote("feed", "add", url).out.startswith("The Harbour Ledger is followed already")
    assert pullquote("feed", "list").out == f"1\t2/2\tThe Harbour Ledger\t\t{url}\n"

    feed_at(site, "/feed", 3, 1, 2)
    ran = pullquote("feed", "refresh")
    assert ran == (0, "1 new: The Harbour Ledger\n", "1 feed, 1 new entry\n")
    lines = pullquote("feed", "entries").out.splitlines()
    assert [line.split()[3:5] for line in lines] == [["Story", "3"], ["Story", "2"], ["Story", "1"]]
    assert "N-\t2026-11-03\tStory 3\tThe Harbour Ledger\thttps://harbour.example/story/3" in lines[0]

    assert pullquote("feed", "mark-read", "ledger").out == "3 entries marked as read\n"
    assert pullquote("feed", "entries", "--unread").err == "no unread entries\n"
    assert listed(pullquote)[0]["unread"] == 0
    assert pullquote("feed", "refresh").out == ""
    assert listed(pullquote)[0]["unread"] == 0

    ran = pullquote("feed", "remove", "1")
    assert ran.out == f"removed The Harbour Ledger; 'pullquote feed add {url}' follows it again\n"
    assert listed(pullquote) == []
    assert pullquote("feed", "entries").out == ""


def test_the_address_of_a_page_finds_its_feed_and_names_the_others(site: Site, pullquote: Run) -> None:
    feed_at(site, "/all.xml", 1)
    url = site.page(
        "/",
        '<html><head><link rel="alternate" type="application/rss+xml" title="Comments" href="/comments/feed">'
        '<link rel="Alternate" type="application/rss+xml" title="Everything" href="all.xml">'
        '<link rel="alternate" type="application/atom+xml" href="/atom"><link rel="alternate" hreflang="de" href="/de">'
        "</head><body>Welcome</body></html>",
    )
    ran = pullquote("feed", "add", url)
    assert ran.code == 0
    assert ran.out == f"following The Harbour Ledger, 1 entry: {site.url('/all.xml')}\n"
    assert ran.err == (
        f"{url} names other feeds too: {site.url('/atom')}, {site.url('/comments/feed')} (Comments); "
        "add one by its address\n"
    )


def test_where_a_page_names_no_feed_the_usual_places_are_looked_at(site: Site, pullquote: Run) -> None:
    feed_at(site, "/atom.xml", 1)
    url = site.page("/blog/story", "<html><body>No feed named</body></html>")
    assert pullquote("feed", "add", url).out.endswith(f"{site.url('/atom.xml')}\n")
    bare = site.page("/none", "<html><body>No feed named</body></html>")
    site.behaviours.pop("/atom.xml")
    ran = pullquote("feed", "add", bare)
    assert (ran.code, ran.out) == (1, "")
    assert (
        ran.err
        == f"pullquote: no feed was found at {bare}; look on its site for “RSS” and add that address\n"
    )


def test_a_feed_that_has_not_changed_is_not_sent_again(site: Site, pullquote: Run) -> None:
    def answer(exchange: Exchange) -> None:
        headers = {"ETag": '"one"', "Last-Modified": "Tue, 03 Nov 2026 09:00:00 GMT"}
        if exchange.headers.get("If-None-Match") == '"one"':
            exchange.answer(b"", status=304, headers=headers)
        else:
            exchange.answer(documents.rss(documents.item(1)).encode(), content_type=XML, headers=headers)

    pullquote("feed", "add", site.on("/feed", answer))
    assert pullquote("feed", "refresh") == (0, "", "1 feed, 0 new entries\n")
    assert site.asked[-1].headers["if-modified-since"] == "Tue, 03 Nov 2026 09:00:00 GMT"
    assert "atom+xml" in site.asked[-1].headers["accept"]


def test_a_feed_that_moved_for_good_is_asked_at_its_new_address(site: Site, pullquote: Run) -> None:
    old = feed_at(site, "/old", 1)
    pullquote("feed", "add", old)
    site.redirect("/old", "/new", 301)
    site.redirect("/new", "/today", 302)
    feed_at(site, "/today", 1, 2)
    ran = pullquote("feed", "refresh")
    assert ran.err.startswith(f"The Harbour Ledger has moved for good to {site.url('/new')}\n")
    (feed,) = listed(pullquote)
    assert (feed["url"], feed["entries"]) == (site.url("/new"), 2)


def test_a_feed_that_moved_to_no_feed_keeps_its_address(site: Site, pullquote: Run) -> None:
    url = feed_at(site, "/feed", 1)
    pullquote("feed", "add", url)
    site.redirect("/feed", "/login", 301)
    site.page("/login", "<html><body>Log in to this network</body></html>")
    assert pullquote("feed", "refresh").code == 1
    (feed,) = listed(pullquote)
    assert (feed["url"], feed["entries"]) == (url, 1)


def test_a_feed_that_is_gone_is_asked_no_more(site: Site, pullquote: Run) -> None:
    url = feed_at(site, "/feed", 1)
    pullquote("feed", "add", url)
    site.page("/feed", "gone", status=410)
    assert "410" in pullquote("feed", "refresh").err
    assert "gone for good since 2" in pullquote("feed", "list").out
    asked = len(site.asked)
    ran = pullquote("feed", "refresh")
    assert (ran.code, len(site.asked)) == (0, asked)
    assert "1 feed left alone for now" in ran.err
    feed_at(site, "/feed", 1, 2)
    assert pullquote("feed", "refresh", url).out == "1 new: The Harbour Ledger\n"
    assert listed(pullquote)[0]["gone"] is None


@pytest.mark.parametrize("status", [429, 503])
def test_a_server_that_asks_for_a_pause_gets_it(site: Site, pullquote: Run, status: int) -> None:
    url = feed_at(site, "/feed", 1)
    pullquote("feed", "add", url)
    site.page("/feed", "busy", status=status, headers={"Retry-After": "3600"})
    ran = pullquote("feed", "refresh")
    assert ran.code == 1
    assert f"({status})" in ran.err
    (feed,) = listed(pullquote)
    assert feed["retry"]
    assert "left alone until" in pullquote("feed", "list").out
    asked = len(site.asked)
    pullquote("feed", "refresh")
    assert len(site.asked) == asked


def test_a_feed_that_fails_again_and_again_is_left_alone_for_a_while(site: Site, pullquote: Run) -> None:
    pullquote("feed", "add", feed_at(site, "/feed", 1))
    site.page("/feed", "broken", status=500)
    for _ in range(2):
        pullquote("feed", "refresh")
        assert listed(pullquote)[0]["retry"] is None
    pullquote("feed", "refresh")
    (feed,) = listed(pullquote)
    assert (feed["failures"], bool(feed["retry"])) == (3, True)
    feed_at(site, "/feed", 1, 2)
    assert pullquote("feed", "refresh").out == ""
    assert pullquote("feed", "refresh", "1").out == "1 new: The Harbour Ledger\n"
    (feed,) = listed(pullquote)
    assert (feed["failures"], feed["error"], feed["retry"]) == (0, None, None)


def test_without_a_network_no_feed_is_blamed(pullquote: Run) -> None:
    with Site() as site:
        for path in ("/a", "/b"):
            pullquote("feed", "add", feed_at(site, path, 1, title=path))
    for _ in range(4):
        assert pullquote("feed", "refresh").err.count("takes no connections") == 2
    assert [(feed["failures"], feed["retry"]) for feed in listed(pullquote)] == [(0, None)] * 2


def test_offline_says_that_feeds_need_the_network(pullquote: Run) -> None:
    for arguments in (("feed", "refresh"), ("feed", "add", "https://harbour.example/")):
        ran = pullquote(*arguments, "--offline")
        assert (ran.code, ran.out) == (1, "")
        assert ran.err == "pullquote: feeds come over the network; leave --offline out\n"


def test_what_names_no_feed_or_several_is_told(site: Site, pullquote: Run) -> None:
    for path in ("/a", "/b"):
        pullquote("feed", "add", feed_at(site, path, 1, title=f"Ledger {path}"))
    assert "there is no feed 'nothing'" in pullquote("feed", "remove", "nothing").err
    assert (
        "'ledger' is several feeds: 1 (Ledger /a), 2 (Ledger /b)" in pullquote("feed", "remove", "ledger").err
    )


def test_an_entry_that_changes_stays_one_and_stays_read(
    site: Site, pullquote: Run, database: Database
) -> None:
    url = feed_at(site, "/feed", 1)
    pullquote("feed", "add", url)
    pullquote("feed", "mark-read")
    site.page("/feed", documents.rss(documents.item(1, title="Corrected")), content_type=XML)
    pullquote("feed", "refresh")
    (row,) = database.rows("SELECT title, read FROM entry")
    assert (row["title"], row["read"] is None) == ("Corrected", False)


def test_an_entry_from_the_future_is_sorted_by_when_it_was_seen(site: Site, pullquote: Run) -> None:
    document = documents.rss(documents.item(1).replace("2026", "2099"))
    pullquote("feed", "add", site.page("/feed", document, content_type=XML))
    assert "2099-" not in pullquote("feed", "entries").out


def test_feeds_go_out_and_come_in_as_opml(site: Site, pullquote: Run, tmp_path: Path) -> None:
    urls = tmp_path / "urls"
    urls.write_text('https://a.example/feed "Sea, salt" weather "~Alpha & <Omega>"\nhttps://b.example/feed\n')
    assert pullquote("feed", "import", urls) == (0, "newsboat's list of feeds: 2 feeds added\n", "")
    out = tmp_path / "feeds.opml"
    out.write_text(pullquote("feed", "export").out, "utf-8")
    before = [(feed["url"], feed["title"], feed["tags"]) for feed in listed(pullquote)]
    assert ("https://a.example/feed", "Alpha & <Omega>", ["Sea salt", "weather"]) in before
    assert pullquote("feed", "import", out).out == "OPML: 0 feeds added (2 there already)\n"
    ran = pullquote("--data-dir", tmp_path / "other", "feed", "import", out)
    assert ran.out == "OPML: 2 feeds added\n"
    again = json.loads(pullquote("--data-dir", tmp_path / "other", "feed", "list", "--json").out)
    assert [feed["tags"] for feed in again] == [tags for _, _, tags in before]


def test_a_feed_s_password_is_used_and_not_shown(site: Site, pullquote: Run) -> None:
    feed_at(site, "/feed", 1)
    url = site.url("/feed").replace("http://", "http://ann:s3cret@")
    shown = [pullquote("feed", "add", url), pullquote("feed", "list"), pullquote("feed", "list", "--json")]
    shown += [
        pullquote("feed", "refresh", "-v"),
        pullquote("feed", "export"),
        pullquote("feed", "remove", "1"),
    ]
    assert all(asked.headers["authorization"].startswith("Basic") for asked in site.asked)
    assert not any("s3cret" in text for ran in shown for text in ran[1:])


def test_headers_that_cannot_be_repeated_or_shown_do_no_harm(site: Site, pullquote: Run) -> None:
    def answer(exchange: Exchange) -> None:
        exchange.answer(
            documents.rss(documents.item(1)).encode(),
            content_type=XML,
            headers={"ETag": '"ü\x9b31m"', "X": "1"},
        )

    site.on("/feed", answer)
    assert pullquote("feed", "add", site.url("/feed").replace("http://", "feed:http://")).code == 0
    assert pullquote("feed", "refresh").code == 0
    assert "if-none-match" not in site.asked[-1].headers

    def moved(exchange: Exchange) -> None:
        exchange.raw("HTTP/1.1 301 Gone\r\nLocation: /new\u202e\x9b31m\r\nContent-Length: 0\r\n\r\n".encode())

    site.on("/feed", moved)
    site.page("/new%E2%80%AE%C2%9B31m", documents.rss(documents.item(1)), content_type=XML)
    ran = pullquote("feed", "refresh")
    assert "has moved for good" in ran.err
    assert not {"\u202e", "\x9b"} & set(
        ran.err + pullquote("feed", "list").out + pullquote("feed", "export").out
    )


def test_a_list_is_made_of_two_libraries_by_one_import(site: Site, pullquote: Run, tmp_path: Path) -> None:
    url = feed_at(site, "/feed", 1)
    pullquote("feed", "add", url)
    story = tmp_path / "story.txt"
    story.write_text(
        "The light stays on\n\nThe harbour board of Carrow met twice this winter, and heard the pilots.\n" * 3
    )
    assert pullquote("save", story, "--no-analysis").code == 0
    lines, feeds = tmp_path / "library.jsonl", tmp_path / "feeds.opml"
    assert pullquote("export", "--library", "--to", lines).code == 0
    feeds.write_text(pullquote("feed", "export").out, "utf-8")
    ran = pullquote("--data-dir", tmp_path / "other", "import", lines, feeds)
    assert (ran.code, ran.out) == (0, "OPML: 1 feed added\n")
    assert "1 new" in ran.err
