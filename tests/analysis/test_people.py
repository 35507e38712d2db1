"""People: who is named, once each, with what they are; through the real language engine."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.analysis import engine
from reader.analysis.people import Cast, find_people
from reader.document import plain

if TYPE_CHECKING:
    from reader.analysis.people import Figure

CASES = Path(__file__).with_name("people_cases.txt")
SAMPLE = Path(__file__).parents[2] / "../shared/sample/peace-talks.txt"
EXPECTED = re.compile(r"(?P<name>[^\[]+?)(?: x(?P<mentions>\d+))?(?: \[(?P<role>.+)\])?")
LEAST_RIGHT = 0.9
"""The share of the cases that must be right: a floor under what is reached, to be raised and never lowered."""


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
    assert right >= LEAST_RIGHT, f"{right:.3f} right\n{report}"
