"""Standard output, standard error and exit codes: the only place that writes to them."""

from __future__ import annotations

import logging
import os
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

from reader.errors import PullquoteError
from reader.sanitise import one_line

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

DONE, FAILED, USAGE, INTERRUPTED = 0, 1, 2, 130


class OutputClosed(Exception):
    """Standard output is closed.  Not the system's BrokenPipeError, which click would answer with exit code 1."""


def write(text: str) -> None:
    """Write text to standard output as UTF-8, as it is.  Raises: OutputClosed, PullquoteError."""
    if sys.stdout is None:
        raise PullquoteError("standard output is closed; send it to a file or a pipe")
    with _told():
        sys.stdout.buffer.write(text.encode("utf-8", "replace"))


def flush() -> None:
    """Send on what `write` holds back.  Raises: OutputClosed, PullquoteError."""
    if sys.stdout is not None:
        with _told():
            sys.stdout.buffer.flush()


@contextmanager
def _told() -> Iterator[None]:
    """Turn what the system says of standard output into what we say.  Raises: OutputClosed, PullquoteError."""
    try:
        yield
    except BrokenPipeError as closed:
        raise OutputClosed from closed
    except OSError as failed:
        silence_output()
        raise PullquoteError(
            f"the output cannot be written ({failed.strerror}); make room and try again"
        ) from failed


def error(message: str) -> None:
    """Print one line of error."""
    note(f"pullquote: {message}")


def note(message: str) -> None:
    """Print one line to standard error, made harmless for a terminal."""
    try:
        sys.stderr.write(one_line(message) + "\n")
        sys.stderr.flush()
    except OSError:
        # Nobody listens; the exit code still tells.
        return


def has_error_screen() -> bool:
    """Tell whether standard error is a terminal, so that a bar can be drawn there."""
    return sys.stderr is not None and sys.stderr.isatty()


def unexpected(problem: Exception) -> None:
    """Report an error that we did not foresee: one line here, the traceback in the log file."""
    from reader.logfile import log_path, log_to_file

    log_to_file()
    logging.getLogger("reader").error("unexpected error", exc_info=problem)
    error(
        f"something unexpected went wrong ({type(problem).__name__}: {problem}); "
        f"please report it with the log file {log_path()}"
    )


def silence_output() -> None:
    """Let nothing more reach a closed standard output, the interpreter's own flush at exit included."""
    devnull = os.open(os.devnull, os.O_WRONLY)
    os.dup2(devnull, 1)
    os.close(devnull)


@contextmanager
def progress_bar(shown: bool, total: int | None, what: str = "articles") -> Iterator[Callable[[int], None]]:
    """Draw a bar on standard error and yield what moves it by so many; `total` None is for an unknown number.

    `what` are the things that are counted.
    """
    if not shown:
        yield lambda count: None
        return
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeElapsedColumn,
    )

    columns = TextColumn(what), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn()
    with Progress(*columns, console=Console(stderr=True)) as progress:
        task = progress.add_task(what, total=total)
        yield lambda count: progress.advance(task, count)
