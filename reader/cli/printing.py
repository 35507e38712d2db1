"""The commands that print an article, or what was found in it: show, quotes, people, explain."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from reader.cli import console, ledger
from reader.cli.completing import files
from reader.cli.options import Common, HowToRead, common_options, indirect_option, reading_options
from reader.cli.sources import reading

if TYPE_CHECKING:
    from reader.model import Analysis, Document, Quote

_SOURCE = click.argument("source", metavar="SOURCE", shell_complete=files)
_SOURCE_OR_LIBRARY = click.argument("source", metavar="[SOURCE]", required=False, shell_complete=files)
_JSON = click.option("--json", "as_json", is_flag=True, help="Print JSON.")


@click.command()
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


@click.command()
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


@click.command()
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


@click.command()
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
