"""Completion in the shell: click's own, behind a command that can be found; sources complete as files."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from reader.cli import console

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem


def files(_: click.Context, __: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Let the shell complete a SOURCE as the path of a file."""
    from click.shell_completion import CompletionItem

    return [CompletionItem(incomplete, type="file")]


@click.command()
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
@click.pass_context
def completion(ctx: click.Context, shell: str) -> None:
    """Print a shell's script for completing commands and files.

    In bash: add to ~/.bashrc: eval "$(pullquote completion bash)".  In zsh the same in ~/.zshrc, with zsh.  In fish:
    pullquote completion fish > ~/.config/fish/completions/pullquote.fish
    """
    from click.shell_completion import get_completion_class

    kind = get_completion_class(shell)
    if kind is None:
        raise AssertionError(f"click knows {shell}")
    root = ctx.find_root()
    console.write(kind(root.command, {}, "pullquote", "_PULLQUOTE_COMPLETE").source() + "\n")
