"""Who speaks how much and where, as rows of cells."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.model import Quote
from reader.tui.cast import Cast
from reader.tui.screens.chart import bar
from reader.tui.share_bar import ShareBar
from reader.tui.strip import divide, occurrences, shares


def test_a_row_of_cells_shows_mentions_and_words_said():
    assert occurrences(100, [(0, 5), (55, 60)], [(30, 45)], 10) == [1, 0, 0, 2, 2, 1, 0, 0, 0, 0]
    assert occurrences(10, [(9, 10)], [(9, 10)], 3) == [0, 0, 2]
    assert occurrences(0, [], [], 4) == [0, 0, 0, 0]


@given(st.integers(1, 500), st.data())
def test_what_is_in_the_text_is_in_the_row(length, data):
    start = data.draw(st.integers(0, length - 1))
    end = data.draw(st.integers(start + 1, length))
    row = occurrences(length, [(start, end)], [], 14)
    assert len(row) == 14
    assert sum(row) == 1
    assert 2 in occurrences(length, [], [(start, end)], 14)


@given(st.lists(st.floats(0, 1), max_size=20), st.integers(0, 80))
def test_cells_are_divided_to_the_last(parts, cells):
    divided = divide(parts, cells)
    assert len(divided) == len(parts)
    assert sum(divided) == (cells if sum(parts) else 0)
    assert all(count >= 0 for count in divided)


def test_shares_are_of_the_quoted_letters_and_the_unattributed_come_last():
    quotes = (
        Quote(0, 1, "a " * 50, "direct"),
        Quote(0, 1, "bb", "direct", "Bell"),
        Quote(0, 1, "c c c c", "direct", "Quill"),
        Quote(0, 1, "dd", "direct", "Bell"),
        Quote(0, 1, "ee", "direct", "Bell"),
    )
    found = shares(quotes, Cast(quotes))
    assert [(share.voice and share.voice.name, share.quotes, share.first) for share in found] == [
        ("Bell", 3, 1),
        ("Quill", 1, 2),
        (None, 1, 0),
    ]
    assert sum(share.part for share in found) == pytest.approx(1)
    assert shares((), Cast()) == []


def test_a_bar_of_something_is_never_nothing():
    assert bar(1, 8) == "█" * 8
    assert bar(0.5, 1) == "▌"
    assert bar(0.0001, 8) == "▏"


async def test_a_click_on_a_speakers_stretch_goes_to_their_first_quote(reader):
    await reader.pilot.resize_terminal(120, 40)
    await reader.pilot.pause()
    row = "".join(segment.text for segment in reader.screen.query_one(ShareBar).render_line(0))
    assert row.startswith("MQ━")
    await reader.pilot.click(ShareBar, offset=(row.index("TB"), 0))
    assert reader.quote == "Paper boats, paper piers,"
