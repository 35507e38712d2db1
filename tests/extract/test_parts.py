"""Articles of several parts, over a real server."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.extract.parts import MOST_PARTS, joined, next_address
from reader.model import Article, Page
from reader.pipeline import load
from tests.servers import Site

PROSE = (
    "The council of Upper Lark met on Monday, and part {n} of its minutes, which nobody had read before, tells of a "
    "bridge, two divers and a cake that had been left on the pier when the river rose for the third time that spring."
)


def part(number: int, following: str | None) -> str:
    link = f'<a rel="next" href="{following}">Next page</a>' if following else ""
    return (
        "<html lang='en'><title>The bridge of Upper Lark</title><article><h1>The bridge of Upper Lark</h1>"
        f"<p>{PROSE.format(n='zero')}</p><p>{PROSE.format(n=number)}</p>"
        f"<p>Read also: Mayor loses key {number}</p><p>{PROSE.format(n=number + 0.5)}</p>{link}</article>"
    )


@pytest.mark.parametrize(
    ("this", "link", "found"),
    [
        ("/story", "/story/2", "/story/2"),
        ("/story", "?page=2", "/story?page=2"),
        ("/story?page=2", "?page=3", "/story?page=3"),
        ("/story.html", "/story-2.html", "/story-2.html"),
        ("/story/page/2/", "/story/page/3/", "/story/page/3/"),
        ("/2026/story", "/2026/another-story", None),
        ("/post/12", "/post/13", None),
        ("/story", "/story", None),
        ("/story", "#next", None),
        ("/story", "javascript:next()", None),
        ("/story", "https://elsewhere.example/story/2", None),
        ("/story?id=7", "?id=harbour", None),
    ],
)
@pytest.mark.parametrize("tag", ['<link rel="next" href="{}">', '<a href="{}" rel="nofollow next">on</a>'])
def test_only_a_part_of_the_same_article_follows(this: str, link: str, found: str | None, tag: str) -> None:
    page = Page("x", f"https://echo.example{this}", f"<p>{PROSE}</p>{tag.format(link)}", "html")
    assert next_address(page) == (f"https://echo.example{found}" if found else None)


def test_all_pages_are_one_article_and_what_repeats_stands_once() -> None:
    with Site() as site:
        site.page("/story", part(1, "/story/2"))
        site.page("/story/2", part(2, "/story/3"))
        site.page("/story/3", part(3, "/story"))  # and round again
        article, document = load(site.url("/story"), all_pages=True)
        alone, _ = load(site.url("/story"))
    assert article.title == "The bridge of Upper Lark"
    assert [block.kind for block in document.blocks] == ["paragraph"] * 7
    assert document.text.count("part zero") == 1
    repeated = PROSE.format(n="zero"), "stands on an earlier page too"
    assert [(item.text, item.reason, item.after) for item in article.dropped] == [
        ("Read also: Mayor loses key 1", "related article", 2),
        ("Next page", "mostly links", 3),
        (*repeated, 3),
        ("Read also: Mayor loses key 2", "related article", 4),
        ("Next page", "mostly links", 5),
        (*repeated, 5),
        ("Read also: Mayor loses key 3", "related article", 6),
        ("Next page", "mostly links", 7),
    ]
    assert article.notices == ()
    assert "part 2" not in alone.markdown
    assert alone.notices == ("the article continues on further pages; --all-pages reads them too",)


def test_what_stands_twice_on_one_page_stays() -> None:
    with Site() as site:
        twice = part(1, "/story/2").replace("<p>Read also", f"<p>{PROSE.format(n=1)}</p><p>Read also")
        site.page("/story", twice)
        site.page("/story/2", part(2, None))
        _, document = load(site.url("/story"), all_pages=True)
    assert document.text.count("part 1 ") == 2


def test_a_page_that_fails_is_named_and_what_was_read_is_there() -> None:
    with Site() as site:
        site.page("/story", part(1, "/story/2"))
        site.page("/story/2", part(2, "/story/3"))
        article, document = load(site.url("/story"), all_pages=True)
        (notice,) = article.notices
        assert notice.startswith(f"the text ends before page 3 of the article ({site.url('/story/3')}): ")
    assert "404" in notice
    assert "part 2.5" in document.text


def test_a_further_page_without_an_article_is_named() -> None:
    with Site() as site:
        site.page("/story", part(1, "/story/2"))
        site.page("/story/2", "<html><title>The bridge of Upper Lark</title><body></body></html>")
        article, _ = load(site.url("/story"), all_pages=True)
    (notice,) = article.notices
    assert "page 2 of the article" in notice
    assert "open it in a browser" in notice


def test_a_further_page_that_leads_to_another_site_is_not_taken() -> None:
    with Site() as site, Site() as other:
        site.page("/story", part(1, "/story/2"))
        site.redirect("/story/2", other.page("/story/2", part(2, None)))
        article, document = load(site.url("/story"), all_pages=True)
    (notice,) = article.notices
    assert "page 2 of the article" in notice
    assert "leads to another site" in notice
    assert "part 2" not in document.text


def test_a_redirect_within_the_site_is_followed_and_one_back_ends_the_article() -> None:
    with Site() as site:
        site.page("/story", part(1, "/story/2"))
        site.redirect("/story/2", "/story/2/")
        site.page("/story/2/", part(2, "/story/3"))
        site.redirect("/story/3", "/story")
        article, document = load(site.url("/story"), all_pages=True)
        asked = [request.path for request in site.asked]
    assert asked == ["/story", "/story/2", "/story/2/", "/story/3", "/story"]
    assert "part 2.5" in document.text
    assert article.notices == ()


def test_the_same_page_under_another_address_ends_the_article() -> None:
    with Site() as site:
        for number in range(1, 9):
            site.page(f"/story?page={number}", part(1, f"/story?page={number + 1}"))
        article, document = load(site.url("/story?page=1"), all_pages=True)
        assert len(site.asked) == 2
    assert document.text.count("part 1 ") == 1
    assert "stands on an earlier page too" not in [item.reason for item in article.dropped]


def test_a_page_with_another_title_is_another_article() -> None:
    with Site() as site:
        site.page("/story", part(1, "/story/2"))
        site.page("/story/2", part(2, None).replace("The bridge of Upper Lark</", "Cake sinks</"))
        article, document = load(site.url("/story"), all_pages=True)
    assert "part 2" not in document.text
    assert article.notices == ()


def test_so_many_pages_are_read_and_then_it_is_told_where_the_article_goes_on() -> None:
    with Site() as site:
        for number in range(1, MOST_PARTS + 2):
            site.page(f"/story?page={number}", part(number, f"/story?page={number + 1}"))
        article, document = load(site.url("/story?page=1"), all_pages=True, timeout=300)
        assert len(site.asked) == MOST_PARTS
        assert article.notices == (
            f"only {MOST_PARTS} pages of the article are read; "
            f"it goes on at {site.url(f'/story?page={MOST_PARTS + 1}')}",
        )
    assert f"part {MOST_PARTS}.5" in document.text


LINE = st.sampled_from((*(PROSE.format(n=n) for n in range(6)), "A short line.", "Another."))


@given(st.lists(st.lists(LINE, max_size=6), min_size=1, max_size=4))
def test_every_line_of_every_part_stands_in_the_article_or_is_listed(parts: list[list[str]]) -> None:
    articles = [Article("-", None, "T", None, None, None, "en", "\n\n".join(lines)) for lines in parts]
    article = joined(articles)
    kept = [line for line in article.markdown.split("\n\n") if line]
    assert Counter([*kept, *(item.text for item in article.dropped)]) == Counter(
        line for lines in parts for line in lines
    )
    assert kept[: len(parts[0])] == parts[0]
    assert set(kept) == {line for lines in parts for line in lines}
    places = [item.after for item in article.dropped]
    assert places == sorted(places)
    assert all(place <= len(kept) for place in places)
