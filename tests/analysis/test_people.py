"""People: who is named, once each, with what they are; through the real language engine."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.analysis import engine
from reader.analysis.people import Cast, find_people
from reader.document import plain
from tests.floor import hold

if TYPE_CHECKING:
    from reader.analysis.people import Figure

CASES = Path(__file__).with_name("people_cases.txt")
SAMPLE = Path(__file__).parents[2] / "../shared/sample/peace-talks.txt"
EXPECTED = re.compile(r"(?P<name>[^\[]+?)(?: x(?P<mentions>\d+))?(?: \[(?P<role>.+)\])?")


@dataclass(frozen=True)
class Expected:
    name: str
    mentions: int
    role: str | None


@dataclass(frozen=True)
class Case:
    text: str
    people: tuple[Expected, ...]


def cases() -> list[Case]:
    lines = [line for line in CASES.read_text("utf-8").splitlines() if not line.startswith("#")]
    found = []
    for text, *people in (part.splitlines() for part in re.split(r"\n{2,}", "\n".join(lines).strip())):
        matches = [EXPECTED.fullmatch(line) for line in people if line != "none"]
        assert people, f"no expectation for: {text}"
        assert all(matches), f"unreadable expectation for: {text}"
        found.append(
            Case(
                text.replace(" | ", "\n\n"),
                tuple(Expected(m["name"], int(m["mentions"] or 1), m["role"]) for m in matches if m),
            )
        )
    return found


@cache
def cast_of(text: str) -> Cast:
    return find_people(engine.parse(plain(text)))


def names(text: str) -> list[str]:
    return [figure.name for figure in cast_of(text).figures]


def figure(text: str, name: str) -> Figure:
    return next(f for f in cast_of(text).figures if f.name == name)


def faults(case: Case) -> list[str]:
    figures = cast_of(case.text).figures
    found = sorted(f.name for f in figures)
    if found != sorted(p.name for p in case.people):
        return [f"people {found}"]
    wrong = []
    for person, person_figure in zip(
        sorted(case.people, key=lambda p: p.name), sorted(figures, key=lambda f: f.name), strict=True
    ):
        if len(person_figure.mentions) != person.mentions:
            wrong.append(f"{len(person_figure.mentions)} mentions of {person.name}")
        if person.role and person.role not in person_figure.roles:
            wrong.append(f"roles {person_figure.roles} of {person.name}")
    return wrong


def test_short_texts() -> None:
    every = cases()
    wrong = {case.text: found for case in every if (found := faults(case))}
    right = 1 - len(wrong) / len(every)
    report = "\n".join(f"{text!r}: {', '.join(found)}" for text, found in wrong.items())
    assert len(every) >= 150
    hold("people.cases", right, report)


ARTICLE = """\
BROOK AND QUANT MEET IN LORN

Mayor Lena Brook and former harbour master Conrad Quant met on Tuesday, ending a quarrel of ten years.

“He has a point,” Brook said. Mr Quant, 71, who heads the Lorn Ferry Trust, said that he had two.

His wife, Nadia Quant, a retired welder, laughed. Nadia said that she had counted three.
"""


def test_one_entry_a_person_with_every_mention() -> None:
    assert names(ARTICLE) == ["Lena Brook", "Conrad Quant", "Nadia Quant"]
    assert len(figure(ARTICLE, "Lena Brook").mentions) >= 2
    assert len(figure(ARTICLE, "Nadia Quant").mentions) == 2


def test_mentions_leave_out_titles_and_possessives() -> None:
    text = "Mr Conrad Quant's boat sank. Capt. Quant’s other boat did not."
    assert [text[a:b] for a, b in figure(text, "Conrad Quant").mentions] == ["Conrad Quant", "Quant"]


def test_aliases_are_the_other_ways_of_writing_with_titles_too() -> None:
    aliases = figure(ARTICLE, "Conrad Quant").aliases
    assert "Mr Quant" in aliases
    assert "Quant" in aliases
    assert "Conrad Quant" not in aliases


def test_roles_are_the_articles_own_words() -> None:
    assert figure(ARTICLE, "Lena Brook").roles == ("Mayor",)
    assert figure(ARTICLE, "Conrad Quant").roles == ("former harbour master", "heads the Lorn Ferry Trust")
    assert "retired welder" in figure(ARTICLE, "Nadia Quant").roles


def test_gender_by_title_name_and_pronoun() -> None:
    assert (figure(ARTICLE, "Conrad Quant").gender, figure(ARTICLE, "Conrad Quant").gender_sure) == (
        "m",
        True,
    )
    assert (figure(ARTICLE, "Nadia Quant").gender, figure(ARTICLE, "Nadia Quant").gender_sure) == ("f", True)
    unknown = "Robin Castell sold the lorry."
    assert figure(unknown, "Robin Castell").gender is None


def test_gender_by_role() -> None:
    text = "The spokeswoman for the ferry board, Robin Castell, declined."
    assert (figure(text, "Robin Castell").gender, figure(text, "Robin Castell").gender_sure) == ("f", True)


def test_a_pronoun_alone_is_not_sure() -> None:
    text = "Robin Castell sold the lorry because she needed the money."
    assert (figure(text, "Robin Castell").gender, figure(text, "Robin Castell").gender_sure) == ("f", False)


@pytest.mark.parametrize(
    ("text", "age"),
    [
        ("Lena Brook, 54, mayor of Lorn, spoke.", 54),
        ("Police arrested Lena Brook, 34.", 34),
        ("Lena Brook, a 71-year-old welder, sat down.", 71),
        ("Lena Brook (aged 30) lost her boat.", 30),
        ("The 34-year-old singer Lena Brook sang.", 34),
        ("Their five-year-old daughter Lena Brook laughed.", 5),
        ("Lena Brook is 54 years old.", 54),
        ("Lena Brook was 88.", 88),
        ("Aged 12, Lena Brook won.", 12),
        ("The mayor, Lena Brook Jr., 40, sat down.", 40),
        ("Lena Brook said no. Brook, 61, is a potter.", 61),
        ("Lena Brook (61) opened the shop.", 61),
        ("Lena Brook of the Lorn Institute, 61, told the paper that it was late.", 61),
        ("Lena Brook opened the shop in May. The 61-year-old said she was tired.", 61),
        ("Lena Brook, who is nine, laughed.", 9),
        ("Lena Brook turned 61 in May.", 61),
        ("At the age of 61, Lena Brook began to paint.", 61),
        ("Lena Brook, who turns 61 next week, sang.", None),
        ("Lena Brook (61 points) won.", None),
        ("The 34-year-old told Lena Brook that it was late.", None),
        ("A 9-year-old friend of Lena Brook fell in.", None),
        ("Lena Brook is 54 points ahead.", None),
        ("Lena Brook (12) scored.", None),
        ("Lena Brook, 1987, oil on canvas.", None),
    ],
)
def test_ages_are_those_that_the_text_gives(text: str, age: int | None) -> None:
    assert [f.age for f in cast_of(text).figures] == [age]


def test_capitals_before_a_name_with_a_title_elsewhere_are_initials() -> None:
    text = "For QK Rovell, this was the moment. Barely an hour goes by without Ms Rovell publicly singing."
    assert [text[a:b] for a, b in figure(text, "QK Rovell").mentions] == ["QK Rovell", "Rovell"]


def test_the_place_of_an_office_is_nobody() -> None:
    text = "Lena Brook, 54, mayor of Lorn and former head of the harbour board, spoke."
    assert names(text) == ["Lena Brook"]


def test_a_pair_joined_by_a_hyphen_is_two_mentions() -> None:
    text = "A Nordal-Balewa summit is near. Kaja Nordal and Idris Balewa spoke on Friday."
    assert [text[a:b] for a, b in figure(text, "Kaja Nordal").mentions] == ["Nordal", "Kaja Nordal"]
    assert [text[a:b] for a, b in figure(text, "Idris Balewa").mentions] == ["Balewa", "Idris Balewa"]


def test_a_surname_of_two_goes_to_him_or_her_by_title() -> None:
    text = "Carol Whitmore and Dean Whitmore own the mill. Mrs Whitmore bakes. Mr Whitmore sells."
    assert [text[a:b] for a, b in figure(text, "Carol Whitmore").mentions] == ["Carol Whitmore", "Whitmore"]
    assert figure(text, "Carol Whitmore").mentions[1][0] == text.index("Mrs ") + 4
    assert figure(text, "Dean Whitmore").mentions[1][0] == text.index("Mr ") + 3


def test_at_finds_who_is_named_at_an_offset() -> None:
    cast = cast_of(ARTICLE)
    brook = figure(ARTICLE, "Lena Brook")
    start, end = brook.mentions[-1]
    assert cast.at(start) is brook
    assert cast.at(end - 1) is brook
    assert cast.at(end) is not brook
    assert cast.at(ARTICLE.index("quarrel")) is None


@pytest.mark.parametrize(
    "name", ["Lena Brook", "Brook", "BROOK", "Brook’s", "Mayor Brook", "L. Brook", "Lena"]
)
def test_resolve_finds_who_a_name_from_outside_means(name: str) -> None:
    assert cast_of(ARTICLE).resolve(name) is figure(ARTICLE, "Lena Brook")


def test_resolve_needs_no_middle_name() -> None:
    cast = cast_of("Jonathan P. Tindall resigned on Friday.")
    assert cast.resolve("Jonathan Tindall") is cast.figures[0]


@pytest.mark.parametrize("name", ["", "  ", "Otto Falk", "Otto Brook"])
def test_resolve_knows_nobody_else(name: str) -> None:
    assert cast_of(ARTICLE).resolve(name) is None


@pytest.mark.parametrize("text", ["", "\n\n", "…", "42", "“", "A", "- - -", "O'"])
def test_texts_without_people(text: str) -> None:
    assert names(text) == []


WORDS = st.sampled_from(
    "Lena Brook Conrad Quant Mr. Dr Sir van der Jr. III J. K. O’Malley al-Masri’s - – , . “ ” ( ) and of the said who is "
    "mayor President Lake NORDAL \n \n\n 1993 ’s \u00a0 Ærø 李 é 🦆 Bank".split(" ")
)


@settings(max_examples=120, deadline=None)
@given(st.lists(WORDS, max_size=40).map(" ".join) | st.text(max_size=120))
def test_mentions_are_slices_that_never_overlap(text: str) -> None:
    cast = find_people(engine.parse(plain(text)))
    spans = sorted(span for figure in cast.figures for span in figure.mentions)
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert all(end <= start for (_, end), (start, _) in pairwise(spans))
    for found in cast.figures:
        assert found.mentions
        assert found.name
        for start, end in found.mentions:
            assert text[start:end] == text[start:end].strip()
            assert cast.at(start) is found


@pytest.mark.skipif(not SAMPLE.exists(), reason="the shared sample is not beside this checkout")
def test_the_sample() -> None:
    text = SAMPLE.read_text("utf-8")
    cast = cast_of(text)
    roles = {f.name: f.roles for f in cast.figures}
    assert "former U.S. President" in roles["Donald Trump"]
    assert "Russian President" in roles["Vladimir Putin"]
    assert "Secretary of State" in roles["Marco Rubio"]
    assert "Ukraine special envoy" in roles["Keith Kellogg"]
    assert not {"Kyiv", "Biden", "Kremlin", "Peace"} & {f.name for f in cast.figures}
    putin = figure(text, "Vladimir Putin")
    assert text.count("Putin") == len(putin.mentions)
