"""Whose turn a block of an interview is, so that “I” and “you” in it mean somebody.

Turns are known by labels that come again (`JD: …`, `Jane Doe: …`, `Q: …`), or by questions that stand alone, with
answers between them.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reader.analysis.parsed import Parsed
    from reader.analysis.people import Cast, Figure

_LABEL = re.compile(r"(?P<label>[A-Z]{1,4}|[A-Z][\w’'-]+(?: [A-Z][\w’'.-]+){0,2})(?::|\.|(?<=[A-Z]{2}))\s+\S")
_LEAST_TURNS = 2
"""So many turns of each side, or questions, make an interview."""
_LONGEST_QUESTION = 50
"""Words of a question that stands as a paragraph of its own."""
_ANSWERING = "A"


class Turn(NamedTuple):
    """Who speaks in a block, and who is spoken to; None where the text does not say."""

    speaker: Figure | None
    addressee: Figure | None


def turns(parsed: Parsed, cast: Cast) -> dict[int, Turn]:
    """Return the turns of an interview by the indices of their blocks; nothing for any other text."""
    blocks = parsed.document.blocks
    texts = [parsed.document.text[block.start : block.end] for block in blocks]
    return _labelled(texts, cast) or _questioned(parsed, texts, cast)


def _labelled(texts: Sequence[str], cast: Cast) -> dict[int, Turn]:
    labels = {i: match["label"] for i, text in enumerate(texts) if (match := _LABEL.match(text))}
    times = Counter(labels.values())
    labels = {i: label for i, label in labels.items() if times[label] >= _LEAST_TURNS}
    sides = sorted(set(labels.values()))
    if len(sides) < 2:
        return {}
    figures = {label: _bearer(label, cast) for label in sides}
    if not any(figures.values()):
        return {}
    others = {
        label: next((figures[o] for o in sides if o != label), None) if len(sides) == 2 else None
        for label in sides
    }
    return {i: Turn(figures[label], others[label]) for i, label in labels.items()}


def _bearer(label: str, cast: Cast) -> Figure | None:
    """Return whom a label names: by name, by initials, or as the one who answers."""
    if label == _ANSWERING:
        return max(cast.figures, key=lambda f: len(f.mentions), default=None)
    if not label.isupper():
        return cast.resolve(label)
    initials = [f for f in cast.figures if "".join(w[0] for w in re.findall(r"\w+", f.name)).upper() == label]
    return initials[0] if len(initials) == 1 else cast.resolve(label.title())


def _questioned(parsed: Parsed, texts: Sequence[str], cast: Cast) -> dict[int, Turn]:
    questions = [
        i
        for i, text in enumerate(texts)
        if text.rstrip().endswith("?")
        and len(text.split()) <= _LONGEST_QUESTION
        and not any(run.block == i for run in parsed.runs)
    ]
    if len(questions) < _LEAST_TURNS or not cast.figures:
        return {}
    start = parsed.document.blocks[questions[0]].start
    guest = max(cast.figures, key=lambda f: sum(m[0] < start for m in f.mentions))
    if not any(m[0] < start for m in guest.mentions):
        return {}
    found: dict[int, Turn] = {}
    for number, question in enumerate(questions):
        end = questions[number + 1] if number + 1 < len(questions) else question + 2
        found[question] = Turn(None, guest)
        # The last answer may be followed by the writer's own words.
        found.update({i: Turn(guest, None) for i in range(question + 1, min(end, len(texts)))})
    return found
