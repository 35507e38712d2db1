"""Whole commands against the bare libraries they stand on: start, one article, a batch on two cores, memory."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

from tests.benchmarks.articles import page, plain_article
from tests.benchmarks.ratio import compare
from tests.benchmarks.screen import resident
from tests.benchmarks.throughput import HERE, PULLQUOTE, pages, rate

if TYPE_CHECKING:
    from pathlib import Path

LINES = int(os.environ.get("PULLQUOTE_LINES", "100000"))
"""Lines of the batch whose memory is watched."""


def seconds(command: list[str | Path], given: str = "") -> float:
    """Return the seconds that a command takes.  Raises: CalledProcessError."""
    began = time.perf_counter()
    subprocess.run(
        [str(part) for part in command], input=given.encode(), stdout=subprocess.DEVNULL, check=True
    )
    return time.perf_counter() - began


def _shared(command: list[str | Path], lines: list[str]) -> float:
    """Return the lines a second of two processes of a command that share the lines."""
    halves = ["".join(lines[::2]), "".join(lines[1::2])]
    began = time.perf_counter()
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(lambda half: rate(command, half, half.count("\n")), halves))
    return len(lines) / (time.perf_counter() - began)


def run(folder: Path) -> None:
    """Print the ratios."""
    html, text = folder / "a.html", folder / "a.txt"
    html.write_text(page(40), "utf-8")
    text.write_text(plain_article(21), "utf-8")  # some thousand words
    line = json.dumps({"text": text.read_text("utf-8")}) + "\n"
    compare(
        "show --format json --no-analysis / the bare imports",
        lambda: seconds([PULLQUOTE, "show", html, "--format", "json", "--no-analysis"]),
        lambda: seconds([sys.executable, HERE / "bare_imports.py", html]),
        wanted="≤ 1.5",
    )
    compare(
        "speakers and people of 1,000 words / loading and parsing",
        lambda: seconds([PULLQUOTE, "batch"], line),
        lambda: seconds([sys.executable, HERE / "bare_spacy.py"], line),
        wanted="≤ 1.2",
    )
    given = pages().splitlines(keepends=True) * 4
    compare(
        "batch --no-analysis --jobs 2, pages a second / trafilatura in two",
        lambda: rate([PULLQUOTE, "batch", "--no-analysis", "--jobs", "2"], "".join(given), len(given)),
        lambda: _shared([sys.executable, HERE / "bare_trafilatura.py"], given),
        wanted="≥ 1",
        unit="pages/s",
        pairs=3,
    )
    texts = [json.dumps({"id": i, "text": plain_article(25, i)}) + "\n" for i in range(240)]
    compare(
        "batch --jobs 2, articles a second / --jobs 1",
        lambda: rate([PULLQUOTE, "batch", "--jobs", "2"], "".join(texts), len(texts)),
        lambda: rate([PULLQUOTE, "batch"], "".join(texts), len(texts)),
        wanted="≥ 1.8",
        unit="articles/s",
        pairs=3,
    )
    early, late = _memory(LINES)
    print(
        f"memory of a batch of {LINES:,} lines / of its tenth: {late / early:.2f}  (wanted ≈ 1; {late:.0f} MB)"
    )


def _memory(lines: int) -> tuple[float, float]:
    """Return the megabytes that a batch holds after a tenth of some lines and after all (Linux only)."""
    with subprocess.Popen(
        [PULLQUOTE, "batch", "--no-analysis"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        if process.stdin is None or process.stdout is None:
            raise AssertionError("both are pipes")
        held = []
        ahead = 200  # lines under way: the command reads on before it answers
        for number in range(lines + ahead):
            if number < lines:
                process.stdin.write(json.dumps({"id": number, "html": page(3, number % 50)}) + "\n")
                process.stdin.flush()
            elif number == lines:
                process.stdin.close()
            if number >= ahead:
                process.stdout.readline()
            if number in (lines // 10, lines - 1):
                held.append(resident(process.pid))
    return held[0], held[1]
