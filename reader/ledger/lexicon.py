"""The word lists of `data/`, one entry a line, lines that begin with # left out."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from reader.packaged import listed

if TYPE_CHECKING:
    from collections.abc import Mapping


def _lines(name: str) -> list[list[str]]:
    return [line.split() for line in listed(__file__, f"{name}.txt")]


@cache
def words(name: str) -> frozenset[str]:
    """Return all words of the list `data/name.txt`."""
    return frozenset(word for line in _lines(name) for word in line)


@cache
def firsts(name: str) -> Mapping[str, str]:
    """Return word → the word that its line of `data/name.txt` begins with, itself included."""
    return {word: line[0] for line in _lines(name) for word in line}


@cache
def seconds(name: str) -> Mapping[str, str]:
    """Return the first word of every line of `data/name.txt` → the second."""
    return {line[0]: line[1] for line in _lines(name)}


@cache
def headed(name: str) -> Mapping[str, frozenset[str]]:
    """Return word → the first words of the lines of `data/name.txt` that it stands in behind the first."""
    found: dict[str, set[str]] = {}
    for head, *rest in _lines(name):
        for word in rest:
            found.setdefault(word, set()).add(head)
    return {word: frozenset(heads) for word, heads in found.items()}


@cache
def row(name: str, head: str) -> frozenset[str]:
    """Return what stands behind `head` in the list `data/name.txt`; nothing if it has no such line."""
    return frozenset(word for first, *rest in _lines(name) if first == head for word in rest)
