"""Text, addresses and dates of feeds, made harmless and uniform."""

from __future__ import annotations

import calendar
import re
from datetime import UTC, datetime
from html import unescape
from typing import TYPE_CHECKING

from reader.sanitise import one_line, sanitise

if TYPE_CHECKING:
    import time

LINE_AT_MOST = 300
"""Code points of a title or a name that are kept."""
SUMMARY_AT_MOST = 600
"""Code points of a summary that are kept."""
TAG_AT_MOST = 100
"""Code points of a tag that are kept."""
IDENT_AT_MOST = 2000
"""Code points of an identifier or an address: longer ones are data in the place of an address."""
_READ = 20_000
"""Code points of markup that are looked at for a line of text."""

_MARKUP = re.compile(
    r"</?[a-z][^<>]{0,2000}>|<!--|&(?:#\d{1,7}|#x[\da-f]{1,6}|[a-z]{2,32}\d{0,2});", re.IGNORECASE
)
_BLOCKS = frozenset(
    ("blockquote", "br", "dd", "div", "dt", "figcaption", "h1", "h2", "h3", "h4", "hr", "li", "p", "pre")
)
"""Elements between which text does not run on."""
_EARLIEST = 1970
_LATEST = 9999


def plain(markup: str, limit: int) -> str:
    """Return HTML or text as one line of at most `limit` code points, an ellipsis where it was cut."""
    text = markup[:_READ]
    if _MARKUP.search(text):
        text = _text_of(text)
    line = one_line(text)
    return line if len(line) <= limit else f"{line[: limit - 1].rstrip()}…"


def _text_of(markup: str) -> str:
    from lxml import etree

    # Cut in the middle of a tag, what is left of it is no text.
    tail = markup.rpartition("<")
    if len(markup) == _READ and ">" not in tail[2]:
        markup = tail[0]
    root = etree.fromstring(
        f"<html><body><div>{sanitise(markup)}</div></body></html>",
        etree.HTMLParser(no_network=True, remove_comments=True, remove_pis=True),
    )
    if root is None:
        return unescape(markup)
    etree.strip_elements(root, "script", "style", "noscript", "template", with_tail=False)
    parts = []
    for event, element in etree.iterwalk(root, events=("start", "end")):
        between = " " if element.tag in _BLOCKS else ""
        parts.append(between + str((element.text if event == "start" else element.tail) or ""))
    return "".join(parts)


def tag(name: str) -> str:
    """Return a folder's or a tag's name as we keep tags: one line without commas, which separate them."""
    return " ".join(one_line(name).replace(",", " ").split()).strip("/ ")[:TAG_AT_MOST].rstrip("/ ")


def address(link: object, base: str | None) -> str | None:
    """Return a link of a feed as an http(s) address, resolved against `base`; None if it leads anywhere else."""
    from reader.extract.inline import web_address

    if not isinstance(link, str) or not link.strip() or len(link) > IDENT_AT_MOST:
        return None
    return web_address(one_line(unescape(link)).replace(" ", "%20"), base) or None


def ident(value: object) -> str:
    """Return an identifier as one harmless line, "" for none."""
    return one_line(sanitise(str(value)))[:IDENT_AT_MOST] if isinstance(value, str | int | float) else ""


def moment(parsed: time.struct_time | None) -> str | None:
    """Return a time in UTC, as feedparser gives it, in ISO 8601; None for none and for what no calendar has."""
    if parsed is None:
        return None
    try:
        return _iso(datetime.fromtimestamp(calendar.timegm(parsed), UTC))
    except (ValueError, OverflowError, OSError):
        return None


def moment_of(text: object) -> str | None:
    """Return a date and time of RFC 3339 in UTC, in ISO 8601; None for anything else."""
    try:
        when = datetime.fromisoformat(text.strip()) if isinstance(text, str) else None
        return _iso(when.replace(tzinfo=when.tzinfo or UTC).astimezone(UTC)) if when else None
    except (ValueError, OverflowError, OSError):
        return None


def _iso(when: datetime) -> str | None:
    return when.isoformat(timespec="seconds") if _EARLIEST <= when.year < _LATEST else None
