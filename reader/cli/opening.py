"""What opens the reader: on sources, on the sample, on the library."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from reader.cli import console
from reader.cli.completing import files
from reader.cli.group import READ, nearest_command
from reader.cli.kept import kept_id, opened
from reader.cli.options import Common, HowToRead, common_options, reading_options
from reader.cli.sources import each, piped, reading
from reader.cli.terminal import has_screen, take_terminal
from reader.settings import served

if TYPE_CHECKING:
    from reader.worker.client import Worker
    from reader.worker.protocol import Request

# The package is a folder of files, as the styles need it to be; importlib.resources would take longer to import than
# all of this module.
_SAMPLE = Path(__file__).parents[1] / "samples" / "demo.html"
_SAMPLE_URL = "https://harbourledger.example/2026/11/lighthouse-vote"


def open_library(common: Common) -> int:
    """Open the reader on the library, and return the exit code.  Raises: LibraryError, SourceError (no terminal)."""
    from reader.worker.client import Worker
    from reader.worker.protocol import Request

    take_terminal()
    # A library that cannot be opened is told before the screen is taken, in one line.
    with opened(common):
        pass
    path = common.library_path
    browsing = Request("", timeout=common.timeout, caching=common.caching, library=path)
    return _on_screen(Worker.start(held=True), common, [], library=path, browsing=browsing)


def _on_screen(
    worker: Worker,
    common: Common,
    requests: list[Request],
    *,
    library: Path | None,
    browsing: Request | None = None,
) -> int:
    """Run the reader until the user leaves, and end its worker."""
    try:
        if requests:
            # It fetches and cleans on another core while Textual is imported here.
            worker.begin(requests[0])
        from reader.tui import run

        return run(
            requests,
            worker,
            theme=common.theme,
            measure=common.config.measure,
            keys=common.config.keys,
            library=library,
            browsing=browsing,
        )
    finally:
        worker.close()


@click.command(READ, hidden=True)
@click.argument("sources", nargs=-1, required=True, metavar="SOURCE…", shell_complete=files)
@reading_options
@common_options
@click.pass_context
def read_sources(ctx: click.Context, common: Common, sources: tuple[str, ...], how: HowToRead) -> int:
    """Open the reader on each SOURCE; without a terminal, print the articles as Markdown."""
    nearest = nearest_command(ctx, sources[0])
    if nearest:
        raise click.UsageError(f"There is no command or file {sources[0]!r}. Did you mean {nearest!r}?", ctx)
    return _read(sources, common, how)


def _read(sources: tuple[str, ...], common: Common, how: HowToRead) -> int:
    if has_screen():
        return _open_reader(sources, common, how)

    between = ""

    def show_markdown(source: str) -> None:
        from reader.export import to_markdown

        nonlocal between
        article = reading(source, common, how, analyse=False).article
        console.write(between + to_markdown(article))
        between = "\n"

    return each(sources, show_markdown)


def _open_reader(sources: tuple[str, ...], common: Common, how: HowToRead) -> int:
    from reader.worker.client import Worker
    from reader.worker.protocol import Request

    data = piped(sources)
    # A stranger's reader neither reads nor writes in the owner's library.
    shelf = None if served() == "locked" else common.library_path
    requests = [
        Request(
            source,
            how.base_url,
            common.timeout,
            data if source == "-" else None,
            all_pages=how.all_pages,
            caching=common.caching,
            library=common.library_path,
            kept=kept_id(source),
        )
        for source in sources
    ]
    take_terminal()
    worker = Worker.start(held=True, only=sources if served() == "locked" else None)
    return _on_screen(worker, common, requests, library=shelf)


@click.command()
@common_options
def demo(common: Common) -> int:
    """Open the reader on a sample article; needs no network."""
    return _read((str(_SAMPLE),), common, HowToRead(_SAMPLE_URL))
