"""The keys that go from quote to quote and from person to person."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.tui import clip
from reader.tui.screens.page import PageScreen

if TYPE_CHECKING:
    from reader.tui.article_view import ArticleView
    from reader.tui.entry_list import EntryList


class QuoteKeys(PageScreen):
    """What goes to a quote or a mention, copies, and filters."""

    def action_quote(self, step: int) -> None:
        """Go to the next or previous quote."""
        quote = self.leaf.next_quote(step, self._view.seen)
        if quote is None:
            self.say(self._no_more("quote", step, bool(self.leaf.shown_quotes())))
        else:
            self._go_to_quote(quote)

    def action_same_speaker(self, step: int) -> None:
        """Go to the next or previous quote of the current quote's speaker."""
        if self.leaf.current is None:
            QuoteKeys.action_quote(self, step)  # a quote even while n and p step through matches
            return
        quote = self.leaf.next_quote(step, self._view.seen, same_speaker=True)
        if quote is None:
            self.say(self._no_more("quote of this speaker", step, True))
        else:
            self._go_to_quote(quote)

    def action_mention(self, step: int) -> None:
        """Go to the next or previous mention of the selected person."""
        leaf = self.leaf
        if leaf.person is None and leaf.people:
            leaf.choose_person(0)
            self._people.follow()
        mention = leaf.next_mention(step, self._view.seen)
        if leaf.person is None and leaf.trouble is not None:
            self.say_trouble()
        elif leaf.person is None:
            self.say("No people found yet" if leaf.busy else "Nobody is named in this article")
        elif mention is None:
            self.say(self._no_more(f"mention of {leaf.people[leaf.person].name}", step, True))
        else:
            leaf.mention = mention
            person = leaf.people[leaf.person]
            self._show_names()
            self._view.go_to(person.mentions[mention][0])
            self.say(f"{person.name}, mention {mention + 1} of {len(person.mentions)}")

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
            self.say(f"With {count} statement{'' if count == 1 else 's'} without marks")
        else:
            self.say("Only what stands in marks")
        self._show_quotes()

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
        self._view.go_to(leaf.position(quote))

    def on_article_view_quote_clicked(self, event: ArticleView.QuoteClicked) -> None:
        """Light the clicked quote up."""
        self._go_to_quote(event.quote)

    def on_article_view_name_clicked(self, event: ArticleView.NameClicked) -> None:
        """Select the person whose name was clicked."""
        self.leaf.choose_person(event.person)
        self._people.follow()
        self._show_names()

    def on_entry_list_moved(self, event: EntryList.Moved) -> None:
        """Let the text follow the panel's cursor: quotes are shown, a person is selected."""
        if event.source is self._quotes:
            self._go_to_quote(self._quotes.quotes[event.entry])
        else:
            self.leaf.choose_person(event.entry)
            self._show_names()

    def on_entry_list_chosen(self, event: EntryList.Chosen) -> None:
        """Go to the quote, or to the person's first or next mention."""
        if event.source is self._quotes:
            self._go_to_quote(self._quotes.quotes[event.entry])
        else:
            self.leaf.choose_person(event.entry)
            self.action_mention(1)

    def action_copy(self, markdown: bool = False) -> None:
        """Copy the current quote to the terminal's clipboard."""
        leaf = self.leaf
        if leaf.current is None or leaf.article is None:
            self.say("Choose a quote first: n goes to the next")
            return
        write = clip.as_markdown if markdown else clip.as_text
        self.app.copy_to_clipboard(write(leaf.quotes[leaf.current], leaf.article))
        self.say(f"Quote sent to the terminal's clipboard{' as Markdown' if markdown else ''}")
