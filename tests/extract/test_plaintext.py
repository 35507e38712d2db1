"""Plain text and Markdown sources: paragraphs, headings, lists, and metadata from the top."""

from __future__ import annotations

import textwrap
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.document import parse
from reader.errors import NoArticleError
from reader.extract import extract
from reader.model import Page

PARAGRAPHS = (
    "The council met on Monday and decided, after a debate of four hours, that the bridge would stay closed until the "
    "spring, because nobody could find the drawings.",
    "“They were in the drawer,” said Lena Brook, the clerk. “Under the cake tin, as far as I remember, and next to "
    "the stamps that nobody was allowed to use.”",
)


def read(text: str, kind: str = "text") -> tuple[object, list[tuple[str, str]]]:
    article = extract(Page("-", None, text, "markdown" if kind == "markdown" else "text"))
    document = parse(article)
    return article, [(block.kind, document.text[block.start : block.end]) for block in document.blocks]


@pytest.mark.parametrize("separator", ["\n", "\n\n"])
def test_one_line_a_paragraph(separator: str) -> None:
    article, blocks = read(separator.join(["The bridge stays closed", *PARAGRAPHS]))
    assert article.title == "The bridge stays closed"
    assert blocks == [("paragraph", words) for words in PARAGRAPHS]


@pytest.mark.parametrize("width", [50, 72, 80])
def test_hard_wrapped_paragraphs(width: int) -> None:
    wrapped = "\n\n".join(textwrap.fill(words, width) for words in PARAGRAPHS)
    _, blocks = read(f"The bridge stays closed\n\n{wrapped}\n")
    assert blocks == [("paragraph", words) for words in PARAGRAPHS]


def test_headings_lists_byline_and_date() -> None:
    article, blocks = read(
        "The bridge stays closed\nBy Lena Brook and Omar Finch\n3 March 2026\n\n"
        f"{PARAGRAPHS[0]}\n\nWhat the divers want\n\nThey asked for three things:\n\n- a lamp\n- a rope\n- lunch\n\n"
        f"{PARAGRAPHS[1]}\nRead Also:Mayor loses key to the city\n"
    )
    assert (article.byline, article.published) == ("Lena Brook and Omar Finch", "2026-03-03")
    assert [kind for kind, _ in blocks] == [
        "paragraph",
        "heading",
        "paragraph",
        "item",
        "item",
        "item",
        "paragraph",
    ]
    assert [(item.text, item.after) for item in article.dropped] == [
        ("Read Also:Mayor loses key to the city", 7)
    ]


def test_special_characters_are_words() -> None:
    line = "She wrote *this* and [that] and a_b and 1 < 2 | # > in the margin, and signed it with a cross."
    _, blocks = read(f"Title\n\n{line}\n\n1. The first of no list.\n\n+ plus is a bullet to Markdown only.")
    assert blocks[0] == ("paragraph", line)
    assert blocks[1] == ("paragraph", "1. The first of no list.")


def test_markdown_keeps_its_structure_and_front_matter_is_metadata() -> None:
    article, blocks = read(
        "---\ntitle: The bridge\nauthor:\n  - Lena Brook\n  - Omar Finch\ndate: 2026-03-03\nlang: en\n---\n\n"
        f"# The bridge\n\n{PARAGRAPHS[0]}\n\n## Divers\n\n> quoted\n\n```py\nRead Also: x\n```\n\n**Related:** [Swans](https://a.example)\n\n{PARAGRAPHS[1]}\n",
        "markdown",
    )
    assert (article.title, article.byline, article.published) == (
        "The bridge",
        "Lena Brook, Omar Finch",
        "2026-03-03",
    )
    assert [kind for kind, _ in blocks] == ["paragraph", "heading", "paragraph", "code", "paragraph"]
    assert [item.text for item in article.dropped] == ["Related: Swans"]


PROSE = (
    "“We will go on Monday,” said Ann Lee, the mayor of Harbour.",
    "“We will go on Monday,” said Ann Lee, the mayor of Harbour",
    "„Wir gehen am Montag“, sagte Anna Lehm, die Leiterin",
    "The mayor resigned on Monday.",
    "She said: “We will go on Monday.”",
)


@pytest.mark.parametrize("line", PROSE)
def test_a_first_line_of_prose_is_no_title(line: str) -> None:
    article, blocks = read(f"{line}\n\n{PARAGRAPHS[0]}\n")
    assert article.title == ""
    assert blocks == [("paragraph", line), ("paragraph", PARAGRAPHS[0])]


@pytest.mark.parametrize(
    "line",
    [
        "Mayor of Harbour says “no” to the bridge",
        "Mayor comes home to the U.S.",
        "Will the mayor resign?",
        "And then…",
        "“Emma”, the film",
    ],
)
def test_a_headline_is_the_title(line: str) -> None:
    article, blocks = read(f"{line}\n\n{PARAGRAPHS[0]}\n")
    assert (article.title, blocks) == (line, [("paragraph", PARAGRAPHS[0])])


@pytest.mark.parametrize(
    "text", ["The mayor resigned on Monday.\n", "The mayor resigns", "Mayor resigns\n3 March 2026"]
)
def test_the_only_words_of_a_text_are_its_body(text: str) -> None:
    article, blocks = read(text)
    assert article.title == ""
    assert " ".join(words for _, words in blocks) == " ".join(text.split())


@pytest.mark.parametrize("kind", ["text", "markdown"])
def test_a_text_without_words_is_not_sent_to_a_browser(kind: str) -> None:
    with pytest.raises(NoArticleError, match="No article was found in this text") as caught:
        read("---\n\n***\n", kind)
    assert "browser" not in str(caught.value)


def test_a_heading_other_than_the_front_matter_s_title_stays() -> None:
    front = "---\ntitle: The bridge\n---\n\n"
    for heading in ("# What the divers want", "What the divers want\n==="):
        article, blocks = read(f"{front}{heading}\n\n{PARAGRAPHS[0]}\n", "markdown")
        assert article.title == "The bridge"
        assert blocks == [("heading", "What the divers want"), ("paragraph", PARAGRAPHS[0])]
    article, blocks = read(f"{front}# The *Bridge*\n\n{PARAGRAPHS[0]}\n", "markdown")
    assert (article.title, blocks) == ("The bridge", [("paragraph", PARAGRAPHS[0])])


LINE = st.text(
    st.characters(blacklist_categories=("Cs", "Cc", "Cf", "Zl", "Zp", "Co", "Cn")), min_size=1, max_size=80
)


@given(st.lists(LINE, min_size=2, max_size=6))
@settings(max_examples=150, deadline=None)
def test_every_word_of_a_text_is_in_the_article_or_dropped_with_a_reason(lines: list[str]) -> None:
    text = "\n\n".join([*PARAGRAPHS, *lines])
    article = extract(Page("-", None, text, "text"))
    document = parse(article)
    words = "".join(character for character in text if not character.isspace())
    kept = "".join(document.text.split()) + "".join("".join(item.text.split()) for item in article.dropped)
    heading = "".join(article.title.split())
    assert all(character in kept + heading + "-*•–·‣▪0123456789.)" for character in words)


def test_sample() -> None:
    path = Path(__file__).parents[3] / "shared/sample/peace-talks.txt"
    if not path.is_file():
        pytest.skip("the shared sample is not here")
    text = path.read_text("utf-8")
    article, blocks = read(text)
    lines = text.splitlines()
    assert article.title == lines[0]
    assert [item.text for item in article.dropped] == lines[-2:]
    assert [words for _, words in blocks] == [line.removeprefix("- ") for line in lines[1:-2] if line]
    assert [kind for kind, _ in blocks].count("heading") == 2
    assert [kind for kind, _ in blocks].count("item") == 2
