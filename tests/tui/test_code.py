"""Code in colours."""

from __future__ import annotations

import pytest

from reader.model import Article
from reader.tui.code import LONGEST, parts
from tests.tui.conftest import Reader

CODE = "\n# why\ndef tide(level):\n    return 'high' if level > 4.2 else None\n"


def test_the_parts_of_code_are_told_apart_where_they_stand():
    found = {(mark.value, CODE[mark.start : mark.end]) for mark in parts(CODE, "python")}
    assert {
        ("comment", "# why"),
        ("keyword", "def"),
        ("definition", "tide"),
        ("number", "4.2"),
    } <= found
    assert "high" in "".join(words for kind, words in found if kind == "string")


@pytest.mark.parametrize("language", ["", "no such language", "text"])
def test_nothing_is_told_of_a_language_that_is_not_known(language):
    assert parts(CODE, language) == ()


def test_nothing_is_told_of_very_long_code():
    assert parts("x = 1\n" * LONGEST, "python") == ()


async def test_code_is_painted_in_its_colours(make_app, worker):
    article = Article("x.md", None, "T", None, None, None, "en", f"Text.\n\n```python{CODE}```\n")
    worker.deliver(1, article)
    async with make_app().run_test(size=(80, 24)) as pilot:
        reader = Reader(pilot, worker)
        await pilot.pause()
        x, y = next((row.index("def"), y) for y, row in enumerate(reader.rows()) if "def tide" in row)
        assert reader.screen.get_style_at(x, y).bold
        name = reader.screen.get_style_at(x + 4, y).color
        assert name is not None
        assert name.name == reader.app.theme_variables["code-definition"].lower()
