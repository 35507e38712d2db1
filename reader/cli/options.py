"""Options that every command takes."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from reader import __version__
from reader.limits import DEFAULT_TIMEOUT

if TYPE_CHECKING:
    from collections.abc import Callable

    from reader.caching import Caching
    from reader.config import Config

indirect_option = click.option(
    "--indirect", is_flag=True, help="With what is reported without marks too: “she said that …”."
)


@dataclass(frozen=True, slots=True)
class Common:
    """What the common options and config.toml say.

    `timeout` is in seconds, `data_dir` the folder of the library; `offline` reads only what is kept.
    """

    verbose: bool
    timeout: float
    theme: str | None
    data_dir: Path
    config: Config
    config_file: Path | None = None
    """The file that --config names."""
    offline: bool = False

    @property
    def caching(self) -> Caching:
        """How pages from the network are kept, and whether only kept ones are read."""
        from reader.caching import Caching
        from reader.config import cache_path

        return Caching(cache_path(), self.offline, library=self.library_path)

    @property
    def library_path(self) -> Path:
        """The file of the library; it may not exist."""
        return self.data_dir / "library.db"


@dataclass(frozen=True, slots=True)
class HowToRead:
    """How a source is read: the address against which a local page's links resolve, and whether further pages too."""

    base_url: str | None = None
    all_pages: bool = False


def reading_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command that reads sources the options for it, as one argument `how`."""

    @functools.wraps(command)
    def wrapped(*args: Any, base_url: str | None, all_pages: bool, **rest: Any) -> Any:
        return command(*args, how=HowToRead(base_url, all_pages), **rest)

    options = (
        click.option("--base-url", metavar="URL", help="Address against which a local page's links resolve."),
        click.option(
            "--all-pages",
            is_flag=True,
            help="Read on where the article goes on, page after page of its site.",
        ),
    )
    return functools.reduce(lambda inner, option: option(inner), reversed(options), wrapped)


def _common(
    verbose: bool = False,
    timeout: float | None = None,
    theme: str | None = None,
    config: Path | None = None,
    data_dir: Path | None = None,
    offline: bool = False,
) -> Common:
    """Return what the options say, and config.toml where they say nothing.  Raises: ConfigError."""
    from reader.config import data_path, load

    settings = load(config)
    settings.to_environment()
    return Common(
        verbose=verbose,
        timeout=timeout or settings.timeout or DEFAULT_TIMEOUT,
        theme=theme or settings.theme,
        data_dir=data_dir or data_path(),
        config=settings,
        offline=offline,
        config_file=config,
    )


def common_of(ctx: click.Context) -> Common:
    """Return what the common options of a group say, and config.toml.  Raises: ConfigError."""
    return _common(**ctx.obj)


def common_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the common options, as one argument `common`.

    They may stand before the command's name as well as after it; what stands nearer wins.
    """

    @functools.wraps(command)
    def wrapped(
        *args: Any,
        verbose: bool | None,
        timeout: float | None,
        theme: str | None,
        config: Path | None,
        data_dir: Path | None,
        offline: bool | None,
        **rest: Any,
    ) -> Any:
        ctx = click.get_current_context()
        said: dict[str, Any] = {
            "verbose": verbose,
            "timeout": timeout,
            "theme": theme,
            "config": config,
            "data_dir": data_dir,
            "offline": offline,
        }
        said = {name: value for name, value in said.items() if value is not None}
        if ctx.parent is not None:
            said = {**ctx.parent.obj, **said}
        if isinstance(ctx.command, click.Group):
            ctx.obj = said
            return command(*args, **rest)
        return command(*args, common=_common(**said), **rest)

    options = (
        click.version_option(__version__, prog_name="pullquote"),
        click.option(
            "-v", "--verbose", is_flag=True, default=None, help="Say what is done and what was dropped."
        ),
        click.option(
            "--timeout",
            type=click.FloatRange(min=0, min_open=True, max=3600),
            metavar="SECONDS",
            help=f"How long fetching may take in all.  [default: {DEFAULT_TIMEOUT:g}]",
        ),
        click.option(
            "--config",
            type=click.Path(dir_okay=False, path_type=Path),
            metavar="FILE",
            help="Settings, in place of your config.toml.",
        ),
        click.option(
            "--data-dir",
            type=click.Path(file_okay=False, path_type=Path),
            metavar="DIR",
            help="Where the library is kept, in place of your data folder.",
        ),
        click.option(
            "--offline",
            is_flag=True,
            default=None,
            help="Read without a network: what is saved, and pages kept from earlier visits.",
        ),
        click.option(
            "--theme", metavar="NAME", help="Colours of the reader; an unknown NAME lists them all."
        ),
    )
    return functools.reduce(lambda inner, option: option(inner), reversed(options), wrapped)
