"""The command that shows the reader in a browser."""

from __future__ import annotations

import contextlib
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import click

from reader.cli import console
from reader.cli.completing import files
from reader.cli.options import Common, HowToRead, common_options, reading_options
from reader.cli.sources import STDIN, piped

if TYPE_CHECKING:
    from collections.abc import Iterator


@click.command()
@click.argument("sources", nargs=-1, metavar="[SOURCE…]", shell_complete=files)
@click.option(
    "--host",
    default="127.0.0.1",
    show_default=True,
    metavar="NAME",
    help="Name or number to listen on; others than this machine see only SOURCE.",
)
@click.option(
    "--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="Port; 0 takes any."
)
@reading_options
@common_options
@click.pass_context
def serve(
    ctx: click.Context, common: Common, sources: tuple[str, ...], host: str, port: int, how: HowToRead
) -> int:
    """Show the reader in a browser (needs the extra 'serve').

    Each browser gets a reader of its own on SOURCE, or on the library.  On this machine alone (the default) it is the
    whole reader, behind an address with a key in it, which is printed.  Listening elsewhere, readers are locked to
    SOURCE: no other address and no file is opened, and links open in the visitor's own browser.
    """
    from reader.serve import is_loopback
    from reader.serve import serve as run

    if not sources and not is_loopback(host):
        raise click.UsageError("Where others can reach it, name the SOURCE that they may read.", ctx)
    if common.theme is not None:
        from reader.tui.themes import check

        check(common.theme)
    with _as_files(sources) as named:
        arguments = [*_options(common, how), "--", *named] if named else _options(common, HowToRead())
        return run(arguments, host=host, port=port, tell=_tell)


def _tell(address: str) -> None:
    console.write(address + "\n")
    console.flush()
    console.note("open this address in a browser; Ctrl-C ends it")


def _options(common: Common, how: HowToRead) -> list[str]:
    """Return the options with which each reader is started, the same as ours."""
    said = {
        "--config": common.config_file,
        "--data-dir": common.data_dir,
        "--theme": common.theme,
        "--timeout": common.timeout,
        "--base-url": how.base_url,
    }
    options = [f"{name}={value}" for name, value in said.items() if value is not None]
    return [*options, *(["--all-pages"] if how.all_pages else [])]


@contextlib.contextmanager
def _as_files(sources: tuple[str, ...]) -> Iterator[list[str]]:
    """Yield the sources; what was piped in, which each reader needs, is a file for as long as this lasts."""
    data = piped(sources)
    if data is None:
        yield list(sources)
        return
    with tempfile.TemporaryDirectory(prefix="pullquote-") as folder:
        path = Path(folder) / "standard input"
        path.write_bytes(data)
        yield [str(path) if source == STDIN else source for source in sources]
