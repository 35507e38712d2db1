"""Markdown → blocks and text: offsets hold, nothing is lost, nothing harmful comes through."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from reader.document import (
    _Builder,
    _stretches,
    _walk,
    hard_wrapped,
    markdown_parser,
    paragraph_spans,
    parse,
    plain,
)
from reader.model import Article, Document


def document(markdown: str) -> Document:
    return parse(Article("x", None, "Title", None, None, None, "en", markdown))


def texts(doc: Document) -> list[tuple[str, str]]:
    return [(block.kind, doc.text[block.start : block.end]) for block in doc.blocks]


def test_a_plain_paragraph_needs_no_parser_and_comes_out_the_same() -> None:
    assert list(_stretches("One.\n\n- a\n\n  more of a\n\nTwo,\nwrapped.\n\n    code\n\n“Three.”\n")) == [
        ("One.", True),
        ("- a\n\n  more of a\n\n", False),
        ("Two,\nwrapped.", True),
        ("    code\n\n", False),
        ("“Three.”", True),
    ]


def test_blocks_come_in_reading_order_and_are_parted_by_a_blank_line() -> None:
    doc = document("# One\n\nTwo\nlines.\n\n- a\n  - b\n- c\n\n> said\n\n```py\nx = 1\n```\n\n---\n")
    assert texts(doc) == [
        ("heading", "One"),
        ("paragraph", "Two lines."),
        ("item", "a"),
        ("item", "b"),
        ("item", "c"),
        ("paragraph", "said"),
        ("code", "x = 1"),
        ("rule", ""),
    ]
    assert doc.text == "One\n\nTwo lines.\n\na\n\nb\n\nc\n\nsaid\n\nx = 1"


def test_lists_carry_marker_and_depth() -> None:
    doc = document("3. three\n4. four\n\n   more of four\n   - inner\n")
    assert [(b.marker, b.depth) for b in doc.blocks] == [("3.", 1), ("4.", 1), ("", 1), ("•", 2)]


def test_block_quotes_carry_their_depth() -> None:
    doc = document("> outer\n>\n> > inner\n\nafter\n")
    assert [b.quote for b in doc.blocks] == [1, 2, 0]


def test_a_table_is_one_block_with_a_span_for_each_cell() -> None:
    doc = document("| Port | Ships |\n|---|---|\n| Carrow | **12** |\n")
    (table,) = doc.blocks
    assert [[doc.text[a:b] for a, b in row] for row in table.cells] == [["Port", "Ships"], ["Carrow", "12"]]
    (bold,) = doc.styles
    assert doc.text[bold.start : bold.end] == "12"


def test_styles_point_at_their_words() -> None:
    doc = document("Plain **bold _both_** [link](https://a.example/x) `code` ~~gone~~")
    found = {(s.kind, doc.text[s.start : s.end], s.href) for s in doc.styles}
    assert found == {
        ("strong", "bold both", None),
        ("emphasis", "both", None),
        ("link", "link", "https://a.example/x"),
        ("code", "code", None),
        ("strike", "gone", None),
    }


@pytest.mark.parametrize(
    "address",
    ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "ftp://a.example", "/relative"],
)
def test_only_web_addresses_become_links(address: str) -> None:
    doc = document(f"See [the page]({address}) now.")
    assert doc.text == "See the page now."
    assert doc.styles == ()


def test_raw_html_stays_text() -> None:
    assert document("a <b>c</b>").text == "a <b>c</b>"


def test_character_references_bring_no_control_characters() -> None:
    assert document("x&#27;[31my&#x9b;z&#x202e;w").text.isprintable()


def test_an_image_takes_no_text_and_keeps_its_words_as_marker() -> None:
    doc = document("Before\n\n![A light](https://a.example/i.jpg)\n\nAfter")
    assert doc.text == "Before\n\nAfter"
    image = doc.blocks[1]
    assert (image.kind, image.marker, image.info) == ("image", "A light", "https://a.example/i.jpg")


def test_plain_text_is_kept_to_the_letter() -> None:
    text = "  One.\nTwo.\n\n \nThree  \n"
    doc = plain(text)
    assert doc.text == text
    assert texts(doc) == [("paragraph", "One."), ("paragraph", "Two."), ("paragraph", "Three")]


WRAPPED = [
    "The council met on Monday night to decide whether the light should",
    "stay on. It did so after four hours, and the vote was eleven to two,",
    "with one member asleep and another on the ferry to the mainland.",
]


def test_lines_wrapped_at_a_width_are_one_paragraph() -> None:
    text = "\n".join(WRAPPED) + "\n\nNext."
    assert [text[a:b] for a, b in paragraph_spans(text)] == ["\n".join(WRAPPED), "Next."]


def test_a_paragraph_a_line_stays_so() -> None:
    lines = [
        "A short one.",
        "A longer one that goes on for some time and then stops.",
        "Another, of middling length.",
    ]
    assert not hard_wrapped(lines)
    text = "\n".join(lines)
    assert [text[a:b] for a, b in paragraph_spans(text)] == lines


MARKUP = st.text(
    alphabet=st.sampled_from("ab \n\t*_`[]()<>#>-+1.|~!&;:/\\“”'\"\x1b\x07\x9b\u202e\u200b漢🙂é"),
    max_size=200,
)


LINES = [
    "Plain words", "“Quoted,” she said", "- item", "  - inner", "1. one", "> said", "# head", "---", "===", "x  ",
    "a | b", "--- | ---", "    code", "   three", "*em* & [l](http://a.example)", "```", "[r]: http://a.example", "\\",
]  # fmt: skip
ENDS = ["\n", "\n\n", "\n \n", "\n\n\n"]


@given(
    st.lists(st.tuples(st.sampled_from(LINES), st.sampled_from(ENDS)).map("".join), max_size=12).map("".join)
)
def test_parsing_in_parts_is_parsing_the_whole(markdown: str) -> None:
    whole = _Builder()
    _walk(markdown_parser().parse(markdown), whole)
    doc = document(markdown)
    assert doc.text == "".join(whole.parts)
    assert list(doc.blocks) == whole.blocks
    assert list(doc.styles) == whole.styles


@given(MARKUP | st.text(max_size=200))
@example("` `1")
def test_any_markdown_gives_blocks_that_slice_the_text(markdown: str) -> None:
    doc = document(markdown)
    end = 0
    for block in doc.blocks:
        assert end <= block.start <= block.end <= len(doc.text)
        assert not doc.text[end : block.start].strip()
        words = doc.text[block.start : block.end]
        assert words == words.strip() or block.kind == "code"
        for row in block.cells:
            assert all(block.start <= a <= b <= block.end for a, b in row)
        end = block.end
    assert not doc.text[end:].strip()
    assert all(0 <= s.start < s.end <= len(doc.text) for s in doc.styles)
    assert not any(unicodedata.category(c) in {"Cc", "Cs"} and c != "\n" for c in doc.text)


@given(st.text(max_size=300))
def test_paragraphs_of_any_text_cover_its_words(text: str) -> None:
    spans = list(paragraph_spans(text))
    end = 0
    for start, stop in spans:
        assert end <= start < stop
        assert not text[end:start].strip()
        assert text[start:stop] == text[start:stop].strip()
        end = stop
    assert not text[end:].strip()
