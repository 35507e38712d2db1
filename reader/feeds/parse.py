"""Bytes → a feed's entries: RSS, Atom and RDF through feedparser, JSON Feed by itself.

Pure functions: nothing is fetched, and a document cannot make them fetch anything.
"""

from __future__ import annotations

import hashlib
import io
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from reader.errors import SourceError
from reader.feeds import jsonfeed
from reader.feeds.model import Entry, ParsedFeed
from reader.feeds.repair import repaired
from reader.feeds.text import LINE_AT_MOST, SUMMARY_AT_MOST, address, ident, moment, plain
from reader.fetch.charset import to_text

if TYPE_CHECKING:
    from collections.abc import Iterable


def parse(data: bytes, url: str, content_type: str | None = None) -> ParsedFeed:
    """Return what a feed's document holds; `url` is its address, `content_type` the header of that name.

    Raises: SourceError (the document is no feed).
    """
    feed = parse_if_feed(data, url, content_type)
    if feed is None:
        raise SourceError(f"{url} holds no feed (RSS, Atom or JSON Feed); check the address")
    return feed


def parse_if_feed(data: bytes, url: str, content_type: str | None = None) -> ParsedFeed | None:
    """Return what a feed's document holds, or None if it is no feed."""
    text = to_text(data, content_type)
    found = jsonfeed.parse(text, url) if text.lstrip()[:1] == "{" else _parse_xml(text, url)
    return replace(found, entries=tuple(_told_apart(found.entries))) if found else None


def _parse_xml(text: str, url: str) -> ParsedFeed | None:
    xml = repaired(text)
    if xml is None:
        return None
    document, left_out = xml
    import feedparser

    # As a stream, since of bytes it would see whether they name a file.  Its own cleaning of HTML is slow, and not
    # needed where plain text is made of everything.
    parsed = feedparser.parse(
        io.BytesIO(document),
        response_headers={"content-type": "application/xml; charset=utf-8"},
        sanitize_html=False,
        resolve_relative_uris=False,
    )
    if not parsed.get("version") and not parsed.entries:
        return None
    site = address(parsed.feed.get("link"), url)
    return ParsedFeed(
        plain(_string(parsed.feed.get("title")), LINE_AT_MOST),
        site,
        tuple(_entry(item, url) for item in parsed.entries),
        left_out,
    )


def _entry(item: Any, url: str) -> Entry:
    given = item.get("feedburner_origlink") or item.get("link")
    link = address(given, url) or next(
        (found for found in (address(each.get("href"), url) for each in item.get("links", ())) if found), None
    )
    title = plain(_string(item.get("title")), LINE_AT_MOST)
    content = next((part.get("value") for part in item.get("content", ()) if part.get("value")), None)
    summary = plain(_string(item.get("summary") or content), SUMMARY_AT_MOST)
    # Asked for by `in` first, lest feedparser warn that it puts one date in the place of the other.
    dates = (item[name] for name in ("published_parsed", "updated_parsed") if name in item)
    published = moment(next(filter(None, dates), None))
    return Entry(
        ident(item.get("id")) or link or _digest(title, published or "", summary),
        link,
        title or summary[:80] or link or "(no title)",
        plain(_string(item.get("author")), LINE_AT_MOST) or None,
        published,
        summary,
    )


def _told_apart(entries: Iterable[Entry]) -> Iterable[Entry]:
    """Yield the entries, each once; an identifier that several share tells nothing, and their links do instead."""
    entries = tuple(dict.fromkeys(entries))
    shared = Counter(entry.ident for entry in entries)
    seen: set[str] = set()
    for entry in entries:
        if shared[entry.ident] > 1:
            entry = replace(entry, ident=_digest(entry.ident, entry.link or "", entry.title))
        if entry.ident not in seen:
            seen.add(entry.ident)
            yield entry


def _string(value: object) -> str:
    return value if isinstance(value, str) else ""


def _digest(*parts: str) -> str:
    return hashlib.sha256("\n".join(parts).encode("utf-8", "replace")).hexdigest()
