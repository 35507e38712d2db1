"""What speaks for and against a span being a person's name, as named features that are there or not."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from reader.analysis.lexicon import entries, verb_forms
from reader.analysis.people.lexicon import commonness, gendered, is_person_noun, is_surname, words
from reader.analysis.people.pool import name_words
from reader.analysis.people.tails import tail

if TYPE_CHECKING:
    from reader.analysis.people.candidates import Run
    from reader.analysis.people.tokens import Tokens

_NOUN_TAGS = frozenset(("NN", "NNS"))
_PLACE_PREPOSITIONS = frozenset(("in", "at", "near", "from", "into", "across", "around", "outside", "inside"))
_PREPOSITIONS = frozenset(
    ("of", "by", "with", "to", "for", "on", "about", "against", "between", "after", "like", "as")
)
_COMMONNESS = (0, 1, 1, 2, 2, 3, 3, 4, 4, 4)
"""Steps of the commonness of a given name (a logarithm)."""
_TWO = 2
"""Letters of initials without full stops: JD."""
_KNOWN = 3
"""The step from which on a given name is well known."""


def features(tokens: Tokens, run: Run, span: Run) -> list[str]:
    """Return the evidence at the place itself for the tokens of `span`, a part of `run`."""
    a, b = span
    core = [i for i in range(a, b) if tokens.kinds[i] in ("c", "i")]
    if len(core) > 1 and tokens.lower[core[-1]] in words("suffixes"):
        core.pop()
    joined = sum(kind == "-" for kind in tokens.kinds[a:b])
    size = str(min(3, len(core) - joined))
    found = [f"words={size}", *_engine(tokens, a, b, size), *_shape(tokens, a, b, core, size)]
    found += _names(tokens, span, core, size)
    if run == span:
        titled = bool(tokens.title_before(a)) or (
            tokens.same_block(a - 1, a) and is_person_noun(tokens.lower[a - 1])
        )
        found.append(f"whole run|{size}")
        found.append(f"whole run, {'titled' if titled else tokens.doc[b - 1].ent_type_ or 'none'}|{size}")
    found += _left(tokens, run, span, size)
    found += _right(tokens, run, b, size)
    return found


def _engine(tokens: Tokens, a: int, b: int, size: str) -> list[str]:
    """What the language engine says of the tokens."""
    found = []
    inside = {tokens.entity[i] for i in range(a, b)}
    if inside == {-1}:
        found.append(f"entity=none|{size}")
    elif len(inside) == 1:
        first, last, label = tokens.entities[inside.pop()]
        label = label if label in _LABELS else "other"
        left, right = first < a, last > b and not _mere_ending(tokens, b, last)
        if left and all(tokens.lower[i] in words("honorifics") for i in range(first, a)):
            left = False
        place = (
            "same" if not left and not right else "left" if not left else "right" if not right else "middle"
        )
        found.append(f"entity={label}:{place}|{size}")
    else:
        labels = {tokens.entities[i][2] if i >= 0 else "none" for i in inside}
        found.append(
            f"entities={'+'.join(sorted(x if x in ('PERSON', 'none') else 'other' for x in labels))}|{size}"
        )
    head = tokens.doc[b - 1]
    found.append(f"dep={head.dep_}")
    if head.dep_ == "compound" and head.head.i >= b:
        found.append(f"attributive|{size}")
    verb = verb_forms().get(head.head.lower_)
    if verb and head.dep_ == "nsubj":
        found.append(f"speaks={verb[1]}")
    return found


_LABELS = frozenset(("PERSON", "ORG", "GPE", "LOC", "NORP", "FAC", "PRODUCT", "WORK_OF_ART", "EVENT", "LAW"))


def _outside(tokens: Tokens, a: int, b: int) -> str:
    """Tell of what kind the words are that the engine leaves out of a name: parts of names, names, or others."""
    words_outside = [i for i in range(a, b) if tokens.entity[i] < 0 and tokens.kinds[i] != "-"]
    if all(tokens.kinds[i] in ("i", "p") or tokens.lower[i] in words("suffixes") for i in words_outside):
        return "parts"
    return (
        "names"
        if all(commonness(tokens.lower[i]) or tokens.kinds[i] != "c" for i in words_outside)
        else "others"
    )


def _mere_ending(tokens: Tokens, b: int, last: int) -> bool:
    return all(tokens.tag[i] == "POS" or not tokens.text[i][0].isalnum() for i in range(b, last))


def _shape(tokens: Tokens, a: int, b: int, core: list[int], size: str) -> list[str]:
    found = []
    kinds = [tokens.kinds[i] for i in range(a, b)]
    tags = [tokens.tag[i] for i in core]
    found.append(f"tags={tags[0]}:{tags[-1]}" if size != "1" else f"tag={tags[0]}")
    if any(tag not in ("NNP", "NNPS") for tag in tags):
        found.append(f"odd tag|{size}")
    if tokens.kinds[core[0]] == "i":
        found.append(f"initial first|{size}")
    elif len(core) > 1 and len(tokens.text[core[0]]) == _TWO and tokens.text[core[0]].isupper():
        found.append(f"two capitals first|{size}")
    if len(core) > 1 and tokens.kinds[core[-1]] == "i":
        found.append("initial last")
    if any(tokens.kinds[i] == "i" for i in core[1:-1]):
        found.append("initial inside")
    if kinds[0] == "p":
        found.append(f"particle first|{size}")
    if "p" in kinds[1:]:
        found.append(f"particle inside|{size}")
    if "-" in kinds:
        loose = any(tokens.kinds[i] == "-" and tokens.spaced[i] for i in range(a, b))
        small = any(tokens.kinds[i] == "c" and tokens.text[i][0].islower() for i in core)
        found.append("hyphen " + ("loose" if loose else "small" if small else "tight") + f"|{size}")
    if any(tokens.text[i] in "\"“”‘’'()[]" for i in range(a, b)):
        found.append("nickname")
    capitals = [i for i in core if tokens.kinds[i] == "c" and len(tokens.text[i]) > 1]
    if capitals and all(tokens.text[i].isupper() for i in capitals):
        found.append(f"capitals|{size}")
        if len(core) == 1 and len(tokens.text[core[0]]) <= 4:
            found.append("acronym")
    if any(tokens.lower[i] in tokens.small for i in core if tokens.kinds[i] == "c"):
        found.append(f"written small elsewhere|{size}")
    if any(any(c.isdigit() for c in tokens.text[i]) for i in core):
        found.append("digit")
    if tokens.starts_sentence(a):
        found.append(f"sentence start|{size}")
    found.append(f"quoted={tokens.quoted[a] >= 0}")
    return found


def _names(tokens: Tokens, span: Run, core: list[int], size: str) -> list[str]:
    """What the lists know about the words."""
    found = []
    lower = list(name_words(tokens, (span[0], core[-1] + 1)))
    first, last = lower[0], lower[-1]
    given = [_COMMONNESS[commonness(word)] for word in lower]
    surname = is_surname(last)
    initial = tokens.kinds[core[0]] == "i"
    if len(lower) == 1:
        found.append(f"one={given[0]}{'s' if surname else ''}")
        found.append(f"one given={given[0]}")
    else:
        opens = "i" if initial else str(given[0])
        found.append(f"many={opens}{'s' if surname else ''}")
        found.append(f"first={opens}|{size}")
        found.append(f"last={'s' if surname else ''}{given[-1]}")
        if all(step or is_surname(word) for step, word in zip(given[1:], lower[1:], strict=True)):
            found.append("all known")
        if not initial and not given[0] and is_surname(first):
            found.append("surname first")
    if len(last) <= 2:
        found.append("short last")
    titles = gendered("honorifics")
    if first in titles and tokens.text[core[0]] != tokens.text[core[0]].lower():
        found.append(f"title first|{size}")
    if any(word in titles for word in lower[1:]):
        found.append("title inside")
    if any(is_person_noun(word) and word not in titles for word in lower):
        found.append(f"person noun inside|{size}")
    never = [word for word in lower if word in words("never_names")]
    if never:
        # Roman and Ireland are names too, where they should be
        at_home = len(lower) > 1 and (
            (never == [first] and given[0] >= _KNOWN) or (never == [last] and surname and given[0] >= _KNOWN)
        )
        found.append(f"never{', at home' if at_home else ''}|{size}")
    if tail(last):
        at_home = len(lower) > 1 and surname and given[0] >= _KNOWN
        found.append(f"tail={'at home' if at_home else tail(last)}|{size}")
    if any(tail(word) for word in lower[:-1]):
        found.append("tail inside")
    return found


def _left(tokens: Tokens, run: Run, span: Run, size: str) -> list[str]:
    a, b = span
    i = a - 1
    if not tokens.same_block(i, a):
        return [f"left=block|{size}"]
    text, lower = tokens.text[i], tokens.lower[i]
    found = []
    if _office_before(tokens, a):
        found.append(f"left=office|{size}")
    if i >= run[0]:
        if lower in gendered("honorifics"):
            found.append(f"left run=title|{size}")
        elif tokens.kinds[i] == "-":
            found.append(f"left run=hyphen{_hyphen_side(tokens, i - 1)}|{size}")
        elif tokens.kinds[i] == "p":
            found.append(f"left run=particle|{size}")
        elif lower in words("never_names"):
            found.append(f"left run=never|{size}")
        elif is_person_noun(lower):
            found.append(f"left run=person noun|{size}")
        elif tokens.kinds[i] == "i":
            found.append(f"left run=initial|{size}")
        elif _place_ends(tokens, i):
            found.append(f"left run=place|{size}")
        else:
            step = _COMMONNESS[commonness(lower)]
            found.append(f"left run=name{step}|{size}")
            if tail(lower):
                found.append(f"left run=tail|{size}")
    elif tokens.title_before(a):
        address = tokens.title_before(a) in words("forms_of_address")
        found.append(f"left={'address' if address else 'title'}|{size}")
    elif is_person_noun(lower):
        found.append(f"left=person noun|{size}")
    elif text == "the":
        lone = b == run[1] and tokens.tag[min(b, len(tokens) - 1)] not in _NOUN_TAGS
        found.append(f"left=the|{size}")
        if lone:
            found.append(f"left=the, lone|{size}")
    elif lower in ("a", "an"):
        found.append(f"left=a|{size}")
    elif lower in _PLACE_PREPOSITIONS or lower in _PREPOSITIONS:
        found.append(f"left={lower}|{size}")
        if lower == "of" and tokens.same_block(i - 1, a) and is_office(tokens.lower[i - 1]):
            found.append(f"left=office of|{size}")
    elif text in "-–/":
        found.append(f"left=hyphen|{size}")
    elif text in ",;:()[]\"“”'‘’.&":
        found.append(f"left={text}|{size}")
        if text == "," and tokens.same_block(i - 1, a) and is_person_noun(tokens.lower[i - 1]):
            found.append(f"left=person noun,|{size}")
    elif lower in ("and", "or", "who", "that", "said", "says"):
        found.append(f"left={lower}")
    else:
        found.append(f"left tag={tokens.tag[i]}")
    if tokens.same_block(i - 1, a) and lower == "the":
        found.append(f"left left tag={tokens.tag[i - 1]}")
    return found


def is_office(word: str) -> bool:
    """Tell whether a folded noun means a person by what they do, and not by whose relation they are: mayor, not son."""
    return is_person_noun(word) and word not in _relations()


@cache
def _relations() -> frozenset[str]:
    return frozenset(entry.split()[0] for entry in entries("kinship"))


def _place_ends(tokens: Tokens, i: int) -> bool:
    """Tell whether the engine sees a place of which token i is the last: In Berlin | Klaus Richter."""
    entity = tokens.entity[i]
    return entity >= 0 and tokens.entities[entity][1:] == (i + 1, "GPE")


def _office_before(tokens: Tokens, a: int) -> bool:
    """Tell whether an office with “of” stands right before token a: Secretary of the Navy | Ray Pell."""
    if tokens.lower[a - 1] == "the":
        return False
    for i in range(a - 1, max(0, a - 6), -1):
        if not tokens.same_block(i - 1, a):
            return False
        if tokens.lower[i] in ("of", "for") and i < a - 1:
            return is_person_noun(tokens.lower[i - 1]) or tokens.lower[i - 1] in gendered("honorifics")
        if not tokens.tag[i].startswith("NN") and tokens.lower[i] not in ("the", "and"):
            return False
    return False


def _right(tokens: Tokens, run: Run, b: int, size: str) -> list[str]:
    if b < len(tokens) and tokens.is_postnominal(b) and not tokens.kinds[b]:
        b += 1
    if not tokens.same_block(b - 1, b) or tokens.text[b].isspace():
        return [f"right=block|{size}"]
    text, lower, tag = tokens.text[b], tokens.lower[b], tokens.tag[b]
    found = []
    if b < run[1]:
        if tokens.kinds[b] == "-":
            found.append(f"right run=hyphen{_hyphen_side(tokens, b + 1)}|{size}")
        elif tail(lower):
            found.append(f"right run=tail {tail(lower)}|{size}")
        elif tokens.kinds[b] in ("p", "i"):
            found.append(f"right run={tokens.kinds[b]}|{size}")
        elif lower in words("suffixes"):
            found.append("right run=suffix")
        elif lower in words("never_names"):
            found.append("right run=never")
        elif lower in gendered("honorifics") or is_person_noun(lower):
            found.append(f"right run=person noun|{size}")
        else:
            found.append(f"right run=name{'s' if is_surname(lower) else ''}|{size}")
        return found
    if tag == "POS":
        found.append(f"right='s|{size}")
        b += 1
        if tokens.same_block(b, b - 1) and tail(tokens.lower[b]) and tokens.text[b][0].isupper():
            found.append("right='s tail")
    elif lower in verb_forms():
        found.append(f"right=verb of speech|{size}")
    elif text in ",;:()[]\"“”'‘’.&-–/?!":
        found.append(f"right={text}|{size}")
        if tokens.same_block(b, b + 1):
            after = tokens.text[b + 1]
            kind = (
                "number"
                if after[0].isdigit()
                else tokens.lower[b + 1]
                if after.lower() in _AFTER_COMMA
                else ""
            )
            if kind:
                found.append(f"right={text}{kind}|{size}")
            if text == "," and _apposition(tokens, b + 1):
                found.append(f"right=,person noun|{size}")
    elif tail(lower):
        found.append(f"right tail={tail(lower)}|{size}")
    elif lower in ("and", "or", "who", "of", "in", "at"):
        found.append(f"right={lower}|{size}")
    elif text[0].isdigit():
        found.append(f"right=number|{size}")
    else:
        found.append(f"right tag={tag}|{size}")
    return found


def _apposition(tokens: Tokens, i: int) -> bool:
    """Tell whether a noun that means a person follows from token i on, before any other mark or verb."""
    for j in range(i, min(i + 7, len(tokens))):
        if not tokens.same_block(i, j) or tokens.text[j] in ",.;:" or tokens.tag[j].startswith("V"):
            return False
        if is_person_noun(tokens.lower[j]) and not tokens.text[j][0].isupper():
            return True
    return False


_AFTER_COMMA = frozenset(("a", "an", "the", "who", "whose", "his", "her", "and"))


def _hyphen_side(tokens: Tokens, i: int) -> str:
    """Tell what stands on the other side of a hyphen: a name that the list knows, or not."""
    known = commonness(tokens.lower[i]) > 3 or is_surname(tokens.lower[i])
    return " name" if known else " never" if tokens.lower[i] in words("never_names") else ""
