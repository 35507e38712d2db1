"""How people are written out: the age stands where the article gives one."""

from __future__ import annotations

import pytest

from reader.export import described, people_lines, person_as_dict
from reader.model import Person


@pytest.mark.parametrize(
    ("roles", "age", "shown"),
    [
        (("mayor of Lorn", "potter"), 54, "mayor of Lorn, 54"),
        (("mayor of Lorn",), None, "mayor of Lorn"),
        ((), 54, "aged 54"),
        ((), None, ""),
        (("34-year-old singer",), 34, "34-year-old singer"),
    ],
)
def test_a_person_in_few_words(roles: tuple[str, ...], age: int | None, shown: str) -> None:
    assert described(Person("Lena Brook", roles=roles, age=age)) == shown


def test_a_line_holds_all_roles_and_the_age() -> None:
    person = Person("Lena Brook", roles=("mayor of Lorn", "potter"), mentions=((0, 10),), age=54)
    assert list(people_lines((person,))) == ["Lena Brook\tmayor of Lorn; potter, 54\t1 mention\t0 quotes"]


def test_mentions_in_quotes_are_counted_apart() -> None:
    person = Person("Lena Brook", mentions=((0, 10), (20, 25)), in_quotes=1)
    assert list(people_lines((person,))) == ["Lena Brook\t\t2 mentions (1 in quotes)\t0 quotes"]


def test_the_json_has_the_age_only_where_there_is_one() -> None:
    assert person_as_dict(Person("Lena Brook", age=54))["age"] == 54
    assert "age" not in person_as_dict(Person("Lena Brook"))
