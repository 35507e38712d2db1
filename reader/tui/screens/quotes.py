"""The keys that go from quote to quote and from person to person."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.actions import SkipAction

from reader.tui import clip, clipboard
from reader.tui.keys import key_of
from reader.tui.screens.page import PageScreen

if TYPE_CHECKING:
    from reader.tui.article_view import ArticleView
    from reader.tui.entry_list import EntryList
    from reader.tui.share_bar import ShareBar


class QuoteKeys(PageScreen):
    """What goes to a quote or a mention, and copies."""

    def action_quote(self, step: int) -> None:
        """Go to the next or previous quote, or on by as many as a number before the key says."""
        for _ in range(self._count.take()):
            quote = self.leaf.next_quote(step, self._view.seen)
            if quote is None:
                self.say(self._no_more("quote", step, bool(self.leaf.shown_quotes())))
                return
            self._go_to_quote(quote)

    def action_same_speaker(self, step: int) -> None:
        """Go to the next or previous quote of the current quote's speaker."""
        if self.leaf.current is None:
            QuoteKeys.action_quote(self, step)  # a quote even while n and p step through matches
            return
        for _ in range(self._count.take()):
            quote = self.leaf.next_quote(step, self._view.seen, same_speaker=True)
            if quote is None:
                self.say(self._no_more("quote of this speaker", step, True))
                return
            self._go_to_quote(quote)

    def action_mention(self, step: int) -> None:
        """Go to the next or previous mention of the selected person."""
        leaf = self.leaf
        if leaf.person is None and leaf.people:
            leaf.choose_person(0)
            self._people.follow()
        if leaf.person is None and leaf.trouble is not None:
            self.say_trouble()
        elif leaf.person is None:
            self.say("No people found yet" if leaf.busy else "Nobody is named in this article")
        for _ in range(self._count.take() if leaf.person is not None else 0):
            mention = leaf.next_mention(step, self._view.seen)
            if mention is None:
                self.say(self._no_more(f"mention of {leaf.people[leaf.person or 0].name}", step, True))
                return
            self._go_to_mention(mention)

    def _go_to_mention(self, mention: int) -> None:
        leaf = self.leaf
        if leaf.person is None:
            return
        leaf.mention = mention
        person = leaf.people[leaf.person]
        self._show_names()
        self.jump_to(person.mentions[mention][0])
        self.say(f"{person.name}, mention {mention + 1} of {len(person.mentions)}")

    @staticmethod
    def _no_more(what: str, step: int, any_at_all: bool) -> str:
        if not any_at_all:
            return f"There is no {what} here"
        return f"No further {what}" if step > 0 else f"No earlier {what}"

    def _go_to_quote(self, quote: int) -> None:
        leaf = self.leaf
        leaf.choose_quote(quote)
        self._view.set_current(quote)
        self._show_names()
        self._quotes.follow()
        self._people.follow()
        self.jump_to(leaf.position(quote))

    def on_article_view_quote_clicked(self, event: ArticleView.QuoteClicked) -> None:
        """Light the clicked quote up."""
        self._go_to_quote(event.quote)

    def on_article_view_name_clicked(self, event: ArticleView.NameClicked) -> None:
        """Select the person whose name was clicked."""
        self.leaf.choose_person(event.person)
        self._people.follow()
        self._show_names()

    def on_share_bar_clicked(self, event: ShareBar.Clicked) -> None:
        """Go to the first quote of the speaker."""
        self._go_to_quote(event.quote)

    def on_entry_list_moved(self, event: EntryList.Moved) -> None:
        """Let the text follow the panel's cursor: quotes and headings are shown, a person is selected."""
        if event.source is self._quotes:
            self._go_to_quote(self._quotes.quotes[event.entry])
        elif event.source is self._outline:
            self.jump_to(self._outline.headings[event.entry].start, at_top=True)
        else:
            self.leaf.choose_person(self._people.people[event.entry])
            self._show_names()

    def on_entry_list_chosen(self, event: EntryList.Chosen) -> None:
        """Go to the quote or heading, or to the person's first or next mention."""
        if event.source is self._quotes:
            self._go_to_quote(self._quotes.quotes[event.entry])
        elif event.source is self._outline:
            self.jump_to(self._outline.headings[event.entry].start, at_top=True)
        else:
            self.leaf.choose_person(self._people.people[event.entry])
            self.action_mention(1)

    def action_copy(self, markdown: bool = False) -> None:
        """Copy what is selected, or the current quote with its source."""
        leaf = self.leaf
        if not markdown and (selected := self.get_selected_text()):
            self.say(f"Selection {clipboard.copy(self.app, selected)}")
            return
        if leaf.current is None or leaf.article is None:
            self.say(f"Choose a quote first: {key_of('quote.next', self._keys)} goes to the next")
            return
        write = clip.as_markdown if markdown else clip.as_text
        went = clipboard.copy(self.app, write(leaf.quotes[leaf.current], leaf.article))
        self.say(f"Quote {'as Markdown ' if markdown else ''}{went}")

    def action_copy_text(self) -> None:
        """Copy what is selected, or leave the key to others: ctrl+c then ends the reader."""
        selected = self.get_selected_text()
        if not selected:
            raise SkipAction
        self.say(f"Selection {clipboard.copy(self.app, selected)}")
