"""What changed from one text of an article to the next, word by word."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_WORDS = re.compile(r"\s+|[^\s]+")


@dataclass(frozen=True, slots=True)
class Run:
    """Words that stand in both texts, only in the earlier, or only in the later."""

    kind: Literal["same", "removed", "added"]
    text: str


def changed_paragraphs(before: str, after: str) -> Iterator[tuple[Run, ...]]:
    """Yield, in order, each paragraph of two Markdown texts that is not the same in both, as runs of words."""
    old, new = _paragraphs(before), _paragraphs(after)
    for kind, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind != "equal":
            yield from _pairs(old[i:j], new[k:m])


def as_text(runs: Sequence[Run]) -> str:
    """Return runs as one text, with what went as [-words-] and what came as {+words+}, as `git diff --word-diff` does."""
    form = {"same": "{}", "removed": "[-{}-]", "added": "{{+{}+}}"}
    return "".join(form[run.kind].format(run.text) for run in runs)


def _pairs(old: list[str], new: list[str]) -> Iterator[tuple[Run, ...]]:
    """Yield the paragraphs of a stretch: each new one with the old one that it was made of, where there is one."""
    left = list(old)
    for paragraph in new:
        source = max(left, key=lambda one: _likeness(one, paragraph), default=None)
        if source is None or _likeness(source, paragraph) < 0.5:
            yield (Run("added", paragraph),)
            continue
        # Those before it have no counterpart.
        at = left.index(source)
        yield from ((Run("removed", one),) for one in left[:at])
        left = left[at + 1 :]
        yield tuple(_words(source, paragraph))
    yield from ((Run("removed", one),) for one in left)


def _words(old: str, new: str) -> Iterator[Run]:
    a, b = _WORDS.findall(old), _WORDS.findall(new)
    for kind, i, j, k, m in SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
        if kind == "equal":
            yield Run("same", "".join(a[i:j]))
            continue
        if i < j:
            yield Run("removed", "".join(a[i:j]))
        if k < m:
            yield Run("added", "".join(b[k:m]))


def _likeness(one: str, other: str) -> float:
    from rapidfuzz.fuzz import ratio

    return ratio(one, other) / 100


def _paragraphs(markdown: str) -> list[str]:
    return [part.strip() for part in re.split(r"\n[ \t]*\n", markdown) if part.strip()]
