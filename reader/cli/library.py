"""The commands of the library: save, list, search, tag, star, remove, restore, diff."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from reader.cli import console
from reader.cli.kept import opened
from reader.cli.options import Common, HowToRead, common_options, reading_options
from reader.cli.sources import each, reading
from reader.errors import LibraryError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reader.library import Entry, Filter, Hit, Library, Saved, Sort

_IDS = click.argument("ids", nargs=-1, required=True, type=click.IntRange(min=1), metavar="ID…")
_JSON = click.option("--json", "as_json", is_flag=True, help="Print JSON.")
_PAGE = 500
"""Entries that are fetched at a time while a whole list is printed."""


@click.command()
@click.argument("sources", nargs=-1, required=True, metavar="SOURCE…")
@click.option(
    "--tag", "tags", multiple=True, metavar="TAG", help="Give what is saved this tag; may be repeated."
)
@click.option("--no-analysis", is_flag=True, help="Leave quotes and people for when they are first wanted.")
@reading_options
@common_options
def save(
    common: Common, sources: tuple[str, ...], tags: tuple[str, ...], no_analysis: bool, how: HowToRead
) -> int:
    """Keep articles in the library.

    The same article from another address is one entry; where its text has changed, the earlier text is kept too.
    """

    # Opened first: who cannot save need not wait for the network.
    with opened(common) as library:

        def keep(source: str) -> None:
            result = reading(source, common, how, analyse=not no_analysis)
            with library.database.transaction():
                saved = library.save(result)
                if tags:
                    library.add_tags([saved.id], *tags)
            console.write(_saved_line(saved, result.article.title or source) + "\n")
            console.flush()

        return each(sources, keep)


def _saved_line(saved: Saved, title: str) -> str:
    said = {
        "new": "saved",
        "same": "saved before, unchanged",
        "changed": f"has changed; what is new: pullquote diff {saved.id}",
        "restored": "restored",
    }[saved.change]
    return f"{saved.id}\t{title}\t{said}"


@click.command("list")
@click.option("--unread", is_flag=True, help="Only what is not read yet.")
@click.option("--starred", is_flag=True, help="Only what has a star.")
@click.option("--removed", is_flag=True, help="What was removed, and can be restored.")
@click.option("--tag", metavar="TAG", help="Only what has this tag.")
@click.option("--site", metavar="SITE", help="Only what is of this site: its name, or its host.")
@click.option(
    "--sort",
    type=click.Choice(["saved", "date", "title", "site"]),
    default="saved",
    show_default=True,
    help="By when it was saved or published, latest first; by title; by site.",
)
@click.option("--reverse", is_flag=True, help="The other way about.")
@click.option("--limit", type=click.IntRange(min=1), metavar="N", help="At most N articles.")
@_JSON
@common_options
def list_command(
    common: Common,
    unread: bool,
    starred: bool,
    removed: bool,
    tag: str | None,
    site: str | None,
    sort: Sort,
    reverse: bool,
    limit: int | None,
    as_json: bool,
) -> None:
    """Print the saved articles, a line each: ID, date, site, title, marks and tags."""
    from reader.library import Filter

    print_list(common, Filter(unread, starred, tag, site, removed), sort, reverse, limit, as_json=as_json)


def print_list(
    common: Common,
    which: Filter,
    sort: Sort = "saved",
    reverse: bool = False,
    limit: int | None = None,
    *,
    as_json: bool = False,
) -> None:
    """Print a list of the library's articles; what can be done where there are none goes to standard error."""
    if not common.library_path.exists():
        console.write("[]\n" if as_json else "")
        console.note("the library is empty; 'pullquote save ADDRESS' keeps an article")
        return
    with opened(common) as library:
        found = _all_entries(library, which, sort, reverse, limit)
        if as_json:
            _write_json(map(_entry_as_dict, found))
            return
        some = False
        for entry in found:
            some = True
            console.write(_entry_line(entry) + "\n")
        if not some:
            console.note(
                "no saved article is like that; 'pullquote list' shows all"
                if library.count()
                else "the library is empty; 'pullquote save ADDRESS' keeps an article"
            )


def _all_entries(
    library: Library, which: Filter, sort: Sort, reverse: bool, limit: int | None
) -> Iterator[Entry]:
    after = None
    left = limit
    while left is None or left > 0:
        wanted = _PAGE if left is None else min(_PAGE, left)
        page = library.entries(which, sort, reverse=reverse, after=after, limit=wanted)
        yield from page
        if len(page) < wanted:
            return
        after = page[-1]
        left = None if left is None else left - len(page)


@click.command()
@click.argument("query", nargs=-1, required=True, metavar="QUERY")
@click.option(
    "--limit",
    type=click.IntRange(1, 1000),
    default=20,
    show_default=True,
    metavar="N",
    help="At most N articles.",
)
@_JSON
@common_options
def search(common: Common, query: tuple[str, ...], limit: int, as_json: bool) -> None:
    """Search the saved articles, best first, each with the words that were found.

    \b
    harbour light          both words, anywhere
    '"harbour light"'      the words next to each other
    'harb*'                words that begin so
    speaker:okafor         who speaks; also person: site: title: note: tag:
    speaker:'"Marie Okafor"'
    after:2026-11          published in November 2026 or later; also before:
    """
    with opened(common) as library:
        found = library.search(" ".join(query), limit=limit)
    if as_json:
        _write_json(map(_hit_as_dict, found.hits))
    else:
        for hit in found.hits:
            console.write(f"{_entry_line(hit.entry)}\n    {' '.join(hit.excerpt.split())}\n")
    if not found.hits:
        console.note("nothing in the library is like that")
    elif found.more:
        console.note(f"these are the best {limit}; --limit shows more")


@click.command()
@click.argument("id_", type=click.IntRange(min=1), required=False, metavar="[ID]")
@click.argument("tags", nargs=-1, metavar="[TAG]…")
@click.option("--remove", is_flag=True, help="Take the tags away.")
@common_options
def tag(common: Common, id_: int | None, tags: tuple[str, ...], remove: bool) -> None:
    """Give a saved article tags, or take them.

    Without TAG the article's tags are printed, without ID all tags with the number of their articles.
    """
    with opened(common) as library:
        if id_ is None:
            for name, number in library.tags():
                console.write(f"{name}\t{number}\n")
            return
        change = library.remove_tags if remove else library.add_tags
        change([id_], *tags)
        entry = library.entry(id_)
        if not tags and entry:
            console.write("".join(f"{name}\n" for name in entry.tags))


@click.command()
@_IDS
@click.option("--remove", is_flag=True, help="Take the stars away.")
@common_options
def star(common: Common, ids: tuple[int, ...], remove: bool) -> None:
    """Star saved articles."""
    with opened(common) as library:
        library.set_starred(ids, not remove)


@click.command()
@_IDS
@common_options
def remove(common: Common, ids: tuple[int, ...]) -> None:
    """Take articles out of the library; for 30 days 'restore' brings them back."""
    with opened(common) as library:
        library.remove(ids)
    console.note(
        f"removed {_articles(len(ids))}; 'pullquote restore' brings {'it' if len(ids) == 1 else 'them'} back"
    )


@click.command()
@click.argument("ids", nargs=-1, type=click.IntRange(min=1), metavar="[ID]…")
@common_options
def restore(common: Common, ids: tuple[int, ...]) -> None:
    """Bring removed articles back, with all that they had; without ID those removed last."""
    with opened(common) as library:
        wanted = list(ids) or library.last_removed()
        if not wanted:
            raise LibraryError("nothing was removed in the last 30 days")
        library.restore(wanted)
        for id_ in wanted:
            entry = library.entry(id_)
            if entry:
                console.write(_entry_line(entry) + "\n")


@click.command()
@click.argument("id_", type=click.IntRange(min=1), metavar="ID")
@common_options
def diff(common: Common, id_: int) -> None:
    """Print how a saved article has changed each time its text did.

    Only paragraphs that changed are printed, with what went as [-words-] and what came as {+words+}.
    """
    from itertools import pairwise

    from reader.library.difference import as_text, changed_paragraphs

    with opened(common) as library:
        entry = library.entry(id_)
        texts = library.versions(id_)
    if entry is None:
        raise LibraryError(f"there is no article {id_} in the library; 'pullquote list' shows what there is")
    for before, after in pairwise(texts):
        console.write(f"{_time(before.fetched)} → {_time(after.fetched)}\n\n")
        for runs in changed_paragraphs(
            f"{before.title}\n\n{before.markdown}", f"{after.title}\n\n{after.markdown}"
        ):
            console.write(as_text(runs) + "\n\n")
    if len(texts) < 2:
        console.note(
            f"article {id_} has not changed since {_time(entry.saved)}; 'pullquote save' looks again"
        )


def _entry_line(entry: Entry) -> str:
    marks = [
        *(["removed"] if entry.removed else []),
        *(["unread"] if entry.read is None else []),
        *(["starred"] if entry.starred else []),
        *(f"#{name}" for name in entry.tags),
    ]
    title = entry.title or entry.url or entry.source
    return "\t".join(
        (str(entry.id), entry.dated[:10], entry.site or entry.host or "-", title, " ".join(marks))
    )


def _entry_as_dict(entry: Entry) -> dict[str, object]:
    return asdict(entry)


def _hit_as_dict(hit: Hit) -> dict[str, object]:
    return {**asdict(hit.entry), "spans": hit.spans, "excerpt": {"start": hit.start, "text": hit.excerpt}}


def _write_json(values: Iterator[dict[str, object]]) -> None:
    """Write a JSON list, an element a line, as they come."""
    from reader.export import to_json

    between = "["
    for value in values:
        console.write(f"{between}\n{to_json(value)}")
        between = ","
    console.write("[]\n" if between == "[" else "\n]\n")


def _articles(number: int) -> str:
    return f"{number} article{'' if number == 1 else 's'}"


def _time(stored: str) -> str:
    """Return a stored time for people: to the minute, in UTC."""
    return stored[:16].replace("T", " ")
