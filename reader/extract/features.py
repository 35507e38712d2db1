"""What can be seen of each leaf block: the numbers from which `choice` tells content from furniture.

All features are between 0 and 1.  A block's features are a mapping from name to value; features of value 0 are
left out.  The kinds (`body`, `share` …) are those of `data/classes.tsv` and `data/wording.tsv`.
"""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reader.extract import candidates, layout
from reader.extract.blocks import HEADINGS
from reader.extract.heading import folded, title_position
from reader.extract.seen import LANDMARKS, Seen, alone
from reader.extract.surroundings import shared_depth

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reader.extract.blocks import Leaf
    from reader.extract.seen import Features
    from reader.extract.surroundings import Surroundings
    from reader.extract.tree import Element


_NEAR = 3
"""How many elements, from the block outwards, count as near it."""


@dataclass(frozen=True, slots=True)
class Announced:
    """What a page tells machines of its article, each "" if it does not; `language` is an ISO 639-1 code."""

    title: str = ""
    summary: str = ""
    body: str = ""
    language: str = ""


def look(blocks: Sequence[Leaf], about: Announced, around: Surroundings) -> list[Seen]:
    """Return what is seen of each block, given what the page announces of its article."""
    seen = [alone(block, around.path(block.element)) for block in blocks]
    kinds = around.kinds
    groups = layout.groups(seen)
    _mark_teasers(blocks, seen, groups)
    container, shares, elsewhere = layout.container(seen, kinds)
    boxes = layout.small_boxes(seen, container)
    candidate = candidates.find(blocks, [item.path for item in seen])
    signatures = layout.signatures(blocks, seen)
    total = sum(item.words for item in seen) or 1
    heading_at, exact = title_position(blocks, about.title)
    around_title = layout.around_title(seen, heading_at) if heading_at is not None else None
    counts = Counter(block.text for block in blocks)
    _add_announced(blocks, seen, about)
    before = 0
    heading: Seen | None = None
    first_good, last_good = _ends(seen)
    own_article = _own_article(seen, heading_at, first_good)
    sole_article = layout.sole_article(seen, heading_at)
    for position, (block, item) in enumerate(zip(blocks, seen, strict=True)):
        f = item.features
        article = _article(item.path)
        if article is not None and article not in own_article:
            f["in other article"] = 1.0
        if sole_article is not None and sole_article not in item.path:
            f["outside own article"] = 1.0
            if article is not None and article not in own_article:
                f["in sibling article"] = 1.0
        if around_title is not None:
            f["around title" if around_title in item.path else "not around title"] = 1.0
        _add_kinds(f, item.path, kinds, shares)
        _add_container(f, item.path, container, shares)
        if not boxes.isdisjoint(item.path):
            f["in small box"] = 1.0
        if not elsewhere.isdisjoint(item.path):
            f["elsewhere"] = 1.0
        if candidate is not None and candidate.holds(item.path):
            f["in candidate"] = 1.0
            if "in container" in f:
                f["in both"] = 1.0
        repeats = max(
            (groups[element] for element in item.path[len(container) :] if element in groups), default=0
        )
        if repeats > 2:
            f["in repeated group"] = 1.0
            f["repeats"] = min(1.0, repeats / 20)
        _add_signature(f, signatures[layout.signature(block)])
        f["page before"] = before / total
        before += item.words
        if heading_at is not None:
            f["before title" if position < heading_at else "after title"] = 1.0
            if exact and position < heading_at:
                f["before exact title"] = 1.0
            if heading_at < position < first_good and item.good:
                f["lead"] = 1.0
            if position == heading_at:
                f["is title"] = 1.0
            elif position > heading_at:
                f["title distance"] = 1 / (position - heading_at)
        if about.language == "en":
            _add_custom(f)
        if position < first_good:
            f["before prose"] = min(1.0, (first_good - position) / 10)
        elif position > last_good:
            f["after prose"] = min(1.0, (position - last_good) / 10)
        if counts[block.text] > 1:
            f["repeated"] = 1.0
        _add_neighbours(f, seen, position)
        if block.tag in HEADINGS:
            heading = item
        elif heading is not None:
            _add_heading(f, heading, item)
        _cross(f)
    return seen


def _article(path: Sequence[Element]) -> Element | None:
    """Return the innermost `article` element of a path."""
    return next((element for element in reversed(path) if element.tag == "article"), None)


def _own_article(seen: Sequence[Seen], heading_at: int | None, first_good: int) -> set[Element]:
    """Return the `article` elements around the title and the first prose: the page's own, not a teaser's."""
    own: set[Element] = set()
    for position in (heading_at, first_good):
        if position is not None and position < len(seen):
            own.update(element for element in seen[position].path if element.tag == "article")
    return own


def _add_heading(f: Features, heading: Seen, item: Seen) -> None:
    """Add what the nearest heading above a block tells of it; the heading of another article is a link."""
    above = heading.features
    if "is title" in above:
        f["below title"] = 1.0
    if "all links" in above:
        f["below linked heading"] = 1.0
    for name in above:
        if name.startswith("says ") and "," not in name:
            f[f"below heading that {name}"] = 1.0
    if heading.path[-2:-1] == item.path[-2:-1]:
        f["beside its heading"] = 1.0


_CROSSED = (
    "says ",
    "near ",
    "own ",
    "tag ",
    "words ",
    "all links",
    "in repeated",
    "in small box",
    "after prose",
    "before prose",
)


def _cross(f: Features) -> None:
    """Let signs weigh differently inside the container and outside of it."""
    if "in candidate" in f:
        for name, value in list(f.items()):
            if name.startswith(_CROSSED):
                f[f"{name}, in candidate"] = value


_FAR = frozenset(
    [
        "comments",
        "related",
        "navigation",
        "gallery",
        "player",
        "signup",
        "frame",
        "aside",
        "advert",
        "promo",
        "share",
        "notice",
        "unseen",
        "articleBody",
    ]
) | {
    f"role {role}"
    for role in ("navigation", "banner", "contentinfo", "complementary", "search", "main", "article")
}
"""Kinds that tell of everything inside an element, however deep; the others tell of what is near."""
_WELCOME = frozenset(("body", "articleBody", "role main", "role article"))


def _add_kinds(
    f: Features,
    path: tuple[Element, ...],
    kinds: dict[Element, frozenset[str]],
    shares: dict[Element, float],
) -> None:
    depth = len(path)
    for index, element in enumerate(path):
        if shares.get(element, 0.0) > 0.5:
            # The name of what holds most of the article says nothing against it.
            for kind in kinds[element] & _WELCOME:
                f[f"under {kind}"] = 1.0
            continue
        near = depth - index <= _NEAR
        own = depth - index == 1
        for kind in kinds[element]:
            if kind in _FAR:
                f[f"under {kind}"] = 1.0
            if near:
                f[f"near {kind}"] = 1.0
            if own:
                f[f"own {kind}"] = 1.0
        tag = element.tag
        if tag in LANDMARKS and not own:
            f[f"in {tag}"] = 1.0


def _add_container(
    f: Features, path: tuple[Element, ...], container: tuple[Element, ...], shares: dict[Element, float]
) -> None:
    common = shared_depth(path, container)
    if container and common == len(container):
        f["in container"] = 1.0
        f["below container"] = min(1.0, (len(path) - common) / 8)
        if len(path) - common <= 1:
            f["container child"] = 1.0
    elif container:
        f["outside container"] = min(1.0, (len(container) - common) / 8)
        if len(container) - common <= 1:
            f["beside container"] = 1.0
    if path:
        f["share of element"] = shares.get(path[-1], 0.0)
    if len(path) > 1:
        f["share of parent"] = shares.get(path[-2], 0.0)
    if len(path) > 2:
        f["share of grandparent"] = shares.get(path[-3], 0.0)


def _add_signature(f: Features, group: layout.Alike) -> None:
    f["alike prose"] = group.good
    f["alike links"] = min(1.0, group.linked / (group.length or 1))
    f["alike length"] = min(1.0, math.log1p(group.words / group.count) / 6)
    if group.count == 1:
        f["alone"] = 1.0
    f["alike many"] = min(1.0, group.count / 20)


def _add_custom(f: Features) -> None:
    """Let what stands above the text weigh differently in English.

    Its papers set an editor's summary there, which the text says again; those of other languages begin their text there.
    """
    for name in ("lead", "is summary"):
        if name in f:
            f[f"{name}, in English" + ("" if "in container" in f else ", outside")] = f.pop(name)


def _add_announced(blocks: Sequence[Leaf], seen: Sequence[Seen], about: Announced) -> None:
    """Add which blocks are part of the body or the summary that the page announces."""
    summary = folded(about.summary)
    body = folded(about.body)
    inside = [
        bool(body) and item.words >= _TELLING and folded(block.text) in body
        for block, item in zip(blocks, seen, strict=True)
    ]
    useful = sum(item.words for item, found in zip(seen, inside, strict=True) if found) >= _ANNOUNCED
    for block, item, found in zip(blocks, seen, inside, strict=True):
        if item.words < _TELLING:
            continue
        if useful:
            item.features["announced" if found else "not announced"] = 1.0
        if item.words >= 2 * _TELLING and summary and len(block.text) < 2 * len(about.summary) + 40:
            own = folded(block.text)
            if own.startswith(summary[:80]) or summary.startswith(own):
                item.features["is summary"] = 1.0


_TELLING = 4
"""Fewer words than this may stand anywhere."""
_ANNOUNCED = 80
"""So many words of an announced body must be found on the page for it to tell."""


def _mark_teasers(blocks: Sequence[Leaf], seen: Sequence[Seen], groups: dict[Element, int]) -> None:
    """Mark prose below a heading that is a link, in a row of such: it presents another article.

    It counts little where prose tells of the article.
    """
    heading: Seen | None = None
    for block, item in zip(blocks, seen, strict=True):
        if block.tag in HEADINGS:
            heading = item if "all links" in item.features else None
        elif (
            heading is not None
            and item.good
            and any(groups.get(element, 0) > 2 and element in heading.path for element in item.path[-6:])
        ):
            item.features["teaser"] = 1.0
            item.good *= 0.25


def _ends(seen: Sequence[Seen]) -> tuple[int, int]:
    """Return the positions of the first and the last block of solid prose."""
    solid = [position for position, item in enumerate(seen) if item.good >= 20]
    return (solid[0], solid[-1]) if solid else (0, len(seen))


def _add_neighbours(f: Features, seen: Sequence[Seen], position: int) -> None:
    for name, other in (("previous", position - 1), ("next", position + 1)):
        if not 0 <= other < len(seen):
            f[f"{name} none"] = 1.0
            continue
        neighbour = seen[other]
        f[f"{name} prose"] = min(1.0, neighbour.good / 40)
        f[f"{name} links"] = neighbour.features["links"]
        f[f"{name} length"] = neighbour.features["length"]
        if seen[position].path[-2:-1] == neighbour.path[-2:-1]:
            f[f"{name} sibling"] = 1.0
