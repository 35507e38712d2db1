"""The ledger over 100,000 articles against one over 1,000: a dossier, lists, and what a save costs.

The libraries are those of the part `library`.  With PULLQUOTE_LARGE (a number) the large one is of so many articles.
"""

from __future__ import annotations

import os
import time
from dataclasses import replace
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from reader.library import Library
from tests.benchmarks import library as shelves
from tests.benchmarks.ratio import compare
from tests.benchmarks.shelves import Author

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from reader.model import Reading

_QUOTED = 60
"""Articles about one person that both libraries get, so that the dossier shows a whole page in the small one too."""
_SAVES = 10


def run(folder: Path) -> None:
    """Make the libraries and print the ratios."""
    number = int(os.environ.get("PULLQUOTE_LARGE") or shelves.LARGE)
    place = Path(os.environ.get("PULLQUOTE_SHELVES") or folder)
    large, small = (shelves.made(place / f"{size}" / "library.db", size) for size in (number, shelves.SMALL))
    author = Author()
    with Library(large) as many, Library(small) as few:
        # Others than a run before this one has saved.
        new = (author.reading(i) for i in count(30_000_000 + many.count() * 1000))
        for library in (many, few):
            for i in range(_QUOTED):
                library.save(_about(author, 20_000_000 + i))
        name = author.people[5]
        looks: dict[str, Callable[[Library], object]] = {
            "dossier of a person": lambda library: library.dossier(name),
            "people, the first page": lambda library: library.people(),
            "quotes, the first page": lambda library: list(library.quotes()),
            "quotes of a person": lambda library: list(library.quotes(speaker=name)),
        }
        for title, look in looks.items():
            _compare(title, number, lambda library, look=look: _seconds(look, library), many, few)
        _compare("saving an article", number, lambda library: _saving(library, new), many, few, pairs=15)


def _compare(
    title: str,
    number: int,
    seconds: Callable[[Library], float],
    many: Library,
    few: Library,
    *,
    pairs: int = 7,
) -> None:
    compare(
        f"{title}, {number:,} to {shelves.SMALL:,}",
        lambda: seconds(many),
        lambda: seconds(few),
        wanted="≤ 2",
        pairs=pairs,
    )


def _about(author: Author, number: int) -> Reading:
    """Return an article whose quotes are all of one person."""
    reading = author.reading(number)
    if reading.analysis is None:
        raise AssertionError("what is made up has an analysis")
    quotes = tuple(replace(quote, speaker=author.people[5]) for quote in reading.analysis.quotes)
    one = replace(reading.analysis.people[0], name=author.people[5], quotes=tuple(range(len(quotes))))
    others = (replace(person, quotes=()) for person in reading.analysis.people[1:])
    people = (one, *(person for person in others if person.name != one.name))
    return replace(reading, analysis=replace(reading.analysis, quotes=quotes, people=people))


def _seconds(look: Callable[[Library], object], library: Library) -> float:
    began = time.perf_counter()
    for _ in range(5):
        look(library)
    return (time.perf_counter() - began) / 5


def _saving(library: Library, new: Iterator[Reading]) -> float:
    readings = [next(new) for _ in range(_SAVES)]
    began = time.perf_counter()
    for reading in readings:
        library.save(reading)
    return (time.perf_counter() - began) / _SAVES
