"""The terminal that the reader draws on and takes keys from, also when standard input is a pipe."""

from __future__ import annotations

import os
import sys
from contextlib import suppress

from reader.errors import SourceError
from reader.settings import served


def has_screen() -> bool:
    """Tell whether standard output is a terminal, or a browser is; then the reader rather than its text is wanted."""
    return served() is not None or (sys.stdout is not None and sys.stdout.isatty())


def occupy_standard_streams() -> None:
    """Put something in the place of a standard stream that was closed for us.

    Else the next file or pipe that is opened gets its number, and what writes to standard error writes there.
    """
    while True:
        number = os.open(os.devnull, os.O_RDWR)
        if number > 2:
            os.close(number)
            return


def take_terminal() -> None:
    """Make sure that keys come from, and drawing goes to, the terminal.

    Textual's driver reads `sys.__stdin__` and draws on `sys.__stderr__`.  Where a pipe or a file took their
    place, the controlling terminal is opened in its stead: after the pipe was read, before the app starts.

    Raises: SourceError (there is no terminal).
    """
    if served() is not None:
        return
    for number, stream, mode in ((0, sys.__stdin__, os.O_RDONLY), (2, sys.__stderr__, os.O_WRONLY)):
        with suppress(OSError, ValueError):
            if stream is not None and os.isatty(number):
                continue
        try:
            terminal = os.open(os.ctermid(), mode)
        except OSError as error:
            raise SourceError(
                "there is no terminal to read keys from; use 'pullquote show' to print the article"
            ) from error
        os.dup2(terminal, number)
        os.close(terminal)
    if sys.__stdin__ is None or sys.__stdin__.closed:
        sys.__stdin__ = sys.stdin = os.fdopen(0, closefd=False)  # type: ignore[misc]
    if sys.__stderr__ is None or sys.__stderr__.closed:
        sys.__stderr__ = sys.stderr = os.fdopen(2, "w", closefd=False)  # type: ignore[misc]
