"""The command for many articles at once: on this machine, or on a cluster."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import click

from reader.cli import console
from reader.cli.options import Common, common_options, indirect_option
from reader.cli.sources import STDIN

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reader.batch import Options


@click.command()
@click.argument(
    "file", type=click.Path(exists=True, allow_dash=True, path_type=Path), default="-", metavar="[FILE]"
)
@click.option(
    "--jobs",
    type=click.IntRange(1, 256),
    default=1,
    show_default=True,
    metavar="N",
    help="Processes to share the work; about 400 MB each.",
)
@click.option("--no-analysis", is_flag=True, help="Only clean: no quotes, no people.")
@indirect_option
@click.option(
    "--scheduler",
    metavar="ADDRESS",
    help="Run on the Dask cluster of this scheduler; 'local' starts one with N workers.",
)
@click.option(
    "--to",
    "target",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="FOLDER",
    help="On a cluster, with a folder for FILE: write a file a file there.",
)
@click.option(
    "--progress/--no-progress",
    default=None,
    help="Draw a bar on standard error.  [default: on a terminal]",
)
@common_options
@click.pass_context
def batch(
    ctx: click.Context,
    common: Common,
    file: Path,
    jobs: int,
    no_analysis: bool,
    indirect: bool,
    scheduler: str | None,
    target: Path | None,
    progress: bool | None,
) -> int:
    """Read many articles: JSON lines in, JSON lines out.

    The lines come from FILE or standard input; each gives one line out, in the same order.

    A line in names a page by one of: {"id", "url"}, {"id", "path"}, {"id", "html", "url"?}, {"id", "html_base64",
    "url"?}, {"id", "text"}.  A line out is the article with its id, or {"id", "error"}.

    On a cluster (needs the extra 'dask') FILE may be a folder of JSONL and Parquet files, which the workers read and
    answer into the folder --to; files that are there already are not made again.
    """
    from reader.batch import Options

    if file.is_dir() != (target is not None) or (target is not None and scheduler is None):
        raise click.UsageError(
            "A folder of pages needs --scheduler and a folder for the articles, --to.", ctx
        )
    options = Options(
        analyse=not no_analysis, indirect=indirect, timeout=common.timeout, caching=common.caching
    )
    shown = (
        sys.stderr.isatty() and not (target is None and sys.stdout.isatty()) if progress is None else progress
    )
    if target is not None and scheduler is not None:
        from reader.cluster import run_partitions

        with console.progress_bar(shown, None) as advance:
            count = run_partitions(
                file, target, options, scheduler=scheduler, workers=jobs, on_progress=advance
            )
        console.note(f"{count} articles written to {target}")
        return console.DONE
    lines = _opened(file)
    with console.progress_bar(shown, _count(lines) if shown else None) as advance:
        for line in _answers((line.decode("utf-8", "replace") for line in lines), options, jobs, scheduler):
            console.write(line + "\n")
            console.flush()
            advance(1)
    return console.DONE


def _opened(file: Path) -> BinaryIO:
    if str(file) != STDIN:
        return file.open("rb")
    # A thread waits on the input; at the end the interpreter must be able to close its own standard input.
    return os.fdopen(os.dup(sys.stdin.fileno()), "rb")


def _count(lines: BinaryIO) -> int | None:
    """Return how many lines there are to answer, where that can be known beforehand."""
    if not lines.seekable():
        return None
    total = sum(1 for line in lines if line.strip())
    lines.seek(0)
    return total


def _answers(lines: Iterator[str], options: Options, jobs: int, scheduler: str | None) -> Iterator[str]:
    if scheduler is None:
        from reader.batch import run

        return run(lines, options, jobs)
    from reader.cluster import run as run_on_cluster

    return run_on_cluster(lines, options, scheduler=scheduler, workers=jobs)
