"""Files of other programs, as they write them: told by content, taken whole, never a traceback."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.errors import SourceError
from reader.feeds import opml
from reader.feeds.opml import Outline
from reader.feeds.text import tag
from reader.imports import bookmarks, newsboat, tables, wallabag
from reader.imports.model import Bookmark
from reader.imports.read import read
from reader.sanitise import one_line

OPML = """<?xml version="1.0" encoding="UTF-8"?>
<opml version="1.0"><head><title>Mine</title></head><body>
<outline text="News"><outline text="Coast &amp; sea" title="Coast"><outline type="rss" text="Ledger" title="The Ledger"
 xmlUrl="https://ledger.example/feed?a=1&amp;b=2" htmlUrl="https://ledger.example/" category="/daily,big"/></outline>
<outline type="rss" text="Pilot" xmlUrl="https://pilot.example/atom"/></outline>
<outline text="Broken" type="rss" xmlUrl="javascript:alert(1)"/>
<outline text="A note without a feed"/>
</body></opml>"""

NETSCAPE = """<!DOCTYPE NETSCAPE-Bookmark-file-1>
<META HTTP-EQUIV="Content-Type" CONTENT="text/html; charset=UTF-8">
<TITLE>Bookmarks</TITLE><H1>Bookmarks Menu</H1>
<DL><p>
    <DT><A HREF="https://harbour.example/1" ADD_DATE="1762160400" TAGS="sea,light">The light &amp; the sea</A>
    <DD>A description
    <DT><H3 ADD_DATE="1">Later</H3>
    <DL><p>
        <DT><A HREF="https://harbour.example/2" ADD_DATE="1762160400123456">Two</A>
        <DT><H3>Deep</H3>
        <DL><p><DT><A HREF="https://harbour.example/3">Three</A></DL><p>
        <DT><A FEEDURL="https://harbour.example/feed" HREF="https://harbour.example/">Live</A>
    </DL><p>
    <DT><A HREF="place:sort=8">Most visited</A>
    <DT><A HREF="gopher://old.example/">Old</A>
    <DT><A HREF="https://harbour.example/4"></A>
</DL>"""

POCKET_HTML = """<!DOCTYPE html><html><head><title>Pocket Export</title></head><body><h1>Unread</h1><ul>
<li><a href="https://harbour.example/1" time_added="1762160400" tags="sea,light">One</a></li>
<li><a href="https://harbour.example/2" time_added="1762160400" tags="">https://harbour.example/2</a></li></ul>
<h1>Read Archive</h1><ul><li><a href="https://harbour.example/3" time_added="1762160400" tags="">Three</a></li></ul>
</body></html>"""

POCKET_CSV = """title,url,time_added,tags,status
"One, ""and"" more",https://harbour.example/1,1762160400,sea|light,unread
https://harbour.example/2,https://harbour.example/2,1762160400,,archive
Lost,not an address,1762160400,,unread
"""

INSTAPAPER = """URL,Title,Selection,Folder,Timestamp,Tags
https://harbour.example/1,One,,Unread,1762160400,"[""sea"",""light""]"
https://harbour.example/2,Two,"a
selection",Archive,1762160400,[]
https://harbour.example/3,Three,,Harbours,1762160400,[]
https://harbour.example/4,Four,,Starred,,
"""

WALLABAG = json.dumps(
    [
        {"url": "https://harbour.example/1", "title": "One", "tags": ["sea", "light"], "is_archived": 0,
         "is_starred": 1, "created_at": "2025-11-03T09:00:00+0000", "content": "<p>Words</p>"},
        {"url": "https://harbour.example/2", "title": None, "tags": [{"label": "sea"}], "is_archived": True},
        {"url": None, "title": "Lost"},
    ]
)  # fmt: skip

NEWSBOAT = r"""# my feeds
https://ledger.example/feed "~The \"Ledger\"" coast "local news" !
https://pilot.example/atom

"query:Unread:unread = \"yes\"" mine
filter:~/bin/sort.sh:https://x.example/feed
exec:~/bin/make-feed.sh "~Made here"
file:///home/ann/feed.xml
"""
ADDED = "2025-11-03T09:00:00+00:00"


def test_opml() -> None:
    brought = read(OPML.encode(), "feeds.opml")
    assert brought.feeds == [
        Outline(
            "https://ledger.example/feed?a=1&b=2",
            "The Ledger",
            "https://ledger.example/",
            ("News", "Coast & sea", "daily", "big"),
        ),
        Outline("https://pilot.example/atom", "Pilot", None, ("News",)),
    ]
    assert brought.problems == ["Broken: javascript:alert(1) is no http(s) address"]


def test_bookmarks_of_a_browser() -> None:
    brought = read(NETSCAPE.encode(), "bookmarks.html")
    assert brought.bookmarks == [
        Bookmark("https://harbour.example/1", "The light & the sea", ("sea", "light"), ADDED),
        Bookmark("https://harbour.example/2", "Two", ("Later", ""), ADDED),
        Bookmark("https://harbour.example/3", "Three", ("Later", "Deep", ""), None),
        Bookmark("https://harbour.example/4", "", ("",), None),
    ]
    assert [(feed.url, feed.title) for feed in brought.feeds] == [("https://harbour.example/feed", "Live")]
    assert brought.notices == ["Most visited: place:sort=8 is no page of the web; left aside"]
    (problem,) = brought.problems
    assert problem.endswith("gopher://old.example/ is no http(s) address")


def test_pocket_s_older_export() -> None:
    brought = read(POCKET_HTML.encode(), "ril_export.html")
    assert brought.bookmarks == [
        Bookmark("https://harbour.example/1", "One", ("sea", "light"), ADDED),
        Bookmark("https://harbour.example/2", "", ("",), ADDED),
        Bookmark("https://harbour.example/3", "Three", ("",), ADDED, read=True),
    ]


def test_pocket_s_table() -> None:
    brought = read(b"\xef\xbb\xbf" + POCKET_CSV.encode(), "part_000000.csv")
    assert brought.bookmarks == [
        Bookmark("https://harbour.example/1", 'One, "and" more', ("sea", "light"), ADDED),
        Bookmark("https://harbour.example/2", "", ("",), ADDED, read=True),
    ]
    assert brought.problems == ["line 4: not an address is no http(s) address"]


def test_instapaper_s_table() -> None:
    found = read(INSTAPAPER.encode(), "instapaper.csv").bookmarks
    assert [(mark.title, mark.read, mark.starred) for mark in found] == [
        ("One", False, False), ("Two", True, False), ("Three", False, False), ("Four", False, True),
    ]  # fmt: skip
    assert found[0].tags == ("sea", "light")
    assert found[0].added == ADDED
    assert found[2].tags == ("Harbours", "")


def test_wallabag_s_export() -> None:
    brought = read(WALLABAG.encode(), "All articles.json")
    assert brought.bookmarks == [
        Bookmark("https://harbour.example/1", "One", ("sea", "light"), ADDED, starred=True),
        Bookmark("https://harbour.example/2", "", ("sea",), None, read=True),
    ]
    assert brought.problems == ["entry 3: nothing is no http(s) address"]


def test_newsboat_s_urls() -> None:
    brought = read(NEWSBOAT.encode(), "urls")
    assert brought.feeds == [
        Outline("https://ledger.example/feed", 'The "Ledger"', None, ("coast", "local news")),
        Outline("https://pilot.example/atom"),
    ]
    assert [notice.partition(":")[0] for notice in brought.notices] == [
        "line 5",
        "line 6",
        "line 7",
        "line 8",
    ]
    assert brought.problems == []


@pytest.mark.parametrize(
    "data", [b"", b"Dear diary", b"\x89PNG\r\n\x1a\n\0\0", b'{"a": 1}', b"a,b,c\n1,2,3\n"]
)
def test_what_is_none_of_them_is_told(data: bytes) -> None:
    with pytest.raises(SourceError, match="nothing that can be imported"):
        read(data, "diary")


@pytest.mark.parametrize("sample", [OPML, NETSCAPE, POCKET_HTML, POCKET_CSV, INSTAPAPER, WALLABAG, NEWSBOAT])
@settings(deadline=None, max_examples=25)
@given(data=st.data())
def test_damage_is_no_disaster(sample: str, data: st.DataObject) -> None:
    """Cut, with something else in the middle: what is left is read, or told, and never unsafe."""
    start = data.draw(st.integers(0, len(sample)))
    end = data.draw(st.integers(start, min(len(sample), start + 40)))
    other = data.draw(st.text(st.characters(exclude_categories=()), max_size=20))
    try:
        brought = read((sample[:start] + other + sample[end:]).encode("utf-8", "surrogatepass"), "sample")
    except SourceError:
        return
    for url in [mark.url for mark in brought.bookmarks] + [feed.url for feed in brought.feeds]:
        assert url.startswith(("http://", "https://"))
    for text in [mark.title for mark in brought.bookmarks] + [feed.title for feed in brought.feeds]:
        assert text == one_line(text)


@settings(deadline=None, max_examples=200)
@given(st.text(st.characters() | st.sampled_from('"\\#~! \n')))
def test_no_list_of_newsboat_makes_the_parser_fail(text: str) -> None:
    newsboat.is_newsboat(text)
    brought = newsboat.parse(text)
    assert all(feed.url.startswith(("http://", "https://")) for feed in brought.feeds)


@settings(deadline=None, max_examples=100)
@given(st.text())
def test_no_text_makes_a_parser_fail(text: str) -> None:
    for parse in (opml.parse, bookmarks.parse_netscape, bookmarks.parse_pocket, tables.parse, wallabag.parse):
        parse(text)


names = st.text(max_size=30).map(one_line).filter(bool)
tags = st.text(max_size=30).map(tag).filter(bool)
outlines = st.builds(
    Outline,
    st.text("abcdefgh0123456789-/?=&%", max_size=20).map(lambda path: f"https://feeds.example/{path}"),
    names,
    st.none() | st.just("https://feeds.example/"),
    st.lists(tags, unique=True, max_size=4).map(tuple),
)


@settings(deadline=None, max_examples=150)
@given(st.lists(outlines, max_size=8))
def test_feeds_come_back_from_opml_as_they_went(feeds: list[Outline]) -> None:
    back, problems = opml.parse(opml.write(feeds))
    assert problems == []
    assert sorted(back, key=repr) == sorted(feeds, key=repr)
