"""Reads dates as pages write them, in structured form and in words."""

from __future__ import annotations

import datetime as dt
import re
from email.utils import parsedate_to_datetime
from functools import cache

from reader.extract import vocabulary

_ISO = re.compile(
    r"(?P<date>(?:19|20)\d\d(?:-?[01]\d-?[0-3]\d(?!\d)|-[01]?\d-[0-3]?\d(?!\d)))"
    r"(?:[T ]\s*(?P<time>[0-2]\d:?[0-5]\d(?::?[0-5]\d)?)(?:[.,](?P<fraction>\d{1,9}))?"
    r"\s*(?P<zone>Z|UTC|GMT|[+-]\d\d:?\d\d)?)?"
)
_SLASHED = re.compile(r"(?<!\d)((?:19|20)\d\d)[/.]([01]?\d)[/.]([0-3]?\d)(?!\d)")
_DAY_FIRST = re.compile(r"(?<!\d)([0-3]?\d)[./-]\s?([01]?\d)[./-]\s?((?:19|20)\d\d|\d\d)(?!\d)")
_EAST = re.compile(r"((?:19|20)\d\d)\s*[年년]\s*([01]?\d)\s*[月월]\s*([0-3]?\d)\s*[日일]")
_COPYRIGHT = re.compile(r"©|\(c\)|copyright", re.IGNORECASE)


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
    try:
        return parsedate_to_datetime(value).isoformat()
    except ValueError:
        return None


def find(text: str, *, month_first: bool = False) -> str | None:
    """Return the first date written in `text` as ISO 8601, or None; a year after a copyright mark is none.

    `month_first` reads 4/5/2026 as 5 April (the custom of the United States) where both readings are possible.
    """
    text = text[:400]
    found: list[tuple[int, str]] = []
    for reader in (_iso_in, _in_words, _east, _slashed):
        at = reader(text)
        if at:
            found.append(at)
    numeric = _numeric(text, month_first)
    if numeric:
        found.append(numeric)
    if not found:
        return None
    position, date = min(found)
    return None if _COPYRIGHT.search(text[max(0, position - 20) : position]) else date


def days_between(one: str, other: str) -> int:
    """Return how many days lie between two ISO 8601 dates (times are left out of account)."""
    return abs((dt.date.fromisoformat(one[:10]) - dt.date.fromisoformat(other[:10])).days)


def _iso_in(text: str) -> tuple[int, str] | None:
    match = re.search(r"(?<!\d)(?:19|20)\d\d-[01]\d-[0-3]\d(?!\d)", text)
    date = iso(text[match.start() :]) if match else None
    return (match.start(), date) if match and date else None


def _in_words(text: str) -> tuple[int, str] | None:
    day_first, month_first = _word_patterns()
    best: tuple[int, str] | None = None
    for pattern in (day_first, month_first):
        for match in pattern.finditer(text.lower()):
            date = _valid(int(match["year"]), _months()[match["month"].rstrip(".")], int(match["day"]))
            if date and (best is None or match.start() < best[0]):
                best = (match.start(), date)
            if date:
                break
    return best


def _east(text: str) -> tuple[int, str] | None:
    match = _EAST.search(text)
    date = _valid(int(match[1]), int(match[2]), int(match[3])) if match else None
    return (match.start(), date) if match and date else None


def _slashed(text: str) -> tuple[int, str] | None:
    match = _SLASHED.search(text)
    date = _valid(int(match[1]), int(match[2]), int(match[3])) if match else None
    return (match.start(), date) if match and date else None


def _numeric(text: str, month_first: bool) -> tuple[int, str] | None:
    match = _DAY_FIRST.search(text)
    if not match:
        return None
    first, second, year = int(match[1]), int(match[2]), int(match[3])
    year += 2000 if year < 100 else 0
    day, month = (
        (second, first)
        if second > 12 or (month_first and first <= 12 and "/" in match[0])
        else (first, second)
    )
    date = _valid(year, month, day)
    return (match.start(), date) if date else None


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
    return (
        re.compile(
            rf"(?<!\d)(?P<day>[0-3]?\d)(?:st|nd|rd|th|er|\.|º|°)?\s*(?:of\s+|de\s+|-)?{month},?\s*(?:de\s+|of\s+|-|del\s+)?(?P<year>(?:19|20)\d\d)(?!\d)"
        ),
        re.compile(rf"(?<!\w){month}\s*(?P<day>[0-3]?\d)(?:st|nd|rd|th)?,?\s+(?P<year>(?:19|20)\d\d)(?!\d)"),
    )
