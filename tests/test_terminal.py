"""The reader on a real terminal: start, keys, pipes, resizing, and every way out with the terminal restored."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.terminal import Terminal

PULLQUOTE = Path(sys.executable).with_name("pullquote")
TEXT = (
    "The light stays on\n\n"
    "“We do not comment on arithmetic,” said Marie Okafor, the mayor of Carrow.\n\n"
    + "\n\n".join(f"Paragraph number {i} of the debate was read aloud to an empty hall." for i in range(60))
    + "\n\n“It was dark,” Teodor Lindqvist said at the very end of the night.\n"
)
LEAVE_ALTERNATE_SCREEN = b"\x1b[?1049l"
SHOW_CURSOR = b"\x1b[?25h"


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "light.txt"
    path.write_text(TEXT, "utf-8")
    return path


@pytest.fixture
def terminal(source: Path) -> Iterator[Terminal]:
    with Terminal([PULLQUOTE, source]) as terminal:
        terminal.wait_for("comment on arithmetic")
        yield terminal


def assert_restored(terminal: Terminal) -> None:
    assert terminal.attributes() == terminal.before
    assert LEAVE_ALTERNATE_SCREEN in terminal.output
    assert terminal.output.rindex(SHOW_CURSOR) > terminal.output.rindex(b"\x1b[?25l")
    assert "Traceback" not in terminal.text


def test_q_ends_and_restores_the_terminal(terminal: Terminal) -> None:
    terminal.send("q")
    assert terminal.wait() == 0
    assert_restored(terminal)


def test_ctrl_c_ends_with_130(terminal: Terminal) -> None:
    terminal.send("\x03")
    assert terminal.wait() == 130
    assert_restored(terminal)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
def test_a_signal_ends_it_and_restores_the_terminal(terminal: Terminal, number: signal.Signals) -> None:
    os.kill(terminal.process.pid, number)
    assert terminal.wait() == (130 if number == signal.SIGINT else 128 + number)
    assert_restored(terminal)


def test_keys_are_answered_while_the_engine_loads(source: Path) -> None:
    with Terminal([PULLQUOTE, source]) as terminal:
        terminal.wait_for("comment on arithmetic")
        start = len(terminal.output)
        terminal.send("G")
        terminal.wait_for("said at the very end", start=start)
        terminal.send("q")
        assert terminal.wait() == 0


def test_a_pipe_is_read_and_keys_still_come_from_the_terminal() -> None:
    with Terminal([PULLQUOTE, "-"], piped=TEXT.encode()) as terminal:
        terminal.wait_for("comment on arithmetic")
        start = len(terminal.output)
        terminal.send("G")
        terminal.wait_for("said at the very end", start=start)
        terminal.send("q")
        assert terminal.wait() == 0
        assert_restored(terminal)


def test_nothing_piped_in_is_told() -> None:
    with Terminal([PULLQUOTE, "-"]) as terminal:
        assert terminal.wait() == 1
        assert "nothing is piped in" in terminal.text


def test_errors_redirected_to_a_file_leave_the_screen_to_the_reader(source: Path, tmp_path: Path) -> None:
    errors = tmp_path / "errors"
    with Terminal(["sh", "-c", f"exec '{PULLQUOTE}' '{source}' 2>'{errors}'"]) as terminal:
        terminal.wait_for("comment on arithmetic")
        terminal.send("q")
        assert terminal.wait() == 0
    assert errors.read_bytes() == b""


@pytest.mark.parametrize("closed", ["<&-", "2>&-"])
def test_a_stream_that_is_closed_is_opened_on_the_terminal(source: Path, closed: str) -> None:
    with Terminal(["sh", "-c", f"exec '{PULLQUOTE}' '{source}' {closed}"]) as terminal:
        terminal.wait_for("comment on arithmetic")
        terminal.send("q")
        assert terminal.wait() == 0


def test_a_storm_of_resizes_leaves_it_alive(terminal: Terminal) -> None:
    for width in (200, 20, 7, 80, 1, 133, 60, 3, 100):
        terminal.resize(width, max(1, width // 3))
        terminal.pump(0.05)
    # A resize that is still on its way keeps the place, and so may take back the first key.
    while "said at the very end" not in terminal.text:
        assert terminal.process.poll() is None
        terminal.send("G")
        while terminal.pump(0.5):
            pass
    terminal.send("q")
    assert terminal.wait() == 0


def test_a_missing_file_is_shown_in_the_reader(tmp_path: Path) -> None:
    with Terminal([PULLQUOTE, tmp_path / "nowhere.html"]) as terminal:
        terminal.wait_for("nowhere.html")
        terminal.send("q")
        assert terminal.wait() in (0, 1)
        assert_restored(terminal)


def test_hostile_text_reaches_the_terminal_as_text_only(tmp_path: Path) -> None:
    path = tmp_path / "hostile.html"
    path.write_text(
        "<html><head><title>\x1b]0;owned\x07Tide \x1b[5mtables [bold]now[/bold] [/foo]</title></head><body><article>"
        "<p>The council met for four hours in the dark and \x1b]52;c;ZXZpbA==\x07then [link=x]voted[/] on it.</p>"
        "<p>See <a href='javascript:alert(1)'>the minutes</a> of that long and rather noisy meeting, "
        "which nobody has read so far, [@click=app.quit]or ever will[/].</p></article></body></html>",
        "utf-8",
    )
    with Terminal([PULLQUOTE, path]) as terminal:
        terminal.wait_for("met for four hours")
        terminal.wait_for("[link=x]voted[/]")
        terminal.send("q")
        assert terminal.wait() == 0
        for sequence in (b"owned", b"ZXZpbA", b"\x1b[5m", b"javascript:"):
            assert sequence not in terminal.output


def test_no_worker_is_left_behind(source: Path) -> None:
    mark = f"PULLQUOTE_TEST_{os.getpid()}"
    with Terminal([PULLQUOTE, source], env={mark: "1"}) as terminal:
        terminal.wait_for("comment on arithmetic")
        terminal.send("q")
        assert terminal.wait() == 0
    if not shutil.which("ps"):
        pytest.skip("there is no ps to list the processes with")
    left = subprocess.run(["ps", "axeww", "-o", "command"], capture_output=True, text=True).stdout
    assert f"{mark}=1" not in left
