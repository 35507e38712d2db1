"""Words beside a span that prove it a name, however rare it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.analysis.people.lexicon import is_person_noun, words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from reader.analysis.people.candidates import Run
    from reader.analysis.people.tokens import Tokens

    Scored = Sequence[tuple[Run, float]]

THRESHOLD = -0.4
"""Log-odds from which a span counts as a name."""
_HOPELESS = -2.5
"""Log-odds up to which nothing beside it proves a name."""
PROVED = 1.0
"""Log-odds of what is proved."""
_AGE = 2
"""Digits of an age; a single one may number a list."""
_JOINING = frozenset((",", ";"))
_LONGEST_PHRASE = 9
"""Tokens of the phrase before a name in apposition: “the Liberal Democrat chief whip, | …”."""


def beside(tokens: Tokens, run: Run, scored: Scored) -> list[Run]:
    """Return the name in a run, of whose parts none is likely by itself, that the words beside it prove."""
    for find in (_addressed, _titled, _proved, _apposed):
        found = find(tokens, run, scored)
        if found:
            return found
    return []


def place_of_office(tokens: Tokens, run: Run) -> bool:
    """Tell whether a run is the place for which somebody sits: the MP for | Stoke Vale."""
    start = run[0]
    return (
        tokens.same_block(start - 2, start)
        and tokens.lower[start - 1] == "for"
        and tokens.lower[start - 2] in words("postnominals")
    )


def listed(tokens: Tokens, by_run: Mapping[Run, Scored], chosen: Sequence[Run]) -> list[Run]:
    """Return the whole runs between two names of a list, one or two together: A; | B |, | C |; D."""
    ends, starts = {b for _, b in chosen}, {a for a, _ in chosen}
    taken = {i for a, b in chosen for i in range(a, b)}
    free = {
        run[0]: run
        for run, scored in by_run.items()
        if taken.isdisjoint(range(*run)) and _nameable(tokens, run, scored)
    }
    found: list[Run] = []
    for start, run in free.items():
        following = free.get(run[1] + 1)
        gap = [run] if run[1] + 1 in starts else [run, following] if following else []
        marks = [start - 1, *(end for _, end in gap)]
        joined = tokens.same_block(start - 2, marks[-1] + 1) and all(
            tokens.text[i] in _JOINING for i in marks
        )
        if gap and joined and start - 1 in ends and gap[-1][1] + 1 in starts:
            found += gap
    return found


def _nameable(tokens: Tokens, run: Run, scored: Scored) -> bool:
    """Tell whether a run between names may be one: Gethin Rees, but not what the engine takes for a place, Lorn."""
    start, end = run
    entity = tokens.entity[start]
    place = end - start == 1 and entity >= 0 and tokens.entities[entity][2] in ("GPE", "LOC", "NORP", "DATE")
    return not place and dict(scored).get(run, _HOPELESS) > _HOPELESS


def _titled(tokens: Tokens, run: Run, scored: Scored) -> list[Run]:
    """Return the name that the engine sees too, right after a title: Justice | Hariprasad Muthanna."""
    start, end = run
    first = start
    while first < end - 1 and tokens.lower[first] in words("honorifics"):
        first += 1
    titled = first > start or bool(tokens.title_before(start))
    seen = tokens.entity[first] >= 0 and tokens.entities[tokens.entity[first]] == (first, end, "PERSON")
    score = dict(scored).get((first, end), _HOPELESS)
    return [(first, end)] if titled and seen and score > _HOPELESS else []


def _apposed(tokens: Tokens, run: Run, scored: Scored) -> list[Run]:
    """Return the name in apposition between marks: her late husband, | Paquito |, had …"""
    start, end = run
    if (
        not tokens.same_block(start - 2, end)
        or tokens.text[start - 1] != ","
        or tokens.lower[end] not in (",", ".", "and")
    ):
        return []
    if not is_person_noun(tokens.lower[start - 2]) or tokens.text[start - 2][0].isupper():
        return []
    led = any(
        tokens.same_block(i, start) and tokens.tag[i] in ("PRP$", "DT")
        for i in range(start - 3, start - _LONGEST_PHRASE, -1)
    )
    score = dict(scored).get(run, _HOPELESS)
    return [run] if led and score > _HOPELESS else []


def _addressed(tokens: Tokens, run: Run, scored: Scored) -> list[Run]:
    """Return the likeliest name right after a form of address, which proves that there is one: Hon. | Ebo Quaye."""
    if tokens.title_before(run[0]) not in words("forms_of_address"):
        return []
    opening = [(score, span) for span, score in scored if span[0] == run[0]]
    return [max(opening)[1]] if opening else []


def whole(tokens: Tokens, run: Run, scores: Mapping[Run, float], span: Run) -> Run:
    """Return a name with the last word of its run, if a title before it shows that it is no mere given name."""
    longer = (span[0], run[1])
    likely = scores.get(longer, _HOPELESS) > THRESHOLD
    return longer if likely and span[1] - span[0] == 1 and tokens.title_before(span[0]) else span


def _proved(tokens: Tokens, run: Run, scored: Scored) -> list[Run]:
    """Return the full name that ends a run and that the words beside it prove, however rare: neighbour | Jo Doe, 34,
    and Jo Doe KC."""
    start, end = run
    while start < end - 1 and (
        is_person_noun(tokens.lower[start]) or tokens.lower[start] in words("honorifics")
    ):
        start += 1
    score = dict(scored).get((start, end), _HOPELESS)
    many = sum(kind == "c" for kind in tokens.kinds[start:end]) > 1
    after = tokens.is_postnominal(end) or _aged(tokens, end)
    return [(start, end)] if many and score > _HOPELESS and after else []


def _aged(tokens: Tokens, i: int) -> bool:
    """Tell whether an age stands between commas from token i on."""
    if not tokens.same_block(i - 1, i + 2) or tokens.text[i] != ",":
        return False
    age = tokens.text[i + 1]
    return age.isdigit() and len(age) == _AGE and tokens.text[i + 2] in ",."
