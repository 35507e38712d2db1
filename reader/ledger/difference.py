"""What differs between two wordings of a quote, word by word."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

_PIECE = re.compile(r"[^\s\[]*\[[^\]]*\]\S*|\S+")
_BARE = re.compile(r"^\W+|\W+$")

DifferenceKind = Literal["same", "changed", "only_first", "only_second"]


@dataclass(frozen=True, slots=True)
class Difference:
    """A run of words of two wordings: what stands in the `first`, what in the `second`, and how they differ."""

    kind: DifferenceKind
    first: str
    second: str


def differences(first: str, second: str) -> tuple[Difference, ...]:
    """Return two wordings side by side, in runs of words that are the same or differ.

    Case and the marks around a word make no difference.  Joined by blanks, the firsts give the first wording and the
    seconds the second one.  The alignment is the longest common subsequence of words (rapidfuzz.distance.LCSseq).
    """
    from rapidfuzz.distance import LCSseq

    a, b = _PIECE.findall(first), _PIECE.findall(second)
    found: list[Difference] = []
    i = j = 0
    equal = [op for op in LCSseq.opcodes([_key(w) for w in a], [_key(w) for w in b]) if op.tag == "equal"]
    for op in equal:
        found += _differing(a[i : op.src_start], b[j : op.dest_start])
        i, j = op.src_end, op.dest_end
        found.append(Difference("same", " ".join(a[op.src_start : i]), " ".join(b[op.dest_start : j])))
    return (*found, *_differing(a[i:], b[j:]))


def _differing(a: list[str], b: list[str]) -> list[Difference]:
    if not a and not b:
        return []
    kind: DifferenceKind = "changed" if a and b else "only_first" if a else "only_second"
    return [Difference(kind, " ".join(a), " ".join(b))]


def _key(word: str) -> str:
    return _BARE.sub("", word.casefold().replace("’", "'")) or word
