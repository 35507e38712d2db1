"""A number typed before a key: how often what the key does is wanted."""

from __future__ import annotations

_MOST = 999


class Count:
    """Hears every key that no field took, and knows the number that stands before the last of them."""

    def __init__(self) -> None:
        self.typed = 0
        """What has been typed so far; 0 is nothing."""
        self._for_key = 0

    def hear(self, key: str) -> None:
        """Take in a key, by Textual's name, before anything else does."""
        if key.isdecimal() and key.isascii() and len(key) == 1:
            self.typed = min(self.typed * 10 + int(key), _MOST)
            self._for_key = 0
        else:
            self._for_key, self.typed = self.typed, 0

    def take(self) -> int:
        """Return the number before the key that is being obeyed, 1 where there is none."""
        number, self._for_key = self._for_key or 1, 0
        return number
