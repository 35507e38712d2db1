"""Keys under which a quote is found again: pairs of its content words, which most rewordings leave some of.

Word shingles as in A. Broder, On the resemblance and containment of documents (1997), over content stems instead of
words.  All are kept rather than a sample of fixed size, since a quote that is cut to a clause must still be found by it.
"""

from __future__ import annotations

import zlib
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reader.ledger.wording import Word

_MOST = 64
"""Keys of one quote; a longer one is found by its beginning."""
_SHORT = 8
"""Content words up to which pairs over one word are keys too, for a single changed word breaks most others."""


def shingles(words: Sequence[Word]) -> tuple[int, ...]:
    """Return the keys of a quote, 32-bit hashes, without repetition."""
    stems = [word.stem for word in words if not word.put_in]
    pairs = list(pairwise(stems))
    if len(stems) <= _SHORT:
        pairs += zip(stems, stems[2:], strict=False)
    keys = dict.fromkeys(zlib.crc32(f"{a} {b}".encode()) for a, b in pairs[:_MOST])
    return tuple(keys)
