"""What stands between a verb and a run, counted once for a whole document, since it is asked of every pair of them."""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING

from reader.analysis.lexicon import verb_forms

if TYPE_CHECKING:
    from reader.analysis.parsed import Parsed

_NO_WORDS = frozenset({"RB", "_SP", "MD"})
"""Tags of what does not part a verb from the words it brings: “Doe also, later, would say”."""


class Between:
    """Counts over token ranges, each a difference of two running sums."""

    def __init__(self, parsed: Parsed) -> None:
        doc, quoted = parsed.doc, parsed.quoted
        self._quoted = quoted
        writers = [run < 0 for run in quoted]
        words = [
            own and not t.is_punct and t.tag_ not in _NO_WORDS for own, t in zip(writers, doc, strict=True)
        ]
        opens = [run >= 0 and (i == 0 or quoted[i - 1] != run) for i, run in enumerate(quoted)]
        forms = [
            verb_forms().get(t.lower_) if own and t.tag_[:2] == "VB" else None
            for own, t in zip(writers, doc, strict=True)
        ]
        self._words = list(accumulate(words, initial=0))
        self._opens = list(accumulate(opens, initial=0))
        self._speech = list(
            accumulate((form is not None and form[1] == "speech" for form in forms), initial=0)
        )
        self._verbs = list(accumulate((form is not None for form in forms), initial=0))

    def gap(self, first: int, last: int) -> tuple[int, int]:
        """Return how many words of the writer, and how many runs, there are among the tokens [first, last)."""
        if first >= last:
            return 0, 0
        runs = self._opens[last] - self._opens[first + 1] + (self._quoted[first] >= 0)
        return self._words[last] - self._words[first], runs

    def verbs(self, first: int, last: int, *, weak: bool) -> int:
        """Return how many verbs of speech the writer has among the tokens [first, last), weak ones with them or not."""
        counts = self._verbs if weak else self._speech
        return counts[last] - counts[first] if first < last else 0
