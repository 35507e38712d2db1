"""The mentions of people in a document."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.analysis.people import candidates, evidence, judge
from reader.analysis.people.lexicon import words
from reader.analysis.people.mention import Mention, read
from reader.analysis.people.pool import Judged, Pool, name_words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from reader.analysis.people.candidates import Run
    from reader.analysis.people.tokens import Tokens

_THRESHOLD = -0.4
"""Log-odds from which a span counts as a name."""
_WEIGHTIEST = 3.0
"""Log-odds, up or down, that one place at most adds to what the document says of a word."""


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
    scores: dict[Run, float] = {}
    for item, found in zip(judged, local, strict=True):
        scores[item.span] = judge.score([*found, *pool.features(item)], weights)
        by_run.setdefault(item.run, []).append((item.span, scores[item.span]))
    chosen = [span for run, scored in by_run.items() for span in choose(run, scored) or _addressed(tokens, run, scored)]
    doubtful = _doubtful(judged, scores, chosen)
    return [read(tokens, a, b) for a, b in chosen if (a, b) not in doubtful]


def _addressed(tokens: Tokens, run: Run, scored: Sequence[tuple[Run, float]]) -> list[Run]:
    """Return the likeliest name right after a form of address, which proves that there is one: Hon. | Ebo Quaye."""
    if tokens.title_before(run[0]) not in words("forms_of_address"):
        return []
    opening = [(score, span) for span, score in scored if span[0] == run[0]]
    return [max(opening)[1]] if opening else []


def _doubtful(judged: Sequence[Judged], scores: Mapping[Run, float], chosen: Sequence[Run]) -> set[Run]:
    """Return the single words that are taken for people here, but for none in most of their places.

    A word that is part of somebody's full name is not doubtful.
    """
    kept = set(chosen)
    within = {i for a, b in chosen for i in range(a, b)}
    known = {word for item in judged if item.span in kept and len(item.words) > 1 for word in item.words}
    places: dict[str, list[Run]] = {}
    for item in judged:
        a, b = item.span
        if (
            len(item.words) == 1
            and item.words[0] not in known
            and (item.span in kept or not within & {a, b - 1})
        ):
            places.setdefault(item.words[0], []).append(item.span)
    found: set[Run] = set()
    for spans in places.values():
        if sum(max(-_WEIGHTIEST, min(_WEIGHTIEST, scores[span] - _THRESHOLD)) for span in spans) < 0:
            found.update(spans)
    return found


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
