"""Values as JSON records and back, without loss; a record from outside is believed in nothing."""

from __future__ import annotations

import re
from dataclasses import asdict
from datetime import datetime
from typing import TYPE_CHECKING, Any, get_args

from reader.model import Analysis, Article, Dropped, Image, Person, Quote, QuoteKind
from reader.sanitise import one_line, sanitise

if TYPE_CHECKING:
    from reader.model import Span

_KINDS = get_args(QuoteKind)
_WEB = re.compile(r"https?://[^\s<>\"]+", re.IGNORECASE)


class RecordError(ValueError):
    """A record is none of ours; the text says in a few words what is wrong."""


class Record:
    """An object of a JSON line, with what it must hold checked as it is read.  All methods raise RecordError."""

    def __init__(self, value: object) -> None:
        if not isinstance(value, dict):
            raise RecordError("it is no object")
        self._values: dict[str, Any] = value

    def line(self, name: str) -> str:
        """Return a text on one line; "" where there is none."""
        return one_line(self._text(name) or "")

    def line_or_none(self, name: str) -> str | None:
        """Return a text on one line, or None."""
        return one_line(self._text(name) or "") or None

    def text(self, name: str) -> str:
        """Return a text of many lines; "" where there is none."""
        return sanitise(self._text(name) or "")

    def text_or_none(self, name: str) -> str | None:
        """Return a text of many lines, or None."""
        return self.text(name) if self.has(name) else None

    def address(self, name: str) -> str | None:
        """Return an http(s) address, or None."""
        address = self.line_or_none(name)
        if address and not _WEB.fullmatch(address):
            raise RecordError(f"{name} is no http(s) address")
        return address

    def time(self, name: str) -> str | None:
        """Return a time as it is written, or None."""
        value = self._text(name)
        if not value:
            return None
        try:
            datetime.fromisoformat(value)
        except ValueError:
            raise RecordError(f"{name} is no ISO 8601 time") from None
        return value

    def number(self, name: str, least: int = 0, most: int = 2**53) -> int | None:
        """Return a whole number, or None."""
        value = self._values.get(name)
        if value is None:
            return None
        if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
            raise RecordError(f"{name} is no number from {least} to {most}")
        return value

    def share(self, name: str) -> float:
        """Return a number from 0 to 1."""
        value = self._values.get(name, 0.0)
        if not isinstance(value, int | float) or isinstance(value, bool) or not 0 <= value <= 1:
            raise RecordError(f"{name} is no number from 0 to 1")
        return float(value)

    def items(self, name: str) -> list[Any]:
        """Return a list; [] where there is none."""
        value = self._values.get(name)
        if value is None:
            return []
        if not isinstance(value, list):
            raise RecordError(f"{name} is no list")
        return value

    def texts(self, name: str) -> tuple[str, ...]:
        """Return a list of texts."""
        values = self.items(name)
        if not all(isinstance(value, str) for value in values):
            raise RecordError(f"{name} is no list of texts")
        return tuple(map(sanitise, values))

    def records(self, name: str) -> list[Record]:
        """Return a list of objects."""
        return list(map(Record, self.items(name)))

    def has(self, name: str) -> bool:
        """Tell whether something stands there."""
        return self._values.get(name) is not None

    def record(self, name: str) -> Record:
        """Return an object."""
        return Record(self._values.get(name))

    def _text(self, name: str) -> str | None:
        value = self._values.get(name)
        if value is not None and not isinstance(value, str):
            raise RecordError(f"{name} is no text")
        return value


def from_article(article: Article) -> dict[str, Any]:
    """Return an article as a record; what is empty is left out."""
    return {name: value for name, value in asdict(article).items() if value}


def to_article(record: Record) -> Article:
    """Return the article of a record.  Raises: RecordError."""
    markdown = record.text("markdown")
    if not markdown.strip():
        raise RecordError("it has no text")
    dropped = [
        Dropped(line.line("text"), line.line("reason"), line.number("after") or 0)
        for line in record.records("dropped")
    ]
    images = [
        Image(
            image.address("address") or "",
            image.line("alternative"),
            image.line("caption"),
            image.number("after") or 0,
        )
        for image in record.records("images")
    ]
    return Article(
        record.line("source"),
        record.address("url"),
        record.line("title"),
        record.line_or_none("byline"),
        record.line_or_none("site"),
        record.time("published"),
        record.line("language") or "en",
        markdown,
        tuple(dropped),
        record.texts("notices"),
        record.address("canonical"),
        tuple(images),
    )


def from_analysis(analysis: Analysis) -> dict[str, Any]:
    """Return an analysis as a record."""
    return asdict(analysis)


def to_analysis(record: Record, length: int) -> Analysis:
    """Return the analysis of a record, for a text of `length` code points.  Raises: RecordError."""
    quotes = tuple(_quote(quote, length) for quote in record.records("quotes"))
    return Analysis(
        quotes,
        tuple(_person(person, length, len(quotes)) for person in record.records("people")),
        record.line("engine"),
        tuple(_quote(quote, length) for quote in record.records("indirect")),
    )


def _quote(record: Record, length: int) -> Quote:
    kind = record.line("kind")
    if kind not in _KINDS:
        raise RecordError(f"there is no kind of quote {kind!r}")
    start, end = record.number("start", 0, length), record.number("end", 0, length)
    if (start is None) != (end is None) or (start is not None and end is not None and start > end):
        raise RecordError("a quote has no place")
    mention = record.items("mention")
    return Quote(
        start,
        end,
        record.text("text"),
        kind,  # type: ignore[arg-type]
        record.text_or_none("speaker"),
        _span(mention, length) if mention else None,
        record.text_or_none("cue"),
        record.share("confidence"),
    )


def _person(record: Record, length: int, quotes: int) -> Person:
    indices = record.items("quotes")
    if not all(isinstance(index, int) and 0 <= index < quotes for index in indices):
        raise RecordError("a person has a quote that is not there")
    return Person(
        record.text("name"),
        record.texts("aliases"),
        record.texts("roles"),
        tuple(_span(span, length) for span in record.items("mentions")),
        tuple(indices),
        record.number("age", 0, 200),
        record.number("in_quotes") or 0,
    )


def _span(value: object, length: int) -> Span:
    match value:
        case [int(start), int(end)] if 0 <= start <= end <= length:
            return start, end
    raise RecordError("a place is not in the text")
