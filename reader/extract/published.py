"""Finds when an article was published: what the page tells machines, else what it shows, best near the title."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reader.extract import dates, tree
from reader.extract.head import class_and_id, stands_aside
from reader.sanitise import one_line

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reader.extract.blocks import Leaf
    from reader.extract.head import Head

_KEYS = (
    "article:published_time",
    "og:published_time",
    "og:article:published_time",
    "parsely-pub-date",
    "pubdate",
    "publishdate",
    "publish-date",
    "publish_date",
    "published",
    "datepublished",
    "date",
    "dc.date.issued",
    "dcterms.created",
    "dc.date",
    "dcterms.date",
    "dcterms.issued",
    "sailthru.date",
    "article.published",
    "dc.date.created",
    "cxenseparse:recs:publishtime",
    "article:published",
    "last-modified-date",
    "date.issued",
    "citation_date",
    "citation_publication_date",
    "bt:pubdate",
    "cxenseparse:publishtime",
    "displaydate",
    "article_date_original",
    "og:pubdate",
    "published_date",
    "published_time_telegram",
    "dc.created",
    "shareaholic:article_published_time",
)
_NAMES = re.compile(
    r"date|time|publish|posted|datum|fecha|pubdate|data|created|meta|dateline|byline|stamp", re.IGNORECASE
)
_NAMED = ("span", "div", "p", "abbr", "li", "small", "a", "dd", "strong", "em")
_ADDRESS = re.compile(r"/((?:19|20)\d\d)[/-](0?\d|1[0-2])[/-]([0-3]?\d)(?=[/-])")
_DAY_FIRST_ADDRESS = re.compile(r"(?<!\d)([0-3]\d)-([01]\d)-((?:19|20)\d\d)(?!\d)")
_AMERICAN = re.compile(r"en-us$", re.IGNORECASE)
_MAYBE_AMERICAN = re.compile(r"en(?:-us)?$", re.IGNORECASE)
"""Machines are told dates the American way by pages in English, whatever its kind."""
_UPDATED = re.compile(
    r"\W*(?:last\s+)?(?:updated?|modified|changed|aktualisiert|geändert|stand|mis à jour|modifié|actualizado|atualizado"
    r"|aggiornato|bijgewerkt|laatste update|uppdaterad|opdateret|oppdatert|aktualizacja)\b",
    re.IGNORECASE,
)
"""Lines that tell of a later date than the first."""
_SHORT = 120
_LINE = 60
"""Code points: longer lines near the title, and further below, are not about the date."""


def announced(head: Head) -> str | None:
    """Return the date that the page tells machines, as ISO 8601."""
    values = [head.structured.published, *head.values(_KEYS)]
    values += [
        element.get("content") or element.get("datetime") or one_line(tree.words(element))
        for element in head.properties.get("datePublished", ())
    ]
    american = bool(_MAYBE_AMERICAN.match(head.root.get("lang") or "en"))
    return next((date for value in values if value and (date := _machine(value, american))), None)


def shown(head: Head, near: Sequence[Leaf], below: Sequence[Leaf]) -> str | None:
    """Return the date that the page shows: in the blocks `near` the title, in an element for it, in those `below`."""
    american = bool(_AMERICAN.match(head.root.get("lang") or ""))
    first = [block for block in near if not _UPDATED.match(block.text)]
    for dates_of in (_near(first, american), _near(near, american), _in_time(head), _named(head, american)):
        found = next(dates_of, None)
        if found:
            return found
    lines = (dates.find(block.text, month_first=american) for block in below if len(block.text) <= _LINE)
    return next(filter(None, lines), None) or _in_address(head.url or "")


def as_shown(date: str, near: Sequence[Leaf]) -> str:
    """Return the day that a page shows near its title if it is the one before or after `date`, else `date`.

    What machines are told in UTC may be another day where the article appeared.
    """
    days = list(_near(near, american=False))
    if not date.endswith(("Z", "+00:00")) or any(day[:10] == date[:10] for day in days):
        return date
    return next((day for day in days if dates.days_between(day, date) == 1), date)


def _machine(value: str, american: bool) -> str | None:
    return dates.iso(value) or dates.internet(value) or dates.find(value, month_first=american)


def _near(near: Sequence[Leaf], american: bool) -> Iterator[str]:
    for block in near:
        if len(block.text) >= _SHORT:
            continue
        if block.tag != "body":
            for element in block.element.iter("time"):
                if date := dates.iso(element.get("datetime") or ""):
                    yield date
        if date := dates.find(block.text, month_first=american):
            yield date


def _in_time(head: Head) -> Iterator[str]:
    for element in head.root.iter("time"):
        value = element.get("datetime") or ""
        date = dates.iso(value) or dates.find(value) or dates.find(one_line(tree.words(element)))
        if date and not stands_aside(element):
            yield date


def _named(head: Head, american: bool) -> Iterator[str]:
    for element in head.root.iter(*_NAMED):
        if _NAMES.search(class_and_id(element)):
            text = one_line(tree.words(element))
            if 6 <= len(text) < _SHORT:
                date = dates.find(element.get("title") or "", month_first=american) or dates.find(
                    text, month_first=american
                )
                if date and not stands_aside(element):
                    yield date


def _in_address(url: str) -> str | None:
    match = _ADDRESS.search(url)
    if match:
        return dates.find(f"{match[1]}-{match[2].zfill(2)}-{match[3].zfill(2)}")
    match = _DAY_FIRST_ADDRESS.search(url)
    return dates.find(f"{match[3]}-{match[2]}-{match[1]}") if match else None
