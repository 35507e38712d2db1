"""Settings: config.toml, and how it reaches the processes that do the work.

The environment wins over the file, and an option over both.  What the worker and the processes of `batch` need to know
travels in the environment, which they inherit.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

from reader.errors import PullquoteError
from reader.settings import ENGINE, IMAGES, MEGABYTES, USER_AGENT

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

_PROXIES = ("ALL_PROXY", "HTTP_PROXY", "HTTPS_PROXY")
"""The environment variables that httpx reads a proxy from (https://www.python-httpx.org/environment_variables/)."""


class ConfigError(PullquoteError):
    """config.toml cannot be read, or says something that we do not understand."""


@dataclass(frozen=True, slots=True)
class Config:
    """What config.toml says; None where it says nothing."""

    theme: str | None = None
    measure: int | None = None
    """Cells that a line of text has at most."""
    engine: str | None = None
    images: str | None = None
    """When pictures are fetched: "ask", "always" (as they come into sight) or "never"."""
    user_agent: str | None = None
    proxy: str | None = None
    """The address of the proxy for all fetches."""
    timeout: float | None = None
    """Seconds that fetching may take in all."""
    megabytes: int | None = None
    """Megabytes (1024² bytes) of a page, a file or a pipe that are read at most."""
    keys: Mapping[str, str] = field(default_factory=dict)
    """Names of commands of the reader and their keys, separated by commas, as Textual names them."""

    def to_environment(self) -> None:
        """Tell this process and those it starts what it says, where the environment says nothing already."""
        said: dict[str, str | None] = {
            ENGINE: self.engine,
            IMAGES: self.images,
            USER_AGENT: self.user_agent,
            MEGABYTES: str(self.megabytes) if self.megabytes else None,
        }
        if not any(os.environ.get(name) or os.environ.get(name.lower()) for name in _PROXIES):
            said["ALL_PROXY"] = self.proxy
        for name, value in said.items():
            if value:
                os.environ.setdefault(name, value)


def config_path() -> Path:
    """Return where config.toml is looked for unless another file is named; it may not exist."""
    from platformdirs import user_config_path

    return user_config_path("pullquote", appauthor=False) / "config.toml"


def data_path() -> Path:
    """Return the folder that the library is in unless another is named; it may not exist."""
    from platformdirs import user_data_path

    return user_data_path("pullquote", appauthor=False)


def cache_path() -> Path:
    """Return the folder of pages that were fetched; it may not exist, and deleting it loses nothing that was saved."""
    from platformdirs import user_cache_path

    return user_cache_path("pullquote", appauthor=False)


def load(path: Path | None = None) -> Config:
    """Return what the file at `path` says, or that at `config_path()`, which need not exist.

    Raises: ConfigError.
    """
    place = path or config_path()
    try:
        data = place.read_bytes()
    except FileNotFoundError:
        if path is None:
            return Config()
        raise ConfigError(f"there is no file {place}; check what --config names") from None
    except OSError as error:
        raise ConfigError(f"{place} cannot be read ({error.strerror}); check its permissions") from error
    return _parsed(data, place)


def _parsed(data: bytes, place: Path) -> Config:
    import tomllib

    try:
        said = tomllib.loads(data.decode())
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(f"{place} is no valid TOML ({error}); mend it or move it away") from error
    limits = said.pop("limits", {})
    if not isinstance(limits, dict):
        raise ConfigError(f"{place}: limits must be a table, as in: [limits] and timeout = 30 below it")
    values = _checked(said, _SETTINGS, "", place) | _checked(limits, _LIMITS, "limits.", place)
    return Config(**values)


class _Setting(NamedTuple):
    """What a setting may be, in words and as a test."""

    expected: str
    fits: Callable[[Any], bool]


def _is_text(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip()) and value.isprintable()


def _is_number(value: object, least: float, most: float) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and least <= value <= most


_SETTINGS = {
    "theme": _Setting("the name of a theme", _is_text),
    "measure": _Setting(
        "a number of cells from 30 to 200",
        lambda value: isinstance(value, int) and _is_number(value, 30, 200),
    ),
    "engine": _Setting(
        "the name of an installed spaCy pipeline, its folder, or that of a GLiNER model", _is_text
    ),
    "images": _Setting('"ask", "always" or "never"', lambda value: value in ("ask", "always", "never")),
    "user_agent": _Setting("a line of text", lambda value: _is_text(value) and value.isascii()),
    "proxy": _Setting(
        "an address like http://localhost:8080",
        lambda value: (
            _is_text(value) and value.startswith(("http://", "https://", "socks5://", "socks5h://"))
        ),
    ),
    "keys": _Setting(
        'a table of commands and keys, such as "quote.next" = "n,down"',
        lambda value: isinstance(value, dict) and all(_is_text(keys) for keys in value.values()),
    ),
}
_LIMITS = {
    "timeout": _Setting("a number of seconds up to 3600", lambda value: _is_number(value, 0.1, 3600)),
    "megabytes": _Setting(
        "a whole number from 1 to 1024", lambda value: isinstance(value, int) and _is_number(value, 1, 1024)
    ),
}


def _checked(said: dict[str, Any], known: dict[str, _Setting], prefix: str, place: Path) -> dict[str, Any]:
    for name, value in said.items():
        if name not in known:
            import difflib

            nearest = difflib.get_close_matches(name, known, n=1)
            meant = f"did you mean {nearest[0]!r}?" if nearest else f"there are: {', '.join(sorted(known))}"
            raise ConfigError(f"{place}: there is no setting {prefix + name!r}; {meant}")
        if not known[name].fits(value):
            raise ConfigError(f"{place}: {prefix}{name} must be {known[name].expected}, and is {value!r}")
    return said
