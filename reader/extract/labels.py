"""Tells lines that are labels of furniture: "Read also: …", "ALSO READ | …", a heading "Related", "Share | Print".

The openings stand in `data/labels.tsv`.  A sentence that only begins with such words is no label: behind it must stand
a separator, a link, or nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from itertools import islice, pairwise
from typing import TYPE_CHECKING

from reader.extract import vocabulary
from reader.extract.pieces import SENTENCE_BREAK, WORD

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reader.extract.pieces import Piece

_SEPARATOR = re.compile(r"\s*(?:[:：|›»>→▶►]+|[-–—]+(?=\s)|\.{3}|…)\s*")
_PARTS = re.compile(r"\]\s*\[|\s[|·•/]\s|[.!]\s+")
_BRACKETED = re.compile(r"\s*\([^()]{1,20}\)\s*$")
_NEW_TAB = re.compile(r"[,(\s]*\bopens (?:in )?(?:a )?new (?:tab|window)\)?", re.IGNORECASE)
"""What pages add to links for those who do not see them."""
_ENDS_SENTENCE = re.compile(r"[.!?…]['\"”’»)]*$")
_HEADLINE_WORDS = 25
_WEAK_WORDS = 14
"""More words than this behind a label are no headline; behind one that articles use too, still fewer."""
_ANNOUNCING_WORDS = 12
_LONGEST_ROW = 80
"""Code points of a row of labels at most."""
_COUNT = re.compile(r"^\W*\d[\d.,]*\s+(?=[^\W\d_])")
_WORD_OR_WILD = re.compile(r"[^\W_]+|\*")
_GOES_ON = tuple("'’-_")
"""What, behind a word, says that it goes on."""


_WILD = "*"
"""The sign for further words in a label."""
_MOST_WILD = 4
"""It stands for so many words at most, and for one at least."""
_LOOKED_AT = 20
"""So many first words of a line are looked at."""


@dataclass(frozen=True, slots=True)
class _Label:
    """An opening as its words and what stands between them; `weak` ones are labels only with a link or a headline."""

    words: tuple[str, ...]
    gaps: tuple[str, ...]
    reason: str
    weak: bool


@dataclass(frozen=True, slots=True)
class _Word:
    """A word of a line in one case, with its place in code points."""

    text: str
    start: int
    end: int


def reason(text: str, piece: Piece, *, links_follow: bool = False) -> str | None:
    """Return why a line goes if it is a label with or without a headline behind it, or None.

    `text` is the line without its decoration, `piece` where it stands; `links_follow` tells whether only links come
    next, which a line like "Read these articles too:" announces.
    """
    if text.endswith(",") and not piece.linked:
        # A verse goes on in the next line.
        return None
    text = _BRACKETED.sub("", _NEW_TAB.sub("", text))
    parts = [_BRACKETED.sub("", part) for part in _PARTS.split(text) if any(map(str.isalnum, part))]
    if len(parts) > 1:
        reasons = [bare(part) for part in parts]
        if all(reasons):
            return reasons[0]
    row = _row(text) or (bare(text) if text[:1].isdigit() else None)
    if row:
        return row
    for label, end in _matches(text):
        rest = text[end:]
        separator = _SEPARATOR.match(rest)
        after = rest[separator.end() :] if separator else rest.strip()
        if not any(map(str.isalnum, after)):
            if piece.kind == "item" and label.weak and not piece.linked:
                continue
            if label.words[-1] == _WILD and not (piece.linked or links_follow) and _is_phrase(text, label):
                continue
            return label.reason
        if _goes(label, piece, after, bool(separator)):
            return label.reason
        if (
            links_follow
            and not label.weak
            and text.endswith(":")
            and len(WORD.findall(text)) <= _ANNOUNCING_WORDS
        ):
            return label.reason
    return None


def _row(text: str) -> str | None:
    """Return the reason of the first of several labels in a row, with nothing between them ("Share Print Email")."""
    if len(text) > _LONGEST_ROW:
        return None
    found: list[str] = []
    while any(map(str.isalnum, text)):
        ends = [(end, label.reason) for label, end in _matches(text)]
        if not ends:
            return None
        end, reason_ = max(ends)
        found.append(reason_)
        text = text[end:]
    return found[0] if len(found) > 1 else None


def bare(text: str) -> str | None:
    """Return the reason of a label with nothing behind it, or None; comments may be counted before it."""
    counted = _COUNT.sub("", text)
    if counted != text:
        return "comments" if bare(counted) == "comments" else None
    return next(
        (label.reason for label, end in _matches(text) if not any(map(str.isalnum, text[end:]))), None
    )


def is_weak(text: str) -> bool:
    """Tell whether a bare label is one that articles use as a heading of their own."""
    found = [label.weak for label, end in _matches(text) if not any(map(str.isalnum, text[end:]))]
    return bool(found) and all(found)


def _goes(label: _Label, piece: Piece, after: str, separated: bool) -> bool:
    """Tell whether what stands behind a label makes the line furniture."""
    words = len(WORD.findall(after))
    if piece.link_share > 0.95 and (separated or not label.weak) and words:
        return True
    if separated and piece.linked >= 0.8 * len(after):
        return True
    if not label.weak and piece.linked >= 0.95 * len(after.rstrip(".!… ")):
        return True
    if not separated or words > _HEADLINE_WORDS or _is_told(label, piece, after):
        return False
    if label.weak and (
        piece.kind != "paragraph"
        or _ENDS_SENTENCE.search(after)
        or words > _WEAK_WORDS
        or (after[0].islower() and not piece.linked and label.reason != "tags and sections")
    ):
        return False
    return label.reason != "related article" or not SENTENCE_BREAK.search(after)


def _is_phrase(text: str, label: _Label) -> bool:
    """Tell whether a line goes on behind a label's known words without naming anything, as in "follow the money"."""
    known = len(label.words) - 1
    if text.endswith("."):
        return True
    return not any(
        word.group()[0].isupper() or word.group()[0].isdigit() for word in [*WORD.finditer(text)][known:]
    )


def _is_told(label: _Label, piece: Piece, after: str) -> bool:
    """Tell whether an article says something behind what looks like a label: a sentence, with its full stop.

    Notices are sentences, too; and capitals set a label off from whatever follows.
    """
    if piece.linked or label.reason == "notice" or any(map(bare, _PARTS.split(after))):
        return False
    before = piece.text[: piece.text.find(after)]
    return after.rstrip("'\"”’»)").endswith((".", "。")) and not before.isupper()


def _matches(text: str) -> Iterator[tuple[_Label, int]]:
    """Yield the labels that open a line, the longest first, each with where it ends."""
    first = WORD.search(text)
    if first is None:
        return
    several = _labels(first.group().casefold())
    second = WORD.search(text, first.end()) if several else None
    labels = (
        [label for key in (second.group().casefold(), _WILD) for label in several.get(key, ())]
        if second
        else []
    )
    labels += [label for label in _labels(_WILD).get("", ()) if label.words[-1] in text]
    if labels:
        words = [
            _Word(match.group().casefold(), *match.span())
            for match in islice(WORD.finditer(text), _LOOKED_AT)
        ]
        for label in sorted(labels, key=lambda label: -len(label.words)):
            for last in _last_words(label, text, words, 0, 0):
                if text[words[last].end : words[last].end + 1] not in _GOES_ON:
                    yield label, words[last].end
    if text[first.end() : first.end() + 1] not in _GOES_ON:
        for label in several.get("", ()):
            yield label, first.end()


def _last_words(label: _Label, text: str, words: Sequence[_Word], at: int, position: int) -> Iterator[int]:
    """Yield the indices of the words with which a label may end, given that its first `at` words are matched."""
    if at == len(label.words):
        yield position - 1
    elif position < len(words) and (at == 0 or _same_gap(label.gaps[at - 1], text, words, position)):
        if label.words[at] == _WILD:
            for count in range(_MOST_WILD, 0, -1):
                if position + count <= len(words) and all(
                    _same_gap(" ", text, words, position + further) for further in range(1, count)
                ):
                    yield from _last_words(label, text, words, at + 1, position + count)
        elif label.words[at] == words[position].text:
            yield from _last_words(label, text, words, at + 1, position + 1)


def _same_gap(gap: str, text: str, words: Sequence[_Word], position: int) -> bool:
    """Tell whether what stands before a word is the same as in a label; any blanks are as good as one."""
    found = text[words[position - 1].end : words[position].start]
    return (found.isspace() and gap == " ") or found.replace("’", "'").strip() == gap.strip() != ""


@cache
def _entries() -> dict[str, list[tuple[str, str]]]:
    """Return the kinds and entries of `labels.tsv` by their first words."""
    found: dict[str, list[tuple[str, str]]] = {}
    for kind, entry in vocabulary.pairs("labels.tsv"):
        if first := _WORD_OR_WILD.search(entry):
            found.setdefault(first.group().casefold(), []).append((kind, entry))
    return found


@cache
def _labels(opener: str) -> dict[str, tuple[_Label, ...]]:
    """Return the labels whose first word is `opener` by their second, "" if there is none or the first is wild.

    Read when they are asked for: a page has few of the openers, and the first text waits for it.
    """
    found: dict[str, tuple[_Label, ...]] = {}
    for kind, entry in _entries().get(opener, ()):
        bare_entry = entry.removeprefix("~")
        parts = list(_WORD_OR_WILD.finditer(bare_entry))
        words = tuple(part.group().casefold() for part in parts)
        gaps = tuple(bare_entry[one.end() : other.start()] for one, other in pairwise(parts))
        second = words[1] if len(words) > 1 and words[0] != _WILD else ""
        label = _Label(words, gaps, kind, entry.startswith("~"))
        found[second] = (*found.get(second, ()), label)
    return found
