"""Word lists beside the code (`data/*.txt`): one entry a line, `#` begins a comment."""

from __future__ import annotations

import json
from functools import cache
from typing import Literal

from reader import packaged

VerbClass = Literal["speech", "weak"]


@cache
def lexicon(name: str) -> frozenset[str]:
    """Return the entries of the list `data/name.txt`, as they are written there."""
    return frozenset(entries(name))


@cache
def verb_forms() -> dict[str, tuple[str, VerbClass]]:
    """Return each form of the verbs that bring quoted words → its lemma, and how surely it brings them.

    The forms stand in for spaCy's lemmatizer, which costs an eighth of the pipeline's time.
    """
    forms: dict[str, tuple[str, VerbClass]] = {}
    lists: tuple[tuple[str, VerbClass], ...] = (("speech_verbs_weak", "weak"), ("speech_verbs", "speech"))
    for name, kind in lists:
        for entry in entries(name):
            lemma, *irregular = entry.split()
            for form in (lemma, third_person(lemma), *(irregular or regular_forms(lemma))):
                forms[form] = (lemma, kind)
    return forms


@cache
def human_acts() -> frozenset[str]:
    """Return the finite forms of the verbs for what only people do: shrugs, disagreed."""
    forms: set[str] = set()
    for entry in entries("human_acts"):
        lemma, *irregular = entry.split()
        forms.update((third_person(lemma), *(irregular or regular_forms(lemma)[:1])))
    return frozenset(forms)


@cache
def attribution_forms() -> frozenset[str]:
    """Return the finite forms of the surest verbs of speech: enough to see “, he said” without a parse."""
    return frozenset(
        form
        for form, (lemma, kind) in verb_forms().items()
        if kind == "speech" and form != lemma and not form.endswith("ing")
    )


def third_person(lemma: str) -> str:
    """Return the -s form of a verb: say → says, reply → replies, stress → stresses."""
    if lemma.endswith("y") and lemma[-2] not in "aeiou":
        return lemma[:-1] + "ies"
    return lemma + ("es" if lemma.endswith(("s", "sh", "ch", "x", "z", "o")) else "s")


def regular_forms(lemma: str) -> tuple[str, str]:
    """Return the past and the -ing form of a regular verb."""
    if lemma.endswith("e"):
        return lemma + "d", lemma[:-1] + "ing"
    if lemma.endswith("y") and lemma[-2] not in "aeiou":
        return lemma[:-1] + "ied", lemma + "ing"
    return lemma + "ed", lemma + "ing"


def entries(name: str) -> list[str]:
    """Return the entries of the list `data/name.txt` in their order."""
    return [line.strip() for line in packaged.listed(__file__, f"{name}.txt")]


def fitted(name: str) -> dict[str, float]:
    """Return the numbers by name in `data/name.json`, as a script fitted them."""
    loaded: dict[str, float] = json.loads(packaged.data(__file__, f"{name}.json").read_bytes())
    return loaded
