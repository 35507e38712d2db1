"""Readings as the tests save them, written by hand."""

from __future__ import annotations

from dataclasses import replace

from reader.document import parse
from reader.model import Analysis, Article, Person, Quote, Reading

TEXT = """The council of Carrow voted on Monday to keep the lighthouse on the point, after four hours of argument.

“A harbour without a light is a car park with fish,” said Marie Okafor, the mayor.

The pilotage service [says](https://pilots.example/light-list) that ships no longer need it, and wants it gone by May."""


def reading(
    address: str = "https://ledger.example/light",
    text: str = TEXT,
    title: str = "The light stays on",
    **rest: object,
) -> Reading:
    article = Article(
        address,
        address if address.startswith("http") else None,
        title,
        "By Imogen Tallis",
        "The Harbour Ledger",
        "2026-11-03T09:00:00+02:00",
        "en",
        text,
    )
    article = replace(article, **rest)  # type: ignore[arg-type]
    return Reading(article, parse(article))


def analysed(saved: Reading) -> Reading:
    """The same with one quote and one person, as far as the text has them."""
    text = saved.document.text
    words, name = "A harbour without a light is a car park with fish,", "Marie Okafor"
    start, mention = text.index(words), text.index(name)
    quote = Quote(
        start, start + len(words), words, "direct", name, (mention, mention + len(name)), "said", 0.9371
    )
    person = Person(name, ("Okafor",), ("the mayor",), ((mention, mention + len(name)),), (0,), 54, 0)
    return replace(saved, analysis=Analysis((quote,), (person,), "made by hand"))
