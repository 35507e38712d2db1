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
