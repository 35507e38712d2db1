"""The top command, and where every other one is."""

from __future__ import annotations

import click

from reader.cli import console
from reader.cli.group import READ, SourceGroup
from reader.cli.options import common_of, common_options
from reader.cli.terminal import has_screen

_PLACES = {
    READ: "opening:read_sources",
    "demo": "opening:demo",
    **{name: f"printing:{name}" for name in ("show", "quotes", "people", "explain")},
    **{name: f"library:{name}" for name in ("save", "search", "tag", "star", "remove", "restore", "diff")},
    "list": "library:list_command",
    **{name: f"ledger:{name}" for name in ("dossier", "follow", "unfollow", "merge", "split")},
    **{name: f"marks:{name}" for name in ("mark", "notes")},
    "export": "transfer:export",
    "feed": "feeds:feed",
    "import": "imports:import_files",
    "batch": "batching:batch",
    "serve": "serving:serve",
    "completion": "completing:completion",
}
"""Every command's module in reader.cli, and its name there."""


@click.group(
    cls=SourceGroup,
    places=_PLACES,
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
            from reader.cli.opening import open_library

            return open_library(common_of(ctx))
        from reader.cli.library import list_command

        ctx.invoke(list_command)
    return console.DONE
