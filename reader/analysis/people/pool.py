"""What the rest of the document says of a span: the evidence of every place where its words stand, pooled."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reader.analysis.people.lexicon import commonness, words
from reader.analysis.people.tails import tail

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reader.analysis.people.candidates import Run
    from reader.analysis.people.tokens import Tokens

_STEPS = (0.03, 0.15, 0.4, 0.7, 0.9, 0.98)
_LIKELY = 0.5
_COMMON = 5
"""Commonness of a given name from which on it is rather that than a particle: Ben, Al."""
_JOINING = frozenset((",", "and", "&", "or", ";", "-", "–", "/", "with"))


@dataclass(frozen=True, slots=True)
class Judged:
    """A span with its run, the folded words of the name, and the probability that it is one, as seen on the spot."""

    run: Run
    span: Run
    words: tuple[str, ...]
    probability: float


def name_words(tokens: Tokens, span: Run) -> tuple[str, ...]:
    """Return the folded words of a span without particles and suffix; what hyphens join is one word."""
    found: list[str] = []
    for i in range(*span):
        if tokens.kinds[i] in ("c", "i"):
            if found and i - 1 > span[0] and tokens.kinds[i - 1] == "-":
                found[-1] = f"{found[-1]}-{tokens.lower[i]}"
            else:
                found.append(tokens.lower[i])
    if len(found) > 1 and found[-1] in words("suffixes"):
        found.pop()
    if len(found) > 1 and found[0] in words("particles") and commonness(found[0]) < _COMMON:
        # Ter Horst, at the beginning of a sentence
        del found[0]
    return tuple(found)


class Pool:
    """The spans of a document by their words."""

    def __init__(self, tokens: Tokens, judged: Sequence[Judged]) -> None:
        self._tokens = tokens
        self._same: dict[tuple[str, ...], list[Judged]] = defaultdict(list)
        self._by_last: dict[str, list[Judged]] = defaultdict(list)
        self._by_first: dict[str, list[Judged]] = defaultdict(list)
        self._in_run: dict[Run, list[Judged]] = defaultdict(list)
        self._likeliest_start: dict[int, float] = {}
        self._likeliest_end: dict[int, float] = {}
        self._labels: dict[str, list[str]] = defaultdict(list)
        for item in judged:
            self._same[item.words].append(item)
            self._in_run[item.run].append(item)
            start, end = item.span
            self._likeliest_start[start] = max(item.probability, self._likeliest_start.get(start, 0.0))
            self._likeliest_end[end] = max(item.probability, self._likeliest_end.get(end, 0.0))
            if len(item.words) > 1:
                self._by_last[item.words[-1]].append(item)
                self._by_first[item.words[0]].append(item)
        for first, last, label in tokens.entities:
            if last - first == 1:
                self._labels[tokens.lower[first]].append(label)

    def features(self, item: Judged) -> list[str]:
        """Return the evidence that the document has for `item` outside its own place, and its rivals there."""
        size = str(min(3, len(item.words)))
        others = [x.probability for x in self._same[item.words] if x is not item]
        found = [f"others={min(4, len(others))}|{size}"]
        if others:
            found.append(f"others best={_step(max(others))}|{size}")
            found.append(f"others mean={_step(sum(others) / len(others))}|{size}")
        if len(item.words) == 1:
            word = item.words[0]
            found.append(f"as surname={_best(self._by_last.get(word, ()), item)}")
            found.append(f"as given name={_best(self._by_first.get(word, ()), item)}")
            if any(x.run != item.run and tail(x.words[-1]) for x in self._by_first.get(word, ())):
                found.append("before a tail elsewhere")
        else:
            whole = {x.run for x in self._same[item.words]}
            for name, word in (("last", item.words[-1]), ("first", item.words[0])):
                alone = [x.probability for x in self._same.get((word,), ()) if x.run not in whole]
                if alone:
                    found.append(f"{name} alone={_step(sum(alone) / len(alone))}")
            family = [x for x in self._by_last[item.words[-1]] if x.words != item.words and x.run != item.run]
            if family:
                found.append(f"same surname={_step(max(x.probability for x in family))}")
        labels = self._labels.get(item.words[-1])
        if labels:
            people = labels.count("PERSON") / len(labels)
            found.append(f"labels={'people' if people > _LIKELY else 'mixed' if people else 'none'}|{size}")
        found += self._rivals(item)
        found += self._neighbours(item)
        return found

    def _neighbours(self, item: Judged) -> list[str]:
        """Return how likely the names are beside which this one stands in a list: A, B and C."""
        tokens, found = self._tokens, []
        a, b = item.span
        if a == item.run[0] and tokens.same_block(a - 2, a) and tokens.lower[a - 1] in _JOINING:
            end = a - 2 if tokens.text[a - 2] == "," else a - 1
            likely = self._likeliest_end.get(end)
            if likely is not None:
                found.append(f"after {_joint(tokens, a - 1)}={_step(likely)}|{min(2, len(item.words))}")
        if b == item.run[1] and tokens.same_block(b, b + 2) and tokens.lower[b] in _JOINING:
            start = b + 2 if tokens.lower[b + 1] in _JOINING else b + 1
            likely = self._likeliest_start.get(start)
            if likely is not None:
                found.append(f"before {_joint(tokens, b)}={_step(likely)}|{min(2, len(item.words))}")
        return found

    def _rivals(self, item: Judged) -> list[str]:
        a, b = item.span
        longer = shorter = crossing = 0.0
        for other in self._in_run[item.run]:
            c, d = other.span
            if other is item or d <= a or b <= c:
                continue
            if c <= a and b <= d:
                longer = max(longer, other.probability)
            elif a <= c and d <= b:
                shorter = max(shorter, other.probability)
            else:
                crossing = max(crossing, other.probability)
        size = str(min(3, len(item.words)))
        own = _step(item.probability)
        return [
            f"own={own}",
            f"longer={_step(longer)}|{size}",
            f"shorter={_step(shorter)}|{size}",
            f"crossing={_step(crossing)}",
            f"own={own} longer={_step(longer)}",
            f"own={own} shorter={_step(shorter)}",
        ]


def _joint(tokens: Tokens, i: int) -> str:
    return "and" if tokens.lower[i] in ("and", "&", "or", "with") else tokens.text[i]


def _best(items: Sequence[Judged], item: Judged) -> str:
    found = [x.probability for x in items if x.run != item.run]
    return str(_step(max(found))) if found else "-"


def _step(probability: float) -> int:
    return sum(probability > limit for limit in _STEPS)
