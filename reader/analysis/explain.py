"""Why each quote has its speaker: for those who want to mend the rules or the weights."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.analysis import analyse, engine
from reader.analysis.people import find_people
from reader.analysis.speakers import attribution, gather
from reader.analysis.speakers.candidates import NOBODY, NOT_SPEECH
from reader.analysis.speakers.headline import headline
from reader.analysis.speakers.indirect import find_indirect
from reader.analysis.speakers.ranker import weights
from reader.analysis.speakers.silent import silent_reason

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reader.analysis.speakers import Evidence
    from reader.analysis.speakers.candidates import Candidate
    from reader.model import Document, Quote

_MOST_FEATURES = 6
"""Features that are shown for the choice, and against it."""
_LONGEST = 90
"""Code points of the quoted words that are shown."""


def explain(document: Document, *, indirect: bool = False) -> Iterator[str]:
    """Yield for the title's quote, and for each run of words in marks, what was decided and why, a few lines each;
    with `indirect` for each statement without marks too.

    Where the language has no English rules, or no pipeline, only what is known is told.

    Raises: EngineError.
    """
    if document.language != "en":
        yield from _in_other_language(document)
        return
    parsed = engine.parse(document)
    cast = find_people(parsed)
    evidence = gather(parsed, cast, weights())
    spoken = [attribution(evidence, n).quote for n, d in enumerate(evidence.decisions) if d.spoken]
    title = headline(parsed, spoken, cast)
    if title is not None:
        repeated = any(title.text in quote.text for quote in spoken)
        yield f"{_head(title)}\n  the title: {'words that the text repeats' if repeated else 'words and a speaker'}"
    for number in range(len(parsed.runs)):
        yield "\n".join(_lines(evidence, number))
    for quote in find_indirect(parsed, evidence.around.phrases, evidence.referents) if indirect else ():
        mention = document.text[slice(*quote.mention)] if quote.mention is not None else ""
        yield f"{_head(quote)}\n  chosen: “{mention}”, by “{quote.cue}”"


def _in_other_language(document: Document) -> Iterator[str]:
    """Yield the quotes with the verb and the words that gave their speakers, or what would help to find them."""
    analysis = analyse(document)
    for quote in analysis.quotes:
        lines = [_head(quote)]
        if quote.mention is not None:
            by = f", by “{quote.cue}”" if quote.cue else ", by nearness"
            lines.append(f"  chosen: “{document.text[slice(*quote.mention)]}”{by}")
        yield "\n".join(lines)
    yield f"speakers by {analysis.engine}" if not engine.marks_only(analysis) else analysis.engine


def _head(quote: Quote) -> str:
    sure = f", {quote.confidence:.2f}" if quote.confidence else ""
    return f"{_shown(quote.text)} — {quote.speaker or 'unattributed'} ({quote.kind}{sure})"


def _shown(text: str) -> str:
    words = " ".join(text.split())
    return f"“{words if len(words) <= _LONGEST else words[: _LONGEST - 1] + '…'}”"


def _lines(evidence: Evidence, number: int) -> Iterator[str]:
    around, decision = evidence.around, evidence.decisions[number]
    run = around.parsed.runs[number]
    if decision.spoken:
        yield _head(attribution(evidence, number).quote)
    else:
        words = around.parsed.document.text[run.start : run.end]
        yield f"{_shown(words)} — no quote: {_silence(evidence, number)}"
    yield f"  speech: {decision.speech:.2f}"
    if not decision.spoken:
        silent = next(c for _, c in decision.ranked if c.head == NOT_SPEECH)
        yield from _weighed("for it", silent, decision.candidate)
    chosen = decision.candidate
    yield f"  {'chosen' if decision.spoken else 'would be'}: {_named(evidence, chosen)}"
    rival = evidence.referents.rivals.get(chosen.head)
    if rival is not None:
        yield f"  or it means: {rival.name}"
    others = [(p, c) for p, c in decision.ranked if c.head not in (NOT_SPEECH, chosen.head)]
    if others and decision.spoken:
        probability, second = others[0]
        yield f"  runner-up: {_named(evidence, second)}, {probability:.2f}"
        yield from _weighed("for it", chosen, second)
        yield from _weighed("against", second, chosen)


def _silence(evidence: Evidence, number: int) -> str:
    """Return why words in marks were not taken for somebody's."""
    reason = silent_reason(evidence.around.parsed, evidence.around.layout, number)
    if reason is not None:
        return {"name": "a name in use", "word": "words as words"}.get(reason, f"a {reason}")
    decision = evidence.decisions[number]
    if decision.speech >= 0.5:
        return "a few words, and not surely somebody’s"
    return "a title, a name or scare quotes, by the words around it"


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


def _weighed(title: str, one: Candidate, other: Candidate) -> Iterator[str]:
    """Yield the features that weigh most for one candidate and that the other has not."""
    weight = weights()
    own = set(one.features) - set(other.features)
    told = sorted(((weight.get(f, 0.0), f) for f in own), reverse=True)[:_MOST_FEATURES]
    line = "; ".join(f"{feature} {value:+.1f}" for value, feature in told if value > 0)
    if line:
        yield f"  {title}: {line}"
