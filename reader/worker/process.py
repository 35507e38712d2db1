"""Starting the worker's process; also before anything is known but the command's words.

Importing this takes as little as can be, without even `typing` and `pathlib`, for it comes before the command line
itself: what the process imports meanwhile on another core is ready when the first request reaches it.
"""

from __future__ import annotations

import os
import subprocess
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

_PROGRAM = "from reader.worker.server import main; main()"
HELD = "--held"
"""Argument of a process that waits for `Release` before it loads the engine."""


_early: list[tuple[subprocess.Popen[bytes], dict[str, str]]] = []
"""The process that was started early, if any, and its environment."""


def launch(*, held: bool = False) -> subprocess.Popen[bytes]:
    """Return a process that serves on its standard input and output, `held` or not; one started early if there is."""
    environment = _environment()
    if held and _early:
        process, before = _early.pop()
        if before == environment:
            return process
        _end(process)  # it was started before config.toml had its say
    return _start(environment, held=held)


def start_early(arguments: Sequence[str]) -> None:
    """Start a held process if the words of the command look as if the reader will be opened.

    `launch` takes it, or else `end_early` ends it: a wrong guess costs nothing but the other core's time.
    """
    streams = (sys.stdin, sys.stdout, sys.stderr)
    if None in streams or not sys.stdout.isatty() or not _opens_reader(arguments):
        return
    environment = _environment()
    _early.append((_start(environment, held=True), environment))


def end_early() -> None:
    """End the process that was started early, if nobody took it."""
    while _early:
        _end(_early.pop()[0])


def _opens_reader(arguments: Sequence[str]) -> bool:
    """Guess whether the first word is a source, or there is none: no other command has anything but letters in it."""
    return not arguments or arguments[0] == "demo" or not (arguments[0][:1] == "-" or arguments[0].isalpha())


def _start(environment: dict[str, str], *, held: bool) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        # -P: whatever lies in the current folder is not imported, whether its author meant well or not.
        # Not -m, which imports `runpy` first.
        [sys.executable, "-P", "-c", _PROGRAM, *([HELD] if held else [])],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        # Ctrl-C is for the reader; the worker ends when the reader does, through its standard input.
        start_new_session=True,
        env=environment,
    )


def _end(process: subprocess.Popen[bytes]) -> None:
    process.kill()
    for stream in (process.stdin, process.stdout):
        if stream is not None:
            stream.close()
    process.wait()


def _environment() -> dict[str, str]:
    """Return the environment in which the process finds the same package as this one does."""
    environment = {**os.environ, "PYTHONUNBUFFERED": "1"}
    home = __file__
    for _ in ("process.py", "worker", "reader"):
        home = os.path.dirname(home)  # noqa: PTH120 - `pathlib` is not wanted here
    if not home.endswith(("site-packages", "dist-packages")):  # a checkout, which need not be installed
        environment["PYTHONPATH"] = os.pathsep.join(filter(None, (home, os.environ.get("PYTHONPATH"))))
    return environment
