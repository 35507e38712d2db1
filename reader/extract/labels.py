"""Tells lines that are labels of furniture: "Read also: …", "ALSO READ | …", a heading "Related", "Share | Print".

The openings stand in `data/labels.tsv`.  A sentence that only begins with such words is no label: behind it must stand
a separator, a link, or nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from reader.extract import vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reader.extract.pieces import Piece

_LEAD = r"[\W_]*"
_SEPARATOR = re.compile(r"\s*(?:[:：|›»>→▶►]+|[-–—]+(?=\s)|\.{3}|…)\s*")
_SENTENCES = re.compile(r"[.!?…。！？]['\"”’»)]*\s+(?=[\"“‘'«„(]*[A-ZÀ-ÞΑ-Ω\u0400-\u042f0-9])")
_PARTS = re.compile(r"\]\s*\[|\s[|·•/]\s|[.!]\s+")
_WORD = re.compile(r"[^\W_]+")
_BRACKETED = re.compile(r"\s*\([^()]{1,20}\)\s*$")
_ENDS_SENTENCE = re.compile(r"[.!?…]['\"”’»)]*$")
_HEADLINE_WORDS = 25
_WEAK_WORDS = 14
"""More words than this behind a label are no headline; behind one that articles use too, still fewer."""
_ANNOUNCING_WORDS = 12
_LONGEST_ROW = 80
"""Code points of a row of labels at most."""
_COUNT = re.compile(r"^\W*\d[\d.,]*\s+(?=[^\W\d_])")
_ANYWHERE = ""
"""The key of labels that open with any words ("Culture in your inbox")."""


@dataclass(frozen=True, slots=True)
class _Label:
    """Openings that share their first word, as one pattern; `weak` ones are labels only with a link or a headline."""

    pattern: re.Pattern[str]
    reason: str
    weak: bool


def reason(text: str, piece: Piece, *, links_follow: bool = False) -> str | None:
    """Return why a line goes if it is a label with or without a headline behind it, or None.

    `text` is the line without its decoration, `piece` where it stands; `links_follow` tells whether only links come
    next, which a line like "Read these articles too:" announces.
    """
    text = _BRACKETED.sub("", text)
    parts = [_BRACKETED.sub("", part) for part in _PARTS.split(text) if any(map(str.isalnum, part))]
    if len(parts) > 1:
        reasons = [bare(part) for part in parts]
        if all(reasons):
            return reasons[0]
    row = _row(text)
    if row:
        return row
    for label, match in _matches(text):
        rest = text[match.end() :]
        separator = _SEPARATOR.match(rest)
        after = rest[separator.end() :] if separator else rest.strip()
        if not any(map(str.isalnum, after)):
            if piece.kind == "item" and label.weak and not piece.linked:
                continue
            return label.reason
        if _goes(label, piece, after, bool(separator)):
            return label.reason
        if (
            links_follow
            and not label.weak
            and text.endswith(":")
            and len(_WORD.findall(text)) <= _ANNOUNCING_WORDS
        ):
            return label.reason
    return None


def _row(text: str) -> str | None:
    """Return the reason of the first of several labels in a row, with nothing between them ("Share Print Email")."""
    if len(text) > _LONGEST_ROW:
        return None
    found: list[str] = []
    while any(map(str.isalnum, text)):
        ends = [(match.end(), label.reason) for label, match in _matches(text)]
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
        (label.reason for label, match in _matches(text) if not any(map(str.isalnum, text[match.end() :]))),
        None,
    )


def is_weak(text: str) -> bool:
    """Tell whether a bare label is one that articles use as a heading of their own."""
    found = [label.weak for label, match in _matches(text) if not any(map(str.isalnum, text[match.end() :]))]
    return bool(found) and all(found)


def _goes(label: _Label, piece: Piece, after: str, separated: bool) -> bool:
    """Tell whether what stands behind a label makes the line furniture."""
    words = len(_WORD.findall(after))
    if piece.link_share > 0.95 and (separated or not label.weak) and words:
        return True
    if separated and piece.linked >= 0.8 * len(after):
        return True
    if not label.weak and piece.linked >= 0.95 * len(after.rstrip(".!… ")):
        return True
    if not separated or words > _HEADLINE_WORDS:
        return False
    if label.weak and (piece.kind != "paragraph" or _ENDS_SENTENCE.search(after) or words > _WEAK_WORDS):
        return False
    return label.reason != "related article" or not _SENTENCES.search(after)


def _matches(text: str) -> Iterator[tuple[_Label, re.Match[str]]]:
    first = _WORD.search(text)
    if first is None:
        return
    known = _labels()
    for key in (first.group().casefold(), _ANYWHERE):
        for label in known.get(key, ()):
            match = label.pattern.match(text)
            if match:
                yield label, match


@cache
def _labels() -> dict[str, tuple[_Label, ...]]:
    """Return the labels by their first word, the longest first."""
    grouped: dict[str, dict[tuple[str, bool], list[str]]] = {}
    for kind, entry in sorted(vocabulary.pairs("labels.tsv"), key=lambda pair: -len(pair[1])):
        weak = entry.startswith("~")
        words = entry.removeprefix("~").split()
        first = _WORD.search(words[0])
        key = first.group().casefold() if first else _ANYWHERE
        tokens = (r"\w[\w'’&.-]*(?:\s+\w[\w'’&.-]*){0,3}" if word == "*" else _either(word) for word in words)
        grouped.setdefault(key, {}).setdefault((kind, weak), []).append(r"\s+".join(tokens))
    return {
        key: tuple(
            _Label(re.compile(rf"{_LEAD}(?:{'|'.join(entries)})(?![\w'’-])", re.IGNORECASE), kind, weak)
            for (kind, weak), entries in kinds.items()
        )
        for key, kinds in grouped.items()
    }


def _either(word: str) -> str:
    return re.escape(word).replace("'", "['’]")
