"""Tells what goes with a label or a heading: the links of "Related", the comments below "3 comments"; and what does
not, since articles have headings and lists of their own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.extract import labels

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reader.extract.pieces import Piece

_ARTICLE = 100
"""Fewer words than this above the comments are no article."""
_LISTING = frozenset(("related article", "tags and sections", "share and follow", "poll"))
"""Labels with these reasons stand above lists of their own."""


class Chapter:
    """Follows the pieces of an article from the first to the last, and knows which label they stand below."""

    def __init__(self, pieces: Sequence[Piece]) -> None:
        self._pieces = pieces
        self._section = ""
        """Why the last label goes, while lines are met that belong to it."""
        self._sure = False
        """Whether it can be no heading of an article's own."""

    def reason(self, index: int, reason: str) -> str:
        """Return why a piece goes, "" if it stays; `reason` is why it would go wherever it stood.

        To be asked for each piece that holds a line of text, in order.
        """
        pieces, piece = self._pieces, self._pieces[index]
        bare = bool(reason) and labels.bare(piece.text) is not None
        weak = bare and labels.is_weak(piece.text)
        if weak and _plain_list_follows(pieces, index):
            # A list of the article's own, under a heading that other pages set above links.
            self._section = ""
            return ""
        if piece.kind == "heading" or (weak and piece.marked):
            sure = bare and not weak
            heads_list = sure and _list_follows(pieces, index, reason)
            heads_prose = bool(reason) and not heads_list and _prose_follows(pieces, index)
            self._section, self._sure = "" if heads_prose else reason, sure
            # No chapter is called an advertisement; of other labels, one may be.
            return "" if heads_prose and bare and reason != "advertisement" else reason
        if bare or (reason and piece.text.endswith(":") and links_follow(pieces, index)):
            self._section, self._sure = reason, bare and not weak
        elif not reason and self._section and _listed(piece, self._section, sure=self._sure):
            return self._section
        elif not reason:
            self._section = ""
        return reason


def drop_comments(pieces: Sequence[Piece], reasons: dict[int, str]) -> None:
    """Drop all below the heading of the comments, where the article stands above it.

    A line that only invites to comment may stand between two paragraphs of the article.
    """
    words = [piece.words for piece in pieces]
    for index, piece in enumerate(pieces):
        if reasons.get(index) != "comments" or labels.bare(piece.text) != "comments":
            continue
        if piece.kind != "heading" and any(below.is_prose for below in pieces[index:]):
            continue
        if sum(words[:index]) > max(_ARTICLE, sum(words[index:])):
            for below in range(index + 1, len(pieces)):
                if pieces[below].kind != "blank":
                    reasons.setdefault(below, "comments")
            return


def drop_bare_headings(pieces: Sequence[Piece], reasons: dict[int, str]) -> None:
    """Drop headings at the end, and those whose whole section was dropped."""
    content_below = False
    lost_below = False
    for index in range(len(pieces) - 1, -1, -1):
        piece = pieces[index]
        if piece.kind == "blank":
            continue
        if index in reasons:
            lost_below = True
        elif piece.kind != "heading":
            content_below = True
        else:
            if not content_below and (lost_below or any(above.is_prose for above in pieces[:index])):
                reasons[index] = "heading with nothing below it"
            content_below = True if index not in reasons else content_below
            lost_below = False


def links_follow(pieces: Sequence[Piece], index: int) -> bool:
    """Tell whether the next piece consists of links."""
    following = _following(pieces, index)
    return following is not None and following.kind in ("paragraph", "item") and following.link_share > 0.8


def has_children(pieces: Sequence[Piece], index: int) -> bool:
    """Tell whether the next piece stands below an item, indented."""
    following = _following(pieces, index)
    return following is not None and following.indent > pieces[index].indent


def _prose_follows(pieces: Sequence[Piece], index: int) -> bool:
    """Tell whether plain prose stands between a heading and the next one."""
    for at in range(index + 1, len(pieces)):
        piece = pieces[at]
        if piece.kind == "heading":
            return False
        if piece.is_prose or piece.kind in ("code", "table"):
            return True
    return False


def _listed(piece: Piece, section: str, *, sure: bool) -> bool:
    """Tell whether a piece under a label belongs to it: links and teasers do, prose does not.

    Items without a link do only if the label cannot be the article's own, and under "Related" only headlines do.
    """
    if piece.link_share > 0.8:
        return True
    if piece.kind != "item" or piece.is_prose:
        return False
    if piece.linked:
        return True
    headline = not piece.text[:1].islower() and not piece.is_closed
    return sure and section in _LISTING and (headline or section != "related article")


def _list_follows(pieces: Sequence[Piece], index: int, section: str) -> bool:
    """Tell whether the next piece is the item of a list that belongs to a heading that can be no chapter's."""
    following = _following(pieces, index)
    return following is not None and following.kind == "item" and _listed(following, section, sure=True)


def _plain_list_follows(pieces: Sequence[Piece], index: int) -> bool:
    """Tell whether the next piece is the item of a list and has no link."""
    following = _following(pieces, index)
    return following is not None and following.kind == "item" and not following.linked


def _following(pieces: Sequence[Piece], index: int) -> Piece | None:
    """Return the next piece that is not blank, or None."""
    # By index, since a copy of all that follows, for each piece, takes seconds on a long list.
    for at in range(index + 1, len(pieces)):
        if pieces[at].kind != "blank":
            return pieces[at]
    return None
