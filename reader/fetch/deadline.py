"""Work with a total deadline that can be called off, whatever it is waiting for.

The network can stall in DNS, connecting, TLS, headers or body, and each of them only has a time-out of its own.  So
the work runs in a thread, and whoever waits for it stops waiting when the time is over; the thread is told, and ends
with its next step.
"""

from __future__ import annotations

import queue
import threading
import time
from typing import TYPE_CHECKING, Generic, TypeVar

from reader.errors import Cancelled, FetchError

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")

_POLL = 0.05  # seconds between two looks at whether the user called off


class Clock:
    """How much of the time is left; `stopped` is set when nobody waits any more."""

    def __init__(self, seconds: float) -> None:
        self._end = time.monotonic() + seconds
        self.seconds = seconds
        self.stopped = threading.Event()

    @property
    def left(self) -> float:
        """Seconds until the deadline, 0 when it is over."""
        return max(0.0, self._end - time.monotonic())

    def check(self) -> None:
        """Raises: Cancelled (nobody waits any more)."""
        if self.stopped.is_set():
            raise Cancelled("called off")


class _Outcome(Generic[T]):
    def __init__(self, value: T | None, error: BaseException | None) -> None:
        self.value = value
        self.error = error


def within(clock: Clock, cancelled: Callable[[], bool] | None, work: Callable[[], T]) -> T:
    """Return what `work` returns, if it does in time.

    Raises: FetchError (the deadline), Cancelled, and whatever `work` raises.
    """
    done: queue.SimpleQueue[_Outcome[T]] = queue.SimpleQueue()

    def run() -> None:
        try:
            done.put(_Outcome(work(), None))
        except BaseException as error:
            done.put(_Outcome(None, error))

    threading.Thread(target=run, name="fetch", daemon=True).start()
    try:
        while True:
            try:
                outcome = done.get(timeout=min(_POLL, clock.left) or 0.001)
            except queue.Empty:
                if cancelled is not None and cancelled():
                    raise Cancelled("called off") from None
                if not clock.left:
                    raise FetchError(
                        f"it took longer than {clock.seconds:g} s; try again, or allow more with --timeout"
                    ) from None
                continue
            if outcome.error is not None:
                raise outcome.error
            return outcome.value  # type: ignore[return-value]
    finally:
        clock.stopped.set()
