"""What a page is shown with: the article, the panel and the status line, kept in step with the leaf."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from textual.screen import Screen

from reader.sanitise import one_line
from reader.tui import notes
from reader.tui.article_rows import MEASURE, Page
from reader.tui.article_view import ArticleView
from reader.tui.cast import DOUBTFUL
from reader.tui.cells import shorten
from reader.tui.counts import Count
from reader.tui.kept_articles import KeptArticles
from reader.tui.keys import key_of
from reader.tui.leaf import Leaf
from reader.tui.markings import QuoteMark
from reader.tui.outline_list import OutlineList
from reader.tui.panel import Panel
from reader.tui.panel_sizes import HIGH, WIDE, PanelSizes
from reader.tui.person_list import PersonList
from reader.tui.quote_list import QuoteList
from reader.tui.share_bar import ShareBar
from reader.tui.status import StatusLine
from reader.tui.trail import Trail
from reader.worker.protocol import (
    Analysed,
    Cleaned,
    Died,
    Failed,
    Marked,
    Opening,
    Progress,
    Request,
    from_network,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from textual.app import ComposeResult

    from reader.worker.client import Worker
    from reader.worker.protocol import Event

_TICK = 0.5  # seconds between two looks at how long the worker has been at it
_PATIENCE = 4  # ticks before the seconds are shown
_NAME = 20  # cells of the speaker's name in the status line at most


class PageScreen(Screen[None]):
    """Shows one page of the trail; all state of a page is in its leaf.  Keys come with the subclasses."""

    AUTO_FOCUS = "ArticleView"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (WIDE, "-wide")]  # noqa: RUF012 - as Textual declares it
    VERTICAL_BREAKPOINTS = [(0, "-low"), (HIGH, "-high")]  # noqa: RUF012

    def __init__(
        self,
        requests: Sequence[Request | Leaf],
        worker: Worker,
        *,
        measure: int | None = None,
        keys: Mapping[str, str] | None = None,
        library: Path | None = None,
    ) -> None:
        super().__init__(classes=f"-panel-auto {_size_classes()}")
        self._worker = worker
        self._trail = Trail([each if isinstance(each, Leaf) else Leaf(each) for each in requests])
        self._ticks = 0
        self._keys = keys or {}
        self._articles = KeptArticles(library) if library else None
        self._count = Count()
        self._wanted: dict[
            int, tuple[Leaf, str]
        ] = {}  # pictures on their way, by job: the page and the address
        self._failed: set[str] = set()
        self._view = ArticleView()
        self._view.measure = measure or MEASURE
        self._panel = Panel()
        self._panel_sizes = PanelSizes()
        self._shares = ShareBar()
        self._quotes = QuoteList()
        self._people = PersonList()
        self._outline = OutlineList()
        for part in (self._view, self._quotes, self._people, self._outline):
            part.repeat = self._count.take
        self._status = StatusLine()
        self._status.keys = self._keys
        self._open(self.leaf)

    @property
    def leaf(self) -> Leaf:
        """The page on the screen."""
        return self._trail.current

    def on_unmount(self) -> None:
        """Give up what is under way for nobody."""
        for leaf in self._trail.pages():
            if leaf.state == "loading" and leaf.job is not None:
                self._worker.cancel(leaf.job)

    def compose(self) -> ComposeResult:
        """Yield the parts."""
        self._make_room()
        yield self._view
        yield self._panel
        yield self._status

    def on_mount(self) -> None:
        """Show what is there already: the text with the first frame, the lists of the panel with the second."""
        self.show_page()
        self.say_trouble()
        self.call_after_refresh(self._panel.mount, self._shares, self._quotes, self._people, self._outline)
        self.set_interval(_TICK, self._tick)
        if from_network(self.leaf.request):
            self.call_after_refresh(self._worker.release)

    # Pages

    def _open(self, leaf: Leaf) -> None:
        if leaf.state == "idle":
            leaf.begin(self._worker.read(leaf.request))
            self._ticks = 0

    def turn_page(self) -> None:
        """Show the trail's current page."""
        self._open(self.leaf)
        self.show_page()
        self._view.focus()
        self.say_trouble()  # it may have come while another page was on the screen

    def _leave(self) -> None:
        self.leaf.place = self._view.place

    def show_page(self) -> None:
        """Show the current leaf from scratch, at its place."""
        leaf = self.leaf
        article, document = leaf.opening or (leaf.article, leaf.document)
        if leaf.failure is not None:
            offered = (("retry", "Try again"), ("open", "Open another address"), ("quit", "Back, or quit"))
            keys = [(key_of(command, self._keys), label) for command, label in offered]
            document, head = notes.failure(leaf.request.source, leaf.failure, keys)
        elif document is None or article is None:
            document, head = notes.waiting(leaf.request.source)
        else:
            head = notes.title_block(article, document)
        self._make_room()
        beside = notes.beside_the_text(leaf.article, everything=leaf.dropped_shown)
        if leaf.highlights and leaf.document is not None:
            beside = notes.with_notes(beside, leaf.document, leaf.highlights)
        self._view.show(Page(document, head, beside), leaf.place)
        self._view.hang(leaf.shown_pictures())
        self._view.set_highlights(
            (mark.start, mark.end)
            for mark in leaf.highlights
            if mark.start is not None and mark.end is not None
        )
        if leaf.document is not None or leaf.failure is not None:
            self.call_after_refresh(self._worker.release)
        self._show_quotes()

    def _make_room(self) -> None:
        """Give the panel its room as soon as there is a text to stand beside."""
        self.set_class(self.leaf.document is None and self.leaf.opening is None, "-bare")

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
        self._view.set_people([person.mentions for person in leaf.people])
        self._show_names()
        self.set_class(leaf.state == "done" and not leaf.quotes and not leaf.people, "-quiet")
        self._shares.load(leaf)
        self._quotes.load(leaf)
        self._people.load(leaf)
        self._show_status()

    def jump_to(self, offset: int, *, at_top: bool = False) -> None:
        """Bring an offset into sight, and remember the place that is left if the text moves."""
        before, top = self._view.place, self._view.scroll_offset.y
        self._view.go_to(offset, at_top=at_top)
        if self._view.scroll_offset.y != top:
            self.leaf.jumps.leave(before)

    def hear_key(self, key: str) -> None:
        """Count what is typed before a key."""
        before = self._count.typed
        self._count.hear(key)
        if before or self._count.typed:
            self._show_status()

    def _show_names(self) -> None:
        leaf = self.leaf
        if leaf.person is None:
            self._view.set_names((), None, None)
        else:
            mentions = leaf.people[leaf.person].mentions
            self._view.set_names(mentions, leaf.cast.of_person(leaf.person), leaf.mention)

    def take(self, event: Event) -> None:
        """Take in what the worker says, whichever page it is about."""
        if isinstance(event, Cleaned) and self.is_mounted and (self.leaf.document or self.leaf.opening):
            self.leaf.place = (
                self._view.place
            )  # the reader may have gone on in the beginning, or in the text of before
        for leaf in self._trail.pages():
            if leaf.take(event) and leaf is self.leaf and self.is_mounted:
                self._show_news(event)

    def _show_news(self, event: Event) -> None:
        match event:
            case Progress():
                self._show_status()
            case Opening() | Cleaned():
                self.show_page()
            case Marked() | Analysed():
                self._show_quotes()
            case Failed() | Died():
                if self.leaf.failure is not None:
                    self.show_page()
                else:
                    self._show_quotes()
                    self.say_trouble()

    # Status

    def say(self, notice: str) -> None:
        """Tell the user something for a few seconds."""
        self._status.say(notice)

    def say_trouble(self) -> None:
        """Tell the user why there are no speakers and people, if that is so."""
        if self.leaf.trouble is not None:
            self.say(self.leaf.trouble)

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
            voice = leaf.cast.of_quote(leaf.current)
            text = f"{number} {shorten(voice.name, _NAME)}" if voice else f"Quote {number}"
            text += " ?" * (voice is not None and leaf.quotes[leaf.current].confidence < DOUBTFUL)
        else:
            text = f"{self._view.percent} %"
        if self._count.typed:
            text = f"{self._count.typed} ×"
        if self._trail.count > 1:
            text = f"{self._trail.number}/{self._trail.count} · {text}"
        self._status.text = one_line(text)
        if leaf.failure is not None:
            self._status.situation = "failed"
        else:
            self._status.situation = "loading" if leaf.document is None else "reading"

    def on_article_rows_moved(self) -> None:
        """Keep the percentage right."""
        self._show_status()

    def on_article_rows_jumped(self, event: ArticleView.Jumped) -> None:
        """Remember the place that was left."""
        self.leaf.jumps.leave(event.place)


def _size_classes() -> str:
    """Return the classes for the terminal as it is: what is right from the start need not be styled twice."""
    columns, rows = shutil.get_terminal_size()
    return f"{'-wide' if columns >= WIDE else '-narrow'} {'-high' if rows >= HIGH else '-low'}"
