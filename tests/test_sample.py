"""The forms that must come out right: a pasted article with a headline quote, and two "Read Also" lines."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

import reader
from reader.model import Reading

HERE = Path(__file__).parent
SHARED = HERE.parents[1] / "shared" / "sample" / "peace-talks.txt"


@dataclass(frozen=True)
class Expected:
    title: str
    first_words: str
    last_words: str
    people: dict[str, str | None]
    not_people: tuple[str, ...]
    quotes: tuple[tuple[str, str, str], ...]


OWN = Expected(
    title="They (the upstream towns) want the water back – Helena Brandt",
    first_words="The dispute over the river",
    last_words="before the next dry season.",
    people={
        "Helena Brandt": "former Governor",
        "Tomas Rehak": "Prime Minister",
        "Irena Dolezal": "spokeswoman",
        "Pavel Novotny": "head of the Ostra River Commission",
        "Jonas Weller": "Minister of Agriculture",
        "Clara Engstrom": "Finance Minister",
        "Samuel Otieno": "river envoy",
    },
    not_people=(
        "Evening Star",
        "Rehak’s Conditions",
        "Lindholm",
        "Marlow Courier",
        "Sankt Veit",
        "Ostra",
        "Harrow",
    ),
    quotes=(
        ("headline", "They (the upstream towns) want the water back", "Helena Brandt"),
        ("direct", "They (the upstream towns) want the water back,", "Helena Brandt"),
        (
            "direct",
            "Many people write many letters… I may not have seen every one, or been told of it.",
            "Irena Dolezal",
        ),
        ("partial", "an advanced stage", "Pavel Novotny"),
    ),
)

PEACE_TALKS = Expected(
    title="He (Putin) wants to see people stop dying – Donald Trump",
    first_words="The war in Ukraine may be",
    last_words="conflicts in modern history.",
    people={
        "Donald Trump": "former U.S. President",
        "Vladimir Putin": "Russian President",
        "Dmitry Peskov": "spokesman",
        "Leonid Slutsky": "head of Russia’s International Affairs Committee",
        "Marco Rubio": "Secretary of State",
        "Pete Hegseth": "Secretary of Defense",
        "JD Vance": "Vice President",
        "Keith Kellogg": "Ukraine special envoy",
        "Volodymyr Zelensky": "Ukrainian President",
    },
    not_people=("Kyiv", "Putin’s Conditions", "Biden", "Air Force One", "Kremlin"),
    quotes=(
        ("headline", "He (Putin) wants to see people stop dying", "Donald Trump"),
        ("direct", "He (Putin) wants to see people stop dying,", "Donald Trump"),
        (
            "direct",
            "Many different communications are emerging… I personally may not know something, "
            "be unaware of something.",
            "Dmitry Peskov",
        ),
        ("partial", "an advanced stage", "Leonid Slutsky"),
    ),
)

CASES = [
    pytest.param(HERE / "samples" / "river-talks.txt", OWN, id="own"),
    pytest.param(
        SHARED,
        PEACE_TALKS,
        id="shared",
        marks=pytest.mark.skipif(not SHARED.exists(), reason="the shared sample is not beside this checkout"),
    ),
]


@pytest.fixture(scope="module")
def read_once() -> dict[Path, Reading]:
    return {}


@pytest.fixture
def reading(read_once: dict[Path, Reading], path: Path) -> Reading:
    if path not in read_once:
        read_once[path] = reader.read(str(path))
    return read_once[path]


@pytest.mark.parametrize(("path", "expected"), CASES)
class TestSample:
    def test_cleaning_takes_the_title_and_both_lines_and_nothing_else(
        self, reading: Reading, path: Path, expected: Expected
    ) -> None:
        assert reading.article.title == expected.title
        text = reading.document.text
        assert text.startswith(expected.first_words)
        assert text.endswith(expected.last_words)
        lines = path.read_text("utf-8").splitlines()
        kept = [line.removeprefix("- ") for line in lines[1:] if not line.startswith("Read Also:")]
        assert text.split("\n\n") == kept
        assert [dropped.text for dropped in reading.article.dropped] == lines[-2:]

    def test_subheadings_and_list_are_told(self, reading: Reading, path: Path, expected: Expected) -> None:
        kinds = [block.kind for block in reading.document.blocks]
        assert kinds.count("heading") == 2
        assert kinds.count("item") == 2

    def test_people_once_each_with_their_roles(
        self, reading: Reading, path: Path, expected: Expected
    ) -> None:
        assert reading.analysis is not None
        found = {person.name: person.roles for person in reading.analysis.people}
        assert set(found) == set(expected.people)
        for name, role in expected.people.items():
            assert role is None or role in found[name]

    def test_every_mention_of_the_main_people(self, reading: Reading, path: Path, expected: Expected) -> None:
        assert reading.analysis is not None
        text = reading.document.text
        for person in reading.analysis.people:
            surname = person.name.split()[-1]
            wanted = (
                text.count(surname)
                - text.count(f"{surname} administration")
                - text.count(f"{surname} commission")
            )
            assert len(person.mentions) == wanted, person
            assert all(surname in text[a:b] and not text[a:b].endswith("s’") for a, b in person.mentions)

    def test_quotes_with_kind_and_speaker(self, reading: Reading, path: Path, expected: Expected) -> None:
        assert reading.analysis is not None
        found = [(quote.kind, quote.text, quote.speaker) for quote in reading.analysis.quotes]
        assert found == list(expected.quotes)
        for quote in reading.analysis.quotes:
            if quote.start is not None:
                assert reading.document.text[quote.start : quote.end] == quote.text
