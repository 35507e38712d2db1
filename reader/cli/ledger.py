"""The commands of the ledger: who said what across the library, and what the user decides about people."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import click

from reader.cli import console
from reader.cli.kept import opened
from reader.cli.options import common_options
from reader.errors import LibraryError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from reader.cli.options import Common
    from reader.ledger.values import SavedPerson
    from reader.library import Library

_EMPTY = "the library is empty; 'pullquote save ADDRESS' keeps an article"
_MANY_DUE = 200
"""Articles from which taking them in is worth a word."""
_NAME = click.argument("name", metavar="NAME")
_JSON = click.option("--json", "as_json", is_flag=True, help="Print JSON.")
_FORMATS = click.Choice(["text", "json", "csv", "markdown"])


@dataclass(frozen=True, slots=True)
class Wanted:
    """What `quotes --library` is asked for."""

    library: bool
    grep: str
    site: str
    after: str
    before: str
    new: bool
    recurring: bool
    by_site: bool
    form: str | None
    limit: int | None

    def only_there(self) -> dict[str, object]:
        """Return the options that a SOURCE does not have, with what was given for them."""
        return {
            f"--{name.replace('_', '-').replace('form', 'format')}": getattr(self, name)
            for name in Wanted.__dataclass_fields__
            if name != "library"
        }


_LEDGER_OPTIONS = (
    click.option("--library", is_flag=True, help="Of everything saved, in place of one SOURCE."),
    click.option(
        "--grep",
        metavar="WORDS",
        default="",
        help="With --library: only quotes with WORDS, '\"so\"' in that order.",
    ),
    click.option("--site", metavar="SITE", default="", help="With --library: only what this site has."),
    click.option(
        "--after", metavar="DATE", default="", help="With --library: from 2026-11-03, 2026-11 or 2026 on."
    ),
    click.option(
        "--before", metavar="DATE", default="", help="With --library: until that day, month or year."
    ),
    click.option(
        "--new",
        is_flag=True,
        help="With --library: only what is new of people you follow, not looked at yet.",
    ),
    click.option(
        "--recurring",
        is_flag=True,
        help="With --library: quotes that several articles have, and what differs.",
    ),
    click.option("--by-site", is_flag=True, help="With --library: a chart of who quotes whom how often."),
    click.option(
        "--format",
        "form",
        type=_FORMATS,
        help="With --library: text, json, or csv and markdown with citations.",
    ),
    click.option("--limit", type=click.IntRange(min=1), metavar="N", help="With --library: at most N."),
)


def ledger_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give `quotes` the options for the library, as one argument `wanted`."""

    @functools.wraps(command)
    def wrapped(*args: Any, **rest: Any) -> Any:
        mine = {name: rest.pop(name) for name in Wanted.__dataclass_fields__}
        return command(*args, wanted=Wanted(**mine), **rest)

    return functools.reduce(lambda inner, option: option(inner), reversed(_LEDGER_OPTIONS), wrapped)


def in_library(source: str | None, library: bool, only_there: dict[str, object]) -> bool:
    """Tell whether a command is for the library, and not for a SOURCE.  Raises: click.UsageError (neither, or both)."""
    if library and source is not None:
        raise click.UsageError("Give either a SOURCE or --library.")
    given = [name for name, value in only_there.items() if value]
    if not library and given:
        raise click.UsageError(f"{given[0]} goes with --library.")
    if not library and source is None:
        raise click.UsageError("Missing argument 'SOURCE', or --library for everything saved.")
    return library


def print_quotes(
    common: Common, wanted: Wanted, speaker: str | None, *, as_json: bool, indirect: bool
) -> None:
    """Print the quotes of the library."""
    form = "json" if as_json else wanted.form or "text"
    if not common.library_path.exists():
        _print([], form, "quotes")
        console.note(_EMPTY)
        return
    with opened(common) as library:
        _up_to_date(library)
        if wanted.by_site:
            _print_sites(library, wanted, form)
        elif wanted.recurring:
            _print_recurring(library, wanted, speaker, form)
        else:
            found = library.quotes(
                speaker=speaker,
                grep=wanted.grep,
                site=wanted.site,
                after=wanted.after,
                before=wanted.before,
                new=wanted.new,
                indirect=indirect,
                around=form == "json",
                limit=wanted.limit,
            )
            if not _print(found, form, "quotes") and form != "json":
                console.note("no saved quote is like that")


def _print_recurring(library: Library, wanted: Wanted, speaker: str | None, form: str) -> None:
    if wanted.grep or wanted.site or wanted.after or wanted.before or wanted.new:
        raise click.UsageError("--recurring goes with --speaker and --limit only.")
    found = library.recurrences(speaker=speaker, limit=wanted.limit)
    if form == "csv":
        _print((wording.quote for recurrence in found for wording in recurrence.wordings), form, "quotes")
    else:
        _print(found, form, "recurrences")
    if not found and form != "json":
        console.note("no quote stands in several saved articles")


def _print_sites(library: Library, wanted: Wanted, form: str) -> None:
    from reader.ledger import exporting

    if form not in ("text", "json"):
        raise click.UsageError("--by-site prints text or json.")
    found = library.who_quotes_whom(site=wanted.site, limit=wanted.limit or 30)
    if form == "json":
        _print(found, form, "")
    else:
        for line in exporting.site_lines(found):
            console.write(line + "\n")
    if not found and form != "json":
        console.note("no saved article of a named site quotes anybody")


def _print(found: Iterable[Any], form: str, what: str) -> int:
    """Print values of the ledger one by one, and return how many there were."""
    from reader.export import to_json
    from reader.ledger import exporting

    number = 0
    if form == "csv":
        for number, line in enumerate(exporting.csv_lines(found)):  # noqa: B007 — the header is number 0
            console.write(line)
        return number
    shapes: dict[tuple[str, str], Callable[[Any], str]] = {
        ("quotes", "text"): lambda quote: exporting.quote_line(quote) + "\n",
        ("quotes", "markdown"): lambda quote: exporting.quote_markdown(quote) + "\n",
        ("recurrences", "text"): lambda one: exporting.recurrence_text(one) + "\n",
        ("recurrences", "markdown"): lambda one: exporting.recurrence_markdown(one) + "\n",
        ("people", "text"): lambda person: exporting.person_line(person) + "\n",
    }
    if form != "json":
        for value in found:
            console.write(shapes[what, form](value))
            number += 1
        return number
    console.write("[")
    for value in found:
        console.write(("," if number else "") + "\n" + to_json(exporting.as_json(value), indent=2))
        number += 1
    console.write("\n]\n" if number else "]\n")
    return number


def print_people(
    common: Common, *, name: str, followed: bool, recount: bool, limit: int | None, as_json: bool
) -> None:
    """Print the people of the library."""
    form = "json" if as_json else "text"
    if not common.library_path.exists():
        _print([], form, "people")
        console.note(_EMPTY)
        return
    with opened(common) as library:
        if recount:
            with console.progress_bar(console.has_error_screen(), library.count()) as advance:
                library.rebuild_ledger(_steps(advance))
        else:
            _up_to_date(library)
        found = library.people(name=name, followed=followed, limit=limit)
        if not _print(found, form, "people") and form != "json":
            console.note(
                "nobody is followed; 'pullquote follow NAME' does" if followed else "nobody like that"
            )


def _steps(advance: Callable[[int], None]) -> Callable[[int], None]:
    """Return what takes the number of all that is done, given what takes how many were done since."""
    shown = 0

    def progress(done: int) -> None:
        nonlocal shown
        advance(done - shown)
        shown = done

    return progress


def _up_to_date(library: Library) -> None:
    """Take in what was saved since, with a bar where that is much."""
    due = library.ledger_due()
    if due < _MANY_DUE:
        library.bring_ledger_up_to_date()
        return
    with console.progress_bar(console.has_error_screen(), due) as advance:
        library.bring_ledger_up_to_date(_steps(advance))


def _there(common: Common) -> None:
    if not common.library_path.exists():
        raise LibraryError(_EMPTY)


@click.command()
@_NAME
@click.option(
    "--format",
    "form",
    type=_FORMATS,
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
        _up_to_date(library)
        found = library.dossier(name, limit=limit)
        if as_json or form == "json":
            console.write(to_json(exporting.as_json(found), indent=2) + "\n")
        elif form == "csv":
            _print(found.quotes, form, "quotes")
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
        _up_to_date(library)
        console.write(exporting.person_line(change(library)) + "\n")
