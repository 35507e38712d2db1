"""Nouns that make of the name before them no person."""

from __future__ import annotations

from functools import cache

from reader.analysis.people.lexicon import pairs


@cache
def _tails() -> dict[str, str]:
    return dict(pairs("tails"))


def tail(word: str) -> str:
    """Return what a folded noun makes of the name before it: place (p), body (b), thing (w), group (g), or ""."""
    return _tails().get(word, "")
