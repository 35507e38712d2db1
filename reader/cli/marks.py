"""The commands for what a reader does with saved articles: mark, notes."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from reader.cli import console
from reader.cli.kept import opened
from reader.cli.options import Common, common_options
from reader.errors import LibraryError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from reader.library import Library
    from reader.model import Highlight


@click.command()
@click.argument("ids", nargs=-1, required=True, type=click.IntRange(min=1), metavar="ID…")
@click.option("--unread", is_flag=True, help="Mark as unread instead.")
@common_options
def mark(common: Common, ids: tuple[int, ...], unread: bool) -> None:
    """Mark saved articles as read."""
    with opened(common) as library:
        library.set_read(ids, not unread)


@click.command()
@click.argument("id_", type=click.IntRange(min=1), required=False, metavar="[ID]")
@click.option("--grep", metavar="WORDS", default="", help="Only where all WORDS stand in passage or note.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@common_options
def notes(common: Common, id_: int | None, grep: str, as_json: bool) -> None:
    """Print what you highlighted, a line each: article's ID, passage, note, title.

    Of one article in the order of its text, of the whole library the latest first.
    """
    with opened(common) as library:
        if id_ is not None and library.entry(id_) is None:
            raise LibraryError(
                f"there is no article {id_} in the library; 'pullquote list' shows what there is"
            )
        found = _with(library.all_highlights() if id_ is None else library.highlights(id_), grep)
        number = _print_json(library, found) if as_json else _print_lines(library, found)
    if not number:
        console.note(
            "nothing is highlighted like that; h in the reader highlights a quote or what is selected"
        )


def _with(highlights: Iterable[Highlight], grep: str) -> Iterator[Highlight]:
    words = grep.casefold().split()
    for one in highlights:
        if all(word in f"{one.anchor.exact}\n{one.note}".casefold() for word in words):
            yield one


def _print_lines(library: Library, found: Iterator[Highlight]) -> int:
    number = 0
    for number, one in enumerate(found, 1):  # noqa: B007 - returned
        entry = library.entry(one.article)
        title = (entry.title or entry.source) if entry else ""
        passage, note = (" ".join(text.split()) for text in (one.anchor.exact, one.note))
        console.write(f"{one.article}\t{passage}\t{note or '-'}\t{title}\n")
    return number


def _print_json(library: Library, found: Iterator[Highlight]) -> int:
    from reader.export import to_json

    number = 0
    console.write("[")
    for number, one in enumerate(found, 1):
        entry = library.entry(one.article)
        about = {"title": entry.title, "url": entry.url, "site": entry.site} if entry else {}
        console.write(f"{',' if number > 1 else ''}\n{to_json({**asdict(one), **about})}")
    console.write("\n]\n" if number else "]\n")
    return number
