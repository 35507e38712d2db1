"""Own highlights and notes: they hold on to their words while the text around them changes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.errors import LibraryError
from reader.library import Library
from reader.library.anchors import anchor, resolve
from reader.model import Highlight
from tests.library.readings import TEXT, reading

WORDS = "a car park with fish"
PLAIN = reading().document.text


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library(tmp_path / "library.db") as opened:
        opened.save(reading())
        yield opened


def marked(library: Library, words: str, note: str = "") -> Highlight:
    start = PLAIN.index(words)
    return library.highlight(1, start, start + len(words), note)


def after(library: Library, text: str) -> str | None:
    """Return what the first highlight stands on once the article has another text; None for an orphan."""
    library.save(reading(text=text))
    highlight = library.highlights(1)[0]
    return None if highlight.orphaned else library.load(1).document.text[highlight.start : highlight.end]


@pytest.mark.parametrize(
    ("text", "stands_on"),
    [
        ("A new line above.\n\n" + TEXT, WORDS),
        (TEXT.replace("“A harbour", '"A harbour').replace("fish,”", 'fish,"'), WORDS),
        (TEXT.replace("a car park with fish", "a car park with some fish"), "a car park with some fish"),
        (TEXT.replace("a car park", "a  car\u00a0park").replace("fish", "**fish**"), "a car park with fish"),
        (WORDS + ", people say.\n\n" + TEXT, WORDS),
        (TEXT.replace(WORDS, "nothing at all"), None),
        ("Quite another article.", None),
    ],
)
def test_a_highlight_stays_on_its_words(library: Library, text: str, stands_on: str | None) -> None:
    marked(library, WORDS)
    found = after(library, text)
    assert (found or "").replace("\u00a0", " ").replace("  ", " ") == (stands_on or "")


def test_of_the_same_words_twice_those_among_the_same_words_are_meant(library: Library) -> None:
    text = "The tide is out. He waits.\n\nThe tide is out. She goes.\n\nThe tide is out. They sleep."
    library.save(reading(text=text))
    start = text.index("The tide is out. She")
    library.highlight(1, start, start + 16)
    library.save(reading(text="The tide is out. Nobody knows.\n\n" + text))
    highlight = library.highlights(1)[0]
    assert library.load(1).document.text[highlight.end :].startswith(" She")


def test_an_orphan_is_kept_and_finds_its_words_when_they_come_back(library: Library) -> None:
    marked(library, WORDS, "dry")
    assert after(library, "Quite another article.") is None
    assert library.highlights(1)[0].anchor.exact == WORDS
    assert library.search("dry").hits
    assert after(library, TEXT) == WORDS


def test_notes(library: Library) -> None:
    one = marked(library, WORDS)
    assert marked(library, WORDS, "dry").id == one.id
    assert library.highlights(1)[0].note == "dry"
    library.annotate(one.id, "salt\x1b[31m")
    assert library.highlights(1)[0].note == "salt"
    assert not library.search("dry").hits
    assert library.search("note:salt").hits
    assert [highlight.id for highlight in library.all_highlights()] == [one.id]
    assert library.delete_highlight(one.id).note == "salt"
    assert library.highlights(1) == []
    assert not library.search("salt").hits


@pytest.mark.parametrize(
    ("start", "end"), [(-1, 4), (5, 5), (3, 10**6), (PLAIN.index("\n\n"), PLAIN.index("\n\n") + 2)]
)
def test_what_holds_no_words_cannot_be_highlighted(library: Library, start: int, end: int) -> None:
    with pytest.raises(LibraryError, match="nothing to highlight"):
        library.highlight(1, start, end)


@given(st.data())
def test_words_in_the_same_text_are_found_where_they_are(data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(PLAIN) - 13))
    end = data.draw(st.integers(start + 12, len(PLAIN)))
    assert resolve(PLAIN, anchor(PLAIN, start, end)) == (start, end)


@given(st.text(), st.text(), st.integers(0, 50), st.integers(0, 50))
def test_any_text_is_searched(text: str, other: str, start: int, length: int) -> None:
    found = resolve(other, anchor(text, start, start + length))
    assert found is None or 0 <= found[0] < found[1] <= len(other)
