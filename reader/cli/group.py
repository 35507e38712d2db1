"""The top command: `pullquote SOURCE…` reads, `pullquote COMMAND …` runs a command."""

from __future__ import annotations

import importlib
import os
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from collections.abc import Mapping

    from click.shell_completion import CompletionItem

READ = "read"
"""The command behind plain sources; it does not show in the help, since nobody needs to type it."""


class SourceGroup(click.Group):
    """A group whose first argument may be a source instead of a command.

    A command's module is imported when the command is needed: all of them together take as long as half of Textual, and
    somebody waits for the first text.
    """

    def __init__(self, *args: Any, places: Mapping[str, str], **kwargs: Any) -> None:
        """Have the commands of `places`, each a module of this package, a colon and the command's name there."""
        super().__init__(*args, **kwargs)
        self._places = places

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of all commands, sorted."""
        return sorted(self._places)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return a command, or None where there is none of this name."""
        if cmd_name not in self._places:
            return None
        module, _, name = self._places[cmd_name].partition(":")
        command: click.Command = getattr(importlib.import_module(f"{__package__}.{module}"), name)
        return command

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
                return arg in self._places
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


def nearest_command(ctx: click.Context, word: str) -> str | None:
    """Return the command that `word` probably was meant to be, unless it looks like a source of its own."""
    if any(c in word for c in "/\\.:") or word == "-" or os.path.lexists(word):
        return None
    import difflib

    root = ctx.find_root()
    names = root.command.list_commands(root) if isinstance(root.command, click.Group) else []
    return next(iter(difflib.get_close_matches(word, set(names) - {READ}, n=1, cutoff=0.6)), None)
