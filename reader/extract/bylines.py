"""Turns what pages write where the author stands into names."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from reader.extract import dates, vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterable

_ADDRESS = re.compile(r"\S+@\S+\.\S+|https?://\S+|\bwww\.\S+|(?<=\s)@\w+|^@\w+")
_CUT = re.compile(r"\s*(?:[|•·●]|\s[-–—]\s|\t|\n|\s{3,})\s*")
_AND = r"and|und|et|y|e|og|och|en|i|oraz|with"
_PARTS = re.compile(rf"\s*(?:,|;|&|\b(?:{_AND})\b)\s+|\s*;\s*|\s/\s")
_JOINED = re.compile(rf"\s(?:{_AND}|&)\s", re.IGNORECASE)
_SUFFIX = re.compile(r",\s+(?=(?:Jr|Sr)\b|(?:II|III|IV)\b)")
"""The comma before what tells a son from his father: it parts no names."""
_TWO_SURNAMES = re.compile(
    r"(?<=[^\W\d_])\s+(y|i|e)\s+(?=[^\W\d_a-zß-ÿ][\w'’-]+\s*(?:[,;&/]|$|(?:and|y|e|i)\s))"
)
"""The word between the surnames of one person, as Spaniards, Catalans and Portuguese have two: no given name follows."""
_MINUTES = re.compile(r"\s+\d{1,3}[\s-]?min\b.*$", re.IGNORECASE | re.DOTALL)
"""How long the article takes to read."""
_PLACE = re.compile(r"(?<=\w)\s+(?:in|from|aus)\s+(?=[^\W\d_a-zß-ÿ]).*$")
_OURS = re.compile(r"(?:our|unsere[rmn]?)\s", re.IGNORECASE)
_ORGANISATION = re.compile(
    r"\b(?:universit\w+|institut\w*|college|school|press|news|times|post|journal|magazine|agency|service|wire|media|group|images"
    r"|cent(?:er|re)|foundation|association|society|council|department|ministry|laborator\w+)\b",
    re.IGNORECASE,
)
"""Words of what stands behind a name for where its bearer works."""
_CAPITALS = re.compile(r"^((?:[A-ZÀ-Þ][A-ZÀ-Þ.'’-]+\s+){1,3}[A-ZÀ-Þ][A-ZÀ-Þ.'’-]+)\s+[A-ZÀ-Þ][a-zß-ÿ]")
_BRACKETS = re.compile(r"\s*[(\[](?![^\W\d_a-zß-ÿ][^()]*\)\s+[^\W\d_a-zß-ÿ]).*?[)\]]\s*")
"""What stands in brackets, unless it is the middle of a name."""
_PARTICLE = re.compile(r"(?:Von|Di)\s+[^\W\d_a-zß-ÿ][\w'’-]+")
"""A surname that begins with a word that also opens bylines."""
_JOINT = "\ue000"
"""Stands for a blank that parts no names while an entry is split."""
_LONGEST_ENTRY = 1000
"""Code points; what follows is no byline."""
_LONGEST_NAME = 7
"""Words; longer entries are sentences."""


def clean(entries: Iterable[str]) -> str | None:
    """Return the names in `entries` as one line, or None if there are none.

    What one entry joins with "and" stays joined as the page writes it; other names are joined with commas.
    """
    names: list[str] = []
    entries = [entry[:_LONGEST_ENTRY] for entry in entries if entry]
    for entry in entries:
        for name in split(entry):
            if name.casefold() not in (known.casefold() for known in names):
                names.append(name)
    if len(entries) == 1 and len(names) > 1:
        whole = " ".join(_BRACKETS.sub(" ", _SUFFIX.sub(" ", entries[0])).split())
        start, end = whole.find(names[0]), whole.rfind(names[-1])
        between = whole[start : end + len(names[-1])]
        if 0 <= start < end and _JOINED.search(between) and _holds_only(between, names):
            return between
    return ", ".join(names[:12]) or None


def _holds_only(text: str, names: Iterable[str]) -> bool:
    """Tell whether nothing but commas and "and" stands between the names in `text`."""
    for name in names:
        text = text.replace(name, ",", 1)
    return not re.search(r"\w", _JOINED.sub(",", f" {text} "))


def is_account(word: str) -> bool:
    """Tell whether a word can be the name of a person's account: it has letters and is not the system's own."""
    return any(map(str.isalpha, word)) and word.casefold() not in vocabulary.entries("roles.tsv", "never")


def split(entry: str) -> list[str]:
    """Return the names that one entry holds."""
    entry = _ADDRESS.sub(" ", entry[:_LONGEST_ENTRY].replace("\xa0", " ")).strip()
    entry = _MINUTES.sub("", entry)
    entry = _BRACKETS.sub(" ", entry) if not entry.startswith(("(", "[")) else entry
    entry = _without_introduction(_SUFFIX.sub(" ", entry.strip(" \t\n:|,;-–—•·")))
    entry = _with_surnames_joined(entry)
    entry = _CUT.split(entry, maxsplit=1)[0] if entry else ""
    names: list[str] = []
    for part in _PARTS.split(_upper_and(entry)):
        name = _name(part, alone=not names)
        if name and names and _ORGANISATION.search(name):
            break
        if name and names and " " not in name and all(" " in other for other in names):
            # A single word behind full names is a place or an agency.
            break
        if name:
            names.append(name)
        elif names:
            # What follows the first part that is no name (a job, an agency, a date) is none either.
            break
    return names


def _with_surnames_joined(entry: str) -> str:
    """Return `entry` with the two surnames of one person held together."""

    def joined(match: re.Match[str]) -> str:
        given = _PARTS.split(entry[: match.start()])[-1].split()
        return f"{_JOINT}{match[1]}{_JOINT}" if len(given) > 1 else match.group()

    return _TWO_SURNAMES.sub(joined, entry)


def _upper_and(entry: str) -> str:
    return re.sub(r"\s(AND|UND|ET)\s", lambda match: match.group().lower(), entry)


def _without_introduction(entry: str) -> str:
    changed = True
    while changed and not _PARTICLE.fullmatch(entry):
        changed = False
        match = _introduction().match(entry)
        if match and match.end() < len(entry):
            entry = entry[match.end() :].lstrip(" :.-–—")
            changed = True
    return entry


@cache
def _introduction() -> re.Pattern[str]:
    words = vocabulary.alternatives("roles.tsv", "before")
    return re.compile(rf"(?:{words})(?:\s*:\s*|\s+)", re.IGNORECASE)


@cache
def _ending() -> re.Pattern[str]:
    words = vocabulary.alternatives("roles.tsv", "after")
    return re.compile(rf"(?:\s|^)(?:{words})(?!\w).*$", re.IGNORECASE | re.DOTALL)


def _name(part: str, *, alone: bool) -> str:
    """Return the name in a part of a byline, or "" if it holds none; `alone` lets a job stand for a name."""
    never = vocabulary.entries("roles.tsv", "never")
    part = " ".join(part.replace(_JOINT, " ").split()).strip(" ,;:.|-–—•·") + (
        "." if re.search(r"\b(?:Jr|Sr)\.$", part.strip()) else ""
    )
    if dates.find(part) or dates.find(f"{part} 2000"):
        part = re.split(r"\d", part, maxsplit=1)[0].strip(" ,;:|-–—")
        part = (
            " ".join(part.split()[:-1])
            if dates.find(f"1 {part.split()[-1] if part.split() else ''} 2000")
            else part
        )
    if _OURS.match(part) and len(part.split()) <= _LONGEST_NAME:
        return part
    capitals = _CAPITALS.match(part)
    part = capitals.group(1) if capitals else part
    whole = part
    part = _PLACE.sub("", _ending().sub("", part)).strip(" ,;:|-–—")
    if alone and not part and len(whole.split()) <= 3 and whole.casefold() not in never:
        part = whole
    words = part.split()
    if not words or len(words) > _LONGEST_NAME or part.casefold() in never or len(part) > 80:
        return ""
    if not any(map(str.isalpha, part)) or re.search(r"\d{3}|\d.*\s|\s.*\d|[<>{}=:]|https?", part):
        return ""
    if dates.find(f"{part} 2000"):
        return ""
    return part
