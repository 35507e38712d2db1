"""The forms in which a reading leaves the program: JSON, Markdown, plain text, and lines for the shell."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from reader.model import Image

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reader.model import Article, Block, Document, Person, Quote, Reading

# DEL, C1, line separators and what reorders text.  C0 is escaped by JSON itself.
_ACTING = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")
SCHEMA = 1
"""Version of the JSON form; it rises when a field changes its meaning or goes."""


def as_dict(reading: Reading) -> dict[str, Any]:
    """Return the JSON form of a reading as plain values; without an analysis its three fields are absent."""
    article = reading.article
    out: dict[str, Any] = {
        "schema": SCHEMA,
        "source": article.source,
        "url": article.url,
        "title": article.title,
        "byline": article.byline,
        "site": article.site,
        "published": article.published,
        "language": article.language,
        "markdown": article.markdown,
        "text": reading.document.text,
        "images": [
            {
                "url": image.address or None,
                "alt": image.alternative,
                "caption": image.caption,
                "offset": offset_of(image, reading.document),
            }
            for image in images(reading.article, reading.document)
        ],
    }
    if reading.analysis is not None:
        out["quotes"] = [quote_as_dict(quote) for quote in reading.analysis.quotes]
        out["people"] = [person_as_dict(person) for person in reading.analysis.people]
        out["engine"] = reading.analysis.engine
    return out


def images(article: Article, document: Document) -> list[Image]:
    """Return the pictures of an article in reading order, those in its Markdown included."""
    inside = [
        Image(block.info, block.marker, "", number)
        for number, block in enumerate(document.blocks)
        if block.kind == "image"
    ]
    return sorted((*article.images, *inside), key=lambda image: image.after)


def offset_of(image: Image, document: Document) -> int:
    """Return the code point of the text before which a picture stands."""
    blocks = document.blocks
    return blocks[image.after].start if image.after < len(blocks) else len(document.text)


def quote_as_dict(quote: Quote) -> dict[str, Any]:
    """Return the JSON form of one quote as plain values."""
    return {
        "start": quote.start,
        "end": quote.end,
        "text": quote.text,
        "kind": quote.kind,
        "speaker": quote.speaker,
        "speaker_mention": list(quote.mention) if quote.mention else None,
        "cue": quote.cue,
        "confidence": round(quote.confidence, 2),
    }


def person_as_dict(person: Person) -> dict[str, Any]:
    """Return the JSON form of one person as plain values; `age` is absent where the article gives none."""
    out: dict[str, Any] = {
        "name": person.name,
        "aliases": list(person.aliases),
        "roles": list(person.roles),
        "mentions": [list(span) for span in person.mentions],
        "quotes": list(person.quotes),
    }
    if person.age is not None:
        out["age"] = person.age
    return out


def to_json(value: Any, *, indent: int | None = None) -> str:
    """Return `value` as JSON: text as it is, but for characters that a terminal would act on, which are escaped.

    Raises: ValueError (a number that JSON does not have).
    """
    dumped = json.dumps(value, ensure_ascii=False, indent=indent, allow_nan=False)
    return _ACTING.sub(lambda match: f"\\u{ord(match.group()):04x}", dumped)


def to_markdown(article: Article) -> str:
    """Return the article as one Markdown document: title, a line of metadata, body."""
    parts = [f"# {_escape(article.title)}"] if article.title else []
    line = details_line(article)
    if line:
        parts.append(f"*{_escape(line)}*")
    parts.append(article.markdown.strip())
    return "\n\n".join(parts) + "\n"


def to_text(reading: Reading) -> str:
    """Return the article as plain text, unwrapped: title, a line of metadata, body with list markers."""
    parts = [part for part in (reading.article.title, details_line(reading.article)) if part]
    parts += [_block_text(block, reading.document) for block in reading.document.blocks]
    return "\n\n".join(part for part in parts if part) + "\n"


def details_line(article: Article) -> str:
    """Return byline, site and date of an article in one line, as far as they are known."""
    date = (article.published or "")[:10]
    return " · ".join(part for part in (article.byline, article.site, date) if part)


def quote_lines(quotes: tuple[Quote, ...]) -> Iterator[str]:
    """Yield a line a quote: the words, in marks unless the article reports them without, a dash, the speaker."""
    for quote in quotes:
        yield f"{worded(quote)} — {quote.speaker or 'unattributed'}"


def worded(quote: Quote) -> str:
    """Return the words of a quote on one line, in marks unless they are reported without."""
    words = " ".join(quote.text.split())
    return words if quote.kind == "indirect" else f"“{words}”"


def people_lines(people: tuple[Person, ...]) -> Iterator[str]:
    """Yield a line a person: name, roles and age, how often named, how many quotes, parted by tabs."""
    for person in people:
        roles = _with_age("; ".join(person.roles), person.age)
        named = _count(len(person.mentions), "mention")
        if person.in_quotes:
            named += f" ({person.in_quotes} in quotes)"
        yield "\t".join((person.name, roles, named, _count(len(person.quotes), "quote")))


def described(person: Person) -> str:
    """Return who a person is in few words, the first role and the age: “mayor of Lorn, 54”; "" if nothing is known."""
    if not person.roles and person.age is not None:
        return f"aged {person.age}"
    return _with_age(person.roles[0] if person.roles else "", person.age)


def _with_age(roles: str, age: int | None) -> str:
    """Return the roles with the age behind them, unless they give it themselves (54-year-old singer)."""
    if age is None or "-year-old" in roles:
        return roles
    return ", ".join(filter(None, (roles, str(age))))


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _block_text(block: Block, document: Document) -> str:
    text = document.text[block.start : block.end]
    if block.kind == "item":
        indent = "  " * (block.depth - 1)
        text = f"{indent}{block.marker} {text}" if block.marker else f"{indent}  {text}"
    elif block.kind == "rule":
        text = "* * *"
    if block.quote:
        prefix = "> " * block.quote
        text = "\n".join(prefix + line for line in text.split("\n"))
    return text


def _escape(text: str) -> str:
    """Escape what Markdown would read as markup in a line of plain text."""
    return "".join("\\" + c if c in "\\`*_[]<>#|~" else c for c in text)
