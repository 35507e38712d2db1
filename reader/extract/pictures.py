"""The pictures of an article: which of a page's images stand in its text, and the words that go with them.

A picture belongs to the words nearest to it in the tree of the page, its captions left out of account: inside a teaser
those are the teaser's headline, in the article they are its paragraphs.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from reader.extract.inline import web_address
from reader.extract.surroundings import shared_depth
from reader.model import Image
from reader.sanitise import one_line

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from reader.extract.blocks import Leaf
    from reader.extract.surroundings import Surroundings
    from reader.extract.tree import Element

CAPTION = "caption or credit"
"""The reason for which words below a picture are no part of the text."""
MOST = 200
"""More pictures than this are a gallery; the rest are left out."""
_WORDS = 500
"""Code points of an alternative text or a caption that are kept."""
_ICON = 72
"""Pictures that the page shows no wider or higher than this, in pixels, are icons, faces and counters."""
_WIDE = 800
"""Of the sizes that a page offers the narrowest with so many pixels is taken: more than a terminal shows."""
_SRCSET = 20_000
"""Code points of a list of sizes that are read."""
_NEIGHBOURS = 6
"""So many captions and credits of one picture are looked past."""
_FURNITURE = frozenset(
    (
        *("advert", "comments", "footnote", "frame", "navigation", "people", "promo", "related", "share"),
        *("signup", "tags", "unseen", "player"),
    )
)
_HEAD = frozenset(("title", "summary above the text", "date and details", "about the author", CAPTION))
"""What stands between the title and the text; a picture beside it opens the article."""
_LAZY = ("data-src", "data-original", "data-lazy-src", "data-image", "data-hi-res-src")
"""Attributes that hold the address until a script finds the picture in sight."""
_PIXELS = re.compile(r"\s*(\d{1,5})(?:\.\d+)?\s*(?:px)?\s*$")
_STYLED = re.compile(r"(?:^|;)\s*(?:width|height)\s*:\s*(\d{1,5})(?:\.\d+)?px", re.IGNORECASE)
_FILE = re.compile(r"\S+\.(?:jpe?g|png|gif|webp|avif|svg|bmp|tiff?)(?:[?#]\S*)?", re.IGNORECASE)
_EMPTY = re.compile(
    r"[^/?]*(?:placeholder|spacer|blank|leer|pixel|transparent|loading|1x1|dummy)[^/?]*\.(?:gif|png|svg|jpg)",
    re.IGNORECASE,
)
"""What stands in the place of a picture until a script has fetched it."""
_NAME = re.compile(r"(?=\S*[\d_])[\w.()-]+")
"""What a camera or a program calls a file: "IMG_2034", "header-3"."""
_OFFERED = re.compile(r"\s*([^\s,]\S*[^\s,])(?:\s+(\d{1,5})w|\s+[\d.]+x)?\s*(?:,|$)")


@dataclass(slots=True)
class _Place:
    """An image among the blocks: between the blocks with words `before` and before + 1, with `kept` kept ones above."""

    element: Element
    before: int
    kept: int


def pictures(
    leaves: Sequence[Leaf],
    kept: Sequence[Leaf],
    reason: Callable[[Leaf], str],
    around: Surroundings,
    base: str | None,
) -> tuple[Image, ...]:
    """Return the pictures of an article in reading order.

    `leaves` are all blocks of the page, `kept` those of them that are the article; `reason` tells why a block is not, ""
    if it is, "title" for the title.  `base` is the address against which addresses resolve.
    """
    search = _Search([leaf for leaf in leaves if leaf.text], reason, around, base)
    found: list[Image] = []
    for place in _places(leaves, set(map(id, kept))):
        image = search.image(place)
        if image is None:
            continue
        twin = next((n for n, other in enumerate(found) if _same(other, image)), None)
        if twin is None:
            # What several pictures have in common says nothing of any of them.
            said = any(image.alternative == other.alternative for other in found)
            found.append(replace(image, alternative="") if said else image)
        elif image.address and not found[twin].address:
            # A picture that waits for a script, and the same one for those who run none.
            found[twin] = image
    return tuple(found[:MOST])


def _places(leaves: Sequence[Leaf], chosen: set[int]) -> Iterator[_Place]:
    before, kept = -1, 0
    for leaf in leaves:
        seen = not leaf.text
        for token in leaf.tokens:
            if token.kind == "image":
                yield _Place(
                    token.element, before + (bool(leaf.text) and seen), kept + (id(leaf) in chosen and seen)
                )
            seen = seen or (token.kind == "text" and not token.value.isspace())
        before += bool(leaf.text)
        kept += id(leaf) in chosen


@dataclass(slots=True)
class _Search:
    """What tells which images are the article's: the page's blocks with words, why they are no text, what is around."""

    words: Sequence[Leaf]
    reason: Callable[[Leaf], str]
    around: Surroundings
    base: str | None

    def image(self, place: _Place) -> Image | None:
        """Return the picture at a place, or None where it is no part of the article."""
        element = place.element
        if _is_icon(element):
            return None
        owner, captions, depth = self._owner(place)
        if owner is None:
            return None
        path = self.around.path(element)
        figure = next((item for item in path if item.tag in ("figure", "picture")), None)
        opens = place.kept == 0 and figure is not None and self.reason(owner) in _HEAD
        below = frozenset[str]().union(*(self.around.kinds[item] for item in path[depth:]))
        if (self.reason(owner) and not opens) or below & _FURNITURE:
            return None
        address, alternative = _address(element, self.base), _alternative(element)
        caption = _caption(captions, figure)
        if _leads_away(path, address, self.base) and not caption:
            return None
        decoration = element.get("alt") == "" and not caption and figure is None
        if (decoration and not _is_large(element)) or not (address or alternative or caption):
            return None
        return Image(address, "" if alternative == caption else alternative, caption, place.kept)

    def _owner(self, place: _Place) -> tuple[Leaf | None, list[Leaf], int]:
        """Return the block of words to which a picture belongs, the captions passed on the way, and how many elements
        around the picture hold the block too.
        """
        path = self.around.path(place.element)
        above, below = place.before, place.before + 1
        captions: list[tuple[int, Leaf]] = []
        for _ in range(_NEIGHBOURS):
            near = [
                (shared_depth(path, self.around.path(self.words[i].element)), -step, i)
                for step, i in enumerate((below, above))
                if 0 <= i < len(self.words)
            ]
            if not near:
                break
            depth, step, i = max(near)
            if not self._is_caption(self.words[i]):
                tied = [self.words[other] for level, _, other in near if level == depth]
                owner = next((leaf for leaf in tied if not self.reason(leaf)), self.words[i])
                return owner, [leaf for level, leaf in captions if level > depth], depth
            captions.append((depth, self.words[i]))
            below, above = (below + 1, above) if not step else (below, above - 1)
        return None, [], 0

    def _is_caption(self, leaf: Leaf) -> bool:
        reason = self.reason(leaf)
        set_below = any(item.tag == "figcaption" for item in self.around.path(leaf.element))
        return reason == CAPTION or (bool(reason) and set_below and 2 * leaf.linked < len(leaf.text))


def _same(one: Image, other: Image) -> bool:
    if one.address and other.address:
        return one.address.partition("?")[0] == other.address.partition("?")[0] and (
            "?" not in one.address or one.address == other.address or one.alternative == other.alternative
        )
    return one.after == other.after and (one.alternative, one.caption) == (other.alternative, other.caption)


def _is_icon(element: Element) -> bool:
    sizes = [int(size[1]) for name in ("width", "height") if (size := _PIXELS.match(element.get(name) or ""))]
    sizes += map(int, _STYLED.findall(element.get("style") or ""))
    return any(size <= _ICON for size in sizes)


def _is_large(element: Element) -> bool:
    width = _PIXELS.match(element.get("width") or "")
    return width is not None and int(width[1]) > 3 * _ICON


def _alternative(element: Element) -> str:
    """Return the words that stand for a picture, "" for the name of its file."""
    words = one_line(element.get("alt") or "")
    if not any(map(str.isalpha, words)) or _FILE.fullmatch(words) or _NAME.fullmatch(words):
        return ""
    return words if len(words) <= _WORDS else f"{words[: _WORDS - 1]}…"


def _caption(captions: Sequence[Leaf], figure: Element | None) -> str:
    """Return what stands below a picture."""
    inside = [
        leaf for leaf in captions if figure is not None and figure.tag == "figure" and _within(leaf, figure)
    ]
    lines = dict.fromkeys(one_line(leaf.text) for leaf in inside or captions)
    text = " ".join(lines)
    return text if len(text) <= _WORDS else f"{text[: _WORDS - 1]}…"


def _within(leaf: Leaf, element: Element) -> bool:
    at: Element | None = leaf.element
    while at is not None and at is not element:
        at = at.getparent()
    return at is not None


def _leads_away(path: Sequence[Element], address: str, base: str | None) -> bool:
    """Tell whether a picture is a link to something other than itself, as those of advertisements and teasers are."""
    link = next((item for item in reversed(path) if item.tag == "a" and item.get("href")), None)
    if link is None:
        return False
    target = web_address(link.get("href"), base)
    if not target:
        return False
    name = _stem(address)
    return not (_FILE.fullmatch(unquote(urlsplit(target).path)) or (name and name in unquote(target)))


def _stem(address: str) -> str:
    """Return the name of a file without its ending, "" where it is too short to be one of its own."""
    name = unquote(urlsplit(address).path).rpartition("/")[2].partition(".")[0]
    return name if len(name) > 5 else ""


def _address(element: Element, base: str | None) -> str:
    """Return where a picture is: of the sizes that are offered one that is large enough; "" where it is nowhere."""
    sizes = [_large_enough(element.get(name)) for name in ("data-srcset", "srcset")]
    # The parser knows no `source`, and takes what follows one for its content.
    choices = next(element.iterancestors("picture"), None)
    sources = choices.iter("source") if choices is not None else ()
    others = [source.get(name) for source in sources for name in ("srcset", "data-srcset")]
    single = [element.get(name) for name in (*_LAZY, "src")]
    for address in (*sizes, *single, *(_large_enough(offers) or _first(offers) for offers in others)):
        whole = web_address(one_line(address), base) if address and not address.startswith("data:") else ""
        if whole and not _EMPTY.fullmatch(urlsplit(whole).path.rpartition("/")[2]):
            return whole
    return ""


def _large_enough(offers: str | None) -> str | None:
    """Return the address of one of the sizes that a `srcset` offers, where it says how wide they are.

    https://html.spec.whatwg.org/multipage/images.html#srcset-attributes
    """
    sizes = sorted(
        (int(width), address) for address, width in _OFFERED.findall((offers or "")[:_SRCSET]) if width
    )
    return next((address for width, address in sizes if width >= _WIDE), sizes[-1][1] if sizes else None)


def _first(offers: str | None) -> str | None:
    return next((address for address, _ in _OFFERED.findall((offers or "")[:_SRCSET])), None)
