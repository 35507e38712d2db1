"""Feeds written for the tests: good ones of each kind, and hostile ones."""

from __future__ import annotations

import json
from html import escape

ESCAPES = "\x1b]0;owned\x07\x1b[31mred\x1b[0m \u202egnp.exe\x9b2J"


def item(number: int, *, title: str = "", host: str = "harbour.example") -> str:
    """An entry of RSS."""
    return (
        f"<item><title>{title or f'Story {number}'}</title><link>https://{host}/story/{number}</link>"
        f"<guid>https://{host}/story/{number}</guid><pubDate>Tue, 03 Nov 2026 09:{number % 60:02}:00 +0100</pubDate>"
        f"<description>What happened on day {number}.</description></item>"
    )


def rss(*items: str, title: str = "The Harbour Ledger", before: str = "") -> str:
    return (
        f'<?xml version="1.0" encoding="utf-8"?>{before}<rss version="2.0"><channel><title>{title}</title>'
        f"<link>https://harbour.example/</link>{''.join(items)}</channel></rss>"
    )


def atom(count: int) -> str:
    entries = "".join(
        f"<entry><id>tag:harbour.example,2026:{number}</id><title>Atom {number}</title>"
        f'<link href="/atom/{number}"/><updated>2026-11-03T10:{number % 60:02}:00+02:00</updated></entry>'
        for number in range(count)
    )
    return (
        '<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://harbour.example/"><title>Atom of the harbour</title>'
        f'<link href="https://harbour.example/"/><id>tag:harbour.example,2026:feed</id>{entries}</feed>'
    )


def json_feed(count: int) -> str:
    items = [
        {
            "id": number,
            "url": f"https://harbour.example/json/{number}",
            "title": f"JSON {number}",
            "content_html": "<p>Words.</p>",
            "date_published": "2026-11-03T10:00:00+02:00",
        }
        for number in range(count)
    ]
    return json.dumps(
        {"version": "https://jsonfeed.org/version/1.1", "title": "JSON of the harbour", "items": items}
    )


def bomb() -> str:
    """Entities that unfold into 3 × 10⁹ letters, and one good entry."""
    lines = ['<!ENTITY a0 "lol">'] + [f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10)]
    return rss(item(1), item(2, title="&a9;"), before=f"<!DOCTYPE rss [{''.join(lines)}]>")


def flat_bomb() -> str:
    """One long entity, many times: 3 GB, were it unfolded."""
    return rss(
        item(1), item(2, title="&a;" * 100_000), before=f'<!DOCTYPE rss [<!ENTITY a "{"a" * 30_000}">]>'
    )


def outsider(address: str) -> str:
    """Entities, a document type and a style sheet from elsewhere."""
    return rss(
        item(1),
        item(2, title="&secret; %remote;"),
        before=f'<?xml-stylesheet href="{address}/style.xsl"?><!DOCTYPE rss SYSTEM "{address}/feed.dtd" '
        f'[<!ENTITY secret SYSTEM "file:///etc/passwd"><!ENTITY % remote SYSTEM "{address}/remote.ent"> %remote;]>',
    )


def escaping() -> str:
    """Escape sequences, markup and other schemes, raw and as references, wherever a feed holds text."""
    raw = escape(ESCAPES)
    spelled = "".join(f"&#{ord(c)};" if ord(c) < 256 else c for c in ESCAPES)
    return rss(
        f"<item><title>{raw}Good one</title><link>https://harbour.example/1</link><guid>{raw}1</guid></item>",
        f"<item><title>{spelled}Good two</title><link>https://harbour.example/2{spelled}</link>"
        f"<author>{spelled}</author></item>",
        f"<item><title><![CDATA[{ESCAPES}<b onclick=x>Good</b> three<script>alert(1)</script>]]></title>"
        "<link>javascript:alert(1)</link><guid>three</guid></item>",
        f"<item><title>Good four</title><link>file:///etc/passwd</link><guid>../../../etc/{raw}</guid>"
        f"<description>{escape(spelled)} ; rm -rf ~ $(reboot) `reboot`</description></item>",
        title=f"{raw}Ledger $(reboot)",
    )
