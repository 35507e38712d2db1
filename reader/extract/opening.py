"""Reads the lines that stand above the words of a text: a menu, who wrote it, when.

Nothing marks these lines in plain text, so each must be built as such a line is, down to its last word; whatever else
stands there, a standfirst above all, belongs to the text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import groupby, islice
from typing import TYPE_CHECKING

from reader.extract import bylines, dates, language, vocabulary
from reader.model import Dropped

if TYPE_CHECKING:
    from collections.abc import Iterable

_MOST_LINES = 6
"""So many lines under a title say who wrote it and when."""
_LONGEST = 120
_QUOTE_MARKS = "“\"«„‘'"
_TITLED = ("Jr.", "Sr.")
"""What ends with a full stop in a name."""
_ENDS_SENTENCE = re.compile(r"[.!?]$")
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*\.?")
_NAME_WORDS = 4
"""Words of a place or a name beside a date."""
_GAP_BEFORE = re.compile(r"(?:\A|[,;:|/·•()\[\]]|\s[-–—]+\s)\W*\Z")
_GAP_AFTER = re.compile(r"\W*?(?:\Z|[,;:|/·•()\[\]]|\s[-–—]+\s)")
_ADDRESS = re.compile(r"[@/]|^#")
_BARS = re.compile(r"\s*[|·•]\s*|\s[»›>]\s")
_LEAST_IN_MENU = 3
_MENU_WORDS = 3


@dataclass(frozen=True)
class Whole:
    """What is known of a text as a whole: its language, "" if it cannot be told, and what follows from the text."""

    language: str
    text: str

    @cached_property
    def words(self) -> frozenset[str]:
        """All words as written; addresses, which write names without capitals, hold none.

        Few texts are asked for them, and in a long one they take a while to gather.
        """
        prose = " ".join(
            part for part in set(self.text.split()) if not _ADDRESS.search(part)
        )  # each is looked at once
        return frozenset(re.findall(r"\w+", prose))


@dataclass(frozen=True, slots=True)
class Head:
    """What is said above the words of a text, the lines that say it, and the place of the line behind them."""

    byline: str | None = None
    published: str | None = None
    lines: tuple[Dropped, ...] = ()
    end: int = 0


def whole(text: str) -> Whole:
    """Look at a text as a whole."""
    return Whole(language.guess(text) or "", text)


def head(lines: Iterable[tuple[int, str]], about: Whole, known: Head) -> Head:
    """Read lines under a title, each with the place of the one behind it, as long as they say who wrote it or when.

    `known` is what was said above; it is believed before what the lines say.
    """
    found = known
    for end, line in islice(lines, _MOST_LINES):
        byline, published = read(line, about)
        if not (byline or published):
            break
        found = Head(
            found.byline or byline,
            found.published or published,
            (*found.lines, Dropped(line, "byline" if byline else "date", 0)),
            end,
        )
    return found


def read(line: str, about: Whole) -> tuple[str | None, str | None]:
    """Return the byline and the date (ISO 8601) that a line under the title consists of."""
    if len(line) > _LONGEST or line[:1] in _QUOTE_MARKS:
        return None, None
    date = dates.find(line)
    byline = None if _ENDS_SENTENCE.search(line) and not line.endswith(_TITLED) else _signed(line, about)
    if byline or not date:
        return byline, date
    return _dated(line, about) or (None, None)


def is_menu(line: str) -> bool:
    """Tell whether a line is the sections of a site in a row: "Home | News | Sport"."""
    parts = [part for part in _BARS.split(line) if part.strip()]
    counts = [len(_WORD.findall(part)) for part in parts]
    return (
        len(line) <= 4 * _LONGEST
        and len(parts) >= _LEAST_IN_MENU
        and all(0 < count <= _MENU_WORDS for count in counts)
        and sum(counts) <= 2 * len(parts)
        and not dates.find(line)
        and not _ENDS_SENTENCE.search(line)
    )


def _signed(line: str, about: Whole) -> str | None:
    """Return the names in a line that opens, in the language of the text, with words for "by"."""
    match = _opener(about.language).match(line)
    if not match:
        return None
    entry = line[match.end() :]
    names = bylines.split(entry)
    if not names or not all(_is_name(name, about) for name in names):
        return None
    return bylines.clean([entry])


def _is_name(text: str, about: Whole) -> bool:
    """Tell whether words look like the name of a person: two or more with capitals, or a news agency's one.

    The words of a title may have capitals too; but those are words that the text has without them, or among the
    commonest of its language.
    """
    if text.casefold() in vocabulary.entries("notices.tsv", "agency"):
        return True
    particles = vocabulary.entries("signed.tsv", "particle")
    words = text.split()
    bearing = [word for word in words if word not in particles]
    common = language.function_words(about.language)
    return (
        bearing[:1] == words[:1]
        and words[0].casefold() not in common
        and not any(word.casefold() in common - particles for word in bearing)
        and all(map(_has_capital, bearing))
        and not any(map(str.isdigit, text))
        and not all(word.lower() != word and word.lower() in about.words for word in bearing)
        # Scripts without capitals need no blank between the parts of a name either.
        and (len(bearing) > 1 or not text[0].isupper())
    )


def _has_capital(word: str) -> bool:
    """Tell whether a word, or what follows its article (d'Ancona, al-Sayed), has a capital, where there are any."""
    return any(not part[:1].islower() for part in re.split(r"['’-]", word) if part)


def _dated(line: str, about: Whole) -> tuple[str | None, str] | None:
    """Return the byline, if there is one, and the date of a line that in essence is a date.

    Beside the date, the time and words such as "Updated" there may be a place or a name that is set off from it, or
    one that opens as a byline does.
    """
    byline = None
    tokens = list(_WORD.finditer(line))
    for of_date, group in groupby(tokens, key=lambda token: _is_of_date(token.group())):
        run = list(group)
        if of_date:
            continue
        while len(run) > 1 and run[-1].group() in vocabulary.entries("signed.tsv", "particle"):
            run.pop()  # "Hamburg, den 3. März"
        words = line[run[0].start() : run[-1].end()]
        named = _signed(words, about)
        if not (named or (len(run) <= _NAME_WORDS and _is_place(words, about) and _set_off(line, run))):
            return None
        byline = byline or named
    date = dates.find(line)
    return (byline, date) if date else None


def _set_off(line: str, run: list[re.Match[str]]) -> bool:
    """Tell whether signs, or the ends of the line, part some of its words from the others."""
    before = _GAP_BEFORE.search(line, 0, run[0].start())
    after = _GAP_AFTER.match(line, run[-1].end())
    return bool(before and after)


def _is_of_date(word: str) -> bool:
    word = word.casefold().rstrip(".")
    return (
        any(map(str.isdigit, word))
        or dates.is_month(word)
        or all(part in vocabulary.entries("notices.tsv", "stamp") for part in re.split(r"['’-]", word))
    )


def _is_place(text: str, about: Whole) -> bool:
    particles = vocabulary.entries("signed.tsv", "particle")
    common = language.function_words(about.language) - particles
    return all(
        word in particles or (_has_capital(word) and word.casefold() not in common) for word in text.split()
    )


@cache
def _opener(spoken: str) -> re.Pattern[str]:
    """Match what a byline opens with in a language, or in any if it is "" or has none."""
    pairs = [(kind, entry) for kind, entry in vocabulary.pairs("signed.tsv") if kind != "particle"]
    entries = {entry for kind, entry in pairs if kind == spoken} or {entry for _, entry in pairs}
    words = "|".join(
        re.escape(entry[:-1]) + r"\s*[:：]\s*"
        if entry.endswith(":")
        else re.escape(entry) + r"(?:\s*[:：]\s*|\s+)"
        for entry in sorted(entries, key=len, reverse=True)
    )
    return re.compile(rf"\s*(?:{words})(?=[^\W\d_])", re.IGNORECASE)
