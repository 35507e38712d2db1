"""Drops the furniture that stands inside an article's body, line by line, each with a reason.

Works on Markdown, so that HTML, Markdown and plain text are pruned alike.  A line goes when it is built like
furniture: a label with a headline after it ("Read Also: …"), an appeal to the reader that advertises the
publication, a credit, a notice.  A sentence that only begins with such words stays.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from itertools import groupby
from typing import TYPE_CHECKING

from reader.extract import appeals, labels, notices, wordings
from reader.extract.chapters import (
    Chapter,
    drop_bare_headings,
    drop_comments,
    has_children,
    links_follow,
)
from reader.extract.head import host_of
from reader.extract.pieces import SENTENCE_BREAK, WORD, Piece, cut
from reader.model import Dropped, Image

if TYPE_CHECKING:
    from collections.abc import Sequence

Beside = Dropped | Image
"""What stands beside the text, at a place among its blocks."""

_LONG = 45
"""A line of more words than this is prose, whatever it says."""
_AROUND_NAMES = 60
"""So many code points may stand around the authors' names in a line that only repeats the byline."""
_FEW_QUESTIONS = 3
_QUESTIONS = 0.25
"""More questions than both, the latter for each paragraph of prose, make an interview."""
_HOUR = re.compile(r"\d{1,2}[:.h]\d{2}(?: ?[ap]\.?m\.?)?(?: [A-Z]{2,4}| Uhr)?", re.IGNORECASE)
_FEW_HOURS = 2
"""More lines than these that are only a time of day make a live report."""
_DIVIDER = re.compile(r"_{3,}")
_HEADLINE = 4
"""Fewer linked words than this alone in a paragraph may be anything."""
_CERTAIN = 2.25
_INSIDE = 0.75
_CAREFUL = 1.5
_FOREIGN = 0.75
_MARKED = 0.5
"""What the odds against a line, as a logarithm, must pass; more of it between the first prose and the last, where an
article speaks to its reader, and in languages of which the model has seen less; less in bold or italics."""
_TIMES = 2
_OFTEN = 1.5
"""What stands in an article more often may be part of it: a step, a refrain."""
_MARKS = ("“", '"', "„", "«", "»", "‘", "'")
_ORNAMENTS = " »«›‹→▶►•·👉🔗*-–—>"
_FEW_HITS = 8
_HITS = 0.2
"""So many paragraphs that are worded like furniture, and such a share of all, are no furniture."""
_TARGET = re.compile(r"\]\(<?(https?://[^\s)>]+)")
_DECORATED = re.compile(
    r"^\s*(?:>>+|<<+|\*{2,}|={2,}|~{2,}|-{2,}|\[|\()(.*?)(?:<<+|>>+|\*{2,}|={2,}|~{2,}|-{2,}|\]|\))?\s*$"
)


@dataclass(frozen=True, slots=True)
class Publication:
    """What is known of an article besides its body: title, byline, site and address, each "" if unknown, and language."""

    title: str = ""
    byline: str = ""
    site: str = ""
    language: str = "en"
    url: str = ""


def prune(
    markdown: str, publication: Publication, before: Sequence[Beside] = ()
) -> tuple[str, tuple[Beside, ...]]:
    """Return the Markdown without furniture, and what was dropped.

    `Dropped.after` counts the blocks of the returned Markdown that stand before the line; `before` are lines that
    were dropped earlier, and pictures, placed in `markdown`.  Pruning what was pruned changes nothing.
    """
    pieces, places = _parted(cut(markdown))
    dropped = {
        places[min(item.after, len(places) - 1)] * _STEP + rank: item for rank, item in enumerate(before)
    }
    while True:
        reasons = _reasons(pieces, publication)
        if not reasons:
            break
        # Earlier passes' lines keep their place among the pieces that are left.
        pieces, dropped = _without(pieces, reasons, dropped)
    kept = "".join(piece.source for piece in pieces).strip("\n")
    return kept, tuple(replace(dropped[place], after=place // _STEP) for place in sorted(dropped))


_BREAK = "\\\n"
"""A line break in a paragraph, as Markdown has it."""
_STEP = 1 << 20
"""Places of dropped lines: the number of blocks before them, times this, plus their rank among their neighbours."""


def _parted(pieces: Sequence[Piece]) -> tuple[list[Piece], list[int]]:
    """Return the pieces, with labels that are set as a line of a paragraph parted from it, and where each block went.

    The places are, for each block before and for the end, how many blocks stand before it now.
    """
    found: list[Piece] = []
    places: list[int] = []
    count = 0
    for piece in pieces:
        if piece.kind == "blank":
            found.append(piece)
            continue
        places.append(count)
        parts = _lines_apart(piece) if piece.kind == "paragraph" and _BREAK in piece.source else [piece]
        found += parts
        count += len(parts)
    return found, [*places, count]


def _lines_apart(piece: Piece) -> list[Piece]:
    """Return the parts of a paragraph with line breaks: each label for itself, and what stands between them."""
    parts: list[Piece] = []
    for label, run in groupby(piece.source.rstrip("\n").split(_BREAK), _is_label):
        lines = list(run)
        parts += cut("\n\n".join(lines) if label else _BREAK.join(lines))
    parts = [replace(part, source=part.source.rstrip("\n") + "\n\n") for part in parts]
    return parts if len(parts) > 1 and all(part.kind == "paragraph" for part in parts) else [piece]


def _is_label(line: str) -> bool:
    piece = next(iter(cut(line)), None)
    return piece is not None and piece.kind == "paragraph" and labels.reason(piece.text, piece) is not None


def _without(
    pieces: Sequence[Piece], reasons: dict[int, str], before: dict[int, Beside]
) -> tuple[list[Piece], dict[int, Beside]]:
    """Return the pieces that stay, and all dropped lines and pictures by their place among them."""
    earlier: dict[int, list[Beside]] = {}
    for place in sorted(before):
        earlier.setdefault(place // _STEP, []).append(before[place])
    kept: list[Piece] = []
    places: dict[int, Beside] = {}
    count = old = rank = 0
    parted = False

    def note(line: Beside) -> None:
        nonlocal rank
        places[count * _STEP + rank] = line
        rank += 1

    for index, piece in enumerate(pieces):
        if piece.kind != "blank":
            for line in earlier.pop(old, []):
                note(line)
            old += 1
        if index in reasons:
            note(Dropped(piece.text, reasons[index], 0))
            parted = parted or piece.source.endswith("\n\n") or piece.kind == "heading"
            continue
        if parted and kept and not kept[-1].source.endswith("\n\n"):
            # What went stood between its neighbours, or had the blank line behind it that parts them.
            kept[-1] = replace(kept[-1], source=kept[-1].source.rstrip("\n") + "\n\n")
        parted = False
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
    prose = [piece.text for piece in pieces if piece.is_prose]
    careful = appeals.speaks_to_reader(" ".join(prose)) or _asked(pieces) > _QUESTIONS * len(prose)
    threshold = appeals.CAUTIOUS_THRESHOLD if careful else appeals.THRESHOLD
    worded_apart = _worded_apart(pieces, publication, ends, careful=careful)
    chapter = Chapter(pieces)
    for index, piece in enumerate(pieces):
        if piece.kind in ("blank", "code", "table"):
            continue
        if piece.kind == "rule":
            if index > ends[1]:
                reasons[index] = "rule at the end"
            continue
        place = _Place(index < ends[0], index > ends[1], links_follow(pieces, index))
        reason = _line_reason(piece, publication, threshold, place) or ""
        if not reason and place.early:
            reason = _repeats(piece, publication)
        if not reason and index in worded_apart:
            reason = wordings.REASONS[wordings.kind(piece.text)]
        reason = chapter.reason(index, reason)
        if reason and not (piece.kind == "item" and has_children(pieces, index)):
            reasons[index] = reason
    _keep_hours(pieces, reasons)
    drop_comments(pieces, reasons)
    drop_bare_headings(pieces, reasons)
    return reasons


def _keep_hours(pieces: Sequence[Piece], reasons: dict[int, str]) -> None:
    """Keep the hours above the entries of a live report: the first and the last look like dates of the article."""
    hours = [index for index, piece in enumerate(pieces) if _HOUR.fullmatch(piece.text)]
    if len(hours) > _FEW_HOURS:
        for index in hours:
            reasons.pop(index, None)


def _worded_apart(
    pieces: Sequence[Piece], publication: Publication, ends: tuple[int, int], *, careful: bool
) -> set[int]:
    """Return the indices of the paragraphs whose wording is enough for them to go.

    Where many do, the article is worded like that, and none goes.
    """
    if publication.language not in wordings.LANGUAGES:
        return set()
    found: set[int] = set()
    general = _CERTAIN + _CAREFUL * careful + _FOREIGN * (publication.language != "en")
    paragraphs = Counter(piece.text for piece in pieces if piece.kind == "paragraph" and piece.words)
    for index, piece in enumerate(pieces):
        if piece.kind != "paragraph" or piece.quoted or piece.text.startswith(_MARKS):
            continue
        if wordings.SHORTEST <= piece.words <= wordings.LONGEST:
            inside, often = ends[0] < index < ends[1], paragraphs[piece.text] > _TIMES
            least = general + _INSIDE * inside + _OFTEN * often - _MARKED * piece.marked
            # Each of its sentences must be like that: articles may open a paragraph with such words.
            if all(wordings.odds(sentence) > least for sentence in SENTENCE_BREAK.split(piece.text)):
                found.add(index)
    return found if len(found) <= max(_FEW_HITS, _HITS * paragraphs.total()) else set()


def _asked(pieces: Sequence[Piece]) -> int:
    """Return how many paragraphs are questions, if there are so many as only an interview has."""
    count = sum(piece.kind == "paragraph" and piece.text.endswith("?") for piece in pieces)
    return count if count > _FEW_QUESTIONS else 0


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a line stands: above or below all the prose, before lines that are links."""

    early: bool
    late: bool
    links_follow: bool


def _line_reason(piece: Piece, publication: Publication, threshold: float, place: _Place) -> str | None:
    text, words = piece.text, piece.words
    if not words:
        # A line of underscores parts the sections of a text, as agencies set them.
        ornament = piece.kind == "paragraph" and text and not _DIVIDER.fullmatch(text)
        return "decoration" if ornament and not any(map(str.isalnum, text)) else None
    if words <= _LONG or piece.link_share > 0.8:
        decorated = _DECORATED.match(text)
        reason = labels.reason(
            decorated.group(1) if decorated else text, piece, links_follow=place.links_follow
        )
        if reason:
            return reason
    if words > _LONG:
        return None
    sentences = 1 + len(SENTENCE_BREAK.findall(text))
    # The last entry of a diary has its date above it, as the others have.
    late = place.late and piece.kind != "heading"
    reason = notices.reason(
        text, words, sentences, publication.byline, early=place.early, late=late, marked=piece.marked
    )
    if reason or piece.kind == "heading":
        return reason
    if _is_linked_headline(piece, words) and not _leads_away(piece, publication.url):
        return "related article"
    if piece.quoted:
        return None
    return appeals.reason(
        text,
        publication.site,
        publication.language,
        linked=piece.link_share,
        marked=piece.marked,
        late=late,
        threshold=threshold,
    )


def _is_linked_headline(piece: Piece, words: int) -> bool:
    """Tell whether a paragraph is a headline that leads to another article: all link, and no sentence."""
    return (
        piece.kind == "paragraph"
        and not piece.quoted
        and piece.linked > 0.95 * len(piece.text.strip(_ORNAMENTS))
        and words >= _HEADLINE
        and "://" not in piece.text
        and not piece.is_closed
    )


def _leads_away(piece: Piece, url: str) -> bool:
    """Tell whether a line's link leads to another site than the article's, so that the article shows it."""
    link = _TARGET.search(piece.source)
    if link is None or not url:
        return False
    ours, theirs = (f".{host_of(address)}".removeprefix(".www") for address in (url, link.group(1)))
    return not (ours.endswith(theirs) or theirs.endswith(ours))


def _repeats(piece: Piece, publication: Publication) -> str:
    """Return why a line above the prose only says again what the metadata say."""
    folded = _folded(piece.text)
    if not folded:
        return ""
    if folded == _folded(publication.title):
        return "repeated title"
    names = [name for name in map(_folded, notices.names(publication.byline)) if name]
    most = sum(map(len, names)) + _AROUND_NAMES
    if names and piece.kind != "heading" and len(folded) < most and all(name in folded for name in names):
        return "repeated byline"
    if publication.site and folded == _folded(publication.site):
        return "site name"
    return ""


def _folded(text: str) -> str:
    return " ".join(WORD.findall(text.casefold()))


def _prose_ends(pieces: Sequence[Piece]) -> tuple[int, int]:
    """Return the indices of the first and the last piece of plain prose."""
    prose = [index for index, piece in enumerate(pieces) if piece.is_prose]
    return (prose[0], prose[-1]) if prose else (0, len(pieces))
