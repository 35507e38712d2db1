"""Takes out whole sections that are not the article, before its blocks are chosen one by one.

Comments, galleries and forms read like prose, so that no block of theirs gives them away; the names of their elements
do.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reader.extract.blocks import Leaf
    from reader.extract.surroundings import Surroundings
    from reader.extract.tree import Element

_LINE = 60
_LITTLE = 350
"""Lines of more than `_LINE` code points are prose; less than `_LITTLE` code points of it are no article."""
_FORM = 600
"""An invitation to subscribe is shorter than this, in code points; longer elements of such names hold articles."""


def readable(blocks: list[Leaf], around: Surroundings) -> list[Leaf]:
    """Return the blocks without what the page hides, galleries, players, newsletter forms and readers' comments.

    Any of them stay where they are nearly all that there is: pages hide articles until a script shows them, and in a
    forum the comments are the text.
    """
    for kind in ("unseen", "gallery", "player"):
        shown = [block for block in blocks if around.outermost(block.element, kind) is None]
        if 3 * sum(map(_prose, shown)) >= sum(map(_prose, blocks)):
            blocks = shown
    return _without_comments(_without_forms(blocks, around), around)


def _without_forms(blocks: list[Leaf], around: Surroundings) -> list[Leaf]:
    sizes: dict[Element, int] = {}
    forms = [around.outermost(block.element, "signup") for block in blocks]
    for block, form in zip(blocks, forms, strict=True):
        if form is not None:
            sizes[form] = sizes.get(form, 0) + len(block.text)
    return [block for block, form in zip(blocks, forms, strict=True) if form is None or sizes[form] >= _FORM]


def _without_comments(blocks: list[Leaf], around: Surroundings) -> list[Leaf]:
    """Drop sections of comments that have prose before them and no main heading in them."""
    kept: list[Leaf] = []
    sections: dict[Element, bool] = {}
    before = 0
    for block in blocks:
        section = around.outermost(block.element, "comments")
        if section is not None and section not in sections:
            sections[section] = before > _LITTLE and section.find(".//h1") is None
        if section is None or not sections[section]:
            kept.append(block)
            before += _prose(block)
    return kept


def _prose(block: Leaf) -> int:
    return len(block.text) - block.linked if len(block.text) > _LINE else 0
