"""Titles, bylines, dates and languages as pages write them."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.extract import bylines, dates, html, language, stamps, structured, titles


@pytest.mark.parametrize(
    ("written", "names"),
    [
        ("By Lena Brook", "Lena Brook"),
        ("Von Lena Bach und Omar Fink, Lerchental", "Lena Bach und Omar Fink"),
        ("By Lena Brook and Omar Finch, Staff Writers", "Lena Brook and Omar Finch"),
        ("Written by: Lena Brook | 3 March 2026", "Lena Brook"),
        ("LENA BROOK, Staff Writer", "LENA BROOK"),
        ("Lena Brook (Chief Reporter)", "Lena Brook"),
        ("Lena Brook lena@echo.example", "Lena Brook"),
        ("From our correspondent Ottilie de Brask", "Ottilie de Brask"),
        ("By Lena Brook 3 March 2026", "Lena Brook"),
        ("José Ortega y Gasset", "José Ortega y Gasset"),
        ("Santiago Ramón y Cajal y María López", "Santiago Ramón y Cajal y María López"),
        ("Martin Luther King, Jr. and Lena Brook", "Martin Luther King Jr. and Lena Brook"),
        ("Lena Brook / Omar Finch", "Lena Brook, Omar Finch"),
        ("Lena Brook / Reuters", "Lena Brook"),
        ("Lena Brook in Paris", "Lena Brook"),
        ("By Lena Brook in Leeds and Omar Finch in Wells", "Lena Brook, Omar Finch"),
        ("By Lena Brook 3 min read", "Lena Brook"),
        ("Guest post by Lena Brook", "Lena Brook"),
        ("By Our Foreign Staff", "Our Foreign Staff"),
        ("Von Trapp", "Von Trapp"),
        ("Lena Brook (text) and Omar Finch (photos)", "Lena Brook and Omar Finch"),
        ("Lena (Maria) Brook", "Lena (Maria) Brook"),
        ("Written by: Lena Brook, Photos: Omar Finch", "Lena Brook"),
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
        ("© Lark Valley Media and all who write for it, 12 April 2026", None),
        ("© 2025 Echo | 12.04.2026", "2026-04-12"),
        ("3 de mayo de 202621:25", "2026-05-03"),
        ("12.04.2618:22", "2026-04-12"),
        ("at 10.1.2.20", None),
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
        ("Bridge closed » The Hedge Courier", "The Hedge Courier", "", "Bridge closed"),
        ("Bridge closed – Echo Online", "Echo", "", "Bridge closed"),
        ("Lark Echo Online - Bridge closed", "", "larkecho.example", "Bridge closed"),
        ("Storm – Bild der Woche", "Bild", "bild.example", "Storm – Bild der Woche"),
        ("The long way home | Teil 2", "Echo", "echo.example", "The long way home | Teil 2"),
        ("Sport: the late defeat", "Sport Bild", "sportbild.example", "Sport: the late defeat"),
        ("Sport – the late defeat", "Sport Bild", "sportbild.example", "Sport – the late defeat"),
    ],
)
def test_site_names_leave_the_title(title: str, site: str, host: str, clean: str) -> None:
    assert titles.without_site(title, site, host) == clean


def test_a_title_of_bars_takes_no_time() -> None:
    started = time.process_time()
    titles.without_site("| " * 20_000, "Echo", "echo.example")
    assert time.process_time() - started < 2


def test_a_heading_keeps_its_own_bar() -> None:
    title = "A lemon tree from a seed | Step by step"
    assert titles.choose([title], [title], f"{title} | Echo", "Echo", "echo.example") == title


@pytest.mark.parametrize(
    ("line", "date"),
    [
        ("Lena Brook | 12 April 2026", "2026-04-12"),
        ("Dieser Beitrag wurde am 12. April 2026 um 18:22 Uhr von Lena in Brücken gepostet.", "2026-04-12"),
        ("Datum: 12.04.2026", "2026-04-12"),
        ("Born 4 May 1991", None),
        ("Version 1.2.20", None),
        ("Termin: 12.04.2026, 19 Uhr", None),
        ("Members since 4 May 2019", None),
        ("28.01.2026 – 29.01.2026", None),
        ("On 3 March 2026 the bridge was closed.", None),
        ("Doors open 4 May 2093", None),
    ],
)
def test_stamps_are_told_from_other_lines_with_a_date(line: str, date: str | None) -> None:
    assert next((stamp.date for stamp in stamps.in_line(line, american=False)), None) == date


def test_an_update_says_that_it_is_one() -> None:
    line = "Veröffentlicht: 12.04.2026 | Aktualisiert: 13.04.2026"
    assert [(stamp.date, stamp.updated) for stamp in stamps.in_line(line, american=False)] == [
        ("2026-04-12", False),
        ("2026-04-13", True),
    ]


def published(head: str, body: str, url: str = "https://echo.example/x") -> str | None:
    page = f"<html><head>{head}</head><body><h1>Bridge closed</h1>{body}</body></html>"
    return html.extract(page, url).metadata.published


TOLD = '<meta property="article:published_time" content="2026-03-03T09:00:00+01:00">'


@pytest.mark.parametrize(
    ("head", "body", "date"),
    [
        (
            "",
            "<p>The bridge was closed on 3 March 2026, the council of the town said, and so it stays.</p>",
            None,
        ),
        ("", "<p>On 3 March 2026 the bridge was closed.</p><p>No one knows why.</p>", None),
        ("", "<p>Lena Brook, 5 March 2026</p><p>No one knows why.</p>", "2026-03-05"),
        (TOLD, "<p>Lena Brook, 5 March 2026</p><p>No one knows why.</p>", "2026-03-05"),
        (TOLD, "<p>Updated 5 March 2026</p><p>No one knows why.</p>", "2026-03-03T09:00:00+01:00"),
        (TOLD, "<p>Updated 1 March 2026</p><p>No one knows why.</p>", "2026-03-01"),
        (TOLD, "<p>3 March 2026, updated 5 March 2026</p>", "2026-03-03T09:00:00+01:00"),
        (TOLD, "<p>It fell on 5 March 2026.</p><p>No one knows why.</p>", "2026-03-03T09:00:00+01:00"),
        (
            '<meta name="last-modified-date" content="2026-03-09">',
            "<p>Lena Brook, 5 March 2026</p>",
            "2026-03-05",
        ),
        ('<meta name="date" content="2093-03-09">', "<p>Lena Brook, 5 March 2026</p>", "2026-03-05"),
    ],
)
def test_the_date_by_the_title_is_believed(head: str, body: str, date: str | None) -> None:
    assert published(head, body) == date


def test_a_date_in_the_address_is_older_than_the_pages_move() -> None:
    body = "<p>Lena Brook, 3 March 2026</p><p>No one knows why.</p>"
    assert published(TOLD, body, "https://echo.example/2024/07/12/bridge") == "2024-07-12"
    assert published(TOLD, body, "https://echo.example/2026/03/02/bridge") == "2026-03-03T09:00:00+01:00"


def test_accounts_sign_in_the_line_of_the_date() -> None:
    extracted = html.extract(
        "<html><body><h1>Bridge closed</h1><div>Posted on 2026-04-05 by marc | Leave a comment</div>"
        "<p>The bridge was closed, the council of the town said, and so it stays.</p></body></html>",
        "https://echo.example/x",
    )
    assert extracted.metadata.byline == "marc"


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


def test_the_site_behind_its_authors_name_is_none() -> None:
    extracted = html.extract(
        '<html><head><title>Hill climb won by goat</title><meta name="author" content="Maëlle Brook, Lark Valley Echo">'
        '<meta property="og:site_name" content="Lark Valley Echo"></head>'
        "<body><h1>Hill climb won by goat</h1></body></html>",
        "https://larkvalleyecho.example/x",
    )
    assert extracted.metadata.byline == "Maëlle Brook"


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
