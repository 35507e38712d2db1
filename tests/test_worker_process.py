"""The worker's process that is started before the command line is read: taken by the reader, or ended."""

from __future__ import annotations

import io
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from reader import settings
from reader.cli import pullquote
from reader.worker import process
from tests.terminal import Terminal


class Screen(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture(autouse=True)
def nothing_left() -> Iterator[None]:
    yield
    process.end_early()


def start_early(*words: str) -> None:
    """Start a process early, on a terminal; pytest puts its own standard output in place before every test."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "stdout", Screen())
        process.start_early(words)


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[subprocess.Popen[bytes]]:
    """Every process that is started, in order."""
    made: list[subprocess.Popen[bytes]] = []
    popen = subprocess.Popen

    def start(*args: object, **rest: object) -> subprocess.Popen[bytes]:
        made.append(popen(*args, **rest))  # type: ignore[call-overload]
        return made[-1]

    monkeypatch.setattr(subprocess, "Popen", start)
    return made


@pytest.mark.parametrize("words", [[], ["demo"], ["story.html"], ["https://news.example/a"], ["12"]])
def test_what_opens_the_reader_has_its_worker_early(
    words: list[str], started: list[subprocess.Popen[bytes]]
) -> None:
    start_early(*words)
    assert len(started) == 1
    assert process.launch(held=True) is started[0]
    process.end_early()
    assert started[0].poll() is None  # it is the reader's now
    process._end(started[0])


@pytest.mark.parametrize(
    "words",
    [["--help"], *([name] for name in pullquote.list_commands(click.Context(pullquote)) if name != "demo")],
)
def test_no_other_command_has_one(words: list[str], started: list[subprocess.Popen[bytes]]) -> None:
    start_early(*words)
    assert started == []


def test_none_is_started_without_a_screen(started: list[subprocess.Popen[bytes]]) -> None:
    process.start_early(["story.html"])
    assert started == []


def test_one_from_before_the_settings_were_known_is_replaced(
    monkeypatch: pytest.MonkeyPatch, started: list[subprocess.Popen[bytes]]
) -> None:
    start_early("story.html")
    monkeypatch.setenv(settings.MEGABYTES, "3")
    taken = process.launch(held=True)
    early, late = started
    assert taken is late
    assert early.poll() is not None
    process._end(late)


def test_one_that_nobody_takes_is_ended(started: list[subprocess.Popen[bytes]]) -> None:
    start_early("story.html")
    process.end_early()
    assert started[0].poll() is not None


def test_a_wrong_command_leaves_no_process(tmp_path: Path) -> None:
    with Terminal(
        [sys.executable, "-m", "reader", str(tmp_path / "story.html"), "--no-such-option"]
    ) as terminal:
        terminal.wait_for("No such option")
        assert terminal.process.wait(timeout=30) == 2
        session = terminal.process.pid
    left = subprocess.run(["ps", "-eo", "ppid=,args="], capture_output=True, text=True, check=True).stdout
    assert not [line for line in left.splitlines() if line.split()[0] == str(session)]
