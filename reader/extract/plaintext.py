"""Plain text and Markdown sources: into the same Markdown, with title, byline and date from their first lines."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from reader.document import hard_wrapped
from reader.extract import bylines, dates, front_matter
from reader.extract.markdown import escaped

_BULLET = re.compile(r"\s*(?:[-*•–·‣▪]|(\d{1,3})[.)])\s+(?=\S)")
_CUT_WORD = re.compile(r"\b([^\W\d_]{2,})-$")
_HEADING_WORDS = 12
_ENDS_SENTENCE = re.compile(r"[.!?…:;,。！？][\"'”’»)\]]*$")
# A full stop, though not that of an initial ("U.S.") or of three dots; headlines have none.
_FULL_STOP = re.compile(r"(?:(?<!\.)(?<!\b[^\W\d_])\.|。)[\"'”’»“)\]]*$")
# Prose goes on after quoted words with a comma: “We will go,” said …; „Wir gehen jetzt los“, sagte …
_QUOTED = re.compile(
    r"[“\"„«‘'](?:[^“”\"„«»\n]*,[”\"’'“»]|[^“”\"„«»\n]*\s[^“”\"„«»\n]*\s[^“”\"„«»\n]*[”\"“»],)\s"
)
_BYLINE = re.compile(
    r"^(?:by|von|par|por|written by|words by|words|text)\s*:?\s+(?=[^\W\d_])(?P<names>.{2,100})$",
    re.IGNORECASE,
)
_FRONT_MATTER = re.compile(r"\A---[ \t]*\n(.*?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_ATX = re.compile(r"#(?!#)\s+(.+?)\s*#*\s*$")
_QUOTE_MARKS = "“\"«„‘'"


@dataclass(frozen=True, slots=True)
class Source:
    """What a source in plain text or Markdown holds; what it does not say is "" or None."""

    title: str
    byline: str | None
    site: str | None
    published: str | None
    language: str | None
    markdown: str


def from_text(text: str) -> Source:
    """Read plain text: its first line is the title, unless that line is prose or all that there is.

    Lines are paragraphs, or parts of paragraphs where they are wrapped at a fixed width; short lines without a full
    stop between paragraphs are headings; lines that start with a bullet or number are lists.
    """
    paragraphs = _paragraphs(text)
    title, byline, published = "", None, None
    if paragraphs and _is_title(paragraphs[0]):
        found = _head(paragraphs[1:])
        if found[2]:
            title, (byline, published, paragraphs) = paragraphs[0], found
    parts = [_block(paragraphs, index) for index in range(len(paragraphs))]
    return Source(title, byline, None, published, None, _joined(parts))


def from_markdown(text: str) -> Source:
    """Read Markdown: its structure stays; front matter and the first heading of level one are metadata."""
    entries: dict[str, str] = {}
    match = _FRONT_MATTER.match(text)
    if match:
        entries = front_matter.entries(match.group(1))
        text = text[match.end() :]
    text = text.lstrip("\n")
    title = entries.get("title", "")
    lines = text.split("\n")
    heading = _ATX.match(lines[0])
    underlined = len(lines) > 1 and bool(lines[0].strip()) and re.match(r"=+\s*$", lines[1])
    if heading or underlined:
        words = _unmarked(heading.group(1) if heading else lines[0])
        # A heading that differs from the title of the front matter is the text's own, and stays there.
        if not title or _alike(title, words):
            title, lines = title or words, lines[1 if heading else 2 :]
    byline = bylines.clean(
        _listed(entries.get("author") or entries.get("authors") or entries.get("byline") or "")
    )
    stamp = entries.get("date") or entries.get("published") or ""
    published = dates.iso(stamp) or dates.find(stamp)
    if title and not (byline and published):
        lines, byline, published = _markdown_head(lines, byline, published)
    return Source(
        title,
        byline,
        entries.get("site") or None,
        published,
        entries.get("lang") or entries.get("language"),
        "\n".join(lines).strip("\n"),
    )


def _paragraphs(text: str) -> list[str]:
    found: list[str] = []
    for part in re.split(r"\n[^\S\n]*\n\s*", text.expandtabs(4).strip("\n")):
        lines = [line for line in part.split("\n") if line.strip()]
        bulleted = any(_BULLET.match(line) for line in lines[1:]) or (
            len(lines) == 1 and bool(_BULLET.match(lines[0]))
        )
        if hard_wrapped(lines) and not bulleted:
            found.append(_unwrapped(lines, text))
        elif bulleted:
            found.extend(_items(lines))
        else:
            found.extend(line.strip() for line in lines)
    return found


def _unwrapped(lines: list[str], text: str) -> str:
    """Join the lines of a paragraph; a word cut at a line's end is made whole if the text has it elsewhere."""
    joined = ""
    for line in map(str.strip, lines):
        cut, rest = _CUT_WORD.search(joined), re.match(r"[^\W\d_]+", line)
        if cut and rest and rest.group()[0].islower():
            whole = f"{cut.group(1)}{rest.group()}"
            known = re.search(rf"\b{re.escape(whole)}\b", text, re.IGNORECASE)
            joined = f"{joined[:-1]}{line}" if known else f"{joined}{line}"
        else:
            joined = f"{joined} {line}" if joined else line
    return joined


def _items(lines: list[str]) -> list[str]:
    """Return list items, with lines that are indented under one joined to it."""
    items: list[str] = []
    for line in lines:
        indented = line[:1].isspace() and not _BULLET.match(line)
        if indented and items and _BULLET.match(items[-1]):
            items[-1] = f"{items[-1]} {line.strip()}"
        else:
            items.append(line.strip())
    return items


def _is_title(line: str) -> bool:
    if len(line) > 200 or _BULLET.match(line) or (len(line) > 120 and _ENDS_SENTENCE.search(line)):
        return False
    return not (_FULL_STOP.search(line) or _QUOTED.search(line))


def _head(paragraphs: list[str]) -> tuple[str | None, str | None, list[str]]:
    """Take byline and date lines from the top."""
    byline = published = None
    while paragraphs:
        line = paragraphs[0]
        names, date = _head_line(line)
        if not (names or date):
            break
        byline, published = byline or names, published or date
        paragraphs = paragraphs[1:]
    return byline, published, paragraphs


def _head_line(line: str) -> tuple[str | None, str | None]:
    """Return the byline and the date that a line under the title consists of."""
    if len(line) > 120 or line[:1] in _QUOTE_MARKS:
        return None, None
    date = dates.find(line)
    match = _BYLINE.match(line)
    if (
        match
        and not match["names"][0].islower()
        and not re.search(r"[.!?]$", line.removesuffix("Jr.").removesuffix("Sr."))
    ):
        return bylines.clean([match["names"]]), date
    words = re.findall(r"\w+", line)
    return (None, date) if date and len(words) <= 10 and not re.search(r"[.!?]$", line) else (None, None)


def _markdown_head(
    lines: list[str], byline: str | None, published: str | None
) -> tuple[list[str], str | None, str | None]:
    while True:
        first = next((index for index, line in enumerate(lines) if line.strip()), None)
        if first is None:
            break
        alone = first + 1 >= len(lines) or not lines[first + 1].strip()
        names, date = _head_line(_unmarked(lines[first])) if alone else (None, None)
        if not (names or date):
            break
        byline, published, lines = byline or names, published or date, lines[first + 1 :]
    return lines, byline, published


def _block(paragraphs: list[str], index: int) -> str:
    text = paragraphs[index]
    bullet = _BULLET.match(text)
    if bullet and (bullet.group(1) is None or _in_list(paragraphs, index)):
        marker = f"{int(bullet.group(1))}." if bullet.group(1) else "-"
        return f"{marker} {escaped(text[bullet.end() :])}"
    if _is_heading(paragraphs, index):
        return f"## {escaped(text)}"
    return escaped(text)


def _in_list(paragraphs: list[str], index: int) -> bool:
    neighbours = paragraphs[max(0, index - 1) : index] + paragraphs[index + 1 : index + 2]
    return any((match := _BULLET.match(line)) is not None and match.group(1) for line in neighbours)


def _is_heading(paragraphs: list[str], index: int) -> bool:
    text = paragraphs[index]
    if len(text.split()) > _HEADING_WORDS or _ENDS_SENTENCE.search(text) or len(text) > 90:
        return False
    if index + 1 >= len(paragraphs) or not text[:1].isalnum() or text[:1].islower():
        return False
    following = paragraphs[index + 1]
    return len(following.split()) > _HEADING_WORDS or bool(_ENDS_SENTENCE.search(following))


def _joined(parts: list[str]) -> str:
    """Join blocks: list items stand close together, all else a blank line apart."""
    joined = parts[:1]
    for before, part in pairwise(parts):
        joined += ["\n" if _is_item(before) and _is_item(part) else "\n\n", part]
    return "".join(joined)


def _is_item(block: str) -> bool:
    return bool(re.match(r"(?:- |\d{1,3}\. )", block))


def _listed(value: str) -> list[str]:
    return [part.strip().strip("\"'") for part in value.split(";")] if value else []


def _alike(title: str, heading: str) -> bool:
    return re.findall(r"\w+", title.casefold()) == re.findall(r"\w+", heading.casefold())


def _unmarked(line: str) -> str:
    return re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", line.strip().strip("*_").strip())
