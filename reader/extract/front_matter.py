"""Reads the front matter of a Markdown file: the few forms of YAML that titles, names and dates are written in."""

from __future__ import annotations

import re

_ENTRY = re.compile(r"(?P<key>[A-Za-z_-]{2,30})\s*:\s*(?P<value>.*)$")
_ITEM = re.compile(r"\s*-\s+(?P<value>.+)$")
_BLOCK = re.compile(r"[>|][-+\d]{0,2}(?:\s+#.*)?$")
"""What announces that a value stands in the indented lines below."""
_IN_BRACKETS = re.compile(r"""\s*"[^"]*"|\s*'[^']*'|[^,]+""")
_NAME = re.compile(r"name\s*:\s+(?=\S)")


def entries(block: str) -> dict[str, str]:
    """Return the entries of front matter (without the lines that set it off) by their keys in lower case.

    Values are single lines: folded and literal blocks and values that go on in indented lines are joined with blanks,
    items of a list with semicolons. Of what is nested deeper only names are read ("author: - name: Jane Doe").
    """
    found: dict[str, str] = {}
    key, in_block = "", False
    for line in block.split("\n"):
        match = _ENTRY.match(line)
        if match:
            value = match["value"].strip()
            key, in_block = match["key"].lower(), bool(_BLOCK.match(value))
            found[key] = "" if in_block else "; ".join(map(_bare, _listed(value)))
        elif key and in_block and line[:1].isspace():
            found[key] = f"{found[key]} {line.strip()}".strip()
        elif key and (item := _ITEM.match(line)):
            found[key] = "; ".join(filter(None, (found[key], _named(item["value"]))))
        elif key and line[:1].isspace() and line.strip():
            below = line.strip()
            if _NAME.match(below):
                found[key] = "; ".join(filter(None, (found[key], _named(below))))
            elif not _ENTRY.match(below):
                found[key] = _bare(f"{found[key]} {below}".strip())
    return found


def _listed(value: str) -> list[str]:
    """Return the items of a list in brackets, or the value alone."""
    if not (value.startswith("[") and value.endswith("]")):
        return [value]
    return [item for item in map(str.strip, _IN_BRACKETS.findall(value[1:-1])) if item]


def _named(value: str) -> str:
    return _bare(_NAME.sub("", value.strip(), count=1))


def _bare(value: str) -> str:
    return value.strip().strip("\"'")
