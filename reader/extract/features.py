"""What can be seen of each leaf block: the numbers from which `choice` tells content from furniture.

All features are between 0 and 1.  A block's features are a mapping from name to value; features of value 0 are
left out.  The kinds (`body`, `share` …) are those of `data/classes.tsv` and `data/wording.tsv`.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from reader.extract import candidates, vocabulary
from reader.extract.blocks import HEADINGS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from reader.extract.blocks import Leaf
    from reader.extract.tree import Element

Features = dict[str, float]

_SPLIT = re.compile(r"(?<=[a-z])(?=[A-Z])|[\W_\d]+")
_SENTENCE_END = re.compile(r"""[.!?…:;。！？]["'”’»)\]]*$""")
_DATE = re.compile(r"\b(?:19|20)\d\d\b|\b\d{1,2}[./]\d{1,2}[./]\d{2,4}\b|\b\d{1,2}:\d\d\b")
_ADDRESS = re.compile(r"@\w+|https?://|www\.|\w\.(?:com|org|net|de)\b")
_CAPITALISED = re.compile(r"\b[A-ZÀ-Þ]\w*")
_WORD = re.compile(r"\w+")
_UNSEEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_UNSPACED = re.compile("[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff]")
_NEAR = 3
"""How many elements, from the block outwards, count as near it."""
_LANDMARKS = frozenset(
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


def look(blocks: Sequence[Leaf], title: str = "") -> list[Seen]:
    """Return what is seen of each block; `title` is the article's, if known."""
    ancestors = _Ancestors()
    seen = [_one(block, ancestors.path(block.element)) for block in blocks]
    kinds = ancestors.kinds
    container, shares, elsewhere = _container(seen, kinds)
    groups = _groups(seen)
    candidate = candidates.find(blocks, [item.path for item in seen])
    signatures = _signatures(blocks, seen)
    total = sum(item.words for item in seen) or 1
    heading_at = _title_position(blocks, title)
    counts = Counter(block.text for block in blocks)
    before = 0
    heading: Seen | None = None
    first_good, last_good = _ends(seen)
    own_article = _own_article(seen, heading_at, first_good)
    for position, (block, item) in enumerate(zip(blocks, seen, strict=True)):
        f = item.features
        article = _article(item.path)
        if article is not None and article not in own_article:
            f["in other article"] = 1.0
        _add_kinds(f, item.path, kinds, shares)
        _add_container(f, item.path, container, shares)
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
        _add_signature(f, signatures[_signature(block)])
        f["page before"] = before / total
        before += item.words
        if heading_at is not None:
            f["before title" if position < heading_at else "after title"] = 1.0
            if position == heading_at:
                f["is title"] = 1.0
            elif position > heading_at:
                f["title distance"] = 1 / (position - heading_at)
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
    "after prose",
    "before prose",
)


def _cross(f: Features) -> None:
    """Let signs weigh differently inside the container and outside of it."""
    if "in candidate" in f:
        for name, value in list(f.items()):
            if name.startswith(_CROSSED):
                f[f"{name}, in candidate"] = value


def is_kind(element: Element, kind: str) -> bool:
    """Tell whether an element's own names and attributes say that it is of a kind (of `data/classes.tsv`)."""
    return kind in _kinds(element)


def _one(block: Leaf, path: tuple[Element, ...]) -> Seen:
    text = block.text
    words = _count(text)
    length = len(text) or 1
    link = min(1.0, block.linked / length)
    tag = block.tag
    f: Features = {"constant": 1.0}
    if tag in _LANDMARKS:
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
    return words if text.isascii() else words + len(_UNSPACED.findall(text)) // 2


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
    if text[:1] in "“\"«„‘'":
        f["quote start"] = 1.0


class _Ancestors:
    """The elements around blocks, and the kinds of their names, each looked at once."""

    def __init__(self) -> None:
        self.paths: dict[Element, tuple[Element, ...]] = {}
        self.kinds: dict[Element, frozenset[str]] = {}

    def path(self, element: Element) -> tuple[Element, ...]:
        known = self.paths.get(element)
        if known is not None:
            return known
        chain: list[Element] = []
        at: Element | None = element
        while at is not None and at not in self.paths:
            chain.append(at)
            at = at.getparent()
        path = self.paths[at] if at is not None else ()
        for item in reversed(chain):
            path = (*path, item) if len(path) < _MAX_DEPTH else path
            self.paths[item] = path
            if item not in self.kinds:
                self.kinds[item] = _kinds(item)
        return path


_MAX_DEPTH = 60
_FAR = frozenset(
    "comments related navigation gallery player signup frame aside advert promo share notice unseen articleBody".split()
) | {
    f"role {role}"
    for role in ("navigation", "banner", "contentinfo", "complementary", "search", "main", "article")
}
"""Kinds that tell of everything inside an element, however deep; the others tell of what is near."""
_WELCOME = frozenset(("body", "articleBody", "role main", "role article"))


def _kinds(element: Element) -> frozenset[str]:
    tag = element.tag
    if tag in ("body", "html"):
        return frozenset()
    names = f"{element.get('class') or ''} {element.get('id') or ''} {element.get('data-component') or ''}"
    found = _name_kinds(names) if not names.isspace() else frozenset()
    if tag == "article" or "hentry" in names:
        # Blog software puts the article's sections and tags into the names of its element.
        found &= {"body", "comments", "related"}
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
    split = " ".join(_SPLIT.split(names[:300])).lower()
    return frozenset(match.lastgroup for match in vocabulary.classes().finditer(split) if match.lastgroup)


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
        if tag in _LANDMARKS and not own:
            f[f"in {tag}"] = 1.0


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


def _container(
    seen: Sequence[Seen], kinds: dict[Element, frozenset[str]]
) -> tuple[tuple[Element, ...], dict[Element, float], set[Element]]:
    """Return the path to the smallest element that holds most of the prose, and each element's share of it.

    The third is the elements whose prose does not count.  Prose in comments and the like does not count, unless there is hardly any other.
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


def _groups(seen: Sequence[Seen]) -> dict[Element, int]:
    """Return, for elements of several blocks that stand in a row of elements marked up alike, how many those are."""
    blocks_of: Counter[Element] = Counter()
    for item in seen:
        blocks_of.update(item.path[1:])
    rows: dict[tuple[Element, str, str], list[Element]] = defaultdict(list)
    for element, count in blocks_of.items():
        parent = element.getparent()
        if count > 1 and parent is not None:
            names = (element.get("class") or "").split()
            rows[parent, str(element.tag), names[0] if names else ""].append(element)
    return {element: len(row) for row in rows.values() if len(row) > 2 for element in row}


def _add_container(
    f: Features, path: tuple[Element, ...], container: tuple[Element, ...], shares: dict[Element, float]
) -> None:
    common = 0
    for ours, theirs in zip(path, container, strict=False):
        if ours is not theirs:
            break
        common += 1
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


def _signature(block: Leaf) -> tuple[str, str, str, str]:
    element = block.element
    parent = element.getparent()
    if parent is None:
        return (block.tag, element.get("class") or "", "", "")
    return (block.tag, element.get("class") or "", str(parent.tag), parent.get("class") or "")


@dataclass(slots=True)
class _Alike:
    """Totals over the blocks of a page that are marked up alike."""

    count: int = 0
    words: int = 0
    good: float = 0.0
    linked: int = 0
    length: int = 0


def _signatures(blocks: Sequence[Leaf], seen: Sequence[Seen]) -> dict[tuple[str, str, str, str], _Alike]:
    alike: dict[tuple[str, str, str, str], _Alike] = defaultdict(_Alike)
    total = 0.0
    for block, item in zip(blocks, seen, strict=True):
        group = alike[_signature(block)]
        group.count += 1
        group.words += item.words
        group.good += item.good
        group.linked += block.linked
        group.length += len(block.text)
        total += item.good
    for group in alike.values():
        group.good /= total or 1
    return alike


def _add_signature(f: Features, group: _Alike) -> None:
    f["alike prose"] = group.good
    f["alike links"] = min(1.0, group.linked / (group.length or 1))
    f["alike length"] = min(1.0, math.log1p(group.words / group.count) / 6)
    if group.count == 1:
        f["alone"] = 1.0
    f["alike many"] = min(1.0, group.count / 20)


def _title_position(blocks: Sequence[Leaf], title: str) -> int | None:
    wanted = _folded(title)
    first_h1 = None
    for position, block in enumerate(blocks):
        if block.tag == "h1" and first_h1 is None:
            first_h1 = position
        if wanted and block.tag in (*HEADINGS, "div", "td", "header", "p") and _folded(block.text) == wanted:
            if block.tag in HEADINGS:
                return position
            if first_h1 is None:
                first_h1 = position
    return first_h1


def _folded(text: str) -> str:
    return " ".join(_WORD.findall(text.casefold())) if len(text) < 400 else ""


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


def names(pages: Iterable[Iterable[Seen]]) -> list[str]:
    """Return the names of all features that occur, sorted."""
    return sorted({name for page in pages for item in page for name in item.features})
