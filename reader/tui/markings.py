"""What is marked on a page (styles, links, quotes, names, matches), and how that looks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from rich.style import Style
from textual.color import Color

from reader.model import Block
from reader.tui.flow import Extra
from reader.tui.paint import Mark, Marks

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from reader.model import Document, Span
    from reader.tui.cast import Voice
    from reader.tui.flow import Flow

T = TypeVar("T")

COMPONENTS = (
    *(
        "title",
        "byline",
        "dropped",
        "caption",
        "note",
        "footnote",
        "highlight",
        "heading",
        "subheading",
        "code",
        "image",
        "table-head",
    ),
    *("code-comment", "code-keyword", "code-string", "code-number", "code-definition"),
    *("strong", "emphasis", "strike", "link", "inline-code", "marker", "bar", "rule"),
    *("quote", "quote-current", "named", "name", "match", "match-current"),
)
"""Names of the styles of an article, to be found in the style sheet as `article--NAME`."""


class QuoteMark(NamedTuple):
    """A quote to highlight: offsets into the document, or, when `in_title`, into the title."""

    quote: int
    start: int
    end: int
    voice: Voice | None
    in_title: bool = False


class Look(NamedTuple):
    """Where styles come from: `component` knows them by name, `variables` are the theme's."""

    component: Callable[[str], Style]
    variables: Mapping[str, str]

    def voice(self, voice: Voice | None, *, lit: bool = False) -> Style:
        """Return the style of a speaker's words; `lit` is that of the current quote."""
        return voice_style(self.variables, voice, lit=lit)


def voice_style(variables: Mapping[str, str], voice: Voice | None, *, lit: bool = False) -> Style:
    """Return a speaker's style from the theme's variables; None speaks in the colour of the unknown."""
    name = "voiceless" if voice is None else f"speaker-{voice.colour}"
    background = Color.parse(variables[f"{name}-lit"]).rich_color if lit else None
    return Style(color=Color.parse(variables[name]).rich_color, bgcolor=background)


class Markings:
    """The marks of one page; which quote and which match are the current ones."""

    def __init__(self, document: Document) -> None:
        styles = document.styles
        self._length = len(document.text)
        self._inline = Marks(Mark(style.start, style.end, style.kind) for style in styles)
        self._links = Marks(Mark(style.start, style.end, style.href) for style in styles if style.href)
        self._all: Sequence[QuoteMark] = ()
        self._quotes: Marks[QuoteMark] = Marks()
        self._title_quotes: Marks[QuoteMark] = Marks()
        self._people: Marks[int] = Marks()
        self._names: Marks[int] = Marks()
        self._name_voice: Voice | None = None
        self._name: int | None = None
        self._highlights: Marks[int] = Marks()
        self._matches: Marks[int] = Marks()
        self.match: int | None = None
        """Which match is the current one."""
        self.current: int | None = None
        self.all_names = False
        """Whether the names of all people are told by style."""

    def set_quotes(self, quotes: Sequence[QuoteMark]) -> None:
        """Mark quotes, in the place of those before."""
        self._all = quotes
        self._quotes = Marks(Mark(quote.start, quote.end, quote) for quote in quotes if not quote.in_title)
        self._title_quotes = Marks(Mark(quote.start, quote.end, quote) for quote in quotes if quote.in_title)

    def set_people(self, people: Sequence[Sequence[Span]]) -> None:
        """Know where each person is named."""
        self._people = Marks(
            Mark(start, end, number) for number, mentions in enumerate(people) for start, end in mentions
        )

    def set_names(self, mentions: Iterable[Span], voice: Voice | None, current: int | None) -> None:
        """Mark the mentions of one person, one of them as the current one."""
        self._names = Marks(Mark(start, end, index) for index, (start, end) in enumerate(mentions))
        self._name_voice, self._name = voice, current

    def set_highlights(self, highlights: Iterable[Span]) -> None:
        """Mark what the reader highlighted."""
        self._highlights = Marks(Mark(start, end, index) for index, (start, end) in enumerate(highlights))

    def set_matches(self, matches: Iterable[Span], current: int | None) -> None:
        """Mark what was found."""
        self._matches = Marks(Mark(start, end, index) for index, (start, end) in enumerate(matches))
        self.match = current

    def quotes_in(self, flow: Flow, item: int, start: int, end: int) -> list[Mark[QuoteMark]]:
        """Return the quotes that share a code point with a part of an item; offsets into the item's text."""
        base = flow.start(item)
        if base is None:
            return list(self._title_quotes.within(start, end)) if item == 0 else []
        return [
            Mark(mark.start - base, mark.end - base, mark.value)
            for mark in self._quotes.within(base + start, base + end)
        ]

    def link_at(self, flow: Flow, item: int, position: int) -> str | None:
        """Return the address of the link at a code point of an item."""
        return _at(self._links, flow, item, position)

    def person_at(self, flow: Flow, item: int, position: int) -> int | None:
        """Return the person named at a code point of an item."""
        return _at(self._people, flow, item, position)

    def layers(self, flow: Flow, item: int, start: int, end: int, look: Look) -> list[Mark[Style]]:
        """Return the styles to lay over a part of an item, the lowest first; offsets into the item's text."""
        component = look.component
        quotes = [
            Mark(mark.start, mark.end, self._quote_style(mark.value, look))
            for mark in self.quotes_in(flow, item, start, end)
        ]
        base = flow.start(item)
        if base is None:
            return quotes
        first, last = base + start, base + end
        content = flow.items[item]
        if isinstance(content, Block) and content.kind == "code" and content.info:
            from reader.tui.code import parts  # code is rare: what reads it is loaded when some is shown

            code = [
                Mark(mark.start, mark.end, component(f"code-{mark.value}"))
                for mark in parts(flow.text(item), content.info)
                if mark.start < end and mark.end > start
            ]
        else:
            code = []
        layers: list[tuple[Mark[Any], Style]] = [
            (mark, component("inline-code" if mark.value == "code" else mark.value))
            for mark in self._inline.within(first, last)
        ]
        text = flow.text(item)
        if "[" in text[start:end] and not code:
            from reader.tui.footnotes import MARK  # few articles have notes

            marks = MARK.finditer(text, start, end)
            layers += [
                (Mark(base + mark.start(), base + mark.end(), None), component("footnote")) for mark in marks
            ]
        over: list[tuple[Mark[Any], Style]] = [
            (mark, component("highlight")) for mark in self._highlights.within(first, last)
        ]
        if self.all_names:
            over += [(mark, component("named")) for mark in self._people.within(first, last)]
        over += [
            (mark, look.voice(self._name_voice, lit=mark.value == self._name) + component("name"))
            for mark in self._names.within(first, last)
        ]
        over += [
            (mark, component("match-current" if mark.value == self.match else "match"))
            for mark in self._matches.within(first, last)
        ]

        def local(found: list[tuple[Mark[Any], Style]]) -> list[Mark[Style]]:
            return [Mark(mark.start - base, mark.end - base, style) for mark, style in found]

        return [*code, *local(layers), *quotes, *local(over)]

    def _quote_style(self, mark: QuoteMark, look: Look) -> Style:
        lit = mark.quote == self.current
        return look.voice(mark.voice, lit=lit) + look.component("quote-current" if lit else "quote")

    def gutter(self, height: int) -> dict[int, QuoteMark]:
        """Return which rows of a strip of so many rows, beside the whole page, have a quote."""
        rows: dict[int, QuoteMark] = {}
        for mark in self._all:
            place = 0 if mark.in_title or not self._length else mark.start * height // self._length
            row = min(place, height - 1)
            if row not in rows or mark.quote == self.current:
                rows[row] = mark
        return rows


def _at(marks: Marks[T], flow: Flow, item: int, position: int) -> T | None:
    base = flow.start(item)
    if base is None:
        return None
    return next((mark.value for mark in marks.within(base + position, base + position + 1)), None)


def item_style(flow: Flow, item: int, line: int, look: Look) -> Style:
    """Return the style of an item's text, which marks are laid over."""
    content = flow.items[item]
    if isinstance(content, Extra):
        below = content.kind == "image" and flow.lines(item)[line].start > content.text.find("\n") >= 0
        return look.component("caption" if below else content.kind)
    if content.kind == "heading":
        return look.component("heading" if content.level <= 2 else "subheading")
    if content.kind == "table" and len(content.cells) > 1:
        head_end = content.cells[0][-1][1] - content.start if content.cells[0] else 0
        return look.component("table-head") if flow.lines(item)[line].end <= head_end else Style.null()
    if content.kind in ("code", "image"):
        return look.component(content.kind)
    return Style.null()
