"""What lists are sorted by and filters compare: dates and texts made alike."""

from __future__ import annotations

import re
import unicodedata
from datetime import UTC, datetime

_AROUND = re.compile(r"^[\W_]+|[\W_]+$")


def in_utc(published: str | None) -> str | None:
    """Return an ISO 8601 date as it is, a date and time in UTC, so that all sort as text; None for what is neither."""
    if not published:
        return None
    try:
        if len(published) == len("2026-11-03"):
            return datetime.fromisoformat(published).date().isoformat()
        time = datetime.fromisoformat(published)
        return (
            (time if time.tzinfo else time.replace(tzinfo=UTC)).astimezone(UTC).isoformat(timespec="seconds")
        )
    except (ValueError, OverflowError):
        return None


def folded(text: str) -> str:
    """Return a text as lists sort it and filters compare it: no case, no accents, no marks around it."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))
    return " ".join(_AROUND.sub("", plain).split()) or plain
