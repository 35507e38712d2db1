"""`pullquote import`: what people bring from elsewhere."""

from __future__ import annotations

from typing import BinaryIO

import click

from reader.cli import console
from reader.cli.kept import opened
from reader.cli.options import Common, common_options
from reader.counted import counted
from reader.errors import PullquoteError


@click.command("import")
@click.argument("files", nargs=-1, required=True, type=click.File("rb"), metavar="FILE…")
@click.option("--fetch", is_flag=True, help="Then read and save the articles; without it they wait.")
@common_options
def import_files(common: Common, files: tuple[BinaryIO, ...], fetch: bool) -> int:
    """Bring feeds and articles from elsewhere; the format is told by the content.

    FILE is a library as 'export --library' writes it, OPML, a browser's bookmarks (HTML), an export of Pocket,
    Instapaper or wallabag, or newsboat's urls file; - is standard input.  Feeds are followed, addresses wait to be read
    ('pullquote feed entries').  What is there already stays as it is, so a file can be imported again.
    """
    code = bring_files(common, files)
    if fetch:
        from reader.cli.ahead import fetch_ahead

        with opened(common) as library:
            code = max(code, fetch_ahead(common, library))
    return code


def bring_files(common: Common, files: tuple[BinaryIO, ...], *, feeds_only: bool = False) -> int:
    """Import files, whatever happens to one of them, and return the exit code."""
    code = console.DONE
    for file in files:
        name = "standard input" if file.name == "<stdin>" else str(file.name)
        try:
            if not feeds_only and _is_library(file):
                from reader.cli.transfer import take_lines

                code = max(code, take_lines(common, file))
            else:
                code = max(code, _bring(common, file, name, feeds_only=feeds_only))
        except PullquoteError as error:
            console.error(str(error))
            code = console.FAILED
        except OSError as error:
            console.error(f"{name} cannot be read ({error.strerror}); check it")
            code = console.FAILED
    return code


def _is_library(file: BinaryIO) -> bool:
    """Tell whether a file is a library put out as JSON lines, without taking anything from it: it may be a pipe."""
    peek = getattr(file, "peek", None)
    return peek is not None and bytes(peek(1)).lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{")


def _bring(common: Common, file: BinaryIO, name: str, *, feeds_only: bool) -> int:
    from reader.imports.bring import bring
    from reader.imports.read import IMPORTED_AT_MOST, read

    data = file.read(IMPORTED_AT_MOST + 1)
    if len(data) > IMPORTED_AT_MOST:
        raise PullquoteError(f"{name} is larger than {IMPORTED_AT_MOST // 1024**2} MB; cut it first")
    brought = read(data, name)
    if feeds_only:
        brought.bookmarks.clear()
        if not brought.feeds and not brought.problems:
            raise PullquoteError(f"{name} names no feeds; 'pullquote import' brings articles too")
    with opened(common) as library:
        result = bring(library.database, brought)
    for notice in brought.notices:
        console.note(f"{name}: {notice}")
    for problem in brought.problems:
        console.error(f"{name}: {problem}")
    parts = []
    if brought.feeds:
        parts.append(_added(result.feeds, result.feeds_there, "feed"))
    if brought.bookmarks:
        parts.append(_added(result.addresses, result.addresses_there, "article"))
    console.write(f"{brought.name}: {', '.join(parts) or 'nothing to take'}\n")
    return console.FAILED if brought.problems else console.DONE


def _added(new: int, there: int, one: str) -> str:
    already = f" ({there:,} there already)" if there else ""
    return f"{counted(new, one)} added{already}"
