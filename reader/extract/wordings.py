"""Estimates whether a single line is worded like an article's text or like what publications set around it.

Two logistic regressions over words, pairs of words and a few traits of a line's form: one tells whether, the other
what kind of furniture.  `data/wordings.tsv` holds their weights and is to be read by people.  `scripts/fit_wordings.py`
fitted them on lines written for the purpose, in `scripts/lines/`.
"""

from __future__ import annotations

import math
import re
from functools import cache
from itertools import pairwise

from reader.extract import vocabulary

SHORTEST = 3
LONGEST = 35
"""Words of a line below and beyond which it is no business of the model's."""
LANGUAGES = frozenset(("en", "de", "fr", "es", "it", "pt", "nl"))
"""Those that it was fitted on, as ISO 639-1 codes."""
REASONS = {
    "related": "related article",
    "appeal": "appeal to the reader",
    "share": "share and follow",
    "ad": "advertisement",
    "credit": "caption or credit",
    "bio": "about the author",
    "note": "notice",
    "tags": "tags and sections",
    "comments": "comments",
    "ui": "navigation",
}
"""What to tell the user, by kind of line."""
_TOKEN = re.compile(
    r"(?P<url>https?://\S+|\bwww\.\S+)|(?P<mail>[\w.+-]+@[\w-]+\.\w[\w.]*)|(?P<price>[€$£₹]\s?\d[\d.,]*|\d[\d.,]*\s?[€$£])"
    r"|(?P<number>\d[\d.,:/]*)|(?P<handle>@\w+|#\w+)|(?P<word>[^\W\d_]+(?:['’][^\W\d_]+)*)"
    r"|(?P<mark>[|•·→»«>©:?!(\[/*—–“”\"„]|[\u2600-\u27bf\U0001f300-\U0001faff])"
)
_END = re.compile(r"([.!?…:,;])?[\"'”’»)\]]*\s*$")
_PICTURES = "\u2600"
"""Signs from here on are told apart by none."""
_START = "^"
_NAME = "<Name>"


def features(text: str) -> list[str]:
    """Return the features of a line; those that occur twice are named once."""
    tokens: list[str] = []
    general: list[str] = []
    capitals = words = 0
    for match in _TOKEN.finditer(text):
        kind = match.lastgroup or ""
        token = match.group()
        if kind == "word":
            words += 1
            lower = token.lower().replace("’", "'")
            capital = token[0].isupper()
            capitals += capital
            tokens.append(lower)
            general.append(_NAME if capital and words > 1 else lower)
        else:
            tokens.append(token if kind == "mark" and token < _PICTURES else f"<{kind}>")
            general.append(tokens[-1])
    found = dict.fromkeys(tokens)
    found |= dict.fromkeys(f"{one} {other}" for one, other in pairwise([_START, *tokens]))
    found |= dict.fromkeys(f"{one} {other}" for one, other in pairwise([_START, *general]))
    if len(tokens) > 1:
        found[f"{_START} {tokens[0]} {tokens[1]}"] = None
    end = _END.search(text)
    found[f"ends {end.group(1) or 'open'}" if end else "ends open"] = None
    found[f"words {min(6, int(math.log2(words + 1)))}"] = None
    if words:
        found[f"capitals {round(4 * capitals / words)}"] = None
        if text.isupper():
            found["all capitals"] = None
    return list(found)


def odds(text: str) -> float:
    """Return the logarithm of the odds that a line is no part of the text: above 0, it is more likely not."""
    weights = _weights()[0]
    return sum([weights.get(feature, 0.0) for feature in features(text)], weights[""])


def kind(text: str) -> str:
    """Return the kind of furniture that a line is most like, a key of `REASONS`."""
    scores = dict(_by_kind(""))
    for feature in features(text):
        for name, weight in _by_kind(feature).items():
            scores[name] += weight
    return max(REASONS, key=scores.__getitem__)


@cache
def _weights() -> tuple[dict[str, float], dict[str, str]]:
    """Return by feature the weight against the text, and as written those for each kind of furniture.

    Feature "" holds what each starts from.
    """
    against: dict[str, float] = {}
    kinds: dict[str, str] = {}
    for line in vocabulary.lines("wordings.tsv"):
        feature, weight, *told = line.split("\t", 2)
        against[feature] = float(weight)
        kinds[feature] = told[0] if told else ""
    return against, kinds


@cache
def _by_kind(feature: str) -> dict[str, float]:
    """Return a feature's weight for each kind of furniture, read when it is asked for: few of thousands are."""
    told = _weights()[1].get(feature, "")
    return {
        name: float(value) for name, _, value in (item.partition("=") for item in told.split("\t") if item)
    }
