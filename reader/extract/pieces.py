"""Cuts Markdown into pieces, one for each block that `reader.document` makes of it.

The pieces are lines of the source, so that what stays stays exactly as it was written.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from html import unescape
from typing import Literal

WORD = re.compile(r"[^\W_]+")
"""A word of a piece, as `Piece.words` counts them."""
SENTENCE_BREAK = re.compile(r"[.!?…。！？]['\"”’»)]*\s+(?=[\"“‘'«„(]*[A-ZÀ-ÞΑ-Ω\u0400-\u042f0-9])")
"""What parts two sentences of a piece."""

PieceKind = Literal["paragraph", "heading", "item", "code", "table", "rule", "blank"]

_FENCE = re.compile(r"(`{3,}|~{3,})")
_QUOTE = re.compile(r"\s{0,3}>\s?")
_ITEM = re.compile(r"(?:[-*+]|\d{1,9}[.)])(?=\s|$)")
_HEADING = re.compile(r"#{1,6}(?=\s|$)")
_RULE = re.compile(r"(?:(?:\*\s*){3,}|(?:-\s*){3,}|(?:_\s*){3,})$")
_UNDERLINE = re.compile(r"(?:=+|-+)\s*$")
_LINK = re.compile(
    # Bounded, so that a line of brackets takes no more than linear time; escapes are guarded before.
    r"\[((?:[^\[\]]|\[[^\[\]]{0,200}\]){0,1000})\]"
    r"\((?:<[^<>]{0,2000}>|(?:[^()\s]|\([^()\s]{0,200}\)){0,2000})(?:\s+\"[^\"]{0,500}\")?\)"
)
_IMAGE = re.compile(r"!(?=\[)")
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_DELIMITER = re.compile(r"(?<!\\)(?:\*\*|__|~~|(?<!\w)_|_(?!\w)|\*|`)")
_ASCII_WORDS = bytes(code if chr(code).isalnum() else ord(" ") for code in range(128)).ljust(256)
_MARKUP = re.compile(r"[\\\[*_~`&\ue000]")
"""What any escape, link, emphasis, code or reference in a line has in it."""
_CLOSED = re.compile(r"[.:;,…。][\"'”’»)\]]*$")
_PROSE_WORDS = 25
_PROSE_LENGTH = 150
"""Code points."""
_GUARD = "\ue000"
_GUARDED = re.compile(f"{_GUARD}(\\d{{1,3}});")


@dataclass(frozen=True, slots=True)
class Piece:
    """One block of Markdown.

    `source` is its lines as written, with the blank lines that follow; `text` its words; `linked` how many code
    points of `text` lie in links; `indent` how far its words are indented, in columns; `quoted` whether it stands
    in a block quote; `marked` whether it is wholly in bold or italics; `words` how many words `text` has.
    """

    source: str
    kind: PieceKind
    text: str
    linked: int = 0
    indent: int = 0
    quoted: bool = False
    marked: bool = False
    words: int = 0

    @property
    def link_share(self) -> float:
        """The share of the words that lie in links, 0 to 1."""
        return min(1.0, self.linked / len(self.text)) if self.text else 0.0

    @property
    def is_prose(self) -> bool:
        """Whether it is a paragraph or an item so long that only an article has it."""
        if self.kind not in ("paragraph", "item") or self.link_share > 0.5:
            return False
        return len(self.text) > _PROSE_LENGTH or self.words >= _PROSE_WORDS

    @property
    def is_closed(self) -> bool:
        """Whether it ends as sentences do, and headlines do not."""
        return _CLOSED.search(self.text) is not None


def cut(markdown: str) -> list[Piece]:
    """Return the pieces of `markdown`; their sources joined are `markdown` again."""
    pieces: list[Piece] = []
    lines: list[str] = []
    kind: PieceKind = "blank"
    indent = 0
    quoted = False
    fence = ""

    def finish() -> None:
        nonlocal lines
        if lines:
            pieces.append(_piece("".join(lines), kind, indent, quoted))
        lines = []

    for line in markdown.splitlines(keepends=True):
        content = line.rstrip("\n")
        in_quote = False
        while match := _QUOTE.match(content):
            content = content[match.end() :]
            in_quote = True
        bare = content.strip()
        if fence:
            lines.append(line)
            if bare.startswith(fence) and not bare.strip(fence[0]):
                fence = ""
                finish()
                kind = "blank"
            continue
        column = len(content) - len(content.lstrip())
        new = _start(bare, kind, bare_before=bool(lines))
        if not bare:
            if not lines and pieces:
                last = pieces[-1]
                pieces[-1] = replace(last, source=last.source + line)
            elif not lines:
                pieces.append(Piece(line, "blank", ""))
            else:
                lines.append(line)
                finish()
                kind = "blank"
            continue
        if new == "underline":
            kind = "heading"
            lines.append(line)
            finish()
            kind = "blank"
            continue
        if new is not None or not lines:
            finish()
            kind = new or "paragraph"
            indent, quoted = column, in_quote
            opened = _FENCE.match(_ITEM.sub("", bare, count=1).strip() if kind == "item" else bare)
            if opened:
                fence, kind = opened.group(1), "code"
        lines.append(line)
        if kind in ("heading", "rule"):
            finish()
            kind = "blank"
    finish()
    return pieces


def _start(bare: str, kind: PieceKind, *, bare_before: bool) -> PieceKind | Literal["underline"] | None:
    """Return the kind of piece that a line starts, or None if it goes on with the one before."""
    if bare[:1].isalpha():
        # Most lines are prose, and nothing below begins with a letter.
        return None
    if bare_before and kind == "paragraph" and _UNDERLINE.match(bare):
        return "underline"
    if _HEADING.match(bare):
        return "heading"
    if _RULE.match(bare):
        return "rule"
    if _ITEM.match(bare):
        return "item"
    if _FENCE.match(bare):
        return "code"
    if bare.startswith("|"):
        return None if bare_before and kind == "table" else "table"
    return None


def _piece(source: str, kind: PieceKind, indent: int, quoted: bool) -> Piece:
    if kind in ("code", "rule"):
        text = " ".join(source.split()) if kind == "code" else ""
        return Piece(source, kind, text, 0, indent, quoted, words=_count(text))
    if kind == "paragraph" and not quoted and not _MARKUP.search(source):
        # Most paragraphs are their own words, and need none of the patterns below.
        text = " ".join(source.split())
        return Piece(source, kind if text else "blank", text, 0, indent, words=_count(text))
    content = "\n".join(
        re.sub(r"^(?:\s{0,3}>\s?)+", "", line) if quoted else line for line in source.splitlines()
    )
    content = content.strip()
    if kind == "heading":
        content = _HEADING.sub("", content, count=1).strip().removesuffix("#" * 3)
        content = re.sub(r"\n(?:=+|-+)\s*$", "", content)
    elif kind == "item":
        content = _ITEM.sub("", content, count=1).strip()
    linked = 0

    def words_of_link(match: re.Match[str]) -> str:
        nonlocal linked
        words = match.group(1)
        linked += len(_plain(words))
        return words

    marked = bool(re.fullmatch(r"(\*\*|_|\*|__)(?!\s)[^*_]+\1", content))
    guarded = _ESCAPE.sub(lambda match: f"{_GUARD}{ord(match.group(1))};", content.replace("\\\n", "\n"))
    text = _plain(_LINK.sub(words_of_link, _IMAGE.sub("", guarded)))
    if kind == "paragraph" and not text:
        kind = "blank"
    return Piece(source, kind, text, linked, indent, quoted, marked, _count(text))


def _plain(guarded: str) -> str:
    """Return the words of inline Markdown whose escapes are guarded."""
    bare = unescape(_DELIMITER.sub("", guarded))
    return " ".join(_GUARDED.sub(lambda match: chr(int(match.group(1))), bare).split())


def _count(text: str) -> int:
    """Return how many words there are; in ASCII they are told by a table, in a quarter of the pattern's time."""
    if text.isascii():
        return len(text.encode().translate(_ASCII_WORDS).split())
    return len(WORD.findall(text))
