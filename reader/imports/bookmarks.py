"""Bookmarks as HTML: the Netscape format that browsers write, and Pocket's older export.

Source: https://learn.microsoft.com/previous-versions/windows/internet-explorer/ie-developer/platform-apis/aa753582(v=vs.85)
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.feeds.opml import Outline
from reader.feeds.text import address
from reader.imports.model import Bookmark, Brought
from reader.imports.values import put, seconds
from reader.sanitise import one_line, sanitise_markup

if TYPE_CHECKING:
    from lxml.etree import _Element

_HEAD = 4096


def is_netscape(text: str) -> bool:
    """Tell whether a text is a browser's file of bookmarks."""
    return "netscape-bookmark-file-1" in text[:_HEAD].lower()


def is_pocket(text: str) -> bool:
    """Tell whether a text is Pocket's older export."""
    head = text[:_HEAD].lower()
    return "<title>pocket export</title>" in head or ("time_added=" in head and "<h1>unread</h1>" in head)


def parse_netscape(text: str) -> Brought:
    """Return the addresses and feeds of a file of bookmarks; folders are tags.  Never raises."""
    brought = Brought("bookmarks")
    folders: list[str] = []
    heading = ""
    for event, node in _walk(text):
        if node.tag == "h3" and event == "start":
            heading = _text(node)
        elif node.tag == "dl" and event == "start":
            # The list of a folder stands after its heading; the outermost has none.
            folders.append(heading)
            heading = ""
        elif node.tag == "dl" and folders:
            folders.pop()
        elif node.tag == "a" and event == "start":
            _take_link(brought, node, tuple(filter(None, folders)))
    return brought


def _take_link(brought: Brought, node: _Element, folders: tuple[str, ...]) -> None:
    tags = (*folders, *(node.get("tags") or "").split(","))
    feed = address(node.get("feedurl"), None)
    if feed is not None:
        brought.feeds.append(Outline(feed, _text(node), address(node.get("href"), None), tags))
        return
    href = node.get("href") or ""
    if href.lower().startswith(("place:", "javascript:", "about:", "chrome:", "edge:", "data:", "file:")):
        brought.notices.append(
            f"{_text(node)[:80] or 'a bookmark'}: {one_line(href)[:40]} is no page of the web; left aside"
        )
        return
    mark = Bookmark("", _text(node), tags, seconds(node.get("add_date")), read=node.get("toread") == "0")
    put(brought, f"line {node.sourceline}", href, mark)


def parse_pocket(text: str) -> Brought:
    """Return the addresses of Pocket's older export.  Never raises."""
    brought = Brought("Pocket's export")
    read = False
    for event, node in _walk(text):
        if event == "start" and node.tag == "h1":
            read = "archive" in _text(node).lower()
        elif event == "start" and node.tag == "a":
            title = _text(node)
            mark = Bookmark(
                "",
                "" if title == node.get("href") else title,
                tuple((node.get("tags") or "").split(",")),
                seconds(node.get("time_added")),
                read=read,
            )
            put(brought, f"line {node.sourceline}", node.get("href") or "", mark)
    return brought


def _walk(text: str) -> list[tuple[str, _Element]]:
    from lxml import etree

    root = etree.fromstring(
        sanitise_markup(text) or "<html/>", etree.HTMLParser(no_network=True, huge_tree=True)
    )
    return (
        []
        if root is None
        else list(etree.iterwalk(root, events=("start", "end"), tag=("a", "h1", "h3", "dl")))
    )


def _text(node: _Element) -> str:
    return one_line("".join(map(str, node.itertext())))
