"""Pages that a browser saved as one file (MHTML, RFC 2557)."""

from __future__ import annotations

import re
from dataclasses import dataclass

_HEAD = 4096
_HEADER = re.compile(rb"\A\s*(?:[\w-]{1,60}:.*(?:\r?\n[ \t].*)*\r?\n)+", re.IGNORECASE)
_MULTIPART = re.compile(
    rb"^content-type:\s*(?:multipart/|text/html|application/xhtml)", re.IGNORECASE | re.MULTILINE
)
_VERSION = re.compile(rb"^mime-version:", re.IGNORECASE | re.MULTILINE)


@dataclass(frozen=True, slots=True)
class SavedPage:
    """The page in an archive: its bytes, its Content-Type, and the address it was saved from, if told."""

    data: bytes
    content_type: str
    url: str | None


def saved_page(data: bytes) -> SavedPage | None:
    """Return the first HTML page of an archive, or None where `data` is no archive or holds none."""
    header = _HEADER.match(data[:_HEAD])
    if not header or not _VERSION.search(header[0]) or not _MULTIPART.search(header[0]):
        return None
    import email
    import email.policy

    # The old policy: the new one raises on headers that are not as they should be.
    message = email.message_from_bytes(data, policy=email.policy.compat32)
    for part in message.walk():
        if part.get_content_type() in ("text/html", "application/xhtml+xml"):
            payload = part.get_payload(decode=True)
            if isinstance(payload, bytes):
                address = part.get("Content-Location") or message.get("Snapshot-Content-Location")
                return SavedPage(
                    payload, str(part.get("Content-Type", "")), str(address) if address else None
                )
    return None
