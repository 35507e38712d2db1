"""Reads the line of a page that dates its article, and tells it from prose and labels that hold other dates."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from itertools import islice, pairwise
from typing import TYPE_CHECKING

from reader.extract import dates, tree, vocabulary
from reader.extract.head import class_and_id
from reader.sanitise import one_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from reader.extract.blocks import Leaf
    from reader.extract.tree import Element

_WORD = re.compile(r"[^\W\d_]+")
_LABEL = re.compile(r"([^\W\d_]+)[^\w:：]*[:：]\s*(?:[^\W\d_]+\.?,?\s*)?$")
"""The last word of a label before a date; a day of the week may stand between."""
_NAMED = re.compile(r"date|time|publi|posted|datum|fecha|stamp", re.IGNORECASE)
"""How pages name the elements of their dates."""
_PARTS = 50
"""So many elements of a block are looked at."""
_YEAR = re.compile(r"(?:19|20)\d\d")
_RANGE = re.compile(r"\s*(?:[-–—]|bis|to|until|till|au|al|a|t/m)\s*")
"""What stands between the first and the last day of an event."""
_CLAUSE = re.compile(r"[|·•/(\n]|[.!?]\s")
_SENTENCE_END = (".", "!", "?", "…")
_LINE = 120
_LABELLED_LINE = 250
"""Code points: longer lines are prose, be it that they say when something was published."""
_WORDS = 10
"""Words beside a date; with more the line is about something else."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """A date (ISO 8601) that a line gives its article.

    `updated` tells that the article was changed then, `labelled` that the line says that it was published then.
    """

    date: str
    updated: bool = False
    labelled: bool = False


def in_blocks(blocks: Iterable[Leaf], *, american: bool) -> Iterator[Stamp]:
    """Yield the stamps among the lines of a page; `american` reads digits as in the United States (`dates.find`)."""
    for block in blocks:
        if block.tag == "blockquote":
            # Posts of others that an article quotes are dated too.
            continue
        machine = list(_in_times(block)) if block.tag != "body" else []
        for stamp in in_line(block.text, american=american) or _in_part(block, american):
            # The machine's form of the same day knows the hour too.
            exact = next((date for date in machine if date[:10] == stamp.date[:10]), stamp.date)
            yield Stamp(exact, stamp.updated, stamp.labelled)
            machine = [date for date in machine if date != exact]
        if len(block.text) < _LINE:
            yield from map(Stamp, machine)


def _in_part(block: Leaf, american: bool) -> list[Stamp]:
    """Return the stamps in an element for the date that a block of more than the date holds."""
    if not _YEAR.search(block.text):
        return []
    for element in islice(block.element.iter("span", "small", "em", "i", "b", "strong", "abbr"), _PARTS):
        text = one_line(tree.words(element)) if _NAMED.search(class_and_id(element)) else ""
        if text and text in block.text and (stamps := in_line(text, american=american)):
            return stamps
    return []


def _in_times(block: Leaf) -> Iterator[str]:
    """Yield the dates of the time elements whose words the block shows, not those of all that is around it."""
    for element in block.element.iter("time"):
        date = of_time(element)
        if date and one_line(tree.words(element)) in block.text:
            yield date


def of_time(element: Element) -> str | None:
    """Return the date of a time element as ISO 8601, or None."""
    machine = element.get("datetime") or ""
    return dates.iso(machine) or dates.find(machine) or dates.find(one_line(tree.words(element)))


def in_line(text: str, *, american: bool) -> list[Stamp]:
    """Return the stamps in a line of text, in order; a line of prose has none, nor has a date of something else."""
    if len(text) > _LABELLED_LINE:
        return []
    stamps: list[Stamp] = []
    found = dates.every(text, month_first=american)
    beside = text
    for date in found:
        beside = beside.replace(text[date.start : date.end], " ")
    if any(_RANGE.fullmatch(text[one.end : other.start]) for one, other in pairwise(found)):
        return []
    bare = len(text) < _LINE and not text.endswith(_SENTENCE_END) and len(_WORD.findall(beside)) <= _WORDS
    end = 0
    for date in found:
        before, end = text[end : date.start], date.end
        clause = _CLAUSE.split(before)[-1]
        updated, published = bool(_kind("updated").search(before)), bool(_kind("published").search(text))
        if not _of_something_else(clause) and (bare or updated or published):
            stamps.append(Stamp(date.date, updated, published))
    return stamps


def _of_something_else(before: str) -> bool:
    """Tell whether the words before a date in its clause say that it is of an event, a life or a version."""
    words = _WORD.findall(before.casefold())[-3:]
    if any(word in vocabulary.entries("stamps.tsv", "other") for word in words):
        return True
    label = _LABEL.search(before)
    return bool(label) and not any(_kind(name).search(before) for name in ("published", "updated", "asof"))


@cache
def _kind(name: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{vocabulary.alternatives('stamps.tsv', name)})(?!\w)", re.IGNORECASE)
