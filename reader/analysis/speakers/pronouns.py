"""Whom “he”, “she”, “they” and “it” mean."""

from __future__ import annotations

from bisect import bisect_left
from itertools import islice
from typing import TYPE_CHECKING

from reader.analysis.speakers.descriptions import COPULAS
from reader.analysis.speakers.entities import Referent, agrees
from reader.analysis.speakers.salience import Salience

if TYPE_CHECKING:
    from reader.analysis.speakers.nouns import Gender

REACH = 7
"""Sentences back in which a pronoun's antecedent is looked for."""
_CLAUSES_ABOVE = 30
"""Words up the parse in which the clause is looked for that holds a pronoun."""
_REACH_AHEAD = 2
"""Sentences ahead in which a name may follow its pronoun."""


class Pronouns(Salience):
    """Resolves pronouns by what has been read, and by names that follow in the same sentence."""

    def _pronoun(self, head: int, pronoun: str) -> Referent | None:
        if pronoun not in ("he", "she", "they", "it"):
            return None
        ahead = self._called(head) or self._ahead(head, pronoun)
        if ahead is not None:
            return ahead
        ranked = self._ranked(head, pronoun, lambda referent: agrees(referent, pronoun), REACH)
        if not ranked:
            return None
        margin = ranked[0][0] - ranked[1][0] if len(ranked) > 1 else 3.0
        self.doubt[head] = max(0.0, 1.0 - margin / 2)
        if len(ranked) > 1:
            self.rivals[head] = ranked[1][1]
        found = ranked[0][1]
        told: Gender | None = "m" if pronoun == "he" else "f" if pronoun == "she" else None
        if told is not None:
            # A pronoun that bears out what the name makes likely settles it.
            found.gender_sure = found.gender_sure or found.gender == told
            found.gender = found.gender or told
        return found

    def _called(self, head: int) -> Referent | None:
        """Return whom the rest of the sentence names: “he is a driver called Jo Doe”."""
        token = self._parsed.doc[head]
        if token.dep_ != "nsubj" or token.head.lower_ not in COPULAS:
            return None
        for noun in (c for c in token.head.children if c.dep_ == "attr"):
            for verb in (c for c in noun.children if c.dep_ == "acl" and c.lower_ in ("called", "named")):
                for name in verb.children:
                    figure = self._cast.at(name.idx) if name.i > verb.i else None
                    if figure is not None:
                        return self._figure(figure)
        return None

    def _ahead(self, head: int, pronoun: str) -> Referent | None:
        """Return the subject after the clause in which a pronoun stands: “Asked what he would miss, Doe …”."""
        if pronoun not in ("he", "she"):
            return None
        for token in islice(self._parsed.doc[head].ancestors, _CLAUSES_ABOVE):
            if token.dep_ != "advcl" or token.i >= token.head.i:
                continue
            for child in token.head.children:
                phrase = self._phrases.by_head.get(child.i)
                if child.dep_ == "nsubj" and child.i > head and phrase and phrase.figure is not None:
                    subject = self._figure(phrase.figure)
                    return subject if (agrees(subject, pronoun) or 0.0) >= 0 else None
        return None

    def _named_later(self, head: int) -> Referent | None:
        """Return whom a pronoun means that stands before its name: “because she was cold, Jane Doe …”."""
        phrase = self._phrases.by_head[head]
        if phrase.pronoun not in ("he", "she"):
            return None
        for later in self._heads[bisect_left(self._heads, head) + 1 :]:
            if self._layout.sentence_of[later] - self._layout.sentence_of[head] > _REACH_AHEAD:
                return None
            found = self.of.get(later)
            if found is not None and found.kind == "figure" and agrees(found, phrase.pronoun) is not None:
                self.doubt[head] = 0.5
                return found
        return None
