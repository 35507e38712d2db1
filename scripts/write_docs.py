"""Writes what the documentation takes from the code: tables of commands, keys and settings, and the man page.

    python scripts/write_docs.py

A table stands between two comments in a file of docs/, `<!-- NAME: … -->` and `<!-- end -->`; all else there is written
by hand.  `make docs` runs this, and tests/test_docs.py fails where its outcome is not what is committed.
"""

from __future__ import annotations

import ast
import inspect
import itertools
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

import reader  # noqa: E402 - from this checkout, wherever this is run
from reader import config, settings  # noqa: E402
from reader.cli import pullquote  # noqa: E402
from reader.tui.keys import COMMANDS  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

DOCS = ROOT / "docs"
MAN = DOCS / "pullquote.1"
_REGION = re.compile(r"(<!-- (?P<name>[a-z]+): [^>]*-->\n).*?(<!-- end -->)", re.DOTALL)
_KEYS = {"\\": "backslash", "|": "bar"}


def main() -> None:
    """Write every file anew."""
    for path, text in written().items():
        path.write_text(text, "utf-8")


def written() -> dict[Path, str]:
    """Return what the files should hold."""
    out = {path: with_tables(path.read_text("utf-8")) for path in sorted(DOCS.glob("*.md"))}
    return {**out, MAN: man_page()}


def with_tables(text: str) -> str:
    """Return a page with its generated regions made anew."""
    return _REGION.sub(lambda match: f"{match[1]}\n{TABLES[match['name']]()}\n\n{match[3]}", text)


def commands(group: click.Group = pullquote, path: str = "pullquote") -> Iterator[tuple[str, click.Command]]:
    """Yield every command that shows, those of groups too, with the words that call it."""
    ctx = click.Context(group)
    for name in group.list_commands(ctx):
        command = group.get_command(ctx, name)
        if command is None or command.hidden:
            continue
        yield f"{path} {name}", command
        if isinstance(command, click.Group):
            yield from commands(command, f"{path} {name}")


def common() -> set[str]:
    """Return the names of the options that all commands take."""
    return {parameter.name or "" for parameter in pullquote.params}


def options(command: click.Command, *, own: bool = True) -> list[tuple[str, str]]:
    """Return the options of a command as (how written, help), without those of all commands if only its `own`.

    Made here and not by click, whose versions write them differently.
    """
    return [
        (_written(option), " ".join((option.help or "").split()) + _default(option))
        for option in command.params
        if isinstance(option, click.Option) and not option.hidden
        if not (own and option.name in common())
    ]


def _written(option: click.Option) -> str:
    names = ", ".join(option.opts) + "".join(f" / {name}" for name in option.secondary_opts)
    return names if option.is_flag or option.count else f"{names} {_value(option)}"


def _value(parameter: click.Parameter) -> str:
    """Return what stands for the value of an option or an argument."""
    if parameter.metavar:
        return parameter.metavar
    if isinstance(parameter.type, click.Choice):
        return "|".join(map(str, parameter.type.choices))
    named = (parameter.name or "").upper() if isinstance(parameter, click.Argument) else ""
    value = named or {"integer range": "N", "float range": "N"}.get(
        parameter.type.name, parameter.type.name.upper()
    )
    return value if parameter.required or isinstance(parameter, click.Option) else f"[{value}]"


def _default(option: click.Option) -> str:
    return (
        f" [default: {option.default}]" if option.show_default is True and option.default is not None else ""
    )


def usage(command: click.Command, words: str) -> str:
    """Return how a command is called, on one line."""
    arguments = [_value(parameter) for parameter in command.params if isinstance(parameter, click.Argument)]
    return " ".join(
        [words, "[OPTIONS]", *arguments, *(["COMMAND …"] if isinstance(command, click.Group) else [])]
    )


def paragraphs(command: click.Command) -> list[str]:
    """Return the help of a command, a line a paragraph."""
    said = inspect.cleandoc(command.help or "").split("\f")[0]
    return [" ".join(part.split()).removeprefix("\b ") for part in said.split("\n\n")]


def table(head: tuple[str, ...], rows: list[tuple[str, ...]]) -> str:
    """Return a Markdown table."""
    lines = [head, ("---",) * len(head), *(tuple(cell.replace("|", "\\|") for cell in row) for row in rows)]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def commands_table() -> str:
    """Return a section a command: usage, what it does, its own options; then those that all take."""
    parts = []
    for words, command in commands():
        parts += [f"## {words}", f"`{usage(command, words)}`", *paragraphs(command)]
        rows = [(f"`{option}`", said) for option, said in options(command)]
        parts += [table(("option", "does"), rows)] if rows else []
    rows = [(f"`{option}`", said) for option, said in options(pullquote, own=False)]
    return "\n\n".join([*parts, "## All commands", "These take them all.", table(("option", "does"), rows)])


def keys_table() -> str:
    """Return a table of keys a group."""
    parts = []
    for group in dict.fromkeys(command.group for command in COMMANDS):
        rows = [
            (" ".join(f"`{key}`" for key in command.keys), command.label, f"`{command.id}`")
            for command in COMMANDS
            if command.group == group
        ]
        parts += [f"## {group}", table(("key", "does", "name in config.toml"), rows)]
    return "\n\n".join(parts)


def settings_table() -> str:
    """Return what config.toml may hold."""
    rows = [(f"`{name}`", setting.expected) for name, setting in config._SETTINGS.items()]
    rows += [(f"`{name}` under `[limits]`", setting.expected) for name, setting in config._LIMITS.items()]
    return table(("setting", "is"), rows)


def environment_table() -> str:
    """Return the environment variables that a user may set, with the sentences that stand below them in the code."""
    body = ast.parse(inspect.getsource(settings)).body
    rows = []
    for place, said in itertools.pairwise(body):
        if not (isinstance(place, ast.Assign) and isinstance(said, ast.Expr)):
            continue
        if isinstance(place.value, ast.Constant) and isinstance(said.value, ast.Constant):
            variable, sentence = str(place.value.value), " ".join(str(said.value.value).split())
            if variable != settings.SERVED:
                rows.append((f"`{variable}`", sentence))
    return table(("variable", "does"), rows)


def api_table() -> str:
    """Return every public name of the package with the first sentence of what it says of itself."""
    rows = []
    for name in reader.__all__:
        thing = getattr(reader, name)
        if inspect.ismodule(thing):  # called as the function of the same name in it
            thing = getattr(thing, name)
        if getattr(thing, "__module__", "").startswith("reader"):
            called = (
                f"{name}{inspect.signature(thing)}".replace("'", "") if inspect.isfunction(thing) else name
            )
            said = inspect.getdoc(thing) or ""
            rows.append((f"`{called}`", " ".join(said.partition("\n\n")[0].split())))
    return table(("name", "is"), rows)


TABLES: dict[str, Callable[[], str]] = {
    "commands": commands_table,
    "keys": keys_table,
    "settings": settings_table,
    "environment": environment_table,
    "api": api_table,
}


def man_page() -> str:
    """Return the man page in the man macros of roff (groff_man(7))."""
    lines = [
        '.\\" Written by scripts/write_docs.py; do not edit.',
        f'.TH PULLQUOTE 1 "" "pullquote {reader.__version__}" "User Commands"',
        *(".SH NAME", _roff(f"pullquote - {_lower(paragraphs(pullquote)[0])}")),
        *(
            ".SH SYNOPSIS",
            ".B pullquote",
            "[OPTIONS] SOURCE\\&.\\|.\\|.",
            ".br",
            ".B pullquote",
            "COMMAND [ARGS]",
        ),
        *(".SH DESCRIPTION", _roff(pullquote.epilog or "")),
        ".SH OPTIONS",
        *_roff_options(options(pullquote, own=False)),
        ".SH COMMANDS",
    ]
    for words, command in commands():
        lines += [f".SS {_roff(usage(command, words))}"]
        for number, paragraph in enumerate(paragraphs(command)):
            lines += [".PP"] * (number > 0) + [_roff(paragraph)]
        lines += _roff_options(options(command))
    lines += [".SH KEYS", "In the reader:"]
    for command in COMMANDS:
        written = ", ".join(_KEYS.get(key, key) for key in command.keys)
        lines += [".TP", f".B {_roff(written)}", _roff(command.label)]
    lines += [
        ".SH EXIT STATUS",
        *(".TP", ".B 0", "done", ".TP", ".B 1", "failed; one line on standard error says what to do"),
        *(".TP", ".B 2", "wrong usage", ".TP", ".B 130", "interrupted"),
    ]
    return "\n".join(lines) + "\n"


def _roff_options(rows: list[tuple[str, str]]) -> list[str]:
    return [line for written, said in rows for line in (".TP", f".B {_roff(written)}", _roff(said))]


def _roff(text: str) -> str:
    """Return text in which roff sees no command, no escape, no hyphen for a minus and nothing but ASCII."""
    text = text.replace("\\", "\\e").replace("-", "\\-").replace('"', "\\(dq")
    text = "".join(letter if letter.isascii() else f"\\[u{ord(letter):04X}]" for letter in text)
    return "\\&" + text if text[:1] in (".", "'") else text


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:].rstrip(".")


if __name__ == "__main__":
    main()
