"""Keys under which a quote is found again: pairs of its content words, which most rewordings leave some of.

Word shingles as in A. Broder, On the resemblance and containment of documents (1997), over content stems instead of
words.  Of long quotes those are kept that winnowing chooses (S. Schleimer, D. Wilkerson, A. Aiken, Winnowing, 2003):
the least of every few in a row, so that two quotes which share so many in a row, cut or not, share a key.
"""

from __future__ import annotations

import zlib
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from reader.ledger.wording import Word

_SHORT, _WHOLE = 5, 9
"""Content words up to which pairs over one word are keys too, and up to which all pairs are."""
_WINDOW = 4
"""Pairs in a row of which a long quote has at least one as key."""
_MOST = 48
"""Keys of one quote; a longer one is found by its beginning."""


def shingles(words: Sequence[Word]) -> tuple[int, ...]:
    """Return the keys of a quote without repetition: hashes of 24 bits, which SQLite stores in three bytes."""
    stems = [word.stem for word in words if not word.put_in]
    keys: Iterable[int] = map(_key, pairwise(stems))
    if len(stems) <= _SHORT:
        keys = [*keys, *map(_key, zip(stems, stems[2:], strict=False))]
    elif len(stems) > _WHOLE:
        keys = _winnowed(list(keys))
    return tuple(dict.fromkeys(keys))[:_MOST]


def _key(pair: tuple[str, str]) -> int:
    return (zlib.crc32(" ".join(pair).encode()) >> 8) - (1 << 23)


def _winnowed(keys: list[int]) -> Iterable[int]:
    return (min(keys[i : i + _WINDOW]) for i in range(len(keys) - _WINDOW + 1))
