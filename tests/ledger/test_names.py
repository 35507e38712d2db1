"""Names across articles: who may be who, and where they are looked for."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.ledger.identity import JOIN, Appearance, choose, weigh
from reader.ledger.names import compare, keys, lookups, name_key, read_name

ALIKE = [
    ("Marie Okafor", "Ms Marie Okafor"),
    ("José Álvarez", "Jose Alvarez"),
    ("John A. Smith", "John Smith"),
    ("Robert Quist", "Bob Quist"),
    ("Teodor Lindqvist", "T. Lindqvist"),
    ("Sergei Petrov", "Sergey Petrov"),
    ("Volodymyr Tkachenko", "Vladimir Tkatchenko"),
    ("Ursula von der Heide", "Ursula Heide"),
    ("María García", "María García López"),
    ("Sándor Kelemen", "Kelemen Sándor"),
    ("Jean-Luc Perrin", "Jean Luc Perrin"),
    ("Mohammed Al-Haddad", "Muhammad al Haddad"),
    ("Thomas Reed Jr.", "Thomas Reed Junior"),
]
UNLIKE = [
    ("Marie Okafor", "Rosa Okafor"),
    ("John A. Smith", "John B. Smith"),
    ("Thomas Reed Jr.", "Thomas Reed Sr."),
    ("Mr Robin Hale", "Mrs Robin Hale"),
    ("Lars Hansen", "Lars Hanson"),
    ("Okafor", "Marie Okafor"),
    ("Marie", "Marie Okafor"),
]


@pytest.mark.parametrize(("one", "other"), ALIKE)
def test_forms_of_a_name_are_alike_and_found(one: str, other: str) -> None:
    a, b = read_name(one, (one,)), read_name(other, (other,))
    assert compare(a, b)
    assert compare(b, a) == compare(a, b)
    assert keys(a) & lookups(b)
    assert keys(b) & lookups(a)


@pytest.mark.parametrize(("one", "other"), UNLIKE)
def test_other_names_are_not(one: str, other: str) -> None:
    assert compare(read_name(one, (one,)), read_name(other, (other,))) is None


@given(st.text(max_size=40))
def test_any_text_can_be_read_as_a_name(text: str) -> None:
    name = read_name(text)
    assert name.words
    assert keys(name)
    assert lookups(name)
    assert name_key(text)


def joins(one: Appearance, *known: Appearance) -> bool:
    verdict = weigh(one, known)
    return verdict is not None and verdict.weight >= JOIN


MAYOR = Appearance("Marie Okafor", roles=("mayor of Carrow",), born=1972)


@pytest.mark.parametrize(
    "same",
    [
        Appearance("Marie Okafor"),
        Appearance("Marie Okafor", roles=("Carrow councillor",)),
        Appearance("M. Okafor", roles=("the mayor", "mayor of Carrow")),
        Appearance("Marie Okafor", born=1973),
    ],
)
def test_the_same_name_is_the_same_person(same: Appearance) -> None:
    assert joins(same, MAYOR)


@pytest.mark.parametrize(
    "other",
    [
        Appearance("Marie Okafor", roles=("midfielder for Carrow United",)),
        Appearance("Marie Okafor", roles=("a Carrow resident",)),
        Appearance("Marie Okafor", roles=("mayor of Leith",)),
        Appearance("Marie Okafor", born=1990),
        Appearance("M. Okafor"),
        Appearance("Okafor", roles=("mayor of Carrow",)),
    ],
)
def test_another_calling_place_or_age_is_another_person(other: Appearance) -> None:
    assert not joins(other, MAYOR)


def test_company_outweighs_a_change_of_trade() -> None:
    before = Appearance(
        "Hugh Tallis", roles=("actor",), beside=frozenset({"rosa quist", "ida brandt", "leo marsh"})
    )
    after = Appearance(
        "Hugh Tallis",
        roles=("governor",),
        beside=frozenset({"rosa quist", "ida brandt", "leo marsh"}),
        context=frozenset({"tarnbeck", "tallis foundation", "vossmouth"}),
        site="Post",
    )
    assert not joins(Appearance("Hugh Tallis", roles=("governor",)), before)
    assert joins(after, before, Appearance("Hugh Tallis", roles=("actor and governor",)))


def test_between_two_who_fit_alike_nobody_is_chosen() -> None:
    known = [
        [Appearance("Ian Brennan", roles=("surgeon",))],
        [Appearance("Ian Brennan", roles=("novelist",))],
    ]
    unclear = choose(Appearance("Ian Brennan"), known)
    assert unclear.index is None
    assert len(unclear.doubts) == 2
    clear = choose(Appearance("Ian Brennan", roles=("surgeon",)), known)
    assert clear.index == 0
    assert any("surgeon" in words for words, _ in clear.reasons)
