"""One entry a person, however the name is written."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reader.analysis.people.mention import Mention


@dataclass(slots=True)
class Bearer:
    """A person and the mentions of the name; `fullest` is the longest of them."""

    fullest: Mention
    mentions: list[Mention] = field(default_factory=list)


def cluster(mentions: Sequence[Mention]) -> list[Bearer]:
    """Return the people that the mentions name, in order of their first mention."""
    bearers: list[Bearer] = []
    for mention in sorted(mentions, key=lambda m: (-len(m.words), m.start)):
        same = [bearer for bearer in bearers if _fits(mention, bearer.fullest)]
        if same:
            min(same, key=lambda bearer: _distance(mention, bearer)).mentions.append(mention)
        else:
            bearers.append(Bearer(mention, [mention]))
    for bearer in bearers:
        bearer.mentions.sort(key=lambda m: m.start)
    return sorted(bearers, key=lambda b: b.mentions[0].start)


def _fits(mention: Mention, full: Mention) -> bool:
    if mention.words == full.words:
        return mention.suffix == full.suffix
    if len(mention.words) == 1:
        return mention.words[0] in (full.words[0], full.words[-1])
    return mention.words[-1] == full.words[-1] and mention.words[0][0] == full.words[0][0]


def _distance(mention: Mention, bearer: Bearer) -> tuple[bool, int]:
    """Rank by the surname before the given name, then by the nearest mention before this one."""
    before = [m.start for m in bearer.mentions if m.start <= mention.start]
    return mention.words[-1] != bearer.fullest.words[-1], mention.start - max(before, default=-(10**9))
