"""Finding words in the article."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING, ClassVar

from textual.containers import Horizontal
from textual.message import Message
from textual.widgets import Input, Static

from reader.tui.keys import bindings

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from reader.model import Span

LIMIT = 9999
"""More matches than this are neither lit nor counted."""


def find_all(text: str, query: str) -> list[Span]:
    """Return where `query` occurs in `text`, at most `LIMIT` times.

    Case does not matter unless the query has capitals; a blank matches any white space; straight quotation marks
    and apostrophes match typographic ones.
    """
    if not query.strip():
        return []
    flags = re.IGNORECASE if query == query.lower() else 0
    pattern = re.compile("".join(_pattern(character) for character in query), flags)
    spans = []
    for match in pattern.finditer(text):
        spans.append(match.span())
        if len(spans) == LIMIT:
            break
    return spans


def _pattern(character: str) -> str:
    if character.isspace():
        return r"(?:[^\S\n]+|[^\S\n]*\n[^\S\n]*)"  # not over the blank line between two blocks
    return {'"': '["“”„«»]', "'": "['’‘]"}.get(character, re.escape(character))


def nearest(matches: list[Span], offset: int) -> int | None:
    """Return the first match at or after an offset, or the first of all; None without matches."""
    if not matches:
        return None
    index = bisect_left(matches, (offset, 0))
    return index if index < len(matches) else 0


class Finder:
    """The matches of what is being looked for, and which of them is the current one."""

    def __init__(self, text: str, origin: int) -> None:
        """Find in `text`, from the offset on at which the user began to look."""
        self._text, self._origin = text, origin
        self.matches: list[Span] = []
        self.current: int | None = None

    def search(self, query: str) -> None:
        """Find all of `query`; the first from the origin on becomes the current match."""
        self.matches = find_all(self._text, query)
        self.current = nearest(self.matches, self._origin)

    def step(self, step: int) -> None:
        """Go to the next (1) or previous (-1) match; the last is followed by the first."""
        if self.current is not None:
            self.current = (self.current + step) % len(self.matches)

    @property
    def start(self) -> int | None:
        """Where the current match begins."""
        return None if self.current is None else self.matches[self.current][0]


class FindBar(Horizontal):
    """A field for what to find, in the place of the status line, with the count of matches beside it."""

    class Changed(Message):
        """Other words are to be found."""

        def __init__(self, query: str) -> None:
            self.query = query
            super().__init__()

    class Step(Message):
        """The next (1) or previous (-1) match is wanted."""

        def __init__(self, step: int) -> None:
            self.step = step
            super().__init__()

    class Done(Message):
        """The words are settled: keys go back to the text, where n and p step through the matches."""

    class _Field(Input):
        BINDINGS: ClassVar = bindings("find")

        def action_step(self, step: int) -> None:
            self.post_message(FindBar.Step(step))

    def compose(self) -> ComposeResult:
        """Yield the field and the count."""
        yield Static("/", id="find-sign", markup=False)
        yield self._Field(placeholder="find", compact=True, id="find-field", select_on_focus=True)
        yield Static("", id="find-count", markup=False)

    def on_mount(self) -> None:
        """Take the keys."""
        self.take_focus()

    def take_focus(self) -> None:
        """Let the user type."""
        self.query_one(Input).focus()

    def show_count(self, number: int | None, total: int) -> None:
        """Show which match is the current one."""
        many = f"{total}+" if total == LIMIT else str(total)
        text = f"{(number or 0) + 1} of {many}" if total else ("no match" if self.query_text else "")
        self.query_one("#find-count", Static).update(text)

    @property
    def query_text(self) -> str:
        """What is in the field."""
        return self.query_one(Input).value

    def on_input_changed(self, event: Input.Changed) -> None:
        """Find as the user types."""
        event.stop()
        self.post_message(self.Changed(event.value))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Give the keys back to the text."""
        event.stop()
        self.post_message(self.Done())
