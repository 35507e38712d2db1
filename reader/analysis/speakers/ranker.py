"""Weighs the candidates of each run: a log-linear model whose weights are a file one can read.

The weights are fitted by `scripts/fit_speakers.py`; the probability of a candidate is the softmax of its sum of
weights among the candidates of its run.  Runs are decided in reading order, each knowing the ones before it.
"""

from __future__ import annotations

import json
import math
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, NamedTuple

from reader.analysis.speakers.candidates import NOBODY, NOT_SPEECH, Chosen, candidates
from reader.analysis.speakers.nearby import posted
from reader.analysis.speakers.run_features import own_sentence
from reader.analysis.speakers.silent import joined, silent_reason, title_like

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reader.analysis.speakers.candidates import Candidate, Context


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
    text = files("reader.analysis").joinpath("data", "speaker_weights.json").read_text("utf-8")
    loaded: dict[str, float] = json.loads(text)
    return loaded


def decide(around: Context, weight: Mapping[str, float]) -> list[Decision]:
    """Return a decision for every run of the document, in order."""
    decisions = []
    chosen: list[Chosen] = []
    silent: set[int] = set()
    titles: set[int] = set()
    for run in range(len(around.parsed.runs)):
        decision = weigh(candidates(around, run, chosen, silent), weight)
        nameless = decision.candidate.head == NOBODY and title_like(around.parsed, run)
        reason = silent_reason(around.parsed, around.layout, run)
        if reason is None and run - 1 in titles and joined(around.parsed, run):
            reason = "title"
        if reason == "title":
            titles.add(run)
        if nameless or reason is not None:
            decision = decision._replace(speech=0.0, spoken=False)
        elif _speech_by_form(around, run) or posted(around, run):
            decision = decision._replace(speech=max(decision.speech, _SENTENCE), spoken=True)
        elif decision.speech < _SHORT_SPEECH and _is_short(around, run):
            decision = decision._replace(spoken=False)
        decisions.append(decision)
        if not decision.spoken:
            silent.add(run)
        elif decision.candidate.head >= 0:
            chosen.append(Chosen(run, decision.candidate.head))
    return decisions


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
