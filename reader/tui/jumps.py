"""Where the user was on a page before each jump, to go back there and forward again."""

from __future__ import annotations

Place = int | None
"""The offset at the top of the screen; None is the top of the page."""

_MOST = 100


class Jumps:
    """Places in the order in which they were left, and how far back in them the user is."""

    def __init__(self) -> None:
        self._places: list[Place] = []
        self._at = 0  # behind the last place when the user has not gone back

    def leave(self, place: Place) -> None:
        """Remember a place from which the user jumps; what lay forward is forgotten."""
        del self._places[self._at :]
        if not self._places or self._places[-1] != place:
            self._places.append(place)
        del self._places[:-_MOST]
        self._at = len(self._places)

    def back(self, here: Place) -> tuple[Place] | None:
        """Return the place to go back to from `here`, which lies forward then; None where there is none."""
        if self._at == len(self._places):
            if self._places[-1:] == [here]:
                self._at -= 1
            else:
                self._places.append(here)
        if self._at == 0:
            return None
        self._at -= 1
        return (self._places[self._at],)

    def forward(self) -> tuple[Place] | None:
        """Return the place to go forward to, or None."""
        if self._at + 1 >= len(self._places):
            return None
        self._at += 1
        return (self._places[self._at],)
