"""Whatever a page holds, twice as much of it is about twice the work: counted in calls, since times differ."""

from __future__ import annotations

import sys

import pytest

from reader.analysis import analyse, engine
from reader.analysis.people import find_people
from reader.analysis.speakers import attribute
from reader.document import plain

SHAPES = {
    "names without end": "Aa ",
    "initials without end": "A. B. ",
    "marks in one sentence": "“a.” — A ",
    "marks in one sentence, unspaced": "“a.” — A",
    "speakers in one paragraph": "“Go,” said Ada Crole. ",
    "verbs in one sentence": "he said he said ",
    "a list of one name": "Jane Doe, ",
    "offices of offices": "mayor of ",
    "opening marks": "“a ",
    "nested marks": "“‘«",
    "apostrophes": "'a boys' ",
    "questions": "Why so?\n\nAda Crole shrugs.\n\n",
    "labels": "AC: So it is.\n\nQ: Is it?\n\n",
    "people of one surname": "Ada Crole met Bo Crole. ",
}
PARAGRAPH = (
    "{0} Kovel, the keeper of the {1} tower, was late. “The key is lost,” she said. Kovel and her brother, {1} Osei, "
    "looked for it. “It hangs at the {0},” said Mr Osei. Nobody told the council that the door was open.\n\n"
)
GIVEN = ("Marta", "Anna", "Rosa", "Ingrid", "Helen", "Laura", "Nadia", "Karen", "Lena", "Paula")


def _work(text: str) -> int:
    """Return how many lines and calls of our own code the reading of a text takes, without the language engine."""
    parsed = engine.parse(plain(text))
    count = 0

    def counted(frame: object, event: str, argument: object) -> None:
        nonlocal count
        count += 1

    sys.setprofile(counted)
    try:
        attribute(parsed, find_people(parsed))
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.parametrize("shape", SHAPES)
def test_twice_the_text_is_twice_the_work(shape):
    small, large = (_work(SHAPES[shape] * times) for times in (150, 300))
    assert large < 2.6 * small


def test_prose_with_many_people_and_one_who_is_always_there():
    def prose(paragraphs: int) -> str:
        return "".join(
            PARAGRAPH.format(GIVEN[i % 10], f"K{chr(97 + i % 26)}{chr(97 + i // 26)}ra")
            for i in range(paragraphs)
        )

    assert _work(prose(50)) < 2.6 * _work(prose(25))


def test_a_long_text_says_at_its_seams_what_its_parts_say(monkeypatch):
    text = "".join(PARAGRAPH.format(GIVEN[i % 10], "Tower") for i in range(30))
    whole = analyse(plain(text))
    monkeypatch.setattr(engine, "_BATCH_BLOCKS", 3)
    monkeypatch.setattr(engine, "_BATCH_WORDS", 100)
    assert analyse(plain(text)) == whole
