"""Going to other pages: by link, address, history and in the stack of articles; reading one again."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from reader.counted import counted
from reader.sanitise import one_line
from reader.settings import served
from reader.tui.leaf import Leaf
from reader.tui.screens.page import PageScreen
from reader.worker.protocol import Request

if TYPE_CHECKING:
    from reader.tui.article_view import ArticleView

_OF_NOTE = 200
"""Code points of a footnote that stand in the list of links."""


class TravelKeys(PageScreen):
    """What replaces the page on the screen, or shows it otherwise."""

    def action_links(self) -> None:
        """Choose a link to read here."""
        from reader.tui.footnotes import footnotes

        document = self.leaf.document
        links = (
            [(style.start, style.end, style.href) for style in document.styles if style.href]
            if document
            else []
        )
        notes = footnotes(document) if document else []
        if document is None or not (links or notes):
            self.say("This article has no links")
            return
        from reader.tui.screens.overlay import Chooser

        text = document.text
        entries = [
            (one_line(text[start:end]) or "(no words)", one_line(href)) for start, end, href in links
        ] + [
            (text[note.start : note.end], one_line(text[note.note : note.note + _OF_NOTE])) for note in notes
        ]

        def read(choice: int | None) -> None:
            if choice is None:
                return
            if choice < len(links):
                self._visit(links[choice][2])
            else:
                self.jump_to(notes[choice - len(links)].note)

        title = f"Links {len(links)}" if links else ""
        title += f"{', n' if links else 'N'}otes {len(notes)}" if notes else ""
        self.app.push_screen(
            Chooser(title, entries, "⏎ or its number goes there, esc closes", numbered=True), read
        )

    def on_article_view_note_clicked(self, event: ArticleView.NoteClicked) -> None:
        """Go to the note, or from the note back to its mark."""
        self.jump_to(event.offset)

    def on_article_view_link_clicked(self, event: ArticleView.LinkClicked) -> None:
        """Read the link here."""
        self._visit(event.href)

    def action_address(self) -> None:
        """Ask for an address and read it here."""
        from reader.tui.screens.address import AddressScreen

        def read(source: str | None) -> None:
            if source:
                self._visit(source)

        self.app.push_screen(AddressScreen(), read)

    def _visit(self, source: str) -> None:
        if served() == "locked":
            # Nothing is fetched from here for a stranger; the link is fine in the stranger's own browser.
            from reader.fetch.addresses import is_web

            if is_web(source):
                self.app.open_url(source)
            return
        self._leave()
        now = self.leaf.request
        self._trail.visit(
            Leaf(
                Request(
                    source,
                    timeout=now.timeout,
                    analyse=now.analyse,
                    all_pages=now.all_pages,
                    caching=now.caching,
                )
            )
        )
        self.turn_page()

    def action_travel(self, step: int) -> None:
        """Go back or forward in the history of links."""
        self._leave()
        if self._trail.travel(step):
            self.turn_page()
        else:
            self.say("No page before this one" if step < 0 else "No page after this one")

    def action_article(self, step: int) -> None:
        """Go to the next or previous article of the stack."""
        self._leave()
        if self._trail.turn(step):
            self.turn_page()
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

    def action_reload(self) -> None:
        """Read the page again, and come back to the same place of it; its server is asked, whatever is kept of it."""
        leaf = self.leaf
        if leaf.state == "loading":
            self.say("It is being read")
            return
        if leaf.request.kept is not None and leaf.article is not None:
            # Not from the library, where it would be the same for ever.
            leaf.request = leaf.request._replace(source=leaf.article.url or leaf.article.source, kept=None)
        request = leaf.request
        if request.source == "-" and request.data is None:
            self.say("It came through a pipe: there is no place to read it from again")
            return
        if request.caching is not None:
            request = request._replace(caching=replace(request.caching, again=True))
        leaf.begin(self._worker.read(request))
        self._ticks = 0
        if leaf.document is None:
            self.show_page()
        else:
            self._show_status()

    def action_jump(self, step: int) -> None:
        """Go back to where the user was before a jump, or forward again."""
        jumps = self.leaf.jumps
        for _ in range(self._count.take()):
            place = jumps.back(self._view.place) if step < 0 else jumps.forward()
            if place is None:
                self.say("No place before this one" if step < 0 else "No place after this one")
                return
            self._view.go_back(*place)

    def action_export(self) -> None:
        """Ask for a file and a format, and write the article there."""
        leaf = self.leaf
        if leaf.article is None or leaf.document is None:
            self.say("There is no article to export yet")
            return
        from reader.model import Reading
        from reader.tui.screens.export import ExportScreen

        def tell(written: str | None) -> None:
            if written:
                self.say(written)

        reading = Reading(leaf.article, leaf.document, leaf.analysis)
        self.app.push_screen(ExportScreen(reading), tell)

    def action_dropped(self) -> None:
        """Show or hide what cleaning dropped."""
        leaf = self.leaf
        if leaf.article is None or not leaf.article.dropped:
            self.say("Cleaning dropped no lines here")
            return
        leaf.dropped_shown = not leaf.dropped_shown
        self._leave()
        self.show_page()
        count = len(leaf.article.dropped)
        self.say(f"{counted(count, 'dropped line')} {'shown' if leaf.dropped_shown else 'hidden'}")
