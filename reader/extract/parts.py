"""Articles in several parts, each a page of its own: where the next one is, and one article of them all."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import urldefrag

from reader.errors import FetchError, NoArticleError, SourceError
from reader.extract import extract, paging, tree
from reader.extract.head import Head
from reader.extract.inline import web_address
from reader.extract.pieces import cut
from reader.model import Dropped, Image

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from reader.model import Article, Page

MOST_PARTS = 50
"""So many pages of one article are read at most."""
_LINE = 40
"""Shorter pieces, in code points, may well stand on two pages of an article."""
_NEXT = re.compile(r"""\brel\s*=\s*(?:"[^"]*\bnext\b|'[^']*\bnext\b|next\b)""", re.IGNORECASE)
"""Markup that names a next page; most names none, and need not be parsed to find it."""


def next_address(page: Page, first: str | None = None) -> str | None:
    """Return the address of the part that follows the one on `page`, or None if it is the last.

    A page names its next part with `rel=next` (HTML Living Standard, "Link types").  Blogs name the next article the
    same way; so the address must be that of the article but for the number of the page.  `first` is the address of the
    article's first part, by default that of `page`.
    """
    if page.url is None or page.kind != "html" or not _NEXT.search(page.content):
        return None
    root, scripts = tree.parse(page.content)
    base = Head(root, scripts, page.url).base
    for link in root.iter("link", "a"):
        if "next" in (link.get("rel") or "").lower().split():
            address = urldefrag(web_address(link.get("href") or "", base)).url
            if address and paging.follows(first or page.url, page.url, address):
                return address
    return None


def with_further(article: Article, page: Page, get: Callable[[str], Page]) -> Article:
    """Return an article with all its parts, of which `page` is the first and `get` fetches the page of an address.

    A page that is another article, or was there before, ends it.  So does one that cannot be read; what there is
    until then is returned, with a notice.

    Raises: what `get` raises, but for FetchError and SourceError.
    """
    parts, notices = [article], list(article.notices)
    first = page.url
    visited = {paging.place(first)} if first else set()
    while first and (address := next_address(page, first)) and paging.place(address) not in visited:
        number = len(parts) + 1
        if number > MOST_PARTS:
            notices.append(f"only {MOST_PARTS} pages of the article are read; it goes on at {address}")
            break
        try:
            page = get(address)
            if not (page.url and paging.same_site(first, page.url)):
                raise FetchError(f"it leads to another site; open {address} in a browser")
            if paging.place(page.url) in visited:
                break
            part = extract(page)
        except (FetchError, SourceError, NoArticleError) as error:
            notices.append(f"the text ends before page {number} of the article ({address}): {error}")
            break
        repeats = any(part.markdown == earlier.markdown for earlier in parts)
        if repeats or not paging.same_title(article.title, part.title):
            break
        visited |= {paging.place(address), paging.place(page.url)}
        parts.append(part)
    return replace(joined(parts), notices=tuple(notices))


def joined(articles: Sequence[Article]) -> Article:
    """Return one article of its parts: the metadata of the first, the text of all.

    What a part repeats of an earlier one is dropped, except short lines; what stands twice in one part stays.
    """
    before: set[str] = set()
    sources: list[str] = []
    dropped: list[Dropped] = []
    images: list[Image] = []
    blocks = 0
    for article in articles:
        lines, shown = list(article.dropped), list(article.images)
        kept: list[str] = []
        here: set[str] = set()
        place = 0
        for piece in cut(article.markdown):
            if piece.kind == "blank":
                kept.append(piece.source)
                continue
            while lines and lines[0].after <= place:
                dropped.append(replace(lines.pop(0), after=blocks))
            while shown and shown[0].after <= place:
                images.append(replace(shown.pop(0), after=blocks))
            place += 1
            if len(piece.text) > _LINE and piece.text in before:
                dropped.append(Dropped(piece.text, "stands on an earlier page too", blocks))
            else:
                kept.append(piece.source)
                blocks += 1
            here.add(piece.text)
        dropped += [replace(line, after=blocks) for line in lines]
        images += [replace(image, after=blocks) for image in shown]
        before |= here
        sources.append("".join(kept).strip("\n"))
    return replace(
        articles[0],
        markdown="\n\n".join(filter(None, sources)),
        dropped=tuple(dropped),
        images=tuple(images),
    )
