"""Batch against the bare libraries, each as a whole process in the same run."""

from __future__ import annotations

import gzip
import json
import os
import subprocess
import sys
import tempfile
import time
from itertools import count
from pathlib import Path

from tests.benchmarks.articles import page, plain_article
from tests.benchmarks.ratio import compare

HERE = Path(__file__).parent
PULLQUOTE = Path(sys.executable).with_name("pullquote")


def rate(command: list[str | Path], lines: str, amount: int) -> float:
    """Return `amount` a second for a command that reads `lines`.  Raises: AssertionError (an answer is missing)."""
    began = time.perf_counter()
    done = subprocess.run(
        [str(part) for part in command],
        input=lines,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
    )
    seconds = time.perf_counter() - began
    if done.stdout.count("\n") != lines.count("\n"):
        raise AssertionError("not every line was answered")
    return amount / seconds


def pages() -> str:
    """Return batch lines: the pages that PULLQUOTE_PAGES (a pages.jsonl.gz) holds, or pages made up here."""
    given = os.environ.get("PULLQUOTE_PAGES")
    if given:
        with gzip.open(given, "rt", encoding="utf-8") as file:
            return "".join(line for _, line in zip(range(150), file, strict=False))
    return "".join(json.dumps({"id": i, "html": page(30, i)}) + "\n" for i in range(150))


def run() -> None:
    """Print the ratios."""
    html = pages()
    pages_given = html.count("\n")
    compare(
        "batch --no-analysis, pages a second / trafilatura alone",
        lambda: rate([PULLQUOTE, "batch", "--no-analysis"], html, pages_given),
        lambda: rate([sys.executable, HERE / "bare_trafilatura.py"], html, pages_given),
        wanted="≥ 1",
        unit="pages/s",
        pairs=3,
    )
    texts = [plain_article(25, seed) for seed in range(60)]
    lines = "".join(json.dumps({"id": i, "text": text}) + "\n" for i, text in enumerate(texts))
    words = sum(len(text.split()) for text in texts)
    compare(
        "batch, words a second / the bare spaCy pipeline",
        lambda: rate([PULLQUOTE, "batch"], lines, words),
        lambda: rate([sys.executable, HERE / "bare_spacy.py"], lines, words),
        wanted="≥ 0.8",
        unit="words/s",
        pairs=3,
    )
    line = _long_line()
    compare(
        "a text of 100,000 words, words a second / the bare pipeline",
        lambda: rate([PULLQUOTE, "batch"], line, 100_000),
        lambda: rate([sys.executable, HERE / "bare_spacy.py"], line, 100_000),
        wanted="≥ 0.8",
        unit="words/s",
        pairs=1,
    )
    print(f"a text of 100,000 words, most memory: {_most_memory(line):.0f} MB  (wanted ≤ 400)")


def _long_line() -> str:
    """Return a batch line with 100,000 words: the articles that PULLQUOTE_QUOTES holds one after the other (a .jsonl.gz
    with "text"), or articles made up here."""
    given = os.environ.get("PULLQUOTE_QUOTES")
    if given:
        with gzip.open(given, "rt", encoding="utf-8") as file:
            source = (str(json.loads(line)["text"]) for line in file.readlines())
    else:
        source = (plain_article(100, seed) for seed in count())
    texts: list[str] = []
    words = 0
    while words < 100_000:
        texts.append(next(source))
        words += len(texts[-1].split())
    return json.dumps({"id": 0, "text": "\n\n".join(texts)}) + "\n"


def _most_memory(line: str) -> float:
    """Return the peak of a process that analyses the text of a batch line, in MB."""
    with tempfile.TemporaryFile("w+") as lines:
        lines.write(line)
        lines.seek(0)
        process = subprocess.Popen([PULLQUOTE, "batch"], stdin=lines, stdout=subprocess.DEVNULL)
        _, status, usage = os.wait4(process.pid, 0)
    if status:
        raise AssertionError("the long text was not analysed")
    return usage.ru_maxrss / 1024
