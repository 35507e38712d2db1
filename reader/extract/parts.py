"""Articles in several parts, each a page of its own: where the next one is, and one article of them all."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urldefrag, urlsplit

from reader.extract import tree
from reader.extract.head import Head
from reader.extract.inline import web_address
from reader.extract.pieces import cut

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reader.model import Article, Dropped, Page

_NUMBERED = re.compile(
    r"[-_/,.]*(?:page|seite|pagina|p|s|part|teil|partie)?[-_/=,.]*\d{1,3}/?", re.IGNORECASE
)
_SUFFIX = re.compile(r"(?:/|/?(?:index)?\.[a-z]{3,5})$")


def next_address(page: Page) -> str | None:
    """Return the address of the part that follows the one on `page`, or None if it is the last.

    A page names its next part with `rel=next` (HTML Living Standard, "Link types").  Blogs name the next article the
    same way; so the address must be that of the page but for a number, and on the same site.
    """
    if page.url is None or page.kind != "html":
        return None
    root, scripts = tree.parse(page.content)
    base = Head(root, scripts, page.url).base
    for link in root.iter("link", "a"):
        if "next" in (link.get("rel") or "").lower().split():
            address = urldefrag(web_address(link.get("href") or "", base)).url
            if address and _continues(page.url, address):
                return address
    return None


def _continues(this: str, other: str) -> bool:
    """Tell whether two addresses are those of parts of one article, with different numbers."""
    ours, theirs = urlsplit(this), urlsplit(other)
    if ours.hostname != theirs.hostname or (ours.path, ours.query) == (theirs.path, theirs.query):
        return False
    added = set(parse_qsl(theirs.query)) - set(parse_qsl(ours.query))
    if not all(value.isdecimal() and len(value) < 4 for _, value in added):
        return False
    stem, following = (_SUFFIX.sub("", path) for path in (ours.path, theirs.path))
    if stem == following:
        return bool(added)
    if following.startswith(stem) and _NUMBERED.fullmatch(following[len(stem) :]):
        return True
    first = _NUMBERED.search(stem, max(0, len(stem) - 12))
    ends = re.search(r"\d{1,3}$", stem), re.search(r"\d{1,3}$", following)
    return bool(first and ends[0] and ends[1] and stem[: ends[0].start()] == following[: ends[1].start()])


def joined(articles: Sequence[Article]) -> Article:
    """Return one article of its parts: the metadata of the first, the text of all, what repeats only once."""
    seen: set[str] = set()
    sources: list[str] = []
    dropped: list[Dropped] = []
    blocks = 0
    for article in articles:
        # Where each block of this part comes to stand among all that are kept.
        places = [blocks]
        kept: list[str] = []
        for piece in cut(article.markdown):
            repeats = len(piece.text) > _LINE and piece.text in seen
            if not repeats:
                kept.append(piece.source)
                blocks += piece.kind != "blank"
            if piece.kind != "blank":
                places.append(blocks)
            seen.add(piece.text)
        sources.append("".join(kept).strip("\n"))
        dropped += [replace(item, after=places[min(item.after, len(places) - 1)]) for item in article.dropped]
    return replace(articles[0], markdown="\n\n".join(filter(None, sources)), dropped=tuple(dropped))


_LINE = 40
"""Shorter pieces, in code points, may well stand twice in an article."""
