"""A real terminal for the tests: a pty with the program in it, and what it drew as text."""

from __future__ import annotations

import contextlib
import fcntl
import os
import pty
import re
import select
import signal
import struct
import subprocess
import termios
import time
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_CONTROL = re.compile(
    rb"\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)|\x1bP[^\x1b]*\x1b\\|\x1b\[[0-?]*[ -/]*[@-~]"
    rb"|\x1b[ -/]*[0-~]|[\x00-\x08\x0b-\x1f]"
)


def without_controls(drawn: bytes) -> str:
    """Return what was drawn as text, without control sequences."""
    return _CONTROL.sub(b"", drawn).decode("utf-8", "replace")


class Terminal:
    """Runs a command on a pty of its own, as session leader, and collects what it draws.

    `piped` is given on standard input instead of the terminal, as a shell's pipe would.
    """

    def __init__(
        self,
        command: Sequence[str | Path],
        *,
        size: tuple[int, int] = (100, 30),
        env: Mapping[str, str] | None = None,
        piped: bytes | None = None,
        cwd: Path | None = None,
    ) -> None:
        self.output = b""
        self._master, slave = pty.openpty()
        self.resize(*size)
        self.before = termios.tcgetattr(slave)
        environment = {**os.environ, "TERM": "xterm-256color", "COLORTERM": "truecolor", **(env or {})}
        environment.pop("NO_COLOR", None)
        if env and "NO_COLOR" in env:
            environment["NO_COLOR"] = env["NO_COLOR"]
        read, write = os.pipe() if piped is not None else (slave, -1)

        def take_terminal() -> None:
            os.setsid()
            fcntl.ioctl(slave, termios.TIOCSCTTY, 0)

        self.process = subprocess.Popen(
            [str(part) for part in command],
            stdin=read,
            stdout=slave,
            stderr=slave,
            env=environment,
            cwd=cwd,
            preexec_fn=take_terminal,
            pass_fds=(slave,),
        )
        self._slave = slave
        if piped is not None:
            os.close(read)
            with os.fdopen(write, "wb") as pipe:
                pipe.write(piped)

    def resize(self, columns: int, lines: int) -> None:
        """Change the terminal's size, in cells, and tell the program."""
        fcntl.ioctl(self._master, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))
        if hasattr(self, "process") and self.process.poll() is None:
            os.kill(self.process.pid, signal.SIGWINCH)

    def send(self, keys: str) -> None:
        """Type."""
        os.write(self._master, keys.encode())

    def pump(self, seconds: float) -> bool:
        """Collect what is drawn next, waiting at most `seconds`; tell whether anything came."""
        ready, _, _ = select.select([self._master], [], [], seconds)
        if not ready:
            return False
        try:
            data = os.read(self._master, 65536)
        except OSError:
            return False
        self.output += data
        return bool(data)

    @property
    def text(self) -> str:
        """Everything drawn so far, without control sequences."""
        return without_controls(self.output)

    def wait_for(self, words: str, *, timeout: float = 60, start: int = 0) -> None:
        """Collect output until `words` were drawn (after byte `start` of the output).

        Raises: AssertionError (the program ended, or the time is over).
        """
        end = time.monotonic() + timeout
        while words not in without_controls(self.output[start:]):
            if self.pump(0.05):
                continue
            ended = self.process.poll() is not None and not self.pump(0.05)
            if ended or time.monotonic() > end:
                raise AssertionError(f"{words!r} was not drawn; the end of the output: {self.text[-2000:]!r}")

    def wait(self, timeout: float = 30) -> int:
        """Collect output until the program ends, and return its exit code (negative: a signal)."""
        end = time.monotonic() + timeout
        while self.process.poll() is None:
            self.pump(0.05)
            if time.monotonic() > end:
                raise AssertionError(f"still running; the end of the output: {self.text[-2000:]!r}")
        while self.pump(0):
            pass
        return self.process.returncode

    def attributes(self) -> list[object]:
        """The terminal's modes now, to compare with `before`."""
        return termios.tcgetattr(self._slave)

    def close(self) -> None:
        """Kill what still runs and free the terminal."""
        with contextlib.suppress(OSError):
            self.process.kill()
        self.process.wait()
        for descriptor in (self._master, self._slave):
            with contextlib.suppress(OSError):
                os.close(descriptor)

    def __enter__(self) -> Terminal:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()
