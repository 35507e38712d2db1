"""The elements around blocks, and what their names and attributes say that they hold."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from reader.extract import vocabulary
from reader.extract.head import class_and_id

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reader.extract.tree import Element

_SPLIT = re.compile(r"(?<=[a-z])(?=[A-Z])|[\W_\d]+")
_HASH = re.compile(
    r"(?<![^\W_])(?=\w{4})[a-z]*\d+[a-z][a-z\d]*(?![^\W_])|(?<![^\W_])[a-f]+\d[\da-f]{2,}(?![^\W_])"
)
"""What tools make up for a name ("css-1vxca1d", "id=4a2ce6cc") says nothing, though letters of it may."""
_UNSEEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_MAX_DEPTH = 60
"""More elements around a block than this, from the outermost, are not looked at."""


class Surroundings:
    """The paths from a page's root to its blocks, and the kinds (of `data/classes.tsv`) of the elements on them.

    Each element is looked at once.
    """

    def __init__(self) -> None:
        self.paths: dict[Element, tuple[Element, ...]] = {}
        self.kinds: dict[Element, frozenset[str]] = {}
        self._under: dict[Element, frozenset[str]] = {}

    def path(self, element: Element) -> tuple[Element, ...]:
        """Return the elements around and including `element`, outermost first."""
        known = self.paths.get(element)
        if known is not None:
            return known
        chain: list[Element] = []
        at: Element | None = element
        while at is not None and at not in self.paths:
            chain.append(at)
            at = at.getparent()
        path = self.paths[at] if at is not None else ()
        under = self._under[at] if at is not None else frozenset()
        for item in reversed(chain):
            kinds = self.kinds[item] = _kinds(item)
            if len(path) < _MAX_DEPTH:
                path = (*path, item)
                under = under if kinds <= under else under | kinds
            self.paths[item], self._under[item] = path, under
        return path

    def own_kinds(self, element: Element) -> frozenset[str]:
        """Return the kinds of an element, whether or not a block lies in it."""
        known = self.kinds.get(element)
        return _kinds(element) if known is None else known

    def under(self, element: Element) -> frozenset[str]:
        """Return the kinds of all elements around and at `element`."""
        self.path(element)
        return self._under[element]

    def outermost(self, element: Element, kind: str) -> Element | None:
        """Return the outermost element of a kind around or at `element`."""
        if kind not in self.under(element):
            return None
        return next((item for item in self.path(element) if kind in self.kinds[item]), None)


def shared_depth(one: Sequence[Element], other: Sequence[Element]) -> int:
    """Return how many elements two paths share, from the outermost."""
    for depth, (ours, theirs) in enumerate(zip(one, other, strict=False)):
        if ours is not theirs:
            return depth
    return min(len(one), len(other))


def tag_and_class(element: Element) -> tuple[str, str]:
    """Return an element's tag and the first of its classes, "" if it has none: elements alike in both are a row."""
    names = (element.get("class") or "").split()
    return str(element.tag), names[0] if names else ""


def _kinds(element: Element) -> frozenset[str]:
    tag = element.tag
    if tag in ("body", "html"):
        return frozenset()
    names = f"{class_and_id(element)} {element.get('data-component') or ''}"
    found = _name_kinds(names) if not names.isspace() else frozenset()
    if tag == "article" or "hentry" in names:
        # Blog software puts the article's sections and tags into the names of its element.
        found &= {"body", "comments", "related"}
    elif tag == "blockquote":
        # The class of an embedded post names the place that it was posted at.
        found -= {"share"}
    role = element.get("role")
    if role in ("navigation", "banner", "contentinfo", "complementary", "search", "main", "article"):
        found |= {f"role {role}"}
    properties = element.get("itemprop")
    if properties:
        if "articleBody" in properties or "text" in properties.split():
            found |= {"articleBody"}
        elif properties in ("description", "headline", "name", "author", "datePublished", "image"):
            found |= {"property"}
    if element.get("hidden") is not None or element.get("aria-hidden") == "true":
        found |= {"unseen"}
    style = element.get("style")
    if style and _UNSEEN.search(style):
        found |= {"unseen"}
    return found


@lru_cache(maxsize=4096)
def _name_kinds(names: str) -> frozenset[str]:
    """Return what an element's names tell; rows of elements have the same."""
    words = " ".join(_SPLIT.split(_HASH.sub(" ", names[:300]))).lower().split()
    found = frozenset[str]().union(*map(_word_kinds, words))
    pairs = [f"{first} {second}" for first, second in pairwise(words) if first in vocabulary.class_openers()]
    found = found.union(*map(_word_kinds, pairs)) if pairs else found
    # A talk may be readers' comments, and a chapter of the article.
    return found | {"comments"} if "talk" in found else found


@lru_cache(maxsize=16384)
def _word_kinds(word: str) -> frozenset[str]:
    """Return what a word of a name tells; pages use the same words over and over."""
    return frozenset(match.lastgroup for match in vocabulary.classes().finditer(word) if match.lastgroup)
