"""Lists of feeds as OPML 2.0 (http://opml.org/spec2.opml): folders are kept as tags."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reader.feeds.text import LINE_AT_MOST, address, tag
from reader.sanitise import one_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lxml.etree import _Element

_ROOT_WITHIN = 4096
_DEPTH_AT_MOST = 50


@dataclass(frozen=True, slots=True)
class Outline:
    """One feed of a list; `tags` are the folders around it, from the outermost, and its categories."""

    url: str
    title: str = ""
    site: str | None = None
    tags: tuple[str, ...] = ()


def is_opml(text: str) -> bool:
    """Tell whether a text is OPML."""
    return "<opml" in text[:_ROOT_WITHIN].lower()


def parse(text: str) -> tuple[list[Outline], list[str]]:
    """Return the feeds of an OPML text, and a line for each outline whose feed has no http(s) address.

    Never raises: what is broken is mended as far as it can be.
    """
    from reader.feeds.repair import mended

    start = text.lower().find("<opml")
    root = mended(text[start:]) if start >= 0 else None
    if root is None:
        return [], ["the file is broken: no outline of it can be read"]
    body = next(iter(root.iter("body", "BODY")), root)
    found: list[Outline] = []
    problems: list[str] = []
    for node, folders in _outlines(body, ()):
        attributes = {str(name).lower(): str(value) for name, value in node.attrib.items()}
        given = attributes.get("xmlurl")
        if given is None:
            continue
        url = address(given, None)
        title = _line(attributes.get("title") or attributes.get("text"))
        if url is None:
            problems.append(
                f"{title or 'an outline'}: {one_line(given)[:80] or 'nothing'} is no http(s) address"
            )
            continue
        categories = attributes.get("category", "").split(",")
        tags = dict.fromkeys(filter(None, map(tag, (*folders, *categories))))
        found.append(Outline(url, title, address(attributes.get("htmlurl"), None), tuple(tags)))
    return found, problems


def _outlines(node: _Element, folders: tuple[str, ...]) -> Iterator[tuple[_Element, tuple[str, ...]]]:
    if len(folders) > _DEPTH_AT_MOST:
        return
    for child in node.iterchildren("{*}outline", "{*}OUTLINE"):
        yield child, folders
        name = child.get("text") or child.get("title") or ""
        yield from _outlines(child, (*folders, name))


def write(feeds: Iterable[Outline]) -> str:
    """Return an OPML text of feeds: each in the folder of its first tag, all tags as its categories."""
    from lxml import etree

    root = etree.Element("opml", version="2.0")
    etree.SubElement(etree.SubElement(root, "head"), "title").text = "Feeds of pullquote"
    body = etree.SubElement(root, "body")
    folders: dict[str, _Element] = {}
    for feed in feeds:
        parent = body
        if feed.tags:
            if feed.tags[0] not in folders:
                folders[feed.tags[0]] = etree.SubElement(body, "outline", text=feed.tags[0])
            parent = folders[feed.tags[0]]
        title = feed.title or feed.url
        outline = etree.SubElement(parent, "outline", type="rss", text=title, title=title, xmlUrl=feed.url)
        if feed.site:
            outline.set("htmlUrl", feed.site)
        if feed.tags:
            outline.set("category", ",".join(feed.tags))
    return etree.tostring(root, encoding="utf-8", pretty_print=True, xml_declaration=True).decode()


def _line(text: str | None) -> str:
    return one_line(text or "")[:LINE_AT_MOST].strip()
