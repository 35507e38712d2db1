"""Local files: their bytes, or one clear sentence why not."""

from __future__ import annotations

import email
import email.policy
import os
import re
from pathlib import Path
from urllib.parse import unquote, urlsplit

from reader.errors import SourceError

_SCHEME = re.compile(r"([a-z][a-z0-9+.-]{1,20}):(?!\\)", re.IGNORECASE)
_HOST = re.compile(r"(?:[a-z0-9-]{1,63}\.)+[a-z]{2,24}(?::\d+)?(?:/.*)?", re.IGNORECASE)


def read_file(source: str, max_bytes: int) -> bytes:
    """Return the bytes of a file that `source` names, as a path or a file: address.

    Raises: SourceError.
    """
    path = _path(source)
    try:
        with path.open("rb") as file:
            data = file.read(max_bytes + 1)
    except FileNotFoundError as error:
        raise _missing(source) from error
    except IsADirectoryError as error:
        raise SourceError(f"{source} is a folder; name a file in it") from error
    except PermissionError as error:
        raise SourceError(f"{source} may not be read by you; check its permissions") from error
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise SourceError(f"{source[:200]} cannot be read ({reason}); check the name") from error
    if len(data) > max_bytes:
        raise SourceError(f"{source} is larger than {max_bytes // 1024**2} MB, which no article is")
    if not data.strip():
        raise SourceError(f"{source} is empty")
    return data


def _path(source: str) -> Path:
    scheme = _SCHEME.match(source)
    if scheme and scheme.group(1).lower() == "file":
        parts = urlsplit(source)
        if parts.netloc not in ("", "localhost"):
            raise SourceError(f"{source} is a file on another machine; copy it here first")
        return Path(unquote(parts.path))
    if scheme and not os.path.lexists(source):
        raise SourceError(f"{scheme.group(1)}: addresses cannot be read; give an http(s) address or a file")
    return Path(source).expanduser()


def _missing(source: str) -> SourceError:
    if _HOST.fullmatch(source) and not source.lower().endswith(
        (".html", ".htm", ".txt", ".md", ".xhtml", ".mht")
    ):
        return SourceError(f"there is no file {source}; for the web page say https://{source}")
    return SourceError(f"there is no file {source}; check the name")


def unpack_mhtml(data: bytes) -> tuple[bytes, str | None, str | None] | None:
    """Return the page inside a saved web archive (MHTML, RFC 2557), its Content-Type and its address.

    None when `data` is no such archive.
    """
    head = data[:4000].lower()
    if b"mime-version:" not in head or b"content-type:" not in head:
        return None
    message = email.message_from_bytes(data, policy=email.policy.compat32)
    for part in message.walk():
        if part.get_content_type() in ("text/html", "application/xhtml+xml"):
            payload = part.get_payload(decode=True)
            if isinstance(payload, bytes):
                address = part.get("Content-Location") or message.get("Snapshot-Content-Location")
                return payload, part.get("Content-Type"), str(address) if address else None
    return None
