"""What the quoted words and their edges say about whether anybody spoke them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from reader.analysis.lexicon import lexicon
from reader.analysis.speakers.nouns import singular

if TYPE_CHECKING:
    from reader.analysis.parsed import Parsed, Token
    from reader.analysis.speakers.layout import Layout

_WORD = re.compile(r"[^\W_][\w’'-]*")


class RunFeatures(NamedTuple):
    """`named` are the features; the others are used in conjunctions: `words` is the bin of the run's length,
    `sentence` whether it is a sentence by itself."""

    named: tuple[str, ...]
    alone: bool
    continued: bool
    words: str
    sentence: bool


def run_features(parsed: Parsed, layout: Layout, number: int) -> RunFeatures:
    """Return the features of run `number` by itself."""
    run, place = parsed.runs[number], layout.places[number]
    text = parsed.document.text
    inner = text[run.start : run.end]
    words = _WORD.findall(inner)
    size = next((name for limit, name in _SIZES if len(words) <= limit), "long")
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
        f"single={place.minor}",
        f"verb={_has_verb(parsed, place.first, place.last)}&words={size}",
        f"person={_person(words)}",
    ]
    if block.kind != "paragraph":
        named.append(f"block={block.kind}")
    if place.alone:
        named += ["alone", f"alone&words={size}"]
    sentence = own_sentence(parsed, layout, number)
    if sentence:
        named += [f"sentence={'alone' if place.alone else 'inline'}", f"sentence&words={size}"]
    if run.continued:
        named.append("continued")
    if not run.closed:
        named.append("unclosed")
    if run.is_block:
        named.append("is_block")
    named += _governor(parsed, place.first, place.last, size)
    named += [f"heading={_headline_like(parsed, run.block)}&words={size}"]
    named += _lexical(parsed, place.first, place.last, run.block, size)
    return RunFeatures(tuple(named), place.alone, run.continued, size, sentence)


def own_sentence(parsed: Parsed, layout: Layout, number: int) -> bool:
    """Tell whether the run is a sentence by itself: it begins one, and its own stop ends it."""
    run, place = parsed.runs[number], layout.places[number]
    text = parsed.document.text
    if not text[run.start].isupper() or text[run.end - 1] not in ".?!…":
        return False
    before, after = place.first - 1, place.last
    doc, sentence_of = parsed.doc, layout.sentence_of
    while before >= 0 and doc[before].is_space:
        before -= 1
    while after < len(doc) and doc[after].is_space:
        after += 1
    return (before < 0 or sentence_of[before] != place.sentence) and (
        after >= len(doc) or sentence_of[after] != place.sentence
    )


def _lexical(parsed: Parsed, first: int, last: int, block: int, size: str) -> list[str]:
    """Return the writer's words that stand around, as far as they tell a title or a term from speech."""
    before: list[Token] = []
    index = first - 1
    while len(before) < _REACH:
        token = _outside(parsed, index, -1, block)
        if token is None or token.text in (".", "?", "!", ";"):
            break
        before.append(token)
        index = token.i - 1
    after = _outside(parsed, last, 1, block)
    words = [token.lower_ for token in before if not token.is_punct]
    general = [_general(token) for token in before if not token.is_punct]
    out = [f"word-1={general[0]}"] if general else []
    if len(general) > 1:
        out.append(f"word-2={general[1]}")
    if after is not None and not after.is_punct:
        out.append(f"word+1={_general(after)}")
        if after.tag_ in ("NN", "NNS"):
            out.append(f"noun+1&words={size}")
    named = {w for w in words if w in lexicon("naming_words")}
    if named:
        out += [f"called&words={size}", f"called={min(named)}"]
    if any(singular(w) in lexicon("work_nouns") for w in words[:3]):
        out += ["work", f"work&words={size}"]
    if words and words[0] in lexicon("words_as_words"):
        out += ["word", f"word&words={size}"]
    if after is not None and after.tag_ in ("NN", "NNS") and after.lower_ in lexicon("work_nouns"):
        out.append("work+1")
    return out


def _general(token: Token) -> str:
    """Return a word in small letters, or that it is a name: whose says nothing of another article."""
    return "<name>" if token.pos_ == "PROPN" else token.lower_


def _governor(parsed: Parsed, first: int, last: int, size: str) -> list[str]:
    """Return how the parse hangs the run on the writer's words: a title or a term is a plain noun among them."""
    for token in parsed.doc[first:last]:
        head = token.head
        if first <= head.i < last or token.is_punct:
            continue
        out = [f"hangs={token.dep_}", f"hangs={token.dep_}&words={size}"]
        if parsed.quoted[head.i] < 0:
            out += [f"governor={_general(head)}", f"governor={head.tag_[:2]}&hangs={token.dep_}"]
        return out
    return [f"hangs=root&words={size}"]


def _headline_like(parsed: Parsed, block: int) -> bool:
    """Tell whether the writer's words of a block are capitalised as in a headline."""
    found = parsed.document.blocks[block]
    if found.end - found.start > _LONGEST_HEADLINE:
        return False
    words = [
        w
        for w in _WORD.findall(parsed.document.text[found.start : found.end])
        if w.lower() not in lexicon("small_words")
    ]
    return len(words) > 2 and sum(w[0].isupper() or w[0].isdigit() for w in words) > 0.8 * len(words)


_LONGEST_HEADLINE = 200
_REACH = 6
"""Words before a run that may say what it is."""
_TELLING = frozenset(
    {"the", "a", "an", "as", "that", "of", "and", "so", "this", "his", "her", "their", "its", "is", "was"}
)
"""Words beside a run that tell more than their part of speech."""
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
    lower = str(token.lower_)
    return lower if lower in _TELLING else str(token.tag_[:2])


def _case(words: list[str]) -> str:
    if not words:
        return "none"
    return "upper" if words[0][0].isupper() else "digit" if words[0][0].isdigit() else "lower"


def _capitals(words: list[str]) -> str:
    """Tell headlines and titles, which capitalise their words, from speech."""
    content = [w for w in words if w.casefold() not in lexicon("small_words")]
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
