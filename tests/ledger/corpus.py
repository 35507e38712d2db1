"""Articles made for the ledger: who is who in them, and which quotes are one, is known by how they were made."""

from __future__ import annotations

import random
import re
import unicodedata
from dataclasses import dataclass, field

from reader.document import parse
from reader.model import Analysis, Article, Person, Quote, Reading
from tests.ledger import sentences as s

SHARED = "Quist Okafor Lindqvist Brennan Almonte Smith Haddad Novák Reilly Petrov".split()
OWN = (
    "Penrose Tallis Vandermeer Oyelaran Castellane Drummond Ferreira Grimaldi Hollister Iwasaki Jovanović Kowalczyk "
    "Lacroix Mbeki Nightingale Ostrander Pashkov Quennell Rasmussen Sarkisian Tregenza Underhill Valentini Wetherby "
    "Yardley Zoltan Ashdown Bellweather Carmody Dunleavy Engstrom Fitzalan Gathercole Huxtable Inglewood Jessop"
).split()
GIVEN = (
    "Marie Teodor Rosa Hugh Beatriz Anders Robert Elizabeth Sergei Mohammed Katherine William Ingrid Pascal Dorothy "
    "James Leila Michael Yuri Agnes Thomas Hannah Oscar Judith Edward"
).split()
SHORT = {
    "Robert": "Bob", "Elizabeth": "Liz", "Katherine": "Kate", "William": "Bill", "Michael": "Mike",
    "Thomas": "Tom", "Edward": "Ted", "James": "Jim",
}  # fmt: skip
SPELT = {"Sergei": "Sergey", "Mohammed": "Muhammad", "Yuri": "Yury", "Petrov": "Petroff"}
CALLINGS = {
    "politics": ("mayor of {town}", "{town} councillor", "former mayor of {town}", "the mayor"),
    "sport": ("midfielder for {town} United", "{town} captain", "the midfielder", "{town} United player"),
    "law": ("barrister from {town}", "solicitor in {town}", "the lawyer", "prosecutor"),
    "science": ("geologist at {town} University", "{town} University researcher", "the scientist"),
    "medicine": ("surgeon at {town} Infirmary", "consultant at the {town} Infirmary", "the doctor"),
    "arts": ("novelist", "author from {town}", "the playwright", "{town} novelist"),
    "police": ("chief constable of {town}", "{town} police superintendent", "detective"),
    "business": (
        "chief executive of {town} Shipping",
        "{town} Shipping boss and businesswoman",
        "entrepreneur",
    ),
    "trade": ("farmer near {town}", "{town} farmer", "shepherd from {town}"),
    "everyday": ("resident of {town}", "a {town} resident", "neighbour"),
}
SITES = ("The Ledger", "Carrow Times", "Northern Post", "Harbour Gazette", "The Examiner")


@dataclass(frozen=True)
class Somebody:
    """A person of the made world; `gold` is their number."""

    gold: int
    given: str
    surname: str
    field: str
    town: str
    born: int
    middle: str = ""
    suffix: str = ""

    @property
    def name(self) -> str:
        return f"{self.given} {self.surname}{f' {self.suffix}' if self.suffix else ''}"


@dataclass
class Made:
    """Readings, and the truth about them: the person behind (article, name), the original behind (article, quote)."""

    readings: list[Reading] = field(default_factory=list)
    people: dict[tuple[int, str], int] = field(default_factory=dict)
    recurring: dict[tuple[int, int], int] = field(default_factory=dict)


def world(chance: random.Random) -> list[Somebody]:
    """Thirty people with ten surnames, some with one full name in different callings, and 36 with names of their own."""
    found: list[Somebody] = []

    def add(given: str, surname: str, calling: str, **more: str) -> None:
        town, year = chance.choice(s.TOWNS), chance.randint(1940, 2000)
        found.append(Somebody(len(found), given, surname, calling, town, year, **more))

    callings = list(CALLINGS)
    for index, surname in enumerate(SHARED):
        given = chance.sample(GIVEN, 3)
        fields = chance.sample(callings, 3)
        if index < 4:
            # two of one full name
            given[1] = given[0]
        more: tuple[dict[str, str], dict[str, str]] = ({}, {})
        if index == 4:
            given[1] = given[0]
            more = {"suffix": "Sr."}, {"suffix": "Jr."}
        add(given[0], surname, fields[0], **more[0])
        add(given[1], surname, fields[1], **more[1])
        add(given[2], surname, fields[2])
    for surname in OWN:
        middle = chance.choice("ABCDEFGHJKLMNPRSTW") if chance.random() < 0.3 else ""
        add(chance.choice(GIVEN), surname, chance.choice(callings), middle=middle)
    return found


def form(chance: random.Random, one: Somebody) -> str:
    """The fullest name that an article gives somebody."""
    given, surname, dice = one.given, one.surname, chance.random()
    if one.middle and chance.random() < 0.4:
        given = f"{given} {one.middle}."
    elif dice < 0.06 and given in SHORT:
        given = SHORT[given]
    elif dice < 0.12:
        given, surname = SPELT.get(given, given), SPELT.get(surname, surname)
    elif dice < 0.2:
        surname = "".join(c for c in unicodedata.normalize("NFKD", surname) if not unicodedata.combining(c))
    elif dice < 0.23 and not one.suffix:
        given = f"{given[0]}."
    suffix = f" {one.suffix}" if one.suffix else ""
    return f"{given} {surname}{suffix}"


def reworded(chance: random.Random, original: str) -> str:
    """A wording of an original as a paper may print it: what is optional cut, put in brackets, told by another."""
    text = re.sub(r"\{[^}]*\}", lambda m: _cut(chance, m[0][1:-1]), original)
    text = re.sub(
        r"<([^|>]*)\|([^>]*)>", lambda m: m[1] if chance.random() < 0.6 else f"[{m[2].lower()}]", text
    )
    if chance.random() < 0.35:
        text = _swap(text, s.LATER)
    if chance.random() < 0.35:
        text = _swap(text, s.OTHERS)
    if chance.random() < 0.3:
        for long, short in s.CONTRACTED:
            text = text.replace(long, short)
    if chance.random() < 0.25:
        text = _swap(text, s.SYNONYMS)
    if chance.random() < 0.2 and ", " in text:
        head, _, tail = text.partition(", ")
        text = max(head, tail, key=len) if min(len(head), len(tail)) < 25 else text
    text = re.sub(r"\s+", " ", text).strip(" ,;")
    return text[0].upper() + text[1:]


def _cut(chance: random.Random, optional: str) -> str:
    dice = chance.random()
    return optional if dice < 0.5 else " … " if dice < 0.65 else ""


def _swap(text: str, table: dict[str, str]) -> str:
    return re.sub(r"[A-Za-z]+", lambda m: table.get(m[0].lower(), m[0]), text)


class Filler:
    """Quotes like no other, and the hard ones: what everybody says, other figures and things in the same words."""

    def __init__(self, chance: random.Random) -> None:
        self.chance = chance
        self.made: dict[str, list[dict[str, str]]] = {}

    def quote(self) -> str:
        """A quote that differs from every other of its frame in two things at least, or a stock phrase."""
        dice = self.chance.random()
        if dice < 0.12:
            return self.chance.choice(s.STOCK)
        frame = self.chance.choice(s.CLOSE if dice < 0.2 else s.FRAMES)
        while True:
            slots = self._slots(frame)
            others = self.made.setdefault(frame, [])
            if all(sum(slots[name] != other[name] for name in slots) > 1 for other in others):
                others.append(slots)
                return frame.format(**slots, Thing=slots.get("thing", "").capitalize())

    def _slots(self, frame: str) -> dict[str, str]:
        pick = self.chance.choice
        slots = {
            "noun": pick(s.NOUNS), "part": pick(s.PARTS), "group": pick(s.GROUPS), "thing": pick(s.THINGS),
            "month": pick(s.MONTHS), "number": str(self.chance.randint(3, 90) * 7), "workers": pick(s.WORKERS),
            "town": pick(s.TOWNS),
        }  # fmt: skip
        return {name: word for name, word in slots.items() if "{" + name in frame.replace("{T", "{t")}


def make(seed: int, articles: int = 300, recurring: int = 40) -> Made:
    """Made articles with their truth."""
    chance = random.Random(seed)
    everybody = world(chance)
    casts = [_cast(chance, everybody) for _ in range(articles)]
    quotes: list[list[tuple[Somebody | None, str, int | None]]] = [[] for _ in casts]
    for number, original in enumerate(chance.sample(s.ORIGINALS, recurring)):
        _spread(chance, number, original, casts, quotes)
    filler = Filler(chance)
    for cast, said in zip(casts, quotes, strict=True):
        for _ in range(chance.randint(1, 4)):
            said.append((chance.choice(cast) if chance.random() < 0.9 else None, filler.quote(), None))
        chance.shuffle(said)
    made = Made()
    for index, (cast, said) in enumerate(zip(casts, quotes, strict=True)):
        _write(chance, made, index, cast, said)
    return made


def _cast(chance: random.Random, everybody: list[Somebody]) -> list[Somebody]:
    """Who is in an article: mostly people of one town, no two who would be called the same in it."""
    first = chance.choice(everybody)
    others = chance.sample(everybody, 8)
    others.sort(key=lambda one: one.town != first.town and chance.random() < 0.7)
    cast = [first]
    for one in others[: chance.randint(1, 4)]:
        if all((one.given, one.surname) != (other.given, other.surname) for other in cast):
            cast.append(one)
    return cast


def _spread(
    chance: random.Random,
    number: int,
    original: str,
    casts: list[list[Somebody]],
    quotes: list[list[tuple[Somebody | None, str, int | None]]],
) -> None:
    """Put two to four wordings of an original into articles, most by one speaker, some by somebody else or nobody."""
    speaker = chance.choice([one for cast in casts for one in cast])
    wanted = chance.randint(2, 4)
    places = [index for index, cast in enumerate(casts) if speaker in cast]
    places = chance.sample(places, min(wanted, len(places)))
    while len(places) < wanted:
        index = chance.randrange(len(casts))
        if index not in places and all(
            (one.given, one.surname) != (speaker.given, speaker.surname) for one in casts[index]
        ):
            casts[index].append(speaker)
            places.append(index)
    for turn, index in enumerate(places):
        by: Somebody | None = speaker
        if turn and chance.random() < 0.1:
            by = chance.choice([None, *casts[index]])
        quotes[index].append((by, reworded(chance, original), number))


def _write(
    chance: random.Random,
    made: Made,
    index: int,
    cast: list[Somebody],
    said: list[tuple[Somebody | None, str, int | None]],
) -> None:
    year, names = 2024 + index % 3, {one.gold: form(chance, one) for one in cast}
    paragraphs, quotes, spans = [], [], []
    where = 0
    for by, text, number in said:
        name = names[by.gold] if by else None
        end = f" said {name}." if name else " a sign read."
        paragraph = f"“{text}”{end} The meeting in {cast[0].town} went on until late."
        quotes.append(Quote(where + 1, where + 1 + len(text), text, "direct", name, None, "said", 0.9))
        spans.append(by.gold if by else None)
        if number is not None:
            made.recurring[index, len(quotes) - 1] = number
        paragraphs.append(paragraph)
        where += len(paragraph) + 2
    people = []
    for one in cast:
        roles = CALLINGS[one.field]
        told = (chance.choice(roles).format(town=one.town),) if chance.random() < 0.75 else ()
        age = year - one.born if chance.random() < 0.15 else None
        mine = tuple(i for i, gold in enumerate(spans) if gold == one.gold)
        people.append(Person(names[one.gold], (one.surname,), told, (), mine, age))
        made.people[index, names[one.gold]] = one.gold
    article = Article(
        f"made:{index}", f"https://made.example/{index}", f"Story {index}", None, chance.choice(SITES),
        f"{year}-{index % 12 + 1:02}-{index % 27 + 1:02}", "en", "\n\n".join(paragraphs),
    )  # fmt: skip
    document = parse(article)
    made.readings.append(Reading(article, document, Analysis(tuple(quotes), tuple(people), "made")))
