"""Who said the words in marks: quotes with speakers, from a parse and its people.

The line: noun phrases and layout of the page → candidates with features → a log-linear ranker → the person whom
the chosen words mean.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from reader.analysis.speakers.candidates import NOBODY, context
from reader.analysis.speakers.headline import headline
from reader.analysis.speakers.indirect import find_indirect
from reader.analysis.speakers.kinds import kind_of
from reader.analysis.speakers.layout import lay_out
from reader.analysis.speakers.phrases import find_phrases
from reader.analysis.speakers.ranker import decide, weights
from reader.analysis.speakers.referents import Referents, span_text
from reader.model import Quote

if TYPE_CHECKING:
    from reader.analysis.parsed import Parsed
    from reader.analysis.people import Cast, Figure
    from reader.analysis.speakers.candidates import Context
    from reader.analysis.speakers.ranker import Decision


@dataclass(frozen=True, slots=True)
class Attribution:
    """A quote, and the figure of the cast who said it, if it is one."""

    quote: Quote
    figure: Figure | None


class Said(NamedTuple):
    """What a document reports that somebody said: in marks, the title's first, and without marks."""

    quotes: tuple[Attribution, ...]
    indirect: tuple[Quote, ...]


def attribute(parsed: Parsed, cast: Cast) -> Said:
    """Return the quotes and the indirect statements of a document, each in reading order."""
    layout = lay_out(parsed)
    phrases = find_phrases(parsed, cast)
    around = context(parsed, layout, phrases)
    decisions = decide(around, weights())
    spoke = {
        decision.candidate.head: run
        for run, decision in enumerate(decisions)
        if decision.spoken and decision.candidate.head >= 0
    }
    referents = Referents(parsed, cast, phrases, layout, spoke)
    out = []
    for run, decision in enumerate(decisions):
        if decision.spoken:
            out.append(_attribution(around, run, decision, referents))
    title = headline(parsed.document.title, [a.quote for a in out], cast)
    if title is not None:
        figure = cast.resolve(title.speaker) if title.speaker else None
        out.insert(0, Attribution(title, figure))
    return Said(tuple(out), find_indirect(parsed, phrases, referents))


def _attribution(around: Context, number: int, decision: Decision, referents: Referents) -> Attribution:
    parsed, run = around.parsed, around.parsed.runs[number]
    text = parsed.document.text[run.start : run.end]
    kind = kind_of(parsed, around.layout, number)
    head = decision.candidate.head
    if head == NOBODY:
        return Attribution(Quote(run.start, run.end, text, kind, confidence=decision.probability), None)
    phrase = around.phrases.by_head[head]
    referent = referents.of.get(head)
    figure = referent.figure if referent is not None else None
    name: str | None = referent.name if referent is not None else span_text(parsed, phrase.span)
    if referent is None and phrase.kind == "pronoun":
        name = None
    cue = decision.candidate.cue
    quote = Quote(
        run.start,
        run.end,
        text,
        kind,
        speaker=name,
        mention=phrase.span,
        cue=parsed.doc[cue].text if cue is not None and parsed.block_of[cue] == run.block else None,
        confidence=decision.probability * (1 - 0.5 * referents.doubt.get(head, 0.0)),
    )
    return Attribution(quote, figure)
