"""Libraries of any size, made up for measuring: seeded, worded as unevenly as people write, with quotes and people."""

from __future__ import annotations

import random
from itertools import accumulate
from pathlib import Path

from reader.document import parse
from reader.library import Library
from reader.model import Analysis, Article, Person, Quote, Reading

_WORDS = 60_000
"""Different words, of which the n-th is as frequent as 1/n (Zipf's law)."""
_SITES = 40
_PEOPLE = 3000
_AT_ONCE = 500


def _words() -> list[str]:
    chance = random.Random(7)
    syllables = [
        a + b for a in "b c d f g h k l m n p r s t v w st tr".split() for b in "a e i o u an er in".split()
    ]
    found: dict[str, None] = {}
    while len(found) < _WORDS:
        found["".join(chance.choices(syllables, k=1 + min(4, len(found).bit_length() // 5)))] = None
    return list(found)


class Author:
    """Writes articles; those of the same number are the same."""

    def __init__(self) -> None:
        self.words = _words()
        self._frequencies = list(accumulate(1 / n for n in range(1, _WORDS + 1)))
        chance = random.Random(8)
        self.people = [
            f"{chance.choice(self.words[2000:4000]).title()} {chance.choice(self.words[4000:20000]).title()}"
            for _ in range(_PEOPLE)
        ]

    def reading(self, number: int) -> Reading:
        """Return an article of some 600 words, a third of them in quotes."""
        chance = random.Random(number)
        people = chance.choices(self.people, k=5)
        paragraphs = [self._paragraph(chance, people) for _ in range(12)]
        article = Article(
            f"https://site{number % _SITES}.example/story-{number}",
            f"https://www.site{number % _SITES}.example/story-{number}",
            " ".join(self._some(chance, 8)).capitalize(),
            f"By {chance.choice(self.people)}",
            f"The {self.words[number % _SITES + 5000].title()} Ledger",
            f"20{10 + number % 16}-{1 + number % 12:02}-{1 + number % 28:02}",
            "en",
            "\n\n".join(paragraphs),
        )
        document = parse(article)
        return Reading(article, document, _analysis(document.text, people))

    def _some(self, chance: random.Random, number: int) -> list[str]:
        return chance.choices(self.words, cum_weights=self._frequencies, k=number)

    def _paragraph(self, chance: random.Random, people: list[str]) -> str:
        text = " ".join(self._some(chance, 25)).capitalize() + "."
        if chance.random() < 0.66:
            return f"“{' '.join(self._some(chance, 25)).capitalize()},” said {chance.choice(people)}. {text}"
        return text


def _analysis(text: str, names: list[str]) -> Analysis:
    quotes, at = [], 0
    while (start := text.find("“", at)) >= 0:
        end = text.index("”", start)
        name = text[end + 7 : text.index(".", end)]
        mention = (end + 7, end + 7 + len(name))
        quotes.append(Quote(start + 1, end, text[start + 1 : end], "direct", name, mention, "said", 0.97))
        at = end
    people = [
        Person(
            name,
            (name.split()[-1],),
            ("member of the council",),
            tuple(q.mention for q in quotes if q.speaker == name and q.mention),
            tuple(i for i, q in enumerate(quotes) if q.speaker == name),
        )
        for name in dict.fromkeys(names)
    ]
    return Analysis(tuple(quotes), tuple(people), "made up for measuring")


def fill(path: Path, number: int) -> int:
    """Make a library of `number` articles and return the bytes of their texts."""
    author = Author()
    size = 0
    with Library(path) as library:
        for first in range(0, number, _AT_ONCE):
            with library.database.transaction():
                for i in range(first, min(number, first + _AT_ONCE)):
                    reading = author.reading(i)
                    size += len(reading.document.text.encode())
                    saved = library.save(reading)
                    if i % 3:
                        library.set_read([saved.id])
                    if i % 10 == 0:
                        library.add_tags([saved.id], "tenth", author.words[i % 300 // 10])
        library.set_starred(range(1, number, max(1, number // 300)))
    return size
