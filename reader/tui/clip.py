"""A quote as text to paste elsewhere: its words, who said them, and where."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.export import worded

if TYPE_CHECKING:
    from reader.model import Article, Quote

_SPECIAL = frozenset("\\`*_[]<>")


def as_text(quote: Quote, article: Article) -> str:
    """Return “words” — speaker, title, address: one line, then the address on its own."""
    credit = " — ".join(part for part in (quote.speaker, article.title) if part)
    lines = [worded(quote) + (f" — {credit}" if credit else "")]
    if article.url:
        lines.append(article.url)
    return "\n".join(lines)


def as_markdown(quote: Quote, article: Article) -> str:
    """Return the quote as a Markdown block quote with its speaker and a link to the article."""
    title = _escape(article.title or article.source)
    source = f"[{title}](<{article.url}>)" if article.url else title
    credit = f"{_escape(quote.speaker)}, {source}" if quote.speaker else source
    return f"> {_escape(_one_line(quote.text))}\n>\n> — {credit}\n"


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _escape(text: str) -> str:
    return "".join("\\" + character if character in _SPECIAL else character for character in text)
