"""Options that every command takes."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import click

from reader import __version__
from reader.limits import DEFAULT_TIMEOUT

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass(frozen=True, slots=True)
class Common:
    """What the common options say; `timeout` in seconds."""

    verbose: bool
    timeout: float
    theme: str | None


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


def common_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the common options, as one argument `common`.

    They may stand before the command's name as well as after it; what stands nearer wins.
    """

    @functools.wraps(command)
    def wrapped(
        *args: Any, verbose: bool | None, timeout: float | None, theme: str | None, **rest: Any
    ) -> Any:
        ctx = click.get_current_context()
        above: Common | None = ctx.parent.obj if ctx.parent else None
        common = Common(
            verbose=verbose if verbose is not None else bool(above and above.verbose),
            timeout=timeout or (above.timeout if above else DEFAULT_TIMEOUT),
            theme=theme or (above.theme if above else None),
        )
        return command(*args, common=common, **rest)

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
            "--theme", metavar="NAME", help="Colours of the reader; an unknown NAME lists them all."
        ),
    )
    return functools.reduce(lambda inner, option: option(inner), reversed(options), wrapped)
