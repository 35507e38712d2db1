"""The worker process: reads sources, each in a thread, and analyses one at a time.

It ends with the reader: when its standard input closes, whatever the reason, so does it.
"""

from __future__ import annotations

import importlib
import logging
import os
import queue
import select
import sys
import threading
from dataclasses import replace
from typing import TYPE_CHECKING

from reader.errors import Cancelled, PullquoteError
from reader.model import Reading
from reader.worker.process import HELD
from reader.worker.protocol import (
    Analysed,
    Cancel,
    Cleaned,
    Event,
    Failed,
    Marked,
    NotPictured,
    Opening,
    Pictured,
    Progress,
    Release,
    Show,
    Start,
    from_network,
    receive,
    send,
)

if TYPE_CHECKING:
    from typing import IO

    from reader.fetch import FetchProgress
    from reader.model import Document
    from reader.worker.protocol import Request

    _Entry = tuple[int, "Reading", Request]

_log = logging.getLogger(__name__)

_WANTED_SOON = (
    "reader.pipeline",
    "reader.fetch",
    "reader.extract.parts",
    "lxml.html",
    "reader.extract.html",
    "chardet",
    "soupsieve",
    "bs4",
    "markdownify",
)
"""Modules that reading a page takes, in an order in which each adds little to those before it; HTML's come last."""


class _Server:
    def __init__(self, commands: IO[bytes], events: IO[bytes], *, held: bool) -> None:
        self._commands = commands
        self._events = events
        self._writing = threading.Lock()
        self._released = threading.Event()
        if not held:
            self._released.set()
        self._cancelled: set[int] = set()
        self._documents: queue.SimpleQueue[_Entry | None] = queue.SimpleQueue()

    def run(self) -> None:
        """Serve until the commands end."""
        threading.Thread(target=self._analyse_all, name="analysis", daemon=True).start()
        while (command := receive(self._commands)) is not None:
            if isinstance(command, Cancel):
                self._cancelled.add(command.job)
            elif isinstance(command, Release):
                self._released.set()
            elif isinstance(command, Start):
                threading.Thread(target=self._read, args=(command.job, command.request), daemon=True).start()
            elif isinstance(command, Show):
                threading.Thread(target=self._show, args=(command,), daemon=True).start()

    def _post(self, event: Event) -> None:
        job = getattr(event, "job", None)
        if job in self._cancelled:
            return
        with self._writing:
            send(self._events, event)

    def _read(self, job: int, request: Request) -> None:
        """Fetch and clean; then hand the document on to the analysis."""
        if request.analyse and from_network(request):
            # While the network keeps us waiting, the engine can load.  For local sources it would only take
            # time from the text.
            self._documents.put(None)

        try:
            reading = self._load(job, request)
        except Cancelled:
            return
        except PullquoteError as error:
            self._post(Failed(job, str(error)))
            self._documents.put(None)
            return
        except Exception as error:
            _log.exception("reading failed")
            self._post(Failed(job, _unexpected("reading this page", error)))
            return
        self._post(Cleaned(job, reading.article, reading.document))
        if request.analyse and not self._read_before(job, reading, request):
            self._released.wait()
            self._mark(job, reading.document)
            self._documents.put((job, reading, request))

    def _show(self, command: Show) -> None:
        """Fetch a picture and decode it: here, where a broken one can harm no more than this process."""
        from reader.fetch.pictures import fetch_picture
        from reader.fetch.pixels import decode

        job = command.job
        try:
            data = fetch_picture(
                command.address,
                page=command.page,
                timeout=command.timeout,
                caching=command.caching,
                cancelled=lambda: job in self._cancelled,
            )
            self._post(Pictured(job, decode(data)))
        except Cancelled:
            return
        except PullquoteError as error:
            self._post(NotPictured(job, str(error)))
        except Exception as error:
            _log.exception("fetching a picture failed")
            self._post(NotPictured(job, _unexpected("fetching it", error)))

    def _load(self, job: int, request: Request) -> Reading:
        """Return the text, of the library or from its source.  Raises: PullquoteError."""
        if request.library is not None and request.kept is not None:
            from reader.library import Library

            with Library(request.library) as library:
                return library.load(request.kept)
        if request.caching is not None and request.caching.offline:
            from reader.library.offline import saved

            kept = saved(request.source, request.caching)
            if kept is not None:
                return kept
        from reader.pipeline import load

        def progress(now: FetchProgress) -> None:
            self._post(Progress(job, "fetch", str(now)))

        article, document = load(
            request.source,
            base_url=request.base_url,
            timeout=request.timeout,
            data=request.data,
            all_pages=request.all_pages,
            caching=request.caching,
            on_progress=progress,
            on_opening=lambda article, document: self._post(Opening(job, article, document)),
            cancelled=lambda: job in self._cancelled,
        )
        return Reading(article, document)

    def _read_before(self, job: int, reading: Reading, request: Request) -> bool:
        """Send the analysis that was made of this text before, and tell whether there is one."""
        from reader.library.cache import known

        try:
            analysis = known(reading)
        except PullquoteError:
            # The engine says what is wrong when it is asked to analyse.
            return False
        if analysis is None:
            return False
        self._post(Analysed(job, analysis))
        if analysis is not reading.analysis:
            _keep_in_library(request, replace(reading, analysis=analysis))
        return True

    def _mark(self, job: int, document: Document) -> None:
        """Send the quotation marks, for which nobody needs to wait for the engine."""
        from reader.analysis import mark

        try:
            self._post(Marked(job, mark(document)))
        except Exception:
            # The analysis reads the marks again, and says what is wrong with them.
            _log.exception("reading the quotation marks failed")

    def _analyse_all(self) -> None:
        """Analyse the documents as they come; None asks only for the engine to be loaded."""
        while True:
            entry = self._documents.get()
            self._released.wait()
            job = entry[0] if entry else None
            if job in self._cancelled:
                continue
            try:
                self._analyse(entry)
            except Exception as error:
                if not isinstance(error, PullquoteError):
                    _log.exception("analysis failed")
                    error = PullquoteError(_unexpected("finding the speakers and people", error))
                if job is not None:
                    self._post(Failed(job, str(error)))

    def _analyse(self, entry: _Entry | None) -> None:
        if entry is None:
            from reader.analysis.engine import warm_up

            warm_up()
            return
        from reader.analysis import analyse
        from reader.library.cache import keep

        job, reading, request = entry
        self._post(Progress(job, "analyse", "finding speakers and people"))
        analysis = analyse(reading.document)
        self._post(Analysed(job, analysis))
        keep(reading.article, analysis)
        _keep_in_library(request, replace(reading, analysis=analysis))


def _keep_in_library(request: Request, reading: Reading) -> None:
    """Store the analysis of an article that was read from the library.  Raises: LibraryError."""
    if request.library is not None and request.kept is not None:
        from reader.library import Library

        with Library(request.library) as library:
            library.set_analysis(request.kept, reading)


def _unexpected(doing: str, error: BaseException) -> str:
    return f"something unexpected went wrong while {doing} ({type(error).__name__}); the log file has the details"


def _import_ahead() -> None:
    """Import what reads a page, as long as nobody asks for one yet."""
    for name in _WANTED_SOON:
        if select.select([sys.stdin], [], [], 0)[0]:
            break
        importlib.import_module(name)


def main() -> None:
    """Serve on standard input and output until the input closes."""
    from reader.logfile import log_to_file

    log_to_file()
    _import_ahead()
    # Whatever a library prints must not get between the events.
    events = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    try:
        _Server(sys.stdin.buffer, events, held=HELD in sys.argv[1:]).run()
    finally:
        # Threads may sit in a fetch or in the engine: nobody waits for them any more.
        os._exit(0)
