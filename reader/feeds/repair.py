"""The text of a feed → well-formed XML of bounded size that a strict parser reads.

Half the feeds of the web are not quite XML: bare ampersands, HTML's names for letters, tags left open.  And a
hostile one is XML that unfolds (entity bombs) or reaches out (external entities).  So whatever comes is read once by
lxml, in its mode that recovers and without a document type, and written anew: no entity is left, none was resolved.
"""

from __future__ import annotations

import re
from html import unescape
from html.entities import html5
from typing import Any

from lxml import etree

from reader.sanitise import sanitise_markup

ENTRIES_AT_MOST = 2_000
"""Entries of one document that are taken: the first, which are the newest by custom."""
_PROLOG_AT_MOST = 64 * 1024
"""Code points at the start in which a feed's root element must come."""
_REFERENCE = re.compile(r"&(?:(#(?:\d{1,7}|x[\da-fA-F]{1,6}));|([a-zA-Z][a-zA-Z0-9]{1,31});|)")
_OF_SEQUENCES = {0x07, 0x1B, 0x90, 0x9B, 0x9D}
"""Control characters that open or end an escape sequence, which goes as a whole."""
_ACTING = str.maketrans({mark: f"&#{ord(mark)};" for mark in "&<>\"'"})
_TEXT_AT_MOST = 100_000
"""Code points of one text of a feed that are kept: whole articles come in some, and only their beginnings are used."""
_ROOT = re.compile(r"<(?:[A-Za-z][\w.-]{0,40}:)?(?:rss|feed|RDF|channel)(?=[\s>])")
_OTHER_ROOT = re.compile(r"<(?:!doctype\s+)?(?:html|svg|opml|urlset|sitemapindex)[\s>]", re.IGNORECASE)
_CDATA, _CDATA_END = "<![CDATA[", "]]>"


def repaired(text: str) -> tuple[bytes, int] | None:
    """Return the XML of a feed in UTF-8, and how many entries were left out; None if the text is no feed."""
    start = _root_at(text)
    if start is None:
        return None
    # What stands before the root, a document type with its entities, is not read at all.
    root = mended(text[start:])
    if root is None:
        return None
    left_out = _cut(root)
    for node in root.iter():
        if node.text and not len(node):
            # As one section it reaches feedparser in one piece, and not in one for each mark.
            node.text = etree.CDATA(node.text[:_TEXT_AT_MOST].replace(_CDATA_END, "]] >"))
    return etree.tostring(root, encoding="utf-8"), left_out


def mended(markup: str) -> Any:
    """Return the tree of XML, as far as it can be made out, or None; `markup` begins with its root element."""
    parser = etree.XMLParser(
        recover=True,
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        return etree.fromstring(sanitise_markup(_without_entities(markup)).encode("utf-8", "replace"), parser)
    except (etree.XMLSyntaxError, ValueError):
        return None


def _root_at(text: str) -> int | None:
    """Return where the root element of a feed begins, or None."""
    found = _ROOT.search(text, 0, _PROLOG_AT_MOST)
    if found is None:
        return None
    other = _OTHER_ROOT.search(text, 0, found.start())
    return None if other else found.start()


def _without_entities(text: str) -> str:
    """Return XML in which every entity is the character that HTML knows by this name, or plain text."""
    parts: list[str] = []
    at = 0
    while True:
        start = text.find(_CDATA, at)
        if start < 0:
            break
        parts.append(_REFERENCE.sub(_character, text[at:start]))
        end = text.find(_CDATA_END, start)
        if end < 0:
            # Never closed: what it holds is text until the feed ends.
            return "".join(parts) + text[start + len(_CDATA) :].translate(_ACTING)
        at = end + len(_CDATA_END)
        parts.append(text[start:at])
    parts.append(_REFERENCE.sub(_character, text[at:]))
    return "".join(parts)


def _character(match: re.Match[str]) -> str:
    """Return a reference as its character, the marks of XML as numbers.

    Not by name, since libxml2 drops all references by name once it has met an error.
    """
    number, name = match[1], match[2]
    if number:
        code = int(number[2:], 16) if number[1] in "xX" else int(number[1:])
        return chr(code) if code in _OF_SEQUENCES else unescape(match.group()).translate(_ACTING)
    known = html5.get(f"{name};") if name else None
    return (known or match.group()).translate(_ACTING)


def _cut(root: Any) -> int:
    """Take the entries beyond the bound out of a tree and return their number."""
    entries = [node for node in root.iter("{*}item", "{*}entry") if isinstance(node.tag, str)]
    for node in entries[ENTRIES_AT_MOST:]:
        parent = node.getparent()
        if parent is not None:
            parent.remove(node)
    return max(0, len(entries) - ENTRIES_AT_MOST)
