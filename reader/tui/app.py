"""The Textual app: themes, signals, the worker's events, and what happens when something goes wrong."""

from __future__ import annotations

import asyncio
import contextlib
import gc
import logging
import signal
from collections import deque
from typing import TYPE_CHECKING, ClassVar

from textual.app import App, SystemCommand
from textual.message import Message

from reader import settings
from reader.tui import colours, themes
from reader.tui.keys import COMMANDS, bindings, keys_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from rich.console import RenderableType
    from textual import events
    from textual.actions import ActionParseResult
    from textual.dom import DOMNode
    from textual.screen import Screen
    from textual.theme import Theme

    from reader.tui.leaf import Leaf
    from reader.tui.screens.reading import ReadingScreen
    from reader.worker.client import Worker
    from reader.worker.protocol import Event, Request

_log = logging.getLogger(__name__)

INTERRUPTED = 128 + signal.SIGINT
"""The exit code after Ctrl-C."""

_SIGNALS = [getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)]


class ReaderApp(App[None], inherit_bindings=False):
    """Shows what some requests bring; the worker reads them in a process of its own."""

    TITLE = "pullquote"
    BINDINGS: ClassVar = bindings("app")
    CSS_PATH: ClassVar = [themes.styles_folder() / "reader.tcss"]

    class News(Message):
        """The worker has said something: look into the inbox."""

    def __init__(
        self,
        requests: list[Request],
        worker: Worker,
        theme: str | None = None,
        *,
        measure: int | None = None,
        keys: Mapping[str, str] | None = None,
        library: Path | None = None,
        browsing: Request | None = None,
    ) -> None:
        """Read `requests`, or show the library and read what is opened there as `browsing` is."""
        self.failure: str | None = None
        """What went wrong, when the app ended by itself; one line."""
        self._inbox: deque[Event] = deque()
        # Chosen before anything is styled: changed afterwards, all styles would be read twice.
        self.set_reactive(App.theme, theme or themes.preferred())
        # A default screen's own styles are not read.
        super().__init__(
            css_path=[*self.CSS_PATH, themes.styles_folder() / "library.tcss"] if browsing else None
        )
        self._keys = keys or {}
        self.set_keymap(self._keys)
        self._worker, self._measure = worker, measure
        self._library, self._browsing = library, browsing
        self._reading = self._reader(requests) if browsing is None else None
        worker.listen(self._hear)
        self._take_news()  # what is there already is shown with the first frame

    def _reader(self, pages: Sequence[Request | Leaf]) -> ReadingScreen:
        from reader.tui.screens.reading import ReadingScreen  # the library shows without it

        return ReadingScreen(
            pages, self._worker, measure=self._measure, keys=self._keys, library=self._library
        )

    def get_default_screen(self) -> Screen[None]:
        """Return the screen one reads on, or the library."""
        if self._reading is not None:
            return self._reading
        if self._library is None or self._browsing is None:
            raise AssertionError("there is something to read, or a library")
        from reader.tui.screens.library_keys import LibraryScreen

        return LibraryScreen(self._library, self._browsing, self._keys, self.read)

    def read(self, pages: Sequence[Request | Leaf]) -> ReadingScreen:
        """Read something above the screen that is shown; leaving it leads back."""
        self._reading = self._reader(pages)
        self.push_screen(self._reading)
        return self._reading

    @property
    def available_themes(self) -> dict[str, Theme]:
        """Our own themes and Textual's, by name."""
        return themes.ALL

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Return the colours of speakers and shades of text for the current theme."""
        return colours.variables(self.current_theme)

    def on_mount(self) -> None:
        """Take in what came before there was a screen, and end cleanly on signals."""
        self._take_news()
        self.call_after_refresh(gc.enable)  # `run` keeps it off until the first text is there
        loop = asyncio.get_running_loop()
        for number in _SIGNALS:
            # Neither Windows nor a thread other than the main one has them.
            with contextlib.suppress(NotImplementedError, RuntimeError, ValueError):
                loop.add_signal_handler(number, self.exit, None, 128 + number)

    def on_key(self, event: events.Key) -> None:
        """Count what is typed before a key; this comes right before the key's binding is looked for."""
        if self._reading is not None:
            self._reading.hear_key(event.key)

    def exit(self, result: None = None, return_code: int = 0, message: RenderableType | None = None) -> None:
        """Remember where reading goes on, while the screen still knows it, and end."""
        if self._reading is not None:
            self._reading.keep_place()
        super().exit(result, return_code, message)

    async def run_action(
        self,
        action: str | ActionParseResult,
        default_namespace: DOMNode | None = None,
        namespaces: Mapping[str, DOMNode] | None = None,
    ) -> bool:
        """Perform an action; where anybody may sit at the keys, only one that is fit for anybody."""
        if settings.served() == "locked":
            from reader.tui.served import is_refused

            if is_refused(action):
                if self._reading is not None:
                    self._reading.say("Not here: this reader shows only what it was opened with")
                return True
        return await super().run_action(action, default_namespace, namespaces)

    def _hear(self, event: Event) -> None:
        """Called from the worker's thread."""
        self._inbox.append(event)
        if self.is_running:
            self.post_message(self.News())

    def on_reader_app_news(self) -> None:
        """Pass on what the worker says."""
        self._take_news()

    def _take_news(self) -> None:
        while self._inbox:
            event = self._inbox.popleft()
            if self._reading is not None:
                self._reading.take(event)

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """Yield what the command palette offers: the commands of the reader, and the themes."""
        reading = screen is self._reading
        if reading or self._browsing is not None:
            for command in COMMANDS:
                if command.palette and (command.where == "library") != reading:
                    yield SystemCommand(
                        command.label,
                        f"Key {keys_of(command, self._keys)[0]}",
                        lambda action=command.action: self.call_later(screen.run_action, action),
                    )
        yield SystemCommand("Theme", "Choose other colours", self.action_change_theme)

    def action_interrupt(self) -> None:
        """End as Ctrl-C ends any program."""
        self.exit(return_code=INTERRUPTED)

    # What goes wrong: Textual would print a traceback with the values of all variables, article included.

    def panic(self, *renderables: RenderableType) -> None:
        """End the app without printing what Textual has to say."""
        self._end_after(self._exception)

    def _fatal_error(self) -> None:
        self._end_after(self._exception)

    def _end_after(self, error: Exception | None) -> None:
        if self.failure is None:
            self.failure = f"{type(error).__name__}: {error}".splitlines()[0] if error else "unknown error"
            _log.error("the reader ended after an error", exc_info=error)
        self._close_messages_no_wait()
