"""The top command: `pullquote SOURCE…` reads, `pullquote COMMAND …` runs a command."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

READ = "read"
"""The command behind plain sources; it does not show in the help, since nobody needs to type it."""


class SourceGroup(click.Group):
    """A group whose first argument may be a source instead of a command."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put `read` before arguments that begin with options and a source."""
        if args and not self._names_command(ctx, args):
            args = [READ, *args]
        return super().parse_args(ctx, args)

    def _names_command(self, ctx: click.Context, args: list[str]) -> bool:
        """Tell whether the first argument that is no option is a command of ours (or there is none)."""
        takes_value = {
            name: not option.is_flag
            for option in self.get_command(ctx, READ).params  # type: ignore[union-attr]
            if isinstance(option, click.Option)
            for name in option.opts
        }
        skip = False
        for arg in args:
            if skip:
                skip = False
            elif arg == "--":
                return False
            elif arg.startswith("-") and arg != "-":
                skip = takes_value.get(arg, False)
            else:
                return arg in self.commands
        return True

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """Return the commands and options that begin so; where none does, let the shell complete a file, a source.

        One or the other: click's script for bash forgets all else when it sees a file.
        """
        from click.shell_completion import CompletionItem

        found = super().shell_complete(ctx, incomplete)
        return found or [CompletionItem(incomplete, type="file")]

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Name both forms."""
        formatter.write_usage(ctx.command_path, "[OPTIONS] SOURCE…")
        formatter.write_usage(ctx.command_path, "COMMAND [ARGS]…")


def nearest_command(group: click.Group, word: str) -> str | None:
    """Return the command that `word` probably was meant to be, unless it looks like a source of its own."""
    if any(c in word for c in "/\\.:") or word == "-" or os.path.lexists(word):
        return None
    import difflib

    names = [name for name, command in group.commands.items() if not command.hidden]
    return next(iter(difflib.get_close_matches(word, names, n=1, cutoff=0.6)), None)
