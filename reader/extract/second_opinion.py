"""Asks readability-lxml and trafilatura where the block model is unsure.

The model looks at each block by itself and at its neighbours; Readability looks for the one element that holds the
article, trafilatura tries one rule after the other.  Where the model is sure it is right more often, so that the
votes of the others everywhere would cost three times the time and lose words.  On the few pages where many words are
undecided (forums, shops, mixed lists, bare markup) the votes of other minds help.  The figures below were chosen by
cross-validation on pages with known text.
"""

from __future__ import annotations

import logging
import math
from typing import TYPE_CHECKING

from lxml import etree

from reader.extract import choice, tree
from reader.extract.blocks import leaves
from reader.extract.vocabulary import flat

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reader.extract.blocks import Leaf
    from reader.extract.seen import Seen
    from reader.extract.tree import Element

DOUBT = 0.4
"""The doubt (see `doubt`) from which on a second opinion is worth its time; 7 of 100 pages have more."""
READABILITY = (2.0, 1.0)
TRAFILATURA = (3.0, 2.0)
"""What a vote for a block adds to its log-odds, and what a vote against it takes off them."""
SHORTEST = 100
"""A candidate of fewer words than this is a teaser or a notice as often as it is an article."""
ENOUGH = 25
"""Where the model finds fewer words than this, a candidate of that many is heard already."""
_LARGEST = 500_000
"""Markup of more code points than this is not given to the others, whose time may grow with the square of it."""
_CHANCE = 3
"""Blocks of so few code points may stand in a text by chance."""
_SOLID = 40
"""More words than this make a block no surer sign of the article."""
_NOWHERE = logging.NullHandler()


def doubt(probabilities: Sequence[float], seen: Sequence[Seen]) -> float:
    """Return how undecided the words of a page are: 0 when each block is surely in or out, about 1 when half are."""
    expected = sum(item.words * p for item, p in zip(seen, probabilities, strict=True))
    undecided = sum(item.words * min(p, 1 - p) for item, p in zip(seen, probabilities, strict=True))
    return 2 * undecided / max(1.0, expected)


def heard(
    probabilities: Sequence[float], seen: Sequence[Seen], blocks: Sequence[Leaf], root: Element
) -> list[float]:
    """Return the probabilities of a page's blocks after the votes of the other extractors that count.

    A vote counts where the candidate is long enough to be an article and holds the block of which the model is
    surest; another candidate is another article of the page.
    """
    markup = etree.tostring(root, encoding="unicode", method="html")
    if not blocks or len(markup) > _LARGEST:
        return list(probabilities)
    texts = [flat(block.text) for block in blocks]
    chosen = sum(item.words for item, p in zip(seen, probabilities, strict=True) if p >= choice.THRESHOLD)
    surest = max(range(len(blocks)), key=lambda i: probabilities[i] * min(seen[i].words, _SOLID))
    odds = [0.0] * len(blocks)
    for inside, (gain, loss) in (
        (_readability(markup, texts), READABILITY),
        (_trafilatura(markup, texts), TRAFILATURA),
    ):
        theirs = sum(item.words for item, vote in zip(seen, inside, strict=True) if vote)
        if theirs >= (SHORTEST if chosen >= ENOUGH else ENOUGH) and (chosen < ENOUGH or inside[surest]):
            odds = [sum_ + (gain if vote else -loss) for sum_, vote in zip(odds, inside, strict=True)]
    return [_moved(p, added) for p, added in zip(probabilities, odds, strict=True)]


def _readability(markup: str, texts: Sequence[str]) -> list[bool]:
    """Return for each block whether it lies in what readability-lxml takes for the article.

    In nothing if it fails or finds nothing, as on pages nested hundreds deep.  Blocks are known by their words, as
    Readability rebuilds the elements around them.
    """
    from readability import Document
    from readability.readability import Unparseable

    # It logs its own failures, with a traceback, before it raises them.
    logging.getLogger("readability").addHandler(_NOWHERE)
    try:
        summary = Document(markup).summary(html_partial=True)
    except Unparseable:
        return [False] * len(texts)
    found = {flat(block.text) for block in leaves(tree.body(tree.parse(summary)[0])) if block.text}
    return [words in found for words in texts]


def _trafilatura(markup: str, texts: Sequence[str]) -> list[bool]:
    """Return for each block whether its words stand in what trafilatura takes for the article."""
    from trafilatura import bare_extraction

    found = bare_extraction(markup, with_metadata=False, include_comments=False)
    text = f" {flat(getattr(found, 'text', None) or '')} "
    return [len(words) > _CHANCE and f" {words} " in text for words in texts]


def _moved(probability: float, log_odds: float) -> float:
    odds = probability * math.exp(log_odds)
    return odds / (odds + 1 - probability)
