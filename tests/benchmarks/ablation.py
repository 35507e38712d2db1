"""What each rule of the speakers is worth: the cases of the tests with the rule switched off.

With PULLQUOTE_QUOTES (a file as `scripts/fit_speakers.py` reads it) the documents in it are counted instead: there the
words that name the speaker, and no pronouns.
"""

from __future__ import annotations

import os
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any
from unittest.mock import patch

from reader.analysis import engine
from reader.analysis.people import find_people
from reader.analysis.speakers import attribute, ranker
from reader.analysis.speakers.kin import Kin
from reader.analysis.speakers.referents import Referents
from tests.analysis.speech_cases import Tally, cases

if TYPE_CHECKING:
    from collections.abc import Callable

FEATURES = {
    "verbs of speech and where they stand": ("cue=",),
    "the verb itself": ("lemma=",),
    "who spoke before": ("carry=",),
    "where a name stands": ("where=", "kind="),
    "grammatical roles": ("dep=", "role=", "first="),
    "sentences of speech by themselves": ("lead=", "before_block_quote="),
    "words and marks around what nobody said": ("not:",),
}
"""Kinds of features by how they begin."""
RULES: dict[str, tuple[tuple[Any, str, Any], ...]] = {
    "titles, names and words as words": ((ranker, "silent_reason", lambda *_: None),),
    "“the midfielder” for whom was named": ((Referents, "_called_again", lambda *_: None),),
    "a lead's description": ((Referents, "_introduce", lambda *_: None),),
    "his brother, her husband": ((Kin, "relative", lambda *_: None),),
    "descriptions joined to names": ((Referents, "_describe", lambda *_: None),),
    "descriptions met before": ((Referents, "_known", lambda *_, **__: None),),
    "pronouns": ((Referents, "_pronoun", lambda *_: None),),
    "whoever is named does not speak": ((Referents, "_speech", lambda *_: 0.0),),
    "turns of an interview": (("reader.analysis.speakers.phrases", "turns", lambda *_: {}),),
}
"""What is put in whose place."""


def run() -> None:
    """Print the share of speakers and quotes that are right with everything, and without each rule."""
    given = os.environ.get("PULLQUOTE_QUOTES")
    count = _annotated(Path(given)) if given else _cases()
    whole = count()
    print(f"{'everything':44} speakers {whole[0]:.3f}  quotes {whole[1]:.3f}")
    weight = ranker.weights()
    for name, starts in FEATURES.items():
        kept = {f: 0.0 if f.startswith(starts) else w for f, w in weight.items()}
        _print(name, whole, count, (("reader.analysis.speakers", "weights", lambda kept=kept: kept),))
    for name, changes in RULES.items():
        _print(name, whole, count, changes)


def _print(
    name: str,
    whole: tuple[float, float],
    count: Callable[[], tuple[float, float]],
    changes: tuple[tuple[Any, str, Any], ...],
) -> None:
    with ExitStack() as stack:
        for target, attribute_name, instead in changes:
            if isinstance(target, str):
                stack.enter_context(patch(f"{target}.{attribute_name}", instead))
            else:
                stack.enter_context(patch.object(target, attribute_name, instead))
        speakers, quotes = count()
    print(f"  without {name:34} {speakers - whole[0]:+.3f}{'':14}{quotes - whole[1]:+.3f}")


def _cases() -> Callable[[], tuple[float, float]]:
    every = cases()
    parses = [(parsed, find_people(parsed)) for parsed in engine.parse_many(c.document() for c in every)]

    def count() -> tuple[float, float]:
        tally = Tally()
        for case, (parsed, cast) in zip(every, parses, strict=True):
            tally.add(case, tuple(a.quote for a in attribute(parsed, cast).quotes))
        return tally.speakers / max(1, tally.found), 2 * tally.found / (tally.wanted + tally.given)

    return count


def _annotated(path: Path) -> Callable[[], tuple[float, float]]:
    from reader.analysis import speakers
    from scripts.fit_speakers import judge, load

    documents = load(path)

    def count() -> tuple[float, float]:
        told = right = all_runs = all_speakers = 0
        for document in documents:
            told_here, outcomes = judge(document, speakers.weights())
            told += told_here
            right += sum(ok for _, ok in outcomes)
            all_runs += sum(gold != "skip" for gold in document.gold)
            all_speakers += len(outcomes)
        return right / max(1, all_speakers), told / max(1, all_runs)

    return count
