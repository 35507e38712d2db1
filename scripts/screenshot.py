"""Draw the README's picture: the reader on its sample article, as SVG.

Usage: python scripts/screenshot.py docs/screenshot.svg
"""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

import reader
from reader.tui.app import ReaderApp
from reader.tui.screens.reading import ReadingScreen
from reader.worker.client import Worker
from reader.worker.protocol import Request

_SAMPLE = Path(reader.__file__).parent / "samples" / "demo.html"
_SIZE = (120, 36)
_KEYS = ["n"] * 3


async def draw(target: Path) -> None:
    """Run the reader without a terminal until the analysis is there, press some keys, and save the picture."""
    worker = Worker.start()
    app = ReaderApp([Request(str(_SAMPLE))], worker, "pullquote-dark")
    async with app.run_test(size=_SIZE) as pilot:
        screen = app.get_default_screen()
        while not isinstance(screen, ReadingScreen) or screen.leaf.busy:
            await pilot.pause(0.1)
        await pilot.press(*_KEYS)
        await pilot.pause()
        target.write_text(app.export_screenshot(title="pullquote demo"), "utf-8")
    worker.close()


if __name__ == "__main__":
    asyncio.run(draw(Path(sys.argv[1])))
