"""The last row: what is going on, and the keys that matter now."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Literal

from rich.segment import Segment
from rich.style import Style
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

from reader.sanitise import one_line
from reader.tui.cells import shorten, width
from reader.tui.keys import COMMANDS, Command, keys_of

if TYPE_CHECKING:
    from collections.abc import Mapping

Situation = Literal["reading", "loading", "failed", "library"]

_GAP = "  "
_NOTICE_SECONDS = 4.0

# In the order in which they are needed by someone who has never seen the reader.
_NEEDED: dict[Situation, tuple[str, ...]] = {
    "reading": ("help", "quote.next", "quit", "speaker.next", "copy", "focus.next", "find"),
    "loading": ("cancel", "quit", "open", "help"),
    "library": (
        "library.help",
        "library.search",
        "library.quit",
        "shelf.next",
        "library.add",
        "library.remove",
    ),
    "failed": ("retry", "quit", "open", "help"),
}


class StatusLine(Widget):
    """One row; the text at the left keeps its room, and as many key hints as fit stand at the right."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"status--key", "status--hint", "status--notice"}
    ALLOW_SELECT = False

    keys: Mapping[str, str] = {}
    """The keys that the user has chosen for commands."""

    text: reactive[str] = reactive("")
    """What is going on."""
    notice: reactive[str] = reactive("")
    """What was just done; it stands in the place of the text until the next key."""

    situation: reactive[Situation] = reactive("reading")
    """Which keys matter."""

    def say(self, notice: str) -> None:
        """Tell the user something for a few seconds."""
        notice = one_line(notice)
        self.notice = notice
        self.set_timer(_NOTICE_SECONDS, lambda: self._unsay(notice))

    def _unsay(self, notice: str) -> None:
        if self.notice == notice:
            self.notice = ""

    def render_line(self, y: int) -> Strip:
        """Return the row."""
        base, room = self.rich_style, self.size.width
        left = shorten(self.notice or self.text, max(room - 2, 0))
        hints = self._fitting(room - width(left) - 2)
        style = self._component("notice") if self.notice else Style.null()
        parts = [Segment(" ", base), Segment(left, base + style)]
        taken = sum(map(self._hint_width, hints))
        parts.append(Segment(" " * max(room - 1 - width(left) - taken - 1, 1), base))
        for command in hints:
            click = Style.from_meta({"@click": f"screen.{command.action}"})
            parts.append(Segment(self._key(command), base + self._component("key") + click))
            parts.append(Segment(" " + command.hint + _GAP, base + self._component("hint") + click))
        return Strip(parts).adjust_cell_length(room, base)

    def _component(self, name: str) -> Style:
        return self.get_component_rich_style(f"status--{name}", partial=True)

    def _fitting(self, room: int) -> list[Command]:
        """Return the hints to show; where room is short, those that are needed least go first."""
        needed = _NEEDED[self.situation]
        hints = [command for command in COMMANDS if command.id in needed]
        for dropped in (None, *reversed(needed)):
            if sum(map(self._hint_width, hints)) <= room:
                break
            hints = [command for command in hints if command.id != dropped]
        return hints

    def _key(self, command: Command) -> str:
        return keys_of(command, self.keys)[0]

    def _hint_width(self, command: Command) -> int:
        return width(self._key(command)) + 1 + width(command.hint) + len(_GAP)
