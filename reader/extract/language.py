"""Tells the language of an article: what the page says, else what its commonest words and letters say."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache

from reader.extract import vocabulary

_WORD = re.compile(r"[^\W\d_]+")
_SAMPLE = 6000
"""How much of a text is looked at, in code points."""
_LEAST_SHARE = 0.06
"""Less than this share of known function words says nothing."""
_SCRIPTS = (
    ("\u3040", "\u30ff", "ja"),
    ("\uac00", "\ud7af", "ko"),
    ("\u4e00", "\u9fff", "zh"),
    ("\u0400", "\u04ff", "ru"),
    ("\u0370", "\u03ff", "el"),
    ("\u0590", "\u05ff", "he"),
    ("\u0600", "\u06ff", "ar"),
    ("\u0900", "\u097f", "hi"),
    ("\u0e00", "\u0e7f", "th"),
)
"""The first and the last letter of a script, and a language that is written in it."""


def code(tag: str | None) -> str | None:
    """Return the ISO 639-1 code of a language tag such as "en-GB", or None if it is none."""
    match = re.match(r"\s*([a-zA-Z]{2})(?=$|[-_\s,])", tag or "")
    return match.group(1).lower() if match else None


def guess(text: str) -> str | None:
    """Return the language of `text` as an ISO 639-1 code, or None if it cannot be told."""
    sample = text[:_SAMPLE]
    letters = sum(map(str.isalpha, sample))
    for first, last, language in () if sample.isascii() else _SCRIPTS:
        if letters and sum(first <= letter <= last for letter in sample) > 0.15 * letters:
            if language == "ru" and re.search("[іїєґІЇЄҐ]", sample):
                return "uk"
            return language
    words = _WORD.findall(sample.lower())
    counts: Counter[str] = Counter()
    languages = _function_words()
    for word, times in Counter(words).items():
        for language in languages.get(word, ()):
            counts[language] += times
    if not counts:
        return None
    language, most = counts.most_common(1)[0]
    return language if most >= _LEAST_SHARE * len(words) else None


@cache
def function_words(language: str) -> frozenset[str]:
    """Return the commonest short words of a language, in lower case; none for one that is not known."""
    return frozenset(word for word, languages in _function_words().items() if language in languages)


@cache
def _function_words() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for language, words in vocabulary.pairs("function_words.tsv"):
        for word in words.split():
            found[word] = (*found.get(word, ()), language)
    return found
