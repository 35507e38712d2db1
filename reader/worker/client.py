"""The reader's side of the worker process."""

from __future__ import annotations

import contextlib
import itertools
import subprocess
import threading
from typing import TYPE_CHECKING

from reader.worker.process import launch
from reader.worker.protocol import (
    Cancel,
    Command,
    Died,
    Event,
    Failed,
    NotPictured,
    Release,
    Request,
    Show,
    Start,
    receive,
    send,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from reader.caching import Caching

_CLOSE_SECONDS = 1.0


class Worker:
    """A process that reads and analyses sources; `start` returns before it is up.

    Events go to one callback, which is called from a thread of the worker's own: it must hand them to the
    thread that owns the screen.
    """

    def __init__(self) -> None:
        self._jobs = itertools.count(1)
        self._lock = threading.Lock()
        self._callback: Callable[[Event], None] | None = None
        self._waiting: list[Event] = []
        self._closed = False
        self._held = False
        self._begun: dict[Request, int] = {}
        self._only: Collection[str] | None = None
        self._process: subprocess.Popen[bytes] | None = None

    @classmethod
    def start(cls, *, held: bool = False, only: Collection[str] | None = None) -> Worker:
        """Start the process and return at once.

        A worker that is `held` reads sources, but does not load the language engine before `release`: that takes
        both a processor and the memory's bandwidth, which the screen needs for its first frame.  Sources other than
        `only` are refused, whoever asks for them.
        """
        worker = cls()
        worker._only = only
        worker._spawn(held=held)
        return worker

    def release(self) -> None:
        """Let a worker that was started held load its engine and analyse; safe to call twice."""
        if self._held:
            self._held = False
            self._send(Release())

    def listen(self, callback: Callable[[Event], None]) -> None:
        """Send every event to `callback`, those that came before included, in order."""
        with self._lock:
            self._callback = callback
            waiting, self._waiting = self._waiting, []
            for event in waiting:
                callback(event)

    def begin(self, request: Request) -> None:
        """Start reading a source before there is a screen to show it; `read` of the same request takes it up."""
        self._begun[request] = self.read(request)

    def read(self, request: Request) -> int:
        """Start reading a source and return the number that its events carry.

        A process that died is replaced first.
        """
        begun = self._begun.pop(request, None)
        if begun is not None:
            return begun
        job = next(self._jobs)
        if self._only is not None and request.source not in self._only:
            self._deliver(Failed(job, "this reader shows only what it was opened with"))
            return job
        self._ask(Start(job, request))
        return job

    def picture(self, address: str, page: str | None, timeout: float, caching: Caching | None) -> int:
        """Start fetching a picture that the page at `page` has, and return the number that its event carries."""
        job = next(self._jobs)
        if self._only is None:
            self._ask(Show(job, address, page, timeout, caching))
        else:
            self._deliver(NotPictured(job, "this reader shows only what it was opened with"))
        return job

    def _ask(self, command: Start | Show) -> None:
        if self._process is None or self._process.poll() is not None:
            self._spawn()
        self._send(command)

    def cancel(self, job: int) -> None:
        """Give a job up: at most the events already on their way still come."""
        self._send(Cancel(job))

    def close(self) -> None:
        """End the process; safe to call twice."""
        self._closed = True
        process, self._process = self._process, None
        if process is None:
            return
        if process.stdin:
            with contextlib.suppress(OSError):
                process.stdin.close()
        try:
            process.wait(_CLOSE_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()

    def _spawn(self, *, held: bool = False) -> None:
        self._held = held
        process = launch(held=held)
        self._process = process
        threading.Thread(target=self._receive_all, args=(process,), name="worker events", daemon=True).start()

    def _send(self, command: Command) -> None:
        process = self._process
        if process is None or process.stdin is None:
            return
        # A process that is gone is told by `_receive_all`.
        with contextlib.suppress(OSError, ValueError):
            send(process.stdin, command)

    def _receive_all(self, process: subprocess.Popen[bytes]) -> None:
        stream = process.stdout
        if stream is None:
            return
        with stream:
            while (event := receive(stream)) is not None:
                self._deliver(event)
        process.wait()
        if not self._closed:
            self._deliver(Died("the engine stopped unexpectedly; press r to read this page again"))

    def _deliver(self, event: Event) -> None:
        with self._lock:
            if self._callback is None:
                self._waiting.append(event)
            elif not self._closed:
                self._callback(event)
