"""Searching: what a query means, and that none is ever a mistake of ours."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.errors import LibraryError
from reader.library import Library
from tests.library.readings import analysed, reading

FERRY = "A ferry of the harbour board ran late. Nobody minded, and the light of the point was on."


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    with Library(tmp_path_factory.mktemp("search") / "library.db") as opened:
        opened.save(analysed(reading()))
        opened.save(
            reading(
                "https://courier.example/ferry",
                FERRY,
                "Ferries late",
                site="The Marlow Courier",
                published="2025-03-09",
            )
        )
        opened.save(
            reading(
                "https://courier.example/cafe",
                "Le café du port ouvre. Ein Lighthouse war es nie.",
                "Café",
                site="The Marlow Courier",
                published=None,
            )
        )
        opened.add_tags([2], "boats")
        opened.highlight(2, 2, 7, "ask Tallis about the timetable")
        yield opened


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("harbour light", {1, 2}),
        ('"harbour board"', {2}),
        ('"board harbour"', set()),
        ("light*", {1, 2, 3}),
        ('"car pa"*', {1}),
        ("CAFE", {3}),
        ("speaker:okafor", {1}),
        ('speaker:"Marie Okafor"', {1}),
        ("speaker:harbour", set()),
        ("person:okaf* council", {1}),
        ("site:courier", {2, 3}),
        ("site:courier.example ferry", {2}),
        ("title:ferries", {2}),
        ("note:timetable", {2}),
        ("timetable", {2}),
        ("tag:Boats", {2}),
        ("harbour tag:boats", {2}),
        ("after:2026 harbour", {1}),
        ("before:2026-01-01", {2}),
        ("after:2025-03-09 before:2025-03-10", {2}),
        ("“harbour board”", {2}),
        ('"harbour board', {2}),
        ("pilots.example", set()),
        ("needle", set()),
        ("AND OR NOT NEAR", set()),
        ("the:point", {1, 2}),
    ],
)
def test_queries(library: Library, query: str, found: set[int]) -> None:
    assert {hit.entry.id for hit in library.search(query).hits} == found


@pytest.mark.parametrize(
    "query", ["", "   ", '"', "***", "speaker:", "tag:", "after:yesterday", "before:2026-13", "a " * 500]
)
def test_what_cannot_be_searched_for_is_said_in_one_line(library: Library, query: str) -> None:
    with pytest.raises(LibraryError) as told:
        library.search(query)
    assert "\n" not in str(told.value)
    assert "fts5" not in str(told.value).lower()


@given(
    st.text()
    | st.text(alphabet='abé"*:()^-+{}\\ \0\n')
    | st.lists(
        st.sampled_from(
            ["speaker:", "tag:", "after:", '"', "*", "NEAR(", "x", "2026", ":", "-", "title:", "\x00", "AND"]
        )
    ).map("".join)
)
def test_no_query_is_a_mistake_of_ours(library: Library, typed: str) -> None:
    with suppress(LibraryError):
        for hit in library.search(typed).hits:
            assert hit.excerpt in library.load(hit.entry.id).document.text


def test_words_are_shown_where_they_stand(library: Library) -> None:
    hit = library.search('"car park" fish*').hits[0]
    text = library.load(1).document.text
    assert [text[start:end] for start, end in hit.spans] == ["car park", "fish"]
    assert text[hit.start :].startswith(hit.excerpt)
    assert "car park with fish" in hit.excerpt


def test_a_word_in_the_title_ranks_above_one_in_the_text(library: Library) -> None:
    library.save(reading("https://courier.example/3", "Budget talk, at length. " * 20 + "Ferries.", "Talk"))
    assert [hit.entry.id for hit in library.search("ferries").hits] == [2, 4]


def test_of_very_many_the_newest_are_found(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reader.library.search.NEWEST", 2)
    assert [hit.entry.id for hit in library.search("harbour").hits] == [4, 2], "titles first, then the newest"
    monkeypatch.setattr("reader.library.search._EVERY", 0)
    assert {hit.entry.id for hit in library.search("harbour").hits} == {2, 4}
    assert [hit.entry.id for hit in library.search("site:courier ferries").hits] == [2, 4], (
        "all where there are few"
    )
