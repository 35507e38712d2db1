"""No escape sequence, control or reordering character survives; ordinary text does."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.sanitise import one_line, sanitise, sanitise_markup


@pytest.mark.parametrize(
    ("hostile", "left"),
    [
        ("a\x1b[31mred\x1b[0m", "ared"),
        ("\x1b]0;owned\x07title", "title"),
        ("\x1b]8;;http://evil.example\x1b\\link\x1b]8;;\x1b\\", "link"),
        ("\x1b]52;c;ZXZpbA==\x07x", "x"),
        ("\x9b31mred", "red"),
        ("\x9d0;owned\x9cx", "x"),
        ("\x90payload\x9cx", "x"),
        ("a\x00b\x08c\x7fd", "abcd"),
        ("abc\u202edef\u2066ghi", "abcdefghi"),
        ("soft\u00adhyphen zero\u200bwidth \ufeffmark", "softhyphen zerowidth mark"),
        ("tail\x1b", "tail"),
        ("The mayor \x1b]0;resigned on Monday.", "The mayor 0;resigned on Monday."),
        ("one \x9dtwo\nthree\x07", "one two\nthree"),
        ("one \x1bPtwo \x1b]0;owned\x07three", "one two three"),
    ],
)
def test_hostile_sequences_go_with_their_payload(hostile: str, left: str) -> None:
    assert sanitise(hostile) == left


@pytest.mark.parametrize(
    ("hostile", "left"),
    [
        ("<b>\x1b]0;owned\x07a</b>", "<b>a</b>"),
        ("<b>\x1b]0;a</b> b\x07", "<b>0;a</b> b"),
        ("<b>a\x1b[</b>", "<b>a</b>"),
        ("<b>a\x9b</b>", "<b>a</b>"),
        ("<b>a\x1b</b>", "<b>a</b>"),
        ('<img alt="\x1b"> “a” <img alt="\x07">', '<img alt=""> “a” <img alt="">'),
        ("\x1b&lt;a", "&lt;a"),
    ],
)
def test_no_sequence_takes_a_tag_with_it(hostile: str, left: str) -> None:
    assert sanitise_markup(hostile) == left


MARKED_UP = st.lists(
    st.sampled_from(["<p>", "</p>", "a", "\x1b", "]0;", "[", "\x9d", "\x9b", "\x07", "?", "\n"])
)


@given(MARKED_UP)
def test_every_tag_survives(parts: list[str]) -> None:
    clean = sanitise_markup("".join(parts))
    assert [clean.count(tag) for tag in ("<p>", "</p>")] == [parts.count(tag) for tag in ("<p>", "</p>")]


def test_line_ends_become_newlines() -> None:
    assert sanitise("a\r\nb\rc\u2028d\x85e") == "a\nb\nc\nd\ne"


@pytest.mark.parametrize("text", ["naïve “quotes” – 漢字", "👩‍👩‍👧 family", "नमस्ते", "tab\there", "שלום"])
def test_ordinary_text_is_untouched(text: str) -> None:
    assert sanitise(text) == text


def test_one_line_has_one_line() -> None:
    assert one_line(" a\n\tb\x1b[2J  c ") == "a b c"


@given(st.text())
def test_nothing_unsafe_survives_and_a_second_pass_changes_nothing(text: str) -> None:
    clean = sanitise(text)
    assert not any(unicodedata.category(c) in {"Cc", "Cs"} and c not in "\n\t" for c in clean)
    assert not re.search("[\u202a-\u202e\u2066-\u2069]", clean)
    assert sanitise(clean) == clean
