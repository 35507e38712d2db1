"""Two things measured in turn, in one run: what counts is the ratio, pair by pair."""

from __future__ import annotations

import statistics
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

PAIRS = 7


def compare(
    title: str,
    ours: Callable[[], float],
    peer: Callable[[], float],
    *,
    wanted: str,
    unit: str = "s",
    pairs: int = PAIRS,
) -> float:
    """Measure `ours` and `peer` in turn, print the medians and the median ratio ours/peer, and return the ratio.

    One pair is run first and not counted.  `wanted` says in words what the ratio should be.
    """
    ours(), peer()
    figures = [(ours(), peer()) for _ in range(pairs)]
    ratios = sorted(a / b for a, b in figures)
    ratio = statistics.median(ratios)
    first, second = (statistics.median(column) for column in zip(*figures, strict=True))
    print(
        f"{title:58} {ratio:6.2f}  (wanted {wanted}; {ratios[0]:.2f}–{ratios[-1]:.2f} in {pairs} pairs; "
        f"{first:.3g} {unit} to {second:.3g} {unit})",
        flush=True,
    )
    return ratio
