"""Local files: their bytes, or one clear sentence why not."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import unquote, urlsplit

from reader.errors import SourceError
from reader.fetch.addresses import looks_like_web, shown
from reader.fetch.progress import size

_SCHEME = re.compile(r"([a-z][a-z0-9+.-]+):", re.IGNORECASE)
"""A scheme has two letters or more: "c:" is a drive."""


def read_file(source: str, max_bytes: int) -> bytes:
    """Return the bytes of the file that `source` names, as a path or a file: address.

    Raises: SourceError.
    """
    if not source:
        raise SourceError("no source is given; name an address or a file")
    path = _path(source)
    name = shown(source)
    try:
        with path.open("rb") as file:
            data = file.read(max_bytes + 1)
    except FileNotFoundError as error:
        raise SourceError(_missing(source)) from error
    except NotADirectoryError as error:
        raise SourceError(_missing(source)) from error
    except IsADirectoryError as error:
        raise SourceError(f"{name} is a folder; name a file in it") from error
    except PermissionError as error:
        raise SourceError(f"{name} may not be read by you; check its permissions") from error
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise SourceError(f"{name} cannot be read ({reason}); check the name") from error
    if len(data) > max_bytes:
        raise SourceError(f"{name} is larger than {size(max_bytes)}, which no article is; cut it first")
    return data


def _path(source: str) -> Path:
    path = Path(source)
    scheme = _SCHEME.match(source)
    if scheme is None or _exists(path):
        return _at_home(path)
    if scheme[1].lower() != "file":
        raise SourceError(_unknown_scheme(source, scheme[1]))
    try:
        parts = urlsplit(source)
    except ValueError as error:
        raise SourceError(f"{shown(source)} is no address of a file; give its path") from error
    if parts.netloc.lower() not in ("", "localhost"):
        raise SourceError(f"{shown(source)} is on another computer; copy the file here first")
    return Path(unquote(parts.path))


def _exists(path: Path) -> bool:
    try:
        return path.exists()
    except (OSError, ValueError):
        return False


def _at_home(path: Path) -> Path:
    try:
        return path.expanduser()
    except RuntimeError:
        return path


def _unknown_scheme(source: str, scheme: str) -> str:
    if looks_like_web(source):
        # A host and its port look like a scheme: localhost:8000.
        return f"there is no file {shown(source)}; did you mean http://{shown(source)} ?"
    return f"{shown(source)} cannot be read: pullquote knows http and https addresses and files, not {shown(scheme)}:"


def _missing(source: str) -> str:
    if looks_like_web(source):
        return f"there is no file {shown(source)}; did you mean https://{shown(source)} ?"
    return f"there is no file {shown(source)}; check the name"
