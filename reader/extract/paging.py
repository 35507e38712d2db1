"""Tells from addresses and titles whether one page goes on with the article of another.

Sites number articles as they number pages, and name the next article as they name the next page: so an address must be
that of the article but for a page number, one more than the last, and the titles must be the same.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, unquote, urlsplit

from reader.extract import vocabulary
from reader.extract.pieces import WORD

if TYPE_CHECKING:
    from collections.abc import Iterator

_SUFFIX = re.compile(r"(?:/(?:index)?|\.[a-z]{3,5})\Z", re.IGNORECASE)
_TRACKING = re.compile(r"utm_\w+|fbclid|gclid", re.IGNORECASE)
"""What is added to an address to tell where its reader came from."""
_NUMBER = r"\d{1,3}"


@dataclass(frozen=True, slots=True)
class _Reading:
    """One way to read an address: as `rest`, the address of an article, with a page number in a `form`.

    The form of an address as it stands is "", its number 1.  A number is `named` if a word says that it is a page's;
    else, or where the word is a single letter, it may well be that of an article.
    """

    rest: tuple[str, tuple[tuple[str, str], ...]]
    form: str = ""
    number: int = 1
    named: bool = False


def same_site(one: str, other: str) -> bool:
    """Tell whether two addresses are on one site, and the other one is not the less secret of them."""
    try:
        ours, theirs = urlsplit(one), urlsplit(other)
        places = [((parts.hostname or "").removeprefix("www."), parts.port) for parts in (ours, theirs)]
    except ValueError:
        return False
    return places[0] == places[1] and not (ours.scheme == "https" and theirs.scheme == "http")


def place(address: str) -> tuple[str, str]:
    """Return what tells an address of a site from others that lead to another page."""
    parts = urlsplit(address)
    return parts.path.rstrip("/"), parts.query


def follows(first: str, this: str, other: str) -> bool:
    """Tell whether `other` is the address of the page after `this`, in the article whose first page is `first`."""
    if not same_site(first, other):
        return False
    whole = next(_readings(first)).rest
    for theirs in _readings(other):
        numbers = {ours.form: ours.number for ours in _readings(this) if ours.rest == theirs.rest}
        before = numbers.get(theirs.form, numbers.get(""))
        if theirs.form and before is not None and theirs.number == before + 1:
            if theirs.rest == whole:
                return True
            if theirs.named and any(ours.rest == theirs.rest for ours in _readings(first)):
                return True
    return False


def same_title(one: str, other: str) -> bool:
    """Tell whether two titles are the same, but for words such as "page 2 of 3"."""
    return _unnumbered(one) == _unnumbered(other)


def _unnumbered(title: str) -> list[str]:
    return WORD.findall(_counted().sub(" ", title).casefold())


def _readings(address: str) -> Iterator[_Reading]:
    """Yield the ways to read an address, as it stands first."""
    parts = urlsplit(address)
    path = unquote(parts.path)
    query = tuple(
        (name, value)
        for name, value in parse_qsl(parts.query, keep_blank_values=True)
        if not _TRACKING.fullmatch(name)
    )
    stem = _stem(path)
    yield _Reading((stem, query))
    names = vocabulary.entries("paging.tsv", "page") | vocabulary.entries("paging.tsv", "name")
    for at, (name, value) in enumerate(query):
        if name.casefold() in names and re.fullmatch(_NUMBER, value):
            rest = query[:at] + query[at + 1 :]
            yield _Reading((stem, rest), f"?{name}", int(value), len(name) > 1)
    match = _ending().search(stem)
    if match:
        word = match["word"] or ""
        form = f"{match['sign']}{word}{match['joint'] or ''}"
        yield _Reading((_stem(stem[: match.start()]), query), form, int(match["number"]), len(word) > 1)


def _stem(path: str) -> str:
    """Return a path without its suffix, and without what it may end with as well as not."""
    while match := _SUFFIX.search(path):
        path = path[: match.start()]
    return path


@cache
def _ending() -> re.Pattern[str]:
    """Find a page number at the end of a path: "/page/2", "-seite-2", "/2", "_2"."""
    words = "|".join(
        (vocabulary.alternatives("paging.tsv", "page"), vocabulary.alternatives("paging.tsv", "name"))
    )
    return re.compile(
        rf"(?P<sign>[/_,-])(?:(?P<word>{words})(?P<joint>[/_,=-]?))?(?P<number>{_NUMBER})\Z", re.IGNORECASE
    )


@cache
def _counted() -> re.Pattern[str]:
    """Find what numbers a page in a title, with the brackets around it."""
    words, of = (vocabulary.alternatives("paging.tsv", kind) for kind in ("page", "of"))
    total = rf"(?:\s*(?:{of})\s*{_NUMBER})"
    return re.compile(
        rf"(?<![^\W_])(?:(?:{words})\.?\s*{_NUMBER}{total}?|第?\s*{_NUMBER}\s*\.?\s*(?:{words})|{_NUMBER}{total})(?![^\W_])"
        rf"|[(\[]\s*{_NUMBER}\s*[)\]]",
        re.IGNORECASE,
    )
