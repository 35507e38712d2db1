"""The list: every order and filter, page by page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import get_args

import pytest

from reader.library import Entry, Filter, Library, Sort
from tests.library.readings import reading

NAMES = ["Zebra", "Ähre", "“Apple”", "apple", "Öl", "zebra", "Moor"]


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    with Library(tmp_path_factory.mktemp("list") / "library.db") as opened:
        for i, name in enumerate(NAMES):
            site = f"Site {i % 2}"
            opened.save(
                reading(
                    f"https://www.site{i % 2}.example/{i}",
                    f"Text {i}.",
                    name,
                    site=site,
                    published=f"2026-01-0{7 - i}",
                )
            )
        opened.set_read([1, 3, 5])
        opened.set_starred([2, 3])
        opened.add_tags([1, 2, 3, 4], "Küste")
        opened.remove([7])
        yield opened


def paged(library: Library, which: Filter, sort: Sort, size: int, *, reverse: bool = False) -> list[Entry]:
    found: list[Entry] = []
    while page := library.entries(
        which, sort, reverse=reverse, after=found[-1] if found else None, limit=size
    ):
        assert len(page) <= size
        found += page
    return found


@pytest.mark.parametrize("sort", get_args(Sort))
@pytest.mark.parametrize(
    "which",
    [
        Filter(),
        Filter(unread=True),
        Filter(starred=True),
        Filter(tag="kuste"),
        Filter(site="site 1"),
        Filter(site="site1.example", tag="Küste", unread=True),
        Filter(removed=True),
    ],
    ids=str,
)
def test_pages_hold_the_whole_list_once_whatever_their_size(
    library: Library, which: Filter, sort: Sort
) -> None:
    whole = library.entries(which, sort, limit=100)
    assert whole
    assert len(whole) == library.count(which)
    for size in (1, 2, 5):
        assert paged(library, which, sort, size) == whole
        assert paged(library, which, sort, size, reverse=True) == whole[::-1]


def test_orders(library: Library) -> None:
    assert [entry.id for entry in library.entries(sort="saved")] == [6, 5, 4, 3, 2, 1]
    assert [entry.id for entry in library.entries(sort="date")] == [1, 2, 3, 4, 5, 6]
    assert [entry.title for entry in library.entries(sort="title")] == [
        "Ähre",
        "“Apple”",
        "apple",
        "Öl",
        "Zebra",
        "zebra",
    ]
    assert [entry.id for entry in library.entries(sort="site")] == [1, 3, 5, 2, 4, 6]


def test_many_tagged_ones_are_listed_as_few_are(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    few = [library.entries(Filter(tag="küste", unread=unread), "title") for unread in (False, True)]
    monkeypatch.setattr("reader.library.entries._FEW", 0)
    assert [library.entries(Filter(tag="küste", unread=unread), "title") for unread in (False, True)] == few
    assert few[1]


def test_tags_with_numbers(library: Library) -> None:
    assert library.tags() == [("Küste", 4)]
    assert library.entries(Filter(tag="nothing of the kind")) == []
