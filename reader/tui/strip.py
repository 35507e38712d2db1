"""Where in the article somebody is named and speaks, and who speaks how much: as rows of a few cells."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from reader.model import Quote, Span
    from reader.tui.cast import Cast, Voice

Cell = Literal[0, 1, 2]
"""What happens in a stretch of the text: nothing, a mention, or words said."""

GLYPHS = "▁▃▇"
"""How the three are drawn: told apart by shape, not by colour."""


def occurrences(length: int, mentions: Iterable[Span], said: Iterable[Span], cells: int) -> list[Cell]:
    """Return for each of `cells` equal stretches of a text of `length` code points what is in it.

    `mentions` and `said` are spans of the text.
    """
    row: list[Cell] = [0] * cells
    if not length or not cells:
        return row
    for start, _ in mentions:
        row[min(start * cells // length, cells - 1)] = 1
    for start, end in said:
        first = min(start * cells // length, cells - 1)
        last = min(max(end - 1, start) * cells // length, cells - 1)
        row[first : last + 1] = [2] * (last + 1 - first)
    return row


class Share(NamedTuple):
    """How much somebody says: `part` of all quoted words (0 to 1) in so many quotes, `first` being the first one."""

    voice: Voice | None
    part: float
    quotes: int
    first: int


def shares(quotes: Sequence[Quote], cast: Cast) -> list[Share]:
    """Return who says how much, those who say most first; all that nobody is named for comes last, as None.

    Measured in code points without blanks, since not every script parts its words.
    """
    sizes: dict[Voice | None, list[int]] = {}
    firsts: dict[Voice | None, int] = {}
    for number, quote in enumerate(quotes):
        voice = cast.of_quote(number)
        sizes.setdefault(voice, []).append(len("".join(quote.text.split())))
        firsts.setdefault(voice, number)
    total = sum(map(sum, sizes.values())) or 1
    found = [Share(voice, sum(said) / total, len(said), firsts[voice]) for voice, said in sizes.items()]
    return sorted(found, key=lambda share: (share.voice is None, -share.part))


def divide(parts: Sequence[float], cells: int) -> list[int]:
    """Divide so many cells in proportion, by largest remainder; the sum is `cells` unless there are no parts."""
    total = sum(parts)
    if not total:
        return [0] * len(parts)
    exact = [part / total * cells for part in parts]
    whole = [int(value) for value in exact]
    rest = sorted(range(len(parts)), key=lambda index: exact[index] - whole[index], reverse=True)
    for index in rest[: cells - sum(whole)]:
        whole[index] += 1
    return whole
