"""A field in the place of the status line: for what to find, and for what to list only."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.containers import Horizontal
from textual.message import Message
from textual.widgets import Input, Static

from reader.tui.keys import bindings

if TYPE_CHECKING:
    from textual.app import ComposeResult


class FieldBar(Horizontal):
    """A sign, a field and a count; a subclass says what they are."""

    SIGN: ClassVar[str]
    PLACEHOLDER: ClassVar[str]

    class Changed(Message):
        """Other words stand in the field."""

        def __init__(self, bar: FieldBar, words: str) -> None:
            self.bar, self.words = bar, words
            super().__init__()

    class Step(Message):
        """The next (1) or previous (-1) thing is wanted."""

        def __init__(self, bar: FieldBar, step: int) -> None:
            self.bar, self.step = bar, step
            super().__init__()

    class Done(Message):
        """The words are settled: the keys go back to the text."""

        def __init__(self, bar: FieldBar) -> None:
            self.bar = bar
            super().__init__()

    class _Field(Input):
        BINDINGS: ClassVar = bindings("find")

        def action_step(self, step: int) -> None:
            bar = self.parent
            if isinstance(bar, FieldBar):
                self.post_message(FieldBar.Step(bar, step))

    def compose(self) -> ComposeResult:
        """Yield the field and the count."""
        yield Static(self.SIGN, classes="field-sign", markup=False)
        yield self._Field(placeholder=self.PLACEHOLDER, compact=True, select_on_focus=True)
        yield Static("", classes="field-count", markup=False)

    def on_mount(self) -> None:
        """Begin."""
        self.begin()

    def begin(self) -> None:
        """Take the keys as soon as it is there."""
        self.take_focus()

    def take_focus(self) -> None:
        """Let the user type."""
        self.query_one(Input).focus()

    @property
    def words(self) -> str:
        """What stands in the field."""
        return self.query_one(Input).value

    def say_count(self, text: str) -> None:
        """Show a count at the right."""
        self.query_one(".field-count", Static).update(text)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Tell what is typed as it is typed."""
        event.stop()
        self.post_message(self.Changed(self, event.value))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Give the keys back to the text."""
        event.stop()
        self.post_message(self.Done(self))


class FindBar(FieldBar):
    """The field for what to find in the article."""

    SIGN, PLACEHOLDER = "/", "find in the text"


class ShelfBar(FieldBar):
    """The field for what to list of a shelf."""

    SIGN, PLACEHOLDER = "/", 'words, "a phrase", speaker: person: site: tag: after: before:'

    def begin(self) -> None:
        """Wait to be opened: it is there from the start, lest keys typed right after / go to the list."""
        self.display = False

    def open(self) -> None:
        """Show the field and take the keys."""
        self.display = True
        self.screen.set_focus(self.query_one(Input))

    def close(self) -> None:
        """Empty the field and hide it."""
        with self.prevent(Input.Changed):
            self.query_one(Input).value = ""
        self.say_count("")
        self.display = False


class WordsBar(FieldBar):
    """The field for the words that quotes and people must have to be listed."""

    SIGN, PLACEHOLDER = "F", "only quotes and people with these words"
