"""What is said in an interview or a transcript without marks: the layout says who speaks.

Annotators of news count words in marks as quotes, and these not; so they come with the statements without marks.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.analysis.speakers.interview import turns
from reader.model import Quote

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from reader.analysis.parsed import Parsed
    from reader.analysis.people import Cast
    from reader.analysis.speakers.interview import Turn
    from reader.analysis.speakers.layout import Layout
    from reader.model import Span

_SURE = 0.9
_FIRST_PERSON = frozenset({"i", "me", "my", "mine", "myself"})
_ANSWERS = 1 / 3
"""The least share of answers in the first person: without them, the questions are the writer's own."""


def spoken_turns(parsed: Parsed, cast: Cast, layout: Layout) -> tuple[Quote, ...]:
    """Return what is said in the turns of an interview outside of marks, a quote a paragraph, or two around marks."""
    found = {i: turn for i, turn in turns(parsed, cast).items() if turn.marked and turn.label}
    if not found or not (_named(found) or _answers_in_person(parsed, layout, found)):
        return ()
    return tuple(
        Quote(start, end, parsed.document.text[start:end], "indirect", speaker=turn.label, confidence=_SURE)
        for i, turn in sorted(found.items())
        for start, end in _unmarked(parsed, layout, i, turn.start)
    )


def _named(found: Mapping[int, Turn]) -> bool:
    """Tell whether the labels name two sides, or more: nothing but a transcript does."""
    return len({turn.label for turn in found.values()}) > 1


def _answers_in_person(parsed: Parsed, layout: Layout, found: Mapping[int, Turn]) -> bool:
    own = [
        any(
            token.lower_ in _FIRST_PERSON and parsed.quoted[token.i] < 0
            for token in parsed.doc[layout.blocks[i][0] : layout.blocks[i][1]]
        )
        for i in found
    ]
    return sum(own) >= _ANSWERS * len(own)


def _unmarked(parsed: Parsed, layout: Layout, block: int, start: int) -> Iterator[Span]:
    """Yield the spans of whole sentences from offset `start` on that hold no words in marks."""
    first, last = layout.blocks[block]
    doc = parsed.doc
    marked = {layout.sentence_of[i] for i in range(first, last) if parsed.quoted[i] >= 0}
    stretch: list[int] = []
    for i in range(first, last + 1):
        if i < last and doc[i].idx >= start and layout.sentence_of[i] not in marked:
            stretch.append(i)
            continue
        if stretch:
            begin, end = doc[stretch[0]].idx, doc[stretch[-1]].idx + len(doc[stretch[-1]].text)
            words = parsed.document.text[begin:end]
            begin += len(words) - len(words.lstrip())
            end -= len(words) - len(words.rstrip())
            if any(c.isalnum() for c in words):
                yield begin, end
        stretch = []
