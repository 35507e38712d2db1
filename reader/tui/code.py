"""Which parts of a piece of code are told apart by style; Pygments, which comes with Rich, reads it."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from reader.tui.paint import Mark

if TYPE_CHECKING:
    from pygments.token import _TokenType

LONGEST = 50_000
"""Code points of a block of code that is highlighted at most: more would be felt."""


@lru_cache(maxsize=64)
def parts(code: str, language: str) -> tuple[Mark[str], ...]:
    """Return spans of `code` and what they are: keyword, string, number, comment, definition.

    `language` is what the page calls it; for one that Pygments does not know, and for long code, nothing is told.
    """
    from pygments.lexers import get_lexer_by_name
    from pygments.util import ClassNotFound

    if len(code) > LONGEST:
        return ()
    try:
        # Otherwise Pygments strips blank lines, and offsets would no longer be those of `code`.
        lexer = get_lexer_by_name(language, stripnl=False, ensurenl=False)
    except ClassNotFound:
        return ()
    found = []
    for start, token, text in lexer.get_tokens_unprocessed(code):
        kind = _kind(token)
        if kind is not None and text.strip():
            found.append(Mark(start, start + len(text), kind))
    return tuple(found)


def _kind(token: _TokenType) -> str | None:
    from pygments.token import Comment, Keyword, Name, Number, Operator, String

    for kinds, name in (
        ((Comment,), "comment"),
        ((Keyword, Operator.Word, Name.Tag), "keyword"),
        ((String,), "string"),
        ((Number,), "number"),
        ((Name.Function, Name.Class, Name.Decorator), "definition"),
    ):
        if any(token in kind for kind in kinds):
            return name
    return None
