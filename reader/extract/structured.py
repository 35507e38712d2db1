"""Reads what a page says of its article in JSON-LD (schema.org)."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from html import unescape
from typing import TYPE_CHECKING, Any

from reader.extract import tree
from reader.extract.blocks import leaves
from reader.extract.markdown import escaped
from reader.extract.vocabulary import WORD, flat

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from reader.extract.blocks import Leaf

_ARTICLE = re.compile(r"(?:Article|Posting|Report|Review|Reportage|Recipe|CreativeWork|Story)$")
_PAGE = re.compile(r"(?:Page|HowTo|DiscussionForumPosting|Question)$")
"""What pages without an article say that they are, with its author and date."""
_BROKEN = re.compile(r"[\x00-\x1f]+")
_TRAILING_COMMA = re.compile(r",\s*(?=[}\]])")
_MAX_CHARACTERS = 2_000_000
_MAX_NODES = 3000
_MARKUP = re.compile(r"</?(?:p|br|div|h[1-6])\b[^<>]*>", re.IGNORECASE)
_ARTICLE_WORDS = 100
"""Shorter bodies are summaries as often as articles."""
_SENTENCE_WORDS = 6
"""By so many of its first words a sentence is known."""
_SHOWN = 0.3
"""A page that shows less than this share of the announced sentences does not show the article."""


@dataclass(frozen=True, slots=True)
class Structured:
    """An article as its publisher describes it to machines; what is missing is "" or empty."""

    headline: str = ""
    authors: tuple[str, ...] = ()
    published: str = ""
    publisher: str = ""
    language: str = ""
    body: str = ""


def read(scripts: Iterable[str]) -> Structured:
    """Return what the JSON-LD `scripts` of a page say; broken ones are passed over."""
    nodes = [node for script in scripts for node in _nodes(_load(script))]
    named = {str(node["@id"]): node for node in nodes if "@id" in node and len(node) > 1}
    articles = [node for node in nodes if any(_ARTICLE.search(name) for name in _types(node))]
    if not articles:
        pages = [node for node in nodes if any(_PAGE.search(name) for name in _types(node))]
        page: dict[str, Any] = max(pages, key=_richness, default={})
        return Structured(
            authors=tuple(_authors(page.get("author"), named)),
            published=_text(page.get("datePublished")),
            publisher=_site(nodes),
        )
    # The article itself carries the most of what is asked for; teasers of others carry little.
    article = max(articles, key=lambda node: (_richness(node), -articles.index(node)))
    return Structured(
        headline=_text(article.get("headline")) or _text(article.get("name")),
        authors=tuple(_authors(article.get("author") or article.get("creator"), named)),
        published=_text(article.get("datePublished")) or _text(article.get("dateCreated")),
        publisher=next(iter(_authors(article.get("publisher"), named)), "") or _site(nodes),
        language=_text(article.get("inLanguage")),
        body=_text(article.get("articleBody")),
    )


def unseen_body(body: str, blocks: Sequence[Leaf]) -> str:
    """Return an announced body as Markdown if it is an article that the page's own blocks do not show, else "".

    Some pages leave it to a script to show the text, and tell it to machines only.
    """
    paragraphs = _paragraphs(body)
    if sum(len(WORD.findall(text)) for text in paragraphs) < _ARTICLE_WORDS:
        return ""
    shown = " ".join(flat(block.text) for block in blocks)
    sentences = [
        " ".join(WORD.findall(part)[:_SENTENCE_WORDS]) for text in paragraphs for part in text.split(". ")
    ]
    sentences = [words for words in sentences if words.count(" ") == _SENTENCE_WORDS - 1]
    if sum(words in shown for words in sentences) >= _SHOWN * len(sentences):
        return ""
    return "\n\n".join(map(escaped, paragraphs))


def _paragraphs(body: str) -> list[str]:
    """Return the paragraphs of an announced body, which may hold markup."""
    if _MARKUP.search(body):
        return [block.text for block in leaves(tree.body(tree.parse(body)[0])) if block.text]
    return [text for line in body.splitlines() if (text := " ".join(line.split()))]


def _load(script: str) -> Any:
    script = script.strip()[:_MAX_CHARACTERS]
    script = re.sub(r"^(?:<!--|//\s*<!\[CDATA\[|<!\[CDATA\[)|(?:-->|//\s*\]\]>|\]\]>)$", "", script).strip()
    for attempt in (script, _TRAILING_COMMA.sub("", _BROKEN.sub(" ", script)).rstrip(";")):
        try:
            return json.loads(attempt, strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def _nodes(value: Any) -> Iterator[dict[str, Any]]:
    """Yield all objects inside a JSON value, outermost first."""
    queue = [value]
    seen = 0
    while queue and seen < _MAX_NODES:
        item = queue.pop(0)
        seen += 1
        if isinstance(item, dict):
            yield item
            queue.extend(child for child in item.values() if isinstance(child, dict | list))
        elif isinstance(item, list):
            queue.extend(child for child in item if isinstance(child, dict | list))


def _types(node: dict[str, Any]) -> list[str]:
    found = node.get("@type")
    return [str(name) for name in found] if isinstance(found, list) else [str(found or "")]


def _richness(node: dict[str, Any]) -> int:
    wanted = ("headline", "datePublished", "author", "articleBody", "publisher", "mainEntityOfPage")
    return sum(bool(node.get(key)) for key in wanted)


def _authors(value: Any, named: dict[str, dict[str, Any]]) -> Iterator[str]:
    if isinstance(value, list):
        for item in value[:20]:
            if not isinstance(item, list):
                yield from _authors(item, named)
    elif isinstance(value, dict):
        name = value.get("name") or named.get(str(value.get("@id")), {}).get("name")
        if isinstance(name, list):
            yield from (text for item in name[:20] if (text := _text(item)))
        elif text := _text(name):
            yield text
    elif text := _text(value):
        yield text


def _site(nodes: Iterable[dict[str, Any]]) -> str:
    for wanted in ("WebSite", "NewsMediaOrganization", "Organization"):
        for node in nodes:
            if wanted in _types(node) and _text(node.get("name")):
                return _text(node.get("name"))
    return ""


def _text(value: Any) -> str:
    return unescape(value).strip() if isinstance(value, str) else ""
