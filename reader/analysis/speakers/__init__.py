"""Who said the words in marks: quotes with speakers, from a parse and its people.

The line: noun phrases and layout of the page → candidates with features → a log-linear ranker → the person whom
the chosen words mean.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from reader.analysis.speakers.candidates import NOBODY, context
from reader.analysis.speakers.confidence import confidence_of
from reader.analysis.speakers.headline import headline
from reader.analysis.speakers.indirect import find_indirect
from reader.analysis.speakers.kinds import kind_of
from reader.analysis.speakers.layout import lay_out
from reader.analysis.speakers.phrases import find_phrases
from reader.analysis.speakers.ranker import chains, decide, weights
from reader.analysis.speakers.referents import Referents, span_text
from reader.analysis.speakers.transcript import spoken_turns
from reader.model import Quote

if TYPE_CHECKING:
    from collections.abc import Mapping

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


class Evidence(NamedTuple):
    """What the speakers of a document are told by: the candidates' surroundings, a decision for each run, and whom
    the phrases mean."""

    around: Context
    decisions: list[Decision]
    referents: Referents


def gather(parsed: Parsed, cast: Cast, weight: Mapping[str, float]) -> Evidence:
    """Decide who speaks each run, and resolve the phrases of the document."""
    layout = lay_out(parsed)
    phrases = find_phrases(parsed, cast)
    around = context(parsed, layout, phrases)
    decisions = decide(around, weight)
    spoke = {
        decision.candidate.head: run
        for run, decision in enumerate(decisions)
        if decision.spoken and decision.candidate.head >= 0
    }
    referents = Referents(parsed, cast, phrases, layout, spoke)
    _one_speaker(around, decisions, referents)
    return Evidence(around, decisions, referents)


def _one_speaker(around: Context, decisions: list[Decision], referents: Referents) -> None:
    """Let “he” after a paragraph of a quotation mean whoever speaks its other paragraphs."""
    for chain in chains(around):
        first = decisions[chain[0]].candidate.head
        for run in chain[1:]:
            head = decisions[run].candidate.head
            if head < 0 or first < 0 or around.phrases.by_head[head].kind != "pronoun":
                continue
            if first in referents.of:
                referents.of[head] = referents.of[first]
                referents.doubt[head] = referents.doubt.get(first, 0.0)


def attribute(parsed: Parsed, cast: Cast) -> Said:
    """Return the quotes and the indirect statements of a document, each in reading order."""
    evidence = gather(parsed, cast, weights())
    out = [attribution(evidence, run) for run, decision in enumerate(evidence.decisions) if decision.spoken]
    title = headline(parsed, [a.quote for a in out], cast)
    if title is not None:
        figure = cast.resolve(title.speaker) if title.speaker else None
        out.insert(0, Attribution(title, figure))
    turns = spoken_turns(parsed, cast, evidence.around.layout)
    reported = find_indirect(parsed, evidence.around.phrases, evidence.referents)
    return Said(tuple(out), _apart(turns, reported))


def _apart(turns: tuple[Quote, ...], reported: tuple[Quote, ...]) -> tuple[Quote, ...]:
    """Return the turns of an interview, and what is reported outside of them, in reading order."""
    if not turns:
        return reported
    inside = [(quote.start or 0, quote.end or 0) for quote in turns]
    starts = [start for start, _ in inside]

    def outside(quote: Quote) -> bool:
        place = bisect_right(starts, quote.start or 0) - 1
        clear = place < 0 or inside[place][1] <= (quote.start or 0)
        return clear and (place + 1 >= len(inside) or inside[place + 1][0] >= (quote.end or 0))

    return tuple(sorted((*turns, *filter(outside, reported)), key=lambda quote: quote.start or 0))


def doubt_of(evidence: Evidence, head: int) -> float:
    """Return how doubtful it is whom the words with that head mean: 0 (clear) to 1 (a tie, or nobody known)."""
    if (
        head >= 0
        and evidence.around.phrases.by_head[head].kind == "pronoun"
        and head not in evidence.referents.of
    ):
        return 1.0
    return evidence.referents.doubt.get(head, 0.0)


def attribution(evidence: Evidence, number: int) -> Attribution:
    """Return the quote that run `number` is, with the speaker decided on."""
    around, referents, decision = evidence.around, evidence.referents, evidence.decisions[number]
    parsed, run = around.parsed, around.parsed.runs[number]
    text = parsed.document.text[run.start : run.end]
    kind = kind_of(parsed, around.layout, number)
    head = decision.candidate.head
    if head == NOBODY:
        sure = confidence_of(decision.probability, 0.0, pronoun=False)
        return Attribution(Quote(run.start, run.end, text, kind, confidence=sure), None)
    phrase = around.phrases.by_head[head]
    referent = referents.of.get(head)
    figure = referent.figure if referent is not None else None
    name: str | None = referent.name if referent is not None else span_text(parsed, phrase.span)
    if referent is None and phrase.pronoun not in ("", "other"):
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
        confidence=confidence_of(
            decision.probability, doubt_of(evidence, head), pronoun=phrase.kind == "pronoun"
        ),
    )
    return Attribution(quote, figure)
