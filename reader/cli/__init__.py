"""The command line: reads arguments, calls the library, owns standard output, standard error and exit codes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from reader.cli import console
from reader.cli.commands import pullquote
from reader.cli.group import READ
from reader.cli.terminal import occupy_standard_streams
from reader.errors import PullquoteError

if TYPE_CHECKING:
    from collections.abc import Sequence


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command with `arguments` (without the program's name) and return its exit code.

    0 done, 1 failed, 2 wrong usage, 130 interrupted.  Errors are one line on standard error.
    """
    occupy_standard_streams()
    try:
        try:
            code = pullquote.main(args=arguments, prog_name="pullquote", standalone_mode=False)
            console.flush()
        except click.UsageError as error:
            message = error.format_message()
            console.error(f"{message}{'' if message[-1:] in '.?!' else '.'} {_help_hint(error)}")
            return console.USAGE
        except click.Abort:
            raise KeyboardInterrupt from None
        except click.ClickException as error:
            console.error(error.format_message())
            return console.FAILED
        except PullquoteError as error:
            console.error(str(error))
            return console.FAILED
        except SystemExit:
            # That is how click answers a closed pipe when it prints a help text.
            raise console.OutputClosed from None
        except click.exceptions.Exit as done:
            return done.exit_code
    except KeyboardInterrupt:
        return console.INTERRUPTED
    except console.OutputClosed:
        console.silence_output()
        return console.DONE
    except Exception as error:
        console.unexpected(error)
        return console.FAILED
    return code if isinstance(code, int) else console.DONE


def _help_hint(error: click.UsageError) -> str:
    path = error.ctx.command_path if error.ctx else "pullquote"
    return f"See '{path.removesuffix(f' {READ}')} --help'."
