"""The column of rows: lazily laid out, and nothing jumps."""

from __future__ import annotations

import random

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from reader.document import parse
from reader.model import Article, Block, Document
from reader.tui.flow import Extra, Flow, Spot

HEIGHT = 20


def document(lengths: list[int]) -> Document:
    """A document with a paragraph of that many words for every length."""
    text, blocks = "", []
    for number, length in enumerate(lengths):
        words = " ".join(f"w{number}x{word}" for word in range(length)) or "-"
        blocks.append(Block(len(text), len(text) + len(words), "paragraph"))
        text += words + "\n\n"
    return Document("A title", text.rstrip(), tuple(blocks))


def flow(lengths: list[int], columns: int = 40) -> Flow:
    return Flow(document(lengths), columns, [Extra("title", "A title"), Extra("byline", "someone")])


def screen(column: Flow, top: int) -> list[tuple[int, int] | None]:
    return [column.at(row) for row in range(top, top + HEIGHT)]


LENGTHS = st.lists(st.integers(0, 120), min_size=1, max_size=60)


@given(LENGTHS, st.data())
def test_the_settled_line_stands_where_asked_unless_at_an_end(lengths, data):
    column = flow(lengths)
    item = data.draw(st.integers(0, len(column.items) - 1))
    row = data.draw(st.integers(0, HEIGHT - 1))
    top = column.settle(item, 0, row, HEIGHT)
    assert 0 <= top <= max(0, column.total - HEIGHT)
    if 0 < top < column.total - HEIGHT:
        assert screen(column, top)[row] == (item, 0)


@given(LENGTHS, st.lists(st.integers(-30, 30), max_size=12), st.integers(0, 10_000))
@example([0, 0, 0, 0, 0, 0, 0, 0, 8, 0, 78], [-23, 23, -4], 24)
def test_what_was_visible_keeps_its_distance_when_scrolled(lengths, moves, start):
    column = flow(lengths)
    top = column.settle(*column.anchor(start, HEIGHT), HEIGHT)
    for move in moves:
        before = screen(column, top)
        wanted = max(0, min(top + move, column.total - HEIGHT))
        moved = wanted - top
        new_top = column.settle(*column.anchor(wanted, HEIGHT), HEIGHT)
        after = screen(column, new_top)
        at_an_end = new_top == 0 or new_top >= column.total - HEIGHT
        if not at_an_end and abs(moved) < HEIGHT:
            for row, seen in enumerate(before):
                if seen is not None and 0 <= row - moved < HEIGHT:
                    assert after[row - moved] == seen
        top = new_top


@given(LENGTHS)
def test_every_row_of_the_screen_is_exact_after_settling(lengths):
    column = flow(lengths)
    top = column.settle(len(column.items) // 2, 0, 5, HEIGHT)
    for seen in screen(column, top):
        if seen is not None:
            item, line = seen
            assert -column.space(item) <= line < len(column.lines(item))
    total = column.total
    assert column.settle(*column.anchor(top, HEIGHT), HEIGHT) == top
    assert column.total == total


@given(LENGTHS, st.integers(10, 90), st.data())
def test_a_place_survives_a_resize(lengths, columns, data):
    column = flow(lengths)
    offset = data.draw(st.integers(0, len(column.document.text)))
    spot = column.find(offset)
    column.resize(columns)
    line = column.lines(spot.item)[column.line_of(spot)]
    assert line.start <= spot.position <= line.end


def test_opening_and_jumping_lay_out_a_screenful_only():
    numbers = random.Random(3)
    column = flow([numbers.randrange(1, 120) for _ in range(5000)])
    column.settle(0, 0, 0, HEIGHT)
    column.settle(2500, 0, 6, HEIGHT)
    column.settle(len(column.items) - 1, 0, HEIGHT - 1, HEIGHT)
    assert len(column._laid_out) < 6 * HEIGHT


def test_the_estimate_is_close_to_the_truth():
    numbers = random.Random(4)
    column = flow([numbers.randrange(1, 120) for _ in range(400)], columns=70)
    estimate = column.total
    for item in range(len(column.items)):
        column.lines(item)
    assert estimate == pytest.approx(column.total, rel=0.1)


def test_dropped_lines_stand_where_they_were():
    text = document([3, 3])
    column = Flow(
        text,
        40,
        [Extra("title", "A title")],
        {1: [Extra("dropped", "Read also")], 2: [Extra("dropped", "Follow us")]},
    )
    kinds = [item.kind for item in column.items]
    assert kinds == ["title", "paragraph", "dropped", "paragraph", "dropped"]
    assert column.find(text.blocks[1].start) == Spot(3, 0)
    assert column.find(text.blocks[0].end) == Spot(1, text.blocks[0].end)


def test_an_hour_stands_right_above_the_heading_of_its_entry() -> None:
    document = parse(
        Article("x", None, "T", None, None, None, "en", "Fog.\n\n10:31\n\n## What we know\n\nOk.\n\n## More")
    )
    flow = Flow(document, 60)
    assert [flow.space(item) for item in range(1, 5)] == [1, 0, 1, 2]
