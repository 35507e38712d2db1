"""Words in marks that nobody said, where the writer's words leave no doubt: titles, names and words as words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reader.analysis.lexicon import lexicon, verb_forms
from reader.analysis.speakers.layout import cue_within
from reader.analysis.speakers.nouns import noun_kind, singular

if TYPE_CHECKING:
    from reader.analysis.parsed import Parsed, Token
    from reader.analysis.speakers.layout import Layout, Place

_WORD = re.compile(r"[^\W_][\w’'-]*")
_AS_WORD = frozenset({"word", "term", "expression", "adjective", "noun", "verb", "acronym"})
_USE = frozenset({"use", "uses", "used", "using"})
_NAMING = frozenset({"call", "calls", "dub", "nickname", "know", "name", "term"})
_NAMING_FORMS = _NAMING | {"calls", "called", "calling", "dubbed", "named", "nicknamed"}
_REFLEXIVES = frozenset({"themselves", "himself", "herself", "itself", "ourselves", "myself", "yourself"})
_OBJECTS = frozenset({"it", "him", "her", "me", "us", "them", "you"})
_BE = frozenset(
    {"is", "are", "was", "were", "be", "been", "being", "’s", "'s", "get", "gets", "got", "became"}
)
_DETERMINERS = frozenset({"the", "a", "an", "as", "his", "her", "their", "its", "our", "simply", "so"})
_GIVEN = re.compile(r"(?:^|\W)[A-Z][\w’'-]+(?: [A-Z]\.)? $")
_SURNAME = re.compile(r" (?:[a-z]{1,3} )?[A-Z][\w’'-]+")
_LONGEST_NICKNAME = 3
_FEW = 2
"""Words of the titles that look like anything else."""
_LONGEST_TERM = 4
_LONGEST_TITLE = 9
_REACH = 7
_JOINED = 12
"""Titles joined to one another that are looked back through at most."""


def silent_reason(parsed: Parsed, layout: Layout, number: int) -> str | None:
    """Return why nobody said the words of run `number`, or None if somebody may have."""
    reason = _reason(parsed, layout, number)
    first = number
    while reason is None and number - first < _JOINED and _joined(parsed, first):
        first -= 1
        if _reason(parsed, layout, first) == "title":
            reason = "title"
    return reason


def _reason(parsed: Parsed, layout: Layout, number: int) -> str | None:
    run, place = parsed.runs[number], layout.places[number]
    words = _WORD.findall(parsed.document.text[run.start : run.end])
    if place.alone or run.is_block or len(words) > _LONGEST_TITLE:
        return None
    if _nickname(parsed, number, place, words):
        return "name"
    before = _before(parsed, place.first, run.block)
    lower = [token.lower_ for token in before]
    if _title(words) and _work(parsed, before, place.last):
        return "title"
    if _title(words) and _performed(parsed, before, words):
        return "title"
    if len(words) > _LONGEST_TERM:
        return None
    if _title(words) and _apposition(parsed, before, number, place.last):
        return "title"
    as_name = "as" in lower[:2]
    while lower and lower[0] in _DETERMINERS:
        lower = lower[1:]
        before = before[1:]
    if len(lower) > 1 and lower[0] in _REFLEXIVES and lower[1] in _NAMING_FORMS:
        return "name"
    if lower and lower[0] in _AS_WORD:
        return "word"
    if len(words) <= 2 and lower and lower[0] in _USE:
        return "word"
    first_person = any(
        word.casefold() in ("i", "we", "my", "our") or word[:2] in ("I’", "I'") for word in words
    )
    if len(lower) > 1 and lower[0] in _BE and lower[1] in lexicon("mottoes") and not first_person:
        return "name"
    agent = parsed.doc[place.last].lower_ == "by" if place.last < len(parsed.doc) else False
    return "name" if before and not agent and _named(before, lower, as_name=as_name) else None


def _joined(parsed: Parsed, number: int) -> bool:
    """Tell whether a run, capitalised as a title, is joined to the run before it: she read “Salt” and “The Boat”."""
    run, earlier, text = parsed.runs[number], parsed.runs[number - 1], parsed.document.text
    if number == 0 or not _title(_WORD.findall(text[run.start : run.end])):
        return False
    between = text[earlier.outer_end : run.outer_start]
    return earlier.block == run.block and between.strip() in (",", "and", "or", "&", ", and", ", or")


def _performed(parsed: Parsed, before: list[Token], words: list[str]) -> bool:
    """Tell whether somebody reads, plays or sings what stands in marks; one capitalised word, or two, could also be
    what a notice reads."""
    if not before or before[0].lower_ not in lexicon("performing_verbs"):
        return False
    subject = next((c for c in before[0].children if c.dep_ == "nsubj"), None)
    if subject is not None and noun_kind(subject.lower_)[0] == "document":
        return False
    if len(words) > _FEW:
        return True
    return subject is not None and subject.tag_ in ("PRP", "NNP") and subject.lower_ != "it"


def _nickname(parsed: Parsed, number: int, place: Place, words: list[str]) -> bool:
    """Tell whether a run stands between the words of a name: Robert “Bobby” Finch."""
    run, text, doc = parsed.runs[number], parsed.document.text, parsed.doc
    if not words or len(words) > _LONGEST_NICKNAME or not words[-1][0].isupper():
        return False
    if not _GIVEN.search(text[max(0, run.outer_start - 40) : run.outer_start]):
        return False
    if not _SURNAME.match(text, run.outer_end) or not 0 < place.first < place.last < len(doc):
        return False
    before = (
        doc[place.first - 2] if doc[place.first - 1].is_punct and place.first > 1 else doc[place.first - 1]
    )
    return before.tag_ == "NNP" and doc[place.last].tag_ in ("NNP", "FW", "DT")


def _before(parsed: Parsed, first: int, block: int) -> list[Token]:
    """Return the writer's words before the run in its sentence, nearest first, without punctuation."""
    out: list[Token] = []
    i = first - 1
    while i >= 0 and len(out) < _REACH and parsed.block_of[i] == block and parsed.quoted[i] < 0:
        token = parsed.doc[i]
        if token.text in (".", "?", "!", ";", ":"):
            break
        if not token.is_punct and not token.is_space:
            out.append(token)
        i -= 1
    return out


def title_like(parsed: Parsed, number: int) -> bool:
    """Tell whether the words of a run are capitalised as titles are, two of them at least."""
    run = parsed.runs[number]
    words = _WORD.findall(parsed.document.text[run.start : run.end])
    return 2 <= len(words) <= _LONGEST_TITLE and _title(words)


def _title(words: list[str]) -> bool:
    content = [word for word in words if word.casefold() not in lexicon("small_words")]
    return bool(content) and all(word[0].isupper() or word[0].isdigit() for word in content)


def _work(parsed: Parsed, before: list[Token], after: int) -> bool:
    """Tell whether a word for a work stands by: “the novel called …”, “… magazine”."""
    works = lexicon("work_nouns")
    near = [token for token in before if token.lower_ not in lexicon("named_as") | _DETERMINERS]
    if near[:1] and near[0].tag_ in ("NN", "NNS") and singular(near[0].lower_) in works:
        return True
    if any(token.lower_ in lexicon("named_as") for token in before[:2]) and any(
        singular(t.lower_) in works for t in before
    ):
        return True
    following = parsed.doc[after] if after < len(parsed.doc) else None
    return following is not None and following.tag_ in ("NN", "NNS") and singular(following.lower_) in works


def _apposition(parsed: Parsed, before: list[Token], number: int, after: int) -> bool:
    """Tell whether the run stands between commas behind a noun, as in: her first novel, “Hush”, has …"""
    run, text = parsed.runs[number], parsed.document.text
    closes = text[run.outer_end : run.outer_end + 1] == "," or text[run.end - 1] == ","
    if not closes or text[max(0, run.outer_start - 2) : run.outer_start].strip() != ",":
        return False
    cue = any(token.lower_ in verb_forms() and token.tag_[:2] == "VB" for token in before)
    noun = bool(before) and before[0].tag_ in ("NN", "NNS", "JJ", "CD")
    return (
        noun and not cue and not cue_within(parsed.doc, parsed.quoted, after, min(len(parsed.doc), after + 5))
    )


def _named(before: list[Token], lower: list[str], *, as_name: bool) -> bool:
    """Tell whether the writer gives a name that is in use: “is known as …”, “what people call …”."""
    if as_name and any(word in lexicon("named_as") for word in lower):
        return True
    if lower[0] in lexicon("named_as") and before[0].tag_ in ("VBN", "VBD", "JJ"):
        auxiliaries = {c.lower_ for c in before[0].children if c.dep_ in ("aux", "auxpass")}
        reduced = before[0].dep_ in ("acl", "amod")
        return bool(auxiliaries & _BE) or reduced or any(word in _BE for word in lower[1:3])
    for token in before:
        if token.lower_ in _NAMING:
            subjects = [c for c in token.children if c.dep_ == "nsubj"]
            # What is called so again and again: his friends call him “Spanner”; they call it “the swamp”.
            always = token.tag_ == "VBP" and lower[0] in _OBJECTS
            return any(
                c.lower_ in lexicon("generic_subjects")
                or (always and (c.lower_ == "they" or c.tag_ == "NNS"))
                or (c.tag_ == "NNS" and not any(g.dep_ in ("det", "poss") for g in c.children))
                for c in subjects
            )
    return False
