"""Who has been spoken of so far: the referents of phrases, and their mentions in reading order."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from reader.analysis.lexicon import entries
from reader.analysis.speakers.descriptions import Descriptions
from reader.analysis.speakers.entities import Mention, Referent, grammatical_role
from reader.analysis.speakers.kin import Kin
from reader.analysis.speakers.nouns import noun_kind, singular

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reader.analysis.parsed import Parsed
    from reader.analysis.people import Cast, Figure
    from reader.analysis.speakers.introductions import Lead
    from reader.analysis.speakers.layout import Layout
    from reader.analysis.speakers.phrases import Phrase, Phrases

_KNOWN_REACH = 1000
"""Mentions back in which the one is looked for whom “the registrar” means."""
_OPENING = 40
"""Tokens in which an obituary says who has died."""
DEFINITE = frozenset({"the", "this", "that"})
POSSESSIVE = frozenset({"his", "her", "their", "my", "its", "our"})


class Record:
    """What a document has told up to where it has been read; `of` gives the referent of each phrase by its head."""

    def __init__(
        self, parsed: Parsed, cast: Cast, phrases: Phrases, layout: Layout, spoke: Mapping[int, int]
    ) -> None:
        """Begin before the first phrase; `spoke` maps the heads of phrases that speak to the run they speak."""
        self._parsed = parsed
        self._phrases = phrases
        self._layout = layout
        self._spoke = spoke
        self._mentions: list[Mention] = []
        self._kin = Kin(cast.figures, self._figure)
        self._lead: Lead | None = None
        self._figures: dict[int, Referent] = {}
        self._cast = cast
        # Heads of descriptions that come after the name they belong to.
        self._same: dict[int, Referent] = {}
        self._heads = list(phrases.by_head)
        self._nouns = Descriptions(parsed, cast, phrases, layout)
        self.of: dict[int, Referent] = {}
        self.doubt: dict[int, float] = {}
        """How narrowly each pronoun's referent won: 0 (clear) to 1 (a tie)."""
        self.rivals: dict[int, Referent] = {}
        """Who came second for each pronoun, or “the midfielder”."""
        self._inside = _figures_inside(parsed, cast)
        self._dead = _deceased(parsed, cast)
        # The speaker of each run, as far as the text has been read.
        self._said_by: dict[int, Referent] = {}

    def _figure(self, figure: Figure) -> Referent:
        """Return the one referent of somebody named, made at the first mention from what the cast knows."""
        referent = self._figures.get(id(figure))
        if referent is None:
            nouns = {singular(w.strip(".,’'").lower()) for role in figure.roles for w in role.split()}
            kinds = {noun: noun_kind(noun) for noun in nouns}
            referent = Referent(
                figure.name,
                "figure",
                figure,
                figure.gender,
                figure.gender_sure,
                nouns={noun for noun, (kind, _) in kinds.items() if kind == "person"},
            )
            if not referent.gender_sure:
                for _, gender in kinds.values():
                    if gender is not None:
                        referent.gender, referent.gender_sure = gender, True
            self._figures[id(figure)] = referent
        return referent

    def _merge(self, old: Referent, new: Referent, doubt: float) -> None:
        """Take `old` for `new` wherever it was meant; `doubt` is how unsure that is, 0 to 1."""
        for head, referent in self.of.items():
            if referent is old:
                self.of[head] = new
                self.doubt[head] = max(doubt, self.doubt.get(head, 0.0))
        self._mentions = [
            Mention(new if m.referent is old else m.referent, m.head, m.sentence, m.block, m.role, m.spoke)
            for m in self._mentions
        ]

    def _known(self, noun: str, phrase: Phrase, *, plural: bool) -> Referent | None:
        """Return the last one mentioned whom the noun describes, in the same number."""
        words = [t.lower_ for t in self._parsed.doc[phrase.first : phrase.last]]
        wanted = set(words) - DEFINITE - POSSESSIVE
        nouns = {noun} | synonyms().get(noun, frozenset())
        seen: set[int] = set()
        best: tuple[int, Referent] | None = None
        for mention in self._mentions[: -_KNOWN_REACH - 1 : -1]:
            referent = mention.referent
            if id(referent) in seen or referent.plural != plural:
                continue
            seen.add(id(referent))
            does = noun in referent.deeds
            if not nouns & referent.nouns and not does and not self._organisation_called(noun, referent):
                continue
            # The noun itself tells more than one like it.
            shared = 2 * (noun in referent.nouns) + len(wanted & set(referent.name.lower().split()))
            if best is None or shared > best[0]:
                best = (shared, referent)
        return best[1] if best else None

    @staticmethod
    def _organisation_called(noun: str, referent: Referent) -> bool:
        """Tell whether “the council” can mean “the National Pan Council”."""
        return referent.kind == "organisation" and noun in referent.name.lower().split()[-3:]

    def _open(self, index: int) -> bool:
        return self._parsed.quoted[index] < 0

    def _add(self, head: int, referent: Referent) -> None:
        token = self._parsed.doc[head]
        if head in self._spoke:
            self._said_by[self._spoke[head]] = referent
        self._mentions.append(
            Mention(
                referent,
                head,
                self._layout.sentence_of[head],
                self._parsed.block_of[head],
                grammatical_role(token),
                head in self._spoke,
            )
        )


def _figures_inside(parsed: Parsed, cast: Cast) -> dict[int, set[int]]:
    """Return for each run the figures that are named in it."""
    inside: dict[int, set[int]] = {}
    for i, run in enumerate(parsed.quoted):
        if run >= 0:
            figure = cast.at(parsed.doc[i].idx)
            if figure is not None:
                inside.setdefault(run, set()).add(id(figure))
    return inside


def _deceased(parsed: Parsed, cast: Cast) -> Figure | None:
    """Return whose obituary a text is: the one of whom its first sentences say “who has died”."""
    doc = parsed.doc
    for token in doc[: next((s.end for s in doc.sents if s.end > _OPENING), len(doc))]:
        if token.lower_ != "died" or parsed.quoted[token.i] >= 0:
            continue
        subject = next((c for c in token.children if c.dep_ == "nsubj"), None)
        bearer = token.head if subject is not None and subject.lower_ == "who" else subject
        if bearer is None or bearer.dep_ != "nsubj" or bearer.head.dep_ != "ROOT":
            continue
        if (figure := cast.at(bearer.idx)) is not None:
            return figure
    return None


@cache
def synonyms() -> dict[str, frozenset[str]]:
    """Return each noun of a role → what its bearer may be called as well."""
    out: dict[str, frozenset[str]] = {}
    for entry in entries("role_synonyms"):
        group = frozenset(entry.split())
        for noun in group:
            out[noun] = out.get(noun, frozenset()) | group
    return out
