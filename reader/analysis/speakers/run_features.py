"""What the quoted words and their edges say about whether anybody spoke them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from reader.analysis.parsed import Parsed, Token
    from reader.analysis.speakers.layout import Layout

_WORD = re.compile(r"[^\W_][\w’'-]*")
_TITLED = frozenset(
    {
        "called",
        "titled",
        "entitled",
        "named",
        "dubbed",
        "nicknamed",
        "termed",
        "labelled",
        "labeled",
        "known",
        "branded",
        "christened",
        "headlined",
    }
)
_SO_CALLED = frozenset(
    {
        "so-called",
        "called",
        "word",
        "words",
        "term",
        "phrase",
        "slogan",
        "hashtag",
        "title",
        "expression",
        "nickname",
        "name",
    }
)
_SMALL = frozenset("a an the of in on at to for and or but with by from as is vs".split())


class RunFeatures(NamedTuple):
    """`named` are the features; the others are used in conjunctions: `words` is the bin of the run's length."""

    named: tuple[str, ...]
    alone: bool
    continued: bool
    words: str


def run_features(parsed: Parsed, layout: Layout, number: int) -> RunFeatures:
    """Return the features of run `number` by itself."""
    run, place = parsed.runs[number], layout.places[number]
    text = parsed.document.text
    inner = text[run.start : run.end]
    words = _WORD.findall(inner)
    size = next((name for limit, name in _SIZES if len(words) <= limit), "long")
    doc, quoted = parsed.doc, parsed.quoted
    before = _outside(parsed, place.first - 1, -1, run.block)
    after = _outside(parsed, place.last, 1, run.block)
    end = inner[-1:] if inner[-1:] in ".,?!…—" else "word"
    outer_end = text[run.outer_end : run.outer_end + 1]
    block = parsed.document.blocks[run.block]
    named = [
        f"words={size}",
        f"starts={_case(words)}",
        f"starts={_case(words)}&words={size}",
        f"capitals={_capitals(words)}&words={size}",
        f"end={end}",
        f"end={end}&words={size}",
        f"before={_neighbour(before)}",
        f"before={_neighbour(before)}&words={size}",
        f"after={_neighbour(after)}",
        f"after={_neighbour(after)}&words={size}",
        f"outer={outer_end if outer_end and outer_end in ',.;:)' else 'other'}",
        f"single={text[run.outer_start] in '‘' + chr(39)}",
        f"verb={_has_verb(parsed, place.first, place.last)}&words={size}",
        f"person={_person(words)}",
    ]
    if block.kind != "paragraph":
        named.append(f"block={block.kind}")
    if place.alone:
        named += ["alone", f"alone&words={size}"]
    if run.continued:
        named.append("continued")
    if not run.closed:
        named.append("unclosed")
    if run.is_block:
        named.append("is_block")
    if before is not None and before.lower_ in _TITLED:
        named.append("titled")
    if before is not None and before.lower_ in _SO_CALLED:
        named.append("so-called")
    return RunFeatures(tuple(named), place.alone, run.continued, size)


_SIZES = ((1, "1"), (2, "2"), (3, "3"), (4, "4"), (6, "6"), (9, "9"), (15, "15"))


def _outside(parsed: Parsed, index: int, step: int, block: int) -> Token | None:
    """Return the nearest token of the writer in that direction, in the same block."""
    doc = parsed.doc
    while 0 <= index < len(doc) and parsed.block_of[index] == block:
        if parsed.quoted[index] >= 0:
            return None
        if not doc[index].is_space:
            return doc[index]
        index += step
    return None


def _neighbour(token: Token | None) -> str:
    if token is None:
        return "none"
    if token.is_punct or token.text in ("-", "–", "—"):
        return token.text if token.text in ",.:;()—–-" else "punct"
    lower = token.lower_
    if lower in (
        "the",
        "a",
        "an",
        "as",
        "that",
        "of",
        "and",
        "so",
        "this",
        "his",
        "her",
        "their",
        "its",
        "is",
        "was",
    ):
        return lower
    return token.tag_[:2]


def _case(words: list[str]) -> str:
    if not words:
        return "none"
    return "upper" if words[0][0].isupper() else "digit" if words[0][0].isdigit() else "lower"


def _capitals(words: list[str]) -> str:
    """Tell headlines and titles, which capitalise their words, from speech."""
    content = [w for w in words if w.casefold() not in _SMALL]
    upper = sum(w[0].isupper() or w[0].isdigit() for w in content)
    if not content:
        return "none"
    return "all" if upper == len(content) else "most" if upper > 0.6 * len(content) else "few"


def _has_verb(parsed: Parsed, first: int, last: int) -> str:
    """Tell whether the words hold a clause, a verb, or neither."""
    found = "none"
    for token in parsed.doc[first:last]:
        if token.dep_ in ("nsubj", "nsubjpass", "expl") and first <= token.head.i < last:
            return "clause"
        if token.tag_ in ("VB", "VBP", "VBD", "VBZ", "MD"):
            found = "verb"
        elif token.tag_[:2] == "VB" and found == "none":
            found = "participle"
    return found


def _person(words: list[str]) -> str:
    lower = {w.casefold() for w in words}
    if lower & {"i", "we", "my", "our", "me", "us", "i’m", "i'm", "we’re", "we're"}:
        return "first"
    return "second" if lower & {"you", "your"} else "third"
