"""Reads dates as pages write them, in structured form and in words."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from reader.extract import vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterator

_ISO = re.compile(
    r"(?P<date>(?:19|20)\d\d(?:-?[01]\d-?[0-3]\d(?!\d)|-[01]?\d-[0-3]?\d(?!\d)))"
    r"(?:[T ]\s*(?P<time>[0-2]\d:?[0-5]\d(?::?[0-5]\d)?)(?:[.,](?P<fraction>\d{1,9}))?"
    r"\s*(?P<zone>Z|UTC|GMT|[+-]\d\d:?\d\d)?)?"
)
_DIGIT_BEFORE = r"(?<!\d)(?<!\d[./-])"
_DIGIT_BEHIND = r"(?!\.?\d)"
"""What keeps a date in digits apart from longer numbers: versions, addresses of machines, telephone numbers."""
_ISO_IN_TEXT = re.compile(rf"{_DIGIT_BEFORE}(?:19|20)\d\d-[01]\d-[0-3]\d(?!\d)")
_SLASHED = re.compile(rf"{_DIGIT_BEFORE}((?:19|20)\d\d)[/.]([01]?\d)[/.]([0-3]?\d){_DIGIT_BEHIND}")
_DAY_FIRST = re.compile(
    rf"{_DIGIT_BEFORE}([0-3]?\d)[./-]\s?([01]?\d)[./-]\s?"
    # A clock may stand behind the year, parted by the page's style alone.
    rf"((?:20)?\d\d(?=\d\d:\d\d(?!\d))|(?:(?:19|20)\d\d|\d\d){_DIGIT_BEHIND})"
)
_EAST = re.compile(r"((?:19|20)\d\d)\s*[年년]\s*([01]?\d)\s*[月월]\s*([0-3]?\d)\s*[日일]")
_COPYRIGHT = re.compile(r"©|\(c\)|copyright", re.IGNORECASE)
_CLAUSE = re.compile(r"[|·•\n]|[.!?]\s")
"""What parts the words that a copyright mark stands before from others in the same line."""
_LONGEST = 400
"""Code points of a text in which dates are looked for."""


@dataclass(frozen=True, slots=True)
class Found:
    """A date (`date`, ISO 8601) in a text and the code points that it takes up there, `end` exclusive."""

    start: int
    end: int
    date: str


def iso(value: str) -> str | None:
    """Return a machine-readable date (ISO 8601 and its common misspellings) as ISO 8601, or None."""
    value = value.strip()
    match = _ISO.match(value)
    if not match:
        return None
    written = match["date"]
    parts = (
        written.split("-")
        if written.count("-") == 2
        else (written[:4], written[4:-2].strip("-"), written[-2:])
    )
    date = _valid(*map(int, parts))
    if date is None:
        return None
    if not match["time"]:
        return date
    time = match["time"].replace(":", "").ljust(6, "0")
    zone = match["zone"] or ""
    zone = {"Z": "Z", "UTC": "Z", "GMT": "Z"}.get(zone, f"{zone[:3]}:{zone[-2:]}" if zone else "")
    fraction = f".{match['fraction']}" if match["fraction"] and zone else ""
    written = f"{date}T{time[:2]}:{time[2:4]}:{time[4:6]}{fraction}{zone}"
    try:
        dt.datetime.fromisoformat(written)
    except ValueError:
        return date
    return written


def internet(value: str) -> str | None:
    """Return a date as mail and feeds write it (RFC 5322: "Wed, 04 May 2026 00:25:56 GMT") as ISO 8601, or None."""
    from email.utils import parsedate_to_datetime  # it brings sockets with it, and few pages write dates so

    try:
        return parsedate_to_datetime(value).isoformat()
    except ValueError:
        return None


def find(text: str, *, month_first: bool = False) -> str | None:
    """Return the first date written in `text` as ISO 8601, or None; the year of a copyright is none.

    `month_first` reads 4/5/2026 as 5 April (the custom of the United States) where both readings are possible.
    """
    return next((found.date for found in every(text, month_first=month_first)), None)


def every(text: str, *, month_first: bool = False) -> list[Found]:
    """Return the dates written in `text` in order, without those that tell of a copyright; see `find`."""
    text = text[:_LONGEST]
    if not any(map(str.isdigit, text)):
        return []
    readings = list(_iso_in(text))
    for reading in readings:
        # Styles hide what is for machines; in the text another date may follow without a blank.
        text = f"{text[: reading.start]}{' ' * (reading.end - reading.start)}{text[reading.end :]}"
    readings += [*_in_words(text), *_in_digits(text, month_first)]
    found: list[Found] = []
    for date in sorted(readings, key=lambda reading: (reading.start, -reading.end)):
        if (not found or date.start >= found[-1].end) and not _tells_of_copyright(text[: date.start]):
            found.append(date)
    return found


def _tells_of_copyright(before: str) -> bool:
    """Tell whether the clause that `before` ends with holds a copyright mark."""
    return bool(_COPYRIGHT.search(_CLAUSE.split(before)[-1]))


def days_between(one: str, other: str) -> int:
    """Return how many days lie between two ISO 8601 dates (times are left out of account)."""
    return abs((dt.date.fromisoformat(one[:10]) - dt.date.fromisoformat(other[:10])).days)


def _iso_in(text: str) -> Iterator[Found]:
    for match in _ISO_IN_TEXT.finditer(text):
        date, whole = iso(text[match.start() :]), _ISO.match(text, match.start())
        if date and whole:
            yield Found(match.start(), whole.end(), date)


def _in_words(text: str) -> Iterator[Found]:
    for pattern in _word_patterns():
        for match in pattern.finditer(text):
            # Letters that are one in either case are not all one in lower case: the month may be none of ours.
            month = _months().get(match["month"].rstrip(".").lower(), 0)
            date = _valid(int(match["year"]), month, int(match["day"]))
            if date:
                yield Found(match.start(), match.end(), date)


def _in_digits(text: str, month_first: bool) -> Iterator[Found]:
    for pattern in (_EAST, _SLASHED):
        for match in pattern.finditer(text):
            date = _valid(int(match[1]), int(match[2]), int(match[3]))
            if date:
                yield Found(match.start(), match.end(), date)
    for match in _DAY_FIRST.finditer(text):
        first, second, year = int(match[1]), int(match[2]), int(match[3])
        american = second > 12 or (month_first and first <= 12 and "/" in match[0])
        day, month = (second, first) if american else (first, second)
        date = _valid(year + 2000 if year < 100 else year, month, day)
        if date:
            yield Found(match.start(), match.end(), date)


def _valid(year: int, month: int, day: int) -> str | None:
    try:
        return dt.date(year, month, day).isoformat() if 1990 <= year <= 2100 else None
    except ValueError:
        return None


def is_month(word: str) -> bool:
    """Tell whether a word in lower case is the name of a month, or an abbreviation of one."""
    return word in _months()


@cache
def _months() -> dict[str, int]:
    return {name: int(number) for number, names in vocabulary.pairs("months.tsv") for name in names.split()}


@cache
def _word_patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    names = "|".join(sorted(map(re.escape, _months()), key=len, reverse=True))
    month = rf"(?P<month>(?:{names})(?!\w)\.?)"
    # Pages set a clock or a second date right behind the year, parted by its style alone.
    year = r"(?P<year>(?:19|20)\d\d)(?=\D|$|\d{1,2}(?::\d\d|\.?\s?[^\W\d]))"
    return (
        re.compile(
            rf"(?<!\d)(?P<day>[0-3]?\d)(?:st|nd|rd|th|er|\.|º|°)?\s*(?:of\s+|de\s+|-)?{month},?\s*(?:de\s+|of\s+|-|del\s+)?{year}",
            re.IGNORECASE,
        ),
        re.compile(rf"(?<!\w){month}\s*(?P<day>[0-3]?\d)(?:st|nd|rd|th)?,?\s+{year}", re.IGNORECASE),
    )
