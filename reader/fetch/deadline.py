"""Work with a total deadline that can be called off, whatever it is waiting for.

The network can stall in the name lookup, connecting, TLS, headers or body, a byte a second in each, and no time-out
of a library covers them together (a name lookup has none at all).  So the work runs in a thread, and whoever waits
for it stops waiting when the time is over or the user has had enough; the thread's socket is then shut down, which
wakes the thread and ends it.
"""

from __future__ import annotations

import contextlib
import socket
import threading
import time
from typing import TYPE_CHECKING, TypeVar

from reader.errors import Cancelled

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")

_POLL = 0.05
"""Seconds between two looks at whether the user called off, and between two notes of progress."""


class TimeIsUp(Exception):
    """The deadline has passed."""


class Clock:
    """The time that is left to a piece of work, and the socket that it waits on now.

    Used from two threads: the work asks and reports, the one who waits calls `stop`.
    """

    def __init__(self, seconds: float) -> None:
        self._end = time.monotonic() + seconds
        self._stopped = threading.Event()
        self._socket: socket.socket | None = None

    @property
    def left(self) -> float:
        """Seconds until the deadline, 0 when it is over."""
        return max(0.0, self._end - time.monotonic())

    def check(self) -> None:
        """Raises: Cancelled (nobody waits for the work any more)."""
        if self._stopped.is_set():
            raise Cancelled("called off")

    def wait(self, seconds: float) -> None:
        """Let `seconds` pass.  Raises: Cancelled."""
        self._stopped.wait(seconds)
        self.check()

    def watch(self, stream: socket.socket) -> None:
        """Name the socket that the work waits on from now on.  Raises: Cancelled."""
        # First the socket, then the look at the flag: `stop` goes the other way round, so one of the two sees it.
        self._socket = stream
        self.check()

    def stop(self) -> None:
        """End the work: what it waits for on its socket, and its next `check`."""
        self._stopped.set()
        if self._socket is not None:
            with contextlib.suppress(OSError):
                # The plain method also for TLS, whose own would take the connection's state from under the thread.
                socket.socket.shutdown(self._socket, socket.SHUT_RDWR)


def within(
    clock: Clock,
    work: Callable[[], T],
    *,
    each: Callable[[], None],
    cancelled: Callable[[], bool] | None = None,
) -> T:
    """Return what `work` returns, if it does so in time.

    `work` runs in a thread of its own.  `each` is called here, in the thread that waits, every now and then and once
    at the end; `cancelled` is polled.

    Raises: TimeIsUp, Cancelled, and whatever `work` raises.
    """
    outcome: list[T] = []
    problem: list[BaseException] = []
    done = threading.Event()

    def run() -> None:
        try:
            outcome.append(work())
        except BaseException as error:
            problem.append(error)
        finally:
            done.set()

    threading.Thread(target=run, name="fetch", daemon=True).start()
    try:
        while not done.wait(min(_POLL, clock.left)):
            if cancelled is not None and cancelled():
                raise Cancelled("called off")
            if not clock.left:
                raise TimeIsUp
            each()
    finally:
        clock.stop()
    if problem:
        raise problem[0]
    each()
    return outcome[0]
