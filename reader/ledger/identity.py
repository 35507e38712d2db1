"""Who is who across articles: the person of one article against those who are known already.

The names decide who comes into question; ages, roles, the people and the places named beside decide whether it is
the same person.  Nothing is guessed between two who fit alike: such a person stays one of their own.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reader.ledger.names import compare, read_name
from reader.ledger.roles import EVERYDAY, joined

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from reader.ledger.names import Name
    from reader.ledger.roles import Role

JOIN = 1.0
"""Weight from which two are one person: the same name suffices, unless something speaks against it."""
_MARGIN = 0.3
"""By so much the best of several must fit better than the next."""
_YEARS = 2
"""Years by which two estimates of a year of birth may differ; an age alone leaves one open."""
_AGAINST = 0.35
"""What is left of the weight of places and company where the callings differ: a town has people of every calling."""


@dataclass(frozen=True, slots=True)
class Appearance:
    """A person in one article, as far as it helps to tell who it is.

    `born` is the year of birth that age and date of the article give; `beside` the full names of the others in it,
    `context` the names of places and organisations in it, both folded.
    """

    name: str
    aliases: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    born: int | None = None
    site: str | None = None
    beside: frozenset[str] = frozenset()
    context: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Verdict:
    """How far an appearance speaks for a person: the sum of the `reasons`, each a few words with its weight."""

    weight: float
    reasons: tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """Whom an appearance was found to be: the `index` among those who came into question, None for a new person.

    `reasons` say why; `doubts` are the indices of those who fit, but not clearly better than one another.
    """

    index: int | None
    reasons: tuple[tuple[str, float], ...] = ()
    doubts: tuple[int, ...] = ()


def choose(appearance: Appearance, known: Sequence[Sequence[Appearance]]) -> Choice:
    """Return whom of the `known` people, each the list of their appearances, an appearance is of."""
    verdicts = [(weigh(appearance, person), index) for index, person in enumerate(known)]
    fits = sorted(
        ((verdict, index) for verdict, index in verdicts if verdict and verdict.weight >= JOIN),
        key=lambda pair: (-pair[0].weight, pair[1]),
    )
    if not fits:
        return Choice(None)
    best, index = fits[0]
    if len(fits) > 1 and best.weight - fits[1][0].weight < _MARGIN:
        return Choice(None, doubts=tuple(index for _, index in fits))
    return Choice(index, best.reasons)


def weigh(appearance: Appearance, person: Sequence[Appearance]) -> Verdict | None:
    """Return how far an appearance speaks for a person, None where the name or the age rules it out."""
    name = read_name(appearance.name, appearance.aliases)
    likenesses = [compare(name, read_name(other.name, other.aliases)) for other in person]
    found = [like for like in likenesses if like is not None]
    if not found or (len(found) < len(likenesses) / 2 and not _called(name, person)):
        return None
    like = max(found, key=lambda like: like.weight)
    born = [other.born for other in person if other.born is not None]
    if appearance.born is not None and born and min(abs(appearance.born - year) for year in born) > _YEARS:
        return None
    reasons = [(like.reason, like.weight)]
    if appearance.born is not None and born:
        reasons.append(("the age fits", 0.8))
    role, theirs = joined(appearance.roles), joined(tuple(role for other in person for role in other.roles))
    against = _fields_against(role, theirs)
    if against:
        reasons.append(against)
    share = _AGAINST if against else 1.0
    reasons += _offices(role, theirs, share)
    reasons += _company(appearance, person, share)
    at_home = theirs.places & _words(appearance.context) or role.places & _words(*(o.context for o in person))
    if at_home and not role.places & theirs.places:
        reasons.append((f"named where they are at home ({_listed(at_home)})", share * 0.4))
    if not name.full and len(reasons) == 1:
        return None
    return Verdict(round(sum(weight for _, weight in reasons), 2), tuple(reasons))


def _called(name: Name, person: Sequence[Appearance]) -> bool:
    """Tell whether a person was called exactly so: one who goes by several names is like each but few times."""
    return any(read_name(other.name, other.aliases).words == name.words for other in person)


def _fields_against(role: Role, theirs: Role) -> tuple[str, float] | None:
    if not role.fields or not theirs.fields or role.fields & theirs.fields:
        return None
    weight = -1.1 if EVERYDAY in role.fields | theirs.fields else -1.5
    return f"different callings ({_listed(role.offices)}; {_listed(theirs.offices)})", weight


def _offices(role: Role, theirs: Role, share: float) -> Iterable[tuple[str, float]]:
    """Weigh what both are, and of what."""
    offices, places = role.offices & theirs.offices, role.places & theirs.places
    if places:
        yield f"the same of or at ({_listed(places)})", share * 0.9
    if offices and role.places and theirs.places and not places:
        yield f"{_listed(offices)}, but elsewhere ({_listed(role.places)}; {_listed(theirs.places)})", -1.2
    elif offices:
        yield f"the same calling ({_listed(offices)})", 0.8
    elif role.fields & theirs.fields:
        yield f"a like calling ({_listed(role.offices)}; {_listed(theirs.offices)})", 0.4


def _company(
    appearance: Appearance, person: Sequence[Appearance], share: float
) -> Iterable[tuple[str, float]]:
    """Weigh the people and places named beside both."""
    beside = appearance.beside & frozenset().union(*(other.beside for other in person))
    if beside:
        yield f"named beside the same people ({_listed(beside)})", share * min(1.2, 0.6 * len(beside))
    context = appearance.context & frozenset().union(*(other.context for other in person))
    if context:
        yield f"the same places and bodies ({_listed(context)})", share * min(0.6, 0.2 * len(context))
    if appearance.site and any(other.site == appearance.site for other in person):
        yield "the same site", share * 0.2


def _words(*names: frozenset[str]) -> frozenset[str]:
    return frozenset(word for context in names for name in context for word in name.split())


def _listed(words: frozenset[str]) -> str:
    return ", ".join(sorted(words)[:3])
