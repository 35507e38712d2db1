"""What the panel lists, and what opens above the text about it: a person's card, who speaks how much."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.counted import counted
from reader.tui.keys import key_of
from reader.tui.screens.quotes import QuoteKeys

if TYPE_CHECKING:
    from reader.tui.field import FieldBar
    from reader.tui.screens.card import Place

SIGN = "F"
"""The sign of the field for the words that are wanted."""


class ListKeys(QuoteKeys):
    """Which quotes and people are listed, and in which order."""

    _field_open = False

    def action_filter(self) -> None:
        """Show only the selected person's quotes, or all again."""
        leaf = self.leaf
        if leaf.only is not None:
            leaf.only = None
            self.say("All quotes")
        elif leaf.person is None:
            self.say("Choose a person first: tab goes to the list of people")
            return
        elif not leaf.people[leaf.person].quotes:
            self.say(f"{leaf.people[leaf.person].name} is not quoted")
            return
        else:
            leaf.only = leaf.person
            self.say(f"Only {leaf.people[leaf.person].name}")
        self._show_quotes()

    def action_indirect(self) -> None:
        """Show what is reported without marks (“she said that …”) among the quotes, or no more."""
        leaf = self.leaf
        if leaf.analysis is None:
            self.say(
                "Statements without marks come with the speakers" if leaf.busy else "Nothing was analysed"
            )
            return
        leaf.show_indirect(not leaf.indirect_shown)
        count = len(leaf.analysis.indirect)
        if not count:
            self.say("No statements without marks here")
        elif leaf.indirect_shown:
            self.say(f"With {counted(count, 'statement')} without marks")
        else:
            self.say("Only what stands in marks")
        self._show_quotes()

    def action_order(self) -> None:
        """List the quotes by speaker, or in the order of the text again."""
        leaf = self.leaf
        leaf.by_speaker = not leaf.by_speaker
        self._quotes.load(leaf)
        self.say("Quotes by speaker" if leaf.by_speaker else "Quotes in order")

    def action_names(self) -> None:
        """Underline all names, or no more."""
        if not self.leaf.people:
            self.say("Nobody is named here" if not self.leaf.busy else "No people found yet")
            return
        shown = self._view.toggle_names()
        self.say("All names underlined" if shown else "Names as they are")

    def action_words(self) -> None:
        """Open the field for the words that quotes and people must have to be listed."""
        if not self.leaf.quotes and not self.leaf.people:
            self.say("There are no quotes and people to choose from")
            return
        from reader.tui.field import WordsBar

        self.close_find()
        if self._field_open:
            self.query_one(WordsBar).take_focus()
        else:
            self._field_open = True
            self.mount(WordsBar())

    def close_find(self) -> bool:
        """Close the field for what to find; false if it was not open."""
        raise NotImplementedError

    def on_field_bar_changed(self, event: FieldBar.Changed) -> None:
        """List only what has the words."""
        if event.bar.SIGN == SIGN:
            self._list_only(event.words)
            event.bar.say_count(f"{len(self.leaf.shown_quotes())} of {len(self.leaf.quotes)}")

    def on_field_bar_step(self, event: FieldBar.Step) -> None:
        """Go to the next or previous quote with the words."""
        if event.bar.SIGN == SIGN:
            self.action_quote(event.step)

    def on_field_bar_done(self, event: FieldBar.Done) -> None:
        """Close the field; what is listed stays."""
        if event.bar.SIGN == SIGN:
            self._close_field()
            self._view.focus()

    def _close_field(self) -> None:
        if self._field_open:
            from reader.tui.field import WordsBar

            self._field_open = False
            self.query(WordsBar).remove()

    def _list_only(self, words: str) -> None:
        words = " ".join(words.split())
        if words != self.leaf.words:
            self.leaf.words = words
            self._show_quotes()

    def close_words(self) -> bool:
        """List all quotes and people again, and close the field; false if all are listed and it is not open."""
        if not self.leaf.words and not self._field_open:
            return False
        self._close_field()
        self._list_only("")
        self._view.focus()
        return True

    def action_card(self) -> None:
        """Show all about the selected person, or the speaker of the current quote."""
        leaf = self.leaf
        if not leaf.people:
            self.say("No people found yet" if leaf.busy else "Nobody is named in this article")
            return
        if leaf.person is None:
            key = key_of("focus.next", self._keys)
            self.say(f"Choose a person first: {key} goes to the list of people")
            return
        from reader.tui.screens.card import CardScreen

        def go(place: Place | None) -> None:
            if place is not None and place.quote is not None:
                self._go_to_quote(place.quote)
            elif place is not None and place.mention is not None:
                self._go_to_mention(place.mention)

        self.app.push_screen(CardScreen(leaf, leaf.person), go)

    def action_chart(self) -> None:
        """Show who speaks how much."""
        leaf = self.leaf
        if not leaf.quotes:
            self.say("No quotes found yet" if leaf.busy else "There are no quotes here")
            return
        from reader.tui.screens.chart import ChartScreen

        def go(quote: int | None) -> None:
            if quote is not None:
                self._go_to_quote(quote)

        self.app.push_screen(ChartScreen(leaf), go)
