"""How a page is laid out: where its prose stands, and which of its parts are built alike."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reader.extract.surroundings import tag_and_class

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reader.extract.blocks import Leaf
    from reader.extract.seen import Seen
    from reader.extract.tree import Element

_ELSEWHERE = frozenset(
    (
        "comments",
        "related",
        "navigation",
        "gallery",
        "player",
        "role complementary",
        "role contentinfo",
        "unseen",
    )
)
_ELSEWHERE_TAGS = frozenset(("aside", "footer", "nav"))
"""Where prose stands that is not the article's, as a rule."""


def container(
    seen: Sequence[Seen], kinds: dict[Element, frozenset[str]]
) -> tuple[tuple[Element, ...], dict[Element, float], set[Element]]:
    """Return the path to the smallest element that holds most of the prose, and each element's share of it.

    The third is the elements whose prose does not count.  Prose in comments and the like does not count, unless there
    is hardly any other.
    """
    elsewhere = {
        element for element, found in kinds.items() if found & _ELSEWHERE or element.tag in _ELSEWHERE_TAGS
    }
    everywhere = sum(item.good for item in seen)
    counted = [item for item in seen if item.good and elsewhere.isdisjoint(item.path)]
    if sum(item.good for item in counted) < max(_LITTLE, 0.04 * everywhere):
        counted = [item for item in seen if item.good]
        elsewhere = set()
    shares: dict[Element, float] = defaultdict(float)
    total = 0.0
    for item in counted:
        total += item.good
        for element in item.path:
            shares[element] += item.good
    if not total:
        return (), {}, elsewhere
    best: tuple[Element, ...] = ()
    for item in counted:
        if len(item.path) > len(best):
            for depth in range(len(item.path), len(best), -1):
                if shares[item.path[depth - 1]] >= 0.6 * total:
                    best = item.path[:depth]
                    break
    return best, {element: share / total for element, share in shares.items()}, elsewhere


_LITTLE = 50.0
"""So much prose, as `Seen.good` counts it, is too little to tell an article by."""


def around_title(seen: Sequence[Seen], title_at: int) -> Element | None:
    """Return the smallest element around the title that holds a good part of the prose behind it."""
    behind: dict[Element, float] = defaultdict(float)
    total = 0.0
    for item in seen[title_at + 1 :]:
        if item.good:
            total += item.good
            for element in item.path:
                behind[element] += item.good
    for element in reversed(seen[title_at].path):
        if behind[element] > max(_LITTLE, 0.3 * total):
            return element
    return None


def sole_article(seen: Sequence[Seen], title_at: int | None) -> Element | None:
    """Return the innermost `article` element that holds the title, or else the most prose, if it holds enough."""
    prose: dict[Element, float] = defaultdict(float)
    for item in seen:
        if item.good:
            for element in item.path:
                if element.tag == "article":
                    prose[element] += item.good
    if title_at is not None:
        for element in reversed(seen[title_at].path):
            if element.tag == "article":
                return element if prose[element] > _LITTLE else None
    if not prose:
        return None
    best = max(prose, key=lambda element: prose[element])
    total = sum(item.good for item in seen)
    return best if prose[best] > max(_LITTLE, 0.4 * total) else None


def small_boxes(seen: Sequence[Seen], container: Sequence[Element]) -> set[Element]:
    """Return the elements of few words that stand among the paragraphs of the container and are no paragraphs.

    There are none where the container's prose lies in elements of its own.
    """
    depth = len(container)
    if not depth:
        return set()
    words: Counter[Element] = Counter()
    direct = within = 0.0
    for item in seen:
        if len(item.path) > depth and item.path[depth - 1] is container[-1]:
            within += item.good
            child = item.path[depth]
            if len(item.path) == depth + 1 and child.tag not in _BOXES:
                direct += item.good
            elif child.tag in _BOXES:
                words[child] += item.words
    if direct < _DIRECT * within:
        return set()
    return {child for child, count in words.items() if count <= _FEW_WORDS}


_BOXES = frozenset(("div", "aside", "section", "figure", "nav", "form", "footer"))
_DIRECT = 0.7
"""Such a share of the prose must be paragraphs directly below the container."""
_FEW_WORDS = 80


def groups(seen: Sequence[Seen]) -> dict[Element, int]:
    """Return, for elements of several blocks that stand in a row of elements marked up alike, how many those are."""
    blocks_of: Counter[Element] = Counter()
    for item in seen:
        blocks_of.update(item.path[1:])
    rows: dict[tuple[Element, str, str], list[Element]] = defaultdict(list)
    for element, count in blocks_of.items():
        parent = element.getparent()
        if count > 1 and parent is not None:
            rows[parent, *tag_and_class(element)].append(element)
    return {element: len(row) for row in rows.values() if len(row) > 2 for element in row}


def signature(block: Leaf) -> tuple[str, str, str, str]:
    """Return how a block is marked up: tag and class of its element and of the one around it."""
    element = block.element
    parent = element.getparent()
    if parent is None:
        return (block.tag, element.get("class") or "", "", "")
    return (block.tag, element.get("class") or "", str(parent.tag), parent.get("class") or "")


@dataclass(slots=True)
class Alike:
    """Totals over the blocks of a page that are marked up alike."""

    count: int = 0
    words: int = 0
    good: float = 0.0
    linked: int = 0
    length: int = 0


def signatures(blocks: Sequence[Leaf], seen: Sequence[Seen]) -> dict[tuple[str, str, str, str], Alike]:
    """Return the totals over the blocks that share a signature; `good` is their share of the page\'s prose."""
    alike: dict[tuple[str, str, str, str], Alike] = defaultdict(Alike)
    total = 0.0
    for block, item in zip(blocks, seen, strict=True):
        group = alike[signature(block)]
        group.count += 1
        group.words += item.words
        group.good += item.good
        group.linked += block.linked
        group.length += len(block.text)
        total += item.good
    for group in alike.values():
        group.good /= total or 1
    return alike
