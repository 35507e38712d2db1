"""How likely a span is a person's name: a logistic model over the evidence, with its weights as data."""

from __future__ import annotations

import json
from functools import cache
from math import exp
from typing import TYPE_CHECKING

from reader.packaged import data

if TYPE_CHECKING:
    from collections.abc import Iterable

Weights = dict[str, float]


@cache
def weights(stage: str) -> Weights:
    """Return the weights of a stage ("local" or "pooled"), by feature; made by scripts/train_people.py."""
    stages: dict[str, Weights] = json.loads(data(__file__, "weights.json").read_bytes())
    return stages[stage]


def score(features: Iterable[str], weights: Weights) -> float:
    """Return the log-odds that the features give."""
    return weights["bias"] + sum(weights.get(feature, 0.0) for feature in features)


def probability(score: float) -> float:
    """Return the probability, 0–1, of log-odds."""
    return 1 / (1 + exp(-max(-30.0, min(30.0, score))))
