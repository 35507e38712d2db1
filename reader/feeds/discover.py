"""The feeds that a page names."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urljoin

from reader.feeds.text import LINE_AT_MOST, address, plain
from reader.sanitise import sanitise_markup

_TYPES = ("application/rss+xml", "application/atom+xml", "application/feed+json", "application/rdf+xml")
_JSON = "application/json"
_HEAD = 500_000
"""Code points of a page in which its feeds must be named."""
COMMON = ("/feed", "/feed/", "/rss", "/rss.xml", "/atom.xml", "/feed.xml", "/index.xml", "/feed.json")
"""Where feeds are found on sites that do not name them."""


@dataclass(frozen=True, slots=True)
class Found:
    """A feed that a page names: its address, and its title or ""."""

    url: str
    title: str


def discover(page: str, url: str) -> list[Found]:
    """Return the feeds that an HTML page names (`<link rel="alternate">`), those of comments last.

    Source: https://www.rssboard.org/rss-autodiscovery
    """
    from lxml import etree

    root = etree.fromstring(sanitise_markup(page[:_HEAD]) or "<html/>", etree.HTMLParser(no_network=True))
    if root is None:
        return []
    base = next((urljoin(url, node.get("href") or "") for node in root.iter("base")), url)
    found: dict[str, Found] = {}
    for link in root.iter("link"):
        rels = (link.get("rel") or "").lower().split()
        kind = (link.get("type") or "").partition(";")[0].strip().lower()
        href = address(link.get("href"), base)
        named = "alternate" in rels and (kind in _TYPES or (kind == _JSON and "feed" in (href or "")))
        if href and (named or "feed" in rels):
            found.setdefault(href, Found(href, plain(link.get("title") or "", LINE_AT_MOST)))
    return sorted(found.values(), key=_is_of_comments)


def common_addresses(url: str) -> list[str]:
    """Return where the feed of the site at `url` may be, if its page names none."""
    return [urljoin(url, path) for path in COMMON]


def _is_of_comments(feed: Found) -> bool:
    return "comment" in feed.title.lower() or "/comments" in feed.url.lower()
