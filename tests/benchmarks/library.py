"""The library of 100,000 articles against one of 1,000: search, list, opening; the size of the file; kills.

With PULLQUOTE_SHELVES (a folder) the libraries are made there and found again the next time.
"""

from __future__ import annotations

import os
import random
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from reader.library import Filter, Library
from tests.benchmarks.articles import plain_article
from tests.benchmarks.ratio import compare
from tests.benchmarks.screen import HERE, PULLQUOTE, first_paint
from tests.benchmarks.shelves import Author, fill
from tests.library.test_database import killed_while_saving

if TYPE_CHECKING:
    from collections.abc import Callable

LARGE, SMALL = 100_000, 1000
KILLS = 50
_TIMES = 20


def run(folder: Path) -> None:
    """Make the libraries and print the ratios."""
    kills(folder / "killed")
    shelves = Path(os.environ.get("PULLQUOTE_SHELVES") or folder)
    large, small = (made(shelves / f"{number}" / "library.db", number) for number in (LARGE, SMALL))
    with Library(large) as many, Library(small) as few:
        _compare(many, few)
    opening(folder, large, small)


def opening(folder: Path, large: Path, small: Path) -> None:
    """Compare the first frame of the library screen with that of a bare app, and that of many articles with few."""
    text = folder / "a.txt"
    text.write_text(plain_article(40), "utf-8")

    def opened(path: Path) -> float:
        return first_paint([PULLQUOTE, "--data-dir", path.parent], "Starred")

    compare(
        f"the library screen of {SMALL:,} / bare app",
        lambda: opened(small),
        lambda: first_paint([sys.executable, HERE / "bare_app.py", text]),
        wanted="≤ 1.25",
    )
    compare(
        f"the library screen, {LARGE:,} to {SMALL:,}",
        lambda: opened(large),
        lambda: opened(small),
        wanted="≤ 2",
    )


def _compare(many: Library, few: Library) -> None:
    author = Author()
    deep = {id(library): library.entries(limit=library.count() // 2)[-1] for library in (many, few)}
    # Each gives a page in the small library too: a hit that is shown takes the same time in both.
    measured: dict[str, Callable[[Library], object]] = {
        "search, a word of every article": lambda library: library.search(author.words[0]),
        "search, a word of every twelfth article": lambda library: library.search(author.words[400]),
        "search, three common words": lambda library: library.search(" ".join(author.words[20:23])),
        "search, a phrase of common words": lambda library: library.search(
            f'"{author.words[1]} {author.words[2]}"'
        ),
        "search, a prefix": lambda library: library.search(f"{author.words[3000][:4]}*"),
        "search, speakers and a date": lambda library: library.search("speaker:b* after:2015"),
        "search, a common word of a site": lambda library: library.search(
            f"{author.words[5]} site:site3.example"
        ),
        "list, the first page and the number": lambda library: (
            library.entries(sort="date"),
            library.count(),
        ),
        "list, a page in the middle": lambda library: library.entries(after=deep[id(library)]),
        "list, by title, unread": lambda library: library.entries(Filter(unread=True), "title"),
        "list, starred": lambda library: library.entries(Filter(starred=True), "date"),
        "list, a tag of every tenth": lambda library: library.entries(Filter(tag="tenth"), "title"),
        "list, one of 40 sites": lambda library: library.entries(
            Filter(site="site7.example"), "date", limit=20
        ),
        "one article with its analysis": lambda library: library.load(500),
    }
    for name, do in measured.items():
        compare(
            f"{name}, {LARGE:,} to {SMALL:,}",
            lambda do=do: _seconds(do, many),
            lambda do=do: _seconds(do, few),
            wanted="≤ 2",
        )


def kills(folder: Path) -> None:
    """Kill a process that saves `KILLS` times, each at a moment of its own."""
    chance = random.Random(3)
    for number in range(KILLS):
        killed_while_saving(
            folder / "library.db", chance.randint(1, 12), chance.random() * 0.02, f"killed {number}"
        )
    print(f"{KILLS} kills: all that was reported saved is there, integrity_check ok", flush=True)


def _seconds(do: Callable[[Library], object], library: Library) -> float:
    began = time.perf_counter()
    for _ in range(_TIMES):
        do(library)
    return (time.perf_counter() - began) / _TIMES


def made(path: Path, number: int) -> Path:
    """Make a library of `number` articles at `path`, unless it is there, and print what its file takes."""
    if not path.exists():
        size = fill(path, number)
        taken = sum(file.stat().st_size for file in path.parent.iterdir())
        print(
            f"{number:,} articles: file / text {taken / size:.2f}  (wanted < 2.5; text {size / 1e6:.0f} MB)",
            flush=True,
        )
    return path
