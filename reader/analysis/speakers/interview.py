"""Whose turn a block of an interview is, so that “I” and “you” in it mean somebody.

Turns are known by labels that come again (`JD: …`, `Jane Doe: …`, `Q: …`), or by questions that stand alone, with
answers between them.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from reader.analysis.lexicon import lexicon

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reader.analysis.parsed import Parsed
    from reader.analysis.people import Cast, Figure
    from reader.model import Span

# “Ruth Amsel: …”, “RUTH AMSEL, HOST: …”, “JD. …”, “JD …”.
_LABEL = re.compile(
    r"(?:(?P<name>[A-Z][\w’'-]*(?: [A-Z][\w’'.-]+){0,2})(?:(?:, [A-Z][A-Z .’'-]+| \([^)\n]{1,40}\))?:|\.)"
    r"|(?P<short>[A-Z]{2,4}))\s+(?=\S)"
)
_LEAST_TURNS = 2
"""So many turns of each side, or questions, make an interview."""
_LONGEST_QUESTION = 50
"""Words of a question that stands as a paragraph of its own."""
_ANSWERING = frozenset({"A", "Answer", "ANSWER"})


class Turn(NamedTuple):
    """Who speaks in a block, and who is spoken to; None where the text does not say.

    `label` is who speaks as the label words it ("" where none is), `start` the offset at which the words begin; `marked`
    tells that the layout shows the turn for one: by a label, or by questions in bold or as headings.
    """

    speaker: Figure | None
    addressee: Figure | None
    label: str
    start: int
    marked: bool


def turns(parsed: Parsed, cast: Cast) -> dict[int, Turn]:
    """Return the turns of an interview by the indices of their blocks; nothing for any other text."""
    blocks = parsed.document.blocks
    texts = [parsed.document.text[block.start : block.end] for block in blocks]
    return _labelled(parsed, texts, cast) or _questioned(parsed, texts, cast)


def _labelled(parsed: Parsed, texts: Sequence[str], cast: Cast) -> dict[int, Turn]:
    labels = {i: match for i, text in enumerate(texts) if (match := _LABEL.match(text))}
    if not labels:
        return {}
    called = {i: match["name"] or match["short"] for i, match in labels.items()}
    names = set(called.values())
    opening = parsed.document.blocks[min(labels)].start
    figures = {name: _bearer(name, cast, opening) for name in names}
    # “RUTH AMSEL, HOST:” and then “AMSEL:” are one side.
    fullest = {name.split()[-1]: name for name in sorted(names, key=len)}
    side_of = {name: figure.name if figure else fullest[name.split()[-1]] for name, figure in figures.items()}
    times = Counter(side_of[name] for name in called.values())
    called = {i: name for i, name in called.items() if times[side_of[name]] >= _LEAST_TURNS}
    sides = sorted({side_of[name] for name in called.values()})
    told = [figure for name, figure in figures.items() if side_of[name] in sides]
    if len(sides) < 2 or not (
        any(told) or all(side.casefold() in lexicon("interview_sides") for side in sides)
    ):
        return {}
    by_side = {
        side_of[name]: figure for name, figure in sorted(figures.items(), key=lambda x: x[1] is not None)
    }
    others = {
        side: next((by_side[o] for o in sides if o != side), None) if len(sides) == 2 else None
        for side in sides
    }
    found = {}
    for i, name in called.items():
        side = side_of[name]
        start = parsed.document.blocks[i].start + labels[i].end()
        found[i] = Turn(by_side[side], others[side], _shown(side), start, True)
    return _with_further_paragraphs(parsed, found)


def _with_further_paragraphs(parsed: Parsed, found: dict[int, Turn]) -> dict[int, Turn]:
    """Return the turns with the paragraphs without a label that go on with the one before."""
    blocks = parsed.document.blocks
    whole = dict(found)
    for i in range(min(found), max(found)):
        if i not in whole and i - 1 in whole and blocks[i].kind == "paragraph" and not blocks[i].quote:
            whole[i] = whole[i - 1]._replace(start=blocks[i].start)
    return whole


def _shown(side: str) -> str:
    """Return a side as a speaker is named; "" where it only says that somebody asks or answers."""
    if side.casefold() in ("q", "a", "question", "answer"):
        return ""
    return f"the {side.casefold()}" if side.casefold() in lexicon("interview_sides") else side


def _bearer(label: str, cast: Cast, opening: int) -> Figure | None:
    """Return whom a label names: by name, by initials, or as the one who answers, whom the words before the interview
    speak of most."""
    if label in _ANSWERING or label.casefold() in ("guest", "interviewee"):
        before = {id(f): sum(m[0] < opening for m in f.mentions) for f in cast.figures}
        guest = max(cast.figures, key=lambda f: before[id(f)], default=None)
        return guest if guest is not None and before[id(guest)] else None
    if label.casefold() in lexicon("interview_sides"):
        return None
    if not label.isupper():
        return cast.resolve(label)
    initials = [f for f in cast.figures if "".join(w[0] for w in re.findall(r"\w+", f.name)).upper() == label]
    return initials[0] if len(initials) == 1 else cast.resolve(label.title())


def _questioned(parsed: Parsed, texts: Sequence[str], cast: Cast) -> dict[int, Turn]:
    quoted = {run.block for run in parsed.runs}
    questions = [
        i
        for i, text in enumerate(texts)
        if text.rstrip().endswith("?") and len(text.split()) <= _LONGEST_QUESTION and i not in quoted
    ]
    if len(questions) < _LEAST_TURNS or not cast.figures:
        return {}
    blocks = parsed.document.blocks
    start = blocks[questions[0]].start
    guest = max(cast.figures, key=lambda f: sum(m[0] < start for m in f.mentions))
    if not any(m[0] < start for m in guest.mentions):
        return {}
    bold = sorted((s.start, s.end) for s in parsed.document.styles if s.kind in ("strong", "emphasis"))
    marked = all(_set_off(parsed, i, bold) for i in questions)
    found: dict[int, Turn] = {}
    for number, question in enumerate(questions):
        end = questions[number + 1] if number + 1 < len(questions) else question + 2
        found[question] = Turn(None, guest, "", blocks[question].start, marked)
        # The last answer may be followed by the writer's own words.
        for i in range(question + 1, min(end, len(texts))):
            found[i] = Turn(guest, None, guest.name, blocks[i].start, marked)
    return found


def _set_off(parsed: Parsed, number: int, bold: Sequence[Span]) -> bool:
    """Tell whether a block is a heading, or bold or italic from end to end."""
    block = parsed.document.blocks[number]
    if block.kind == "heading":
        return True
    length = len(parsed.document.text[block.start : block.end].rstrip())
    place = bisect_right(bold, (block.start + 1, block.end + 1)) - 1
    return place >= 0 and bold[place][0] >= block.start and bold[place][1] >= block.start + length - 1
