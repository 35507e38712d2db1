"""The commands, each a thin call into the library."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from reader.cli import console, ledger, library, marks, transfer
from reader.cli.completing import files
from reader.cli.feeds import feed
from reader.cli.group import READ, SourceGroup, nearest_command
from reader.cli.imports import import_files
from reader.cli.kept import kept_id, opened
from reader.cli.options import (
    Common,
    HowToRead,
    common_of,
    common_options,
    indirect_option,
    reading_options,
)
from reader.cli.sources import each, piped, reading
from reader.cli.terminal import has_screen, take_terminal
from reader.settings import served

if TYPE_CHECKING:
    from reader.model import Analysis, Document, Quote
    from reader.worker.client import Worker
    from reader.worker.protocol import Request

# The package is a folder of files, as the styles need it to be; importlib.resources would take longer to import than
# all of this module.
_SAMPLE = Path(__file__).parents[1] / "samples" / "demo.html"
_SAMPLE_URL = "https://harbourledger.example/2026/11/lighthouse-vote"
_SOURCE = click.argument("source", metavar="SOURCE", shell_complete=files)
_SOURCE_OR_LIBRARY = click.argument("source", metavar="[SOURCE]", required=False, shell_complete=files)
_JSON = click.option("--json", "as_json", is_flag=True, help="Print JSON.")


@click.group(
    cls=SourceGroup,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="SOURCE is an http(s) address, a file, the ID of a saved article, or - for standard input."
    "  Try: pullquote demo",
)
@common_options
@click.pass_context
def pullquote(ctx: click.Context) -> int:
    """Read an article in the terminal, with its quotes and who said them beside it."""
    if ctx.invoked_subcommand is None:
        if has_screen():
            return _open_library(common_of(ctx))
        ctx.invoke(library.list_command)
    return console.DONE


def _open_library(common: Common) -> int:
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


@pullquote.command(READ, hidden=True)
@click.argument("sources", nargs=-1, required=True, metavar="SOURCE…", shell_complete=files)
@reading_options
@common_options
@click.pass_context
def read_sources(ctx: click.Context, common: Common, sources: tuple[str, ...], how: HowToRead) -> int:
    """Open the reader on each SOURCE; without a terminal, print the articles as Markdown."""
    group = ctx.find_root().command
    nearest = nearest_command(group, sources[0]) if isinstance(group, SourceGroup) else None
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


@pullquote.command()
@_SOURCE
@click.option(
    "--format",
    "form",
    type=click.Choice(["markdown", "text", "json"]),
    default="markdown",
    show_default=True,
    help="What to print.",
)
@click.option("--no-analysis", is_flag=True, help="Leave quotes and people out of the JSON.")
@indirect_option
@reading_options
@common_options
def show(common: Common, source: str, form: str, no_analysis: bool, indirect: bool, how: HowToRead) -> None:
    """Print one cleaned article."""
    from reader import export

    analyse = form == "json" and not no_analysis
    result = reading(source, common, how, analyse=analyse, indirect=indirect)
    if form == "json":
        console.write(export.to_json(export.as_dict(result), indent=2) + "\n")
    elif form == "text":
        console.write(export.to_text(result))
    else:
        console.write(export.to_markdown(result.article))


@pullquote.command()
@_SOURCE_OR_LIBRARY
@_JSON
@click.option("--speaker", metavar="NAME", help="Only what NAME said: a name, or a part of one.")
@indirect_option
@ledger.ledger_options
@reading_options
@common_options
def quotes(
    common: Common,
    source: str | None,
    as_json: bool,
    speaker: str | None,
    indirect: bool,
    wanted: ledger.Wanted,
    how: HowToRead,
) -> None:
    """Print the quotes of an article, or of the library, a line each, with speakers."""
    from reader import export

    if ledger.in_library(source, wanted.library, wanted.only_there()):
        ledger.print_quotes(common, wanted, speaker, as_json=as_json, indirect=indirect)
        return
    result = reading(source or "", common, how, indirect=indirect)
    analysis = result.analysis
    if analysis is None:
        raise AssertionError("a reading that asks for its analysis has one")
    found = analysis.quotes if speaker is None else _said_by(speaker, analysis)
    if as_json:
        console.write(export.to_json([export.quote_as_dict(quote) for quote in found], indent=2) + "\n")
        return
    for line in export.quote_lines(found):
        console.write(line + "\n")
    if not found:
        by = f" by {speaker!r}" if speaker else ""
        console.note(f"no quotations{by} in this article")
    if common.verbose:
        console.write("\n")
        _explain(result.document, indirect=indirect)


@pullquote.command()
@_SOURCE_OR_LIBRARY
@_JSON
@click.option("--library", is_flag=True, help="Of everything saved, in place of one SOURCE.")
@click.option("--name", metavar="NAME", default="", help="With --library: only whose name has this in it.")
@click.option("--followed", is_flag=True, help="With --library: only whom you follow, with what is new.")
@click.option(
    "--rebuild",
    is_flag=True,
    help="With --library: find out anew who is who and what recurs; your decisions stay.",
)
@click.option("--limit", type=click.IntRange(min=1), metavar="N", help="With --library: at most N.")
@reading_options
@common_options
def people(
    common: Common,
    source: str | None,
    as_json: bool,
    library: bool,
    name: str,
    followed: bool,
    rebuild: bool,
    limit: int | None,
    how: HowToRead,
) -> None:
    """Print the people of an article, or of the library, a line each, with roles."""
    from reader import export

    only = {"--name": name, "--followed": followed, "--rebuild": rebuild, "--limit": limit}
    if ledger.in_library(source, library, only):
        ledger.print_people(
            common, name=name, followed=followed, recount=rebuild, limit=limit, as_json=as_json
        )
        return
    found = _analysis(source or "", common, how).people
    if as_json:
        console.write(export.to_json([export.person_as_dict(person) for person in found], indent=2) + "\n")
        return
    for line in export.people_lines(found):
        console.write(line + "\n")
    if not found:
        console.note("no people named in this article")


@pullquote.command()
@_SOURCE
@indirect_option
@reading_options
@common_options
def explain(common: Common, source: str, indirect: bool, how: HowToRead) -> None:
    """Say for each quote why it has its speaker, and who came second; for other words in marks, why they are none.

    `pullquote quotes -v` shows the same below the quotes.
    """
    document = reading(source, common, how, analyse=False).document
    if not _explain(document, indirect=indirect):
        console.note("no words in quotation marks in this article: there is nothing to explain")


def _explain(document: Document, *, indirect: bool) -> bool:
    """Print what was decided and why; return whether there was anything."""
    from reader.analysis.explain import explain as explained

    told = False
    for paragraph in explained(document, indirect=indirect):
        console.write(paragraph + "\n\n")
        told = True
    return told


def _analysis(source: str, common: Common, how: HowToRead, *, indirect: bool = False) -> Analysis:
    result = reading(source, common, how, indirect=indirect)
    if result.analysis is None:
        raise AssertionError("a reading that asks for its analysis has one")
    return result.analysis


def _said_by(name: str, analysis: Analysis) -> tuple[Quote, ...]:
    """Return the quotes whose speaker goes by `name` or has it as a part; case makes no difference."""
    wanted = name.casefold()
    indices = {
        index
        for person in analysis.people
        if any(wanted in form.casefold() for form in (person.name, *person.aliases))
        for index in person.quotes
    }
    return tuple(
        quote
        for index, quote in enumerate(analysis.quotes)
        if index in indices or wanted in (quote.speaker or "").casefold()
    )


@pullquote.command()
@common_options
def demo(common: Common) -> int:
    """Open the reader on a sample article; needs no network."""
    return _read((str(_SAMPLE),), common, HowToRead(_SAMPLE_URL))


for _command in (
    *library.COMMANDS,
    *marks.COMMANDS,
    *transfer.COMMANDS,
    *ledger.COMMANDS,
    feed,
    import_files,
):
    pullquote.add_command(_command)
