"""The panel: who said what, and who is in the article."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from rich.style import Style
from textual.containers import Container

from reader.analysis.engine import marks_only
from reader.export import described, worded
from reader.sanitise import one_line
from reader.tui.cast import DOUBTFUL
from reader.tui.cells import Ruler, shorten, width
from reader.tui.entry_list import EntryList, Row
from reader.tui.lines import break_before
from reader.tui.markings import voice_style

if TYPE_CHECKING:
    from reader.model import Person
    from reader.tui.cast import Voice
    from reader.tui.leaf import Leaf

LETTERS = 3
"""Cells for a speaker's letters and the blank after them."""

_MIN_ROLE = 8
"""A role is not shortened to fewer cells than this, its comma included."""

_LOW = 24  # screens of fewer rows than this have a row an entry


class PanelList(EntryList):
    """A list of the panel; below the text, or on a low screen, every entry takes one row."""

    leaf: Leaf | None = None

    @property
    def folded(self) -> bool:
        """Whether every entry takes one row."""
        return self.screen.has_class("-narrow") or self.screen.size.height < _LOW


class QuoteList(PanelList):
    """The quotes in the order of the text, each with its speaker."""

    quotes: list[int]

    def __init__(self) -> None:
        super().__init__(id="quotes")
        self.quotes = []

    def load(self, leaf: Leaf) -> None:
        """Show a page's quotes, or those of its selected person."""
        self.leaf = leaf
        self.quotes = leaf.shown_quotes()
        self.follow()
        self._title(leaf)
        self.reload()

    def follow(self) -> None:
        """Put the cursor on the current quote."""
        current = self.leaf.current if self.leaf else None
        self.cursor = self.quotes.index(current) if current in self.quotes else None

    def _title(self, leaf: Leaf) -> None:
        count = f" {len(self.quotes)}" if self.quotes else ""
        self.border_title = f"{'Quotes' if leaf.only is None else 'Only this person'}{count}"
        self.empty = _why_empty(leaf, "Looking for quotations …", "No quotations in this article")

    def count(self) -> int:
        """Return the number of quotes shown."""
        return len(self.quotes)

    def heights(self, columns: int) -> list[int]:
        """Return 1 for each in a low list, else the speaker, one or two rows of words, and a blank."""
        if self.folded or self.leaf is None:
            return [1] * len(self.quotes)
        room = columns - LETTERS - 2
        texts = (self.leaf.quotes[quote].text for quote in self.quotes)
        # What is surely too long needs no measuring.
        return [4 if len(text) > columns or width(text) > room else 3 for text in texts]

    def rows_of(self, entry: int, columns: int) -> list[Row]:
        """Return the speaker and the words, shortened."""
        leaf = self.leaf
        if leaf is None:
            return []
        number = self.quotes[entry]
        quote, voice = leaf.quotes[number], leaf.cast.of_quote(number)
        style = voice_style(self.app.theme_variables, voice)
        words = worded(replace(quote, text=quote.text[: 4 * columns]))
        doubtful = voice is not None and quote.confidence < DOUBTFUL
        if self.folded:
            return [[(_letters(voice, "?" * doubtful), style), (shorten(words, columns - LETTERS), style)]]
        name = "unattributed" if leaf.state == "done" else "…"
        if voice is not None:
            name = voice.name + " ?" * doubtful
        rows: list[Row] = [
            [
                (_letters(voice), style),
                (shorten(name, columns - LETTERS), style + Style(bold=voice is not None)),
            ]
        ]
        rows += [
            [(" " * LETTERS, style), (line, Style.null())] for line in two_rows(words, columns - LETTERS)
        ]
        return rows


class PersonList(PanelList):
    """The people by importance: name, role, how often named and quoted."""

    def __init__(self) -> None:
        super().__init__(id="people")

    def load(self, leaf: Leaf) -> None:
        """Show a page's people."""
        self.leaf = leaf
        self.follow()
        count = f" {len(leaf.people)}" if leaf.people else ""
        self.border_title = f"People{count}"
        self.empty = _why_empty(leaf, "Looking for people …", "Nobody is named in this article")
        self.reload()

    def follow(self) -> None:
        """Put the cursor on the selected person."""
        self.cursor = self.leaf.person if self.leaf else None

    def count(self) -> int:
        """Return the number of people."""
        return len(self.leaf.people) if self.leaf else 0

    def heights(self, columns: int) -> list[int]:
        """Return 1 for each in a low list and for those of whom nothing is known, else 2."""
        people = self.leaf.people if self.leaf else ()
        folded = self.folded
        return [1 if folded or not described(person) else 2 for person in people]

    def rows_of(self, entry: int, columns: int) -> list[Row]:
        """Return name and counts, then the role; in a low list all in one row."""
        leaf = self.leaf
        if leaf is None:
            return []
        person, voice = leaf.people[entry], leaf.cast.of_person(entry)
        style = voice_style(self.app.theme_variables, voice)
        muted = self.component("muted")
        bold = style + Style(bold=voice is not None)
        if self.folded:
            name, role, counts = _one_row(person, columns - LETTERS)
            return [[(_letters(voice), style), (name, bold), (role + counts, muted)]]
        said, named = _count(len(person.quotes), "quote"), _named(person)
        role = described(person)
        right = said if role else " · ".join(filter(None, (said, named)))
        name, counts = _spread(person.name, right, columns - LETTERS)
        rows: list[Row] = [[(_letters(voice), style), (name, bold), (counts, muted)]]
        if role:
            rows.append([(" " * LETTERS, style), ("".join(_spread(role, named, columns - LETTERS)), muted)])
        return rows


class Panel(Container):
    """Quotes above, people below; on narrow screens side by side."""


def _why_empty(leaf: Leaf, looking: str, nothing: str) -> str:
    """Return what stands in a list without entries."""
    if leaf.trouble is not None:
        return f"Not found, r tries again: {one_line(leaf.trouble)}"
    if leaf.state == "done" and leaf.analysis is not None and marks_only(leaf.analysis):
        return f"Found: {one_line(leaf.analysis.engine)}"
    if leaf.state == "done":
        return nothing if leaf.request.analyse else "Not looked for"
    return looking if leaf.state == "analysing" else "Reading …"


def two_rows(text: str, columns: int) -> list[str]:
    """Return `text` broken into at most two rows, shortened to fit."""
    if width(text) <= columns:
        return [text]
    limit = Ruler(text).fit(0, columns)
    cut = break_before(text, 0, limit, len(text)) or max(limit, 1)
    return [text[:cut].rstrip(), shorten(text[cut:].lstrip(), columns)]


def _named(person: Person) -> str:
    """Return how often a person is named: “3×”; for whom only those quoted name, “3× in quotes”."""
    named = len(person.mentions)
    return f"{named}× in quotes" if named and person.in_quotes == named else f"{named}×"


def _one_row(person: Person, columns: int) -> tuple[str, str, str]:
    """Return a person's name, role and counts for one row: the name comes first, then how often they are named.

    “4” 3× stands for four quotes and three mentions; the role gets what is left, if that says anything.
    """
    named = f"{len(person.mentions)}×"
    said = f"“{len(person.quotes)}” " if person.quotes else ""
    spare = columns - width(person.name)
    counts = next((counts for counts in (said + named, named) if width(counts) < spare), "")
    known = described(person)
    role = f", {known}" if known else ""
    room = spare - width(counts) - 1
    if width(role) > room:
        role = shorten(role, room) if room >= _MIN_ROLE else ""
    name, counts = _spread(person.name, counts, columns - width(role))
    return name, role, counts


def _spread(left: str, right: str, columns: int) -> tuple[str, str]:
    """Return two texts at the two ends of a row; the left one is shortened."""
    left = shorten(left, max(columns - width(right) - 1, 1))
    return left, " " * (columns - width(left) - width(right)) + right


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'s'[: number != 1]}" if number else ""


def _letters(voice: Voice | None, mark: str = "") -> str:
    letters = voice.letters + mark if voice else ""
    return letters + " " * (LETTERS - width(letters))
