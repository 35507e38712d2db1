"""Makes the Markdown of others safe to keep: links lead to http(s) only, and no reference spells a control.

Tells links as `reader.document` does, by its own parser; only Markdown that holds one to mend is rewritten.
"""

from __future__ import annotations

import re
from html import unescape
from itertools import chain
from typing import TYPE_CHECKING, Any

from reader.document import markdown_parser
from reader.extract.inline import web_address
from reader.extract.markdown import escaped
from reader.sanitise import sanitise

if TYPE_CHECKING:
    from collections.abc import Iterator

    from markdown_it.token import Token

_TARGET = r"(?:<[^<>\n]{0,2000}>|(?![<\s])(?:\\.|[^()\s\\]|\((?:\\.|[^()\s\\]){0,200}\)){0,2000}+)"
_TITLE = r"(?:\s+(?:\"[^\"]{0,500}\"|'[^']{0,500}'|\([^()]{0,500}\)))?\s*"
_LABEL = r"(?:\\.|[^\[\]\\]|\[(?:\\.|[^\[\]\\]){0,200}\]){0,1000}+"
_MARKUP = re.compile(
    # What is escaped and what is code stays; the rest is told by the groups.
    r"\\.|(?<!`)(?P<ticks>`{1,100}+)[^`](?:[^`]|(?!(?P=ticks)(?!`))`){0,5000}?(?P=ticks)(?!`)"
    rf"|^(?P<defined>[ \t>]*\[(?!\^){_LABEL}\]:\s*)(?P<definition>{_TARGET})(?={_TITLE}$)"
    rf"|(?P<image>!?)\[(?P<label>{_LABEL})\]\(\s*(?P<target>{_TARGET})(?P<title>{_TITLE})\)"
    r"|<(?P<bare>[a-z][a-z0-9+.-]{1,31}:[^\s<>]{0,2000}|[^\s<>@\\]{1,64}@[^\s<>@]{1,255})>"
    r"|(?P<control>&#(?:\d{1,7}|x[\da-f]{1,6});)",
    re.IGNORECASE | re.MULTILINE,
)
_NUMBERED = re.compile(r"&#(?:\d{1,7}|x[\da-f]{1,6});", re.IGNORECASE)
_OPENERS = re.compile(r"\\.|([\[<])", re.DOTALL)


def mended(markdown: str, base: str | None) -> str:
    """Return `markdown` with all links and images leading to http(s).

    Relative addresses are resolved against `base`; a link that leads elsewhere becomes its words, an image keeps its
    words only.  References to control characters become what `reader.sanitise` makes of the characters.
    """
    tokens, env = _parsed(markdown)
    if not any(map(_control, _NUMBERED.findall(markdown))) and not any(_strays(tokens, env)):
        return markdown
    lines = markdown.splitlines(keepends=True)
    code = [
        (token.map[0], token.map[1])
        for token in tokens
        if token.type in ("fence", "code_block") and token.map
    ]
    parts: list[str] = []
    at = 0
    for start, end in [*code, (len(lines), len(lines))]:
        parts.append(_rewritten("".join(lines[at:start]), base))
        parts.extend(lines[start:end])
        at = end
    return _without_strays(sanitise("".join(parts)))


def _rewritten(markdown: str, base: str | None) -> str:
    def rewrite(match: re.Match[str]) -> str:
        if match["control"]:
            return _control(match["control"]) or match[0]
        if match["bare"]:
            return match[0] if web_address(match["bare"], None) else escaped(match["bare"])
        if match["defined"]:
            return match["defined"] + (_resolved(match["definition"], base) or "<>")
        if match["target"] is None:
            return match[0]
        label, target = _rewritten(match["label"], base), _resolved(match["target"], base)
        if match["image"] or target:
            return f"{match['image']}[{label}]({target}{match['title'] if target else ''})"
        return label

    return _MARKUP.sub(rewrite, markdown)


def _resolved(target: str, base: str | None) -> str:
    """Return a target as it may stand in Markdown, as it is written if it may; "" if it does not lead to http(s)."""
    address = unescape(re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", target.removeprefix("<").removesuffix(">")))
    if address.startswith("#"):
        return ""
    if web_address(address, None) and address in (target, target[1:-1]):
        return target
    return web_address(address, base)


def _control(reference: str) -> str:
    """Return the character that a numeric reference spells if it is one that sanitising takes out, else ""."""
    digits = reference[2:-1]
    number = int(digits[1:], 16) if digits[0] in "xX" else int(digits)
    character = chr(number) if number <= 0x10FFFF else ""
    return "" if sanitise(character) == character else character


def _without_strays(markdown: str) -> str:
    """Return `markdown` with each block in which a stray link is left, for its odd spelling, as words."""
    tokens, env = _parsed(markdown)
    lines = markdown.splitlines(keepends=True)
    for start, end in set(_strays(tokens, env)):
        for number in range(start, min(end, len(lines))):
            lines[number] = _OPENERS.sub(
                lambda match: f"\\{match[1]}" if match[1] else match[0], lines[number]
            )
    return "".join(lines)


def _strays(tokens: list[Token], env: dict[str, Any]) -> Iterator[tuple[int, int]]:
    """Yield the lines (first, and one past the last) of each block that holds a link to elsewhere than http(s)."""
    for definition in chain(env.get("references", {}).values(), env.get("duplicate_refs", ())):
        if definition["href"] and not web_address(definition["href"], None):
            yield tuple(definition["map"])
    block = (0, 0)
    for token in tokens:
        block = (token.map[0], token.map[1]) if token.map else block
        for child in token.children or ():
            address = child.attrs.get("href", child.attrs.get("src"))
            if address and not web_address(str(address), None):
                yield block


def _parsed(markdown: str) -> tuple[list[Token], dict[str, Any]]:
    env: dict[str, Any] = {}
    return markdown_parser().parse(markdown, env), env
