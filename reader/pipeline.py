"""The line from a source to what was said in it, in one screenful."""

from __future__ import annotations

import os
import time
from typing import TYPE_CHECKING

from reader.document import parse
from reader.errors import FetchError, NoArticleError, SourceError
from reader.limits import DEFAULT_TIMEOUT
from reader.model import Article, Document, Reading

if TYPE_CHECKING:
    from collections.abc import Callable

    from reader.fetch import FetchProgress


MOST_PARTS = 50
"""So many pages of one article are read at most."""


def load(
    source: str,
    *,
    base_url: str | None = None,
    timeout: float = DEFAULT_TIMEOUT,
    data: bytes | None = None,
    all_pages: bool = False,
    on_progress: Callable[[FetchProgress], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> tuple[Article, Document]:
    """Fetch `source`, clean it, and return the article with its document.

    `source` is an http(s) address, a path, or "-" with `data`, the bytes read from standard input.  `timeout` is
    in seconds and covers the whole fetch, that of all pages of the article with `all_pages`.  `on_progress` is called
    as bytes arrive, `cancelled` is polled.

    Raises: SourceError, FetchError, Cancelled, NoArticleError.
    """
    from reader.extract import extract
    from reader.fetch import fetch

    began = time.monotonic()
    page = fetch(
        source, base_url=base_url, timeout=timeout, data=data, on_progress=on_progress, cancelled=cancelled
    )
    article = extract(page)
    if all_pages:
        from reader.extract.parts import joined, next_address

        parts = [article]
        visited = {page.url}
        while (address := next_address(page)) and address not in visited and len(parts) < MOST_PARTS:
            visited.add(address)
            left = max(_LEAST, timeout - (time.monotonic() - began))
            try:
                page = fetch(address, timeout=left, on_progress=on_progress, cancelled=cancelled)
                parts.append(extract(page))
            except (FetchError, SourceError, NoArticleError) as error:
                raise type(error)(
                    f"page {len(parts) + 1} of the article: {error}; without all pages, the first can be read"
                ) from error
        article = joined(parts)
    return article, parse(article)


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
) -> Reading:
    """Read `source`: the cleaned article, its document and, unless `analyse` is false, its quotes and people.

    `all_pages` follows an article that goes on on further pages of its site.

    Raises: SourceError, FetchError, NoArticleError, EngineError.
    """
    article, document = load(
        os.fspath(source), base_url=base_url, timeout=timeout, data=data, all_pages=all_pages
    )
    if not analyse:
        return Reading(article, document)
    from reader.analysis import analyse as analyse_document

    return Reading(article, document, analyse_document(document))
