"""The commands of `pullquote feed`, each a thin call into reader.feeds."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, BinaryIO

import click

from reader.cli import console
from reader.cli.imports import bring_files
from reader.cli.kept import looked_into, opened
from reader.cli.options import Common, common_options
from reader.cli.sources import each
from reader.errors import FetchError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager

    from reader.feeds.store import Feeds
    from reader.library import Library

_FEEDS = click.argument("named", nargs=-1, metavar="[FEED]…")
_JSON = click.option("--json", "as_json", is_flag=True, help="Print JSON.")


@click.group(invoke_without_command=True)
@common_options
@click.pass_context
def feed(ctx: click.Context) -> None:
    """Follow feeds (RSS, Atom, JSON Feed).

    FEED is the number, the address or a part of the title of one that you follow.
    """
    if ctx.invoked_subcommand is None:
        console.write(ctx.get_help() + "\n")


@feed.command()
@click.argument("urls", nargs=-1, required=True, metavar="URL…")
@common_options
def add(common: Common, urls: tuple[str, ...]) -> int:
    """Follow the feed at each URL; the address of a page finds its feed."""
    with _opened(common, opened) as (_, feeds):
        return each(urls, lambda url: _add(common, feeds, url))


def _add(common: Common, feeds: Feeds, given: str) -> None:
    from reader.counted import counted
    from reader.feeds.following import follow, typed_address
    from reader.fetch.addresses import without_login

    _need_network(common)
    url = typed_address(given)
    found = follow(feeds, url, timeout=common.timeout)
    label, count = (found.feed.label, found.feed.entries) if found.feed else (found.url, 0)
    said = f"following {label}, {counted(count, 'entry', 'entries')}"
    console.write(f"{said if found.new else f'{label} is followed already'}: {without_login(found.url)}\n")
    if found.others:
        others = ", ".join(
            f"{other.url} ({other.title})" if other.title else other.url for other in found.others[:8]
        )
        console.note(f"{url} names other feeds too: {others}; add one by its address")


@feed.command("list")
@_JSON
@common_options
def list_feeds(common: Common, as_json: bool) -> None:
    """Print the feeds that you follow.

    A line is the number, unread and all entries, title, tags and address, with tabs between, and what is wrong.
    """
    from reader.cli.feed_lines import feed_as_dict, feed_line

    with _opened(common) as (_, feeds):
        found = feeds.all()
        if as_json:
            from reader.export import to_json

            console.write(to_json([feed_as_dict(each) for each in found], indent=2) + "\n")
            return
        for each_feed in found:
            console.write(feed_line(each_feed) + "\n")
        if not found:
            console.note("you follow no feeds yet; try: pullquote feed add URL")


@feed.command()
@_FEEDS
@click.option(
    "--jobs",
    type=click.IntRange(1, 64),
    default=16,
    show_default=True,
    metavar="N",
    help="Feeds that are fetched at once; of one host, two at most.",
)
@click.option("--fetch", is_flag=True, help="Then read and save the unread entries' articles, for offline.")
@click.option(
    "--limit",
    type=click.IntRange(1, 10_000),
    default=200,
    show_default=True,
    metavar="N",
    help="With --fetch: articles that are read at most; the next run goes on.",
)
@common_options
def refresh(common: Common, named: tuple[str, ...], jobs: int, fetch: bool, limit: int) -> int:
    """Ask feeds for new entries: those named, or all.

    --timeout holds for each feed, and four times as long for all of them.  What has not changed is not sent again; a
    feed that failed more than twice in a row, or whose server asks for it, is left alone for a while, unless it is
    named.
    """
    from reader.cli.refreshing import refresh_feeds, say_left_alone

    _need_network(common)
    with _opened(common) as (library, feeds):
        chosen = [feeds.find(name) for name in named] if named else feeds.due()
        code = refresh_feeds(common, feeds, chosen, jobs)
        if not named:
            say_left_alone(feeds, chosen)
        if fetch:
            from reader.cli.ahead import fetch_ahead

            code = max(code, fetch_ahead(common, library, limit))
        return code


@feed.command()
@click.argument("named", nargs=-1, required=True, metavar="FEED…")
@common_options
def remove(common: Common, named: tuple[str, ...]) -> int:
    """Follow feeds no longer; articles that you saved from them stay."""
    from reader.fetch.addresses import without_login

    with _opened(common) as (_, feeds):

        def drop(name: str) -> None:
            found = feeds.find(name)
            feeds.remove(found)
            url = without_login(found.url)
            console.write(f"removed {found.label}; 'pullquote feed add {url}' follows it again\n")

        return each(named, drop)


@feed.command()
@_FEEDS
@click.option("--unread", is_flag=True, help="Only those that you have not read.")
@click.option(
    "--limit", type=click.IntRange(1), default=50, show_default=True, metavar="N", help="How many at most."
)
@_JSON
@common_options
def entries(common: Common, named: tuple[str, ...], unread: bool, limit: int, as_json: bool) -> None:
    """Print entries, the newest first: of the feeds named, or of all, with what was imported to be read.

    A line is the number, two marks, date, title, feed and address, with tabs between.  The marks are N where it is new
    (unread), and S where its article is saved or ! where that could not be read.
    """
    with _opened(common) as (library, feeds):
        from reader.cli.feed_lines import entry_as_dict, entry_line
        from reader.feeds.entries import Entries

        found = Entries(library.database).newest(
            [feeds.find(name) for name in named], unread=unread, limit=limit
        )
        if as_json:
            from reader.export import to_json

            console.write(to_json([entry_as_dict(entry) for entry in found], indent=2) + "\n")
            return
        for entry in found:
            console.write(entry_line(entry) + "\n")
        if not found:
            console.note("no unread entries" if unread else "no entries; try: pullquote feed refresh")


@feed.command("mark-read")
@_FEEDS
@common_options
def mark_read(common: Common, named: tuple[str, ...]) -> None:
    """Mark all entries as read: of the feeds named, or of all."""
    with _opened(common) as (library, feeds):
        from reader.counted import counted
        from reader.feeds.entries import Entries

        count = Entries(library.database).mark_all([feeds.find(name) for name in named])
        console.write(f"{counted(count, 'entry', 'entries')} marked as read\n")


@feed.command("import")
@click.argument("files", nargs=-1, required=True, type=click.File("rb"), metavar="FILE…")
@common_options
def import_feeds(common: Common, files: tuple[BinaryIO, ...]) -> int:
    """Follow the feeds of a list: OPML, or newsboat's urls file; folders become tags."""
    return bring_files(common, files, feeds_only=True)


@feed.command("export")
@common_options
def export_feeds(common: Common) -> None:
    """Print the feeds that you follow as OPML; tags become folders and categories."""
    from reader.feeds import opml
    from reader.fetch.addresses import without_login

    with _opened(common) as (_, feeds):
        outlines = [
            opml.Outline(without_login(each.url), each.title, each.site, each.tags) for each in feeds.all()
        ]
        console.write(opml.write(outlines))


@contextmanager
def _opened(
    common: Common, how: Callable[[Common], AbstractContextManager[Library]] = looked_into
) -> Iterator[tuple[Library, Feeds]]:
    from reader.feeds.store import Feeds

    with how(common) as library:
        yield library, Feeds(library.database)


def _need_network(common: Common) -> None:
    if common.offline:
        raise FetchError("feeds come over the network; leave --offline out")
