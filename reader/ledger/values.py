"""What the ledger answers with: plain values, free of behaviour."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reader.ledger.difference import Difference
    from reader.model import QuoteKind


@dataclass(frozen=True, slots=True)
class SavedQuote:
    """A quote of the library, with where it was said.

    `id` is its number in the ledger, `article` the ID of its article; `speaker` is who said it as the article has it,
    `person` the name across articles, with `person_id`.  `before` and `after` are the words around it in its
    paragraph.  `dated` is the day of publication, or else of saving, as ISO 8601.  `new` is for a quote of
    somebody followed that was not looked at yet; `recurrence` the number of the recurrence it is a wording of.
    """

    id: int
    article: int
    text: str
    kind: QuoteKind
    speaker: str | None
    person: str | None
    person_id: int | None
    cue: str | None
    confidence: float
    title: str
    byline: str | None
    site: str | None
    url: str | None
    dated: str
    before: str = ""
    after: str = ""
    new: bool = False
    recurrence: int | None = None


@dataclass(frozen=True, slots=True)
class SavedPerson:
    """A person across the articles of the library; `new` is how many of their quotes were not looked at yet.

    `role` is the one of the latest article that gives one, "" if none does.
    """

    id: int
    name: str
    role: str
    articles: int
    quotes: int
    followed: bool = False
    new: int = 0


@dataclass(frozen=True, slots=True)
class RoleHeld:
    """What articles call a person, from which day to which, and in how many articles."""

    role: str
    first: str
    last: str
    articles: int


@dataclass(frozen=True, slots=True)
class Form:
    """A person in one article: the name there, and why it was taken for them: words with weights."""

    article: int
    name: str
    title: str
    dated: str
    reasons: tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True)
class Beside:
    """Somebody who is quoted in the same articles, and in how many of the latest."""

    id: int
    name: str
    articles: int


@dataclass(frozen=True, slots=True)
class SiteCount:
    """How many quotes of a person a site has."""

    site: str
    person: str
    person_id: int
    quotes: int


@dataclass(frozen=True, slots=True)
class Dossier:
    """What is known of a person: a page of what they said, and what they are called, by whom quoted, beside whom."""

    person: SavedPerson
    quotes: tuple[SavedQuote, ...]
    roles: tuple[RoleHeld, ...]
    beside: tuple[Beside, ...]
    sites: tuple[SiteCount, ...]
    forms: tuple[Form, ...]


@dataclass(frozen=True, slots=True)
class Wording:
    """One wording of a quote that recurs, and how it differs from the first one."""

    quote: SavedQuote
    differences: tuple[Difference, ...]


@dataclass(frozen=True, slots=True)
class Recurrence:
    """A quote that several articles have: its wordings, first seen first; `speakers` those to whom it is given."""

    id: int
    articles: int
    speakers: tuple[str, ...]
    wordings: tuple[Wording, ...]
