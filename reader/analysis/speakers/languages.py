"""Speakers in languages other than English: by speech verbs and the subjects that any spaCy pipeline gives them.

The English rules and weights rest on the Penn tags and on English annotation.  Here it is the universal parts of
speech and dependencies (de Marneffe et al. 2021; German pipelines say "sb" for subjects), a list of verb forms a
language, and nearness.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from reader.analysis.lexicon import entries
from reader.analysis.speakers.layout import lay_out
from reader.analysis.speakers.run_features import own_sentence
from reader.model import Quote

if TYPE_CHECKING:
    from reader.analysis.parsed import Parsed, Token
    from reader.analysis.people import Cast, Figure
    from reader.analysis.speakers.layout import Layout
    from reader.model import QuoteKind, Span

_WORD = re.compile(r"[^\W_]+")
_SUBJECTS = frozenset({"nsubj", "nsubj:pass", "nsubjpass", "sb"})
_NAMING = frozenset({"PROPN", "PRON", "NOUN"})
_SPEECH_LENGTH = 8
"""Words from which on words in marks are somebody's where no verb stands by."""
_REACH = 6
"""Tokens between a verb of speech and a subject that the parse missed."""
_NEAR, _SUBJECT_FOUND, _CARRIED, _PRONOUN = 0.7, 0.85, 0.6, 0.65
"""Confidence in a speaker told by nearness, by the parse, by the paragraph before, or by a pronoun.  Estimates: no
annotated data in these languages was at hand."""


class Spoken(NamedTuple):
    """A quote, and the person who said it, if it is one of the cast."""

    quote: Quote
    figure: Figure | None


class _Speaker(NamedTuple):
    name: str | None
    figure: Figure | None
    mention: Span | None
    cue: str | None
    confidence: float


_NOBODY = _Speaker(None, None, None, None, 0.0)


def attribute(parsed: Parsed, cast: Cast) -> tuple[Spoken, ...]:
    """Return the quotes of a document with their speakers, in reading order."""
    layout = lay_out(parsed)
    out: list[Spoken] = []
    last = _NOBODY
    last_block = -2
    for number, run in enumerate(parsed.runs):
        speaker = _beside(parsed, layout, cast, number, out)
        said = parsed.document.text[run.start : run.end]
        if speaker is _NOBODY:
            if not _stands_alone(parsed, layout, number):
                continue
            if last.name and run.block - last_block <= 1 and not run.is_block:
                speaker = last._replace(mention=None, cue=None, confidence=min(_CARRIED, last.confidence))
        if speaker.name:
            last, last_block = speaker, run.block
        kind = _kind(parsed, layout, number)
        quote = Quote(
            run.start, run.end, said, kind, speaker.name, speaker.mention, speaker.cue, speaker.confidence
        )
        out.append(Spoken(quote, speaker.figure))
    return tuple(out)


def _stands_alone(parsed: Parsed, layout: Layout, number: int) -> bool:
    """Tell whether words without a verb of speech are somebody's: a paragraph, a sentence, after a colon, or long."""
    run = parsed.runs[number]
    text = parsed.document.text
    if layout.places[number].alone or run.is_block or run.continued:
        return True
    if text[: run.outer_start].rstrip().endswith(":") or own_sentence(parsed, layout, number):
        return True
    return len(_WORD.findall(text[run.start : run.end])) >= _SPEECH_LENGTH


def _kind(parsed: Parsed, layout: Layout, number: int) -> QuoteKind:
    run, place = parsed.runs[number], layout.places[number]
    if run.is_block:
        return "block"
    words = parsed.doc[place.first : place.last]
    finite = any(t.pos_ in ("VERB", "AUX") and "Fin" in t.morph.get("VerbForm") for t in words)
    first = parsed.document.text[run.start]
    return "direct" if place.alone or run.continued or finite or first.isupper() else "partial"


def _beside(parsed: Parsed, layout: Layout, cast: Cast, number: int, before: list[Spoken]) -> _Speaker:
    """Return who speaks a run by the nearest verb of speech of its sentence, or by a word for “according to”."""
    doc, place = parsed.doc, layout.places[number]
    language = parsed.document.language
    verbs, according = _forms(language), _according(language)
    block = range(*layout.blocks[parsed.runs[number].block])
    near = [
        i
        for i in block
        if parsed.quoted[i] < 0
        and layout.sentence_of[i] == place.sentence
        and doc[i].lower_ in verbs | according
    ]
    for i in sorted(near, key=lambda i: min(abs(i - place.first), abs(i - place.last + 1))):
        token = doc[i]
        if token.lower_ in according:
            found = next((t for t in doc[i + 1 : i + _REACH] if _names(parsed, t)), None)
            confidence = _NEAR
        else:
            found, confidence = _subject(parsed, token)
        if found is not None:
            return _speaker(parsed, cast, found, token.text, confidence, before)
    return _NOBODY


def _names(parsed: Parsed, token: Token) -> bool:
    return bool(parsed.quoted[token.i] < 0 and token.pos_ in _NAMING)


def _subject(parsed: Parsed, verb: Token) -> tuple[Token | None, float]:
    """Return the subject of a verb by the parse, or the nearest noun or name after it, or before it."""
    at: Token = verb
    for _ in range(3):
        for child in at.children:
            if child.dep_ in _SUBJECTS and _names(parsed, child):
                return child, _SUBJECT_FOUND
        # The finite verb of a compound one, the first of two joined ones.
        if at.dep_.split(":")[0] not in ("aux", "conj", "oc", "cj", "xcomp") or at.head.i == at.i:
            break
        at = at.head
    doc = parsed.doc
    for token in doc[max(0, verb.i - 2) : verb.i + 2]:
        if parsed.quoted[token.i] < 0 and _gender(parsed, token):
            return token, _PRONOUN
    after = doc[verb.i + 1 : verb.i + 1 + _REACH]
    earlier = doc[max(0, verb.i - _REACH) : verb.i]
    for words in (after, reversed(list(earlier))):
        for token in words:
            if parsed.quoted[token.i] >= 0 or token.text in ".:;!?":
                break
            if _names(parsed, token) and parsed.block_of[token.i] == parsed.block_of[verb.i]:
                return token, _NEAR
    return None, 0.0


def _speaker(
    parsed: Parsed, cast: Cast, token: Token, cue: str, confidence: float, before: list[Spoken]
) -> _Speaker:
    subtree = [t for t in token.subtree if parsed.quoted[t.i] < 0]
    for word in (token, *subtree):
        figure = cast.at(word.idx)
        if figure is not None:
            span = next(s for s in figure.mentions if s[0] <= word.idx < s[1])
            return _Speaker(figure.name, figure, span, cue, confidence)
    span = (token.idx, token.idx + len(token.text))
    gender = _gender(parsed, token)
    if gender or token.pos_ == "PRON":
        known = _last_named(cast, token.idx, gender, before) if gender else None
        name = known.name if known is not None else None
        return _Speaker(name, known, span, cue, _PRONOUN if known else 0.0)
    first = next((t for t in token.children if t.pos_ == "DET" and t.i < token.i), token)
    span = (first.idx, span[1])
    return _Speaker(" ".join(parsed.document.text[slice(*span)].split()), None, span, cue, confidence)


def _gender(parsed: Parsed, token: Token) -> str | None:
    """Return the gender that a pronoun tells; French joins it to the verb: dit-elle, a-t-il ajouté."""
    return _pronouns(parsed.document.language).get(token.lower_.removeprefix("-t").lstrip("-"))


def _last_named(cast: Cast, offset: int, gender: str, before: list[Spoken]) -> Figure | None:
    """Return who was named last before an offset, of the gender or of none that is known."""
    fitting = [
        (max(m[0] for m in figure.mentions if m[0] < offset), figure)
        for figure in cast.figures
        if figure.gender in (gender, None) and any(m[0] < offset for m in figure.mentions)
    ]
    if not fitting:
        return None
    spoke = before[-1].figure if before else None
    latest = max(fitting, key=lambda item: item[0])
    # Whoever spoke goes on, unless somebody was named since.
    if spoke is not None and any(figure is spoke for _, figure in fitting):
        end = before[-1].quote.end or 0
        return latest[1] if latest[0] > end else spoke
    return latest[1]


@cache
def _forms(language: str) -> frozenset[str]:
    try:
        return frozenset(entries(f"speech_verbs_{language}"))
    except FileNotFoundError:
        return frozenset()


def _row(name: str, language: str) -> list[str]:
    rows = (entry.split() for entry in entries(name))
    return next((words for code, *words in rows if code == language), [])


@cache
def _according(language: str) -> frozenset[str]:
    return frozenset(_row("according_words", language))


@cache
def _pronouns(language: str) -> dict[str, str]:
    return dict(word.split(":") for word in _row("pronouns", language))
