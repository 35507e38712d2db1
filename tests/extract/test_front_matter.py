"""Front matter of Markdown files, in the forms that people write."""

from __future__ import annotations

import pytest

from reader.extract import front_matter


@pytest.mark.parametrize(
    ("block", "key", "value"),
    [
        ("title: The bridge", "title", "The bridge"),
        ('title: "The bridge"', "title", "The bridge"),
        ("title: >\n  The bridge\n  stays closed\nlang: en", "title", "The bridge stays closed"),
        ("title: |-\n  The bridge\n  stays closed\nlang: en", "title", "The bridge stays closed"),
        ("title: >+ # folded\n  The bridge: closed", "title", "The bridge: closed"),
        ("title: The bridge\n  stays closed", "title", "The bridge stays closed"),
        ("title: > 40 bridges closed", "title", "> 40 bridges closed"),
        ("Author:\n  - Lena Brook\n  - Omar Finch", "author", "Lena Brook; Omar Finch"),
        ("author:\n  name: Lena Brook\n  mail: lena@echo.example", "author", "Lena Brook"),
        ("author:\n- name: Lena Brook\n  url: x\n- name: Omar Finch", "author", "Lena Brook; Omar Finch"),
        ('authors: ["Finch, Jr.", Lena Brook]', "authors", "Finch, Jr.; Lena Brook"),
        ("date: 2026-03-03", "date", "2026-03-03"),
    ],
)
def test_values_are_single_lines(block: str, key: str, value: str) -> None:
    assert front_matter.entries(block)[key] == value
