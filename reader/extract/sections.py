"""Takes out whole sections that are not the article, before its blocks are chosen one by one.

Comments, galleries and forms read like prose, so that no block of theirs gives them away; the names of their elements
do.
"""

from __future__ import annotations

import math
from collections import defaultdict
from itertools import groupby
from typing import TYPE_CHECKING

from lxml import etree

from reader.extract import labels
from reader.extract.blocks import HEADINGS
from reader.extract.heading import title_position
from reader.extract.surroundings import shared_depth, tag_and_class

if TYPE_CHECKING:
    from collections.abc import Callable

    from reader.extract.blocks import Leaf
    from reader.extract.surroundings import Surroundings
    from reader.extract.tree import Element

_ROW = 6
_MENU_WORDS = 5
_MENU_LINK = 50
"""So many links, each of no more words and code points than this, stand in a row in menus only."""
_MENUS = frozenset(("navigation", "frame"))
_LABEL = 40
"""The line above comments is shorter than this, in code points."""
_LINE = 60
_LITTLE = 350
"""Lines of more than `_LINE` code points are prose; less than `_LITTLE` code points of it are no article."""
_ENOUGH = 1000
"""So many code points of prose that a page shows are the article, however much it hides or sets into galleries."""
_SHORT = 150
"""Less prose than this below a title, in code points, is no article of its own."""
_TEASERS = 5
_TEASER = 500
"""So many elements in a row, each of less prose than this in code points, present other articles."""
_BOX = 600
"""Invitations to subscribe and advertisements are shorter than this, in code points; longer elements of such names
hold articles."""
_PLAIN = 300
"""Nor has any of them so much prose, in code points, without a link or a form."""
_PICTURES = ("img", "picture", "figure", "video", "amp-img", "li")
"""What a gallery holds; some load the pictures of their list later."""
_POSTED = frozenset(("people", "meta", "comments"))
"""The kinds of elements that a reader's contribution has: who wrote it, when, and each of them named as one."""


def readable(blocks: list[Leaf], around: Surroundings, title: str) -> tuple[list[Leaf], dict[int, str]]:
    """Return the blocks without menus, what the page hides, other articles below the one of `title`, galleries, players,
    newsletter forms, advertisements and readers' comments; and by their `id` why others are not among them.

    Any of them stay where they are nearly all that there is: pages hide articles until a script shows them, and in a
    forum the comments are the text.
    """
    taken: dict[int, str] = {}

    def keep(kept: list[Leaf], reason: str) -> None:
        nonlocal blocks
        if len(kept) < len(blocks):
            ids = set(map(id, kept))
            taken.update((id(block), reason) for block in blocks if id(block) not in ids)
            blocks = kept

    keep(_without_menus(blocks, around), "navigation")
    at, exact = title_position(blocks, title)
    heading = blocks[at] if at is not None and exact else None
    present = frozenset[str]().union(*{around.under(block.element) for block in blocks})
    for kind, reason in (("unseen", "hidden"), ("gallery", "gallery"), ("player", "player")):
        if kind not in present:
            continue
        keep(_without_layer(blocks, around, kind, heading), reason)
    if heading is not None:
        keep(_without_other_articles(blocks, around, heading), "another article")
        keep(_without_teasers(blocks, around, heading), "related article")
    for kind, reason in (("signup", "newsletter and subscription"), ("advert", "advertisement")):
        if kind in present:
            keep(_without_boxes(blocks, around, kind), reason)
    keep(_without_comments(blocks, around), "comments")
    return blocks, taken


def _without_layer(blocks: list[Leaf], around: Surroundings, kind: str, heading: Leaf | None) -> list[Leaf]:
    """Drop what lies in elements of a kind, where enough is left and the title does not lie there too.

    A large gallery without pictures and a player with much to read are sections of the text that are only called so.
    """
    boxes = _boxes(blocks, around, kind)
    prose = _total(blocks, boxes, prose_length)
    least = {"gallery": max(_BOX, sum(map(prose_length, blocks)) / 4), "player": _BOX}.get(kind, math.inf)
    text = {
        box
        for box, length in prose.items()
        if length >= least and (kind != "gallery" or next(box.iter(*_PICTURES), None) is None)
    }
    shown = [block for block, box in zip(blocks, boxes, strict=True) if box is None or box in text]
    if len(shown) == len(blocks):
        return blocks
    left = sum(map(prose_length, shown))
    whole = heading is not None and kind in around.under(heading.element)
    return shown if 3 * left >= sum(map(prose_length, blocks)) or (left > _ENOUGH and not whole) else blocks


def _boxes(blocks: list[Leaf], around: Surroundings, kind: str) -> list[Element | None]:
    """Return for each block the outermost element of a kind around it."""
    return [around.outermost(block.element, kind) for block in blocks]


def _total(
    blocks: list[Leaf], boxes: list[Element | None], size: Callable[[Leaf], int]
) -> dict[Element, int]:
    """Return for each box how much its blocks hold."""
    total: dict[Element, int] = defaultdict(int)
    for block, box in zip(blocks, boxes, strict=True):
        if box is not None:
            total[box] += size(block)
    return total


def _without_menus(blocks: list[Leaf], around: Surroundings) -> list[Leaf]:
    """Drop links of a few words that stand in a row of many, or where pages have their menus.

    They are half of what a page has, and each would be looked at as closely as a paragraph.
    """
    kept: list[Leaf] = []
    for links, run in groupby(blocks, _is_menu_link):
        row = list(run)
        if not links:
            kept += row
        elif len(row) < _ROW:
            kept += (link for link in row if not _in_menu(link, around))
    return kept


def _is_menu_link(block: Leaf) -> bool:
    return (
        block.linked >= 0.9 * len(block.text)
        and len(block.text) <= _MENU_LINK
        and block.tag not in HEADINGS
        and block.text.count(" ") < _MENU_WORDS
        and not any(map(str.isdigit, block.text))
    )


def _in_menu(block: Leaf, around: Surroundings) -> bool:
    if not _MENUS.isdisjoint(around.under(block.element)):
        return True
    return any(element.tag in ("nav", "footer") for element in around.path(block.element))


def _without_other_articles(blocks: list[Leaf], around: Surroundings, heading: Leaf) -> list[Leaf]:
    """Drop articles that stand beside the one with the title, `heading`, and are headed or marked up like it.

    Such pages load one article below the other, or are a blog's.
    """
    own = around.path(heading.element)
    apart = [shared_depth(own, around.path(block.element)) for block in blocks]
    # The prose inside each element around the title, by its depth.
    prose = [0] * (len(own) + 1)
    for block, depth in zip(blocks, apart, strict=True):
        prose[depth] += prose_length(block)
    for depth in range(len(own) - 1, -1, -1):
        prose[depth] += prose[depth + 1]
    others: set[Element] = set()
    begun: set[Element] = set()
    for block, depth in zip(blocks, apart, strict=True):
        path = around.path(block.element)
        if depth == len(own) or depth == len(path):
            continue
        theirs = path[depth]
        headed = block.tag == heading.tag and theirs not in begun
        if (
            (headed or theirs.tag == "article")
            and theirs not in others
            and prose[depth + 1] > _SHORT
            and _alike(own[depth], theirs, around)
        ):
            others.add(theirs)
        if prose_length(block):
            begun.add(theirs)
    return [block for block in blocks if others.isdisjoint(around.path(block.element))] if others else blocks


def _alike(ours: Element, theirs: Element, around: Surroundings) -> bool:
    """Tell whether two elements beside each other are marked up as articles, in the same way."""
    named = theirs.tag == "article" or "body" in around.kinds[theirs]
    return named and tag_and_class(ours) == tag_and_class(theirs)


def _without_teasers(blocks: list[Leaf], around: Surroundings, heading: Leaf) -> list[Leaf]:
    """Drop rows of teasers: elements alike beside each other, each a headline that is a link and a few lines.

    They stay where there is little other prose, and where the title stands among them.
    """
    rows: dict[tuple[Element, str, str], list[Element]] = {}
    prose: dict[Element, int] = defaultdict(int)
    headed: set[Element] = set()
    own = set(around.path(heading.element))
    for block in blocks:
        linked = block.tag in HEADINGS and block.linked >= 0.9 * len(block.text) > 0
        for element in around.path(block.element)[2:]:
            if element in own:
                continue
            if element not in prose:
                rows.setdefault((element.getparent(), *tag_and_class(element)), []).append(element)
            prose[element] += prose_length(block)
            if linked:
                headed.add(element)
    teasers: set[Element] = set()
    for row in rows.values():
        if len(row) >= _TEASERS and all(element in headed and prose[element] < _TEASER for element in row):
            teasers.update(row)
    left = (
        [block for block in blocks if teasers.isdisjoint(around.path(block.element))] if teasers else blocks
    )
    return left if sum(map(prose_length, left)) > _ENOUGH else blocks


def _without_boxes(blocks: list[Leaf], around: Surroundings, kind: str) -> list[Leaf]:
    """Drop the elements of a kind that hold little text, or next to no prose without a link."""
    boxes = _boxes(blocks, around, kind)
    sizes = _total(blocks, boxes, lambda block: len(block.text))
    prose = _total(blocks, boxes, prose_length)
    large = {
        box
        for box, size in sizes.items()
        if size >= _BOX or (prose[box] >= _PLAIN and next(box.iter("a", "form"), None) is None)
    }
    return [block for block, box in zip(blocks, boxes, strict=True) if box is None or box in large]


def _without_comments(blocks: list[Leaf], around: Surroundings) -> list[Leaf]:
    """Drop sections of comments that have prose before them and no main heading in them."""
    kept: list[Leaf] = []
    sections: dict[Element, bool] = {}
    before = 0
    headed = _headed_comments(blocks, around)
    for block in blocks:
        section = next((e for e in around.path(block.element) if e in headed), None) if headed else None
        section = section if section is not None else around.outermost(block.element, "comments")
        if section is not None and section not in sections:
            sections[section] = (
                before > _LITTLE
                and section.find(".//h1") is None
                and (section in headed or _holds_posts(section, around))
            )
        if section is None or not sections[section]:
            kept.append(block)
            before += prose_length(block)
    return kept


def _holds_posts(section: Element, around: Surroundings) -> bool:
    """Tell whether a section is one of readers' contributions, and not a chapter that is called a discussion.

    Where its name says no more than that, some element inside must be the form for another, or say who wrote one.
    """
    if "talk" not in around.kinds[section]:
        return True
    return any(
        element.tag == "form" or not _POSTED.isdisjoint(around.own_kinds(element))
        for element in section.iterdescendants(etree.Element)
    )


def _headed_comments(blocks: list[Leaf], around: Surroundings) -> set[Element]:
    """Return the elements that open with a line like "3 comments", before any prose of theirs."""
    found: set[Element] = set()
    prose: set[Element] = set()
    for block in blocks:
        path = around.path(block.element)
        short = len(block.text) <= _LABEL and block.linked < len(block.text) and len(path) > 1
        if short and labels.bare(block.text) == "comments":
            section = path[-2] if path[-1] is block.element else path[-1]
            if section not in prose and section.tag not in ("body", "main", "article"):
                found.add(section)
        if prose_length(block):
            prose.update(path)
    return found


def prose_length(block: Leaf) -> int:
    """Return how many code points of prose a block holds: none if it is short, and none in links."""
    return len(block.text) - block.linked if len(block.text) > _LINE else 0
