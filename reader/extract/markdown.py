"""HTML → Markdown, such that `reader.document.parse` reads exactly the page's words back."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from markdownify import MarkdownConverter

_SPECIAL = re.compile(r"[\\`*\[\]|~]|<(?=[A-Za-z/!?])|&(?=#|\w+;)|(?<![^\W_])_|_(?![^\W_])|!(?=\Z)")
_ANY_SPECIAL = re.compile(r"[\\`*\[\]|~<&_]|!\Z")
"""What `_SPECIAL` finds has one of these; looking for them takes a fraction of the time."""
_LINE_START = re.compile(
    r"^(\s*)(#{1,6}(?=\s|$)|[-+=>](?![^\s=>+-])|[-=+]{2,}|>|\d{1,9}(?=[.)](?:\s|$)))", re.MULTILINE
)
_BLANK_LINES = re.compile(r"\n{3,}")


def to_markdown(html: str) -> str:
    """Return clean HTML (as `content.build` makes it) as Markdown."""
    from bs4 import BeautifulSoup

    markdown: str = _converter().convert_soup(BeautifulSoup(html, "lxml"))
    lines = (line.rstrip() for line in markdown.split("\n"))
    return _BLANK_LINES.sub("\n\n", "\n".join(lines)).strip("\n")


def escaped(text: str) -> str:
    """Return prose as Markdown that reads back as the same words, wherever it stands in a paragraph."""
    return line_start_escaped(_special_escaped(text))


def line_start_escaped(markdown: str) -> str:
    """Return inline Markdown with what would open a heading, a list or a quote at the start of a line escaped."""
    if markdown[:1].isalpha() and "\n" not in markdown:
        return markdown
    return _LINE_START.sub(_escape_line_start, markdown)


def _special_escaped(text: str) -> str:
    return _SPECIAL.sub(lambda match: f"\\{match.group()}", text) if _ANY_SPECIAL.search(text) else text


def _escape_line_start(match: re.Match[str]) -> str:
    blank, opener = match.groups()
    return f"{blank}{opener}\\" if opener.isdecimal() else f"{blank}\\{opener}"


@cache
def _converter() -> MarkdownConverter:
    from markdownify import MarkdownConverter

    class Converter(MarkdownConverter):
        """Writes the dialect of `reader.document`: ATX headings, `-` lists, `**` and `_`, hard breaks by backslash."""

        def escape(self, text: str, parent_tags: Any) -> str:
            return _special_escaped(text)

        def convert_em(self, el: Any, text: str, parent_tags: Any) -> str:
            return f"_{text}_" if text.strip() else text

        def convert_p(self, el: Any, text: str, parent_tags: Any) -> str:
            text = line_start_escaped(text.strip(" \t\r\n"))
            if "li" in parent_tags and el.find_previous_sibling() is None:
                return f"\n{text}\n"
            return f"\n\n{text}\n\n" if text else ""

        def convert_li(self, el: Any, text: str, parent_tags: Any) -> str:
            text = text.strip()
            if not text:
                return "\n"
            bullet = "- "
            if el.parent is not None and el.parent.name == "ol":
                first = int(el.parent.get("start", 1))
                bullet = f"{min(first + len(el.find_previous_siblings('li')), 999_999_999)}. "
            indent = " " * len(bullet)
            lines = text.split("\n")
            return (
                "\n".join([bullet + lines[0], *(indent + line if line else "" for line in lines[1:])]) + "\n"
            )

        def convert_pre(self, el: Any, text: str, parent_tags: Any) -> str:
            code = el.get_text()
            language = " ".join(el.code.get("class", [])) if el.code else ""
            longest = max((len(run) for run in re.findall(r"`+", code)), default=0)
            fence = "`" * max(3, longest + 1)
            return f"\n\n{fence}{language}\n{code}\n{fence}\n\n"

    return Converter(heading_style="atx", autolinks=False, newline_style="backslash", bullets="-")
