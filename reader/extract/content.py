"""Builds the article's own HTML from the blocks that were kept: nothing in it but what Markdown can say."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from reader.extract.blocks import HEADINGS
from reader.extract.inline import render

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from reader.extract.blocks import Leaf
    from reader.extract.tree import Element

_NESTING = frozenset(("blockquote", "ul", "ol", "li"))
_MAX_NESTING = 12
"""Deeper lists and quotes than this, in levels, are read as if they ended there."""


def build(leaves: Iterable[Leaf], base: str | None) -> str:
    """Return the HTML of the leaves in order; `base` is the address against which links resolve."""
    parts: list[str] = []
    opened: list[Element] = []
    for leaf in leaves:
        wanted = _nesting(leaf.element)
        same = 0
        while same < min(len(opened), len(wanted)) and opened[same] is wanted[same]:
            same += 1
        parts.extend(f"</{element.tag}>" for element in reversed(opened[same:]))
        parts.extend(_opening(element) for element in wanted[same:])
        opened = wanted
        parts.append(_leaf(leaf, base))
    parts.extend(f"</{element.tag}>" for element in reversed(opened))
    return "".join(parts)


def _opening(element: Element) -> str:
    start = element.get("start") if element.tag == "ol" else None
    return f'<ol start="{start}">' if start and start.isdecimal() and len(start) < 9 else f"<{element.tag}>"


def _nesting(element: Element) -> list[Element]:
    """Return the lists and block quotes around an element, outermost first; an item without a list is no item."""
    chain: list[Element] = []
    at: Element | None = element
    while at is not None:
        if at.tag in _NESTING:
            chain.append(at)
        at = at.getparent()
    chain.reverse()
    kept: list[Element] = []
    for item in chain:
        in_list = bool(kept) and kept[-1].tag in ("ul", "ol")
        if (item.tag == "li") == in_list and len(kept) < _MAX_NESTING:
            kept.append(item)
    if kept and kept[-1].tag in ("ul", "ol"):
        kept.pop()
    return kept


def _leaf(leaf: Leaf, base: str | None) -> str:
    tag = leaf.tag
    if tag == "pre":
        code = "".join(leaf.element.itertext()).strip("\n")
        language = _code_language(leaf.element)
        return f'<pre><code class="{escape(language)}">{escape(code, quote=False)}</code></pre>'
    if tag == "table":
        return _table(leaf.element)
    if tag in HEADINGS:
        words = render(leaf.tokens, base, plain=True).replace("<br>", " ")
        level = max(2, int(tag[1]))
        return f"<h{level}>{words}</h{level}>"
    words = render(leaf.tokens, base)
    if tag == "dt":
        return f"<p><strong>{words}</strong></p>" if "<" not in words else f"<p>{words}</p>"
    return f"<p>{words}</p>"


def _code_language(pre: Element) -> str:
    names = " ".join((element.get("class") or "") for element in pre.iter("pre", "code")).split()
    for name in names:
        for prefix in ("language-", "lang-"):
            if name.startswith(prefix) and name[len(prefix) :].replace("+", "").replace("#", "").isalnum():
                return name[len(prefix) :]
    return ""


def _table(table: Element) -> str:
    rows = [cells for row in _rows(table) if any(cells := list(_cells(row)))]
    caption = table.find("caption")
    lead = " ".join("".join(caption.itertext()).split()) if caption is not None else ""
    head = f"<p>{escape(lead, quote=False)}</p>" if lead else ""
    if not rows:
        return head
    width = max(map(len, rows))
    lines = []
    for number, cells in enumerate(rows):
        tag = "td" if number else "th"
        padded = [*cells, *[""] * (width - len(cells))]
        lines.append("".join(f"<{tag}>{escape(cell, quote=False)}</{tag}>" for cell in padded))
    body = "".join(f"<tr>{line}</tr>" for line in lines)
    return f"{head}<table>{body}</table>"


def _rows(table: Element) -> list[Element]:
    """Return the rows as they are seen: the foot comes last wherever it is written, and goes if it repeats the head."""
    foot = [row for part in table.iterchildren("tfoot") for row in part.iter("tr")]
    below = set(foot)
    rows = [row for row in table.iter("tr") if row not in below]
    first = list(_cells(rows[0])) if rows else []
    return rows + [row for row in foot if list(_cells(row)) != first]


def _cells(row: Element) -> Iterator[str]:
    """Yield the words of a row's cells, and "" for each further column that a cell spans."""
    for cell in row.iterchildren("td", "th"):
        yield " ".join(" ".join(cell.itertext()).split())
        spanned = cell.get("colspan") or ""
        if spanned.isdecimal() and len(spanned) < 3:
            yield from [""] * (int(spanned) - 1)
