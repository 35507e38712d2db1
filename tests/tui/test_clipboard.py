"""Where copied text goes, and that it is said."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from reader.tui import clipboard

if TYPE_CHECKING:
    from pathlib import Path


class App:
    """Remembers what is sent to the terminal's clipboard."""

    def __init__(self) -> None:
        self.sent: list[str] = []

    def copy_to_clipboard(self, text: str) -> None:
        self.sent.append(text)


@pytest.fixture
def tool(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Put a pbcopy of our own, and nothing else, on the path."""
    path = tmp_path / "bin" / "pbcopy"
    path.parent.mkdir()
    path.write_text(f"#!/bin/sh\nexec /bin/cat > {tmp_path}/pasted\n", "utf-8")
    path.chmod(0o755)
    monkeypatch.setenv("PATH", str(path.parent))
    return tmp_path / "pasted"


def test_the_terminal_is_asked(tool):
    app = App()
    assert clipboard.copy(app, "words", {"TERM": "xterm-256color"}) == "sent to the terminal's clipboard"
    assert app.sent == ["words"]
    assert not tool.exists()


@pytest.mark.parametrize(
    "environment", [{"TERM": "linux"}, {"TERM": "xterm", "TERM_PROGRAM": "Apple_Terminal"}]
)
def test_where_the_terminal_takes_none_a_tool_is_given_it(tool, environment):
    assert clipboard.copy(App(), "wörds", environment) == "copied with pbcopy"
    assert tool.read_text("utf-8") == "wörds"


def test_without_a_tool_it_is_written_to_a_file_that_is_named(tool, tmp_path):
    (tmp_path / "bin" / "pbcopy").unlink()
    said = clipboard.copy(App(), "words", {"TERM": "linux"})
    path = tmp_path / "state" / "pullquote" / "copied.txt"
    assert str(path) in said
    assert path.read_text("utf-8") == "words"


def test_a_tool_that_fails_leaves_it_in_the_file(tool, tmp_path):
    (tmp_path / "bin" / "pbcopy").write_text("#!/bin/sh\nexit 1\n", "utf-8")
    assert "copied.txt" in clipboard.copy(App(), "words", {"TERM": "linux"})


def test_what_is_too_long_for_the_terminal_goes_another_way(tool):
    assert clipboard.copy(App(), "x" * (clipboard.LONGEST + 1), {"TERM": "xterm"}) == "copied with pbcopy"
    assert tool.stat().st_size == clipboard.LONGEST + 1


def test_when_nothing_takes_it_that_is_said(tool, tmp_path):
    (tmp_path / "bin" / "pbcopy").unlink()
    (tmp_path / "state").write_text("a file where the folder should be", "utf-8")
    assert clipboard.copy(App(), "words", {"TERM": "linux"}).startswith("not copied: ")
