"""A reading as one HTML file: nothing in it is loaded from elsewhere, and nothing of the article is read as markup.

It is built from the document's blocks and spans, every word escaped; a policy in its head forbids what should slip
through all the same.
"""

from __future__ import annotations

from html import escape
from itertools import pairwise
from typing import TYPE_CHECKING

from reader.export import described, details_line, worded
from reader.model import Image

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reader.model import Block, Document, Highlight, Person, Quote, Reading

_STYLE = """
body { max-width: 42rem; margin: 2rem auto; padding: 0 1rem; font: 1.05rem/1.6 Georgia, serif }
body { color: #222; background: #fff }
h1, h2, h3, h4, h5, h6 { line-height: 1.25 }
.details, .image { color: #666 }
blockquote { margin-left: 0; padding-left: 1rem; border-left: .2rem solid #bbb }
pre { overflow: auto; padding: .5rem; background: #f3f3f3 }
table { border-collapse: collapse }
td { border: 1px solid #bbb; padding: .2rem .5rem }
.quote { background: #fff3c4 }
mark { background: #cfe8cf; color: inherit }
@media (prefers-color-scheme: dark) {
  body { color: #ddd; background: #1b1b1b }
  pre { background: #2a2a2a }
  .quote { background: #4a3f10 }
  mark { background: #234a23 }
  a { color: #8ab4f8 }
}
"""
_TAGS = {"strong": "strong", "emphasis": "em", "strike": "s", "code": "code"}


def to_html(reading: Reading, highlights: Sequence[Highlight] = ()) -> str:
    """Return a reading as an HTML document: the article with its quotes marked, then quotes, people and own notes."""
    article = reading.article
    title = escape(article.title or article.url or "Article")
    details = escape(details_line(article))
    link = (
        f'<p class="details"><a href="{escape(article.url)}" rel="noreferrer">{escape(article.url)}</a></p>'
        if article.url
        else ""
    )
    parts = [
        f'<!DOCTYPE html>\n<html lang="{escape(article.language)}">\n<head>\n<meta charset="utf-8">',
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">",
        '<meta name="viewport" content="width=device-width">',
        f"<title>{title}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n<article>\n<h1>{title}</h1>",
        f'<p class="details">{details}</p>' if details else "",
        link,
        *_body(_Marked(reading, highlights), article.images),
        "</article>",
        *_quotes(reading),
        *_people(reading),
        *_notes(highlights),
        "</body>\n</html>\n",
    ]
    return "\n".join(filter(None, parts))


class _Marked:
    """A document whose text is given out piece by piece as HTML."""

    def __init__(self, reading: Reading, highlights: Sequence[Highlight]) -> None:
        self.document: Document = reading.document
        spans = [
            (one.start, one.end, f'<mark title="{escape(one.note)}">', "</mark>")
            for one in highlights
            if one.start is not None and one.end is not None
        ]
        for quote in reading.analysis.quotes if reading.analysis else ():
            if quote.start is not None and quote.end is not None:
                who = escape(quote.speaker or "unattributed")
                spans.append((quote.start, quote.end, f'<span class="quote" title="{who}">', "</span>"))
        for style in self.document.styles:
            if style.kind == "link":
                opening = f'<a href="{escape(style.href or "")}" rel="noreferrer">'
                spans.append((style.start, style.end, opening, "</a>"))
            else:
                tag = _TAGS[style.kind]
                spans.append((style.start, style.end, f"<{tag}>", f"</{tag}>"))
        self._spans = sorted(spans)

    def html(self, start: int, end: int) -> str:
        """Return the text from `start` to `end`, cut wherever a span begins or ends, so that all tags nest."""
        inside = [span for span in self._spans if span[0] < end and span[1] > start]
        cuts = sorted({start, end, *(at for span in inside for at in span[:2] if start < at < end)})
        out = []
        for a, b in pairwise(cuts):
            around = [span for span in inside if span[0] <= a and b <= span[1]]
            out += [span[2] for span in around]
            out.append(escape(self.document.text[a:b], quote=False).replace("\n", "<br>\n"))
            out += [span[3] for span in reversed(around)]
        return "".join(out)


def _body(marked: _Marked, images: Sequence[Image]) -> Iterator[str]:
    """Yield the blocks, with the lists and block quotes around them opened and closed, and what pictures show."""
    opened: list[str] = []
    waiting = list(images)
    for number, block in enumerate(marked.document.blocks):
        if waiting and waiting[0].after <= number:
            yield from (f"</{tag}>" for tag in reversed(opened))
            opened = []
        while waiting and waiting[0].after <= number:
            yield _picture(waiting.pop(0))
        around = ["blockquote"] * block.quote + _lists(block)
        same = 0
        while same < min(len(opened), len(around)) and opened[same] == around[same]:
            same += 1
        yield from (f"</{tag}>" for tag in reversed(opened[same:]))
        yield from (f"<{tag}>" for tag in around[same:])
        opened = around
        yield _block(block, marked)
    yield from (f"</{tag}>" for tag in reversed(opened))
    yield from map(_picture, waiting)


def _picture(image: Image) -> str:
    """Return the words that stand for a picture, with a link to it: the page itself loads nothing."""
    name = escape(image.alternative or image.caption or "picture")
    link = f'<a href="{escape(image.address)}" rel="noreferrer">{name}</a>' if image.address else name
    below = f"<br>\n{escape(image.caption)}" if image.alternative and image.caption else ""
    return f'<p class="image">{link}{below}</p>'


def _lists(block: Block) -> list[str]:
    numbered = block.marker[:1].isdecimal()
    return ["ul"] * (block.depth - 1) + (["ol" if numbered else "ul"] if block.depth else [])


def _block(block: Block, marked: _Marked) -> str:
    inner = marked.html(block.start, block.end)
    match block.kind:
        case "heading":
            # The article's title is the one h1.
            level = min(6, block.level + 1)
            return f"<h{level}>{inner}</h{level}>"
        case "item":
            number = block.marker.rstrip(".")
            if not block.marker:
                return f'<li style="list-style: none">{inner}</li>'
            return f'<li value="{number}">{inner}</li>' if number.isdecimal() else f"<li>{inner}</li>"
        case "code":
            return f"<pre>{escape(marked.document.text[block.start : block.end], quote=False)}</pre>"
        case "table":
            rows = ("".join(f"<td>{marked.html(*cell)}</td>" for cell in row) for row in block.cells)
            return "<table>" + "".join(f"<tr>{row}</tr>" for row in rows) + "</table>"
        case "rule":
            return "<hr>"
        case "image":
            return _picture(Image(block.info, block.marker))
    return f"<p>{inner}</p>"


def _quotes(reading: Reading) -> Iterator[str]:
    quotes: tuple[Quote, ...] = reading.analysis.quotes if reading.analysis else ()
    if quotes:
        yield "<section>\n<h2>Quotes</h2>\n<ul>"
        for quote in quotes:
            yield f"<li>{escape(worded(quote))} — {escape(quote.speaker or 'unattributed')}</li>"
        yield "</ul>\n</section>"


def _people(reading: Reading) -> Iterator[str]:
    people: tuple[Person, ...] = reading.analysis.people if reading.analysis else ()
    if people:
        yield "<section>\n<h2>People</h2>\n<ul>"
        for person in people:
            said = ", ".join(filter(None, (person.name, described(person))))
            yield f"<li>{escape(said)}</li>"
        yield "</ul>\n</section>"


def _notes(highlights: Sequence[Highlight]) -> Iterator[str]:
    if highlights:
        yield "<section>\n<h2>Highlights</h2>\n<ul>"
        for one in highlights:
            gone = " (not in the text any more)" if one.orphaned else ""
            note = f"<br>{escape(one.note)}" if one.note else ""
            yield f"<li>{escape(' '.join(one.anchor.exact.split()))}{gone}{note}</li>"
        yield "</ul>\n</section>"
