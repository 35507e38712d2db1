"""What the words around a name say of its bearer, and whom the text only described until it named them."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from reader.analysis.speakers.described import Described
from reader.analysis.speakers.descriptions import on_trial
from reader.analysis.speakers.entities import Referent, grammatical_role
from reader.analysis.speakers.introductions import (
    SURE,
    named_by_name,
    named_soon,
    nameless_called,
    unmasked,
)
from reader.analysis.speakers.kin import kinship
from reader.analysis.speakers.nouns import noun_kind, noun_word, singular
from reader.analysis.speakers.record import synonyms

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reader.analysis.parsed import Token
    from reader.analysis.speakers.phrases import Phrase


class Named(Described):
    """Resolves names."""

    def _describe(self, phrase: Phrase, referent: Referent) -> None:
        """Take in what the words around a name say of its bearer: “the tuner, Jane Doe”, “Jane Doe, his sister”."""
        if on_trial(self._parsed.doc[phrase.head]):
            referent.nouns.add("defendant")
        for token in (*self._touching(phrase), *self._nouns.of(phrase)):
            if token.dep_ == "nsubj" and token.lower_ in ("he", "she"):
                # “He is a driver called Jo Doe.”
                self.of[token.i] = referent
                self._add(token.i, referent)
                continue
            noun = singular(noun_word(self._parsed.doc, token.i))
            kind, gender = noun_kind(noun)
            if kind != "person" and noun not in synonyms():
                continue
            referent.nouns.add(noun)
            self._same.setdefault(token.i, referent)
            if gender is not None and not referent.gender_sure:
                referent.gender, referent.gender_sure = gender, True
            owner = self._owner(token)
            if owner is not None and owner is not referent and noun in kinship():
                self._kin.relate(noun, referent, owner)
            # “A volunteer who gave her name as Jo”: what was said of the volunteer was said of Jo.
            earlier = self.of.get(token.i)
            if earlier is not None and earlier.figure is None:
                self._merge(earlier, referent, SURE)
            elif kind == "person":
                sentence = self._layout.sentence_of[phrase.head]
                spoken = phrase.head in self._spoke
                called = nameless_called(self._parsed, token, self._mentions, sentence, spoken=spoken)
                if called is not None:
                    self._merge(called[0], referent, called[1])

    def _touching(self, phrase: Phrase) -> Iterator[Token]:
        """Yield the relation right before a name that the parse read as a verb: “his wife Jo beside him”."""
        before = self._parsed.doc[phrase.first - 1] if phrase.first else None
        other = self._phrases.by_head.get(before.i) if before is not None else None
        if before is not None and other is not None and before.whitespace_ and before.lower_ in kinship():
            yield before

    def _introduce(self, phrase: Phrase, referent: Referent) -> None:
        """Take whom the text only described so far for the bearer of a name, where it says so."""
        sentence = self._layout.sentence_of[phrase.head]
        head = self._nouns.name_head(phrase)
        for at in dict.fromkeys((phrase.head, head)):
            masked = unmasked(self._parsed, at, self._mentions, sentence)
            subject = named_by_name(self._parsed.doc[at])
            known = self._owner(subject) if subject is not None else None
            for old in (masked, known):
                if old is not None and old.figure is None:
                    self._merge(old, referent, SURE)
        self._go_on(phrase, referent)

    def _go_on(self, phrase: Phrase, referent: Referent) -> None:
        """Take whom the first sentence only describes for the first one named after it, if nothing is against it.

        News leads begin so: “The mayor of Lyons has resigned. Jane Doe, who …”.
        """
        figure, lead = referent.figure, self._lead
        if lead is None or figure is None or len(figure.name.split()) == 1 or phrase.head in self.of:
            return
        self._lead = None
        sentence = self._layout.sentence_of
        role = grammatical_role(self._parsed.doc[phrase.head])
        if role != "subject" and phrase.head not in self._spoke:
            return
        old = lead.referent
        if not named_soon(lead, referent, sentence[phrase.head] - sentence[lead.head]):
            return
        if old.gender is not None and not referent.gender_sure:
            referent.gender, referent.gender_sure = old.gender, True
        referent.nouns |= old.nouns
        self._merge(old, referent, lead.doubt)

    def _pair(self, phrase: Phrase, referent: Referent) -> None:
        """Take down that a name comes right after another and “and”."""
        place = bisect_left(self._heads, phrase.head)
        earlier = self._phrases.by_head[self._heads[place - 1]] if place else None
        if earlier is not None and earlier.figure is not None and earlier.figure is not referent.figure:
            between = self._parsed.document.text[earlier.span[1] : phrase.span[0]]
            if between.strip() in ("and", "&"):
                self._kin.pair(self._figure(earlier.figure), referent)
