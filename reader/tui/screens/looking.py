"""Pictures: fetched when they are asked for, or as they come into sight where the user wants that."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.settings import images
from reader.tui.screens.page import PageScreen
from reader.worker.protocol import Died, NotPictured, Pictured

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from reader.model import Image
    from reader.tui.article_view import ArticleView
    from reader.worker.protocol import Event

_AT_ONCE = 4
"""Pictures that are fetched at the same time."""


class PictureKeys(PageScreen):
    """What shows pictures."""

    def action_pictures(self) -> None:
        """Show the pictures in sight, or the next one below; where all are shown, hide them."""
        if not self._view.has_images():
            self.say("This article has no pictures")
        elif not self._may_look():
            return
        else:
            here = self._view.images_in_sight()
            if not here:
                before = self._view.place
                if self._view.go_to_image():
                    self.leaf.jumps.leave(before)
                    here = self._view.images_in_sight()
            if here:
                self._show_or_hide(here)
            else:
                self.say("No picture below this place")

    def on_article_view_image_clicked(self, event: ArticleView.ImageClicked) -> None:
        """Show the picture that was clicked, or hide it."""
        if self._may_look():
            self._show_or_hide([event.image])

    def _may_look(self) -> bool:
        """Tell whether pictures can and may be shown; say why not."""
        if images() == "never":
            self.say('Pictures are off here: images = "never"')
            return False
        from reader.tui import pictures  # only those who want pictures wait for it

        if not pictures.installed():
            self.say(pictures.HOW_TO_GET)
            return False
        return True

    def _show_or_hide(self, these: Sequence[Image]) -> None:
        leaf = self.leaf
        addresses = [image.address for image in these if image.address]
        if not addresses:
            self.say("The page does not say where this picture is")
            return
        shown = leaf.shown_pictures()
        missing = [address for address in addresses if address not in shown]
        if not missing:
            leaf.folded.update(addresses)
        leaf.folded.difference_update(missing)
        self._failed.difference_update(missing)
        self._fetch(address for address in missing if address not in leaf.pictures)
        self._view.hang(leaf.shown_pictures())

    def _fetch(self, addresses: Iterable[str]) -> None:
        from reader.fetch.addresses import host_of
        from reader.tui import pictures

        leaf = self.leaf
        asked = {address for _, address in self._wanted.values()}
        for address in dict.fromkeys(addresses):
            if address in asked:
                continue
            pictures.get_ready(self.app)
            request = leaf.request
            page = leaf.article.url if leaf.article else None
            job = self._worker.picture(address, page, request.timeout, request.caching)
            self._wanted[job] = leaf, address
            self.say(f"Fetching a picture from {host_of(address)} …")

    def on_article_rows_moved(self) -> None:
        """Fetch what has come into sight, if that is wanted."""
        if images() == "always":
            self._fetch_in_sight()

    def _fetch_in_sight(self) -> None:
        from reader.tui import pictures

        if not pictures.installed():
            return
        leaf = self.leaf
        known = {*leaf.pictures, *leaf.folded, *self._failed}
        new = [image.address for image in self._view.images_in_sight() if image.address]
        room = max(_AT_ONCE - len(self._wanted), 0)
        self._fetch([address for address in new if address not in known][:room])

    def take(self, event: Event) -> None:
        """Take in what the worker says."""
        if isinstance(event, Died):
            self._wanted.clear()
        if not isinstance(event, Pictured | NotPictured):
            super().take(event)
            return
        leaf, address = self._wanted.pop(event.job, (None, ""))
        if leaf is None:
            return
        if isinstance(event, NotPictured):
            self._failed.add(address)
            self.say(f"This picture cannot be shown: {event.message}")
        else:
            leaf.keep_picture(address, event.pixels)
            self._status.notice = ""
            if leaf is self.leaf:
                self._view.hang(leaf.shown_pictures())

    def stop_fetching_pictures(self) -> bool:
        """Call off what is on its way, and tell whether anything was."""
        under_way = bool(self._wanted)
        for job, (_, address) in self._wanted.items():
            self._worker.cancel(job)
            self._failed.add(address)
        self._wanted.clear()
        return under_way
