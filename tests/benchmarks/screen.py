"""First paint, and keys while the engine loads, on a real pty against a bare Textual app."""

from __future__ import annotations

import sys
import time
from pathlib import Path

from tests.benchmarks.articles import page, plain_article
from tests.benchmarks.ratio import compare
from tests.terminal import Terminal

HERE = Path(__file__).parent
PULLQUOTE = Path(sys.executable).with_name("pullquote")
FIRST_WORDS = "Quillwater"
LONG = 10_000
"""Paragraphs of the long article: some 3 MB of text."""


def first_paint(command: list[str | Path], words: str = FIRST_WORDS) -> float:
    """Return the seconds from starting `command` to some words, the article's first, on the terminal."""
    began = time.perf_counter()
    with Terminal(command) as terminal:
        terminal.wait_for(words)
        return time.perf_counter() - began


def resident(process: int) -> float:
    """Return the megabytes that a process holds in memory (Linux only)."""
    status = Path(f"/proc/{process}/status").read_text("utf-8")
    kilobytes = next(line.split()[1] for line in status.splitlines() if line.startswith("VmRSS"))
    return int(kilobytes) / 1024


def _of_screen(command: list[str | Path]) -> float:
    """Return the megabytes that the process of the screen holds after the end of the text was shown (Linux only)."""
    with Terminal(command) as terminal:
        terminal.wait_for(FIRST_WORDS)
        for key in "GgG":
            terminal.send(key)
            while terminal.pump(0.4):
                pass
        return resident(terminal.process.pid)


def key_delay(source: Path, settled: bool) -> float:
    """Return the seconds from a key to the next paint: at once after the first text, or when all is analysed."""
    with Terminal([PULLQUOTE, source]) as terminal:
        terminal.wait_for(FIRST_WORDS)
        if settled:
            terminal.wait_for("Okafor", start=len(terminal.output))
            while terminal.pump(1.0):
                pass
        else:
            while terminal.pump(0.15):
                pass
        began = time.perf_counter()
        terminal.send(" ")
        terminal.pump(30)
        return time.perf_counter() - began


def run(folder: Path) -> None:
    """Print the ratios."""
    text, long_text, html = folder / "a.txt", folder / "long.txt", folder / "a.html"
    text.write_text(plain_article(40), "utf-8")
    long_text.write_text(plain_article(LONG), "utf-8")
    html.write_text(page(40), "utf-8")

    def bare() -> float:
        return first_paint([sys.executable, HERE / "bare_app.py", text])

    compare(
        "first text, plain text / bare app", lambda: first_paint([PULLQUOTE, text]), bare, wanted="≤ 1.25"
    )
    compare("first text, HTML page / bare app", lambda: first_paint([PULLQUOTE, html]), bare, wanted="≤ 1.5")
    compare(
        "first text, 10,000 paragraphs / 40 paragraphs",
        lambda: first_paint([PULLQUOTE, long_text]),
        lambda: first_paint([PULLQUOTE, text]),
        wanted="≤ 1.5",
    )
    bare_size = _of_screen([sys.executable, HERE / "bare_app.py", text])
    for what, source in (("40", text), ("10,000", long_text)):
        ours = _of_screen([PULLQUOTE, source])
        print(
            f"memory of the screen, {what} paragraphs, above a bare app: {ours - bare_size:.0f} MB (wanted < 150)"
        )
    compare(
        "a key while the engine loads / when it is done",
        lambda: key_delay(text, settled=False),
        lambda: key_delay(text, settled=True),
        wanted="≈ 1",
        pairs=5,
    )
