"""What bears somebody's name and is nobody: ships, saints' churches, storms, laws, diseases, shops."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.analysis.lexicon import lexicon as listed
from reader.analysis.people.lexicon import is_surname, words
from reader.analysis.people.tails import tail

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from reader.analysis.people.mention import Mention
    from reader.analysis.people.tokens import Tokens

_SAINTS = frozenset(("st", "saint"))
_SAID = frozenset(("VBD", "VBZ", "MD", ",", ".", "IN"))
"""Tags of what follows “the Mary Rose” where it is a thing; who and that tell of a person: the Otto Brand who …"""


def without_namesakes(tokens: Tokens, names: Sequence[Mention]) -> list[Mention]:
    """Return the names without those that mean a thing at their place, if nothing else in the text means a person.

    The last word of a name that stands elsewhere, where no thing is named, tells that there is such a person.
    """
    tests: tuple[Callable[[Tokens, Mention], bool], ...] = (_of_noun, _with_article, _saint, _law, _shop)
    things = [name for name in names if any(test(tokens, name) for test in tests)]
    storms = _after_heads(tokens)
    spared = {id(name) for name in things}
    people = {
        name.words[-1]
        for name in names
        if id(name) not in spared and (len(name.words) > 1 or name.title or name.words[-1] not in storms)
    }
    nobody = {name.words for name in things if name.words[-1] not in people}
    return [
        name
        for name in names
        if not (
            _firm(tokens, name)
            or (id(name) in spared and name.words[-1] not in people)
            or name.words in nobody
            or (name.words[-1] in storms and name.words[-1] not in people)
        )
    ]


def _of_noun(tokens: Tokens, name: Mention) -> bool:
    """The trawler | Anna Maria, the film | Jane Eyre."""
    i = name.first - 1
    if not tokens.same_block(i, name.first) or not tokens.tag[i].startswith("NN"):
        return False
    return tokens.text[i] in words("vessels") or tokens.text[i] in listed("work_nouns")


def _with_article(tokens: Tokens, name: Mention) -> bool:
    """The | Mary Rose sank; the Queen | Mary sailed."""
    i, end = name.first - 1, name.last
    full = len(name.words) > 1
    if not full or not tokens.same_block(i, end) or tokens.lower[i] != "the" or name.title:
        return False
    return tokens.tag[end] in _SAID and tokens.lower[end] != "of"


def _firm(tokens: Tokens, name: Mention) -> bool:
    """Brand | & Mott: whose partners they were, it means the firm; “Lorn’s Position & Brand’s Role” names none."""
    if len(name.words) != 1 or name.title:
        return False
    beside = ((name.first - 1, name.first - 2), (name.last, name.last + 1))
    return any(
        tokens.same_block(mark, name.first)
        and tokens.text[mark] == "&"
        and tokens.same_block(partner, name.first)
        and is_surname(tokens.lower[partner])
        for mark, partner in beside
    )


def _saint(tokens: Tokens, name: Mention) -> bool:
    """St | Mary’s church."""
    return (
        name.words[0] in _SAINTS
        and tokens.same_block(name.last, name.first)
        and tokens.tag[name.last] == "POS"
    )


def _law(tokens: Tokens, name: Mention) -> bool:
    """Megan | ’s Law, Crohn | ’s disease."""
    i = name.last + 1
    if not tokens.same_block(i, name.first) or tokens.tag[name.last] != "POS" or len(name.words) > 1:
        return False
    return tail(tokens.lower[i]) == "w" and tokens.lower[i] in words("eponymous") and not name.title


def _shop(tokens: Tokens, name: Mention) -> bool:
    """Crohn | ’s is rare; a shop of McDonald | ’s."""
    owned = tokens.same_block(name.last, name.first) and tokens.tag[name.last] == "POS"
    return owned and len(name.words) == 1 and not name.title and name.words[0] in words("possessive_names")


def _after_heads(tokens: Tokens) -> set[str]:
    """Return the words that stand after the head of a place, a ship or a storm: Hurricane | Otto."""
    heads = words("place_heads")
    return {
        tokens.lower[i]
        for i in range(1, len(tokens))
        if tokens.kinds[i] == "c"
        and tokens.lower[i - 1] in heads
        and tokens.kinds[i - 1] == "c"
        and tokens.same_block(i - 1, i)
    }
