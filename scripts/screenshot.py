"""Draw the reading screen for README and docs, as SVG: the reader on its sample, and on pages of the tests.

Usage: python scripts/screenshot.py [NAME…]   (all of them without a name; docs/screens/library.svg is drawn by hand)
"""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).parents[1]))

import reader
from reader.tui.app import ReaderApp
from reader.tui.screens.reading import ReadingScreen
from reader.worker.client import Worker
from reader.worker.protocol import Request

_ROOT = Path(__file__).parents[1]
_DOCS = _ROOT / "docs"
_DARK, _LIGHT = "pullquote-dark", "pullquote-light"


class Picture(NamedTuple):
    """What is drawn: the page of a folder of tests/pages/blind, "" for the sample; the screen's size in cells; keys."""

    page: str
    size: tuple[int, int]
    keys: tuple[str, ...]
    theme: str = _DARK


PICTURES = {
    "screenshot": Picture("", (120, 36), ("n", "n", "n")),
    "screens/by-speaker": Picture("e07-science-news", (130, 38), ("n", "n", "O")),
    "screens/card": Picture("f01-uk-politics", (120, 36), ("n", "n", "n", "c")),
    "screens/code": Picture("f06-tech-blog", (110, 34), ("n", "n", "n", "n"), _LIGHT),
    "screens/profile": Picture("f05-literary-profile", (140, 40), ("n", "n")),
    "screens/small": Picture("f12-film-interview", (80, 24), ("n",) * 5),
    "screens/who-speaks": Picture("e10-translated-wire", (100, 30), ("n", "n", "C"), _LIGHT),
}


async def draw(name: str, worker: Worker) -> None:
    """Run the reader without a terminal until the analysis is there, press some keys, and save the picture."""
    page, size, keys, theme = PICTURES[name]
    folder = _ROOT / "tests" / "pages" / "blind" / page
    sample = Path(reader.__file__).parent / "samples" / "demo.html"
    source = next(path for path in folder.iterdir() if path.stem == "page") if page else sample
    app = ReaderApp([Request(str(source))], worker, theme)
    async with app.run_test(size=size) as pilot:
        screen = app.get_default_screen()
        while not isinstance(screen, ReadingScreen) or screen.leaf.busy:
            await pilot.pause(0.1)
        for key in keys:
            await pilot.press(key)
            await pilot.pause()
        title = "pullquote" if page else "pullquote demo"
        (_DOCS / f"{name}.svg").write_text(app.export_screenshot(title=title), "utf-8")


async def main(names: list[str]) -> None:
    """Draw some of the pictures, or all."""
    worker = Worker.start()
    for name in names or PICTURES:
        await draw(name, worker)
    worker.close()


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1:]))
