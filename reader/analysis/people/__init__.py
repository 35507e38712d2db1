"""The people of a document: each once, with every mention of the name."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from reader.analysis.people import lexicon
from reader.analysis.people.ages import Ages
from reader.analysis.people.cluster import cluster
from reader.analysis.people.detect import find_mentions
from reader.analysis.people.gender import gender_of
from reader.analysis.people.mention import read
from reader.analysis.people.roles import names_of, roles_of
from reader.analysis.people.tokens import Tokens

if TYPE_CHECKING:
    from reader.analysis.parsed import Parsed
    from reader.analysis.people.cluster import Bearer
    from reader.analysis.people.lexicon import Gender
    from reader.model import Span


_PERSON = frozenset({"PER", "PERSON", "persName"})
"""Labels of people in spaCy's pipelines."""


@dataclass(eq=False, slots=True)
class Figure:
    """A person of the document; compared by identity.

    `name` is the fullest that the article gives, `aliases` the other ways it writes it; `roles` are the article's
    own words.  `gender_sure` tells that a title or a given name says it, and not only the pronouns near by.
    `mentions` are the spans of the name in code points, in order, without title and possessive; `age` is in years.
    """

    name: str
    aliases: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    gender: Gender | None = None
    gender_sure: bool = False
    mentions: list[Span] = field(default_factory=list)
    age: int | None = None


class Cast:
    """The people of a document, in order of their first mention."""

    def __init__(self, figures: list[Figure]) -> None:
        self.figures = figures
        spans = sorted((start, end, i) for i, figure in enumerate(figures) for start, end in figure.mentions)
        self._starts = [start for start, _, _ in spans]
        self._ends = [(end, figures[i]) for _, end, i in spans]
        self._by_name: dict[str, Figure] = {}
        for figure in figures:
            for name in (figure.name, *figure.aliases):
                self._by_name.setdefault(_key(name), figure)
        for figure in figures:
            for word in reversed(_key(figure.name).split()):
                self._by_name.setdefault(word, figure)

    def at(self, offset: int) -> Figure | None:
        """Return the figure whose name stands at `offset` (code points), if any."""
        i = bisect_right(self._starts, offset) - 1
        if i < 0:
            return None
        end, figure = self._ends[i]
        return figure if offset < end else None

    def span_at(self, offset: int) -> Span | None:
        """Return the span of the name that stands at `offset` (code points), if any."""
        i = bisect_right(self._starts, offset) - 1
        return (self._starts[i], self._ends[i][0]) if i >= 0 and offset < self._ends[i][0] else None

    def resolve(self, name: str) -> Figure | None:
        """Return the figure that a name from outside the text (a title, a byline) means, if any."""
        words = _key(name).split()
        while len(words) > 1 and words[0] in lexicon.words("honorifics"):
            del words[0]
        if not words:
            return None
        known = self._by_name.get(" ".join(words))
        if known is None and len(words) > 1:
            # J. Okafor, or Jane Okafor for Jane P. Okafor
            of_surname = self._by_name.get(words[-1])
            given = _key(of_surname.name).split()[0] if of_surname else ""
            return (
                of_surname if given and (given.startswith(words[0]) or words[0].startswith(given)) else None
            )
        return known


def find_people(parsed: Parsed) -> Cast:
    """Return the people that an English document names."""
    tokens = Tokens(parsed)
    mentions = find_mentions(tokens)
    taken = names_of(tokens, mentions)
    ages = Ages(tokens, mentions, taken)
    return Cast(
        [
            _figure(tokens, b, roles_of(tokens, b.mentions, taken), ages.of(b.mentions))
            for b in cluster(mentions)
        ]
    )


def named_people(parsed: Parsed) -> Cast:
    """Return the people whom the pipeline of another language finds, each once; their roles are not read."""
    tokens = Tokens(parsed)
    titles = lexicon.words("honorifics") | {"m"}
    mentions = []
    for start, last, label in tokens.entities:
        first = start
        while first < last - 1 and tokens.lower[first].rstrip(".") in titles:
            first += 1
        if label in _PERSON and any(tokens.kinds[i] == "c" for i in range(first, last)):
            mentions.append(read(tokens, first, last))
    return Cast([_figure(tokens, bearer, ()) for bearer in cluster([m for m in mentions if m.words])])


def _figure(tokens: Tokens, bearer: Bearer, roles: tuple[str, ...], age: int | None = None) -> Figure:
    text = tokens.document_text
    gender, sure = gender_of(bearer.mentions, roles)
    fullest = bearer.fullest
    name = _written(text, fullest.start, fullest.end)
    others = dict.fromkeys(
        _written(text, start, m.end)
        for m in bearer.mentions
        for start in (m.start, tokens.titled_start(m.first))
    )
    return Figure(
        name=name,
        aliases=tuple(other for other in others if other != name),
        roles=roles,
        gender=gender,
        gender_sure=sure,
        mentions=[(m.start, m.end) for m in bearer.mentions],
        age=age,
    )


def _written(text: str, start: int, end: int) -> str:
    return " ".join(text[start:end].split())


def _key(name: str) -> str:
    return " ".join(lexicon.fold(name).replace("'s", "").split())
