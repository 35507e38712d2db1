"""Turns the tokens of a block into clean inline HTML whose marks survive the way through Markdown.

Marks are laid out per stretch of text, so that whatever was nested, overlapping, empty or adjacent in the page comes
out properly nested; a mark that CommonMark could not read back where it stands is left out.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reader.extract.blocks import Token
    from reader.extract.tree import Element

_BLANKS = re.compile(r"[ \t\n\r\f]+")
_UNSAFE_IN_ADDRESS = re.compile(r"[\s<>\"()\\^`{|}\x00-\x1f\x7f]")
_NOTE = re.compile(r"\d{1,3}|[a-z*†‡§]")
_MARKS = ("a", "strong", "em", "del", "code")
"""From the outermost to the innermost."""


@dataclass(slots=True)
class _Stretch:
    """Text with one set of marks; `address` is that of its link, or ""."""

    text: str
    marks: frozenset[str]
    address: str


def render(tokens: Sequence[Token], base: str | None, *, plain: bool = False) -> str:
    """Return the tokens as inline HTML; `plain` leaves out all marks but links.

    `base` is the address against which links resolve; links that do not lead to http(s) become their text.
    """
    stretches = _tidy(_stretches(tokens, base, plain))
    _drop_unreadable(stretches)
    return _nested(stretches)


def web_address(address: str, base: str | None) -> str:
    """Return `address` resolved and safe to stand in Markdown, or "" if it does not lead to http(s)."""
    try:
        whole = urljoin(base or "", address.strip())
        parts = urlsplit(whole)
    except ValueError:
        return ""
    if parts.scheme not in ("http", "https") or not parts.netloc:
        return ""
    return _UNSAFE_IN_ADDRESS.sub(
        lambda match: "".join(f"%{byte:02X}" for byte in match.group().encode()), whole
    )


def _stretches(tokens: Sequence[Token], base: str | None, plain: bool) -> Iterator[_Stretch]:
    depth: dict[str, int] = {}
    links: list[str] = []
    for token in tokens:
        if token.kind in ("text", "break"):
            marks = frozenset(mark for mark, level in depth.items() if level > 0)
            address = links[-1] if links else ""
            yield _Stretch("\n" if token.kind == "break" else _BLANKS.sub(" ", token.value), marks, address)
        elif token.kind == "open":
            if token.value == "a":
                target = token.element.get("href") if token.element is not None else None
                inside_page = not target or target.startswith("#")
                links.append("" if inside_page or target is None else web_address(target, base))
            elif token.value == "q":
                yield _Stretch("“", frozenset(), "")
            elif token.value == "sup" and _is_note(token.element):
                yield _Stretch("[", frozenset(), "")
            elif token.value in _MARKS and not plain:
                depth[token.value] = depth.get(token.value, 0) + 1
        elif token.kind == "close":
            if token.value == "a":
                if links:
                    links.pop()
            elif token.value == "q":
                yield _Stretch("”", frozenset(), "")
            elif token.value == "sup" and _is_note(token.element):
                yield _Stretch("]", frozenset(), "")
            elif depth.get(token.value):
                depth[token.value] -= 1


def _is_note(element: Element | None) -> bool:
    """Tell whether a raised number leads to a footnote; it would else run together with the word before it."""
    if element is None or not _NOTE.fullmatch("".join(element.itertext()).strip()):
        return False
    around = element.getparent()
    links = [*element.iter("a"), *([around] if around is not None and around.tag == "a" else [])]
    return any("#" in (link.get("href") or "") for link in links)


def _tidy(stretches: Iterator[_Stretch]) -> list[_Stretch]:
    """Merge alike neighbours, collapse blanks across them and strip both ends."""
    merged: list[_Stretch] = []
    for stretch in stretches:
        text = stretch.text
        before = merged[-1].text[-1:] if merged else "\n"
        if text == "\n":
            if not merged:
                continue
            merged[-1].text = merged[-1].text.rstrip(" ")
            stretch = _Stretch("\n", frozenset(), "")
        elif before in " \n":
            text = text.lstrip(" ")
        if not text:
            continue
        last = merged[-1] if merged else None
        if last is not None and (last.marks, last.address) == (stretch.marks, stretch.address):
            last.text += text
        else:
            merged.append(_Stretch(text, stretch.marks, stretch.address))
    while merged and not merged[-1].text.rstrip():
        merged.pop()
    if merged:
        merged[-1].text = merged[-1].text.rstrip()
    return _blanks_outside(merged)


def _blanks_outside(stretches: list[_Stretch]) -> list[_Stretch]:
    """Move blanks at the ends of a marked stretch out of its marks."""
    moved: list[_Stretch] = []
    for stretch in stretches:
        core = stretch.text.strip()
        if not core or not (stretch.marks or stretch.address):
            kept = stretch if core else _Stretch(stretch.text, frozenset(), "")
            moved.append(kept)
            continue
        lead = stretch.text[: len(stretch.text) - len(stretch.text.lstrip())]
        tail = stretch.text[len(stretch.text.rstrip()) :]
        if lead:
            moved.append(_Stretch(lead, frozenset(), ""))
        moved.append(_Stretch(core, stretch.marks, stretch.address))
        if tail:
            moved.append(_Stretch(tail, frozenset(), ""))
    return _bridged(moved)


def _bridged(stretches: list[_Stretch]) -> list[_Stretch]:
    """Give a blank between two stretches the marks that both share, so that `*a* *b*` stays one mark."""
    for left, blank, right in zip(stretches, stretches[1:], stretches[2:], strict=False):
        if blank.text == " " and not blank.marks and not blank.address:
            blank.marks = left.marks & right.marks
            blank.address = left.address if left.address == right.address else ""
    return stretches


def _drop_unreadable(stretches: list[_Stretch]) -> None:
    """Take away marks whose delimiters CommonMark would not read as such where they stand (its "flanking" rules)."""
    for mark in ("strong", "em", "del"):
        start = 0
        while start < len(stretches):
            if mark not in stretches[start].marks:
                start += 1
                continue
            end = start
            while end + 1 < len(stretches) and mark in stretches[end + 1].marks:
                end += 1
            before = stretches[start - 1].text[-1:] if start else ""
            after = stretches[end + 1].text[:1] if end + 1 < len(stretches) else ""
            # An inner mark puts a delimiter, which is punctuation, between this one and the text.
            inner = len(stretches[start].marks) > 1 or len(stretches[end].marks) > 1
            first, last = stretches[start].text[:1], stretches[end].text[-1:]
            opens = _apart(before) or (not _punctuation(first) and not inner and mark != "em")
            closes = _apart(after) or (not _punctuation(last) and not inner and mark != "em")
            one_link = len({stretch.address for stretch in stretches[start : end + 1]}) == 1
            if not (opens and closes and one_link):
                for stretch in stretches[start : end + 1]:
                    stretch.marks -= {mark}
            start = end + 1


def _apart(character: str) -> bool:
    return not character or character.isspace() or _punctuation(character)


def _punctuation(character: str) -> bool:
    return bool(character) and unicodedata.category(character)[0] in "PS"


def _nested(stretches: list[_Stretch]) -> str:
    parts: list[str] = []
    opened: list[tuple[str, str]] = []
    for stretch in stretches:
        wanted = [("a", stretch.address)] if stretch.address else []
        wanted += [(mark, "") for mark in _MARKS if mark in stretch.marks]
        same = 0
        while same < min(len(opened), len(wanted)) and opened[same] == wanted[same]:
            same += 1
        parts.extend(f"</{mark}>" for mark, _ in reversed(opened[same:]))
        for mark, address in wanted[same:]:
            parts.append(f'<a href="{escape(address)}">' if mark == "a" else f"<{mark}>")
        opened = wanted
        parts.append(escape(stretch.text, quote=False).replace("\n", "<br>"))
    parts.extend(f"</{mark}>" for mark, _ in reversed(opened))
    return "".join(parts)
