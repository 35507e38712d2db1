"""Plain text and Markdown sources: into the same Markdown, with title, byline and date from their first lines."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import islice, pairwise
from typing import TYPE_CHECKING

from reader.document import hard_wrapped
from reader.extract import announced, bylines, dates, front_matter, opening
from reader.extract.markdown import escaped
from reader.extract.opening import Head
from reader.model import Dropped

if TYPE_CHECKING:
    from collections.abc import Container, Iterator

    from reader.extract.opening import Whole

_BULLET = re.compile(r"\s*(?:[-*•–·‣▪]|(\d{1,3})[.)])\s+(?=\S)")
_CUT_WORD = re.compile(r"\b([^\W\d_]{2,})-$")
_HEADING_WORDS = 12
_MOST_MENUS = 3
"""Lines of menus above the title."""
_ENDS_SENTENCE = re.compile(r"[.!?…:;,。！？][\"'”’»)\]]*$")
# A full stop, though not that of an initial ("U.S.") or of three dots; headlines have none.
_FULL_STOP = re.compile(r"(?:(?<!\.)(?<!\b[^\W\d_])\.|。)[\"'”’»“)\]]*$")
# Prose goes on after quoted words with a comma: “We will go,” said …; „Wir gehen jetzt los“, sagte …
_QUOTED = re.compile(
    r"[“\"„«‘'](?:[^“”\"„«»\n]*,[”\"’'“»]|[^“”\"„«»\n]*\s[^“”\"„«»\n]*\s[^“”\"„«»\n]*[”\"“»],)\s"
)
_FRONT_MATTER = re.compile(r"\A---[ \t]*\n(.*?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_ATX = re.compile(r"#(?!#)\s+(.+?)\s*#*\s*$")


@dataclass(frozen=True, slots=True)
class Source:
    """What a source in plain text or Markdown holds; what it does not say is "" or None.

    `dropped` are the lines that are not in `markdown`, but for that of the title.
    """

    title: str
    byline: str | None
    site: str | None
    published: str | None
    language: str | None
    markdown: str
    dropped: tuple[Dropped, ...] = ()


def from_text(text: str) -> Source:
    """Read plain text: its first line that is no menu is the title, unless it is prose or all that there is.

    Lines are paragraphs, or parts of paragraphs where they are wrapped at a fixed width; short lines without a full
    stop between paragraphs are headings; lines that start with a bullet or number are lists.
    """
    about = opening.whole(text)
    parts = _parts(text, about)
    lines = [line for part in parts for line in part]
    elsewhere = set(announced.places(parts, about.language))
    title, head = _opened(lines, about)
    dropped = list(head.lines)
    kept: list[str] = []
    for place in range(head.end, len(lines)):
        line = lines[place]
        if place in elsewhere:
            dropped.append(Dropped(line, "related article", len(kept)))
        else:
            kept.append(line)
    blocks = [_block(kept, index) for index in range(len(kept))]
    return Source(title, head.byline, None, head.published, None, _joined(blocks), tuple(dropped))


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
    head = Head(byline, published)
    if title and not (byline and published):
        head = opening.head(_alone(lines), opening.whole(text), head)
    return Source(
        title,
        head.byline,
        entries.get("site") or None,
        head.published,
        entries.get("lang") or entries.get("language"),
        "\n".join(lines[head.end :]).strip("\n"),
        head.lines,
    )


def _parts(text: str, about: Whole) -> list[list[str]]:
    """Return the paragraphs, headings and list items of a text, those between two blank lines together."""
    found: list[list[str]] = []
    for part in re.split(r"\n[^\S\n]*\n\s*", text.expandtabs(4).strip("\n")):
        lines = [line for line in part.split("\n") if line.strip()]
        bulleted = any(_BULLET.match(line) for line in lines[1:]) or (
            len(lines) == 1 and bool(_BULLET.match(lines[0]))
        )
        if hard_wrapped(lines) and not bulleted:
            found.append([_unwrapped(lines, about.words)])
        elif bulleted:
            found.append(_items(lines))
        else:
            found.append([line.strip() for line in lines])
    return found


def _unwrapped(lines: list[str], words: Container[str]) -> str:
    """Join the lines of a paragraph; a word cut at a line's end is made whole if the text has it elsewhere."""
    joined: list[str] = []
    for line in map(str.strip, lines):
        cut, rest = _CUT_WORD.search(joined[-1]) if joined else None, re.match(r"[^\W\d_]+", line)
        if cut and rest and rest.group()[0].islower():
            whole = f"{cut.group(1)}{rest.group()}"
            if any(form in words for form in (whole, whole.lower(), whole.capitalize(), whole.upper())):
                joined[-1] = joined[-1][:-1]
        elif joined:
            joined.append(" ")
        joined.append(line)
    return "".join(joined)


def _items(lines: list[str]) -> list[str]:
    """Return list items, with lines that are indented under one joined to it."""
    items: list[list[str]] = []
    for line in lines:
        indented = line[:1].isspace() and not _BULLET.match(line)
        if indented and items and _BULLET.match(items[-1][0]):
            items[-1].append(line.strip())
        else:
            items.append([line.strip()])
    return [" ".join(item) for item in items]


def _opened(lines: list[str], about: Whole) -> tuple[str, Head]:
    """Return the title, "" if there is none, and what stands around it at the top."""
    first = 0
    while first < min(_MOST_MENUS, len(lines) - 1) and opening.is_menu(lines[first]):
        first += 1
    menus = Head(lines=tuple(Dropped(line, "menu", 0) for line in lines[:first]), end=first)
    if first == len(lines) or not _is_title(lines[first]):
        return "", menus
    below = enumerate(islice(lines, first + 1, None), first + 2)
    head = opening.head(below, about, replace(menus, end=first + 1))
    return (lines[first], head) if head.end < len(lines) else ("", menus)


def _is_title(line: str) -> bool:
    if len(line) > 200 or _BULLET.match(line) or (len(line) > 120 and _ENDS_SENTENCE.search(line)):
        return False
    return not (_FULL_STOP.search(line) or _QUOTED.search(line))


def _alone(lines: list[str]) -> Iterator[tuple[int, str]]:
    """Yield the lines of Markdown from the first on that are a paragraph each, with the place of the one behind."""
    for place, line in enumerate(lines):
        if line.strip():
            if place + 1 < len(lines) and lines[place + 1].strip():
                return
            yield place + 1, _unmarked(line)


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
    if len(text) > 90 or len(text.split()) > _HEADING_WORDS or _ENDS_SENTENCE.search(text):
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
