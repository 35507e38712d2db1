"""What the reader remembers of its own looks from one run to the next: a small file, of no use to anybody else."""

from __future__ import annotations

import contextlib
import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def state_folder() -> Path:
    """Return the folder for what is remembered; it may not exist yet."""
    from platformdirs import user_state_path

    return user_state_path("pullquote", appauthor=False)


def recall(name: str) -> int | None:
    """Return the number remembered under a name, or None; a file that cannot be read remembers nothing."""
    value = _read().get(name)
    return value if isinstance(value, int) else None


def remember(name: str, value: int) -> None:
    """Remember a number; where the file cannot be written, this run is all that knows it."""
    path = _path()
    with contextlib.suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps({**_read(), name: value}), "utf-8")


def _path() -> Path:
    return state_folder() / "screen.json"


def _read() -> dict[str, object]:
    try:
        said = json.loads(_path().read_bytes())
    except (OSError, ValueError):
        return {}
    return said if isinstance(said, dict) else {}
