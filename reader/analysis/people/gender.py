"""Whether a person is spoken of as he or she."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.analysis.people import lexicon

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reader.analysis.people.lexicon import Gender
    from reader.analysis.people.mention import Mention

_TITLE, _NAME, _NEAR = 3.0, 2.0, 0.5
_SURE = 2.0


def gender_of(mentions: Sequence[Mention], roles: Sequence[str]) -> tuple[Gender | None, bool]:
    """Return a person's gender as titles, roles, given names and pronouns tell it, and whether it is sure."""
    votes: dict[Gender, float] = {"m": 0.0, "f": 0.0}
    for mention in mentions:
        if mention.title_gender:
            votes[mention.title_gender] += _TITLE
    for role in roles:
        told = lexicon.noun_gender(_head(role))
        if told:
            votes[told] += _TITLE
    given = next((m.words[0] for m in mentions if len(m.words) > 1), mentions[0].words[0])
    by_name = lexicon.given_gender(given)
    if by_name:
        votes[by_name] += _NAME
    for mention in mentions[:12]:
        if mention.pronoun:
            votes[mention.pronoun] += _NEAR
    if votes["m"] == votes["f"]:
        return None, False
    gender: Gender = "m" if votes["m"] > votes["f"] else "f"
    return gender, abs(votes["m"] - votes["f"]) >= _SURE


def _head(role: str) -> str:
    """Return the folded noun of which a role is made: “deputy spokeswoman for the board” → spokeswoman."""
    words = lexicon.fold(role).split()
    end = next((i for i, word in enumerate(words) if word in ("of", "for", "at", "in")), len(words))
    return words[end - 1] if end else ""
