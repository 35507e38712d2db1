"""Whole pages, written for the purpose: a page a kind of fault."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.document import parse
from reader.errors import NoArticleError
from reader.extract import extract
from reader.model import Article, Page
from reader.sanitise import one_line, sanitise

PAGES = Path(__file__).parents[1] / "pages"
SENTENCE = "The council met on Monday and decided, after a long debate, that the bridge would be closed. "


def article(name: str, url: str = "https://larkvalleyecho.example/news/bridge") -> Article:
    return extract(Page(name, url, (PAGES / name).read_text("utf-8"), "html"))


def test_furniture_inside_the_body() -> None:
    found = article("furniture-inside.html")
    assert found.title == "The bridge stays closed – until somebody finds a drawing"
    assert found.byline == "Lena Brook, Omar Finch"
    assert found.published == "2026-03-03T09:00:00+00:00"
    assert (found.site, found.language) == ("Lark Valley Echo", "en")
    assert [line.split(" ")[0] for line in found.markdown.split("\n\n")] == [
        *("The", "“They", "##", "Two", "-", ">", "Read", "The")
    ]
    assert "engineer's own report" in found.markdown
    for gone in (
        "Mayor loses",
        "Ferry workers",
        "newsletter",
        "Photo:",
        "Ned Sorrel",
        "Homesick",
        "Corn Hall",
        "cookies",
        "windows",
    ):
        assert gone not in found.markdown
    dropped = {item.text: item.after for item in found.dropped}
    assert dropped["Read Also:Mayor loses key to the city, again"] == 1
    assert dropped["ALSO READ | Ferry workers vote on new whistle"] == 7


def test_table_layout_and_paragraphs_parted_by_line_breaks() -> None:
    found = article("table-layout.html", "https://springcourier.example/2026/tower.htm")
    assert found.title == "Clock tower leans"
    assert (found.byline, found.published) == ("Omar Finch", "2026-04-12")
    assert len(found.markdown.split("\n\n")) == 4
    assert found.markdown.startswith("The clock tower of Upper Lark")
    assert "button factory" not in found.markdown


def test_hidden_paragraphs_go_and_noscript_stays() -> None:
    found = article("hidden-and-lazy.html", "https://lerchentaler-bote.example/bruecke")
    assert found.title == "Die Brücke bleibt zu"
    assert (found.byline, found.published, found.language) == ("Lena Bach", "2026-03-03", "de")
    assert len(found.markdown.split("\n\n")) == 3
    assert "Schublade" in found.markdown


@pytest.mark.parametrize("markup", ["", "   ", "<html></html>", "<script>var a = 1</script>", "\x00"])
@pytest.mark.parametrize("kind", ["html", "text", "markdown"])
def test_pages_without_words_have_no_article(markup: str, kind: str) -> None:
    if kind == "html" or not markup.strip("\x00 "):
        with pytest.raises(NoArticleError, match="No article"):
            extract(Page("x", None, markup, kind))  # type: ignore[arg-type]


def test_a_login_page_is_no_article() -> None:
    with pytest.raises(NoArticleError):
        article("login.html")


HOSTILE = {
    "1000 divs": "<div>" * 1000 + SENTENCE * 4,
    "5000 divs": "<div>" * 5000 + SENTENCE * 4 + "</div>" * 5000,
    "5000 spans": "<p>" + "<span>" * 5000 + SENTENCE * 4,
    "5000 lists": "<ul><li>" * 5000 + SENTENCE * 4,
    "3000 tables": "<table><tr><td>" * 3000 + SENTENCE * 4,
    **{f"5000 {tag}": f"<{tag}>" * 5000 + SENTENCE * 4 for tag in ("em", "article", "main", "h1", "x-part")},
    "brackets": SENTENCE * 4 + "<p>" + "[" * 50_000,
    "stars": SENTENCE * 4 + "<p>" + "*a" * 50_000,
    "less than": "<" * 200_000 + SENTENCE * 4,
    "line breaks": "<br>" * 50_000 + SENTENCE * 4,
    "comments": SENTENCE * 4 + "<!--" * 50_000,
    "JSON": '<script type="application/ld+json">' + "[" * 50_000 + "</script>" + SENTENCE * 4,
    "blanks": "<p>" + " " * 500_000 + SENTENCE * 4,
    "one word": "<p>" + "x" * 300_000,
    "escape sequences": "<title>\x1b]8;;http://x\x07T&#27;[31m</title><p>\x1b[31m&#x9b;31m" + SENTENCE * 4,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_pages_give_text_or_a_clear_error(name: str) -> None:
    try:
        found = extract(Page("x", "https://a.example", HOSTILE[name], "html"))
    except NoArticleError:
        assert not name.endswith(("000 divs", " em", " article", " main", " h1", " x-part"))
        assert name not in ("blanks", "escape sequences")
        return
    assert parse(found).text.strip()


@pytest.mark.parametrize("tag", ["article", "main", "section", "div", "p"])
def test_a_page_may_leave_out_head_and_body(tag: str) -> None:
    found = extract(
        Page("x", None, f"<!doctype html><title>Bridge closes</title><{tag}>{SENTENCE * 4}", "html")
    )
    assert (found.title, parse(found).text) == ("Bridge closes", (SENTENCE * 4).strip())


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("Bridge &#27;]0;pwned&#7; closes", "Bridge closes"),
        ("Bridge &#x1B;]0;pwned&#x07; closes", "Bridge closes"),
        ("Bridge &#157;0;pwned&#7; closes", "Bridge closes"),
        ("Bridge \x1b]0;pwned closes", "Bridge 0;pwned closes"),
        ("Bridge &#27;[31mcloses", "Bridge closes"),
        ("&#147;Closed,&#148; says &#270;a&#271;ek", "“Closed,” says Ďaďek"),
    ],
)
def test_an_escape_sequence_takes_nothing_of_the_page_with_it(written: str, read: str) -> None:
    markup = f"<title>{written}</title><article><p>{written}, for now.</p><p>{SENTENCE * 4}</p></article>"
    found = extract(Page("x", None, markup, "html"))
    assert found.title == read
    assert parse(found).text == f"{read}, for now.\n\n{(SENTENCE * 4).strip()}"


MARKUP = st.lists(
    st.one_of(
        st.sampled_from(
            [
                *"<>&\"'/= ",
                *(
                    "<p>",
                    "</p>",
                    "<div class='article body'>",
                    "</div>",
                    "<a href='javascript:x'>",
                    "</a>",
                    "<h1>",
                ),
                *(
                    "<li>",
                    "<table>",
                    "<td>",
                    "<br>",
                    "<b>",
                    "<!--",
                    "-->",
                    "<script>",
                    "&#27;",
                    "&#8238;",
                    "\x1b[2J",
                ),
                *(
                    "<pre>",
                    "<blockquote>",
                    "<title>",
                    "<time datetime='2026-01-01'>",
                    "<meta name=author content='",
                ),
                SENTENCE,
            ]
        ),
        st.text(max_size=30),
    ),
    max_size=40,
).map("".join)


@given(MARKUP, st.sampled_from(["html", "markdown", "text"]))
@settings(max_examples=300, deadline=None)
def test_any_markup_gives_clean_text_or_no_article(markup: str, kind: str) -> None:
    try:
        found = extract(Page("x", "https://a.example", markup, kind))  # type: ignore[arg-type]
    except NoArticleError:
        return
    assert parse(found).text.strip()
    for value in (found.title, found.byline or "", found.site or "", *(item.text for item in found.dropped)):
        assert value == one_line(value)
    assert found.markdown == sanitise(found.markdown)
    assert len(found.language) == 2
