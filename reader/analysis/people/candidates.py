"""Runs of capitalised words, and the names that may stand in them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.analysis.people.lexicon import commonness, is_person_noun, is_surname, words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reader.analysis.people.tokens import Tokens

LONGEST = 9
"""Tokens of the longest name, hyphens included."""
_COMMON = 4
"""Commonness of a given name from which on a word may well be one."""
_OPENING = frozenset("\"“‘'([")
_CLOSING = frozenset("\"”’')]")

Run = tuple[int, int]
"""Two tokens, the second exclusive."""


def runs(tokens: Tokens) -> Iterator[Run]:
    """Yield the runs of words of which names are made, in order."""
    i, n = 0, len(tokens)
    while i < n:
        if tokens.kinds[i] not in ("c", "i", "p"):
            i += 1
            continue
        end = _run_end(tokens, i)
        if any(kind in ("c", "i") for kind in tokens.kinds[i:end]):
            yield i, end
        i = max(end, i + 1)


def spans(tokens: Tokens, run: Run) -> Iterator[Run]:
    """Yield every part of a run that can be a name."""
    first, end = run
    kinds = tokens.kinds
    for a in range(first, end):
        if kinds[a] not in ("c", "i", "p") or _inside_surname(tokens, first, a):
            continue
        if a > first and tokens.lower[a - 1] in words("place_heads"):
            continue
        heads = tokens.lower[a] in words("place_heads") or _mere_noun(tokens.lower[a])
        named = False
        for b in range(a + 1, min(end, a + LONGEST) + 1):
            kind = kinds[b - 1]
            named = named or kind == "c"
            if heads and (b - a > 1 or _mere_noun(tokens.lower[a])):
                break
            if kind == "c" or (kind == "i" and (named or b - a > 1 or len(tokens.text[a]) > 2)):
                yield a, b


def _inside_surname(tokens: Tokens, first: int, a: int) -> bool:
    """Tell whether token a cannot begin a name, since a particle parts or joins it: Bram | ter | Horst."""
    if a == first:
        return False
    before = tokens.lower[a - 1]
    if tokens.kinds[a] == "p":
        return tokens.kinds[a - 1] == "p" or not (is_person_noun(before) or before in words("honorifics"))
    return tokens.kinds[a - 1] == "p"


def _mere_noun(word: str) -> bool:
    """Tell whether a capitalised word is a noun that means a person and hardly a name: Visitors, Winger."""
    return is_person_noun(word) and not is_surname(word) and commonness(word) < _COMMON


def _run_end(tokens: Tokens, i: int) -> int:
    """Return the end of the run that begins with token i."""
    kinds, n = tokens.kinds, len(tokens)
    end = i + 1
    while end < n and tokens.same_block(i, end):
        if kinds[end] in ("c", "i", "p", "-"):
            end += 1
            continue
        after = _nickname_end(tokens, end) or _suffix_end(tokens, end)
        if not after:
            break
        end = after
    while end > i and kinds[end - 1] not in ("c", "i"):
        end -= 1
    return end


def _nickname_end(tokens: Tokens, i: int) -> int:
    """Return the end of a nickname in marks between two words of a name (Willi “Bubi” Maier), or 0."""
    if tokens.text[i] not in _OPENING or tokens.kinds[i - 1] not in ("c", "i"):
        return 0
    for close in (i + 2, i + 3, i + 4):
        if close + 1 < len(tokens) and tokens.text[close] in _CLOSING:
            inside = all(kind in ("c", "i") for kind in tokens.kinds[i + 1 : close])
            return (
                close + 1
                if inside and tokens.kinds[close + 1] == "c" and tokens.same_block(i, close + 1)
                else 0
            )
    return 0


def _suffix_end(tokens: Tokens, i: int) -> int:
    """Return the end of “, Jr.” after a name, or 0."""
    if tokens.text[i] == "," and tokens.same_block(i, i + 1) and tokens.lower[i + 1] in ("jr", "sr"):
        return i + 2 if tokens.lower[i + 1] in words("suffixes") else 0
    return 0
