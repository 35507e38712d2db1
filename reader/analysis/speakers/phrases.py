"""The noun phrases of a parse that could name a speaker, and the verbs they are the subjects of."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from reader.analysis.lexicon import VerbClass, human_acts, verb_forms
from reader.analysis.people.lexicon import words as people_words
from reader.analysis.speakers.interview import turns
from reader.analysis.speakers.nouns import Gender, PhraseKind, counts, joined, noun_kind, noun_word
from reader.analysis.speakers.subjects import RELATIVES, after_run, agent_of, fallback, subject_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reader.analysis.parsed import Doc, Parsed, Token
    from reader.analysis.people import Cast, Figure
    from reader.model import Span

PRONOUNS: dict[str, str] = {
    **dict.fromkeys(("he", "him"), "he"),
    **dict.fromkeys(("she", "her"), "she"),
    **dict.fromkeys(("they", "them"), "they"),
    **dict.fromkeys(("i", "me"), "i"),
    **dict.fromkeys(("we", "us"), "we"),
    "it": "it",
    "one": "other",
    "you": "you",
}
"""Each pronoun that could stand for a speaker → its nominative."""

_PARTITIVES = frozenset(
    {"one", "another", "some", "many", "most", "several", "two", "three", "both", "neither"}
)
_AGE = 5
"""Tokens of “the 24-year-” before “old”."""
_LONGEST_MODIFIER = 8
"""Tokens of “for the Commission” that are still shown with “a spokesman”."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase outside of quotation marks.

    `head` is the index of its head token; `first` and `last` those of its tokens (last exclusive); `span` the
    code points of the words that name the speaker, determiner and short modifiers included; `gender` what the
    words alone say.
    """

    head: int
    first: int
    last: int
    span: Span
    kind: PhraseKind
    figure: Figure | None = None
    pronoun: str = ""
    gender: Gender | None = None


class Verb(NamedTuple):
    """A verb outside of quotation marks and its subject's head; `kind` is None if it never brings quoted words."""

    at: int
    subject: int
    kind: VerbClass | None
    passive: bool


@dataclass(frozen=True, slots=True)
class Phrases:
    """All phrases of a document by their heads, in text order, and its verbs that have subjects."""

    by_head: dict[int, Phrase]
    verbs: tuple[Verb, ...]


def find_phrases(parsed: Parsed, cast: Cast) -> Phrases:
    """Return the phrases outside of marks and the verbs with their subjects."""
    doc, quoted = parsed.doc, parsed.quoted
    by_head: dict[int, Phrase] = {}
    for first, last, head in _chunks(doc):
        if quoted[head] < 0:
            phrase = _phrase(parsed, cast, first, last, head)
            if phrase is not None:
                by_head[phrase.head] = phrase
    for phrase in list(_other_names(parsed, cast, by_head)):
        by_head[phrase.head] = phrase
    by_head.update(list(_of_turns(parsed, cast, by_head)))
    firsts = {phrase.first: phrase for phrase in by_head.values()}
    verbs = []
    for token in doc:
        if token.tag_[:2] != "VB" or quoted[token.i] >= 0:
            continue
        form = verb_forms().get(token.lower_)
        if form is None and token.dep_ in ("aux", "auxpass"):
            continue
        speech = form is not None and form[1] == "speech"
        inverted = firsts.get(token.i + 1) if speech and after_run(parsed, token.i) else None
        if inverted is not None and inverted.kind not in ("other", "document"):
            verbs.append(Verb(token.i, inverted.head, "speech", False))
            continue
        subject = subject_of(token, parsed)
        at = subject.i if subject is not None else fallback(parsed, by_head, token) if speech else None
        if at is None:
            continue
        if at not in by_head:
            alone = _phrase(parsed, cast, _left_edge(parsed, at), at + 1, at)
            if alone is None:
                continue
            by_head[at] = alone
        agent = agent_of(token, by_head)
        if form is not None and agent is not None:
            verbs.append(Verb(token.i, agent, form[1], False))
        passive = any(child.dep_ in ("auxpass", "nsubjpass") for child in token.children)
        verbs.append(Verb(token.i, at, form[1] if form else None, passive))
    ordered = dict(sorted(by_head.items()))
    return Phrases(ordered, tuple(verbs))


def _of_turns(parsed: Parsed, cast: Cast, by_head: dict[int, Phrase]) -> Iterator[tuple[int, Phrase]]:
    """Yield “I” and “you” of an interview's turns as phrases that name whoever speaks, and is spoken to."""
    found = turns(parsed, cast)
    if not found:
        return
    for head, phrase in by_head.items():
        turn = found.get(parsed.block_of[head])
        if turn is not None and phrase.pronoun in ("i", "you"):
            figure = turn.speaker if phrase.pronoun == "i" else turn.addressee
            if figure is not None:
                yield head, replace(phrase, kind="figure", figure=figure, pronoun="")


def _left_edge(parsed: Parsed, at: int) -> int:
    """Return where a noun that is no base phrase of its own begins: with its determiner and what joins it."""
    if counts(parsed.doc, at):
        return int(parsed.doc[at].left_edge.i)
    token = parsed.doc[at]
    # “The South African”, “the accused” are no nouns to the tagger.
    if token.tag_[:2] != "NN" and not any(child.dep_ == "det" for child in token.children):
        return at
    first = at
    edge: int = parsed.doc[at].left_edge.i
    while first > edge and first > at - _LONGEST_MODIFIER:
        if _ends_modifier(parsed, first - 1) or parsed.doc[first - 1].tag_ == "CC":
            break
        first -= 1
    return first


def _chunks(doc: Doc) -> Iterator[tuple[int, int, int]]:
    """Yield (first, last, head) of base noun phrases: spaCy's own, where the language has them, and ages.

    “The 24-year-old” is an adjective to the tagger.
    """
    for token in doc:
        if token.lower_ == "old" and token.i > _AGE and token.head.tag_[:2] != "NN":
            before = doc[token.i - _AGE : token.i]
            if [t.lower_ for t in before[2:]] == ["-", "year", "-"] and before[0].tag_ == "DT":
                yield before.start, token.i + 1, token.i
    try:
        for chunk in doc.noun_chunks:
            if chunk.end - chunk.start > 1 and _shrugging(chunk.root) and chunk.root.i == chunk.end - 1:
                yield chunk.start, chunk.end - 1, chunk.end - 2
                continue
            yield chunk.start, chunk.end, chunk.root.i
    except (NotImplementedError, ValueError):
        for token in doc:
            if token.pos_ in ("NOUN", "PROPN", "PRON"):
                yield token.i, token.i + 1, token.i


def _phrase(parsed: Parsed, cast: Cast, first: int, last: int, head: int) -> Phrase | None:
    doc = parsed.doc
    token = doc[head]
    lower = token.lower_
    if token.is_space or token.is_punct:
        return None
    if token.tag_ in ("WP", "WDT", "EX") or lower in RELATIVES:
        return None
    some = _one_of(token)
    if some is not None:
        gender_of_all = noun_kind(some.lower_)[1]
        span = (doc[first].idx, some.idx + len(some))
        return Phrase(head, first, last, span, "person", gender=gender_of_all)
    nominative = PRONOUNS.get(lower)
    if nominative and token.tag_ in ("PRP", "NN", "CD"):
        gender: Gender | None = "m" if nominative == "he" else "f" if nominative == "she" else None
        span = (token.idx, token.idx + len(token))
        return Phrase(head, first, last, span, "pronoun", pronoun=nominative, gender=gender)
    figure, name = _figure(parsed, cast, first, last, head)
    if figure is not None and name is not None:
        return Phrase(head, first, last, name, "figure", figure=figure)
    kind, gender = noun_kind(noun_word(doc, head))
    if lower == "old" and token.ent_type_ == "DATE":
        kind = "person"
    if kind == "other" and token.ent_type_ in ("ORG", "GPE", "NORP"):
        kind = "organisation"
    if kind == "other" and (token.ent_type_ == "PERSON" or _who(token) or _acts(token)):
        kind = "person"
    shown = _shown(parsed, first, last, head)
    if kind == "person" and (named := _named_at_end(parsed, cast, shown)) is not None:
        return Phrase(head, first, last, named[1], "figure", figure=named[0])
    return Phrase(head, first, last, shown, kind, gender=gender)


def _one_of(token: Token) -> Token | None:
    """Return the noun of “one of the nurses”, if the token is “one” and the noun means people."""
    if token.lower_ not in _PARTITIVES:
        return None
    for child in token.children:
        if child.lower_ == "of" and child.i == token.i + 1:
            found = next((c for c in child.children if c.dep_ == "pobj"), None)
            return found if found is not None and noun_kind(found.lower_)[0] == "person" else None
    return None


def _who(token: Token) -> bool:
    """Tell whether a clause with “who” shows that the noun means a person."""
    return any(c.dep_ == "relcl" and any(g.lower_ == "who" for g in c.children) for c in token.children)


def _acts(token: Token) -> bool:
    """Tell whether a noun does what only people do: “her almoner disagrees”."""
    return bool(token.dep_ == "nsubj" and token.tag_ == "NN" and token.head.lower_ in human_acts())


def _shrugging(token: Token) -> bool:
    """Tell whether a noun is a misread verb of what people do after another noun: “The postman grins.”"""
    if token.tag_ != "NNS" or token.dep_ != "ROOT" or token.lower_ not in human_acts() or not token.i:
        return False
    before = token.nbor(-1)
    return bool(before.tag_ in ("NN", "NNP") and before.head.i == token.i)


def _figure(
    parsed: Parsed, cast: Cast, first: int, last: int, head: int
) -> tuple[Figure | None, Span | None]:
    """Return the person that a phrase names, and where: “campaign manager Jane Doe”, “the mayor, Jane Doe,”.

    A name in the possessive names somebody else: “Doe’s brother”.
    """
    doc = parsed.doc
    for i in (*range(last - 1, first - 1, -1), *_appositions(doc, head)):
        token = doc[i]
        figure = cast.at(token.idx)
        if figure is None or token.dep_ == "poss" or (i + 1 < len(doc) and doc[i + 1].tag_ == "POS"):
            continue
        if first <= i < last and i < head and doc[head].tag_ in ("NN", "NNS"):
            # “the Doe campaign”, but “Doe, the manager” comes as an apposition.
            continue
        span = cast.span_at(token.idx)
        if span is not None:
            return figure, span
    return _overlooked(doc, cast, first, last, head)


def _named_at_end(parsed: Parsed, cast: Cast, shown: Span) -> tuple[Figure, Span] | None:
    """Return the person and the name with which a description ends, right after a noun: “director of rugby Jo Doe”.

    After a preposition it is somebody else's: “the brother of Jo Doe”.
    """
    figure = cast.at(shown[1] - 1)
    if figure is None:
        return None
    span = cast.span_at(shown[1] - 1)
    if span is None or not shown[0] < span[0] or span[1] != shown[1]:
        return None
    before = parsed.doc.char_span(shown[0], span[0], alignment_mode="contract")
    noun = before is not None and len(before) and before[-1].text.islower() and before[-1].tag_[:2] == "NN"
    return (figure, span) if noun else None


def _overlooked(doc: Doc, cast: Cast, first: int, last: int, head: int) -> tuple[Figure | None, Span | None]:
    """Return whom a phrase names by a title and the surname of somebody named in full elsewhere: “Mr Doe”."""
    if doc[head].tag_ != "NNP" or head != last - 1 or head == first or doc[head - 1].tag_ != "NNP":
        return None, None
    if doc[head - 1].lower_.rstrip(".") not in people_words("honorifics"):
        return None, None
    figure = cast.resolve(doc[head].text)
    if figure is None or figure.name.split()[-1] != doc[head].text:
        return None, None
    return figure, (doc[head].idx, doc[head].idx + len(doc[head].text))


def _other_names(parsed: Parsed, cast: Cast, by_head: dict[int, Phrase]) -> Iterator[Phrase]:
    """Yield the names that no phrase has taken up: “Doe’s reply was short: …”, or a name that the parse tore apart.

    Names that only modify a noun (“the Doe campaign”) are left out.
    """
    taken = {phrase.span for phrase in by_head.values() if phrase.figure is not None}
    at = {token.idx: token.i for token in parsed.doc}
    for figure in cast.figures:
        for span in figure.mentions:
            first = at.get(span[0])
            if span in taken or first is None or parsed.quoted[first] >= 0:
                continue
            last = first
            while last + 1 < len(parsed.doc) and parsed.doc[last + 1].idx < span[1]:
                last += 1
            head = last
            token = parsed.doc[head]
            outside = not first <= token.head.i <= last and token.head.tag_[:2] == "NN"
            # “Jane Doe shrugs.” is easily read as a noun.
            outside = outside and token.head.lower_ not in verb_forms()
            if head not in by_head and not (token.dep_ in ("compound", "amod", "nmod") and outside):
                yield Phrase(head, first, last + 1, span, "figure", figure=figure)


def _appositions(doc: Doc, head: int) -> list[int]:
    """Return the tokens of names that stand for the same as the noun: “the tuner, Jane Doe”, “member for culture Jane
    Doe”, where the parse takes the field of an office for a part of the name."""
    found = [child.i for child in doc[head].children if child.dep_ == "appos" and child.tag_[:3] == "NNP"]
    for child in doc[head].children:
        if child.lower_ in ("of", "for"):
            found += [
                name.i
                for name in child.children
                if name.tag_ == "NNP" and any(c.tag_ in ("NN", "NNS") and c.i < name.i for c in name.children)
            ]
    return found


def _shown(parsed: Parsed, first: int, last: int, head: int) -> Span:
    """Return the words of a nameless speaker: determiner, adjectives, noun, and a short “of …”, “close to …”."""
    doc = parsed.doc
    while first < last - 1 and (
        doc[first].is_punct or doc[first].is_space or doc[first].tag_ == "CC" or parsed.quoted[first] >= 0
    ):
        first += 1
    end = joined(doc, head) + 1
    for child in doc[head].rights:
        if child.i < end:
            continue
        if child.dep_ not in ("prep", "amod", "acl") or child.i != end or child.tag_[:2] == "VB":
            break
        subtree = [t.i for t in islice(child.subtree, _LONGEST_MODIFIER + 1)]
        if len(subtree) > _LONGEST_MODIFIER or any(_ends_modifier(parsed, i) for i in subtree):
            break
        end = subtree[-1] + 1
    return doc[first].idx, doc[end - 1].idx + len(doc[end - 1])


def _ends_modifier(parsed: Parsed, index: int) -> bool:
    token = parsed.doc[index]
    if token.ent_type_ in ("DATE", "TIME"):
        # “residents on Sunday”: when, and not who.
        return True
    return token.is_punct or token.is_space or token.tag_[:2] in ("VB", "MD") or parsed.quoted[index] >= 0


# --- subjects -----------------------------------------------------------------------------------------------
