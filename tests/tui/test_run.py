"""The reader as a program: how it ends, on a real terminal."""

from __future__ import annotations

import signal
import subprocess
import sys
import textwrap
from typing import TYPE_CHECKING

import pytest

from tests.terminal import Terminal

if TYPE_CHECKING:
    from pathlib import Path

PROGRAM = """
    import sys
    from reader.model import Article, Block, Document
    from reader.tui import run
    from reader.worker.protocol import Cleaned, Request

    TEXT = "The tide came in at noon."

    class Worker:
        def listen(self, callback):
            callback(Cleaned(1, Article("x", None, "T", None, None, None, "en", TEXT),
                             Document("T", TEXT, (Block(0, len(TEXT), "paragraph"),))))
        def read(self, request):
            return 1
        def release(self):
            pass

        def cancel(self, job):
            pass

    if "break" in sys.argv:
        from reader.tui.screens.reading import ReadingScreen
        def broken(self):
            secret = "what stands in a variable"
            raise ValueError("the lamp [b]broke[/b]")
        ReadingScreen.action_help = broken
    sys.exit(run([Request("x")], Worker()))
"""


@pytest.fixture
def program(tmp_path: Path) -> Path:
    path = tmp_path / "program.py"
    path.write_text(textwrap.dedent(PROGRAM), "utf-8")
    return path


def run(program: Path, tmp_path: Path, *arguments: str) -> Terminal:
    terminal = Terminal(
        [sys.executable, program, *arguments], env={"HOME": str(tmp_path), "XDG_STATE_HOME": str(tmp_path)}
    )
    terminal.wait_for("The tide came in")
    return terminal


def assert_restored(terminal: Terminal) -> None:
    assert terminal.attributes() == terminal.before
    assert b"\x1b[?1049l" in terminal.output


@pytest.mark.parametrize(
    ("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143), (signal.SIGHUP, 129)], ids=str
)
def test_signals_end_it_and_the_terminal_is_restored(program, tmp_path, number, code):
    with run(program, tmp_path) as terminal:
        terminal.process.send_signal(number)
        assert terminal.wait() == code
        assert_restored(terminal)


@pytest.mark.parametrize(("keys", "code"), [("q", 0), ("\x03", 130)])
def test_keys_end_it_and_the_terminal_is_restored(program, tmp_path, keys, code):
    with run(program, tmp_path) as terminal:
        terminal.send(keys)
        assert terminal.wait() == code
        assert_restored(terminal)


def test_an_error_of_our_own_is_one_line_without_what_the_page_said(program, tmp_path):
    with run(program, tmp_path, "break") as terminal:
        terminal.send("?")
        assert terminal.wait() == 1
        assert_restored(terminal)
        after = terminal.text[terminal.text.index("pullquote: the reader stopped") :]
        assert len(after.strip().splitlines()) == 1
        assert "ValueError: the lamp [b]broke[/b]" in after
        assert "Traceback" not in terminal.text
        assert "what stands in a variable" not in terminal.text


def test_importing_the_package_does_not_import_textual():
    code = "import sys, reader.tui; sys.exit('textual' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
