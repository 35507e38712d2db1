"""Whom a pronoun or “the midfielder” can mean, the most salient first.

Salience follows the usual findings on pronouns (Lappin and Leass 1994; Mitkov 1998): recency by sentence, subjects
before objects, the one who speaks before the one spoken of; words that cannot agree in gender or number are out.
"""

from __future__ import annotations

from math import log2
from typing import TYPE_CHECKING

from reader.analysis.speakers.nouns import noun_kind, singular
from reader.analysis.speakers.record import DEFINITE, Record

if TYPE_CHECKING:
    from collections.abc import Callable

    from reader.analysis.speakers.entities import Mention, Referent


_OFTEN = 0.3
"""What each doubling of the mentions of a name adds to its bearer's salience."""
_EFFACED = 1.5
"""What it takes from the salience of “he” that “his captain” is the subject."""
_TOPIC = 0.8
"""What it adds to the salience of the subject of the sentence before, for the one who speaks after it."""
_OBITUARY = 2.0
"""What it adds to the salience of the one whose obituary a text is, once the paragraph is over."""
_NAMELESS = -1.5
"""What it takes from somebody's salience to have no name, in another paragraph."""


class Salience(Record):
    """Ranks those who have been spoken of."""

    def _ranked(
        self, head: int, pronoun: str, fit_of: Callable[[Referent], float | None], reach: int
    ) -> list[tuple[float, Referent]]:
        """Return those whom the words at `head` can mean, the most salient first, with their scores.

        `fit_of` says how well somebody fits, None if not at all; `reach` is in sentences.
        """
        scores: dict[int, tuple[float, Referent]] = {}
        apart = self._apart(head)
        sentence = self._layout.sentence_of[head]
        for mention in reversed(self._mentions):
            if mention.head >= head or sentence - mention.sentence > reach:
                if mention.head < head:
                    break
                continue
            referent = mention.referent
            fit = fit_of(referent)
            if fit is None:
                # “Doe” may be the other Doe.
                referent = self._other_bearer(mention, pronoun) or referent
                fit = fit_of(referent)
            if fit is None or id(referent) in apart or self._excluded(mention, head):
                continue
            score = fit + self._salience(mention, head) + self._speech(referent, head)
            score += self._standing(mention, head)
            old = scores.get(id(referent))
            # A second mention near by adds a little to the best one.
            total = score if old is None else max(score, old[0]) + 0.15
            scores[id(referent)] = (total, referent)
        return sorted(scores.values(), key=lambda x: -x[0])

    def _other_bearer(self, mention: Mention, pronoun: str) -> Referent | None:
        """Return the other person of the same surname, where the mention gives only that."""
        phrase = self._phrases.by_head.get(mention.head)
        if phrase is None or mention.referent.figure is None:
            return None
        given = mention.referent.figure.name.split()[0]
        if given.casefold() in self._parsed.document.text[slice(*phrase.span)].casefold():
            return None
        return self._kin.namesake(
            mention.referent, "m" if pronoun == "he" else "f" if pronoun == "she" else None
        )

    def _apart(self, head: int) -> set[int]:
        """Return the referents that a subject pronoun cannot mean, since its verb has them as objects."""
        token = self._parsed.doc[head]
        if token.dep_ != "nsubj":
            return set()
        out: set[int] = set()
        for child in token.head.children:
            objects = [c for c in child.children if c.dep_ == "pobj"] if child.dep_ == "prep" else [child]
            for item in objects:
                if item.i <= head or item.dep_ not in ("dobj", "iobj", "dative", "pobj"):
                    continue
                phrase = self._phrases.by_head.get(item.i)
                if phrase is None or phrase.kind == "pronoun":
                    continue
                if phrase.figure is not None:
                    out.add(id(self._figure(phrase.figure)))
                elif self._parsed.doc[phrase.first].lower_ in DEFINITE:
                    known = self._known(singular(item.lower_), phrase, plural=False)
                    if known is not None:
                        out.add(id(known))
        return out

    def _salience(self, mention: Mention, head: int) -> float:
        sentences = self._layout.sentence_of[head] - mention.sentence
        blocks = self._parsed.block_of[head] - mention.block
        score = -0.8 * sentences - 0.4 * blocks
        score += {"subject": 1.2, "object": 0.2, "possessor": 0.1, "apposition": 0.2}.get(mention.role, 0.0)
        if mention.spoke:
            score += 0.5
        elif mention.role == "subject" and sentences <= 1 and not blocks and head in self._spoke:
            # “His captain was less forgiving. ‘…’ he said.”
            score += _TOPIC
        return score - (_EFFACED if self._effaced(mention) else 0.0)

    def _effaced(self, mention: Mention) -> bool:
        """Tell whether somebody is only mentioned as whose captain it is that the sentence is about."""
        if mention.role != "possessor":
            return False
        owned = self._parsed.doc[mention.head].head
        return owned.dep_ == "nsubj" and noun_kind(owned.lower_)[0] == "person"

    def _standing(self, mention: Mention, head: int) -> float:
        """Return what the text as a whole says for a referent: those whom it names often are spoken of again,
        and whom it leaves nameless rarely, once the paragraph is over."""
        figure = mention.referent.figure
        if figure is not None:
            dead = _OBITUARY if figure is self._dead and mention.block != self._parsed.block_of[head] else 0.0
            return _OFTEN * log2(1 + len(figure.mentions)) + dead
        return 0.0 if mention.block == self._parsed.block_of[head] else _NAMELESS

    def _speech(self, referent: Referent, head: int) -> float:
        """Return what the quoted words say against a speaker: nobody calls himself by his name, or
        answers himself."""
        run = self._spoke.get(head)
        if run is None:
            return 0.0
        score = 0.0
        if referent.figure is not None and id(referent.figure) in self._inside.get(run, ()):
            score -= 2.5
        if run and self._said_by.get(run - 1) is referent and self._answers(run):
            # Whoever asks does not answer.
            score -= 1.5
        return score

    def _answers(self, run: int) -> bool:
        """Tell whether a run opens the paragraph after a question."""
        runs, text = self._parsed.runs, self._parsed.document.text
        question, answer = runs[run - 1], runs[run]
        opens = not text[self._parsed.document.blocks[answer.block].start : answer.outer_start].strip()
        return answer.block == question.block + 1 and opens and text[question.end - 1] == "?"

    def _excluded(self, mention: Mention, head: int) -> bool:
        """Tell whether grammar keeps the two apart: subject and object of one verb are two."""
        token, other = self._parsed.doc[head], self._parsed.doc[mention.head]
        if token.head.i == other.head.i and token.tag_ != "PRP$" and other.dep_ != token.dep_:
            return True
        # “she told the detective”: the object comes after, so it was never in question; “her colleague said” is.
        return other.i in {t.i for t in token.subtree} or (token.tag_ == "PRP$" and token.head.i == other.i)
