"""A reading with its quotes, people and own highlights as one file: Markdown, plain text, JSON or HTML."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.export import _escape, as_dict, described, to_json, to_markdown, to_text, worded

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from reader.model import Highlight, Reading

SUFFIXES = (".md", ".html", ".json", ".txt")
"""How a file may end that a reading is written to."""


def whole(reading: Reading, suffix: str, highlights: Sequence[Highlight] = ()) -> str:
    """Return a reading with all that is known of it, in the form of files that end in `suffix` (one of `SUFFIXES`)."""
    if suffix == ".html":
        from reader.export.html import to_html

        return to_html(reading, highlights)
    if suffix == ".json":
        notes = [_highlight_as_dict(one) for one in highlights]
        return to_json({**as_dict(reading), **({"highlights": notes} if notes else {})}, indent=2) + "\n"
    if suffix == ".md":
        address = f"<{reading.article.url}>\n\n" if reading.article.url else ""
        title, _, rest = to_markdown(reading.article).partition("\n\n")
        return f"{title}\n\n{address}{rest}" + "".join(
            _sections(reading, highlights, "## {}", "- {}", _escape)
        )
    address = f"\n{reading.article.url}\n" if reading.article.url else ""
    return to_text(reading) + "".join(_sections(reading, highlights, "{}", "• {}", str)) + address


def _sections(
    reading: Reading, highlights: Sequence[Highlight], heading: str, item: str, escaped: Callable[[str], str]
) -> Iterator[str]:
    """Yield what follows the article: quotes, people, highlights, each under a heading, each entry a line."""
    analysis = reading.analysis
    sections: list[tuple[str, list[str]]] = []
    if analysis:
        sections = [
            ("Quotes", [f"{worded(quote)} — {quote.speaker or 'unattributed'}" for quote in analysis.quotes]),
            ("People", [", ".join(filter(None, (p.name, described(p)))) for p in analysis.people]),
        ]
    sections.append(("Highlights", [_highlight_line(one) for one in highlights]))
    for name, lines in sections:
        if lines:
            yield f"\n{heading.format(name)}\n\n"
            yield from (item.format(escaped(line)) + "\n" for line in lines)


def _highlight_line(one: Highlight) -> str:
    words = " ".join(one.anchor.exact.split())
    gone = " (not in the text any more)" if one.orphaned else ""
    return f"{words}{gone}{': ' if one.note else ''}{' '.join(one.note.split())}"


def _highlight_as_dict(one: Highlight) -> dict[str, object]:
    return {
        "start": one.start,
        "end": one.end,
        "text": one.anchor.exact,
        "prefix": one.anchor.prefix,
        "suffix": one.anchor.suffix,
        "note": one.note,
        "created": one.created,
    }
