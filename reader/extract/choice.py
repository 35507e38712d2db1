"""Chooses the blocks that are the article: a weighted sum of what is seen of each.

The model is a logistic regression; `data/choice.tsv` holds its weights, a feature a line, and is to be read by
people: a weight above 0 speaks for the article, below 0 against.  It was fitted on pages with known text.
"""

from __future__ import annotations

import math
import operator
from functools import cache
from typing import TYPE_CHECKING

from reader.extract import vocabulary

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reader.extract.seen import Features, Seen

THRESHOLD = 0.5


def probabilities(seen: Sequence[Seen]) -> list[float]:
    """Return for each block the estimated probability, 0 to 1, that it belongs to the article."""
    weight = _weights().__getitem__
    return [
        _logistic(sum(map(operator.mul, item.features.values(), map(weight, item.features)))) for item in seen
    ]


def explain(features: Features, count: int = 5) -> list[tuple[str, float]]:
    """Return the features that weigh most in the decision on a block, with what each adds."""
    weights = _weights()
    added = [(name, value * weights[name]) for name, value in features.items() if name != "constant"]
    return sorted(added, key=lambda pair: -abs(pair[1]))[:count]


def reason(features: Features) -> str:
    """Return in a few words what speaks against a block the most."""
    if "lead, in English, outside" in features or "is summary, in English, outside" in features:
        return "summary above the text"
    against = [name for name, added in explain(features, count=len(features)) if added < 0]
    for name in against:
        kind = name.partition(",")[0].split(" ")[-1]
        if kind in _REASONS:
            return _REASONS[kind]
    return "mostly links" if features.get("links", 0.0) > 0.5 else "not part of the text"


_REASONS = {
    **dict.fromkeys(("related", "repeats", "group"), "related article"),
    **dict.fromkeys(("share", "follow"), "share and follow"),
    **dict.fromkeys(("signup", "letter", "promo"), "newsletter and subscription"),
    **dict.fromkeys(("comments", "comment"), "comments"),
    "advert": "advertisement",
    **dict.fromkeys(("caption", "credit", "figure", "figcaption", "gallery", "player"), "caption or credit"),
    **dict.fromkeys(("people", "byline"), "about the author"),
    **dict.fromkeys(("meta", "stamp"), "date and details"),
    **dict.fromkeys(("tags", "filed"), "tags and sections"),
    **dict.fromkeys(("navigation", "nav", "frame", "header", "footer"), "navigation"),
    **dict.fromkeys(("notice", "rights"), "notice"),
    "links": "mostly links",
}
"""What to tell the user, by the kinds in the names of features."""


def _logistic(value: float) -> float:
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, value))))


class _Weights(dict[str, float]):
    """Weights by feature; one that is unknown weighs nothing."""

    def __missing__(self, _: str) -> float:
        return 0.0


@cache
def _weights() -> _Weights:
    return _Weights((name, float(weight)) for weight, name in vocabulary.pairs("choice.tsv"))
