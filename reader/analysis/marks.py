"""Quotation marks → quoted runs, in every convention, without a language engine.

Marks are read block by block, innermost pairs first, with a stack.  What makes them hard is that most of them
mean several things: `'` is also an apostrophe and a foot, `"` an inch, `“` closes in German, `»` opens in
Danish, `”` opens in Swedish; that closing marks get lost; and that a speech over several paragraphs opens each
of them and closes only the last.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Literal, NamedTuple

from reader.analysis.block_quotes import block_quote, post, run_of, trimmed
from reader.analysis.lexicon import attribution_forms, lexicon
from reader.analysis.parsed import QuotedRun

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reader.model import Block, Document

_Family = Literal["double", "guillemet", "single", "angle", "corner", "white corner"]

# Marks that are drawn otherwise, and used alike: full-width, ornamental, primes, a grave or an acute accent.
ALIKE = {
    "＂": '"',
    "❝": "“",
    "❞": "”",
    "〝": "“",
    "〞": "”",
    "〟": "„",
    "＇": "'",
    "❛": "‘",
    "❜": "’",
    "`": "‘",
    "´": "'",
}

_FAMILY: dict[str, _Family] = {
    **dict.fromkeys('“”„‟"', "double"),
    "''": "double",
    "``": "double",
    **dict.fromkeys("«»", "guillemet"),
    **dict.fromkeys("‘’‚‛'", "single"),
    ",,": "double",
    **dict.fromkeys("‹›", "angle"),
    **dict.fromkeys("「」", "corner"),
    **dict.fromkeys("『』", "white corner"),
}
# Two commas, as they are typed for a low mark, stand before a word.
_MARK = re.compile(r"''|``|(?<![^\s(\[]),,(?=\w)|[“”„‟\"«»‘’‚‛'‹›「」『』" + "".join(ALIKE) + "]")
# The value of an attribute, where a page shows bits of its source: <a id="5">.
_ATTRIBUTE = re.compile(r"=\"[^\"\n]*\"")
_BEFORE_OPENING = "([{—–-/|:“‘«‹\"'„>*…"
_AFTER_CLOSING = ".,;:!?)]}—–-/|…”’»›\"'*"
# A feet-and-inches measure: 5'10", 6' 2", 12" (the mark follows a digit).
_INCHES = re.compile(r"\d['′’]\s?\d{1,2}(?:½|\.\d+)?$")
_NOT_READ = frozenset({"code", "image", "rule"})


class _Mark(NamedTuple):
    start: int
    end: int
    text: str
    family: _Family
    opens: bool
    closes: bool


@dataclass(frozen=True, slots=True)
class _Habits:
    """How this document uses its marks."""

    right_opens: bool
    """`”` also opens, as in Swedish and Finnish."""
    guillemets_reversed: bool
    """»words«, as in German and Danish."""
    apostrophes_double: bool
    """Two apostrophes stand for a double mark, as in wire copy."""
    single_first: bool
    """Single marks are the outer ones, as in British print."""


def scan(document: Document) -> tuple[QuotedRun, ...]:
    """Return the quoted runs of `document` in reading order: outermost marks only, one block at most each.

    Whole block quotes are runs too (`is_block`).  Nothing is said here about whether the words are speech.
    """
    text = document.text
    habits = _habits(text)
    runs: list[QuotedRun] = []
    pending: QuotedRun | None = None
    for index, block in enumerate(document.blocks):
        if block.kind in _NOT_READ:
            continue
        marks = list(_marks(text, block, habits))
        following = _next_block(document.blocks, index)
        found = _runs(text, block, index, marks, _Around(habits, pending, _opening(text, following)))
        if block.quote and block.kind != "heading":
            found = block_quote(text, block, index, found)
        elif not found and block.kind == "paragraph":
            found = post(text, block, index)
        runs.extend(found)
        last = found[-1] if found else None
        pending = (
            last if last is not None and not last.closed and last.end >= trimmed(text, block)[1] else None
        )
    return tuple(runs)


class _Around(NamedTuple):
    """What the reading of one block must know of the rest: the open run before it, the mark that opens the next."""

    habits: _Habits
    pending: QuotedRun | None
    next_opening: str


def _habits(text: str) -> _Habits:
    def count(pattern: str) -> int:
        return len(re.findall(pattern, text))

    double = count(r"[“„«\"]|(?<!\w)''(?=\w)|``")
    single = count(r"(?<![\w’'])[‘'‚](?=\w)")
    # Single marks come first where they hold the speech: more of them than of the double ones, which are then
    # the nested ones.
    outer = count(r"(?<![\w’'“\"])[‘'‚](?=[\w“\"…])[^‘\n]{3,}?[,.?!…]’?[’'‘](?!\w)")
    return _Habits(
        right_opens="”" in text and "“" not in text and "„" not in text,
        guillemets_reversed=count(r"(?<!\S)»(?=\w)") > count(r"(?<!\S)«"),
        apostrophes_double="``" in text or bool(re.search(r"(?<!\w)''(?=\w)|(?<![^\s(\[]),,(?=\w)", text)),
        single_first=outer > 0 and single > double / 2,
    )


def _next_block(blocks: Sequence[Block], index: int) -> Block | None:
    return next((b for b in blocks[index + 1 :] if b.kind not in _NOT_READ), None)


def _opening(text: str, block: Block | None) -> str:
    """Return the mark that opens the block, or ""."""
    if block is None:
        return ""
    mark = _MARK.match(text, block.start)
    if mark is None or mark.end() >= block.end or text[mark.end()].isspace():
        return ""
    return ALIKE.get(mark.group(), mark.group())


def _marks(text: str, block: Block, habits: _Habits) -> Iterator[_Mark]:
    """Yield the quotation marks of a block; apostrophes, feet and inches are not among them."""
    attributes = [m.span() for m in _ATTRIBUTE.finditer(text, block.start, block.end)]
    for match in _MARK.finditer(text, block.start, block.end):
        mark, start, end = match.group(), match.start(), match.end()
        if any(a <= start < b for a, b in attributes):
            continue
        if mark == "''" and not habits.apostrophes_double:
            # Two nested single marks that close together: each on its own.
            for at in (start, start + 1):
                yield from _sided(text, block, habits, at, at + 1)
            continue
        yield from _sided(text, block, habits, start, end)


def _sided(text: str, block: Block, habits: _Habits, start: int, end: int) -> Iterator[_Mark]:
    mark = ALIKE.get(text[start:end], text[start:end])
    family = _FAMILY[mark]
    before = text[start - 1] if start > block.start else " "
    after = text[end] if end < block.end else " "
    may_open = (before.isspace() or before in _BEFORE_OPENING) and not after.isspace()
    may_close = not before.isspace() and (after.isspace() or after in _AFTER_CLOSING)
    if family == "single" and before.isalnum() and after.isalnum():
        return
    if mark == '"' and before.isdigit() and _INCHES.search(text, block.start, start):
        return
    match mark:
        case "“":
            # The wrong way round, it closes: “It is,“ she said.
            opens, closes = not (before in ",.?!" and may_close), not before.isspace() and may_close
        case "„" | "``" | "‟" | ",," | "「" | "『":
            opens, closes = True, False
        case "‚":
            opens, closes = may_open, False
        case "」" | "』":
            opens, closes = False, True
        case "”":
            opens, closes = habits.right_opens and may_open, may_close or not may_open
        case "«" | "‹":
            opens, closes = not habits.guillemets_reversed, habits.guillemets_reversed
        case "»" | "›":
            opens, closes = habits.guillemets_reversed, not habits.guillemets_reversed
        case "‘" | "‛":
            # It closes what a low mark opened: ‚We left‘.
            opens, closes = not _elision(text, end), mark == "‘" and may_close
        case "’" | "'":
            opens = may_open and (mark == "'" or before.isspace() is False) and not _elision(text, end)
            opens = opens and not (mark == "’" and before.isalnum())
            closes = may_close and not (mark == "'" and before.isdigit() and not after.isspace())
        case _:
            opens, closes = may_open, may_close
            if opens == closes:
                opens = closes = True
    if opens or closes:
        yield _Mark(start, end, mark, family, opens, closes)


def _elision(text: str, at: int) -> bool:
    """Tell whether the word at `at` lost its beginning: ’tis, ’90s, ’em."""
    word = re.compile(r"\w+").match(text, at)
    if not word:
        return False
    found = word.group().casefold()
    return bool(re.fullmatch(r"\d0s|\d\d", found)) or found in lexicon("elisions")


# --- pairing ------------------------------------------------------------------------------------------------


def _runs(text: str, block: Block, index: int, marks: list[_Mark], around: _Around) -> list[QuotedRun]:
    """Pair the marks of one block and return its outermost runs."""
    start, end = trimmed(text, block)
    runs: list[QuotedRun] = []
    stack: list[_Mark] = []

    def add(opening: _Mark, inner_end: int, outer_end: int, *, closed: bool) -> None:
        run = run_of(text, index, opening.end, inner_end, opening.start, outer_end)
        if run is not None:
            continued = around.pending is not None and not runs and opening.start == start
            runs.append(_with(run, closed=closed, continued=continued))

    for number, mark in enumerate(marks):
        level = _closes_level(text, marks, number, stack)
        if level is not None:
            opening = stack[level]
            del stack[level:]
            if not stack:
                add(opening, mark.start, mark.end, closed=True)
        elif mark.opens and not _stray_single(text, marks, number, around):
            if stack and stack[-1].family == mark.family and not _nests(marks, number, stack, around):
                cut = _lost_end(text, stack[0].end, mark.start)
                add(stack[0], cut, cut, closed=False)
                stack.clear()
            stack.append(mark)
        elif mark.closes and not stack and not runs and around.pending and _ends_pending(mark, around):
            # The speech went on without a mark that opens this paragraph.
            run = run_of(text, index, start, mark.start, start, mark.end)
            if run is not None:
                runs.append(_with(run, closed=True, continued=True))
        elif mark.closes and not stack and not runs and number == 0 and _lost_opening(text, mark, block):
            add(_Mark(start, start, mark.text, mark.family, True, False), mark.start, mark.end, closed=True)
    if stack:
        opening = stack[0]
        # `_stray_single` let through only those single marks that may stay open.
        goes_on = _FAMILY.get(around.next_opening) == opening.family
        named = goes_on and _inverted_attribution().search(text, opening.end, end)
        cut = end if goes_on and not named else _lost_end(text, opening.end, end)
        add(opening, cut, cut, closed=False)
    return runs


def _with(run: QuotedRun, *, closed: bool, continued: bool) -> QuotedRun:
    return QuotedRun(run.start, run.end, run.outer_start, run.outer_end, run.block, closed, continued)


def _closes_level(text: str, marks: list[_Mark], number: int, stack: list[_Mark]) -> int | None:
    """Return the place in `stack` of the mark that marks[number] closes, or None if it closes nothing."""
    mark = marks[number]
    if not mark.closes:
        return None
    for level in range(len(stack) - 1, -1, -1):
        opening = stack[level]
        if opening.family != mark.family or not _pair(opening.text, mark.text):
            continue
        if mark.family == "single" and _possessive(text, marks, number):
            return None
        return level
    return None


def _pair(opening: str, closing: str) -> bool:
    """Tell whether the two marks may belong together."""
    if closing == "“":
        return opening in ("„", "‟", "“", ",,")
    if closing == "‘":
        return opening == "‚"
    if closing in ("''", "``"):
        return opening in ("''", "``", "“", ",,")
    if opening == '"':
        return closing in '"”'
    return True


def _possessive(text: str, marks: list[_Mark], number: int) -> bool:
    """Tell whether a single mark is rather an apostrophe: the boys’ bikes, goin’ home.

    It is, where no punctuation stands before it, a word follows, and a surer closing mark comes before the next
    opening one.
    """
    mark = marks[number]
    before = text[mark.start - 1]
    if not before.isalnum() or not re.match(r" \w", text[mark.end : mark.end + 2]):
        return False
    if before not in "sSnxz" and not before.isdigit():
        return False
    for later in marks[number + 1 :]:
        if later.family != "single":
            continue
        if later.opens and not later.closes:
            return False
        if later.closes:
            return True
    return False


_AHEAD = 200
"""So many marks further on are looked at for one that closes."""


def _stray_single(text: str, marks: list[_Mark], number: int, around: _Around) -> bool:
    """Tell whether a single mark that could open has nothing to close it, so that it is an apostrophe."""
    mark = marks[number]
    if mark.family not in ("single", "angle"):
        return False
    if any(m.family == mark.family and m.closes for m in marks[number + 1 : number + _AHEAD]):
        return False
    goes_on = _FAMILY.get(around.next_opening) == mark.family
    return not (around.habits.single_first and (goes_on or around.pending is not None))


def _nests(marks: list[_Mark], number: int, stack: list[_Mark], around: _Around) -> bool:
    """Tell whether a mark that opens inside a run of its own family is nested, rather than the run unclosed.

    It is nested if the marks that follow close both.
    """
    opening, mark = stack[-1], marks[number]
    if opening.text == mark.text == "''":
        return False
    depth = 2
    for later in marks[number + 1 : number + _AHEAD]:
        if later.family != mark.family:
            continue
        if later.opens and not later.closes:
            depth += 1
        elif later.closes:
            depth -= 1
        if depth == 0:
            return True
    return depth == 1 and _FAMILY.get(around.next_opening) == mark.family


def _ends_pending(mark: _Mark, around: _Around) -> bool:
    pending = around.pending
    return pending is not None and mark.family in ("double", "guillemet") and mark.closes and not mark.opens


def _lost_end(text: str, start: int, limit: int) -> int:
    """Return where a run whose closing mark was lost ends: before words of attribution, else at the limit."""
    match = _attribution().search(text, start, limit)
    return match.end("end") if match else start + len(text[start:limit].rstrip())


def _lost_opening(text: str, mark: _Mark, block: Block) -> bool:
    """Tell whether the words from the beginning of the block up to a closing mark are speech whose opening mark was
    lost: We left,” she said."""
    if mark.opens or mark.text not in "”»" or block.kind == "heading":
        return False
    return _attribution().match(text, mark.start - 1, block.end) is not None


@cache
def _attribution() -> re.Pattern[str]:
    """Match the end of speech before “, he said” or “, said Jane Doe”; group "end" is its last punctuation mark."""
    verbs = "|".join(sorted(attribution_forms()))
    name = r"(?:[A-Z][\w.’'-]+ ){0,3}[A-Z][\w.’'-]+"
    return re.compile(
        rf"(?P<end>[,?!…])['’”»]? ?(?:(?:he|she|they|it|{name}) (?:{verbs})\b|(?:{verbs}) (?:he|she|they|[A-Z]))"
    )


@cache
def _inverted_attribution() -> re.Pattern[str]:
    """Match “, said Jane Doe”, which the words of a speech that goes on in the next paragraph hardly hold."""
    verbs = "|".join(sorted(attribution_forms()))
    return re.compile(rf"[,?!…] (?:{verbs}) [A-Z][\w’'-]+ [A-Z]")
