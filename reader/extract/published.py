"""Finds when an article was published: what the page tells machines, else what it shows, best near the title."""

from __future__ import annotations

import re
from itertools import chain
from typing import TYPE_CHECKING

from reader.extract import dates, stamps, tree
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
    "dc:date.created",
    "dc:date.issued",
    "cxenseparse:recs:publishtime",
    "article:published",
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
_SHORT = 120
"""Code points: longer elements are not about the date."""
_CLOSE_BELOW = 6
_CLOSE_ABOVE = 2
"""How many blocks below and above the title are its own lines."""
_NEAR = 12
_NEAR_ABOVE = 5
"""How many may be, among lines of others."""


def published(head: Head, below: Sequence[Leaf], above: Sequence[Leaf]) -> str | None:
    """Return when the article of a page was published, as ISO 8601, or None if the page does not say.

    `below` are the blocks behind the title, `above` those before it, the nearest first.
    """
    told = list(_announced(head))
    return _as_shown(told, head, below, above) if told else _shown(head, below, above)


def _announced(head: Head) -> Iterator[str]:
    """Yield the dates that the page tells machines, the most trusted first."""
    values = [head.structured.published, *head.values(_KEYS)]
    values += [
        element.get("content")
        or element.get("datetime")
        or element.get("title")
        or one_line(tree.words(element))
        for element in head.properties.get("datePublished", ())
    ]
    american = bool(_MAYBE_AMERICAN.match(head.root.get("lang") or "en"))
    return (date for value in values if value and (date := _machine(value, american)))


def _machine(value: str, american: bool) -> str | None:
    return dates.iso(value) or dates.internet(value) or dates.find(value, month_first=american)


def _as_shown(announced: Sequence[str], head: Head, below: Sequence[Leaf], above: Sequence[Leaf]) -> str:
    """Return the first of the `announced` dates, or the one by the title that contradicts it.

    What machines are told is often when the page was made or last touched, or is in UTC where the day was another.
    """
    told = announced[0]
    # An address is given once; a page that says another day later was moved or made anew.
    address = next(_in_address(head.url or ""), None)
    if address and address < told[:10] and dates.days_between(address, told) > 1:
        return address
    american = _american(head)
    close = list(stamps.in_blocks(below[:_CLOSE_BELOW], american=american))
    under = [*close, *stamps.in_blocks(below[_CLOSE_BELOW:_NEAR], american=american)]
    shown = [*under, *stamps.in_blocks(above[:_CLOSE_ABOVE], american=american)]
    if any(stamp.date[:10] == told[:10] for stamp in shown):
        return told
    days = {stamp.date[:10] for stamp in shown if not stamp.updated}
    confirmed = next((date for date in announced if date[:10] in days), None)
    if confirmed:
        return confirmed
    if told.endswith(("Z", "+00:00")):
        plain = (stamp.date for stamp in shown if not stamp.updated)
        day = next((date for date in plain if dates.days_between(date, told) == 1), None)
        if day:
            return day
    # No article is changed before it is published.
    dated = (stamp.date for stamp in close if not stamp.updated or stamp.date < told[:10])
    return next((date for date in dated if not _same_digits(date, told)), told)


def _same_digits(date: str, told: str) -> bool:
    """Tell whether two dates are one, with its day and its month taken for each other."""
    return date[:4] == told[:4] and (date[5:7], date[8:10]) == (told[8:10], told[5:7])


def _shown(head: Head, below: Sequence[Leaf], above: Sequence[Leaf]) -> str | None:
    """Return the date that the page shows: by the title, in an element for it, further below."""
    american = _american(head)
    close = list(stamps.in_blocks((*below[:_CLOSE_BELOW], *above[:_CLOSE_ABOVE]), american=american))
    lines = [*below[_CLOSE_BELOW:_NEAR], *above[_CLOSE_ABOVE:_NEAR_ABOVE]]
    near = list(stamps.in_blocks(lines, american=american))
    rest = list(stamps.in_blocks(below[_NEAR:], american=american))
    over = stamps.in_blocks(above[_NEAR_ABOVE:], american=american)
    for found in (
        (stamp.date for stamp in close if not stamp.updated),
        _in_time(head),
        _named(head, american),
        (stamp.date for stamp in near if not stamp.updated),
        (stamp.date for stamp in chain(rest, over) if stamp.labelled and not stamp.updated),
        _in_address(head.url or ""),
        (stamp.date for stamp in (*close, *near, *rest)),
    ):
        date = next(found, None)
        if date:
            return date
    return None


def _american(head: Head) -> bool:
    return bool(_AMERICAN.match(head.root.get("lang") or ""))


def _in_time(head: Head) -> Iterator[str]:
    for element in head.root.iter("time"):
        date = stamps.of_time(element)
        if date and not stands_aside(element):
            yield date


def _named(head: Head, american: bool) -> Iterator[str]:
    for element in head.root.iter(*_NAMED):
        if _NAMES.search(class_and_id(element)):
            text = one_line(tree.words(element))
            lines = [element.get("title") or "", text if 6 <= len(text) < _SHORT else ""]
            found = [stamp for line in lines for stamp in stamps.in_line(line, american=american)]
            first = next((stamp.date for stamp in found if not stamp.updated), None)
            if first and not stands_aside(element):
                yield first


def _in_address(url: str) -> Iterator[str]:
    match = _ADDRESS.search(url)
    if match and (date := dates.find(f"{match[1]}-{match[2].zfill(2)}-{match[3].zfill(2)}")):
        yield date
    match = _DAY_FIRST_ADDRESS.search(url)
    if match and (date := dates.find(f"{match[3]}-{match[2]}-{match[1]}")):
        yield date
