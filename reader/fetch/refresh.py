"""Pages that hold nothing but the way to another page (`<meta http-equiv="refresh">`)."""

from __future__ import annotations

import html
import re

SIZE_AT_MOST = 16 * 1024
"""Characters of a page that is looked at; what holds nothing else is short."""
_WORDS_AT_MOST = 40
"""Words beside the refresh: "If you are not taken there, click here"."""
_SECONDS_AT_MOST = 10
"""A page that waits longer wants to be read; news sites reload themselves every few minutes."""

_META = re.compile(r"<meta\s[^>]{0,2500}>", re.IGNORECASE)
_IS_REFRESH = re.compile(r"""\bhttp-equiv\s*=\s*["']?refresh\b""", re.IGNORECASE)
_CONTENT = re.compile(r"""\bcontent\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]+))""", re.IGNORECASE)
_WHERE = re.compile(
    r"""\s*(\d{1,4})(?:\.\d*)?\s*[;,]\s*(?:url\s*=\s*)?["']?\s*([^"'\s][^"']*)""", re.IGNORECASE
)
_NO_WORDS = re.compile(
    r"<(script|style|title|noscript)\b.*?</\1\s*>|<!--.*?-->|<[^>]*>", re.IGNORECASE | re.DOTALL
)


def refresh_of(page: str) -> str | None:
    """Return the address, perhaps relative, to which an HTML page leads that holds nothing else, or None."""
    if len(page) > SIZE_AT_MOST:
        return None
    for meta in _META.findall(page):
        content = _CONTENT.search(meta) if _IS_REFRESH.search(meta) else None
        where = content and _WHERE.match(html.unescape(content[1] or content[2] or content[3] or ""))
        if where and int(where[1]) <= _SECONDS_AT_MOST:
            words = _NO_WORDS.sub(" ", page).split()
            return where[2].strip() if len(words) <= _WORDS_AT_MOST else None
    return None
