"""Weighs the candidates of each run: a log-linear model whose weights are a file one can read.

The weights are fitted by `scripts/fit_speakers.py`; the probability of a candidate is the softmax of its sum of
weights among the candidates of its run.  Runs are decided in reading order, each knowing the ones before it.
"""

from __future__ import annotations

import math
import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from reader.analysis.lexicon import fitted, lexicon, verb_forms
from reader.analysis.speakers.candidates import NOBODY, NOT_SPEECH, Candidate, Chosen, candidates
from reader.analysis.speakers.nearby import posted
from reader.analysis.speakers.run_features import own_sentence
from reader.analysis.speakers.silent import silent_reason, title_like
from reader.analysis.speakers.utterances import came, owner_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from reader.analysis.parsed import Token
    from reader.analysis.speakers.candidates import Context

_SPEECH, _SHORT_SPEECH = 0.5, 0.65
"""The probability from which on words in marks count as somebody's; a few words must be surer, since most of what
nobody said is short."""
_SHORT = 4
"""Words of the longest run that counts as short."""

_SENTENCE = 0.95
"""The least probability of speech for a whole sentence in marks among others, of 1,180 of which 9 were no quotes in
the annotated news, or after a colon (17 of 235)."""
_NOBODY = 0.6
"""The probability from which on the speaker is left open rather than guessed."""


_LABEL = re.compile(r"[A-Z][A-Z.’' -]+:")


class Decision(NamedTuple):
    """What the ranker says of a run: the chosen candidate, the probability of it among all that are speech, that
    of the words being speech at all, the candidates with their probabilities, best first, and whether the words
    count as somebody's."""

    candidate: Candidate
    probability: float
    speech: float
    ranked: tuple[tuple[float, Candidate], ...]
    spoken: bool


@cache
def weights() -> dict[str, float]:
    """Return the fitted weight of each feature."""
    return fitted("speaker_weights")


def decide(around: Context, weight: Mapping[str, float]) -> list[Decision]:
    """Return a decision for every run of the document, in order; a quotation over several paragraphs is one."""
    decisions: list[Decision] = []
    chosen: list[Chosen] = []
    silent: set[int] = set()
    for chain in chains(around):
        found = [
            _decide_one(around, run, weigh(candidates(around, run, chosen, silent), weight)) for run in chain
        ]
        if len(chain) > 1:
            found = _as_one(around, chain, found)
        decisions += found
        for run, decision in zip(chain, found, strict=True):
            if not decision.spoken:
                silent.add(run)
            elif decision.candidate.head >= 0:
                chosen.append(Chosen(run, decision.candidate.head))
    return decisions


def chains(around: Context) -> Iterator[range]:
    """Yield the runs that belong together: one by one, or the paragraphs of one quotation."""
    runs = around.parsed.runs
    first = 0
    for number in range(1, len(runs) + 1):
        if number == len(runs) or not _goes_on(around, number):
            yield range(first, number)
            first = number


def _goes_on(around: Context, number: int) -> bool:
    """Tell whether a run is the next paragraph of the same quotation: it opens with a mark again, and no other
    speaker's label (“DOE: …”, in transcripts)."""
    run, text = around.parsed.runs[number], around.parsed.document.text
    opens = run.outer_start < run.start
    return run.continued and opens and _LABEL.match(text, run.start, run.end) is None


def _decide_one(around: Context, run: int, decision: Decision) -> Decision:
    """Return the decision for one run, with what its form alone settles."""
    reply = came(around.parsed, around.layout, run)
    if reply is not None:
        return _replied(around, decision, *reply)
    nameless = decision.candidate.head == NOBODY and title_like(around.parsed, run)
    if nameless or silent_reason(around.parsed, around.layout, run) is not None:
        return decision._replace(speech=0.0, spoken=False)
    if _speech_by_form(around, run) or posted(around, run):
        return decision._replace(speech=max(decision.speech, _SENTENCE), spoken=True)
    if decision.speech < _SHORT_SPEECH and _is_short(around, run):
        return decision._replace(spoken=False)
    return decision


def _replied(around: Context, decision: Decision, verb: Token, noun: Token) -> Decision:
    """Return the decision where “came the reply” follows: whoever the reply belongs to speaks, if the text says it."""
    owner = owner_of(noun, around.phrases.by_head)
    possessed = any(child.dep_ == "poss" for child in noun.children) and noun.i in around.phrases.by_head
    head = owner.head if owner is not None else noun.i if possessed else _asked(around, decision)
    candidate = Candidate(head, verb.i, ())
    return decision._replace(candidate=candidate, probability=_SENTENCE, speech=_SENTENCE, spoken=True)


def _asked(around: Context, decision: Decision) -> int:
    """Return the head of whoever “was asked”, near by; NOBODY if none was."""
    for _, candidate in decision.ranked:
        for verb in around.verbs_of.get(candidate.head, ()):
            form = verb_forms().get(around.parsed.doc[verb.at].lower_)
            if verb.passive and form is not None and form[0] in lexicon("asking_verbs"):
                return candidate.head
    return NOBODY


def _as_one(around: Context, chain: range, found: list[Decision]) -> list[Decision]:
    """Return the decisions for the paragraphs of one quotation: all are speech or none is, and one person speaks.

    The writer's words stand before the first paragraph or after the last, so that these tell the speaker.
    """
    text, runs = around.parsed.document.text, around.parsed.runs
    speech = max(decision.speech for decision in found)
    if any(text[runs[run].end - 1] in ".?!…" for run in chain[1:]):
        # Titles and words as words never run on into a sentence of another paragraph.
        speech = max(speech, _SENTENCE)
    ends = (found[0], found[-1])
    beside = [
        d for run, d in zip((chain[0], chain[-1]), ends, strict=True) if not around.layout.places[run].alone
    ]
    best = max(beside or ends, key=lambda d: (d.candidate.head >= 0, d.probability))
    out = []
    for run, d in zip(chain, found, strict=True):
        # Words of the writer in this very paragraph (“…,” he added) name the speaker once more.
        own = d.candidate.cue is not None and not around.layout.places[run].alone
        said = d if own else best
        out.append(
            d._replace(
                candidate=said.candidate,
                probability=said.probability,
                speech=speech,
                spoken=speech >= _SPEECH,
            )
        )
    return out


def weigh(found: list[Candidate], weight: Mapping[str, float]) -> Decision:
    """Return the decision for the candidates of one run."""
    scores = [sum(weight.get(f, 0.0) for f in candidate.features) for candidate in found]
    top = max(scores)
    powers = [math.exp(score - top) for score in scores]
    total = sum(powers)
    ranked = sorted(zip((p / total for p in powers), found, strict=True), key=lambda x: -x[0])
    silent = next((p for p, c in ranked if c.head == NOT_SPEECH), 0.0)
    spoken = [(p, c) for p, c in ranked if c.head != NOT_SPEECH]
    best, candidate = spoken[0]
    if candidate.head == NOBODY and len(spoken) > 1 and best < _NOBODY * (1 - silent):
        best, candidate = spoken[1]
    speech = 1 - silent
    return Decision(candidate, best / max(1e-9, speech), speech, tuple(ranked), speech >= _SPEECH)


def _speech_by_form(around: Context, number: int) -> bool:
    """Tell whether words are speech by how they stand: a sentence in marks among others, or after a colon."""
    if around.layout.places[number].alone:
        return False
    if own_sentence(around.parsed, around.layout, number):
        return True
    run, text = around.parsed.runs[number], around.parsed.document.text
    colon = text[max(0, run.outer_start - 3) : run.outer_start].rstrip().endswith(":")
    return colon and text[run.start].isupper() and text[run.end - 1] in ".?!"


def _is_short(around: Context, number: int) -> bool:
    run = around.parsed.runs[number]
    if around.layout.places[number].alone:
        return False
    return len(around.parsed.document.text[run.start : run.end].split()) <= _SHORT
