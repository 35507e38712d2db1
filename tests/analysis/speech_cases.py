"""Reads `speech_cases.txt`: texts of our own and the quotes that must come out of them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from reader.document import plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from reader.model import Document, Quote

_EDGES = " .,;:?!—–-“”\"'‘’«»„"


@dataclass(frozen=True)
class Expected:
    kind: str
    words: str
    speaker: str | None


@dataclass(frozen=True)
class Case:
    form: str
    title: str
    text: str
    quotes: tuple[Expected, ...]

    def document(self) -> Document:
        return plain(self.text, title=self.title)


def cases() -> list[Case]:
    path = Path(__file__).with_name("speech_cases.txt")
    return list(_read(path.read_text("utf-8").splitlines()))


def _read(lines: Iterable[str]) -> Iterator[Case]:
    form, title, text = "", "", ""
    expected: list[Expected] = []
    for line in [*lines, "## "]:
        if line.startswith("= "):
            if line != "= nothing":
                kind, words, speaker = (part.strip() for part in line[2:].split(" | "))
                expected.append(Expected(kind, words, None if speaker == "-" else speaker))
            continue
        if not line.strip() or (line.startswith("#") and not line.startswith("## ")):
            continue
        if text:
            yield Case(form, title, text, tuple(expected))
            title, text, expected = "", "", []
        if line.startswith("## "):
            form = line[3:]
        elif line.startswith("title: "):
            title = line[7:]
        else:
            text = line.replace(" ¶ ", "\n\n")


def same_words(one: str, other: str) -> bool:
    return one.strip(_EDGES).casefold() == other.strip(_EDGES).casefold()


def same_speaker(one: str | None, other: str | None) -> bool:
    return _name(one) == _name(other)


def _name(speaker: str | None) -> str:
    return re.sub(r"^(?:the|an?)\s+", "", speaker.casefold()) if speaker else ""


@dataclass
class Tally:
    """What was found of the quotes of many cases."""

    wanted: int = 0
    found: int = 0
    given: int = 0
    kinds: int = 0
    speakers: int = 0

    def add(self, case: Case, quotes: tuple[Quote, ...]) -> list[str]:
        """Count one case; return a line for everything that is wrong."""
        wrong = []
        left = list(quotes)
        self.wanted += len(case.quotes)
        self.given += len(quotes)
        for wanted in case.quotes:
            headline = wanted.kind == "headline"
            quote = next(
                (q for q in left if same_words(q.text, wanted.words) and (q.kind == "headline") == headline),
                None,
            )
            if quote is None:
                wrong.append(f"lost: {wanted.words!r} in {case.text!r}")
                continue
            left.remove(quote)
            self.found += 1
            if quote.kind == wanted.kind:
                self.kinds += 1
            else:
                wrong.append(f"{quote.kind} for {wanted.kind}: {wanted.words!r}")
            if same_speaker(quote.speaker, wanted.speaker):
                self.speakers += 1
            else:
                wrong.append(f"{quote.speaker!r} for {wanted.speaker!r}: {wanted.words!r}")
        wrong += [f"no quote: {q.text!r} ({q.speaker})" for q in left]
        return wrong
