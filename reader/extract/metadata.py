"""Reads an article's title, byline, site, date and language from what its page says of it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reader.extract import authors, language, published, titles, tree
from reader.extract.head import Head, squeezed
from reader.sanitise import one_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reader.extract.blocks import Leaf
    from reader.extract.tree import Element

_TITLE_KEYS = (
    "og:title",
    "twitter:title",
    "dc.title",
    "dcterms.title",
    "parsely-title",
    "sailthru.title",
    "title",
)
_SITE_KEYS = ("publisher", "dc.publisher", "copyright", "rights")
_SUMMARY_KEYS = ("og:description", "description", "twitter:description")
_KICKER = re.compile(
    r"kicker|overline|topline|top-line|dachzeile|rubrik|section|category|pre-?title|pre-?head|label|ober|spitz|roof|tagline|supertitle"
)
_WINDOW = 500
"""So much of a window's title is looked at, in code points."""
_ABOVE = 5
_NEAR = 12
"""How many blocks above and below the title may hold its byline and date."""


@dataclass(frozen=True, slots=True)
class Metadata:
    """What is known of an article besides its body; what the page does not say is "" or None."""

    title: str
    byline: str | None
    site: str | None
    published: str | None
    language: str | None


def title_and_site(head: Head) -> tuple[str, str | None]:
    """Return the title of a page's article, "" if there is none, and the name of its site."""
    window = one_line(head.root.findtext(".//title") or "")[:_WINDOW]
    site = _site(head, window, head.host)
    return _title(head, window, site or "", head.host), site


def summary(head: Head) -> str:
    """Return the page's own description of the article, or ""."""
    return next((text for text in head.values(_SUMMARY_KEYS) if text), "")


def complete(head: Head, title: str, site: str | None, blocks: Sequence[Leaf], at: int | None) -> Metadata:
    """Return the metadata of a page whose title is the block at position `at` (None: not among the blocks)."""
    first = 0 if at is None else max(0, at - _ABOVE)
    near = [*blocks[at or 0 : (at or 0) + _NEAR], *reversed(blocks[first : at or 0])]
    under = 0 if at is None else at + 1
    date = published.published(head, blocks[under:], blocks[: at or 0][::-1])
    names = authors.byline(head, site or "", near, blocks[first:])
    return Metadata(title, names, site, date, spoken(head))


def _site(head: Head, window: str, host: str) -> str | None:
    for name in (
        *head.meta.get("og:site_name", ()),
        *head.meta.get("application-name", ()),
        head.structured.publisher,
    ):
        if name and len(name) < 60 and not name.startswith(("http", "@")):
            return one_line(name)
    for element in head.properties.get("publisher", ()):
        names = [
            one_line(item.get("content") or tree.words(item))
            for item in element.iterfind(".//*[@itemprop='name']")
        ]
        if names and names[0] and len(names[0]) < 60:
            return names[0]
    label = head.label
    for part in reversed(re.split(r"\s+[-–—|·»:]+\s+|\s*[|»]\s*|\s::\s", window)):
        name = squeezed(part)
        if name and label and (name == label or (len(name) > 4 and name in label)):
            return part.strip()
    for name in head.values(_SITE_KEYS):
        if (
            name
            and len(name) < 40
            and "©" not in name
            and not name.startswith(("http", "@"))
            and name in window
        ):
            return name
    return None


def _title(head: Head, window: str, site: str, host: str) -> str:
    headings = [
        one_line(tree.words(element) or element.get("content") or "")
        for element in head.properties.get("headline", ())
    ]
    main = [*head.root.iter("h1"), *head.root.iterfind(".//*[@aria-level='1']")]
    ranked = [*main, *head.root.iter("h2"), *head.root.iter("h3")]
    headings += [_heading(element) for element in ranked[:40]]
    headings = [heading for heading in headings if 0 < len(heading) < 300]
    announced = [one_line(head.structured.headline), *head.values(_TITLE_KEYS)]
    sole = [text for text in map(_heading, main) if text]
    only = sole[0] if len(set(sole)) == 1 and len(sole[0]) < 300 else ""
    return titles.choose(headings, [text for text in announced if text], window, site, host, only)


def _heading(element: Element) -> str:
    """Return the words of a heading, without the short line that is set above the title in an element of its own."""
    parts = [child for child in element if isinstance(child.tag, str)]
    bare = (element.text or "").strip() or any((child.tail or "").strip() for child in parts)
    texts = [one_line(tree.words(child)) for child in parts]
    if len(parts) > 1 and not bare:
        names = (parts[0].get("class") or "").lower()
        if _KICKER.search(names) and texts[0] and len(texts[0]) < len(" ".join(texts[1:])):
            return " ".join(filter(None, texts[1:]))
        return " ".join(filter(None, texts))
    if parts and _KICKER.search((parts[0].get("class") or "").lower()) and not (element.text or "").strip():
        return one_line(
            " ".join([parts[0].tail or "", *(one_line(tree.words(p) + (p.tail or "")) for p in parts[1:])])
        )
    return one_line(tree.words(element))


def spoken(head: Head) -> str | None:
    """Return the language that a page says that it is in, as an ISO 639-1 code, or None."""
    root = head.root
    stated = [root.get("lang"), root.get("{http://www.w3.org/XML/1998/namespace}lang"), root.get("xml:lang")]
    stated += [
        *head.values(("og:locale", "content-language", "language", "dc.language")),
        head.structured.language,
    ]
    return next((found for found in map(language.code, stated) if found), None)
