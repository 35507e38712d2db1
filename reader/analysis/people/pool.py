"""What the rest of the document says of a span: the evidence of every place where its words stand, pooled."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reader.analysis.people.candidates import LONGEST
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
_NO_RUN = (-1, -1)
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


class _Best:
    """The probabilities of many spans, of which one asks for the best outside of a run: the best of each of the two
    likeliest runs are enough for that."""

    __slots__ = ("_first", "_second")

    def __init__(self) -> None:
        self._first: tuple[float, Run] | None = None
        self._second: tuple[float, Run] | None = None

    def add(self, item: Judged) -> None:
        found = (item.probability, item.run)
        if self._first is None or item.run == self._first[1]:
            self._first = found if self._first is None else max(self._first, found)
        elif item.probability > self._first[0]:
            self._first, self._second = found, self._first
        elif self._second is None or item.probability > self._second[0]:
            self._second = found

    def outside(self, run: Run) -> float | None:
        """Return the best probability of a span that stands in another run, or None."""
        for found in (self._first, self._second):
            if found is not None and found[1] != run:
                return found[0]
        return None


class Pool:
    """The spans of a document by their words.

    Everything that is asked of all spans with some words is added up once: a long text has a name thousands of times.
    """

    def __init__(self, tokens: Tokens, judged: Sequence[Judged]) -> None:
        self._tokens = tokens
        self._same: dict[tuple[str, ...], list[Judged]] = defaultdict(list)
        self._sums: dict[tuple[str, ...], float] = defaultdict(float)
        self._likeliest: dict[tuple[str, ...], list[float]] = {}
        self._in_run: dict[tuple[Run, tuple[str, ...]], list[float]] = defaultdict(list)
        self._by_last: dict[str, dict[tuple[str, ...], _Best]] = defaultdict(dict)
        self._any_last: dict[str, _Best] = defaultdict(_Best)
        self._any_first: dict[str, _Best] = defaultdict(_Best)
        self._before_tail: dict[str, _Best] = defaultdict(_Best)
        self._starting: dict[int, list[Judged]] = defaultdict(list)
        self._likeliest_start: dict[int, float] = {}
        self._likeliest_end: dict[int, float] = {}
        self._labels: dict[str, list[int]] = {}
        for item in judged:
            self._add(item)
        self._families = {
            last: sorted(names.items(), key=lambda x: -(x[1].outside(_NO_RUN) or 0.0))
            for last, names in self._by_last.items()
        }
        self._alone: dict[tuple[tuple[str, ...], str], float | None] = {}
        for first, end, label in tokens.entities:
            if end - first == 1:
                counts = self._labels.setdefault(tokens.lower[first], [0, 0])
                counts[0] += label == "PERSON"
                counts[1] += 1

    def _add(self, item: Judged) -> None:
        words, probability = item.words, item.probability
        self._same[words].append(item)
        self._sums[words] += probability
        self._likeliest[words] = sorted([*self._likeliest.get(words, ()), probability], reverse=True)[:2]
        start, end = item.span
        self._starting[start].append(item)
        self._likeliest_start[start] = max(probability, self._likeliest_start.get(start, 0.0))
        self._likeliest_end[end] = max(probability, self._likeliest_end.get(end, 0.0))
        if len(words) == 1:
            self._in_run[item.run, words].append(probability)
            return
        self._by_last[words[-1]].setdefault(words, _Best()).add(item)
        self._any_last[words[-1]].add(item)
        self._any_first[words[0]].add(item)
        if tail(words[-1]):
            self._before_tail[words[0]].add(item)

    def features(self, item: Judged) -> list[str]:
        """Return the evidence that the document has for `item` outside its own place, and its rivals there."""
        size = str(min(3, len(item.words)))
        others = len(self._same[item.words]) - 1
        found = [f"others={min(4, others)}|{size}"]
        if others:
            best = self._likeliest[item.words]
            other = best[1] if best[0] == item.probability else best[0]
            found.append(f"others best={_step(other)}|{size}")
            mean = (self._sums[item.words] - item.probability) / others
            found.append(f"others mean={_step(mean)}|{size}")
        if len(item.words) == 1:
            word = item.words[0]
            found.append(f"as surname={_shown(self._any_last, word, item.run)}")
            found.append(f"as given name={_shown(self._any_first, word, item.run)}")
            if word in self._before_tail and self._before_tail[word].outside(item.run) is not None:
                found.append("before a tail elsewhere")
        else:
            for name, word in (("last", item.words[-1]), ("first", item.words[0])):
                alone = self._by_itself(item.words, word)
                if alone is not None:
                    found.append(f"{name} alone={_step(alone)}")
            family = self._family(item)
            if family is not None:
                found.append(f"same surname={_step(family)}")
        labels = self._labels.get(item.words[-1])
        if labels:
            people = labels[0] / labels[1]
            found.append(f"labels={'people' if people > _LIKELY else 'mixed' if people else 'none'}|{size}")
        found += self._rivals(item)
        found += self._neighbours(item)
        return found

    def _by_itself(self, name: tuple[str, ...], word: str) -> float | None:
        """Return the mean probability of a word of a name in those runs that do not hold the whole name, or None."""
        key = (name, word)
        if key not in self._alone:
            within = [
                p for run in {x.run for x in self._same[name]} for p in self._in_run.get((run, (word,)), ())
            ]
            count = len(self._same.get((word,), ())) - len(within)
            total = self._sums.get((word,), 0.0) - sum(within)
            self._alone[key] = total / count if count else None
        return self._alone[key]

    def _family(self, item: Judged) -> float | None:
        """Return the best probability of another name with the same surname in another run, or None."""
        found = None
        for words_, best in self._families[item.words[-1]]:
            if words_ == item.words:
                continue
            outside = best.outside(item.run)
            if outside is not None:
                found = outside if found is None else max(found, outside)
                if outside == best.outside(_NO_RUN):
                    break
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
        near = (x for start in range(a - LONGEST, b) for x in self._starting.get(start, ()))
        for other in near:
            c, d = other.span
            if other is item or d <= a or other.run != item.run:
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


def _shown(best: dict[str, _Best], word: str, run: Run) -> str:
    found = best[word].outside(run) if word in best else None
    return "-" if found is None else str(_step(found))


def _step(probability: float) -> int:
    return sum(probability > limit for limit in _STEPS)
