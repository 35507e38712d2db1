"""What a user types to search, and the FTS5 expression that it means.

    harbour light        both words
    "harbour light"      the words next to each other
    harb*                words that begin so
    speaker:okafor       a field: speaker, person, site, title, note; with a phrase too: speaker:"Marie Okafor"
    tag:energy           a tag
    after:2026-11        published then or later: a day, a month or a year; before:… earlier

Whatever is typed is a query, or an error in one line; nothing of it is read as FTS5's own syntax.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from reader.errors import LibraryError
from reader.library.index import SIGNS, marked
from reader.sanitise import sanitise

_COLUMNS = ("speaker", "person", "site", "title", "note")
_TERM = re.compile(
    r'(?:(?P<field>[a-z]+):)?(?:"(?P<phrase>[^"]*)(?:"|$)(?P<begins>\*?)|(?P<word>[^\s"]+))', re.IGNORECASE
)
_FIELDS = (*_COLUMNS, "tag", "after", "before")
_DAY = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")
_MARKS = str.maketrans(dict.fromkeys("“”„‟«»＂", '"'))
_MOST = 40
"""Terms of a query at most; FTS5 has a limit of its own to how deep an expression may be."""


@dataclass(frozen=True, slots=True)
class Query:
    """A query as SQL takes it.

    `match` is an FTS5 expression for all words and fields, "" for none; `titled` the same for the title alone, "" where
    there are fields; `words` one for any of the words that stand in the text, to show them there; `tags` are names;
    `after` and `before` ISO dates, None for no bound.
    """

    match: str
    titled: str
    words: str
    tags: tuple[str, ...] = ()
    after: str | None = None
    before: str | None = None


def parse(typed: str) -> Query:
    """Return what `typed` means.

    Raises: LibraryError (nothing to search for, no date where one is due, too many words).
    """
    match: list[str] = []
    words: list[str] = []
    tags: list[str] = []
    dates: dict[str, str] = {}
    for found in _TERM.finditer(sanitise(typed).translate(_MARKS)):
        field = (found["field"] or "").lower()
        value = found["word"] if found["phrase"] is None else found["phrase"]
        if field and field not in _FIELDS:
            # No field of ours: 12:30, or an address.
            field, value = "", f"{found['field']} {value}"
        begins = bool(found["begins"]) or (found["phrase"] is None and value.endswith("*"))
        if not field and value.endswith(":") and value[:-1].lower() in _FIELDS:
            # Somebody is still typing.
            continue
        if field in ("after", "before"):
            dates[field] = _date(field, value)
        elif field == "tag":
            if value.strip():
                tags.append(value.strip())
        elif any(map(str.isalnum, value)):
            term = f'"{value.replace(chr(34), "")}"{" *" if begins else ""}'
            if field:
                match.append(f"{field} : {marked(term, SIGNS.get(field, ''))}")
            else:
                match.append(term)
                words.append(term)
    if not match and not tags and not dates:
        raise LibraryError(
            'there is nothing to search for; try: pullquote search "harbour light" speaker:okafor'
        )
    if len(match) + len(tags) > _MOST:
        raise LibraryError(f"a query of more than {_MOST} words is too long; leave some out")
    titled = f"title : ({' AND '.join(words)})" if words and match == words else ""
    return Query(
        " AND ".join(match), titled, " OR ".join(words), tuple(tags), dates.get("after"), dates.get("before")
    )


def _date(field: str, value: str) -> str:
    parts = _DAY.fullmatch(value.strip())
    try:
        if parts is None:
            raise ValueError
        return date(int(parts[1]), int(parts[2] or 1), int(parts[3] or 1)).isoformat()
    except ValueError:
        raise LibraryError(
            f"{field}: takes a date such as 2026-11-03, 2026-11 or 2026, and not {value!r}"
        ) from None
