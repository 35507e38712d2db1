"""The mentions of people in a document."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.analysis.people import candidates, evidence, judge
from reader.analysis.people.mention import Mention, read
from reader.analysis.people.pool import Judged, Pool, name_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reader.analysis.people.candidates import Run
    from reader.analysis.people.tokens import Tokens

_THRESHOLD = -0.2
"""Log-odds from which a span counts as a name."""


def find_mentions(tokens: Tokens) -> list[Mention]:
    """Return the names of people in the text, in order, none overlapping another."""
    places = [(run, span) for run in candidates.runs(tokens) for span in candidates.spans(tokens, run)]
    local = [evidence.features(tokens, run, span) for run, span in places]
    weights = judge.weights("local")
    judged = [
        Judged(run, span, name_words(tokens, span), judge.probability(judge.score(found, weights)))
        for (run, span), found in zip(places, local, strict=True)
    ]
    pool = Pool(tokens, judged)
    weights = judge.weights("pooled")
    by_run: dict[Run, list[tuple[Run, float]]] = {}
    for item, found in zip(judged, local, strict=True):
        by_run.setdefault(item.run, []).append(
            (item.span, judge.score([*found, *pool.features(item)], weights))
        )
    return [read(tokens, a, b) for run, scored in by_run.items() for a, b in choose(run, scored)]


def choose(run: Run, scored: Sequence[tuple[Run, float]]) -> list[Run]:
    """Return the spans of a run, none overlapping another, whose scores above the threshold add up to most."""
    start, end = run
    best: list[tuple[float, list[Run]]] = [(0.0, [])]
    for last in range(start + 1, end + 1):
        here = best[-1]
        for span, score in scored:
            if span[1] == last and score > _THRESHOLD:
                total, chosen = best[span[0] - start]
                if total + score - _THRESHOLD > here[0]:
                    here = (total + score - _THRESHOLD, [*chosen, span])
        best.append(here)
    return best[-1][1]
