"""An article as a file with all that is known of it; whatever it holds, the file holds it as text."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html as lxml_html

from reader.document import parse
from reader.export.html import to_html
from reader.export.whole import SUFFIXES, whole
from reader.model import Analysis, Anchor, Article, Highlight, Image, Person, Quote, Reading
from reader.sanitise import sanitise

MARKDOWN = """## A bill

“A harbour without a light is **a car park with fish**,” said [Marie Okafor](https://ledger.example/okafor?a=1&b="2").

> - one
>   1. two <script>alert(1)</script>

| a | b |
|---|---|
| x & y | “z” |

```
<pre>
```

---

![A lighthouse](https://ledger.example/light.jpg)
"""
NOTE = Highlight(
    1, 1, Anchor("", "a car park with fish", ""), 10, 40, 'is it "dry" <here>?', "2026-11-03", "2026-11-03"
)
GONE = replace(NOTE, anchor=Anchor("", "other words", ""), start=None, end=None, note="")


def sample(markdown: str = MARKDOWN, title: str = "The light") -> Reading:
    article = Article(
        "x", "https://ledger.example/light", title, "By A", "The <Ledger>", "2026-11-03", "en", markdown
    )
    document = parse(article)
    end = min(len(document.text), 60)
    quote = Quote(0, end, document.text[:end], "direct", 'Marie "M" <Okafor>')
    person = Person('Marie "M" <Okafor>', roles=("mayor & more",), quotes=(0,), age=54)
    return Reading(article, document, Analysis((quote,), (person,), "made by hand"))


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_each_form_has_the_article_its_quotes_people_and_notes(suffix: str) -> None:
    written = whole(sample(), suffix, [NOTE, GONE]).replace("&quot;", '"').replace("\\", "")
    for words in (
        "The light",
        "a car park with fish",
        "mayor",
        "54",
        "ledger.example/light",
        "other words",
        'is it "dry"',
    ):
        assert words in written, words


def test_json_is_the_contracts_with_the_highlights() -> None:
    read = json.loads(whole(sample(), ".json", [NOTE]))
    assert read["schema"] == 1
    assert read["highlights"][0]["note"] == NOTE.note
    assert "highlights" not in json.loads(whole(sample(), ".json"))


def test_html_loads_nothing_and_runs_nothing() -> None:
    page = lxml_html.document_fromstring(to_html(sample(title='<img src=x onerror="alert(1)">'), [NOTE]))
    assert not page.xpath("//script | //img | //iframe | //object | //link | //form | //base")
    assert not page.xpath("//@*[starts-with(name(), 'on')] | //@src")
    assert "default-src 'none'" in page.xpath("string(//meta[@http-equiv]/@content)")
    assert set(page.xpath("//@href")) == {
        "https://ledger.example/light",
        "https://ledger.example/light.jpg",
    } or all(href.startswith("https://ledger.example/") for href in page.xpath("//@href"))
    assert page.findtext(".//h1") == '<img src=x onerror="alert(1)">'
    assert page.xpath("string(//blockquote//ol/li)") == "two <script>alert(1)</script>"


@given(st.text() | st.text(alphabet="ab*_[](<>)&\"'`#-|1.\n “”h:/"), st.integers(0, 99), st.integers(0, 99))
def test_html_has_all_words_of_any_article(markdown: str, start: int, length: int) -> None:
    reading = sample(sanitise(markdown) or "x", title="T")
    size = len(reading.document.text)
    note = replace(NOTE, start=min(start, size), end=min(start + length, size))
    page = lxml_html.document_fromstring(to_html(reading, [note]))
    shown = page.xpath("string(//article)")
    for block in reading.document.blocks:
        for word in reading.document.text[block.start : block.end].replace(" | ", " ").split():
            assert word in shown


def test_html_has_the_words_of_pictures_in_their_place_and_loads_none() -> None:
    images = (
        Image("https://a.example/1.jpg", "A <b> wheel", "Before & after", 1),
        Image("", "", "A map", 9),
    )
    article = Article("x", None, "T", None, None, None, "en", "One.\n\nTwo.", images=images)
    html = to_html(Reading(article, parse(article)))
    assert "<img" not in html
    shown = html.partition("<article>")[2]
    assert (
        '<a href="https://a.example/1.jpg" rel="noreferrer">A &lt;b&gt; wheel</a><br>\nBefore &amp; after'
        in shown
    )
    assert shown.index("One.") < shown.index("wheel") < shown.index("Two.") < shown.index("A map")
