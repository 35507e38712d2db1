"""Whether and where pages from the network are kept.  A value only: `reader.fetch.cache` does the keeping."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Caching:
    """How pages are kept: in the folder `folder`.

    `offline` reads what is kept, however old, and nothing else; `again` asks the server even where what is kept would
    still do.  `library` is the file in which saved articles are looked for first when offline, by those who know
    libraries (`reader.fetch` does not).
    """

    folder: Path
    offline: bool = False
    again: bool = False
    library: Path | None = None
