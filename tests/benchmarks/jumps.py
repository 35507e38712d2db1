"""Moving about in an article of 10,000 paragraphs against one of 40, in the app itself without a terminal."""

from __future__ import annotations

import asyncio
import time
from functools import cache
from typing import TYPE_CHECKING

from reader.analysis import mark
from reader.document import parse
from reader.model import Article
from reader.tui.app import ReaderApp
from reader.worker.protocol import Cleaned, Marked, Request
from tests.benchmarks.articles import plain_article
from tests.benchmarks.ratio import compare

if TYPE_CHECKING:
    from collections.abc import Callable

    from reader.worker.protocol import Event

_SIZE = (120, 40)
RESIZE = "resize"
"""In the place of a key: another width of the terminal."""


class _Ready:
    """A worker that has read its one article already: its text and quotes, no speakers."""

    def __init__(self, paragraphs: int) -> None:
        title, markdown = plain_article(paragraphs).split("\n\n", 1)
        article = Article("bench", None, title, None, None, None, "en", markdown)
        document = parse(article)
        self._events: list[Event] = [Cleaned(1, article, document), Marked(1, mark(document))]

    def listen(self, callback: Callable[[Event], None]) -> None:
        for event in self._events:
            callback(event)

    def read(self, request: Request) -> int:
        return 1

    def release(self) -> None:
        """There is no engine to load."""

    def cancel(self, job: int) -> None:
        """There is nothing under way."""


_ready = cache(_Ready)


async def _seconds_a_key(paragraphs: int, before: list[str], keys: list[str]) -> float:
    app = ReaderApp([Request("bench")], _ready(paragraphs))  # type: ignore[arg-type]
    async with app.run_test(size=_SIZE) as pilot:
        await pilot.press(*before)
        await pilot.pause()
        began = time.process_time()
        for number, key in enumerate(keys):
            if key == RESIZE:
                await pilot.resize_terminal(_SIZE[0] - 30 * (number % 2), _SIZE[1])
            else:
                await pilot.press(key)
            await pilot.pause()
        return (time.process_time() - began) / len(keys)


def run() -> None:
    """Print the ratios: of processor time, since the pilot also waits."""
    for what, before, keys in (
        ("n, to the next quote", [], ["n"] * 8),
        ("G and g, to the end and back", [], ["G", "g"] * 4),
        ("p from the end, to the previous quote", ["G"], ["p"] * 8),
        ("space, a screen on", [], ["space"] * 8),
        ("find-next, to the next match", ["/", *"council", "enter"], ["n"] * 8),
        ("another width, from the middle", ["space"] * 4, [RESIZE] * 6),
    ):

        def seconds(paragraphs: int, before: list[str] = before, keys: list[str] = keys) -> float:
            return asyncio.run(_seconds_a_key(paragraphs, before, keys))

        compare(
            f"{what}: 10,000 / 40 paragraphs",
            lambda seconds=seconds: seconds(10_000),  # type: ignore[misc]
            lambda seconds=seconds: seconds(40),  # type: ignore[misc]
            wanted="≤ 2",
            pairs=3,
        )
