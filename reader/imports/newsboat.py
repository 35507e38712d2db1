"""newsboat's `urls` file: a feed a line, with tags and an own title (https://newsboat.org/releases/2.40/docs/newsboat.html)."""

from __future__ import annotations

import re

from reader.feeds.opml import Outline
from reader.feeds.text import LINE_AT_MOST, address
from reader.imports.model import Brought
from reader.sanitise import one_line

_WORD = re.compile(r'"((?:[^"\\]|\\.)*)"?|(\S+)')
_OWN = ("query:", "filter:", "exec:", "file:")
"""Feeds that only newsboat makes."""


def is_newsboat(text: str) -> bool:
    """Tell whether a text is such a file: every line a feed's address with its tags, or a comment."""
    lines = [line.strip() for line in text.splitlines() if line.strip() and not line.lstrip().startswith("#")]
    return bool(lines) and all(
        line.lstrip('"').startswith(("http://", "https://", *_OWN)) and "," not in line.split()[0]
        for line in lines
    )


def parse(text: str) -> Brought:
    """Return the feeds of a `urls` file.  Never raises."""
    brought = Brought("newsboat's list of feeds")
    for number, line in enumerate(text.splitlines(), start=1):
        words = _words(line)
        if not words:
            continue
        first, *rest = words
        if first.startswith(_OWN):
            brought.notices.append(
                f"line {number}: {one_line(first)[:80]} is a feed that only newsboat makes; left aside"
            )
            continue
        url = address(first, None)
        if url is None:
            brought.problems.append(f"line {number}: {one_line(first)[:80]} is no http(s) address")
            continue
        # "~Title" is an own title, "!" hides the feed from the list.
        title = next((word[1:] for word in rest if word.startswith("~")), "")
        tags = tuple(word for word in map(one_line, rest) if word and word[0] not in "~!")
        brought.feeds.append(Outline(url, one_line(title)[:LINE_AT_MOST], tags=tags))
    return brought


def _words(line: str) -> list[str]:
    """Return the words of a line, quoted ones without their marks, up to a comment."""
    words: list[str] = []
    for match in _WORD.finditer(line):
        if match[2] is not None and match[2].startswith("#"):
            break
        word = match[2] if match[2] is not None else re.sub(r"\\(.)", r"\1", match[1])
        words.append(word)
    return words
