"""From the probabilities of a page's blocks to the blocks that are the article."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from reader.extract import choice, labels, second_opinion
from reader.extract.blocks import HEADINGS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reader.extract.blocks import Leaf
    from reader.extract.seen import Seen
    from reader.extract.tree import Element

_LESS_STRICT = (choice.THRESHOLD, 0.2, 0.05)
_ENOUGH = 25
"""An article of fewer words than this is looked for once more, less strictly."""
_SOME_LINKS = 0.3
"""The share of links from which on a block may be there for them."""
_SET_APART = frozenset(("near summary", "in header", "tag h2", "tag h3", "tag h4", "near title", "near meta"))


def chosen(blocks: Sequence[Leaf], seen: Sequence[Seen], root: Element) -> list[Leaf]:
    """Return the blocks that are the article, in order, given what is seen of each and the root of their page."""
    probability = choice.probabilities(seen)
    if second_opinion.doubt(probability, seen) >= second_opinion.DOUBT:
        probability = second_opinion.heard(probability, seen, blocks, root)
    for threshold in _LESS_STRICT:
        kept = [
            i
            for i, p in enumerate(probability)
            if (p >= threshold or _is_quotation(seen[i])) and _in_text(seen[i])
        ]
        if sum(seen[i].words for i in kept) >= _ENOUGH:
            kept = _without_leftovers(_with_headings(kept, blocks, seen), seen)
            return [blocks[i] for i in kept]
    # A page of a few words: all of it that does not lead elsewhere.
    return [
        block for block, item in zip(blocks, seen, strict=True) if item.features["links"] < 0.5 or item.good
    ]


def _is_quotation(item: Seen) -> bool:
    """Tell whether a block is a block quote inside the text, which is short, stands alone and is still the text's."""
    f = item.features
    quoted = "tag blockquote" in f or "in blockquote" in f
    return quoted and "in container" in f and "elsewhere" not in f and f["links"] < _SOME_LINKS


def _in_text(item: Seen) -> bool:
    """Tell whether a block can be part of the text: neither the title nor what an English editor sets below it."""
    f = item.features
    if "is title" in f:
        return False
    summary = "lead, in English, outside" in f or "is summary, in English, outside" in f
    return not (summary and not _SET_APART.isdisjoint(f))


def _with_headings(kept: Sequence[int], blocks: Sequence[Leaf], seen: Sequence[Seen]) -> list[int]:
    """Return the blocks that were kept, and the headings that stand over them in the middle of the text."""
    found = set(kept)
    for i in range(len(blocks) - 2, kept[0], -1):
        heads = i not in found and i + 1 in found and _heads(blocks[i], seen[i], blocks[i + 1], seen[i + 1])
        if heads and _in_text(seen[i]):
            found.add(i)
    return sorted(found)


def _heads(block: Leaf, item: Seen, below: Leaf, item_below: Seen) -> bool:
    """Tell whether a block is a heading of the text below it: no link, no label, and beside it in the page."""
    return (
        block.tag in HEADINGS
        and (item_below.good > 0 or below.tag in HEADINGS)
        and item.features["links"] < _SOME_LINKS
        and item.path[-2:-1] == item_below.path[-2:-1]
        and labels.bare(block.text) is None
    )


def _without_leftovers(kept: Sequence[int], seen: Sequence[Seen]) -> list[int]:
    """Return the blocks that were kept, less links of lists most of whose items were not."""
    lists = [item.path[-2] if "tag li" in item.features and len(item.path) > 1 else None for item in seen]
    items, found = Counter(lists), Counter(lists[i] for i in kept)
    return [
        i
        for i in kept
        if lists[i] is None or "all links" not in seen[i].features or 2 * found[lists[i]] > items[lists[i]]
    ]
