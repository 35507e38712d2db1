"""Finds where the title of an article stands among the blocks of its page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.extract.blocks import HEADINGS
from reader.extract.vocabulary import flat

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reader.extract.blocks import Leaf

_TITLE_TAGS = (*HEADINGS, "div", "td", "header", "p")
_LONGEST = 400
"""Longer blocks than this, in code points, are no titles."""


def title_position(blocks: Sequence[Leaf], title: str) -> tuple[int | None, bool]:
    """Return which block is the title (the first main heading if none reads like it), and whether it reads like it.

    None if the page has neither.
    """
    wanted = folded(title) if len(title) < _LONGEST else ""
    first: int | None = None
    for position, block in enumerate(blocks):
        if block.tag == "h1" and first is None:
            first = position
        if (
            wanted
            and block.tag in _TITLE_TAGS
            # Signs and blanks between the words may differ, and nothing else.
            and len(block.text) <= 3 * len(wanted) + 20
            and len(wanted) <= 2 * len(block.text)
            and folded(block.text) == wanted
        ):
            if block.tag in HEADINGS:
                return position, True
            if first is None:
                first = position
    return first, False


def folded(text: str) -> str:
    """Return the words of `text` in one case, parted by single blanks."""
    return flat(text.casefold())
