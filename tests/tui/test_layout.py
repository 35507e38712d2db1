"""The layout of blocks into lines: nothing lost, nothing wider than the measure."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.model import Block
from reader.tui.cells import Ruler, shorten, width
from reader.tui.layout import MIN_WIDTH, lay_out
from reader.tui.lines import Line

WORDS = st.lists(
    st.sampled_from(
        [
            "a",
            "word",
            "well-known",
            "“quoted”",
            "incomprehensibilities",
            "漢字",
            "、",
            "이야기",
            "é",
            "👩‍👩‍👧",
            "❤️",
            "\t",
            "שלום",
            "https://example.org/a/very/long/path/that/does/not/end?query=1",
        ]
    ),
    max_size=40,
).map(" ".join)
TEXTS = st.one_of(WORDS, st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc", "Cf"]), max_size=200))
COLUMNS = st.integers(min_value=MIN_WIDTH, max_value=100)
KINDS = st.sampled_from(["paragraph", "heading", "item", "code", "image"])


def block_of(text: str, kind: str = "paragraph", **more: object) -> Block:
    return Block(0, len(text), kind, **more)  # type: ignore[arg-type]


def drawn_width(line: Line, text: str) -> int:
    ruler = Ruler(text)
    pieces = [piece.x + ruler.width(piece.start, piece.end) for piece in line.pieces]
    return max([*pieces, *(mark.x + width(mark.text) for mark in line.ornaments)], default=0)


@given(
    TEXTS, KINDS, COLUMNS, st.integers(0, 5), st.integers(0, 9), st.sampled_from(["", "•", "12.", "100000."])
)
def test_every_code_point_is_owned_once_and_no_line_is_too_wide(text, kind, columns, quote, depth, marker):
    lines = lay_out(block_of(text, kind, quote=quote, depth=depth, marker=marker), text, columns)
    assert lines[0].start == 0
    assert lines[-1].end == len(text)
    for line, following in pairwise(lines):
        assert line.end == following.start
    for line in lines:
        assert drawn_width(line, text) <= columns
        assert all(line.start <= piece.start < piece.end <= line.end for piece in line.pieces)


@given(TEXTS, KINDS.filter(lambda kind: kind != "image"), COLUMNS)  # a picture has no text
def test_only_white_space_is_not_shown(text, kind, columns):
    lines = lay_out(block_of(text, kind), text, columns)
    shown = "".join(text[piece.start : piece.end] for line in lines for piece in line.pieces)
    assert "".join(shown.split()) == "".join(text.split())


@given(
    st.lists(
        st.lists(
            st.sampled_from(["", "7", "two words", "漢字", "incomprehensibilities"]), min_size=1, max_size=9
        ),
        min_size=1,
        max_size=5,
    ),
    COLUMNS,
)
def test_a_table_shows_every_cell_within_the_measure(table, columns):
    rows, text = [], ""
    for row in table:
        spans = []
        for cell in row:
            spans.append((len(text), len(text) + len(cell)))
            text += cell + "\t"
        rows.append(tuple(spans))
    lines = lay_out(Block(0, len(text), "table", cells=tuple(rows)), text, columns)
    shown = sorted("".join(text[piece.start : piece.end] for line in lines for piece in line.pieces))
    assert "".join(shown).strip() == "".join(sorted("".join(text.split()))).strip()
    assert all(drawn_width(line, text) <= columns for line in lines)


def test_lines_break_at_blanks_and_after_hyphens():
    text = "a well-known pianist plays"
    shown = [text[p.start : p.end] for line in lay_out(block_of(text), text, 8) for p in line.pieces]
    assert shown == ["a well-", "known", "pianist", "plays"]


def test_closing_marks_stay_with_their_line_in_scripts_without_blanks():
    text = "村長は言った。「また会おう」"
    for columns in range(MIN_WIDTH, 30):
        for line in lay_out(block_of(text), text, columns):
            assert text[line.pieces[0].start] not in "。」"


def test_a_list_item_hangs_behind_its_marker():
    text = "one two three four"
    lines = lay_out(block_of(text, "item", depth=2, marker="•"), text, 12)
    assert [mark.text for mark in lines[0].ornaments] == ["• "]
    assert {line.pieces[0].x for line in lines} == {4}
    assert not lines[1].ornaments


def test_a_nested_quotation_carries_a_bar_a_level_on_every_line():
    text = "one two three four"
    lines = lay_out(block_of(text, quote=2), text, 14)
    assert len(lines) > 1
    assert all([mark.role for mark in line.ornaments] == ["bar", "bar"] for line in lines)


@pytest.mark.parametrize(
    ("text", "limit", "short"),
    [("short", 9, "short"), ("far too long", 8, "far too…"), ("漢字漢字", 4, "漢…")],
)
def test_shortened_text_ends_in_an_ellipsis(text, limit, short):
    assert shorten(text, limit) == short


@given(TEXTS, st.integers(0, 30))
def test_shortened_text_fits(text, limit):
    assert width(shorten(text, limit)) <= limit


def text_of(line: Line, text: str) -> str:
    return "".join(text[piece.start : piece.end] for piece in line.pieces)


def test_a_picture_is_told_by_its_alternative_text_and_is_no_text():
    lines = lay_out(block_of("", "image", marker="A pier in the fog, with a dog"), "", 20)
    drawn = [[mark.text for mark in line.ornaments] for line in lines]
    assert drawn == [["▣ ", "A pier in the fog,"], ["with a dog"]]
    assert all(not line.pieces for line in lines)
    assert lay_out(block_of("", "image"), "", 20)[0].ornaments[1].text == "picture"


@pytest.mark.parametrize("kind", ["paragraph", "heading"])
def test_text_from_right_to_left_stands_at_the_right_edge(kind):
    text = "שלום עולם (abc) " * 6
    lines = lay_out(block_of(text, kind), text, 40)
    assert len(lines) > 1
    assert all(drawn_width(line, text) == 40 for line in lines)
    latin = "abc שלום " * 9
    assert all(line.pieces[0].x == 0 for line in lay_out(block_of(latin, kind), latin, 40))


def test_the_marker_of_an_item_from_right_to_left_is_at_its_right():
    text = "שלום עולם " * 8
    first, *rest = lay_out(block_of(text, "item", depth=1, marker="•"), text, 40)
    assert [(mark.x, mark.text) for mark in first.ornaments] == [(39, "•")]
    assert all(not line.ornaments for line in rest)
    assert all(drawn_width(line, text) <= 38 for line in rest)
