"""Reads the word lists beside the code."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from reader.packaged import listed

if TYPE_CHECKING:
    from collections.abc import Callable

WORD = re.compile(r"[^\W_]+|©")
"""A word of a line, in the lists and in pages alike."""


@cache
def lines(name: str) -> tuple[str, ...]:
    """Return the entries of `data/NAME`, without comments and blank lines."""
    return tuple(listed(__file__, name))


@cache
def pairs(name: str) -> tuple[tuple[str, str], ...]:
    """Return the entries of `data/NAME` that has a kind and an entry on each line, parted by a tab."""
    return tuple((kind, entry) for kind, _, entry in (line.partition("\t") for line in lines(name)))


@cache
def entries(name: str, kind: str) -> frozenset[str]:
    """Return the entries of one kind in `data/NAME`."""
    return frozenset(entry for found, entry in pairs(name) if found == kind)


def alternatives(name: str, kind: str) -> str:
    """Return a pattern for any of the entries of one kind in `data/NAME`, the longest first."""
    return "|".join(map(re.escape, sorted(entries(name, kind), key=len, reverse=True)))


def flat(text: str) -> str:
    """Return the words of `text`, parted by single blanks."""
    return " ".join(WORD.findall(text))


@cache
def classes() -> re.Pattern[str]:
    """Return the pattern whose named groups are the kinds of `classes.tsv`, to be searched in split names."""
    return _grouped(
        "classes.tsv", lambda stem: rf"{re.escape(stem[1:])}\b" if stem[0] == "=" else re.escape(stem)
    )


@cache
def class_openers() -> frozenset[str]:
    """Return the first words of those stems of `classes.tsv` that are two words."""
    stems = (stem.removeprefix("=") for _, stem in pairs("classes.tsv"))
    return frozenset(stem.split()[0] for stem in stems if " " in stem)


@cache
def _phrases() -> dict[str, tuple[tuple[tuple[str, ...], str, bool], ...]]:
    """Return the phrases of `wording.tsv` by their first word: their words, their kind, whether they must open."""
    found: dict[str, list[tuple[tuple[str, ...], str, bool]]] = {}
    for kind, entry in pairs("wording.tsv"):
        words = tuple(WORD.findall(entry))
        found.setdefault(words[0], []).append((words, kind, entry.startswith("^")))
    return {first: tuple(phrases) for first, phrases in found.items()}


def wording(words: list[str]) -> set[str]:
    """Return the kinds of `wording.tsv` that a line speaks, given its lower-case words."""
    phrases = _phrases()
    found: set[str] = set()
    for position, word in enumerate(words):
        for phrase, kind, opens in phrases.get(word, ()):
            if (not opens or position == 0) and tuple(words[position : position + len(phrase)]) == phrase:
                found.add(kind)
    return found


def _grouped(name: str, pattern: Callable[[str], str]) -> re.Pattern[str]:
    kinds: dict[str, list[str]] = {}
    for kind, entry in pairs(name):
        kinds.setdefault(kind, []).append(pattern(entry))
    return re.compile("|".join(rf"(?P<{kind}>\b(?:{'|'.join(stems)}))" for kind, stems in kinds.items()))
