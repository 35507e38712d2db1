"""Finds the element that most likely holds the article, by Readability's way of scoring paragraphs.

Each paragraph gives points to the elements around it, the nearer the more; the element with the most points, less
its share of links, is the candidate, and siblings that score or read like it belong to it.  The algorithm is that of
Mozilla's Readability.js (Apache-2.0), on the blocks that `blocks.leaves` cut, so that it costs no walk of its own.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reader.extract.blocks import HEADINGS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reader.extract.blocks import Leaf
    from reader.extract.tree import Element

_UNLIKELY = re.compile(
    r"-ad-|ai2html|banner|breadcrumbs|combx|comment|community|cover-wrap|disqus|extra|footer|gdpr|header|legends|menu"
    r"|related|remark|replies|rss|shoutbox|sidebar|skyscraper|social|sponsor|supplemental|ad-break|agegate|pagination"
    r"|pager|popup|yom-remote",
    re.IGNORECASE,
)
_MAYBE = re.compile(r"and|article|body|column|content|main|shadow", re.IGNORECASE)
_POSITIVE = re.compile(
    r"article|body|content|entry|hentry|h-entry|main|page|pagination|post|text|blog|story", re.IGNORECASE
)
_NEGATIVE = re.compile(
    r"-ad-|hidden|^hid$| hid$| hid |^hid |banner|combx|comment|com-|contact|footer|gdpr|masthead|media|meta|outbrain"
    r"|promo|related|scroll|share|shoutbox|sidebar|skyscraper|sponsor|shopping|tags|widget",
    re.IGNORECASE,
)
_ROLES = frozenset(("menu", "menubar", "complementary", "navigation", "alert", "alertdialog", "dialog"))
_BASE = {
    "div": 5.0,
    **dict.fromkeys(("pre", "td", "blockquote"), 3.0),
    **dict.fromkeys(("address", "ol", "ul", "dl", "dd", "dt", "li", "form"), -3.0),
    **dict.fromkeys((*HEADINGS, "th"), -5.0),
}
_SHORTEST = 25
_LEVELS = 5
_SENTENCE_END = re.compile(r"\.(?:\s|$)")
_COMMA = re.compile("[,،﹐︐︑⹁⸲，、]")


@dataclass(frozen=True, slots=True)
class Candidate:
    """The element that scored best, and the siblings of it that belong to the article too."""

    top: Element
    siblings: frozenset[Element]

    def holds(self, path: Sequence[Element]) -> bool:
        """Tell whether a block with the elements `path` around it lies in the candidate."""
        return self.top in path or not self.siblings.isdisjoint(path)


def find(blocks: Sequence[Leaf], paths: Sequence[tuple[Element, ...]]) -> Candidate | None:
    """Return the best candidate, first among blocks of likely names, then among all; None without any paragraph."""
    unlikely: dict[Element, bool] = {}
    for strict in (True, False):
        found = _find(blocks, paths, unlikely if strict else None)
        if found is not None:
            return found
    return None


def _find(
    blocks: Sequence[Leaf], paths: Sequence[tuple[Element, ...]], unlikely: dict[Element, bool] | None
) -> Candidate | None:
    scores: dict[Element, float] = {}
    words: dict[Element, int] = defaultdict(int)
    links: dict[Element, float] = defaultdict(float)
    several: set[Element] = set()
    before: Element | None = None
    for block, path in zip(blocks, paths, strict=True):
        several.update(path[:-1])
        if block.element is before:
            several.add(block.element)
        before = block.element
        for element in path:
            words[element] += len(block.text)
            links[element] += block.linked
    for block, path in zip(blocks, paths, strict=True):
        if len(block.text) < _SHORTEST or block.tag in ("h1",):
            continue
        if unlikely is not None and any(_is_unlikely(element, unlikely) for element in path):
            continue
        points = 1 + 1 + len(_COMMA.findall(block.text)) + min(len(block.text) // 100, 3)
        around = path if block.element in several and block.tag != "p" else path[:-1]
        for level, element in enumerate(reversed(around[-_LEVELS:])):
            if element not in scores:
                scores[element] = _BASE.get(str(element.tag), 0.0) + _weight(element)
            scores[element] += points / (1 if level == 0 else 2 if level == 1 else level * 3)
    if not scores:
        return None
    for element in scores:
        scores[element] *= 1 - links[element] / (words[element] or 1)
    top = _climbed(_shared(scores), scores)
    return Candidate(top, _siblings(top, scores, blocks))


def _is_unlikely(element: Element, known: dict[Element, bool]) -> bool:
    if element not in known:
        names = f"{element.get('class') or ''} {element.get('id') or ''}"
        unlikely = (
            bool(_UNLIKELY.search(names)) and not _MAYBE.search(names) and element.tag not in ("body", "a")
        )
        known[element] = unlikely or element.get("role") in _ROLES
    return known[element]


def _weight(element: Element) -> float:
    weight = 0.0
    for name in (element.get("class"), element.get("id")):
        if name:
            weight += 25.0 * (bool(_POSITIVE.search(name)) - bool(_NEGATIVE.search(name)))
    return weight


def _shared(scores: dict[Element, float]) -> Element:
    """Return the best element, or the ancestor that several nearly as good ones share."""
    ranked = sorted(scores, key=lambda element: -scores[element])[:5]
    top = ranked[0]
    rivals = [element for element in ranked[1:] if scores[element] >= 0.75 * scores[top]]
    if len(rivals) >= 3:
        lines = [set(rival.iterancestors()) for rival in rivals]
        for ancestor in top.iterancestors():
            if ancestor.tag == "body":
                break
            if sum(ancestor in line for line in lines) >= 3:
                return ancestor
    return top


def _climbed(top: Element, scores: dict[Element, float]) -> Element:
    """Go up while the parent scores better, and out of elements that are their parent's only child."""
    last = scores.get(top, 0.0)
    least = last / 3
    parent = top.getparent()
    while parent is not None and parent.tag not in ("body", "html"):
        score = scores.get(parent)
        if score is not None:
            if score < least:
                break
            if score > last:
                top = parent
                break
            last = score
        parent = parent.getparent()
    parent = top.getparent()
    while parent is not None and parent.tag != "body" and len(parent) == 1:
        top, parent = parent, parent.getparent()
    return top


def _siblings(top: Element, scores: dict[Element, float], blocks: Sequence[Leaf]) -> frozenset[Element]:
    parent = top.getparent()
    if parent is None or top.tag == "body":
        return frozenset()
    threshold = max(10.0, 0.2 * scores.get(top, 0.0))
    bonus = 0.2 * scores.get(top, 0.0)
    names = top.get("class") or ""
    paragraphs = {block.element: block for block in blocks if block.element.getparent() is parent}
    found: set[Element] = set()
    for sibling in parent:
        if sibling is top:
            continue
        same = bonus if names and sibling.get("class") == names else 0.0
        if sibling in scores and scores[sibling] + same >= threshold:
            found.add(sibling)
            continue
        block = paragraphs.get(sibling)
        if block is not None and sibling.tag == "p":
            share = block.linked / (len(block.text) or 1)
            if (len(block.text) > 80 and share < 0.25) or (
                block.linked == 0 and 0 < len(block.text) <= 80 and _SENTENCE_END.search(block.text)
            ):
                found.add(sibling)
    return frozenset(found)
