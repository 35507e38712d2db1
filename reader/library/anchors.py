"""Anchors: a stretch of text named by its words and those around it, and found again when the text has changed.

The form is the text quote selector of the Web Annotation model
(https://www.w3.org/TR/annotation-model/#text-quote-selector).  The words are looked for as they are first; where they
changed, by the best alignment that rapidfuzz finds.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reader.model import Anchor

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reader.model import Span

_CONTEXT = 32
"""Code points that are kept of the text before and after."""
_SHORT = 12
"""Code points: what is shorter stands in many places, and counts only among words that it stood among before."""
_ALIKE = 75.0
"""Of 100: how much of the words must be the same."""
_AROUND = 40
"""Code points by which the ends of changed words may lie off those of what they are aligned with."""
_TOKEN = re.compile(r"\w+|[^\w\s]")
# One for one, so that offsets stay: cleaning differs in marks and blanks from one time to the next.
_SAME = str.maketrans(
    {
        **dict.fromkeys("“”„‟«»", '"'),
        **dict.fromkeys("‘’‚‛‹›", "'"),
        **dict.fromkeys("\n\t\xa0\u202f\u2009", " "),
        "–": "-",
        "—": "-",
    }
)


def anchor(text: str, start: int, end: int) -> Anchor:
    """Return the anchor of the span from `start` to `end`, in code points of `text`."""
    return Anchor(text[max(0, start - _CONTEXT) : start], text[start:end], text[end : end + _CONTEXT])


def resolve(text: str, wanted: Anchor) -> Span | None:
    """Return where the words of an anchor stand in `text`, or what became of them; None if they are gone."""
    plain = text.translate(_SAME)
    folded = Anchor(*(part.translate(_SAME) for part in (wanted.prefix, wanted.exact, wanted.suffix)))
    if not folded.exact.strip():
        return None
    places = list(_places(plain, folded.exact))
    if places:
        best = max(places, key=lambda start: _context(plain, start, folded))
        if len(folded.exact) >= _SHORT or _context(plain, best, folded) >= min(
            _SHORT, len(folded.prefix + folded.suffix)
        ):
            return best, best + len(folded.exact)
    return _changed(plain, folded)


def _places(text: str, words: str) -> Iterator[int]:
    at = text.find(words)
    while at >= 0:
        yield at
        at = text.find(words, at + 1)


def _context(text: str, start: int, wanted: Anchor) -> int:
    """Return how many code points next to a place are those that stood there."""
    end = start + len(wanted.exact)
    before = _common(wanted.prefix[::-1], text[max(0, start - len(wanted.prefix)) : start][::-1])
    return before + _common(wanted.suffix, text[end : end + len(wanted.suffix)])


def _common(one: str, other: str) -> int:
    return next(
        (i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other))
    )


def _changed(text: str, wanted: Anchor) -> Span | None:
    """Return where words stand that are most like those of the anchor, where there are any."""
    from rapidfuzz.fuzz import partial_ratio_alignment, ratio

    if len(wanted.exact) < _SHORT:
        return None
    found = partial_ratio_alignment(wanted.exact, text, score_cutoff=_ALIKE * 0.8)
    if found is None:
        return None
    # The words may have become fewer or more, so their ends are looked for around those of the alignment.
    starts = [
        token.start()
        for token in _TOKEN.finditer(text, max(0, found.dest_start - _AROUND), found.dest_start + _AROUND)
    ]
    ends = [
        token.end()
        for token in _TOKEN.finditer(text, max(0, found.dest_end - _AROUND), found.dest_end + _AROUND)
    ]
    spans = [(start, end) for start in starts for end in ends if start < end]
    score, best = max(((ratio(wanted.exact, text[a:b]), (a, b)) for a, b in spans), default=(0.0, (0, 0)))
    return best if score >= _ALIKE else None
