"""Which address is that of the next page of an article, and which that of another article."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.extract.paging import follows, same_site, same_title

SITE = "https://echo.example"

PAGES = [
    ("/story", "/story/2", "/story/3"),
    ("/story/", "/story/2/", "/story/3/"),
    ("/story/12", "/story/12/2", "/story/12/3"),
    ("/story", "/story-2", "/story-3"),
    ("/story.html", "/story_2.html", "/story_3.html"),
    ("/story/index.html", "/story/index-2.html", "/story/index-3.html"),
    ("/story", "/story/page/2", "/story/page/3"),
    ("/story", "/story/page-2.html", "/story/page-3.html"),
    ("/story", "/story-seite-2", "/story-seite-3"),
    ("/story", "/story/pagina/2", "/story/pagina/3"),
    ("/story", "/story?p=2", "/story?p=3"),
    ("/story?id=7", "/story?id=7&pg=2", "/story?id=7&pg=3"),
    ("/story?utm_source=mail", "/story?page=2", "/story?page=3"),
    ("/story", "/story?p%C3%A1gina=2", "/story?p%C3%A1gina=3"),
]


@pytest.mark.parametrize(("first", "second", "third"), PAGES)
def test_pages_follow_each_other_one_by_one(first: str, second: str, third: str) -> None:
    first, second, third = (SITE + address for address in (first, second, third))
    assert follows(first, first, second)
    assert follows(first, second, third)
    assert not follows(first, first, third)
    assert not follows(first, third, second)
    assert not follows(first, second, first)
    assert not follows(first, second, second)


@pytest.mark.parametrize(
    ("this", "other"),
    [
        ("/story?page=1", "/story?page=2"),
        ("/story?page=4", "/story?page=5"),
        ("/story/page/4/", "/story/page/5/"),
        ("/story-seite-4.html", "/story-seite-5.html"),
    ],
)
def test_a_number_with_its_word_goes_on_from_any_page(this: str, other: str) -> None:
    assert follows(SITE + this, SITE + this, SITE + other)


@pytest.mark.parametrize(
    ("this", "other"),
    [
        ("/post/12", "/post/13"),
        ("/post/1", "/post/2"),
        ("/story-1.html", "/story-2.html"),
        ("/?p=12", "/?p=13"),
        ("/story?id=7", "/story?id=8"),
        ("/2026/11/03", "/2026/11/04"),
        ("/2026/11/03/story", "/2026/11/04/story"),
        ("/serial/part-1", "/serial/part-2"),
        ("/story", "/other-story"),
        ("/story", "/other/page/2"),
        ("/story", "/story2"),
        ("/story", "/story/comments/2"),
        ("/story?id=7", "/story?page=2"),
        ("/story", "/story?page=harbour"),
    ],
)
def test_other_numbers_are_those_of_other_articles(this: str, other: str) -> None:
    assert not follows(SITE + this, SITE + this, SITE + other)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("https://echo.example/a", "https://www.echo.example/b", True),
        ("http://echo.example/a", "https://echo.example/b", True),
        ("https://echo.example/a", "http://echo.example/b", False),
        ("https://echo.example/a", "https://echo.example:8443/b", False),
        ("https://echo.example/a", "https://echo.example.evil.example/b", False),
        ("https://echo.example/a", "https://echo.example:99999/b", False),
    ],
)
def test_a_site_is_its_host_and_port(one: str, other: str, same: bool) -> None:
    assert same_site(one, other) is same


@pytest.mark.parametrize(
    "title",
    [
        "The bridge",
        "The bridge (page 2 of 3)",
        "The bridge – Page 2",
        "The bridge, p. 2",
        "The Bridge | 2/3",
        "The bridge [2]",
        "Seite 2 von 3: The bridge",
        "The bridge, página 2 de 3",
        "The bridge - 2. oldal",
        "The bridge 2ページ目",
        "The bridge (第2页)",
    ],
)
def test_a_page_number_in_a_title_makes_no_difference(title: str) -> None:
    assert same_title("The bridge", title)


@pytest.mark.parametrize(
    ("one", "other"),
    [("The bridge", "The bridges"), ("Step 9", "Step 10"), ("Part 1", "Part 2"), ("The bridge", "")],
)
def test_other_titles_are_others(one: str, other: str) -> None:
    assert not same_title(one, other)


@given(st.text(max_size=60), st.text(max_size=60))
def test_any_address_and_any_title_can_be_looked_at(one: str, other: str) -> None:
    assert not follows(f"{SITE}/{one}", f"{SITE}/{one}", f"{SITE}/{one}")
    assert same_title(one, one)
    assert same_title(one, other) == same_title(other, one)
