"""Pages of our own, shown in the place of an article: the title block, and why there is no article."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from reader.model import Block, Document
from reader.sanitise import one_line
from reader.tui.flow import Extra

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from reader.model import Article, Highlight, Image

_CAPTION, _CAPTION_WORDS = "caption or credit", 7
"""The reason that cleaning gives for captions, and the words of one that says more than whose picture it is."""

_WORDS_A_MINUTE = 230
_CHARACTERS_A_MINUTE = 500  # scripts without blanks between words
_MONTHS = (  # strftime would follow the locale
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)


def title_block(article: Article, document: Document) -> list[Extra]:
    """Return what stands above the text: the title, who wrote it where and when, and what of it is missing."""
    facts = [
        article.byline,
        article.site,
        article.published and date(article.published),
        minutes(document.text),
    ]
    return [
        Extra("title", title_text(document) or one_line(article.title) or "Untitled"),
        Extra("byline", " · ".join(_unbroken(one_line(fact)) for fact in facts if fact)),
        *(Extra("byline", one_line(notice[:1].upper() + notice[1:])) for notice in article.notices),
    ]


def beside_the_text(article: Article | None, *, everything: bool) -> dict[int, list[Extra]]:
    """Return what cleaning took out and is shown in its place, by the number of blocks before it.

    That is `everything`, each line with its reason, or only the captions, which are prose; and the pictures.
    """
    found: dict[int, list[Extra]] = {}
    seen: set[str] = set()
    for image in article.images if article else ():
        found.setdefault(image.after, []).append(_picture(image, captioned=not everything))
        seen.add(image.caption)
    for dropped in article.dropped if article else ():
        text = one_line(dropped.text)
        if everything:
            extra = Extra("dropped", one_line(f"{text}  ({dropped.reason})" if dropped.reason else text))
        elif dropped.reason == _CAPTION and len(text.split()) >= _CAPTION_WORDS and not _among(text, seen):
            extra = Extra("caption", text)
        else:
            continue
        seen.add(text)
        found.setdefault(dropped.after, []).append(extra)
    return found


def _picture(image: Image, *, captioned: bool) -> Extra:
    """Return the words that stand for a picture, and below them, if wanted, its caption."""
    caption = image.caption if captioned else ""
    words = ["" if image.alternative in caption else image.alternative, caption]
    return Extra("image", "\n".join(one_line(word) for word in words if word) or "picture", image)


def _among(text: str, captions: set[str]) -> bool:
    """Tell whether a picture has a line in its caption."""
    return any(text in caption for caption in captions)


def _unbroken(fact: str) -> str:
    """Return a short fact with blanks at which no line ends."""
    return fact.replace(" ", "\N{NO-BREAK SPACE}") if len(fact) < 24 else fact


def title_text(document: Document) -> str:
    """Return the title as it is shown."""
    return one_line(document.title)


def with_notes(
    beside: Mapping[int, list[Extra]], document: Document, highlights: Iterable[Highlight]
) -> dict[int, list[Extra]]:
    """Return what stands behind the blocks, with the reader's notes behind those that they are about."""
    found = dict(beside)
    ends = [block.end for block in document.blocks]
    for mark in highlights:
        if mark.note and mark.end is not None:
            after = bisect_left(ends, mark.end) + 1
            found[after] = [Extra("note", one_line(f"✎ {mark.note}")), *found.get(after, ())]
    return found


def date(published: str) -> str:
    """Return an ISO 8601 date, or date and time, as it is read; anything else as it is."""
    parts = published[:10].split("-")
    try:
        year, month, day = map(int, parts)
        return f"{day} {_MONTHS[month - 1]} {year}" if month > 0 else published
    except (ValueError, IndexError):
        return published


def minutes(text: str) -> str:
    """Return how long a text takes to read."""
    blanks = text.count(" ") + text.count("\n")
    spaced = blanks * 20 > len(text)
    needed = blanks / _WORDS_A_MINUTE if spaced else len(text) / _CHARACTERS_A_MINUTE
    return f"{max(1, round(needed))} min read"


def waiting(source: str) -> tuple[Document, list[Extra]]:
    """Return the page shown until the text comes."""
    return Document("", "", ()), [Extra("title", one_line(source))]


def failure(source: str, message: str, keys: Sequence[tuple[str, str]]) -> tuple[Document, list[Extra]]:
    """Return the page that says why there is no text, and what the keys can do about it."""
    paragraphs = [(one_line(message[:1].upper() + message[1:]), "")]
    paragraphs += [(label, key) for key, label in keys]
    text, blocks = "", []
    for words, marker in paragraphs:
        text += "\n\n" if text else ""
        kind = "item" if marker else "paragraph"
        blocks.append(Block(len(text), len(text) + len(words), kind, depth=bool(marker), marker=marker))  # type: ignore[arg-type]
        text += words
    head = [Extra("title", "This page could not be opened"), Extra("byline", one_line(source))]
    return Document("", text, tuple(blocks)), head
