"""Feeds as they come: of each kind, broken and hostile."""

from __future__ import annotations

import json
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.errors import SourceError
from reader.feeds.model import ParsedFeed
from reader.feeds.parse import parse, parse_if_feed
from tests.feeds import documents

URL = "https://harbour.example/news/feed"


def parsed(document: str | bytes, content_type: str | None = None) -> ParsedFeed:
    data = document.encode() if isinstance(document, str) else document
    return parse(data, URL, content_type)


def texts(feed: ParsedFeed) -> list[str]:
    return [feed.title, feed.site or ""] + [
        text or ""
        for entry in feed.entries
        for text in (entry.ident, entry.link, entry.title, entry.author, entry.published, entry.summary)
    ]


def assert_harmless(feed: ParsedFeed) -> None:
    for text in texts(feed):
        acting = [
            c
            for c in text
            if unicodedata.category(c) in ("Cc", "Cs") or c in "\u202a\u202b\u202d\u202e\u2066\u2067"
        ]
        assert not acting
    for entry in feed.entries:
        assert entry.link is None or entry.link.startswith(("http://", "https://"))


def test_rss() -> None:
    feed = parsed(documents.rss(documents.item(1), documents.item(2)))
    assert (feed.title, feed.site) == ("The Harbour Ledger", "https://harbour.example/")
    first = feed.entries[0]
    assert (first.title, first.link) == ("Story 1", "https://harbour.example/story/1")
    assert first.published == "2026-11-03T08:01:00+00:00"
    assert first.summary == "What happened on day 1."


def test_atom_with_relative_links() -> None:
    feed = parsed(documents.atom(2))
    assert feed.title == "Atom of the harbour"
    assert [entry.link for entry in feed.entries] == [f"https://harbour.example/atom/{n}" for n in range(2)]
    assert feed.entries[0].published == "2026-11-03T08:00:00+00:00"


def test_json_feed() -> None:
    feed = parsed(documents.json_feed(2), "application/feed+json")
    assert feed.title == "JSON of the harbour"
    first = feed.entries[0]
    assert (first.ident, first.link, first.title) == ("0", "https://harbour.example/json/0", "JSON 0")
    assert (first.published, first.summary) == ("2026-11-03T08:00:00+00:00", "Words.")


def test_rdf() -> None:
    feed = parsed(
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="x"><title>Old</title></channel>'
        '<item rdf:about="https://h.example/1"><title>One</title><link>https://h.example/1</link>'
        "<dc:date>2026-11-03T10:00:00Z</dc:date><dc:creator>Marie Okafor</dc:creator></item></rdf:RDF>"
    )
    (entry,) = feed.entries
    assert (entry.title, entry.author, entry.published) == (
        "One",
        "Marie Okafor",
        "2026-11-03T10:00:00+00:00",
    )


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("Fish &amp; chips", "Fish & chips"),
        ("Fish & chips, AT&T", "Fish & chips, AT&T"),
        ("Caf&eacute; &#8211; “one”", "Café – “one”"),
        ("Caf&amp;eacute;", "Café"),
        ("It&#146;s on", "It’s on"),
        ("&lt;b&gt;Bold&lt;/b&gt; words", "Bold words"),
        ("<![CDATA[<i>Light</i> &amp; dark]]>", "Light & dark"),
        ("<![CDATA[<b>Light</b>, they <i>said</i>.<br>Dark<p>Night</p>]]>", "Light, they said. Dark Night"),
        ("5 &lt; 6 and I &lt;3 you", "5 < 6 and I <3 you"),
        ("two\n   lines", "two lines"),
        ("", "What happened on day 1."),
        ("x" * 400, "x" * 299 + "…"),
    ],
)
def test_titles_are_plain_text_of_one_line(written: str, read: str) -> None:
    document = documents.rss(documents.item(1).replace("Story 1", written))
    assert parsed(document).entries[0].title == read


@pytest.mark.parametrize(
    "document",
    [
        "\ufeff\n " + documents.rss(documents.item(1)),
        "<br /><b>Warning</b>: oops<br />" + documents.rss(documents.item(1)),
        documents.rss(documents.item(1))[:-30],
        documents.rss(documents.item(1), "<item><title>&nbsp;&bogus; & <b>open</title><link>http://x.example/?a=1&b=2</link></item>"),
        documents.rss(documents.item(1)).encode("utf-16"),
        documents.rss(documents.item(1)).replace("utf-8", "iso-8859-1").replace("Ledger", "Café").encode("latin-1"),
        documents.rss("<item><y:q>undeclared prefix</y:q></item>", documents.item(1)),
    ],
)  # fmt: skip
def test_broken_feeds_are_read_as_far_as_they_go(document: str | bytes) -> None:
    feed = parsed(document)
    assert "https://harbour.example/story/1" in {entry.link for entry in feed.entries}
    assert "http://x.example/?a=1b=2" not in {entry.link for entry in feed.entries}


@pytest.mark.parametrize(
    "document",
    ["", "words", "<html><body>A page about <rss> feeds</body></html>", '{"items": []}', "[1]", "<opml/>", "{" * 99999,
     '<?xml version="1.0"?><urlset><url/></urlset>'],
)  # fmt: skip
def test_what_is_no_feed_is_told(document: str) -> None:
    with pytest.raises(SourceError, match="holds no feed"):
        parsed(document)


@pytest.mark.parametrize("make", [documents.bomb, documents.flat_bomb])
def test_entity_bombs_do_not_unfold(make: object) -> None:
    feed = parsed(make())  # type: ignore[operator]
    assert len(feed.entries) == 2
    assert max(map(len, texts(feed))) <= 2000


def test_external_entities_are_not_read() -> None:
    feed = parsed(documents.outsider("http://127.0.0.1:9"))
    assert [entry.title for entry in feed.entries] == ["Story 1", "&secret; %remote;"]
    assert not any("root:" in text for text in texts(feed))


def test_escapes_markup_and_other_schemes_do_not_come_through() -> None:
    feed = parsed(documents.escaping())
    assert_harmless(feed)
    assert [entry.title.replace("red gnp.exe", "").strip() for entry in feed.entries] == [
        "Good one", "Good two", "Good three", "Good four",
    ]  # fmt: skip
    assert [entry.link for entry in feed.entries][2:] == [None, None]
    assert not any("owned" in text or "<" in text or "alert(1)" in text for text in texts(feed))


def test_of_a_huge_feed_the_first_are_taken_and_the_rest_is_told() -> None:
    feed = parsed(documents.rss(*map(documents.item, range(2100))))
    assert (len(feed.entries), feed.left_out) == (2000, 100)
    feed = parsed(documents.json_feed(2100))
    assert (len(feed.entries), feed.left_out) == (2000, 100)


def test_entries_that_share_an_identifier_are_told_apart_by_their_links() -> None:
    same = "<item><title>{0}</title><guid isPermaLink='false'>same</guid><link>https://h.example/{0}</link></item>"
    feed = parsed(documents.rss(same.format(1), same.format(2), same.format(2)))
    assert len(feed.entries) == 2
    assert len({entry.ident for entry in feed.entries}) == 2


@pytest.mark.parametrize("date", ["yesterday", "", "0000-00-00", "Tue, 99 Nov 20266 99:99:99 +9999", "-1"])
def test_dates_that_are_none_are_left_out(date: str) -> None:
    feed = parsed(documents.rss(f"<item><title>x</title><guid>x</guid><pubDate>{date}</pubDate></item>"))
    assert feed.entries[0].published is None


anything = st.text(
    st.characters(exclude_categories=()) | st.sampled_from("\x1b\x07\x9b\u202e<>&;[]#x\"'"), max_size=60
)


@settings(deadline=None, max_examples=150)
@given(anything, anything, anything)
def test_no_feed_makes_a_control_character(title: str, link: str, body: str) -> None:
    document = documents.rss(
        f"<item><title>{title}</title><link>{link}</link><description><![CDATA[{body}]]></description></item>",
        documents.item(1),
    )
    feed = parse_if_feed(document.encode("utf-8", "surrogatepass"), URL)
    if feed:
        assert_harmless(feed)
    rows = {
        "version": "https://jsonfeed.org/version/1",
        "title": title,
        "items": [{"id": link, "url": link, "title": title, "content_html": body}],
    }
    feed = parse_if_feed(json.dumps(rows).encode(), URL)
    assert feed
    assert_harmless(feed)


@settings(deadline=None, max_examples=150)
@given(
    st.binary(max_size=300) | anything.map(lambda text: ("<rss><channel>" + text).encode("utf-8", "replace"))
)
def test_parsing_never_fails(data: bytes) -> None:
    feed = parse_if_feed(data, URL)
    if feed:
        assert_harmless(feed)
