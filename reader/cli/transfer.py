"""The commands that carry articles out and in: export, import."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import click

from reader.cli import console
from reader.cli.kept import kept_id, opened
from reader.cli.options import Common, HowToRead, common_options, reading_options
from reader.cli.sources import reading
from reader.errors import LibraryError, PullquoteError

if TYPE_CHECKING:
    from collections.abc import Iterable

_FILE = click.Path(dir_okay=False, path_type=Path)


@click.command()
@click.argument("source", required=False, metavar="[SOURCE|ID]")
@click.option(
    "--to",
    "target",
    type=_FILE,
    required=True,
    metavar="FILE",
    help="Where to: .md .html .json .txt, or .jsonl.",
)
@click.option("--library", "whole_library", is_flag=True, help="The whole library, to FILE.jsonl.")
@click.option("--force", is_flag=True, help="Write over a file that is there.")
@reading_options
@common_options
def export(
    common: Common, source: str | None, target: Path, whole_library: bool, force: bool, how: HowToRead
) -> None:
    """Write an article with its quotes and people to a file, or the whole library.

    The form is told by how FILE ends: Markdown, HTML, JSON or plain text; JSON lines for the library.
    """
    if whole_library == (source is not None):
        raise click.UsageError("Give a SOURCE or an ID, or --library.")
    _check(target, (".jsonl",) if whole_library else _suffixes(), force)
    if whole_library:
        with opened(common) as library:
            number = _write(target, (line + "\n" for line in library.export_lines()), force)
        console.note(f"wrote {number} article{'' if number == 1 else 's'} to {target}")
        return
    from reader.export.whole import whole

    result = reading(source or "", common, how)
    id_ = kept_id(source or "")
    highlights = []
    if id_ is not None:
        with opened(common) as library:
            highlights = library.highlights(id_)
    _write(target, [whole(result, target.suffix.lower(), highlights)], force)


def take_lines(common: Common, file: BinaryIO) -> int:
    """Take articles into the library from JSON lines, as 'export --library' writes them; return the exit code."""
    code, new, there = console.DONE, 0, 0
    with opened(common) as library:
        for number, line in enumerate(file, 1):
            if not line.strip():
                continue
            try:
                taken = library.import_line(line.decode("utf-8", "replace"))
            except LibraryError as error:
                console.error(f"line {number}: {error}")
                code = console.FAILED
                continue
            new, there = new + taken.new, there + (not taken.new)
    console.note(f"{new} new, {there} known already")
    return code


def _suffixes() -> tuple[str, ...]:
    from reader.export.whole import SUFFIXES

    return SUFFIXES


def _check(target: Path, suffixes: tuple[str, ...], force: bool) -> None:
    """Refuse a file before anything is read for it.  Raises: click.UsageError, PullquoteError."""
    if target.suffix.lower() not in suffixes:
        raise click.UsageError(
            f"FILE must end in {' or '.join(suffixes)}, to say its form, and not as {target.name!r}."
        )
    if os.path.lexists(target) and not force:
        raise PullquoteError(f"{target} is there already; give another name, or --force to write over it")


def _write(target: Path, parts: Iterable[str], force: bool) -> int:
    """Write a file whole or not at all; return how many parts it has.  Raises: PullquoteError."""
    unfinished = target.with_name(f".{target.name}.{os.getpid()}")
    number = 0
    try:
        with unfinished.open("x", encoding="utf-8", errors="replace", newline="\n") as file:
            for part in parts:
                file.write(part)
                number += 1
        if force:
            unfinished.replace(target)
        else:
            # Unlike a rename, a link does not take the place of a file that has come meanwhile.
            os.link(unfinished, target)
    except FileExistsError:
        raise PullquoteError(
            f"{target} is there already; give another name, or --force to write over it"
        ) from None
    except OSError as error:
        raise PullquoteError(
            f"{target} cannot be written ({error.strerror}); name another place with --to"
        ) from error
    finally:
        with suppress(OSError):
            unfinished.unlink(missing_ok=True)
    return number
