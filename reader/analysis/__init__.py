"""Quotes, speakers and people of a document.

The language engine is only imported when a document is analysed; `mark` needs none.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import replace
from typing import TYPE_CHECKING

from reader.analysis.marks import scan
from reader.model import Analysis, Person, Quote

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from reader.analysis.parsed import Parsed, QuotedRun
    from reader.analysis.people import Figure
    from reader.analysis.speakers import Attribution
    from reader.analysis.speakers.languages import Spoken
    from reader.model import Document, Span

_WORD = re.compile(r"[^\W_]+")
_NAME_LENGTH = 2
"""Words that a title or a nickname has in most cases."""
_SPEECH_LENGTH = 5
"""Words from which on words in marks are speech far more often than a title or a nickname."""


def mark(document: Document) -> tuple[Quote, ...]:
    """Return what stands in quotation marks and is speech most likely, at once and without speakers.

    `analyse` may later drop some of these and add others.
    """
    return tuple(
        Quote(run.start, run.end, document.text[run.start : run.end], "block" if run.is_block else "direct")
        for run in scan(document)
        if _speech_like(document, run)
    )


def analyse(document: Document) -> Analysis:
    """Return the quotes and people of `document`.

    Raises: EngineError.
    """
    return next(analyse_many([document]))


def analyse_many(documents: Iterable[Document]) -> Iterator[Analysis]:
    """Yield the analysis of each document, in order; they go through the engine together, which is faster.

    A document in a language without an installed engine has its marks read, and no speakers and people.

    Raises: EngineError.
    """
    from reader.analysis import engine

    together: list[Document] = []
    for document in documents:
        if engine.available(document.language):
            together.append(document)
            continue
        yield from map(_analysis, engine.parse_many(together))
        together = []
        yield Analysis(quotes=mark(document), engine=engine.missing(document.language))
    yield from map(_analysis, engine.parse_many(together))


def _analysis(parsed: Parsed) -> Analysis:
    from reader.analysis.engine import description
    from reader.analysis.people import find_people
    from reader.analysis.speakers import attribute

    engine = description(parsed.document.language)
    if not parsed.document.blocks:
        return Analysis(engine=engine)
    if parsed.document.language != "en":
        return _in_other_language(parsed, engine)
    cast = find_people(parsed)
    said = attribute(parsed, cast)
    return Analysis(
        quotes=tuple(a.quote for a in said.quotes),
        people=_people(cast.figures, said.quotes),
        engine=engine,
        indirect=said.indirect,
    )


def _in_other_language(parsed: Parsed, engine: str) -> Analysis:
    from reader.analysis.people import named_people
    from reader.analysis.speakers.languages import attribute

    cast = named_people(parsed)
    spoken = attribute(parsed, cast)
    return Analysis(
        quotes=tuple(s.quote for s in spoken), people=_people(cast.figures, spoken), engine=engine
    )


def with_indirect(analysis: Analysis) -> Analysis:
    """Return the analysis with its indirect statements among its quotes, in reading order."""
    merged = sorted(
        (*enumerate(analysis.quotes), *((None, quote) for quote in analysis.indirect)),
        key=lambda item: -1 if item[1].start is None else item[1].start,
    )
    place = {old: new for new, (old, _) in enumerate(merged) if old is not None}
    spoken: dict[str, list[int]] = {}
    for new, (old, quote) in enumerate(merged):
        if old is None and quote.speaker:
            spoken.setdefault(quote.speaker, []).append(new)
    people = tuple(
        replace(
            person, quotes=tuple(sorted([*(place[i] for i in person.quotes), *spoken.get(person.name, ())]))
        )
        for person in analysis.people
    )
    return replace(analysis, quotes=tuple(quote for _, quote in merged), people=people, indirect=())


def _people(figures: list[Figure], attributions: Sequence[Attribution | Spoken]) -> tuple[Person, ...]:
    """Return the people by importance: what they say counts double; then who comes first."""
    said: dict[int, list[int]] = {}
    for index, attribution in enumerate(attributions):
        if attribution.figure is not None:
            said.setdefault(id(attribution.figure), []).append(index)
    quoted = [
        (q.start, q.end) for q in (a.quote for a in attributions) if q.start is not None and q.end is not None
    ]
    people = [
        Person(
            f.name,
            tuple(f.aliases),
            tuple(f.roles),
            tuple(f.mentions),
            tuple(said.get(id(f), ())),
            f.age,
            sum(_inside(start, quoted) for start, _ in f.mentions),
        )
        for f in figures
    ]
    return tuple(sorted(people, key=lambda p: (-2 * len(p.quotes) - len(p.mentions), p.mentions[:1])))


def _inside(offset: int, spans: Sequence[Span]) -> bool:
    """Tell whether one of the spans, which are in order and apart, holds the offset (code points)."""
    i = bisect_right(spans, offset, key=lambda span: span[0]) - 1
    return i >= 0 and offset < spans[i][1]


def _speech_like(document: Document, run: QuotedRun) -> bool:
    if run.is_block or run.continued:
        return True
    words = _WORD.findall(document.text[run.start : run.end])
    if len(words) < _SPEECH_LENGTH:
        before = document.text[max(0, run.outer_start - 2) : run.outer_start].rstrip()
        # German and others set the comma behind the mark.
        comma = len(words) > _NAME_LENGTH and document.text[run.outer_end : run.outer_end + 1] == ","
        return document.text[run.end - 1] in ",?!" or before[-1:] == ":" or comma
    capitals = sum(1 for word in words if word[0].isupper())
    return capitals < 0.7 * len(words)
