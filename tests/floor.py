"""The floor under the scores on pages, sentences and texts of our own, kept in `floor.tsv`.

A test measures a score and calls `hold`.  `make floor` writes down every score that stands higher than its floor; to
lower one is to append a line by hand, with the reason, for all to see.
"""

from __future__ import annotations

import math
import os
from dataclasses import dataclass
from datetime import date
from pathlib import Path

FILE = Path(__file__).with_name("floor.tsv")
RAISE = "RAISE_FLOOR"
"""The environment variable with which `hold` writes higher scores down."""
LOWERED = "lowered: "
"""How the reason of a step down begins."""
_DIGITS = 3


@dataclass(frozen=True)
class Step:
    """A score that holds from a day on, and why."""

    name: str
    score: float
    day: date
    reason: str


def steps(text: str | None = None) -> list[Step]:
    """Return the steps of the file, or of `text`, in their order."""
    lines = (FILE.read_text("utf-8") if text is None else text).splitlines()
    rows = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return [Step(name, float(score), date.fromisoformat(day), reason) for name, score, day, reason in rows]


def floors() -> dict[str, float]:
    """Return the floor that holds for each score: that of its last step."""
    return {step.name: step.score for step in steps()}


def silent_descents(history: list[Step]) -> list[str]:
    """Return the names of scores that go down in a step without a reason of five words or more."""
    last: dict[str, float] = {}
    silent = []
    for step in history:
        reason = step.reason.removeprefix(LOWERED) if step.reason.startswith(LOWERED) else ""
        if step.score < last.get(step.name, 0) and len(reason.split()) < 5:
            silent.append(step.name)
        last[step.name] = step.score
    return silent


def hold(name: str, score: float, report: str = "") -> None:
    """Fail if a score is below its floor; `report` tells what is wrong in detail.

    Raises: AssertionError.
    """
    floor = floors().get(name)
    down = math.floor(score * 10**_DIGITS) / 10**_DIGITS
    if os.environ.get(RAISE) and down > (floor or 0):
        with FILE.open("a", encoding="utf-8") as file:
            file.write(f"{name}\t{down:.{_DIGITS}f}\t{date.today()}\tas measured\n")
        return
    assert floor is not None, f"{name} has no floor yet: make floor"
    assert score >= floor, f"{name} fell to {score:.4f}, below its floor of {floor}\n{report}"
