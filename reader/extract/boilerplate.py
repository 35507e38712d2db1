"""Drops the furniture that stands inside an article's body, line by line, each with a reason.

Works on Markdown, so that HTML, Markdown and plain text are pruned alike.  A line goes when it is built like
furniture: a label with a headline after it ("Read Also: …"), an appeal to the reader that advertises the
publication, a credit, a notice.  A sentence that only begins with such words stays.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from reader.extract import appeals, vocabulary
from reader.extract.pieces import Piece, cut
from reader.model import Dropped

if TYPE_CHECKING:
    from collections.abc import Sequence

_LEAD = r"[\W_]*"
_SEPARATOR = re.compile(r"\s*(?:[:：|›»>→▶►]+|[-–—]+(?=\s)|\.{3}|…)\s*")
_SENTENCES = re.compile(r"[.!?…。！？]['\"”’»)]*\s+(?=[\"“‘'«„(]*[A-ZÀ-ÞΑ-Ω\u0400-\u042f0-9])")
_PARTS = re.compile(r"\]\s*\[|\s[|·•/]\s|[.!]\s+")
_WORD = re.compile(r"[^\W_]+")
_LONG = 45
"""A line of more words than this is prose, whatever it says."""
_FIRST_WORD = re.compile(r"[^\W_]+")
_HEADLINE_WORDS = 25
_PROSE_WORDS = 25
_ENDS_SENTENCE = re.compile(r"[.!?…]['\"”’»)]*$")
_BRACKETED = re.compile(r"\s*\([^()]{1,20}\)\s*$")
_RIGHTS = re.compile(
    r"^\W*(?:©|\(c\)\s|copyright\b(?=\W*(?:©|\(c\)|\d{4}))|copyright\s*:)|©\s*(?:copyright|\d{4})"
    r"|\ball rights reserved\b|\balle rechte vorbehalten\b|\btous droits réservés\b|\btodos los derechos reservados\b"
    r"|\btodos os direitos reservados\b|\btutti i diritti riservati\b"
    r"|\bmay not be (?:re-?used|reproduced|republished|copied|published|redistributed)\b|\breprinted with permission\b"
    r"|\bphoto(?:graph)?s? ©|\breproduction (?:by|without|in whole)\b",
    re.IGNORECASE,
)
_NOTICE = re.compile(
    r"^\W*(?:(?:additional|with)\s+)*(?:reporting|writing|editing|research)\s+by\s+(?-i:[A-ZÀ-Þ])|"
    r"^\W*(?:the\s+)?(?:views|opinions)\s+(?:and opinions\s+)?expressed\b|^\W*opinions expressed\b"
    r"|^\W*(?:we|this (?:web)?site) uses? cookies\b|^\W*wir verwenden cookies\b"
    r"|^\W*(?:die|diese) (?:webseite|website) verwendet cookies\b"
    r"|^\W*\d{1,3}\s*(?:-\s*\d{1,3}\s*)?min(?:ute)?s?\.?\s*(?:read|listen|lesezeit|de lecture|de lectura|lesen)\b"
    r"|^\W*(?:lesezeit|reading time|temps de lecture)\b",
    re.IGNORECASE,
)
_AUTHOR_NOTE = re.compile(
    r"\b(?:is|was|are)\s+(?:an?|the)\s+(?:[\w-]+\s+){0,4}(?:reporter|editor|correspondent|columnist|journalist|writer|author|"
    r"photographer|contributor|critic|producer|intern)\b|\b(?:covers|writes about|reports on|edits)\b",
    re.IGNORECASE,
)
_FIRST_SEEN = re.compile(
    r"^\W*(?:this|an earlier version of this|a version of this|the original)\s+(?:\w+\s){0,2}"
    r"(?:article|story|interview|post|piece|essay|column|report|version)\s+(?:of this \w+\s+)?(?:was\s+)?(?:has\s+)?"
    r"(?:first|originally|also|previously|last)?\s*"
    r"(?:appear|publish|post|updated\b|amended\b|corrected\b|ran\b|been updated|been corrected)",
    re.IGNORECASE,
)
_CREDIT = re.compile(
    r"^\W*(?:(?:all|featured|main|cover|header|lead|top|text and|words and)\s+)?"
    r"(?:photo(?:graph)?s?|images?|pictures?|illustrations?|video|fotos?|bild(?:er)?)\b"
    r"(?:\s+(?:©|courtesy|by|via|credits?)\b|\s*[:(©]|\s+©)[^.!?]{0,120}\.?$",
    re.IGNORECASE,
)
_DECORATED = re.compile(
    r"^\s*(?:>>+|<<+|\*{2,}|={2,}|~{2,}|-{2,}|\[|\()(.*?)(?:<<+|>>+|\*{2,}|={2,}|~{2,}|-{2,}|\]|\))?\s*$"
)


@dataclass(frozen=True, slots=True)
class Publication:
    """What is known of an article besides its body: its title, byline and site, each "" if unknown."""

    title: str = ""
    byline: str = ""
    site: str = ""


def prune(
    markdown: str, publication: Publication, before: Sequence[Dropped] = ()
) -> tuple[str, tuple[Dropped, ...]]:
    """Return the Markdown without furniture, and what was dropped.

    `Dropped.after` counts the blocks of the returned Markdown that stand before the line; `before` are lines that
    were dropped earlier, placed in `markdown`.  Pruning what was pruned changes nothing.
    """
    dropped = {item.after * _STEP + rank: (item.text, item.reason) for rank, item in enumerate(before)}
    pieces = cut(markdown)
    while True:
        reasons = _reasons(pieces, publication)
        if not reasons:
            break
        # Earlier passes' lines keep their place among the pieces that are left.
        pieces, dropped = _without(pieces, reasons, dropped)
    kept = "".join(piece.source for piece in pieces).strip("\n")
    order = sorted(dropped)
    return kept, tuple(
        Dropped(text, reason, position // _STEP)
        for position, (text, reason) in ((key, dropped[key]) for key in order)
    )


_STEP = 1 << 20
"""Places of dropped lines: the number of blocks before them, times this, plus their rank among their neighbours."""


def _without(
    pieces: Sequence[Piece], reasons: dict[int, str], before: dict[int, tuple[str, str]]
) -> tuple[list[Piece], dict[int, tuple[str, str]]]:
    """Return the pieces that stay, and all dropped lines by their place among them."""
    earlier: dict[int, list[tuple[str, str]]] = {}
    for place in sorted(before):
        earlier.setdefault(place // _STEP, []).append(before[place])
    kept: list[Piece] = []
    places: dict[int, tuple[str, str]] = {}
    count = old = rank = 0

    def note(line: tuple[str, str]) -> None:
        nonlocal rank
        places[count * _STEP + rank] = line
        rank += 1

    for index, piece in enumerate(pieces):
        if piece.kind != "blank":
            for line in earlier.pop(old, []):
                note(line)
            old += 1
        if index in reasons:
            note((piece.text, reasons[index]))
            continue
        kept.append(piece)
        if piece.kind != "blank":
            count += 1
            rank = 0
    for lines in earlier.values():
        for line in lines:
            note(line)
    return kept, places


def _reasons(pieces: Sequence[Piece], publication: Publication) -> dict[int, str]:
    """Return why pieces go, by their index."""
    reasons: dict[int, str] = {}
    ends = _prose_ends(pieces)
    prose = " ".join(piece.text for piece in pieces if _is_prose(piece))
    threshold = appeals.CAUTIOUS_THRESHOLD if appeals.speaks_to_reader(prose) else appeals.THRESHOLD
    section = ""
    for index, piece in enumerate(pieces):
        if piece.kind in ("blank", "code", "table"):
            continue
        if piece.kind == "rule":
            if index > ends[1]:
                reasons[index] = "rule at the end"
            continue
        reason = _line_reason(piece, publication, threshold, late=index > ends[1]) or ""
        if not reason and index < ends[0]:
            reason = _repeats(piece, publication)
        if piece.kind == "heading":
            heads_prose = bool(reason) and _prose_follows(pieces, index)
            section = reason if reason and not heads_prose else ""
            if heads_prose and _bare_label(piece.text):
                reason = ""
        elif section and not reason and _listed(piece):
            reason = section
        elif not reason:
            section = ""
        if piece.kind != "heading" and reason and _bare_label(piece.text):
            section = reason
        if reason and not (piece.kind == "item" and _has_children(pieces, index)):
            reasons[index] = reason
    _drop_bare_headings(pieces, reasons)
    return reasons


def _line_reason(piece: Piece, publication: Publication, threshold: float, *, late: bool) -> str | None:
    text = piece.text
    words = len(_WORD.findall(text))
    if not words:
        return (
            "decoration" if text and piece.kind == "paragraph" and not any(map(str.isalnum, text)) else None
        )
    if words > _LONG:
        return None
    decorated = _DECORATED.match(text)
    inner = decorated.group(1) if decorated else text
    reason = _label(inner, piece)
    if reason:
        return reason
    sentences = 1 + len(_SENTENCES.findall(text))
    if sentences <= 3 and _RIGHTS.search(text) and (words < 30 or late):
        return "copyright"
    if sentences == 1 and _CREDIT.match(text) and words < 20:
        return "credit"
    if _FIRST_SEEN.match(text) and sentences <= 2:
        return "publication note"
    if sentences <= 2 and _NOTICE.match(text):
        return "notice"
    if _is_author_note(text, publication):
        return "about the author"
    if piece.kind == "heading":
        return None
    return appeals.reason(
        text, publication.site, linked=piece.link_share, marked=piece.marked, late=late, threshold=threshold
    )


def _is_author_note(text: str, publication: Publication) -> bool:
    """Tell whether a line presents one of the article's own authors by their trade."""
    authors = [
        name for name in re.split(r",| and | und | et | y |&", publication.byline) if len(name.split()) > 1
    ]
    return any(text.startswith(name.strip()) for name in authors) and bool(_AUTHOR_NOTE.search(text))


@cache
def _labels() -> tuple[tuple[re.Pattern[str], str, bool], ...]:
    """Return the labels as patterns with their reason, and whether they are weak; the longest first."""
    entries = sorted(vocabulary.pairs("labels.tsv"), key=lambda pair: -len(pair[1]))
    grouped: dict[tuple[str, bool], list[str]] = {}
    for reason, entry in entries:
        weak = entry.startswith("~")
        words = entry.removeprefix("~").split()
        tokens = (r"\w[\w'’&.-]*(?:\s+\w[\w'’&.-]*){0,3}" if word == "*" else _either(word) for word in words)
        grouped.setdefault((reason, weak), []).append(r"\s+".join(tokens))
    return tuple(
        (re.compile(rf"{_LEAD}(?:{'|'.join(alternatives)})(?![\w'’-])", re.IGNORECASE), reason, weak)
        for (reason, weak), alternatives in grouped.items()
    )


def _may_be_label(text: str) -> bool:
    """Tell quickly whether a line starts with a word that a label starts with."""
    first = _FIRST_WORD.search(text)
    return first is not None and (first.group().casefold() in _first_words() or "inbox" in text)


@cache
def _first_words() -> frozenset[str]:
    entries = (entry.removeprefix("~") for _, entry in vocabulary.pairs("labels.tsv"))
    return frozenset(match.group().casefold() for entry in entries if (match := _FIRST_WORD.search(entry)))


def _either(word: str) -> str:
    return re.escape(word).replace("'", "['’]")


def _label(text: str, piece: Piece) -> str | None:
    text = _BRACKETED.sub("", text)
    parts = _PARTS.split(text)
    if len(parts) > 1:
        reasons = [reason for part in parts if part.strip() and (reason := _bare_label(part))]
        if len(reasons) == sum(any(map(str.isalnum, part)) for part in parts) and reasons:
            return reasons[0]
    if not _may_be_label(text):
        return None
    for pattern, reason, weak in _labels():
        match = pattern.match(text)
        if not match:
            continue
        rest = text[match.end() :]
        separator = _SEPARATOR.match(rest)
        after = rest[separator.end() :] if separator else rest.strip()
        if not any(map(str.isalnum, after)):
            if piece.kind == "item" and weak and not piece.linked:
                continue
            return reason
        if piece.link_share > 0.95 and (separator or not weak) and _WORD.findall(after):
            return reason
        if not separator or len(_WORD.findall(after)) > _HEADLINE_WORDS:
            continue
        links_after = piece.linked >= 0.8 * len(after)
        if links_after:
            return reason
        if weak and (
            piece.kind != "paragraph" or _ENDS_SENTENCE.search(after) or len(_WORD.findall(after)) > 14
        ):
            continue
        if reason != "related article" or not _SENTENCES.search(after):
            return reason
    return None


def _bare_label(text: str) -> str | None:
    """Return the reason of a label with nothing after it."""
    if not _may_be_label(text):
        return None
    for pattern, reason, _ in _labels():
        match = pattern.match(text)
        if match and not any(map(str.isalnum, text[match.end() :])):
            return reason
    return None


def _repeats(piece: Piece, publication: Publication) -> str:
    """Return why a line above the prose only says again what the metadata say."""
    folded = _folded(piece.text)
    if not folded:
        return ""
    if folded == _folded(publication.title):
        return "repeated title"
    byline = _folded(publication.byline)
    if byline and byline in folded and len(folded) < len(byline) + 60 and piece.kind != "heading":
        return "repeated byline"
    if publication.site and folded == _folded(publication.site):
        return "site name"
    return ""


def _folded(text: str) -> str:
    return " ".join(_WORD.findall(text.casefold()))


def _prose_ends(pieces: Sequence[Piece]) -> tuple[int, int]:
    """Return the indices of the first and the last piece of plain prose."""
    prose = [index for index, piece in enumerate(pieces) if _is_prose(piece)]
    return (prose[0], prose[-1]) if prose else (0, len(pieces))


def _is_prose(piece: Piece) -> bool:
    if piece.kind not in ("paragraph", "item") or piece.link_share > 0.5:
        return False
    return len(_WORD.findall(piece.text)) >= _PROSE_WORDS or len(piece.text) > 150


def _prose_follows(pieces: Sequence[Piece], index: int) -> bool:
    """Tell whether plain prose stands between a heading and the next one."""
    for piece in pieces[index + 1 :]:
        if piece.kind == "heading":
            return False
        if _is_prose(piece) or piece.kind in ("code", "table"):
            return True
    return False


def _listed(piece: Piece) -> bool:
    """Tell whether a piece under a label belongs to it: links and teasers do, prose does not."""
    return (piece.kind == "item" and not _is_prose(piece)) or piece.link_share > 0.8


def _has_children(pieces: Sequence[Piece], index: int) -> bool:
    following = next((piece for piece in pieces[index + 1 :] if piece.kind != "blank"), None)
    return following is not None and following.indent > pieces[index].indent


def _drop_bare_headings(pieces: Sequence[Piece], reasons: dict[int, str]) -> None:
    """Drop headings at the end, and those whose whole section was dropped."""
    content_below = False
    lost_below = False
    for index in range(len(pieces) - 1, -1, -1):
        piece = pieces[index]
        if piece.kind == "blank":
            continue
        if index in reasons:
            lost_below = True
        elif piece.kind != "heading":
            content_below = True
        else:
            if not content_below and (lost_below or any(map(_is_prose, pieces[:index]))):
                reasons[index] = "heading with nothing below it"
            content_below = True if index not in reasons else content_below
            lost_below = False
