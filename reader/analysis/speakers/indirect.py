"""Statements reported without marks: “she said that …”, “the plan is dead, he said”, “according to Doe, …”.

The verb and its clause come from the parse (the clausal complement, as in the attribution of reported speech by
Krestel, Bergler and Witte 2008); whether somebody really said it from the verb's form: what is denied, asked or only
possible was not said.
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from reader.analysis.lexicon import lexicon, verb_forms
from reader.model import Quote

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reader.analysis.parsed import Parsed, Token
    from reader.analysis.speakers.phrases import Phrase, Phrases, Verb
    from reader.analysis.speakers.referents import Referents
    from reader.model import Span

_CLAUSES = frozenset({"ccomp", "parataxis"})
_AUXILIARIES = frozenset({"aux", "auxpass"})
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_UNREAL = frozenset({"if", "unless", "whether", "n't", "n’t", "not", "never"})
_SURE, _UNSURE = 0.9, 0.6
_SHORTEST = 3
"""Words of the shortest statement."""
_LONGEST = 250
"""Tokens of the longest statement: what goes on longer is no sentence."""
_EDGE = " \t\n,.;:!?—–-()[]\"'“”‘’"
_FIRST_PERSON = frozenset({"i", "we", "you"})


def find_indirect(parsed: Parsed, phrases: Phrases, referents: Referents) -> tuple[Quote, ...]:
    """Return the reported statements in reading order; none overlaps another or words in marks."""
    found = [*_with_verbs(parsed, phrases, referents), *_according(parsed, phrases, referents)]
    out: list[Quote] = []
    for quote in sorted(found, key=lambda q: (q.start or 0, -(q.end or 0))):
        if not out or (quote.start or 0) >= (out[-1].end or 0):
            out.append(quote)
    return tuple(out)


def _with_verbs(parsed: Parsed, phrases: Phrases, referents: Referents) -> Iterator[Quote]:
    doc = parsed.doc
    for verb in phrases.verbs:
        token = doc[verb.at]
        phrase = phrases.by_head[verb.subject]
        if verb.kind != "speech" or not _asserted(token, verb) or phrase.pronoun in _FIRST_PERSON:
            continue
        if phrase.kind == "other" and referents.of.get(phrase.head) is None:
            continue
        clause = next((c for c in token.children if c.dep_ in _CLAUSES and _stated(c, token)), None)
        if clause is None:
            continue
        span = _span(parsed, _words(clause, token, phrase))
        if span is not None:
            yield _quote(parsed, span, phrase, token.text, referents)


def _according(parsed: Parsed, phrases: Phrases, referents: Referents) -> Iterator[Quote]:
    """Yield what “according to Doe” reports: the rest of its sentence."""
    doc = parsed.doc
    for phrase in phrases.by_head.values():
        to = doc[phrase.head].head
        if to.lower_ != "to" or to.head.lower_ != "according":
            continue
        first, last = to.head, max(t.i for t in doc[phrase.head].subtree)
        sentence = first.sent
        # Before it, if it ends the sentence; else after it.
        ends = last >= sentence.end - 2
        words = doc[sentence.start : first.i] if ends else doc[last + 1 : sentence.end]
        if first.i not in (sentence.start, words.end) or not any(t.tag_ in _FINITE for t in words):
            continue
        span = _span(parsed, list(words))
        if span is not None:
            yield _quote(parsed, span, phrase, doc[first.i : to.i + 1].text, referents)


def _asserted(token: Token, verb: Verb) -> bool:
    """Tell whether the verb says that something was said: finite, and neither denied nor asked nor supposed."""
    if verb.passive or token.lower_ in lexicon("asking_verbs"):
        return False
    form = verb_forms().get(token.lower_)
    if form is None or form[0] in lexicon("asking_verbs"):
        return False
    if token.tag_ == "VB" or any(c.tag_ == "MD" and c.lower_ != "will" for c in token.children):
        return False
    return not any(c.lower_ in _UNREAL for c in token.children if c.dep_ in ("neg", "mark"))


def _stated(clause: Token, verb: Token) -> bool:
    """Tell whether a clause is a statement that the verb brings: finite, with a subject, no question."""
    # The parse hangs some subjects on the auxiliary.
    own = [*clause.children, *(g for c in clause.children if c.dep_ in _AUXILIARIES for g in c.children)]
    if any(c.lower_ in ("if", "whether") and c.dep_ == "mark" for c in own):
        return False
    if any(t.tag_ in ("WRB", "WP", "WDT") for t in own if t.i < clause.i):
        return False
    finite = clause.tag_ in _FINITE or any(c.tag_ in _FINITE for c in own if c.dep_ in _AUXILIARIES)
    subject = any(c.dep_ in ("nsubj", "nsubjpass", "expl", "csubj") for c in own)
    # A clause before the verb stands apart by a comma: “The plan is dead, he said.”
    apart = clause.i > verb.i or any(t.text == "," for t in verb.doc[clause.i : verb.i])
    return finite and subject and apart


def _words(clause: Token, verb: Token, phrase: Phrase) -> list[Token]:
    """Return the words of the clause in one piece, without “that”."""
    inside = [
        t for t in islice(clause.subtree, _LONGEST) if not phrase.first <= t.i < phrase.last and t.i != verb.i
    ]
    words: list[Token] = []
    for token in inside:
        if words and token.i != words[-1].i + 1:
            if words[-1].i >= clause.i:
                break
            words = []
        words.append(token)
    while words and ((words[0].lower_ == "that" and words[0].dep_ == "mark") or words[0].is_punct):
        del words[0]
    return words


def _span(parsed: Parsed, words: list[Token]) -> Span | None:
    """Return the span of the words; None if they hold marks, are too few, or leave their block."""
    if sum(t.is_alpha for t in words) < _SHORTEST or any(parsed.quoted[t.i] >= 0 for t in words):
        return None
    if parsed.block_of[words[0].i] != parsed.block_of[words[-1].i]:
        return None
    start, end = words[0].idx, words[-1].idx + len(words[-1].text)
    text = parsed.document.text[start:end]
    stripped = text.strip(_EDGE)
    start += text.index(stripped)
    return start, start + len(stripped)


def _quote(parsed: Parsed, span: Span, phrase: Phrase, cue: str, referents: Referents) -> Quote:
    referent = referents.of.get(phrase.head)
    words = " ".join(parsed.document.text[slice(*phrase.span)].split())
    name: str | None = referent.name if referent is not None else words
    if referent is None and phrase.kind == "pronoun":
        name = None
    sure = _SURE if phrase.kind in ("figure", "person", "organisation") else _UNSURE
    doubt = 1 - 0.5 * referents.doubt.get(phrase.head, 0.0)
    return Quote(
        *span,
        parsed.document.text[slice(*span)],
        "indirect",
        speaker=name,
        mention=phrase.span,
        cue=cue,
        confidence=sure * doubt,
    )
