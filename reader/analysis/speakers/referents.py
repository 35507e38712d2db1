"""Who is meant: names, descriptions and pronouns of the writer's own words, resolved in reading order.

“The registrar”, “his brother” and “she” are followed to the person they stand for.  Salience follows the usual
findings on pronouns (Lappin and Leass 1994; Mitkov 1998): recency by sentence, subjects before objects, the one
who speaks before the one spoken of; words that cannot agree in gender or number are out.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cache
from itertools import islice
from math import log2
from typing import TYPE_CHECKING

from reader.analysis.lexicon import entries, lexicon
from reader.analysis.speakers.descriptions import COPULAS, Descriptions, on_trial
from reader.analysis.speakers.entities import Mention, Referent, agrees, grammatical_role
from reader.analysis.speakers.epithets import age_of, epithet, fits
from reader.analysis.speakers.introductions import (
    INDEFINITE,
    LIKELY,
    SURE,
    Lead,
    lead_of,
    named_by_name,
    named_soon,
    nameless_called,
    unmasked,
)
from reader.analysis.speakers.kin import Kin, kinship
from reader.analysis.speakers.naming import name_of
from reader.analysis.speakers.phrases import PRONOUNS, noun_kind, noun_word, singular
from reader.analysis.speakers.utterances import owner_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from reader.analysis.parsed import Parsed, Token
    from reader.analysis.people import Cast, Figure
    from reader.analysis.speakers.layout import Layout
    from reader.analysis.speakers.phrases import Gender, Phrase, Phrases
    from reader.model import Span

_AFTER_TITLE = re.compile(r"[. ]*(?:\((?:retd|rtd|retired|ret)\.?\) )?")
_ROLE_END = re.compile(r",| (?:of|for|at|in|with|from) ")
_REACH = 7
"""Sentences back in which a pronoun's antecedent is looked for."""
_REACH_OF_ROLE = 2
"""Sentences back in which somebody is looked for who may be called by a role."""
_KNOWN_REACH = 1000
"""Mentions back in which the one is looked for whom “the registrar” means."""
_CLAUSES_ABOVE = 30
"""Words up the parse in which the clause is looked for that holds a pronoun."""
_REACH_AHEAD = 2
"""Sentences ahead in which a name may follow its pronoun."""
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
_OPENING = 40
"""Tokens in which an obituary says who has died."""
_DEFINITE = frozenset({"the", "this", "that"})
_BECOMING = frozenset({"become", "becomes", "became", "becoming"})
_POSSESSIVE = frozenset({"his", "her", "their", "my", "its", "our"})


class Referents:
    """The referents of a document; `of` gives that of each phrase by its head."""

    def __init__(
        self, parsed: Parsed, cast: Cast, phrases: Phrases, layout: Layout, spoke: Mapping[int, int]
    ) -> None:
        """Resolve every phrase in order; `spoke` maps the heads of phrases that speak to the run they speak."""
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

    # --- one phrase ---------------------------------------------------------------------------------------

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

    def _figure(self, figure: Figure) -> Referent:
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
            if kind != "person" and noun not in _synonyms():
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

    def _merge(self, old: Referent, new: Referent, doubt: float) -> None:
        for head, referent in self.of.items():
            if referent is old:
                self.of[head] = new
                self.doubt[head] = max(doubt, self.doubt.get(head, 0.0))
        self._mentions = [
            Mention(new if m.referent is old else m.referent, m.head, m.sentence, m.block, m.role, m.spoke)
            for m in self._mentions
        ]

    # --- descriptions -------------------------------------------------------------------------------------

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
        definite = first in _DEFINITE or first in _POSSESSIVE or owner is not None
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

    def _pair(self, phrase: Phrase, referent: Referent) -> None:
        """Take down that a name comes right after another and “and”."""
        place = bisect_left(self._heads, phrase.head)
        earlier = self._phrases.by_head[self._heads[place - 1]] if place else None
        if earlier is not None and earlier.figure is not None and earlier.figure is not referent.figure:
            between = self._parsed.document.text[earlier.span[1] : phrase.span[0]]
            if between.strip() in ("and", "&"):
                self._kin.pair(self._figure(earlier.figure), referent)

    def _known(self, noun: str, phrase: Phrase, *, plural: bool) -> Referent | None:
        """Return the last one mentioned whom the noun describes, in the same number."""
        words = [t.lower_ for t in self._parsed.doc[phrase.first : phrase.last]]
        wanted = set(words) - _DEFINITE - _POSSESSIVE
        nouns = {noun} | _synonyms().get(noun, frozenset())
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

    # --- pronouns -----------------------------------------------------------------------------------------

    def _possessive_pronouns(self) -> list[int]:
        return [
            t.i
            for t in self._parsed.doc
            if t.tag_ == "PRP$" and t.lower_ in ("his", "her") and self._open(t.i)
        ]

    def _open(self, index: int) -> bool:
        return self._parsed.quoted[index] < 0

    def _pronoun(self, head: int, pronoun: str) -> Referent | None:
        if pronoun not in ("he", "she", "they", "it"):
            return None
        ahead = self._called(head) or self._ahead(head, pronoun)
        if ahead is not None:
            return ahead
        ranked = self._ranked(head, pronoun, lambda referent: agrees(referent, pronoun), _REACH)
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
        reach = _REACH_OF_ROLE if how == "role" else _REACH
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
                elif self._parsed.doc[phrase.first].lower_ in _DEFINITE:
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
def _synonyms() -> dict[str, frozenset[str]]:
    """Return each noun of a role → what its bearer may be called as well."""
    out: dict[str, frozenset[str]] = {}
    for entry in entries("role_synonyms"):
        group = frozenset(entry.split())
        for noun in group:
            out[noun] = out.get(noun, frozenset()) | group
    return out


def span_text(parsed: Parsed, span: Span) -> str:
    """Return the words of a span, on one line."""
    return " ".join(parsed.document.text[slice(*span)].split())
