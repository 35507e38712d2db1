"""Where copied text goes: the terminal's clipboard, a tool of the system, or a file, and which it was in words.

The terminal is asked by OSC 52, which nothing answers.  So for terminals that are known not to take it, and for texts
that are too long for it, another way is used.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from typing import TYPE_CHECKING

from reader.tui.remembered import state_folder

if TYPE_CHECKING:
    from collections.abc import Mapping

    from textual.app import App

LONGEST = 74_994
"""Bytes of text that every terminal with OSC 52 takes: xterm's limit of 100,000 bytes, less what base64 adds."""

_SECONDS = 3.0

_WITHOUT = frozenset(["linux", "dumb", "vt100", "vt220", "cons25"])
"""Values of TERM of terminals without a clipboard."""

_TOOLS = (
    ("TMUX", ["tmux", "load-buffer", "-w", "-"]),  # tmux 3.2 hands it on to its terminal's clipboard
    ("WAYLAND_DISPLAY", ["wl-copy"]),
    ("DISPLAY", ["xclip", "-selection", "clipboard", "-in"]),
    ("DISPLAY", ["xsel", "--clipboard", "--input"]),
    ("", ["pbcopy"]),
    ("", ["clip.exe"]),
)
"""Tools that take a text on standard input, each with the environment variable without which it cannot work."""


def copy(app: App[object], text: str, environment: Mapping[str, str] | None = None) -> str:
    """Copy `text`, and return where it went, to be read behind what it is: “Quote …”."""
    environment = os.environ if environment is None else environment
    app.copy_to_clipboard(text)
    if takes_osc52(environment) and len(text.encode()) <= LONGEST:
        return "sent to the terminal's clipboard"
    tool = next((tool for needs, tool in _TOOLS if _usable(needs, tool, environment)), None)
    if tool is not None and _give(tool, text):
        return f"copied with {tool[0]}"
    path = state_folder() / "copied.txt"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    except OSError as error:
        return f"not copied: the terminal takes none, and {path} cannot be written ({error.strerror})"
    return f"written to {path}, since the terminal takes no copy"


def takes_osc52(environment: Mapping[str, str]) -> bool:
    """Tell whether the terminal may take a copy by OSC 52: those do not that are known not to, and tmux by default."""
    if "TMUX" in environment or environment.get("TERM_PROGRAM") == "Apple_Terminal":
        return False
    return environment.get("TERM", "") not in _WITHOUT


def _usable(needs: str, tool: list[str], environment: Mapping[str, str]) -> bool:
    return (not needs or bool(environment.get(needs))) and shutil.which(tool[0]) is not None


def _give(tool: list[str], text: str) -> bool:
    try:
        done = subprocess.run(  # its output may stay open in the background, so nothing is read from it
            tool,
            input=text.encode(),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=_SECONDS,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0
