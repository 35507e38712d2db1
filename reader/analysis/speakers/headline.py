"""Words of somebody in the title: `words – Speaker`, `Speaker: words`, or words in marks that the text repeats."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reader.analysis.lexicon import attribution_forms
from reader.analysis.marks import scan
from reader.analysis.speakers.phrases import noun_kind
from reader.model import Block, Document, Quote

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reader.analysis.people import Cast

_DASH = re.compile(r"\s+(?:[–—―]|--?)\s+")
_COLON = re.compile(r":\s+")
_WORD = re.compile(r"\w+")
_MARKS = "“”\"‘’'«»„‚ "
_CERTAIN, _LIKELY = 0.95, 0.8
_LONGEST_NAME = 6
"""Words of a name with its title: “former Prime Minister Sir John Doe”."""
_SHORTEST = 3
"""Words that a title must give in marks to be somebody's words."""


def headline(title: str, quotes: Sequence[Quote], cast: Cast) -> Quote | None:
    """Return the quote that the title is or holds, with its speaker, or None.

    `quotes` are those of the text, with speakers: a title often repeats one of them.
    """
    for part, speaker in _attributed(title):
        words = part.strip(_MARKS)
        if not _WORD.search(words):
            continue
        said = _repeated(words, quotes)
        figure = cast.resolve(_bare(speaker)) if _names_only(speaker, cast) else None
        if figure is not None:
            return Quote(None, None, words, "headline", figure.name, confidence=_CERTAIN)
        if said is not None:
            return Quote(None, None, words, "headline", said.speaker, confidence=_CERTAIN)
        if part != words and _nameable(speaker):
            return Quote(None, None, words, "headline", speaker, confidence=_LIKELY)
    return _in_marks(title, quotes, cast)


def _attributed(title: str) -> list[tuple[str, str]]:
    """Return the ways to read a title as (words, speaker)."""
    readings = []
    dashes = list(_DASH.finditer(title))
    if dashes:
        last = dashes[-1]
        readings.append((title[: last.start()], title[last.end() :].strip()))
    colon = _COLON.search(title)
    if colon:
        readings.append((title[colon.end() :], title[: colon.start()].strip()))
    if dashes:
        first = dashes[0]
        readings.append((title[first.end() :], title[: first.start()].strip()))
    return readings


def _names_only(speaker: str, cast: Cast) -> bool:
    """Tell whether the words are a name known from the text, with at most titles and roles before it."""
    words = _bare(speaker).split()
    if not words or len(words) > _LONGEST_NAME:
        return False
    figure = cast.resolve(" ".join(words))
    if figure is None:
        return False
    known = {w.casefold() for name in (figure.name, *figure.aliases) for w in name.split()}
    rest = [w for w in words if w.casefold() not in known]
    roles = {w.casefold() for role in figure.roles for w in role.split()}
    return all(
        w[0].isupper() or w.casefold() in roles or noun_kind(w.casefold())[0] == "person" for w in rest
    )


def _bare(speaker: str) -> str:
    return re.sub(r"['’]s$", "", speaker.strip(_MARKS + ",."))


def _nameable(speaker: str) -> bool:
    """Tell whether unknown words could be a speaker: a role, or a name of two or three words."""
    words = speaker.split()
    if not words or len(words) > _LONGEST_NAME:
        return False
    if any(noun_kind(w.casefold())[0] in ("person", "organisation", "document") for w in words):
        return True
    return 2 <= len(words) <= 3 and all(w[0].isupper() for w in words)


def _in_marks(title: str, quotes: Sequence[Quote], cast: Cast) -> Quote | None:
    for run in scan(Document("", title, (Block(0, len(title), "paragraph"),))):
        words = title[run.start : run.end]
        if len(_WORD.findall(words)) < _SHORTEST:
            continue
        said = _repeated(words, quotes)
        if said is not None:
            return Quote(None, None, words, "headline", said.speaker, confidence=_CERTAIN)
        speaker = _says(title[: run.outer_start], title[run.outer_end :], cast)
        if speaker is not None:
            return Quote(None, None, words, "headline", speaker, confidence=_LIKELY)
    return None


def _says(before: str, after: str, cast: Cast) -> str | None:
    """Return who says the words in marks of a title: “…”, says NAME; NAME: “…”; NAME says “…”."""
    verbs = "|".join(sorted(attribution_forms()))
    for pattern, text in (
        (rf"^,?\s*(?:{verbs})\s+(.+)$", after),
        (rf"^,?\s*(.+?)\s+(?:{verbs})\b", after),
        (rf"^(.+?)\s+(?:{verbs})\b[^.]*$", before),
        (r"^(.+?):\s*$", before),
    ):
        match = re.search(pattern, text)
        if match and _names_only(match.group(1), cast):
            figure = cast.resolve(_bare(match.group(1)))
            return figure.name if figure else None
    return None


def _repeated(words: str, quotes: Sequence[Quote]) -> Quote | None:
    """Return the quote of the text that has nearly the same words as the title, if its speaker is known."""
    wanted = [w.casefold() for w in _WORD.findall(words)]
    if len(wanted) < _SHORTEST:
        return None
    for quote in quotes:
        have = [w.casefold() for w in _WORD.findall(quote.text)]
        shared = sum(min(wanted.count(w), have.count(w)) for w in set(wanted))
        if quote.speaker and shared >= 0.8 * len(wanted) and shared >= 0.5 * len(have):
            return quote
    return None
