"""The log file: where details go that a user need not see."""

from __future__ import annotations

import logging
from logging.handlers import RotatingFileHandler
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

_MEGABYTE = 1_000_000


def log_path() -> Path:
    """Return the path of the log file; it may not exist yet."""
    from platformdirs import user_log_path

    return user_log_path("pullquote", appauthor=False) / "pullquote.log"


def log_to_file() -> None:
    """Send warnings and errors of the whole program to the log file.

    A place that cannot be written to is no reason to stop: then nothing is logged.
    """
    path = log_path()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handler: logging.Handler = RotatingFileHandler(path, maxBytes=_MEGABYTE, backupCount=1, delay=True)
    except OSError:
        handler = logging.NullHandler()
    handler.setFormatter(logging.Formatter("%(asctime)s %(process)d %(name)s %(levelname)s %(message)s"))
    root = logging.getLogger()
    root.addHandler(handler)
    root.setLevel(logging.WARNING)
