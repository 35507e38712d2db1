"""What a fetch is doing now, for whoever waits for it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FetchProgress:
    """The state of a fetch.

    `phase` is a few words ("connecting", "waiting for an answer", "receiving"); `received` the bytes of the body
    that have come over the network so far, still compressed; `total` how many the server announced, or None.
    """

    host: str
    phase: str
    received: int = 0
    total: int | None = None

    def __str__(self) -> str:
        """Say it in a few words: "news.example: receiving, 12 kB of 3.4 MB"."""
        if not self.received:
            return f"{self.host}: {self.phase}"
        of = f" of {size(self.total)}" if self.total else ""
        return f"{self.host}: {self.phase}, {size(self.received)}{of}"


def size(count: int) -> str:
    """Return a number of bytes in words, by powers of 1024: "940 bytes", "12 kB", "3.4 MB"."""
    if count < 1024:
        return f"{count} bytes"
    if count < 1024**2:
        return f"{count / 1024:.0f} kB"
    return f"{count / 1024**2:.1f} MB".replace(".0 ", " ")
