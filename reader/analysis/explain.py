"""Why each quote has its speaker: for those who want to mend the rules or the weights."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.analysis import engine
from reader.analysis.people import find_people
from reader.analysis.speakers import attribution, gather
from reader.analysis.speakers.candidates import NOBODY, NOT_SPEECH
from reader.analysis.speakers.ranker import weights
from reader.analysis.speakers.silent import silent_reason

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reader.analysis.speakers import Evidence
    from reader.analysis.speakers.candidates import Candidate
    from reader.model import Document

_MOST_FEATURES = 6
"""Features that are shown for the choice, and against it."""
_LONGEST = 90
"""Code points of the quoted words that are shown."""


def explain(document: Document) -> Iterator[str]:
    """Yield for each run of words in marks what was decided and why, a few lines each.

    Raises: EngineError, where the document's language has no engine.
    """
    parsed = engine.parse(document)
    evidence = gather(parsed, find_people(parsed), weights())
    for number in range(len(parsed.runs)):
        yield "\n".join(_lines(evidence, number))


def _lines(evidence: Evidence, number: int) -> Iterator[str]:
    around, decision = evidence.around, evidence.decisions[number]
    run = around.parsed.runs[number]
    words = " ".join(around.parsed.document.text[run.start : run.end].split())
    shown = f"“{words if len(words) <= _LONGEST else words[: _LONGEST - 1] + '…'}”"
    if decision.spoken:
        quote = attribution(evidence, number).quote
        yield f"{shown} — {quote.speaker or 'unattributed'} ({quote.kind}, {quote.confidence:.2f})"
    else:
        reason = silent_reason(around.parsed, around.layout, number)
        yield f"{shown} — no quote{f': a {reason}' if reason else ''}"
    yield f"  speech: {decision.speech:.2f}"
    spoken = [(p, c) for p, c in decision.ranked if c.head != NOT_SPEECH]
    chosen = next(c for _, c in spoken if c.head == decision.candidate.head)
    yield f"  chosen: {_named(evidence, chosen)}"
    others = [(p, c) for p, c in spoken if c.head != chosen.head]
    if others:
        probability, second = others[0]
        yield f"  runner-up: {_named(evidence, second)}, {probability:.2f}"
        yield from _contrast(chosen, second)


def _named(evidence: Evidence, candidate: Candidate) -> str:
    """Return how the text words a candidate, the verb that links it, and whom it means."""
    around, referents = evidence.around, evidence.referents
    if candidate.head in (NOBODY, NOT_SPEECH):
        return "somebody whom the text does not name" if candidate.head == NOBODY else "nobody"
    phrase = around.phrases.by_head[candidate.head]
    words = " ".join(around.parsed.document.text[slice(*phrase.span)].split())
    out = f"“{words}”, {phrase.pronoun or phrase.kind}"
    if candidate.cue is not None:
        out += f", by “{around.parsed.doc[candidate.cue].text}”"
    referent = referents.of.get(candidate.head)
    if referent is not None and referent.name != words:
        out += f", that is {referent.name}"
    doubt = referents.doubt.get(candidate.head, 0.0)
    return out + (f" (doubt {doubt:.1f})" if doubt else "")


def _contrast(chosen: Candidate, second: Candidate) -> Iterator[str]:
    """Yield the features that weigh most for the choice, and for the runner-up."""
    weight = weights()
    for title, one, other in (("for it", chosen, second), ("against", second, chosen)):
        own = set(one.features) - set(other.features)
        told = sorted(((weight.get(f, 0.0), f) for f in own), reverse=True)[:_MOST_FEATURES]
        line = "; ".join(f"{feature} {value:+.1f}" for value, feature in told if value > 0)
        if line:
            yield f"  {title}: {line}"
