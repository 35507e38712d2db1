"""The commands for people across the library: what is known of one, and what the user decides about them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from reader.cli import console
from reader.cli.kept import opened
from reader.cli.ledger import EMPTY, FORMATS, print_values, up_to_date
from reader.cli.options import common_options
from reader.errors import LibraryError

if TYPE_CHECKING:
    from collections.abc import Callable

    from reader.cli.options import Common
    from reader.ledger.values import SavedPerson
    from reader.library import Library

_NAME = click.argument("name", metavar="NAME")
_JSON = click.option("--json", "as_json", is_flag=True, help="Print JSON.")


def _there(common: Common) -> None:
    if not common.library_path.exists():
        raise LibraryError(EMPTY)


@click.command()
@_NAME
@click.option(
    "--format",
    "form",
    type=FORMATS,
    default="text",
    show_default=True,
    help="What to print; csv has the quotes.",
)
@_JSON
@click.option("--why", is_flag=True, help="Say for each article why its person was taken for this one.")
@click.option(
    "--limit",
    type=click.IntRange(min=1),
    default=50,
    show_default=True,
    metavar="N",
    help="At most N quotes.",
)
@common_options
def dossier(common: Common, name: str, form: str, as_json: bool, why: bool, limit: int) -> None:
    """Print what the saved articles tell of a person.

    What they said, when and where, with the words around it; their roles over time; who quotes them; who is quoted
    beside them.  NAME is a name, a part of one, or a number that 'pullquote people --library' lists.  What is new of
    somebody you follow is marked, and counts as seen then.
    """
    from reader.export import to_json
    from reader.ledger import exporting

    _there(common)
    with opened(common) as library:
        up_to_date(library)
        found = library.dossier(name, limit=limit)
        if as_json or form == "json":
            console.write(to_json(exporting.as_json(found), indent=2) + "\n")
        elif form == "csv":
            print_values(found.quotes, form, "quotes")
        elif form == "markdown":
            console.write(exporting.dossier_markdown(found))
        else:
            console.write(exporting.dossier_text(found, why=why))
        console.flush()
        if found.person.new:
            library.mark_looked_at(found.person.id)


@click.command()
@_NAME
@common_options
def follow(common: Common, name: str) -> None:
    """Mark what is new of a person from now on: in 'dossier', and with 'quotes --library --new'."""
    _decided(common, lambda library: library.follow(name))


@click.command()
@_NAME
@common_options
def unfollow(common: Common, name: str) -> None:
    """Mark nothing new of a person any more."""
    _decided(common, lambda library: library.unfollow(name))


@click.command()
@_NAME
@click.argument("other", metavar="OTHER")
@common_options
def merge(common: Common, name: str, other: str) -> None:
    """Make one person of two, NAME and OTHER, for ever; 'split' takes it back."""
    _decided(common, lambda library: library.merge_people(name, other))


@click.command()
@_NAME
@click.option(
    "--article",
    "articles",
    multiple=True,
    type=click.IntRange(min=1),
    metavar="ID",
    help="Who is in this article.",
)
@click.option("--called", "names", multiple=True, metavar="FORM", help="Who goes by this name: 'J. Okafor'.")
@common_options
def split(common: Common, name: str, articles: tuple[int, ...], names: tuple[str, ...]) -> None:
    """Make two persons of NAME, for ever: whoever is in the articles given, or goes by the form given, is another.

    Both options may be repeated; 'pullquote dossier NAME --why' lists articles and forms.
    """
    if not articles and not names:
        raise click.UsageError("Say who is another person: --article ID or --called FORM.")
    _decided(common, lambda library: library.split_person(name, articles=articles, names=names))


def _decided(common: Common, change: Callable[[Library], SavedPerson]) -> None:
    """Make a change to people, and print the line of the one that it made."""
    from reader.ledger import exporting

    _there(common)
    with opened(common) as library:
        up_to_date(library)
        console.write(exporting.person_line(change(library)) + "\n")
