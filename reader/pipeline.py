"""The line from a source to what was said in it, in one screenful."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from reader.document import parse
from reader.limits import DEFAULT_TIMEOUT
from reader.model import Article, Document, Reading

if TYPE_CHECKING:
    from collections.abc import Callable

    from reader.fetch import FetchProgress


def load(
    source: str,
    *,
    base_url: str | None = None,
    timeout: float = DEFAULT_TIMEOUT,
    data: bytes | None = None,
    on_progress: Callable[[FetchProgress], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> tuple[Article, Document]:
    """Fetch `source`, clean it, and return the article with its document.

    `source` is an http(s) address, a path, or "-" with `data`, the bytes read from standard input.  `timeout` is
    in seconds and covers the whole fetch.  `on_progress` is called as bytes arrive, `cancelled` is polled.

    Raises: SourceError, FetchError, Cancelled, NoArticleError.
    """
    from reader.extract import extract
    from reader.fetch import fetch

    page = fetch(
        source, base_url=base_url, timeout=timeout, data=data, on_progress=on_progress, cancelled=cancelled
    )
    article = extract(page)
    return article, parse(article)


def read(
    source: str | os.PathLike[str],
    *,
    base_url: str | None = None,
    timeout: float = DEFAULT_TIMEOUT,
    data: bytes | None = None,
    analyse: bool = True,
) -> Reading:
    """Read `source`: the cleaned article, its document and, unless `analyse` is false, its quotes and people.

    Raises: SourceError, FetchError, NoArticleError, EngineError.
    """
    article, document = load(os.fspath(source), base_url=base_url, timeout=timeout, data=data)
    if not analyse:
        return Reading(article, document)
    from reader.analysis import analyse as analyse_document

    return Reading(article, document, analyse_document(document))
