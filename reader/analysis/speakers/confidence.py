"""How sure a published speaker is: the ranker's probability and the doubt about whom the words mean, as one number.

A logistic regression (Platt 1999) whose coefficients are a file, fitted by `scripts/fit_confidence.py` on the share of
speakers that were right.
"""

from __future__ import annotations

import math
from functools import cache

from reader.analysis.lexicon import fitted

_LEAST = 0.005
"""What a probability is kept away from 0 and 1."""


def confidence_of(probability: float, doubt: float, *, pronoun: bool) -> float:
    """Return the share of speakers like this one that are right, 0 to 1.

    `probability` is that of the ranker's choice; `doubt` how narrowly its referent won, 0 (clear) to 1 (a tie);
    `pronoun` tells that the speaker's words are a pronoun.
    """
    values = evidence(probability, doubt, pronoun=pronoun)
    return 1 / (1 + math.exp(-sum(coefficients()[name] * value for name, value in values.items())))


def evidence(probability: float, doubt: float, *, pronoun: bool) -> dict[str, float]:
    """Return what the regression weighs, by name; the probability as log odds."""
    kept = min(max(probability, _LEAST), 1 - _LEAST)
    odds = math.log(kept / (1 - kept))
    return {"constant": 1.0, "probability": odds, "doubt": doubt, "pronoun": float(pronoun)}


@cache
def coefficients() -> dict[str, float]:
    """Return the fitted coefficient of each piece of evidence."""
    return fitted("speaker_confidence")
