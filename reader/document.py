"""Markdown → blocks and the one text that every span points into.

The dialect is CommonMark with tables and strikethrough; raw HTML is text.  Whatever the Markdown holds, the
text that comes out has no control characters (character references such as `&#27;` are made harmless too).
"""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

from reader.model import Article, Block, BlockKind, Document, Span, Style, StyleKind
from reader.sanitise import sanitise

if TYPE_CHECKING:
    from collections.abc import Iterator

    from markdown_it import MarkdownIt
    from markdown_it.token import Token

_SEPARATOR = "\n\n"
_CELL_SEPARATOR = " | "
_STYLES: dict[str, StyleKind] = {"strong": "strong", "em": "emphasis", "s": "strike", "link": "link"}
_BULLET = "•"
# A paragraph in which nothing can be markup: each line begins with a letter, a quotation mark or a bracket, and no
# character of it has a meaning in Markdown.
_PLAIN_LINE = r"(?=[^\W\d_]|[“‘„«\"'(])[^\n\\`*_\[\]<>&~|]+"
_PLAIN = re.compile(rf"{_PLAIN_LINE}(?:\n{_PLAIN_LINE})*")
_BLANK_LINES = re.compile(r"\n[ \t]*\n[ \t\n]*(?=\S|\Z)")
# What may reach over a blank line from before: fenced code, and definitions of link references.
_REACHING = re.compile(r"^[ \t>]*(?:[-*+\d.)]+[ \t]+)*(?:```|~~~|\[[^\]\n]+\]:)", re.MULTILINE)
_REACHING_SIGNS = ("```", "~~~", "]:")
"""One of these stands in all that the pattern finds; looking for them takes less time."""
_WEB = re.compile(r"https?://[^\s<>\"]+", re.IGNORECASE)


def parse(article: Article) -> Document:
    """Return the document that `article.markdown` describes."""
    builder = _Builder()
    for part, plain_text in _stretches(article.markdown):
        if plain_text:
            # It is printable, so there is nothing to take out.
            builder.block("paragraph", " ".join(line.strip(" ") for line in part.split("\n")))
        else:
            _walk(markdown_parser().parse(part), builder)
    return Document(
        title=article.title,
        text="".join(builder.parts),
        blocks=tuple(builder.blocks),
        styles=tuple(builder.styles),
        language=article.language,
    )


def _stretches(markdown: str) -> Iterator[tuple[str, bool]]:
    """Yield the Markdown in order, in parts that can be parsed alone, each with whether it is a plain paragraph.

    Most of an article's paragraphs hold no markup at all, and a full parse of them is most of the time that a long
    article takes.
    """
    if any(sign in markdown for sign in _REACHING_SIGNS) and _REACHING.search(markdown):
        yield markdown, False
        return
    start = at = 0
    while at < len(markdown):
        gap = _BLANK_LINES.search(markdown, at)
        end, following = gap.span() if gap else (len(markdown), len(markdown))
        if gap and markdown[following - 1] != "\n":
            # The next paragraph is indented, and belongs to what stands before it.
            following = markdown.rindex("\n", 0, following) + 1
        part = markdown[at:end].rstrip("\n")
        if "  \n" not in part and _PLAIN.fullmatch(part) and part.replace("\n", "").isprintable():
            if start < at:
                yield markdown[start:at], False
            yield part, True
            start = following
        at = following
    if start < len(markdown):
        yield markdown[start:], False


def plain(text: str, title: str = "", language: str = "en") -> Document:
    """Return a document whose text is exactly `text`: paragraphs are told by its line breaks, nothing is changed."""
    blocks = tuple(Block(start, end, "paragraph") for start, end in paragraph_spans(text))
    return Document(title=title, text=text, blocks=blocks, language=language)


def paragraph_spans(text: str) -> Iterator[Span]:
    """Yield the paragraphs of plain text, without the white space around them.

    Blank lines part paragraphs; inside such a part each line is a paragraph of its own, unless the lines were
    wrapped at a fixed width.
    """
    for part in re.finditer(r"\S(?:[^\n]|\n(?![^\S\n]*(?:\n|\Z)))*", text):
        lines = list(re.finditer(r"[^\n]+", part.group()))
        if hard_wrapped([line.group() for line in lines]):
            yield part.start(), part.start() + len(part.group().rstrip())
            continue
        for line in lines:
            words = line.group()
            stripped = words.strip()
            if stripped:
                start = part.start() + line.start() + len(words) - len(words.lstrip())
                yield start, start + len(stripped)


def hard_wrapped(lines: list[str]) -> bool:
    """Tell whether `lines` are one paragraph wrapped at a fixed width.

    A greedy wrap breaks a line only where the next word no longer fits: so the first word of each line must not
    have fitted on the line before, taking the longest line as the width.
    """
    if len(lines) < 2:
        return False
    lines = [line.strip() for line in lines]
    width = max(map(len, lines))
    if not 40 <= width <= 120:
        return False
    full = 0
    for line, following in itertools.pairwise(lines):
        first_word = following.split(" ", 1)[0]
        full += len(line) + 1 + len(first_word) > width
    if len(lines) == 2:
        # Two lines prove little: the first must also stop in the middle of a sentence.
        return full == 1 and lines[0][-1:] not in '.!?:”"’' and lines[1][:1].islower()
    return full >= 0.9 * (len(lines) - 1)


@dataclass(slots=True)
class _Builder:
    """Collects the text; `length` is that of all parts, in code points."""

    parts: list[str] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    styles: list[Style] = field(default_factory=list)
    length: int = 0
    quote: int = 0
    # One entry a list that is open: the number of its next item, or None for bullets.
    lists: list[int | None] = field(default_factory=list)
    marker: str = ""

    def add(self, text: str) -> None:
        self.parts.append(text)
        self.length += len(text)

    def block(self, kind: BlockKind, text: str, *, level: int = 0, info: str = "", marker: str = "") -> int:
        """Append one block and return where its text starts."""
        if text and self.length:
            self.add(_SEPARATOR)
        start = self.length
        self.add(text)
        depth = len(self.lists)
        if kind == "paragraph" and depth:
            kind, marker, self.marker = "item", self.marker, ""
        self.blocks.append(
            Block(start, self.length, kind, level, depth, marker, self.quote, info=info),
        )
        return start

    def next_marker(self) -> str:
        number = self.lists[-1]
        if number is None:
            return _BULLET
        self.lists[-1] = number + 1
        return f"{number}."


def _walk(tokens: list[Token], builder: _Builder) -> None:
    i = 0
    level = 0
    while i < len(tokens):
        token = tokens[i]
        match token.type:
            case "heading_open":
                level = int(token.tag[1])
            case "heading_close":
                level = 0
            case "blockquote_open":
                builder.quote += 1
            case "blockquote_close":
                builder.quote -= 1
            case "bullet_list_open":
                builder.lists.append(None)
            case "ordered_list_open":
                builder.lists.append(int(token.attrs.get("start", 1)))
            case "bullet_list_close" | "ordered_list_close":
                builder.lists.pop()
            case "list_item_open":
                builder.marker = builder.next_marker()
            case "list_item_close":
                builder.marker = ""
            case "inline":
                _inline_block(token, builder, level)
            case "fence" | "code_block":
                code = sanitise(token.content).expandtabs(4).strip("\n")
                if code.strip():
                    builder.block("code", code, info=sanitise(token.info).strip().split(" ")[0])
            case "hr":
                builder.block("rule", "")
            case "table_open":
                i = _table(tokens, i, builder)
        i += 1


def _inline_block(token: Token, builder: _Builder, level: int) -> None:
    text, styles, images = _inline(token)
    if text:
        start = builder.block("heading" if level else "paragraph", text, level=level)
        builder.styles.extend(_moved(styles, start))
    for alternative, address in images:
        builder.block("image", "", info=address, marker=alternative)


def _table(tokens: list[Token], i: int, builder: _Builder) -> int:
    """Append the table that opens at token `i` and return the index of the token that closes it."""
    lines: list[str] = []
    rows: list[tuple[Span, ...]] = []
    styles: list[Style] = []
    cells: list[Span] = []
    line, offset = "", 0
    while tokens[i].type != "table_close":
        token = tokens[i]
        if token.type == "tr_open":
            line, cells = "", []
        elif token.type == "inline":
            text, inner, _ = _inline(token)
            text = text.replace("\n", " ")
            if cells:
                line += _CELL_SEPARATOR
            start = offset + len(line)
            cells.append((start, start + len(text)))
            styles.extend(_moved(inner, start))
            line += text
        elif token.type == "tr_close" and any(end > start for start, end in cells):
            lines.append(line)
            rows.append(tuple(cells))
            offset += len(line) + 1
        i += 1
    if lines:
        # The offsets above count from the table's first cell.
        text = "\n".join(lines)
        start = builder.block("table", text)
        moved = tuple(tuple((a + start, b + start) for a, b in row) for row in rows)
        last = builder.blocks[-1]
        builder.blocks[-1] = Block(
            last.start, last.end, "table", depth=last.depth, quote=last.quote, cells=moved
        )
        builder.styles.extend(_moved(styles, start))
    return i


def _inline(token: Token) -> tuple[str, list[Style], list[tuple[str, str]]]:
    """Return the text of an inline token, its styles (from 0), and its images as (alternative text, address)."""
    parts: list[str] = []
    length = 0
    styles: list[Style] = []
    images: list[tuple[str, str]] = []
    opened: list[tuple[str, int, str | None]] = []

    def add(text: str) -> None:
        nonlocal length
        if not parts:
            text = text.lstrip()
        if text:
            parts.append(text)
            length += len(text)

    for child in token.children or ():
        name, _, side = child.type.rpartition("_")
        if child.type == "text":
            add(_inline_text(child.content))
        elif child.type == "softbreak":
            add(" ")
        elif child.type == "hardbreak":
            add("\n")
        elif child.type == "code_inline":
            start = length
            add(_inline_text(child.content))
            if start < length:
                styles.append(Style(start, length, "code"))
        elif child.type == "image":
            images.append(
                (_inline_text(child.content).strip(), _web_address(str(child.attrs.get("src", ""))))
            )
        elif side == "open" and name in _STYLES:
            href = _web_address(str(child.attrs.get("href", ""))) if name == "link" else None
            opened.append((name, length, href))
        elif side == "close" and name in _STYLES and opened:
            kind, start, href = opened.pop()
            # A link whose address is not http(s) stays as plain text.
            if start < length and (kind != "link" or href):
                styles.append(Style(start, length, _STYLES[kind], href))
    text = "".join(parts)
    kept = text.rstrip()
    if len(kept) < len(text):
        cut = (Style(s.start, min(s.end, len(kept)), s.kind, s.href) for s in styles)
        styles = [style for style in cut if style.start < style.end]
    return kept, styles, images


def _inline_text(content: str) -> str:
    return sanitise(content).replace("\t", " ").replace("\n", " ")


def _web_address(address: str) -> str:
    """Return an http(s) address without control characters, or "" for anything else."""
    address = sanitise(address).strip()
    return address if _WEB.fullmatch(address) else ""


def _moved(styles: list[Style], by: int) -> Iterator[Style]:
    return (Style(s.start + by, s.end + by, s.kind, s.href) for s in styles)


@cache
def markdown_parser() -> MarkdownIt:
    """Return the parser of the dialect; it reads a link to anywhere as a link."""
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark", {"html": False, "maxNesting": 100})
    # A link to anywhere is read as a link, so that its address does not end up in the text; `_web_address` then
    # decides which addresses are kept.
    parser.validateLink = lambda url: True  # type: ignore[method-assign]
    return parser.enable(["table", "strikethrough"])
