"""The screen one reads on: the article, the panel, and what the keys do."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from textual import errors
from textual.screen import Screen

from reader.tui import clip, notes
from reader.tui.article_view import ArticleView, Page, QuoteMark
from reader.tui.entry_list import EntryList
from reader.tui.flow import Extra
from reader.tui.keys import bindings
from reader.tui.leaf import Leaf
from reader.tui.panel import Panel, PersonList, QuoteList
from reader.tui.status import StatusLine
from reader.tui.trail import Trail
from reader.worker.protocol import Analysed, Cleaned, Died, Failed, Marked, Progress, Request

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.geometry import Offset
    from textual.widget import Widget

    from reader.tui.find import FindBar, Finder
    from reader.worker.client import Worker
    from reader.worker.protocol import Event

WIDE, HIGH = 100, 16
"""From so many columns the panel stands beside the text; from so many rows it is there at all without asking."""

_TICK = 0.5  # seconds between two looks at how long the worker has been at it
_PATIENCE = 4  # ticks before the seconds are shown
_NOTICE_SECONDS = 4.0


class ReadingScreen(Screen[None]):
    """Shows one page of the trail; all state of a page is in its leaf."""

    BINDINGS = bindings("reading")
    AUTO_FOCUS = "ArticleView"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (WIDE, "-wide")]
    VERTICAL_BREAKPOINTS = [(0, "-low"), (HIGH, "-high")]

    def __init__(self, requests: list[Request], worker: Worker) -> None:
        super().__init__(classes=f"-panel-auto {_size_classes()}")
        self._worker = worker
        self._trail = Trail([Leaf(request) for request in requests])
        self._finder: Finder | None = None
        self._ticks = 0
        self._view = ArticleView()
        self._quotes = QuoteList()
        self._people = PersonList()
        self._status = StatusLine()
        self._open(self.leaf)

    @property
    def leaf(self) -> Leaf:
        """The page on the screen."""
        return self._trail.current

    def compose(self) -> ComposeResult:
        """Yield the parts."""
        self.set_class(self.leaf.document is None, "-bare")
        yield self._view
        yield Panel(self._quotes, self._people)
        yield self._status

    def on_mount(self) -> None:
        """Show what is there already."""
        self._show()
        self.set_interval(_TICK, self._tick)

    # Pages

    def _open(self, leaf: Leaf) -> None:
        if leaf.state == "idle":
            leaf.begin(self._worker.read(leaf.request))
            self._ticks = 0

    def _turn_to_current(self) -> None:
        self._close_find()
        self._open(self.leaf)
        self._show()
        self._view.focus()

    def _leave(self) -> None:
        self.leaf.place = self._view.place

    def _show(self) -> None:
        """Show the current leaf from scratch, at its place."""
        leaf = self.leaf
        document = leaf.document
        if leaf.failure is not None:
            keys = [("r", "Try again"), ("a", "Open another address"), ("q", "Back, or quit")]
            document, head = notes.failure(leaf.request.source, leaf.failure, keys)
        elif document is None or leaf.article is None:
            document, head = notes.waiting(leaf.request.source)
        else:
            head = notes.title_block(leaf.article, document)
        self.set_class(leaf.document is None, "-bare")
        self._view.show(Page(document, head, self._dropped(leaf)), leaf.place)
        self._show_quotes()

    def _dropped(self, leaf: Leaf) -> dict[int, list[Extra]] | None:
        if not leaf.dropped_shown or leaf.article is None:
            return None
        found: dict[int, list[Extra]] = {}
        for dropped in leaf.article.dropped:
            text = f"{dropped.text}  ({dropped.reason})" if dropped.reason else dropped.text
            found.setdefault(dropped.after, []).append(Extra("dropped", text))
        return found

    def _show_quotes(self) -> None:
        leaf = self.leaf
        marks = []
        title = notes.title_text(leaf.document) if leaf.document else ""
        for index in leaf.shown_quotes():
            quote, voice = leaf.quotes[index], leaf.cast.of_quote(index)
            if quote.start is not None and quote.end is not None:
                marks.append(QuoteMark(index, quote.start, quote.end, voice))
            elif (at := title.find(quote.text)) >= 0:
                marks.append(QuoteMark(index, at, at + len(quote.text), voice, in_title=True))
        self._view.set_quotes(marks, leaf.current)
        self._show_names()
        self._quotes.load(leaf)
        self._people.load(leaf)
        self._show_status()

    def _show_names(self) -> None:
        leaf = self.leaf
        if leaf.person is None:
            self._view.set_names((), None)
        else:
            self._view.set_names(leaf.people[leaf.person].mentions, leaf.cast.of_person(leaf.person))

    def take(self, event: Event) -> None:
        """Take in what the worker says, whichever page it is about."""
        for leaf in self._trail.pages():
            if isinstance(event, Died) or event.job == leaf.job:
                failed_before = leaf.failure
                leaf.take(event)
                if leaf is self.leaf and self.is_mounted:
                    self._show_news(event, new_failure=leaf.failure != failed_before)

    def _show_news(self, event: Event, *, new_failure: bool) -> None:
        match event:
            case Progress():
                self._show_status()
            case Cleaned():
                self._show()
            case Marked() | Analysed():
                self._show_quotes()
            case Failed() | Died():
                if new_failure:
                    self._show()
                else:
                    self._show_quotes()
                    self.say(self.leaf.trouble or "")

    # Status

    def say(self, notice: str) -> None:
        """Tell the user something for a few seconds."""
        self._status.notice = notice
        self.set_timer(_NOTICE_SECONDS, lambda: self._unsay(notice))

    def _unsay(self, notice: str) -> None:
        if self._status.notice == notice:
            self._status.notice = ""

    def _tick(self) -> None:
        if self.leaf.busy:
            self._ticks += 1
            self._show_status()

    def _show_status(self) -> None:
        leaf = self.leaf
        if leaf.busy:
            what = (leaf.stage or "opening") if leaf.state == "loading" else "finding who said what"
            seconds = f" · {int(self._ticks * _TICK)} s" if self._ticks >= _PATIENCE else ""
            text = f"{what[:1].upper()}{what[1:]} …{seconds}"
        elif leaf.failure is not None:
            text = "Failed"
        elif leaf.current is not None:
            shown = leaf.shown_quotes()
            number = f"{shown.index(leaf.current) + 1}/{len(shown)}" if leaf.current in shown else ""
            text = f"Quote {number}"
        else:
            text = f"{self._view.percent} %"
        if self._trail.count > 1:
            text = f"{self._trail.number}/{self._trail.count} · {text}"
        self._status.text = text

    def on_article_view_moved(self) -> None:
        """Keep the percentage right."""
        self._show_status()

    # Quotes and people

    def action_quote(self, step: int) -> None:
        """Go to the next or previous quote, or match while find is open."""
        if self._finder is not None:
            self._step_match(step)
            return
        quote = self.leaf.next_quote(step, self._view.seen)
        if quote is None:
            self.say(self._no_more("quote", step, bool(self.leaf.shown_quotes())))
        else:
            self._go_to_quote(quote)

    def action_same_speaker(self, step: int) -> None:
        """Go to the next or previous quote of the current quote's speaker."""
        if self.leaf.current is None:
            self.action_quote(step)
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
        if leaf.person is None:
            self.say("No people found yet" if leaf.busy else "Nobody is named in this article")
        elif mention is None:
            self.say(self._no_more(f"mention of {leaf.people[leaf.person].name}", step, True))
        else:
            leaf.mention = mention
            self._show_names()
            self._view.go_to(leaf.people[leaf.person].mentions[mention][0])

    def action_filter(self) -> None:
        """Show only the selected person's quotes, or all again."""
        leaf = self.leaf
        if leaf.person is None:
            self.say("Choose a person first: tab goes to the list of people")
            return
        if not leaf.only_person and not leaf.people[leaf.person].quotes:
            self.say(f"{leaf.people[leaf.person].name} is not quoted")
            return
        leaf.only_person = not leaf.only_person
        self._show_quotes()
        self.say(f"Only {leaf.people[leaf.person].name}" if leaf.only_person else "All quotes")

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

    def on_article_view_link_clicked(self, event: ArticleView.LinkClicked) -> None:
        """Read the link here."""
        self._visit(event.href)

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

    # Finding

    def action_find(self) -> None:
        """Open the field for what to find."""
        if self.leaf.document is None:
            return
        from reader.tui.find import FindBar, Finder

        if self._finder is None:
            self._finder = Finder(self.leaf.document.text)
            self.mount(FindBar())
        else:
            self.query_one(FindBar).take_focus()

    def on_find_bar_changed(self, event: FindBar.Changed) -> None:
        """Light up what matches."""
        if self._finder is not None:
            self._finder.search(event.query, self._view.seen[0])
            self._show_match()

    def on_find_bar_step(self, event: FindBar.Step) -> None:
        """Go to the next or previous match."""
        self._step_match(event.step)

    def on_find_bar_done(self) -> None:
        """Give the keys back to the text."""
        self._view.focus()

    def _step_match(self, step: int) -> None:
        if self._finder is not None:
            self._finder.step(step)
            self._show_match()

    def _show_match(self) -> None:
        from reader.tui.find import FindBar

        finder = self._finder
        if finder is None:
            return
        self._view.set_matches(finder.matches, finder.current)
        for bar in self.query(FindBar):
            bar.show_count(finder.current, len(finder.matches))
        if finder.start is not None:
            self._view.go_to(finder.start)

    def _close_find(self) -> bool:
        if self._finder is None:
            return False
        from reader.tui.find import FindBar

        self._finder = None
        self.query(FindBar).remove()
        self._view.set_matches((), None)
        self._view.focus()
        return True

    def action_outline(self) -> None:
        """Choose a heading to go to."""
        document = self.leaf.document
        headings = [block for block in document.blocks if block.kind == "heading"] if document else []
        if document is None or not headings:
            self.say("This article has no headings")
            return
        from reader.tui.screens.overlay import Chooser

        top = min(block.level for block in headings)
        entries = [
            ("  " * (block.level - top) + " ".join(document.text[block.start : block.end].split()), "")
            for block in headings
        ]
        here = sum(block.start <= self._view.seen[0] + 1 for block in headings) - 1

        def go(choice: int | None) -> None:
            if choice is not None:
                self._view.go_to(headings[choice].start, at_top=True)

        self.app.push_screen(Chooser("Outline", entries, "⏎ goes there, esc closes", max(here, 0)), go)

    # Other pages

    def action_links(self) -> None:
        """Choose a link to read here."""
        document = self.leaf.document
        links = [style for style in document.styles if style.href] if document else []
        if document is None or not links:
            self.say("This article has no links")
            return
        from reader.tui.screens.overlay import Chooser

        entries = [
            (" ".join(document.text[link.start : link.end].split()) or link.href or "", link.href or "")
            for link in links
        ]

        def read(choice: int | None) -> None:
            if choice is not None:
                self._visit(links[choice].href or "")

        self.app.push_screen(Chooser(f"Links {len(links)}", entries, "⏎ reads it here, esc closes"), read)

    def action_address(self) -> None:
        """Ask for an address and read it here."""
        from reader.tui.screens.address import AddressScreen

        def read(source: str | None) -> None:
            if source:
                self._visit(source)

        self.app.push_screen(AddressScreen(), read)

    def _visit(self, source: str) -> None:
        self._leave()
        now = self.leaf.request
        self._trail.visit(Leaf(Request(source, timeout=now.timeout, analyse=now.analyse)))
        self._turn_to_current()

    def action_travel(self, step: int) -> None:
        """Go back or forward in the history of links."""
        self._leave()
        if self._trail.travel(step):
            self._turn_to_current()
        else:
            self.say("No page before this one" if step < 0 else "No page after this one")

    def action_article(self, step: int) -> None:
        """Go to the next or previous article of the stack."""
        self._leave()
        if self._trail.turn(step):
            self._turn_to_current()
        else:
            self.say("This is the last article" if step > 0 else "This is the first article")

    def action_browser(self) -> None:
        """Open the page's address in the browser."""
        leaf = self.leaf
        url = (leaf.article.url if leaf.article else None) or leaf.request.source
        if url.startswith(("https://", "http://")):
            self.app.open_url(url)
            self.say("Opened in the browser")
        else:
            self.say("This page has no web address")

    def action_retry(self) -> None:
        """Read the page again after a failure."""
        leaf = self.leaf
        if leaf.failure is None and leaf.trouble is None:
            self.say("Nothing failed")
            return
        leaf.place = self._view.place if leaf.document else None
        leaf.begin(self._worker.read(leaf.request))
        self._ticks = 0
        self._show()

    def action_dropped(self) -> None:
        """Show or hide what cleaning dropped."""
        leaf = self.leaf
        if leaf.article is None or not leaf.article.dropped:
            self.say("Cleaning dropped no lines here")
            return
        leaf.dropped_shown = not leaf.dropped_shown
        self._leave()
        self._show()
        count = len(leaf.article.dropped)
        self.say(f"{count} dropped line{'s'[: count != 1]} {'shown' if leaf.dropped_shown else 'hidden'}")

    # Window

    def action_panel(self) -> None:
        """Hide or show the panel."""
        visible = self.query_one(Panel).display
        self.remove_class("-panel-auto")
        self.set_class(visible, "-no-panel")
        if visible:
            self._view.focus()

    def action_focus_part(self, step: int) -> None:
        """Go from the text to the quotes to the people, or back."""
        parts: list[Widget] = [self._view, self._quotes, self._people]
        if self.has_class("-bare"):
            return
        if not self.query_one(Panel).display:
            self.remove_class("-panel-auto", "-no-panel")
        at = parts.index(self.focused) if self.focused in parts else 0
        parts[(at + step) % len(parts)].focus()

    def action_help(self) -> None:
        """Show all keys."""
        from reader.tui.screens.help import HelpScreen

        self.app.push_screen(HelpScreen())

    def action_cancel(self) -> None:
        """Close find, else leave the panel, else stop the worker's work for this page."""
        leaf = self.leaf
        if self._close_find():
            return
        if self.focused in (self._quotes, self._people):
            self._view.focus()
        elif self.selections:
            self.clear_selection()
        elif leaf.busy and leaf.job is not None:
            self._worker.cancel(leaf.job)
            leaf.cancelled()
            self._show()

    def action_leave(self) -> None:
        """Go back if this page was reached by a link, else quit."""
        if self._trail.came_by_link:
            self.action_travel(-1)
        else:
            self.app.exit()

    def get_widget_and_offset_at(self, x: int, y: int) -> tuple[Widget | None, Offset | None]:
        """Return the widget at a cell of the screen, and in the article the code point and item for selecting.

        Textual would look for offsets in the styles of what was painted, and count cells itself.
        """
        try:
            widget, region = self.get_widget_at(x, y)
        except errors.NoWidget:
            return None, None
        if isinstance(widget, ArticleView):
            return widget, widget.content_offset_at(x - region.x, y - region.y)
        return super().get_widget_and_offset_at(x, y)


def _size_classes() -> str:
    """Return the classes for the terminal as it is: what is right from the start need not be styled twice."""
    columns, rows = shutil.get_terminal_size()
    return f"{'-wide' if columns >= WIDE else '-narrow'} {'-high' if rows >= HIGH else '-low'}"
