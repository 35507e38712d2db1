"""Who is meant: names, descriptions and pronouns of the writer's own words, resolved in reading order.

“The registrar”, “his brother” and “she” are followed to the person they stand for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.analysis.speakers.epithets import epithet
from reader.analysis.speakers.introductions import LIKELY
from reader.analysis.speakers.named import Named
from reader.analysis.speakers.nouns import noun_kind
from reader.analysis.speakers.phrases import PRONOUNS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reader.analysis.parsed import Parsed
    from reader.analysis.people import Cast
    from reader.analysis.speakers.entities import Referent
    from reader.analysis.speakers.layout import Layout
    from reader.analysis.speakers.phrases import Phrase, Phrases
    from reader.model import Span


class Referents(Named):
    """The referents of a document; `of` gives that of each phrase by its head."""

    def __init__(
        self, parsed: Parsed, cast: Cast, phrases: Phrases, layout: Layout, spoke: Mapping[int, int]
    ) -> None:
        """Resolve every phrase in order; `spoke` maps the heads of phrases that speak to the run they speak."""
        super().__init__(parsed, cast, phrases, layout, spoke)
        deeds = _deeds(parsed, phrases)
        heads = {**dict.fromkeys(phrases.by_head), **dict.fromkeys(self._possessive_pronouns())}
        for head in sorted(heads):
            phrase = phrases.by_head.get(head)
            if phrase is None:
                referent = self._pronoun(head, "he" if parsed.doc[head].lower_ == "his" else "she")
                if referent is not None:
                    self._add(head, referent)
                continue
            referent = self._resolve(phrase)
            if referent is not None:
                self.of[head] = referent
                if referent.kind in ("figure", "person"):
                    referent.deeds |= deeds.get(head, set())
                # Whoever says “I” is no one's “she” in the same breath.
                if parsed.doc[head].lower_ not in PRONOUNS or phrase.kind == "pronoun":
                    self._add(head, referent)
        for head in spoke:
            if head not in self.of and (referent := self._named_later(head)) is not None:
                self.of[head] = referent
            written = self.of.get(head)
            if written is not None and written.author is not None:
                self.of[head] = written.author
                self.doubt[head] = max(LIKELY, self.doubt.get(head, 0.0))

    def _resolve(self, phrase: Phrase) -> Referent | None:
        if phrase.kind == "figure" and phrase.figure is not None:
            referent = self._figure(phrase.figure)
            self._pair(phrase, referent)
            self._describe(phrase, referent)
            self._introduce(phrase, referent)
            return referent
        if phrase.kind == "pronoun":
            return self._pronoun(phrase.head, phrase.pronoun)
        if phrase.kind == "other" and phrase.head not in self._spoke and not epithet(self._parsed, phrase):
            return None
        return self._described(phrase)

    def _possessive_pronouns(self) -> list[int]:
        return [
            t.i
            for t in self._parsed.doc
            if t.tag_ == "PRP$" and t.lower_ in ("his", "her") and self._open(t.i)
        ]


def _deeds(parsed: Parsed, phrases: Phrases) -> dict[int, set[str]]:
    """Return for the subjects of verbs what whoever does that is called: “she bakes”, the baker."""
    out: dict[int, set[str]] = {}
    for verb in phrases.verbs:
        if verb.kind is None and not verb.passive:
            form = parsed.doc[verb.at].lower_
            stems = {form.removesuffix(ending) for ending in ("ing", "ed", "d", "es", "s", "")}
            nouns = {stem.removesuffix("e") + ending for stem in stems for ending in ("er", "or")}
            known = {noun for noun in nouns if noun_kind(noun)[0] == "person"}
            if known:
                out.setdefault(verb.subject, set()).update(known)
    return out


def span_text(parsed: Parsed, span: Span) -> str:
    """Return the words of a span, on one line."""
    return " ".join(parsed.document.text[slice(*span)].split())
