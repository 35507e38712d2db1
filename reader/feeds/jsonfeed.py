"""JSON Feed (https://www.jsonfeed.org/version/1.1/), which feedparser does not read."""

from __future__ import annotations

import json
from typing import Any

from reader.feeds.model import Entry, ParsedFeed
from reader.feeds.repair import ENTRIES_AT_MOST
from reader.feeds.text import LINE_AT_MOST, SUMMARY_AT_MOST, address, ident, moment_of, plain


def parse(text: str, url: str) -> ParsedFeed | None:
    """Return what a JSON Feed holds, or None if the text is none."""
    try:
        feed = json.loads(text)
    except (ValueError, RecursionError):
        return None
    if not isinstance(feed, dict) or not isinstance(feed.get("items"), list):
        return None
    if "jsonfeed.org/version/" not in str(feed.get("version", "")):
        return None
    items = [item for item in feed["items"] if isinstance(item, dict)]
    return ParsedFeed(
        _line(feed.get("title")),
        address(feed.get("home_page_url"), url),
        tuple(_entry(item, url) for item in items[:ENTRIES_AT_MOST]),
        max(0, len(items) - ENTRIES_AT_MOST),
    )


def _entry(item: dict[str, Any], url: str) -> Entry:
    link = address(item.get("url"), url) or address(item.get("external_url"), url)
    content = next(
        (value for key in ("summary", "content_text", "content_html") if (value := item.get(key))), None
    )
    summary = plain(content, SUMMARY_AT_MOST) if isinstance(content, str) else ""
    title = _line(item.get("title"))
    published = moment_of(item.get("date_published")) or moment_of(item.get("date_modified"))
    return Entry(
        # Of version 1.0 some give a number.
        ident(item.get("id")) or link or title or summary,
        link,
        title or summary[:80] or link or "(no title)",
        _author(item),
        published,
        summary,
    )


def _author(item: dict[str, Any]) -> str | None:
    authors = item.get("authors") or [item.get("author")]
    names = [
        _line(author.get("name"))
        for author in (authors if isinstance(authors, list) else ())
        if isinstance(author, dict)
    ]
    return ", ".join(filter(None, names))[:LINE_AT_MOST] or None


def _line(value: object) -> str:
    return plain(value, LINE_AT_MOST) if isinstance(value, str) else ""
