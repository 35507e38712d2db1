"""The reader's screen in a browser: the driver that textual-serve speaks to, and what a stranger may do there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import messages
from textual.actions import parse
from textual.drivers.web_driver import WebDriver

from reader.tui.keys import COMMANDS

if TYPE_CHECKING:
    from textual.actions import ActionParseResult

MOST_COLUMNS, MOST_ROWS = 500, 200
"""Cells of the largest screen that a browser gets: it says itself how large it is."""

FOR_STRANGERS = frozenset(
    """
    quote.next quote.previous speaker.next speaker.previous capital.n capital.p mention.next mention.previous
    filter indirect order card chart names words copy copy.markdown line.down line.up page.down page.up
    half.down half.up top bottom jump.back jump.forward focus.next focus.previous list.down list.up
    list.page_down list.page_up list.first list.last list.choose find find.next find.previous outline links
    dropped back forward article.next article.previous browser retry panel help palette cancel close quit exit
    interrupt
    """.split()  # noqa: SIM905 - a list of words reads better than fifty strings
)
"""Ids of the commands that change nothing on this machine, and reach nothing but the sources that were given.

Every other command is refused where others can reach the reader, new ones until they are entered here.
"""

_REFUSED = {parse(command.action)[1] for command in COMMANDS if command.id not in FOR_STRANGERS} - {
    parse(command.action)[1] for command in COMMANDS if command.id in FOR_STRANGERS
}


def is_refused(action: str | ActionParseResult) -> bool:
    """Tell whether an action is a command of ours that a stranger may not give; widgets' own actions are none."""
    return (parse(action) if isinstance(action, str) else action)[1] in _REFUSED


class ServedDriver(WebDriver):
    """Textual's driver for browsers, which ends with its server and bounds the screen."""

    def __init__(self, *args: object, **rest: object) -> None:
        super().__init__(*args, **rest)  # type: ignore[arg-type]
        if self._size is not None:
            self._size = _bounded(*self._size)

    def run_input_thread(self) -> None:
        """Take what the server sends; when it is gone, so is whoever read here."""
        super().run_input_thread()
        self._app.post_message(messages.ExitApp())

    def on_meta(self, packet_type: str, payload: dict[str, object]) -> None:
        """Take what the browser says of itself."""
        if packet_type == "resize":
            width, height = payload.get("width"), payload.get("height")
            if not isinstance(width, int) or not isinstance(height, int):
                return
            width, height = _bounded(width, height)
            payload = {**payload, "width": width, "height": height}
        super().on_meta(packet_type, payload)


def _bounded(width: int, height: int) -> tuple[int, int]:
    return min(max(width, 1), MOST_COLUMNS), min(max(height, 1), MOST_ROWS)
