"""`pullquote import`: what people bring from elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING, BinaryIO

import click

from reader.cli import console
from reader.cli.options import Common, common_options
from reader.errors import PullquoteError

if TYPE_CHECKING:
    from reader.imports.model import Brought


@click.command("import")
@click.argument("files", nargs=-1, required=True, type=click.File("rb"), metavar="FILE…")
@click.option("--fetch", is_flag=True, help="Then read and save the articles; without it they wait.")
@common_options
def import_files(common: Common, files: tuple[BinaryIO, ...], fetch: bool) -> int:
    """Bring feeds and articles from elsewhere; the format is told by the content.

    FILE is OPML, a browser's bookmarks (HTML), an export of Pocket, Instapaper or wallabag, or newsboat's urls file.
    Feeds are followed, articles wait to be read ('pullquote feed entries').  What is there already stays as it is, so
    a file can be imported again.
    """
    code = bring_files(common, files)
    if fetch:
        from reader.cli.ahead import fetch_ahead
        from reader.library import Library

        with Library(common.library_path) as library:
            code = max(code, fetch_ahead(common, library))
    return code


def bring_files(common: Common, files: tuple[BinaryIO, ...], *, feeds_only: bool = False) -> int:
    """Import files, whatever happens to one of them, and return the exit code."""
    from reader.imports.read import IMPORTED_AT_MOST, read

    code = console.DONE
    for file in files:
        name = "standard input" if file.name == "<stdin>" else str(file.name)
        try:
            data = file.read(IMPORTED_AT_MOST + 1)
            if len(data) > IMPORTED_AT_MOST:
                raise PullquoteError(f"{name} is larger than {IMPORTED_AT_MOST // 1024**2} MB; cut it first")
            brought = read(data, name)
            if feeds_only:
                brought.bookmarks.clear()
                if not brought.feeds and not brought.problems:
                    raise PullquoteError(f"{name} names no feeds; 'pullquote import' brings articles too")
            _bring(common, brought, name)
            if brought.problems:
                code = console.FAILED
        except PullquoteError as error:
            console.error(str(error))
            code = console.FAILED
        except OSError as error:
            console.error(f"{name} cannot be read ({error.strerror}); check it")
            code = console.FAILED
    return code


def _bring(common: Common, brought: Brought, name: str) -> None:
    from reader.imports.bring import bring
    from reader.library import Library

    with Library(common.library_path) as library:
        result = bring(library.database, brought)
    for notice in brought.notices:
        console.note(f"{name}: {notice}")
    for problem in brought.problems:
        console.error(f"{name}: {problem}")
    parts = []
    if brought.feeds:
        parts.append(_added(result.feeds, result.feeds_there, "feed", "feeds"))
    if brought.bookmarks:
        parts.append(_added(result.addresses, result.addresses_there, "article", "articles"))
    console.write(f"{brought.name}: {', '.join(parts) or 'nothing to take'}\n")


def _added(new: int, there: int, one: str, many: str) -> str:
    already = f" ({there:,} there already)" if there else ""
    return f"{new:,} {one if new == 1 else many} added{already}"
