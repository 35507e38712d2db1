"""Settings that every process of a run must know, in environment variables, which processes hand on.

`config.toml` puts its own there where the environment says nothing (`reader.config`).
"""

from __future__ import annotations

import os
from typing import Literal, cast

from reader.limits import MAX_BYTES

ENGINE = "PULLQUOTE_ENGINE"
"""Names the English pipeline to use: an installed package, a pipeline’s folder, or that of a GLiNER model."""
USER_AGENT = "PULLQUOTE_USER_AGENT"
"""What is said to servers in place of our own name."""
MEGABYTES = "PULLQUOTE_MAX_MEGABYTES"
"""Megabytes (1024² bytes) of a decoded page, a file or a pipe that are read at most."""
SERVED = "PULLQUOTE_SERVED"
"""Tells a reader that its screen is in a browser, and whose: set by `pullquote serve` for its readers."""

IMAGES = "PULLQUOTE_IMAGES"
"""Says when pictures are fetched: ask (with the key for it), always (as they come into sight) or never."""

Images = Literal["ask", "always", "never"]
"""When the pictures of an article are fetched: when the user asks, as they come into sight, or not at all."""

Served = Literal["open", "locked"]
"""Who sits at a browser: this user (open), or anybody (locked: only the sources that were given are read)."""


def served() -> Served | None:
    """Return who sits at the browser that shows the reader's screen; None where a terminal shows it.

    What nobody here has set is taken for the worse.
    """
    said = os.environ.get(SERVED)
    return None if not said else cast("Served", said) if said == "open" else "locked"


def images() -> Images:
    """Return when pictures are fetched: "ask" where nothing sensible is set, "never" for a stranger."""
    if served() == "locked":
        return "never"
    chosen = os.environ.get(IMAGES, "")
    return cast("Images", chosen) if chosen in ("always", "never") else "ask"


def engine() -> str:
    """Return the name of the English pipeline to use, or "" for the one that comes with us."""
    return os.environ.get(ENGINE, "")


def user_agent() -> str | None:
    """Return what to call ourselves to servers, or None for our own name."""
    chosen = os.environ.get(USER_AGENT, "").strip()
    return chosen if chosen.isascii() and chosen.isprintable() and chosen else None


def max_bytes() -> int:
    """Return how many bytes of a source are read at most; `MAX_BYTES` where nothing sensible is set."""
    chosen = os.environ.get(MEGABYTES, "")
    return int(chosen[:4]) * 1024**2 if chosen.isdecimal() and int(chosen) else MAX_BYTES
