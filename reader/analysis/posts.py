"""Posts quoted in an article: where the words end and the line that says whose they are begins.

The sites that embed posts render them as a block quote with such a line; some pages lose the block quote.
"""

from __future__ import annotations

import re

# “— Jane Doe (@jane) November 3, 2026”: the handle shows that it is a post.
_TAIL = re.compile(r"\s*[—–―-]{1,2}\s*(?=\w)[^\n@]{2,60}?\s*\(\s*@[\w.-]+\s*\)(?:[,\s][^\n]{0,40})?\s*$")
# “Jane Doe @jane · 3 Nov” above the words.
_HEAD = re.compile(r"\s*\w[^\n@]{1,50}?\s*\(?@[\w.-]+\)?(?:\s*[·•|,–-][^\n]{0,30})?\s*$")
_AROUND = re.compile(
    r"\s*(?:"
    r"A (?:post|video|reel|photo|thread) (?:shared|posted) by .{2,80}"
    r"|View (?:this|more|on|the) .{0,40}"
    r"|See (?:this|new) posts? .{0,40}"
    r"|\d{1,2}[:.]\d{2}\s*(?:[AaPp]\.?[Mm]\.?)?\s*[·•|,–-].{0,60}"
    r"|(?:[\d.,]+[KM]?\s+(?:likes?|replies|reposts|retweets|views|comments)\W*){1,4}"
    r")\s*$"
)
_LONGEST = 1000
"""Code points of a block that may be a post."""


def words_end(text: str, start: int, end: int) -> int | None:
    """Return where the words of a post end that fill text[start:end] with the line that names the writer, or None.

    Bits of a page's source are no post.
    """
    if end - start > _LONGEST or "<" in text[start:end]:
        return None
    found = _TAIL.search(text, start, end)
    return found.start() if found else None


def beside_words(line: str) -> bool:
    """Tell whether a line of a quoted post is none of its words: who wrote it, when, and what the site says around."""
    return bool(_HEAD.match(line) or _AROUND.match(line))


def names_writer(line: str) -> bool:
    """Tell whether a line of a quoted post says who wrote it."""
    return bool(_HEAD.match(line)) or (line.lstrip().startswith("A ") and bool(_AROUND.match(line)))
