"""A person's card: who that is, every quote, and every mention in its context."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.containers import Vertical
from textual.strip import Strip
from textual.widget import Widget
from textual.widgets import Static

from reader.counted import counted
from reader.export import worded
from reader.sanitise import one_line
from reader.tui.cells import shorten, width
from reader.tui.entry_list import EntryList, Row
from reader.tui.markings import voice_style
from reader.tui.panel import two_rows
from reader.tui.person_list import strip
from reader.tui.screens.overlay import Overlay

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from reader.model import Document, Person, Span
    from reader.tui.leaf import Leaf

_BEFORE, _AFTER = 36, 120
"""Code points around a name that are enough context for any width."""


class Place(NamedTuple):
    """Something to go to: a quote by its index, or a mention by its place among the person's mentions."""

    quote: int | None = None
    mention: int | None = None


class CardScreen(Overlay[Place]):
    """The card of the selected person; its result is where to go."""

    def __init__(self, leaf: Leaf, person: int) -> None:
        super().__init__()
        self._leaf, self._number = leaf, person

    def compose(self) -> ComposeResult:
        """Yield who it is, where in the article they are, and the list."""
        person = self._leaf.people[self._number]
        with Vertical():
            yield Static(one_line(person.name), classes="overlay-title", markup=False)
            for line in facts(person):
                yield Static(line, classes="card-fact", markup=False)
            yield _Strip(self._leaf, self._number)
            yield _Places(self._leaf, self._number)
            yield Static("⏎ goes there, esc closes", classes="overlay-note", markup=False)

    def on_entry_list_chosen(self, event: EntryList.Chosen) -> None:
        """Close with the place."""
        event.stop()
        if isinstance(event.source, _Places):
            self.dismiss(event.source.places[event.entry])


def facts(person: Person) -> list[str]:
    """Return what is known of a person, a line each: roles and age, other names."""
    lines = []
    known = "; ".join(map(one_line, person.roles))
    if person.age is not None and "-year-old" not in known:
        known = ", ".join(filter(None, (known, str(person.age))))
    if known:
        lines.append(known)
    others = [one_line(alias) for alias in person.aliases if alias != person.name]
    if others:
        lines.append(f"also: {', '.join(others)}")
    named = len(person.mentions)
    lines.append(
        f"{counted(len(person.quotes), 'quote')}, named {counted(named, 'time')}"
        + (f", {person.in_quotes} of them in quotes" if person.in_quotes else "")
    )
    return lines


def context(document: Document, span: Span) -> tuple[str, str, str]:
    """Return what stands before a mention, the mention, and what follows, within its block."""
    block = next((block for block in document.blocks if block.start <= span[0] < block.end), None)
    start, end = (block.start, block.end) if block else span
    text = document.text
    before, name, after = (
        text[max(start, span[0] - _BEFORE) : span[0]],
        text[span[0] : span[1]],
        text[span[1] : min(end, span[1] + _AFTER)],
    )
    if span[0] - _BEFORE > start:
        before = "…" + before[before.find(" ") + 1 :]
    return tuple(" ".join(part.split("\n")) for part in (before, name, after))  # type: ignore[return-value]


class _Strip(Widget):
    """Where in the article the person is: one row."""

    ALLOW_SELECT = False

    def __init__(self, leaf: Leaf, person: int) -> None:
        super().__init__(classes="card-strip")
        self._leaf, self._number = leaf, person

    def render_line(self, y: int) -> Strip:
        base, cells = self.rich_style, self.size.width
        style = voice_style(self.app.theme_variables, self._leaf.cast.of_person(self._number))
        faint = Style(color=Color.parse(self.app.theme_variables["faint"]).rich_color)
        row = strip(self._leaf, self._number, cells, style, faint)
        return Strip([Segment(text, base + its) for text, its in row], cells)


class _Places(EntryList):
    """Quotes first, then mentions, each in two rows at most."""

    def __init__(self, leaf: Leaf, person: int) -> None:
        super().__init__(id="places")
        self._leaf, self._person = leaf, leaf.people[person]
        self._voice = leaf.cast.of_person(person)
        quotes = [index for index in self._person.quotes if index < len(leaf.quotes)]
        self.places = [Place(quote=index) for index in quotes]
        self.places += [Place(mention=index) for index in range(len(self._person.mentions))]
        self._quotes = len(quotes)
        if self.places:
            self.set_reactive(EntryList.cursor, 0)

    def count(self) -> int:
        return len(self.places)

    def _words(self, entry: int) -> str:
        index = self.places[entry].quote
        return worded(self._leaf.quotes[index]) if index is not None else ""

    def heights(self, columns: int) -> list[int]:
        heights = [len(two_rows(self._words(entry), columns)) for entry in range(self._quotes)]
        if heights and len(self.places) > self._quotes:
            heights[-1] += 1  # a blank row parts the quotes from the mentions
        return heights + [1] * (len(self.places) - self._quotes)

    def rows_of(self, entry: int, columns: int) -> list[Row]:
        style = voice_style(self.app.theme_variables, self._voice)
        place = self.places[entry]
        if place.mention is None:
            return [[(row, style)] for row in two_rows(self._words(entry), columns)]
        if self._leaf.document is None:
            return []
        before, name, after = context(self._leaf.document, self._person.mentions[place.mention])
        bold = style + Style(bold=True)
        muted = self.component("muted")
        room = columns - width(before) - width(name)
        if room < 1:
            return [[(shorten(before + name, columns), bold)]]
        return [[(before, muted), (name, bold), (shorten(after, room), muted)]]
