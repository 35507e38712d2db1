"""Bounds that hold wherever a source is read."""

from __future__ import annotations

DEFAULT_TIMEOUT = 30.0
"""Seconds that fetching may take in all."""

MAX_BYTES = 32 * 1024 * 1024
"""Bytes of a decoded page, a file or a pipe that are read at most."""
