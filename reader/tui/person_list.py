"""The people in the panel: name, role, how often named and quoted, and where in the article that is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.style import Style

from reader.counted import counted
from reader.export import described
from reader.sanitise import one_line
from reader.tui.cells import shorten, width
from reader.tui.markings import voice_style
from reader.tui.panel import LETTERS, PanelList, how_many, letters_of, spread, why_empty
from reader.tui.strip import GLYPHS, occurrences

if TYPE_CHECKING:
    from reader.model import Person
    from reader.tui.entry_list import Row
    from reader.tui.leaf import Leaf

STRIP = 10
"""Cells of the row that shows where in the article a person is."""

_MIN_ROLE = 8
"""A role is not shortened to fewer cells than this, its comma included."""


class PersonList(PanelList):
    """The people by importance."""

    people: list[int]

    def __init__(self) -> None:
        super().__init__(id="people")
        self.people = []

    def load(self, leaf: Leaf) -> None:
        """Show a page's people, or those with the words that are wanted."""
        self.leaf = leaf
        self.people = leaf.shown_people()
        self.follow()
        self.border_title = f"People{how_many(len(self.people), len(leaf.people))}"
        nobody = "Nobody is named in this article"
        if leaf.analysis is not None:
            from reader.analysis.engine import marks_only  # the first text is there before this is needed

            if marks_only(leaf.analysis):
                why = one_line(leaf.analysis.engine).partition(": ")[2]
                nobody = f"Not looked for: {why}" if why else "Not looked for"
        self.empty = why_empty(leaf, "Looking for people …", nobody)
        self.reload()

    def follow(self) -> None:
        """Put the cursor on the selected person."""
        person = self.leaf.person if self.leaf else None
        self.cursor = self.people.index(person) if person in self.people else None

    def count(self) -> int:
        """Return the number of people shown."""
        return len(self.people)

    def heights(self, columns: int) -> list[int]:
        """Return 1 for each in a low list and for those of whom only the name is known, else 2."""
        leaf = self.leaf
        if leaf is None or self.folded:
            return [1] * len(self.people)
        return [1 if _is_only_named(leaf.people[number]) else 2 for number in self.people]

    def rows_of(self, entry: int, columns: int) -> list[Row]:
        """Return name and quotes, then the role and where they are; in a low list name, role and counts."""
        leaf = self.leaf
        if leaf is None:
            return []
        number = self.people[entry]
        person, voice = leaf.people[number], leaf.cast.of_person(number)
        style = voice_style(self.app.theme_variables, voice)
        muted = self.component("muted")
        bold = style + Style(bold=voice is not None)
        if self.folded:
            name, role, counts = _one_row(person, columns - LETTERS)
            return [[(letters_of(voice), style), (name, bold), (role + counts, muted)]]
        name, said = spread(person.name, _said(person), columns - LETTERS)
        named = f"{len(person.mentions)}×".rjust(4)
        cells = max(min(STRIP, columns - LETTERS - width(named) - _MIN_ROLE), 0)
        where = strip(leaf, number, cells, style, self.component("faint"))
        if _is_only_named(person):
            name, gap = spread(person.name, "", columns - LETTERS - cells - width(named))
            return [[(letters_of(voice), style), (name + gap, bold), *where, (named, muted)]]
        role, gap = spread(described(person), "", columns - LETTERS - cells - width(named))
        return [
            [(letters_of(voice), style), (name, bold), (said, muted)],
            [(" " * LETTERS, style), (role + gap, muted), *where, (named, muted)],
        ]


def _is_only_named(person: Person) -> bool:
    """Tell whether nothing is known of a person but where the name stands."""
    return not described(person) and not _said(person)


def strip(leaf: Leaf, number: int, cells: int, style: Style, faint: Style) -> Row:
    """Return where in the article a person is named and speaks, in so many cells, for a row of a list."""
    person = leaf.people[number]
    said = [
        (quote.start, quote.end)
        for quote in (leaf.quotes[index] for index in person.quotes if index < len(leaf.quotes))
        if quote.start is not None and quote.end is not None
    ]
    length = len(leaf.document.text) if leaf.document else 0
    row = occurrences(length, person.mentions, said, cells)
    return [(GLYPHS[cell], style if cell else faint) for cell in row]


def _said(person: Person) -> str:
    """Return how often a person is quoted, or that only others' words name them."""
    quotes, named = len(person.quotes), len(person.mentions)
    if quotes:
        return counted(quotes, "quote")
    return "named in quotes" if named and person.in_quotes == named else ""


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
    name, counts = spread(person.name, counts, columns - width(role))
    return name, role, counts
