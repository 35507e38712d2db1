"""Links in Markdown sources lead to http(s) only, whatever their spelling; their words stay."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from reader.document import parse
from reader.extract import extract
from reader.extract.targets import mended
from reader.model import Page

BASE = "https://a.example/news/"


@pytest.mark.parametrize(
    ("written", "left"),
    [
        ("[js](javascript:alert(1)) on", "js on"),
        ("[js](JAVAscript&#58;alert(1))", "js"),
        ("[a file](<file:///etc/passwd> 'here')", "a file"),
        ("[**bold**](data:text/html,x)", "**bold**"),
        ("[note](#note)", "note"),
        (
            "[b](../b.html) and [c](https://c.example/(d))",
            "[b](https://a.example/b.html) and [c](https://c.example/(d))",
        ),
        ('[b](b "Bee")', f'[b]({BASE}b "Bee")'),
        ("![map](data:image/png;base64,AA)", "![map]()"),
        ("![map](map.png)", f"![map]({BASE}map.png)"),
        ("[![map](map.png)](javascript:x)", f"![map]({BASE}map.png)"),
        ("<javascript:alert(1)> <clerk@a.example>", "javascript:alert(1) clerk@a.example"),
        ("[x][r]\n\n[r]: javascript:x\n", "[x][r]\n\n[r]: <>\n"),
        ("red &#27;[31m and &#x1B;]0;owned&#7;blue", "red  and blue"),
        ("`[a](b:c)` [b](b:c)\n\n```\n[a](b:c) &#27;\n```\n", "`[a](b:c)` b\n\n```\n[a](b:c) &#27;\n```\n"),
        ("\\[a](b:c) [b](b:c)", "\\[a](b:c) b"),
    ],
)
def test_links_that_lead_elsewhere_become_their_words(written: str, left: str) -> None:
    assert mended(written, BASE) == left


@pytest.mark.parametrize(
    "text",
    ["[c](https://c.example/?a=1&b=2 'see') &amp; &#8217; <https://d.example>", "1 < 2 [not a link]", ""],
)
def test_what_needs_no_mending_stays_as_written(text: str) -> None:
    assert mended(text, None) == text


def test_the_words_of_a_source_are_those_it_had() -> None:
    text = (
        "The [clerk](javascript:x) met the [mayor](/mayor) and <b>nobody</b> else, on a &#27;[31mred carpet."
    )
    article = extract(Page("-", None, text, "markdown"))
    assert parse(article).text == "The clerk met the mayor and <b>nobody</b> else, on a red carpet."
    assert "javascript" not in article.markdown


PARTS = st.sampled_from(
    [
        *(
            "[",
            "]",
            "(",
            ")",
            "](",
            "]: ",
            "!",
            "<",
            ">",
            "\n",
            "\n\n",
            " ",
            "`",
            "```\n",
            "\\",
            "a",
            '"',
            "[r]",
        ),
        *("> ", "- ", "| a |\n|-|\n", "javascript:x", "data:y", "https://b.example", "&#27;", "&#x9d;", "#n"),
        *("java&Tab;script:z", "[r]: "),
    ]
)


@given(st.lists(PARTS, max_size=25))
@settings(max_examples=400, deadline=None)
def test_no_spelling_leads_elsewhere(parts: list[str]) -> None:
    parser = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])
    parser.validateLink = lambda url: True  # type: ignore[method-assign]
    html = parser.render(mended("".join(parts), None))
    addresses = re.findall(r'(?:href|src)="([^"]*)"', html)
    assert all(address == "" or address.startswith(("http://", "https://")) for address in addresses)
