"""The line from a source to what was said in it, in one screenful."""

from __future__ import annotations

import os
import time
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from reader.document import parse
from reader.errors import NoArticleError
from reader.limits import DEFAULT_TIMEOUT
from reader.model import Article, Document, Page, Reading

if TYPE_CHECKING:
    from collections.abc import Callable

    from reader.caching import Caching
    from reader.fetch import FetchProgress


def load(
    source: str,
    *,
    base_url: str | None = None,
    timeout: float = DEFAULT_TIMEOUT,
    data: bytes | None = None,
    all_pages: bool = False,
    caching: Caching | None = None,
    on_progress: Callable[[FetchProgress], None] | None = None,
    on_opening: Callable[[Article, Document], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> tuple[Article, Document]:
    """Fetch `source`, clean it, and return the article with its document.

    `source` is an http(s) address, a path, or "-" with `data`, the bytes read from standard input.  `timeout` is
    in seconds and covers the whole fetch, that of all pages of the article with `all_pages`.  `on_progress` is called
    as bytes arrive and when they are all there, `cancelled` is polled.  `on_opening` is given the first pages of a text
    that is as long as a book, to be read while the rest is cleaned.  A further page that cannot be read leaves a
    notice on the article, and so does a page that `caching` kept where the network failed.

    Raises: SourceError, FetchError, Cancelled, NoArticleError.
    """
    from reader.extract import extract
    from reader.extract.parts import next_address, with_further
    from reader.fetch import FetchProgress, fetch

    began = time.monotonic()

    def page_at(address: str) -> Page:
        left = max(_LEAST, timeout - (time.monotonic() - began))
        return fetch(address, timeout=left, caching=caching, on_progress=on_progress, cancelled=cancelled)

    page = fetch(
        source,
        base_url=base_url,
        timeout=timeout,
        data=data,
        caching=caching,
        on_progress=on_progress,
        cancelled=cancelled,
    )
    if on_progress is not None:
        on_progress(FetchProgress(urlsplit(page.url or "").hostname or "the page", "cleaning"))
    first = opening(page) if on_opening else None
    if on_opening and first:
        with suppress(NoArticleError):
            article = extract(first)
            on_opening(article, parse(article))
    article = extract(page)
    if all_pages:
        article = with_further(article, page, page_at)
    elif next_address(page):
        article = replace(article, notices=(*article.notices, _GOES_ON))
    return article, parse(article)


def opening(page: Page) -> Page | None:
    """Return a page of plain text or Markdown cut after its first paragraphs, or None where it is not long.

    HTML is not cut: what of it is the article shows in the whole of it only.
    """
    if page.kind == "html" or len(page.content) < _BOOK:
        return None
    end = page.content.rfind("\n\n", 0, _OPENING)
    return replace(page, content=page.content[:end]) if end > 0 else None


_BOOK = 300_000
"""Code points of a text from which its beginning is cleaned first: a novel's, which take a tenth of a second."""
_OPENING = 20_000
"""Code points of such a beginning at most: some pages of the screen."""
_GOES_ON = "the article continues on further pages; --all-pages reads them too"
_LEAST = 0.1
"""Seconds that the fetch of a further page is given, however late it is: enough to say that time is up."""


def read(
    source: str | os.PathLike[str],
    *,
    base_url: str | None = None,
    timeout: float = DEFAULT_TIMEOUT,
    data: bytes | None = None,
    all_pages: bool = False,
    analyse: bool = True,
    caching: Caching | None = None,
) -> Reading:
    """Read `source`: the cleaned article, its document and, unless `analyse` is false, its quotes and people.

    `all_pages` follows an article that goes on on further pages of its site; what is missing for all that is told in
    `Reading.article.notices`.  `caching` says where pages are kept, and whether only kept ones are read; without it
    nothing is kept.

    Raises: SourceError, FetchError, NoArticleError, EngineError.
    """
    article, document = load(
        os.fspath(source),
        base_url=base_url,
        timeout=timeout,
        data=data,
        all_pages=all_pages,
        caching=caching,
    )
    if not analyse:
        return Reading(article, document)
    from reader.analysis import analyse as analyse_document

    return Reading(article, document, analyse_document(document))
