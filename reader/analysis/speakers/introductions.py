"""Those whom a text first only describes, and the sentences that give their names later.

“A dentist has been struck off. Jane Doe told …” is how a news lead goes on, so that the first name after the lead is
taken for the dentist's.  “A dentist said: ‘…’” is not: whoever speaks without a name is somebody else, unless the text
says plainly who it was (“Doe, the dentist”, “her name is Jane Doe”, “the voice belonged to Jane Doe”).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from reader.analysis.lexicon import lexicon
from reader.analysis.speakers.descriptions import COPULAS
from reader.analysis.speakers.nouns import noun_word, singular

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reader.analysis.parsed import Parsed, Token
    from reader.analysis.speakers.entities import Mention, Referent
    from reader.analysis.speakers.phrases import Phrase

SURE, LIKELY, PERHAPS = 0.1, 0.4, 0.7
"""The doubt about who somebody was, by how plainly the text names him."""
INDEFINITE = frozenset(
    {"a", "an", "another", "one", "some", "several", "two", "three", "many", "any", "each", "every", "no"}
)
_ONE_OF_MANY = INDEFINITE - {"a", "an"}
_ARTICLES = frozenset({"a", "an", "the", "this", "that"})
_LEAD_REACH = 2
"""Sentences after the first in which somebody that it describes may be named."""
_NAMED_REACH = 12
"""Sentences after a nameless speaker in which “Doe, the nurse” names him."""
_VOICE_REACH = 3
"""Sentences after a nameless speaker in which “it was Doe” or “the voice belonged to Doe” names him."""


class Lead(NamedTuple):
    """Whom the first sentence describes without a name, and where."""

    referent: Referent
    head: int
    doubt: float


def lead_of(parsed: Parsed, phrase: Phrase, referent: Referent, *, speaks: bool) -> Lead | None:
    """Return the subject of the first sentence as one who may be named next; None if he is somebody of his own.

    `speaks` tells that quoted words are his.
    """
    doc = parsed.doc
    first, noun = doc[phrase.first].lower_, singular(noun_word(doc, phrase.head))
    if first in _ONE_OF_MANY:
        return None
    bare = phrase.last - phrase.first <= 2 and phrase.span[1] <= doc[phrase.head].idx + len(doc[phrase.head])
    vague = first in INDEFINITE or (bare and noun in lexicon("generic_persons"))
    if speaks and vague:
        return None
    return Lead(referent, phrase.head, LIKELY if speaks or vague else SURE)


def named_soon(lead: Lead, referent: Referent, sentences: int) -> bool:
    """Tell whether somebody named `sentences` after the lead may be the one whom it describes."""
    if not 0 < sentences <= _LEAD_REACH or referent.nouns - lead.referent.nouns - {"defendant"}:
        return False
    return not referent.gender_sure or lead.referent.gender in (referent.gender, None)


def nameless_called(
    parsed: Parsed, noun: Token, mentions: Sequence[Mention], sentence: int, *, spoken: bool
) -> tuple[Referent, float] | None:
    """Return the nameless speaker whom “Doe, the nurse” or “Doe, a nurse” names, and the doubt that he is meant."""
    determiner = next((c.lower_ for c in noun.children if c.dep_ == "det"), "")
    described = {c.lower_ for c in noun.children if c.dep_ in ("amod", "compound")}
    if determiner not in _ARTICLES:
        return None
    word = singular(noun.lower_)
    for mention in reversed(mentions):
        referent = mention.referent
        if sentence - mention.sentence > _NAMED_REACH:
            return None
        if not _nameless(referent) or not mention.spoke or word not in referent.nouns:
            continue
        if not described <= set(referent.name.lower().split()):
            continue
        if determiner not in INDEFINITE:
            return referent, LIKELY
        # “A nurse said …” and, at once, “Doe, a nurse”: two nurses would be told apart.
        near = sentence - mention.sentence == 1 and mention.block == parsed.block_of[noun.i]
        return (referent, PERHAPS) if near and not spoken else None
    return None


def unmasked(parsed: Parsed, head: int, mentions: Sequence[Mention], sentence: int) -> Referent | None:
    """Return the nameless speaker who is told to be the bearer of the name with that head: “the voice belonged to
    Doe”, “it was Doe”."""
    token = parsed.doc[head]
    verb = token.head
    if token.dep_ == "pobj" and token.head.lower_ == "to":
        verb = token.head.head
        if verb.lower_ not in ("belonged", "belongs"):
            return None
    elif not (token.dep_ == "attr" and verb.lower_ in COPULAS):
        return None
    subject = next((c for c in verb.children if c.dep_ == "nsubj"), None)
    if subject is None:
        return None
    for mention in reversed(mentions):
        referent = mention.referent
        if sentence - mention.sentence > _VOICE_REACH:
            return None
        if mention.spoke and referent.figure is None and not referent.plural:
            same = subject.lower_ == "it" or singular(subject.lower_) in referent.nouns
            return referent if same and (_nameless(referent) or "voice" in referent.nouns) else None
    return None


def named_by_name(token: Token) -> Token | None:
    """Return “name” of “her name is Jane Doe”, if the token is that of Jane Doe."""
    if token.dep_ != "attr" or token.head.lower_ not in COPULAS:
        return None
    subjects = (c for c in token.head.children if c.dep_ == "nsubj" and c.lower_ == "name")
    return next(subjects, None)


def _nameless(referent: Referent) -> bool:
    return referent.figure is None and referent.kind == "person" and not referent.plural
