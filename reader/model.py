"""The values that pass along the line: Page → Article → Document → Analysis.

All are frozen, picklable and free of behaviour.  All offsets are Unicode code points into `Document.text`,
end exclusive.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

Span = tuple[int, int]
"""Start and end in code points of `Document.text`, end exclusive."""

PageKind = Literal["html", "markdown", "text"]
BlockKind = Literal["paragraph", "heading", "item", "code", "table", "rule", "image"]
StyleKind = Literal["strong", "emphasis", "strike", "code", "link"]
QuoteKind = Literal["direct", "partial", "block", "headline", "indirect"]


@dataclass(frozen=True, slots=True)
class Page:
    """What a source held, decoded.

    `source` is the source as the user gave it; `url` the final address (None for files and pipes without
    `--base-url`), against which relative links resolve; `content` the decoded text of the page.  `notices` tell the
    user, each in one line, what there is to know of how it came here.
    """

    source: str
    url: str | None
    content: str
    kind: PageKind
    notices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Dropped:
    """A line that cleaning took out of the body.

    `text` is its plain text, `reason` a few words for the user, and `after` the number of blocks of the cleaned
    Markdown that stand before it.
    """

    text: str
    reason: str
    after: int


@dataclass(frozen=True, slots=True)
class Image:
    """A picture of an article, which stands beside its text and is no part of it.

    `address` is http(s), or "" where the page gives no such; `alternative` are the words that stand for the picture and
    `caption` those set below it, each one line or ""; `after` is the number of blocks of the cleaned Markdown before it.
    """

    address: str
    alternative: str = ""
    caption: str = ""
    after: int = 0


@dataclass(frozen=True, slots=True)
class Article:
    """An article as it is stored: metadata, and the cleaned body as Markdown (the title is not part of the body).

    `published` is an ISO 8601 date or date and time; `language` a lower-case ISO 639-1 code.  `notices` tell the user,
    each in one line, what of the article is not here, and what to do about it.  `canonical` is the http(s) address that
    the page says is its own: a claim, to be believed only where it stays on the page's site.  `images` are the pictures
    of an HTML page, in reading order: their addresses change from visit to visit, and so are kept out of the text, by
    which an article is known again; those of a Markdown source stand in its Markdown.
    """

    source: str
    url: str | None
    title: str
    byline: str | None
    site: str | None
    published: str | None
    language: str
    markdown: str
    dropped: tuple[Dropped, ...] = ()
    notices: tuple[str, ...] = ()
    canonical: str | None = None
    images: tuple[Image, ...] = ()


@dataclass(frozen=True, slots=True)
class Style:
    """Inline style of a span of the text; `href` only for links, always http(s)."""

    start: int
    end: int
    kind: StyleKind
    href: str | None = None


@dataclass(frozen=True, slots=True)
class Block:
    """One block of the text.

    `level` is 1–6 for headings; `depth` the nesting of lists (1 is the outermost), `marker` what stands before a
    list item ("•", "3."); `quote` the nesting of block quotes around it (0 is none); `cells` the rows of a table,
    each a tuple of spans; `info` a code block's language or an image's address.
    """

    start: int
    end: int
    kind: BlockKind
    level: int = 0
    depth: int = 0
    marker: str = ""
    quote: int = 0
    cells: tuple[tuple[Span, ...], ...] = ()
    info: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """The article as one text with its blocks in reading order and the styles inside them.

    Every block is a slice of `text`; blocks neither overlap nor nest, and outside of them `text` holds white
    space only.
    """

    title: str
    text: str
    blocks: tuple[Block, ...]
    styles: tuple[Style, ...] = ()
    language: str = "en"


@dataclass(frozen=True, slots=True)
class Quote:
    """Quoted words and who said them.

    `text` is without its quotation marks.  `start` and `end` are None for a headline quote, which stands in the
    title.  `speaker` is the fullest name that the article gives, or the noun phrase as written, or None;
    `mention` the span of the words beside the quote that name the speaker; `cue` the verb (or other words) of
    attribution as written; `confidence` the estimated probability, 0–1, that `speaker` is right.
    """

    start: int | None
    end: int | None
    text: str
    kind: QuoteKind
    speaker: str | None = None
    mention: Span | None = None
    cue: str | None = None
    confidence: float = 0.0


@dataclass(frozen=True, slots=True)
class Person:
    """A person named in the article, once, however the name is written.

    `quotes` are indices into `Analysis.quotes`; `roles` the article's own words; `mentions` name spans without
    titles and possessives; `age` is in years, None where the article gives none; `in_quotes` is how many of the
    mentions are words of somebody quoted, and not the writer's.
    """

    name: str
    aliases: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    mentions: tuple[Span, ...] = ()
    quotes: tuple[int, ...] = ()
    age: int | None = None
    in_quotes: int = 0


@dataclass(frozen=True, slots=True)
class Analysis:
    """Quotes in reading order, people by importance, and what analysed them (with versions).

    `indirect` are the statements reported without marks, in reading order; they are not among `quotes`.
    """

    quotes: tuple[Quote, ...] = ()
    people: tuple[Person, ...] = ()
    engine: str = ""
    indirect: tuple[Quote, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """All that is known of one source; `analysis` is None where none was asked for."""

    article: Article
    document: Document
    analysis: Analysis | None = field(default=None)


@dataclass(frozen=True, slots=True)
class Anchor:
    """A stretch of text by its words: `exact`, which stood between `prefix` and `suffix`.

    The text quote selector of the Web Annotation model (https://www.w3.org/TR/annotation-model/#text-quote-selector).
    """

    prefix: str
    exact: str
    suffix: str


@dataclass(frozen=True, slots=True)
class Highlight:
    """A stretch of an article that its reader marked, with a note or "".

    `start` and `end` are code points of the article's current text; None for an orphan, whose words the article does
    not have any more.  `created` and `changed` are ISO 8601 in UTC.
    """

    id: int
    article: int
    anchor: Anchor
    start: int | None
    end: int | None
    note: str
    created: str
    changed: str

    @property
    def orphaned(self) -> bool:
        """Whether the article does not have its words any more."""
        return self.start is None
