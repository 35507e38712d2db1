"""Titles, bylines, dates and languages as pages write them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.extract import bylines, dates, html, language, structured, titles


@pytest.mark.parametrize(
    ("written", "names"),
    [
        ("By Lena Brook", "Lena Brook"),
        ("Von Lena Bach und Omar Fink, Lerchental", "Lena Bach, Omar Fink"),
        ("By Lena Brook and Omar Finch, Staff Writers", "Lena Brook and Omar Finch"),
        ("Written by: Lena Brook | 3 March 2026", "Lena Brook"),
        ("LENA BROOK, Staff Writer", "LENA BROOK"),
        ("Lena Brook (Chief Reporter)", "Lena Brook"),
        ("Lena Brook lena@echo.example", "Lena Brook"),
        ("From our correspondent Léonie de Preux", "Léonie de Preux"),
        ("By Lena Brook 3 March 2026", "Lena Brook"),
        ("admin", None),
        ("3 March 2026", None),
        ("", None),
    ],
)
def test_bylines_are_names(written: str, names: str | None) -> None:
    assert bylines.clean([written]) == names


@pytest.mark.parametrize(
    ("written", "iso"),
    [
        ("Tue, 17 Feb 2026 07:05", "2026-02-17"),
        ("Published March 3rd, 2026", "2026-03-03"),
        ("3. März 2026", "2026-03-03"),
        ("le 1er août 2026", "2026-08-01"),
        ("3 de marzo de 2026", "2026-03-03"),
        ("12.04.2026 18:22", "2026-04-12"),
        ("2026/04/12", "2026-04-12"),
        ("2026年4月12日", "2026-04-12"),
        ("Stand: 2026-04-12", "2026-04-12"),
        ("© 12 April 2026", None),
        ("Copyright 2026 Lark Valley Media", None),
        ("31.02.2026", None),
        ("at 14:30", None),
    ],
)
def test_dates_in_words(written: str, iso: str | None) -> None:
    assert dates.find(written) == iso


@pytest.mark.parametrize(
    ("written", "iso"),
    [
        ("2026-03-03T09:00:00+00:00", "2026-03-03T09:00:00+00:00"),
        ("2026-03-03T09:00:00.000Z", "2026-03-03T09:00:00.000Z"),
        ("2026-03-03 09:00", "2026-03-03T09:00:00"),
        ("20260303", "2026-03-03"),
        ("2026-13-03", None),
        ("yesterday", None),
    ],
)
def test_machine_dates(written: str, iso: str | None) -> None:
    assert dates.iso(written) == iso


@given(st.text(max_size=200))
def test_any_text_is_a_date_or_none(text: str) -> None:
    for found in (dates.find(text), dates.iso(text)):
        assert found is None or dates.days_between(found, found) == 0


@pytest.mark.parametrize(
    ("title", "site", "host", "clean"),
    [
        ("Bridge closed | Lark Valley Echo", "Lark Valley Echo", "echo.example", "Bridge closed"),
        ("Bridge closed - Lark Valley Echo", "", "larkvalleyecho.example", "Bridge closed"),
        ("Echo :: Bridge stays closed", "Echo", "", "Bridge stays closed"),
        ("He wants them to stop – Mayor Weir", "Echo", "echo.example", "He wants them to stop – Mayor Weir"),
        (
            "Bridge: a drawing, a cake - and no way over",
            "Echo",
            "echo.example",
            "Bridge: a drawing, a cake - and no way over",
        ),
        ("Bridge closed » The Volta Courier", "The Volta Courier", "", "Bridge closed"),
    ],
)
def test_site_names_leave_the_title(title: str, site: str, host: str, clean: str) -> None:
    assert titles.without_site(title, site, host) == clean


def test_a_teasers_date_is_not_the_articles() -> None:
    scripts = [
        '{"@type": "ItemList", "itemListElement": [{"@type": "Article", "name": "Teaser"}]}',
        '// <![CDATA[\n{"@type": ["NewsArticle"], "headline": "Real &amp; long", "datePublished": "2026-01-02", '
        '"author": {"@id": "#lena"}, "publisher": {"name": "Echo"},}\n// ]]>',
        '{"@type": "Person", "@id": "#lena", "name": "Lena Brook"}',
        "{broken",
    ]
    found = structured.read(scripts)
    assert (found.headline, found.published, found.publisher) == ("Real & long", "2026-01-02", "Echo")
    assert found.authors == ("Lena Brook",)


def test_the_site_is_not_its_own_author() -> None:
    extracted = html.extract(
        '<html><head><title>Hill climb won by goat</title><meta name="author" content="Lark Valley Echo">'
        '<meta property="og:site_name" content="Lark Valley Echo"></head>'
        '<body><h1>Hill climb won by goat</h1><div class="news-author">By: Maëlle Brook</div></body></html>',
        "https://larkvalleyecho.example/x",
    )
    assert extracted.metadata.byline == "Maëlle Brook"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("The council met on Monday and decided that the bridge would be closed.", "en"),
        ("Der Rat hat am Montag beschlossen, dass die Brücke nicht mehr sicher ist.", "de"),
        ("Le conseil a décidé que le pont ne serait pas ouvert dans la ville.", "fr"),
        ("El consejo decidió que el puente no se abre por la noche en la ciudad.", "es"),
        ("Совет решил закрыть мост до весны.", "ru"),
        ("橋は春まで閉鎖されます。", "ja"),
        ("xyzzy plugh", None),
    ],
)
def test_languages(text: str, code: str | None) -> None:
    assert language.guess(text) == code


def test_language_tags() -> None:
    assert [language.code(tag) for tag in ("en-GB", "DE", "pt_BR", "x", "", None)] == [
        "en",
        "de",
        "pt",
        None,
        None,
        None,
    ]
