"""Whom “the registrar”, “his brother”, “a diplomat” means: somebody known, or somebody new."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reader.analysis.lexicon import lexicon
from reader.analysis.speakers.descriptions import COPULAS
from reader.analysis.speakers.entities import Referent, grammatical_role
from reader.analysis.speakers.epithets import age_of, epithet, fits
from reader.analysis.speakers.introductions import (
    INDEFINITE,
    LIKELY,
    lead_of,
)
from reader.analysis.speakers.kin import kinship
from reader.analysis.speakers.naming import name_of
from reader.analysis.speakers.nouns import noun_word, singular
from reader.analysis.speakers.pronouns import REACH, Pronouns
from reader.analysis.speakers.record import DEFINITE, POSSESSIVE
from reader.analysis.speakers.utterances import owner_of

if TYPE_CHECKING:
    from reader.analysis.parsed import Token
    from reader.analysis.speakers.phrases import Phrase

_AFTER_TITLE = re.compile(r"[. ]*(?:\((?:retd|rtd|retired|ret)\.?\) )?")
_ROLE_END = re.compile(r",| (?:of|for|at|in|with|from) ")
_REACH_OF_ROLE = 2
"""Sentences back in which somebody is looked for who may be called by a role."""
_BECOMING = frozenset({"become", "becomes", "became", "becoming"})


class Described(Pronouns):
    """Resolves descriptions."""

    def _described(self, phrase: Phrase) -> Referent:
        """Return whom “the registrar”, “his brother”, “a diplomat” means: somebody known, or somebody new."""
        doc = self._parsed.doc
        token = doc[phrase.head]
        if phrase.head in self._same:
            return self._same[phrase.head]
        noun = singular(noun_word(doc, phrase.head))
        bearer = self._cast.at(self._next_word(phrase.span[1])) if token.tag_ == "NNP" else None
        if bearer is not None:
            # A title that the parse cut off from its name: “Detective Sgt.” “Jane Doe”.
            titled = self._figure(bearer)
            titled.nouns.update(
                singular(t.lower_) for t in doc[phrase.first : phrase.last] if t.tag_ == "NNP"
            )
            return titled
        first = doc[phrase.first].lower_
        owner = self._owner(token)
        if phrase.kind == "person" and owner is not None and noun in kinship():
            found = self._kin.relative(noun, owner)
            if found is not None:
                return found
        if owner is not None and noun in lexicon("voice_nouns"):
            # “Her answer was no.”
            return owner
        subject = self._copular_subject(token)
        if subject is not None:
            if phrase.kind == "person":
                subject.nouns.add(noun)
            return subject
        plural = token.tag_ in ("NNS", "NNPS")
        definite = first in DEFINITE or first in POSSESSIVE or owner is not None
        if first not in INDEFINITE and (definite or token.tag_ == "NNP"):
            found = self._known(noun, phrase, plural=plural)
            if found is not None:
                return found
        again = self._called_again(phrase) or self._with_role(noun, phrase)
        if again is not None:
            return again
        name = name_of(self._parsed, phrase)
        referent = Referent(name, phrase.kind, None, phrase.gender, phrase.gender is not None, plural, {noun})
        if owner is not None and noun in kinship():
            self._kin.relate(noun, referent, owner)
        if phrase.kind == "document" and noun in lexicon("personal_documents"):
            referent.author = self._author(token)
        first_sentence = self._layout.sentence_of[phrase.head] == 0 and not self._mentions
        if first_sentence and token.dep_ == "nsubj" and referent.kind == "person" and not plural:
            self._lead = lead_of(self._parsed, phrase, referent, speaks=self._speaks_up(phrase.head))
        return referent

    def _with_role(self, noun: str, phrase: Phrase) -> Referent | None:
        """Return the only one of the people whose role the article gives, before or after, as “the accountant”."""
        if phrase.head not in self._spoke or epithet(self._parsed, phrase) is None:
            return None
        found = [
            figure
            for figure in self._cast.figures
            if any(_ROLE_END.split(role)[0].lower().split()[-1:] == [noun] for role in figure.roles)
        ]
        if len(found) != 1:
            return None
        self.doubt[phrase.head] = LIKELY
        return self._figure(found[0])

    def _copular_subject(self, token: Token) -> Referent | None:
        """Return who is “a man” in “he is a man who says …”."""
        verb = token.head
        if token.dep_ != "attr" or verb.lower_ not in COPULAS | _BECOMING:
            return None
        subject = next((c for c in verb.children if c.dep_ == "nsubj"), None)
        if subject is None and verb.dep_ == "xcomp":
            # “One of the boys wants to become a ferryman.”
            subject = next((c for c in verb.head.children if c.dep_ == "nsubj"), None)
        found = self.of.get(subject.i) if subject is not None else None
        return found if found is not None and found.kind in ("figure", "person") else None

    def _called_again(self, phrase: Phrase) -> Referent | None:
        """Return the person just named whom “the midfielder” calls again, if it does."""
        how = epithet(self._parsed, phrase)
        subject = grammatical_role(self._parsed.doc[phrase.head]) == "subject"
        # “The ferrywoman” calls again whoever was just named more surely than “the judge”.
        telling = how == "sure" or (how == "role" and phrase.gender is not None)
        bold = phrase.head in self._spoke or how == "origin" or (telling and subject)
        if how is None or not bold:
            return None
        noun = singular(noun_word(self._parsed.doc, phrase.head))
        pronoun = {"m": "he", "f": "she", None: ""}[phrase.gender]
        reach = _REACH_OF_ROLE if how == "role" else REACH
        age = age_of(self._parsed, phrase)
        aged = [f for f in self._cast.figures if age is not None and f.age == age]
        # Where the text gives the age nowhere else, the cast took it from this very phrase.
        stated = any(t.text == str(age) and t.nbor().text != "-" for t in self._parsed.doc[:-1])
        # Nobody calls himself by his name.
        inside = self._inside.get(self._spoke.get(phrase.head, -1), ())
        if stated and len(aged) == 1 and id(aged[0]) not in inside:
            return self._figure(aged[0])
        ranked = self._ranked(phrase.head, pronoun, lambda r: fits(r, how, noun, phrase.gender, age), reach)
        if not ranked:
            return None
        margin = ranked[0][0] - ranked[1][0] if len(ranked) > 1 else 3.0
        self.doubt[phrase.head] = max(0.3, 1.0 - margin / 2)
        if len(ranked) > 1:
            self.rivals[phrase.head] = ranked[1][1]
        found = ranked[0][1]
        if how == "origin":
            found.origin = noun
        else:
            found.nouns.add(noun)
        return found

    def _speaks_up(self, head: int) -> bool:
        """Tell whether a phrase speaks a quotation that comes first or after a colon: a lead that only quotes a few
        words (“a dentist told a court he was ‘sorry’”) names its subject next."""
        number = self._spoke.get(head)
        if number is None:
            return False
        run, text = self._parsed.runs[number], self._parsed.document.text
        before = text[max(0, run.outer_start - 3) : run.outer_start].rstrip()
        return run.start < self._parsed.doc[head].idx or before[-1:] in (":", ",")

    def _author(self, token: Token) -> Referent | None:
        """Return the person who wrote or signed what the noun means, as far as the words beside it tell."""
        by = owner_of(token, self._phrases.by_head)
        if by is None:
            return None
        author = self._figure(by.figure) if by.figure is not None else self.of.get(by.head)
        return author if author is not None and author.kind in ("figure", "person") else None

    def _next_word(self, offset: int) -> int:
        """Return where the next word begins after a title, its full stop and “(retd)”."""
        found = _AFTER_TITLE.match(self._parsed.document.text, offset)
        return found.end() if found else offset

    def _owner(self, token: Token) -> Referent | None:
        """Return whose brother, daughter or colleague the token's noun means."""
        for child in token.children:
            if child.dep_ == "poss":
                known = self.of.get(child.i)
                if known is None and child.lower_ in ("his", "her"):
                    known = self._pronoun(child.i, "he" if child.lower_ == "his" else "she")
                if known is None:
                    figure = self._cast.at(child.idx)
                    known = self._figure(figure) if figure is not None else None
                return known
        return None
