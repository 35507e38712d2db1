"""pullquote's library: read an article, and who said what in it.

    import reader
    reading = reader.read("https://news.example/story")
    for quote in reading.analysis.quotes:
        print(quote.speaker, quote.text)

Importing the package is cheap: each part is loaded when it is first used.
"""

from __future__ import annotations

from importlib import import_module

TYPE_CHECKING = False  # importing `typing` for it would take longer than all of this
if TYPE_CHECKING:
    from typing import Any

    from reader.analysis import analyse
    from reader.errors import (
        Cancelled,
        EngineError,
        FetchError,
        LibraryError,
        NoArticleError,
        PullquoteError,
        SourceError,
    )
    from reader.extract import extract
    from reader.fetch import fetch
    from reader.library import Library
    from reader.model import (
        Analysis,
        Anchor,
        Article,
        Block,
        Document,
        Dropped,
        Highlight,
        Page,
        Person,
        Quote,
        Reading,
        Span,
        Style,
    )
    from reader.pipeline import read

__version__ = "0.1.0"

_HOME = {
    "analyse": "reader.analysis",
    "extract": "reader.extract",
    "fetch": "reader.fetch",
    "Library": "reader.library",
    "read": "reader.pipeline",
    **dict.fromkeys(
        (
            "Cancelled",
            "EngineError",
            "FetchError",
            "LibraryError",
            "NoArticleError",
            "PullquoteError",
            "SourceError",
        ),
        "reader.errors",
    ),
    **dict.fromkeys(
        (
            "Analysis",
            "Anchor",
            "Article",
            "Block",
            "Document",
            "Dropped",
            "Highlight",
            "Page",
            "Person",
            "Quote",
            "Reading",
            "Span",
            "Style",
        ),
        "reader.model",
    ),
}

__all__ = [
    "Analysis",
    "Anchor",
    "Article",
    "Block",
    "Cancelled",
    "Document",
    "Dropped",
    "EngineError",
    "FetchError",
    "Highlight",
    "Library",
    "LibraryError",
    "NoArticleError",
    "Page",
    "Person",
    "PullquoteError",
    "Quote",
    "Reading",
    "SourceError",
    "Span",
    "Style",
    "__version__",
    "analyse",
    "extract",
    "fetch",
    "read",
]


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module 'reader' has no attribute {name!r}")
    return getattr(import_module(_HOME[name]), name)
