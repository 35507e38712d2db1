"""What can be seen of a block by itself: how long it is, what it links to, what it says.

The kinds that its words tell (`share` …) are those of `data/wording.tsv`.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reader.extract import vocabulary
from reader.extract.blocks import HEADINGS

if TYPE_CHECKING:
    from reader.extract.blocks import Leaf
    from reader.extract.tree import Element

Features = dict[str, float]
"""Numbers between 0 and 1 by name; what is 0 is left out."""

LANDMARKS = frozenset(
    [
        "article",
        "main",
        "aside",
        "nav",
        "header",
        "footer",
        "figure",
        "figcaption",
        "section",
        "form",
        "table",
        "blockquote",
        "details",
        "address",
        "noscript",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "p",
        "li",
        "dd",
        "dt",
        "pre",
        "td",
        "label",
        "center",
    ]
)
_SENTENCE_END = re.compile(r"""[.!?…:;。！？]["'”’»)\]]*$""")
_DATE = re.compile(r"\b(?:19|20)\d\d\b|\b\d{1,2}[./]\d{1,2}[./]\d{2,4}\b|\b\d{1,2}:\d\d\b")
_ADDRESS = re.compile(r"@\w+|https?://|www\.|\w\.(?:com|org|net|de)\b")
_CAPITALISED = re.compile(r"\b[A-ZÀ-Þ]\w*")
_WORD = re.compile(r"\w+")
_UNSPACED_FROM = "\u0e00"
_UNSPACED = (("\u0e00", "\u0e7f"), ("\u3040", "\u30ff"), ("\u3400", "\u9fff"))
"""The first and the last letter of scripts without blanks between words."""
_SIGNATURE = re.compile(r"[—–-]{1,2}\s?[^()@]{1,60}\(@\w+\)")
"""How an embedded post ends: its author, account and date."""
_TEXT_LIMIT = 400
"""Beyond this length, in code points, wording proves nothing: the line is prose."""


@dataclass(slots=True)
class Seen:
    """What the scoring of a page needs to know of one block besides its features.

    `words` counts words; `path` holds the elements around the block, from the outermost; `good` is the weight that
    the block has as prose.
    """

    words: int
    path: tuple[Element, ...]
    good: float
    features: Features


def alone(block: Leaf, path: tuple[Element, ...]) -> Seen:
    """Return what is seen of a block with the elements `path` around it, before its neighbours are looked at."""
    text = block.text
    words = _count(text)
    length = len(text) or 1
    link = min(1.0, block.linked / length)
    tag = block.tag
    f: Features = {"constant": 1.0}
    if tag in LANDMARKS:
        f[f"tag {tag}"] = 1.0
    f[_size(words)] = 1.0
    f["length"] = min(1.0, math.log1p(words) / 6)
    f["links"] = link
    if link > 0.9:
        f["all links"] = 1.0
    if link == 0:
        f["no links"] = 1.0
    f["bold"] = min(1.0, block.strong / length)
    sentence = bool(_SENTENCE_END.search(text))
    if sentence:
        f["sentence end"] = 1.0
    if text[:1].islower():
        f["lower start"] = 1.0
    commas = text.count(",") + text.count("，") + text.count("、")
    f["commas"] = min(1.0, commas / 5)
    if words:
        f["capitals"] = min(1.0, len(_CAPITALISED.findall(text)) / words)
        f["digits"] = sum(map(str.isdigit, text)) / length
    if text.isupper():
        f["upper case"] = 1.0
    if length <= _TEXT_LIMIT:
        _add_wording(f, text)
    prose = words + (length / 6 if words < length / 12 else 0)
    good = 0.0
    if (link < 0.4 and tag not in HEADINGS and prose >= 8 and (sentence or commas)) or (
        prose >= 25 and link < 0.5
    ):
        good = min(prose, 150) * (1 - link)
        f["prose"] = min(1.0, good / 40)
    return Seen(words, path, good, f)


def _count(text: str) -> int:
    """Return how many words a text has; scripts without blanks count two characters a word."""
    words = len(_WORD.findall(text))
    if not text or max(text) < _UNSPACED_FROM:
        return words
    return words + sum(first <= letter <= last for letter in text for first, last in _UNSPACED) // 2


def _size(words: int) -> str:
    for limit in (1, 2, 4, 8, 15, 30, 60):
        if words <= limit:
            return f"words to {limit}"
    return "words over 60"


def _add_wording(f: Features, text: str) -> None:
    weight = 1.0 if len(text) < 120 else 0.5
    for kind in vocabulary.wording(vocabulary.WORD.findall(text.lower())):
        f[f"says {kind}"] = weight
    if _DATE.search(text):
        f["says date"] = weight
    if _ADDRESS.search(text):
        f["says address"] = weight
    if "|" in text or "·" in text or "•" in text or "»" in text:
        f["separators"] = weight
    if "?" in text:
        f["question"] = weight
    if "!" in text:
        f["exclamation"] = weight
    if _SIGNATURE.match(text):
        f["signs a post"] = 1.0
    if text[:1] in "“\"«„‘'":
        f["quote start"] = 1.0
