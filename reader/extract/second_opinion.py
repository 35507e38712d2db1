"""Asks readability-lxml where the block model is unsure.

The model looks at each block by itself and at its neighbours; Readability looks for the one element that holds the
article.  Where the model is sure it is right more often, so that Readability's vote everywhere would cost twice and
lose words.  On the few pages where many words are undecided (forums, mixed lists, bare markup) the vote of another
mind helps.  The figures below were chosen by cross-validation on pages with known text.
"""

from __future__ import annotations

import logging
import math
from typing import TYPE_CHECKING

from lxml import etree

from reader.extract import choice, tree
from reader.extract.blocks import leaves
from reader.extract.vocabulary import WORD

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reader.extract.blocks import Leaf
    from reader.extract.features import Seen
    from reader.extract.tree import Element

DOUBT = 0.5
"""The doubt (see `doubt`) from which on a second opinion is worth its time; 8 of 100 pages have more."""
FOR = 2.0
AGAINST = 3.0
"""What Readability's vote for or against a block adds to its log-odds."""
SHORTEST = 100
"""Readability's candidate of fewer words than this is a teaser or a notice as often as it is an article."""
ENOUGH = 25
"""Where the model finds fewer words than this, a candidate of that many is heard already."""
_LARGEST = 500_000
"""Markup of more code points than this is not given to Readability, whose time may grow with the square of it."""
_SOLID = 40
"""More words than this make a block no surer sign of the article."""
_NOWHERE = logging.NullHandler()


def doubt(probabilities: Sequence[float], seen: Sequence[Seen]) -> float:
    """Return how undecided the words of a page are: 0 when each block is surely in or out, about 1 when half are."""
    expected = sum(item.words * p for item, p in zip(seen, probabilities, strict=True))
    undecided = sum(item.words * min(p, 1 - p) for item, p in zip(seen, probabilities, strict=True))
    return 2 * undecided / max(1.0, expected)


def candidate(root: Element, blocks: Sequence[Leaf]) -> list[bool] | None:
    """Return for each block whether it lies in what readability-lxml takes for the article.

    None if Readability has no opinion: the page is too large for it, or it fails or finds nothing, as on pages nested
    hundreds deep.  Blocks are known by their words, as Readability rebuilds the elements around them.
    """
    markup = etree.tostring(root, encoding="unicode", method="html")
    if len(markup) > _LARGEST:
        return None
    from readability import Document
    from readability.readability import Unparseable

    # It logs its own failures, with a traceback, before it raises them.
    logging.getLogger("readability").addHandler(_NOWHERE)
    try:
        summary = Document(markup).summary(html_partial=True)
    except Unparseable:
        return None
    found = {_folded(block.text) for block in leaves(tree.body(tree.parse(summary)[0])) if block.text}
    inside = [_folded(block.text) in found for block in blocks]
    return inside if any(inside) else None


def heard(
    probabilities: Sequence[float], seen: Sequence[Seen], blocks: Sequence[Leaf], root: Element
) -> list[float]:
    """Return the probabilities of a page's blocks after Readability's vote, if it has one that counts.

    It counts where its candidate is long enough to be an article and holds the block of which the model is surest;
    another candidate is another article of the page.
    """
    inside = candidate(root, blocks)
    if inside is None:
        return list(probabilities)
    votes = list(zip(seen, probabilities, inside, strict=True))
    chosen = sum(item.words for item, p, _ in votes if p >= choice.THRESHOLD)
    theirs = sum(item.words for item, _, vote in votes if vote)
    _, _, agreed = max(votes, key=lambda vote: vote[1] * min(vote[0].words, _SOLID))
    if theirs < (SHORTEST if chosen >= ENOUGH else ENOUGH) or (chosen >= ENOUGH and not agreed):
        return list(probabilities)
    return [_moved(p, FOR if vote else -AGAINST) for _, p, vote in votes]


def _moved(probability: float, log_odds: float) -> float:
    odds = probability * math.exp(log_odds)
    return odds / (odds + 1 - probability)


def _folded(text: str) -> str:
    return " ".join(WORD.findall(text))
