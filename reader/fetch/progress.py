"""What a fetch tells while it is under way, and how it is told to stop."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FetchProgress:
    """`received` and `total` in bytes as sent by the server; `total` is None where it does not say."""

    host: str
    received: int = 0
    total: int | None = None

    def __str__(self) -> str:
        """Say it in a few words."""
        if not self.received:
            return f"waiting for {self.host}"
        size = _size(self.received)
        return f"{self.host}: {size} of {_size(self.total)}" if self.total else f"{self.host}: {size}"


def _size(count: int) -> str:
    return f"{count / 1e6:.1f} MB" if count >= 1e6 else f"{max(1, round(count / 1e3))} kB"
