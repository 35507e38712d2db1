"""Chooses the blocks that are the article: a weighted sum of what is seen of each.

The model is a logistic regression; `data/choice.tsv` holds its weights, a feature a line, and is to be read by
people: a weight above 0 speaks for the article, below 0 against.  It was fitted on pages with known text.
"""

from __future__ import annotations

import math
from functools import cache
from typing import TYPE_CHECKING

from reader.extract import vocabulary

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reader.extract.features import Features, Seen

THRESHOLD = 0.5


def probabilities(seen: Sequence[Seen]) -> list[float]:
    """Return for each block the estimated probability, 0 to 1, that it belongs to the article."""
    weights = _weights()
    return [
        _logistic(sum(value * weights.get(name, 0.0) for name, value in item.features.items()))
        for item in seen
    ]


def explain(features: Features, count: int = 5) -> list[tuple[str, float]]:
    """Return the features that weigh most in the decision on a block, with what each adds."""
    weights = _weights()
    added = [(name, value * weights.get(name, 0.0)) for name, value in features.items() if name != "constant"]
    return sorted(added, key=lambda pair: -abs(pair[1]))[:count]


def _logistic(value: float) -> float:
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, value))))


@cache
def _weights() -> dict[str, float]:
    return {name: float(weight) for weight, name in vocabulary.pairs("choice.tsv")}
