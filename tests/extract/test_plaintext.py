"""Plain text and Markdown sources: paragraphs, headings, lists, and metadata from the top."""

from __future__ import annotations

import re
import textwrap
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.document import parse
from reader.errors import NoArticleError
from reader.extract import extract
from reader.model import Page

PARAGRAPHS = (
    "The council met on Monday and decided, after a debate of four hours, that the bridge would stay closed until the "
    "spring, because nobody could find the drawings.",
    "“They were in the drawer,” said Lena Brook, the clerk. “Under the cake tin, as far as I remember, and next to "
    "the stamps that nobody was allowed to use.”",
)


def read(text: str, kind: str = "text") -> tuple[object, list[tuple[str, str]]]:
    article = extract(Page("-", None, text, "markdown" if kind == "markdown" else "text"))
    document = parse(article)
    return article, [(block.kind, document.text[block.start : block.end]) for block in document.blocks]


@pytest.mark.parametrize("separator", ["\n", "\n\n"])
def test_one_line_a_paragraph(separator: str) -> None:
    article, blocks = read(separator.join(["The bridge stays closed", *PARAGRAPHS]))
    assert article.title == "The bridge stays closed"
    assert blocks == [("paragraph", words) for words in PARAGRAPHS]


@pytest.mark.parametrize("width", [50, 72, 80])
def test_hard_wrapped_paragraphs(width: int) -> None:
    wrapped = "\n\n".join(textwrap.fill(words, width) for words in PARAGRAPHS)
    _, blocks = read(f"The bridge stays closed\n\n{wrapped}\n")
    assert blocks == [("paragraph", words) for words in PARAGRAPHS]


def test_headings_lists_byline_and_date() -> None:
    article, blocks = read(
        "The bridge stays closed\nBy Lena Brook and Omar Finch\n3 March 2026\n\n"
        f"{PARAGRAPHS[0]}\n\nWhat the divers want\n\nThey asked for three things:\n\n- a lamp\n- a rope\n- lunch\n\n"
        f"{PARAGRAPHS[1]}\nRead Also:Mayor loses key to the city\n"
    )
    assert (article.byline, article.published) == ("Lena Brook and Omar Finch", "2026-03-03")
    assert [kind for kind, _ in blocks] == [
        "paragraph",
        "heading",
        "paragraph",
        "item",
        "item",
        "item",
        "paragraph",
    ]
    assert [(item.text, item.reason, item.after) for item in article.dropped] == [
        ("By Lena Brook and Omar Finch", "byline", 0),
        ("3 March 2026", "date", 0),
        ("Read Also:Mayor loses key to the city", "related article", 7),
    ]


def test_special_characters_are_words() -> None:
    line = "She wrote *this* and [that] and a_b and 1 < 2 | # > in the margin, and signed it with a cross."
    _, blocks = read(f"Title\n\n{line}\n\n1. The first of no list.\n\n+ plus is a bullet to Markdown only.")
    assert blocks[0] == ("paragraph", line)
    assert blocks[1] == ("paragraph", "1. The first of no list.")


def test_markdown_keeps_its_structure_and_front_matter_is_metadata() -> None:
    article, blocks = read(
        "---\ntitle: The bridge\nauthor:\n  - Lena Brook\n  - Omar Finch\ndate: 2026-03-03\nlang: en\n---\n\n"
        f"# The bridge\n\n{PARAGRAPHS[0]}\n\n## Divers\n\n> quoted\n\n```py\nRead Also: x\n```\n\n**Related:** [Swans](https://a.example)\n\n{PARAGRAPHS[1]}\n",
        "markdown",
    )
    assert (article.title, article.byline, article.published) == (
        "The bridge",
        "Lena Brook, Omar Finch",
        "2026-03-03",
    )
    assert [kind for kind, _ in blocks] == ["paragraph", "heading", "paragraph", "code", "paragraph"]
    assert [item.text for item in article.dropped] == ["Related: Swans"]


PROSE = (
    "“We will go on Monday,” said Ann Lee, the mayor of Harbour.",
    "“We will go on Monday,” said Ann Lee, the mayor of Harbour",
    "„Wir gehen am Montag“, sagte Anna Lehm, die Leiterin",
    "The mayor resigned on Monday.",
    "She said: “We will go on Monday.”",
)


@pytest.mark.parametrize("line", PROSE)
def test_a_first_line_of_prose_is_no_title(line: str) -> None:
    article, blocks = read(f"{line}\n\n{PARAGRAPHS[0]}\n")
    assert article.title == ""
    assert blocks == [("paragraph", line), ("paragraph", PARAGRAPHS[0])]


@pytest.mark.parametrize(
    "line",
    [
        "Mayor of Harbour says “no” to the bridge",
        "Mayor comes home to the U.S.",
        "Will the mayor resign?",
        "And then…",
        "“Emma”, the film",
    ],
)
def test_a_headline_is_the_title(line: str) -> None:
    article, blocks = read(f"{line}\n\n{PARAGRAPHS[0]}\n")
    assert (article.title, blocks) == (line, [("paragraph", PARAGRAPHS[0])])


@pytest.mark.parametrize(
    "text", ["The mayor resigned on Monday.\n", "The mayor resigns", "Mayor resigns\n3 March 2026"]
)
def test_the_only_words_of_a_text_are_its_body(text: str) -> None:
    article, blocks = read(text)
    assert article.title == ""
    assert " ".join(words for _, words in blocks) == " ".join(text.split())


@pytest.mark.parametrize("kind", ["text", "markdown"])
def test_a_text_without_words_is_not_sent_to_a_browser(kind: str) -> None:
    with pytest.raises(NoArticleError, match="No article was found in this text") as caught:
        read("---\n\n***\n", kind)
    assert "browser" not in str(caught.value)


def test_a_heading_other_than_the_front_matter_s_title_stays() -> None:
    front = "---\ntitle: The bridge\n---\n\n"
    for heading in ("# What the divers want", "What the divers want\n==="):
        article, blocks = read(f"{front}{heading}\n\n{PARAGRAPHS[0]}\n", "markdown")
        assert article.title == "The bridge"
        assert blocks == [("heading", "What the divers want"), ("paragraph", PARAGRAPHS[0])]
    article, blocks = read(f"{front}# The *Bridge*\n\n{PARAGRAPHS[0]}\n", "markdown")
    assert (article.title, blocks) == ("The bridge", [("paragraph", PARAGRAPHS[0])])


DEBATE = {
    "en": PARAGRAPHS[0],
    "de": "Der Rat hat am Montag nach einer Debatte von vier Stunden beschlossen, dass die Brücke bis zum Frühling "
    "geschlossen bleibt, weil niemand die Pläne finden konnte und es auch keine Kopie gibt.",
    "fr": "Le conseil a décidé lundi, après un débat de quatre heures, que le pont restera fermé, parce que personne "
    "ne trouve les plans et qu'il n'y a pas de copie dans les archives de la ville.",
    "es": "El consejo decidió el lunes, tras un debate de cuatro horas, que el puente seguirá cerrado, porque nadie "
    "encuentra los planos y no hay copia en los archivos de la ciudad.",
    "it": "Il consiglio ha deciso che il ponte non sarà aperto, perché nessuno trova i disegni della città e non c'è "
    "una copia che sia come quella di una volta.",
    "pl": "Rada zdecydowała w poniedziałek, że most jest zamknięty, ale nie na zawsze, i do tego nikt nie wie, jak to "
    "się stało, po tak długiej debacie.",
    "ja": "町議会は月曜日に、図面が見つからないため、橋を春まで閉鎖することを決めました。写しもありませんでした。",
}


@pytest.mark.parametrize(
    ("language", "line", "names"),
    [
        ("en", "By Jane Doe and John Smith", "Jane Doe and John Smith"),
        ("en", "By: Ludwig van Arden Jr.", "Ludwig van Arden Jr."),
        ("en", "By Leonardo d'Arca, Harbour", "Leonardo d'Arca"),
        ("en", "By Reuters", "Reuters"),
        ("en", "By Dan Marsh", "Dan Marsh"),
        ("de", "Von Anna Schmidt", "Anna Schmidt"),
        ("de", "Text: Anna Schmidt", "Anna Schmidt"),
        ("fr", "Par Anne Petit", "Anne Petit"),
        ("fr", "Par Marie Le Guen", "Marie Le Guen"),
        ("es", "Por Juan de la Vega", "Juan de la Vega"),
        ("it", "Di Anna Rossi", "Anna Rossi"),
        ("pl", "Autorka: Anna Nowak", "Anna Nowak"),
        ("ja", "著者：山田太郎", "山田太郎"),
    ],
)
def test_a_byline_names_people_in_the_language_of_the_text(language: str, line: str, names: str) -> None:
    article, blocks = read(f"The bridge stays closed\n{line}\n\n{DEBATE[language]}\n")
    assert (article.byline, blocks) == (names, [("paragraph", DEBATE[language])])
    assert [(item.text, item.reason) for item in article.dropped] == [(line, "byline")]


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("en", "By Land and Sea"),
        ("en", "By The River"),
        ("en", "By Hook or By Crook"),
        ("en", "By Spring, Nobody Could"),
        ("en", "Von Trapp Family Returns"),
        ("en", "Text Messages Reveal Affair"),
        ("de", "Von Hamburg nach Kiel"),
        ("de", "Von Trapp"),
        ("de", "Von Haus zu Haus"),
        ("de", "Von Wind und Wellen"),
        ("fr", "Par Monts et par Vaux"),
        ("es", "Por Amor"),
        ("it", "Di Notte"),
    ],
)
def test_a_standfirst_that_opens_like_a_byline_stays(language: str, line: str) -> None:
    article, blocks = read(f"The bridge stays closed\n{line}\n\n{DEBATE[language]}\n")
    assert (article.byline, article.dropped) == (None, ())
    assert [words for _, words in blocks] == [line, DEBATE[language]]


@pytest.mark.parametrize(
    ("language", "line", "byline"),
    [
        ("en", "3 March 2026", None),
        ("en", "Published: March 3, 2026, 10:15 a.m. | Updated: March 4, 2026", None),
        ("en", "Harbour, 3 March 2026", None),
        ("en", "Lena Brook – 3 March 2026", None),
        ("en", "Updated by Lena Brook on 3 March 2026", "Lena Brook"),
        ("de", "Hamburg, den 3. März 2026", None),
        ("de", "Kiel (dpa), 3.3.2026", None),
        ("fr", "Publié le 3 mars 2026 à 10h15", None),
        ("es", "Madrid, 3 de marzo de 2026", None),
    ],
)
def test_a_line_that_is_a_date_is_when_it_was_published(language: str, line: str, byline: str | None) -> None:
    article, blocks = read(f"The bridge stays closed\n{line}\n\n{DEBATE[language]}\n")
    assert (article.published, article.byline) == ("2026-03-03", byline)
    assert [(item.text, item.reason) for item in article.dropped] == [(line, "byline" if byline else "date")]
    assert blocks == [("paragraph", DEBATE[language])]


@pytest.mark.parametrize(
    "line",
    ["Elections held March 3, 2026", "Bridge Festival 3 March 2026", "The bridge fell on 3 March 2026"],
)
@pytest.mark.parametrize("kind", ["text", "markdown"])
def test_a_line_that_has_a_date_among_other_words_stays(line: str, kind: str) -> None:
    title = "# The bridge stays closed" if kind == "markdown" else "The bridge stays closed"
    article, blocks = read(f"{title}\n\n{line}\n\n{PARAGRAPHS[0]}\n", kind)
    assert (article.title, article.published, article.dropped) == ("The bridge stays closed", None, ())
    assert [words for _, words in blocks] == [line, PARAGRAPHS[0]]


def test_what_markdown_says_under_its_title_is_listed() -> None:
    article, blocks = read(
        f"# The bridge\n\n*By Lena Brook*\n\n3 March 2026\n\n{PARAGRAPHS[0]}\n", "markdown"
    )
    assert (article.byline, article.published) == ("Lena Brook", "2026-03-03")
    assert [(item.text, item.reason) for item in article.dropped] == [
        ("By Lena Brook", "byline"),
        ("3 March 2026", "date"),
    ]
    assert blocks == [("paragraph", PARAGRAPHS[0])]


@pytest.mark.parametrize(
    "menu", ["Home | News | Sport | Culture", "Startseite › Politik › Kiel", "A · B · C"]
)
def test_a_menu_above_the_title_goes(menu: str) -> None:
    article, blocks = read(f"{menu}\nThe bridge stays closed\nBy Lena Brook\n\n{PARAGRAPHS[0]}\n")
    assert (article.title, article.byline) == ("The bridge stays closed", "Lena Brook")
    assert [(item.text, item.reason) for item in article.dropped] == [
        (menu, "menu"),
        ("By Lena Brook", "byline"),
    ]
    assert blocks == [("paragraph", PARAGRAPHS[0])]


@pytest.mark.parametrize(
    "title",
    ["Mayor resigns | Harbour Ledger", "Live | Mayor resigns over a cake | News", "Swans/Ducks/Geese"],
)
def test_a_title_with_bars_is_no_menu(title: str) -> None:
    article, _ = read(f"{title}\n\n{PARAGRAPHS[0]}\n")
    assert (article.title, article.dropped) == (title, ())


@pytest.mark.parametrize(
    "line",
    [
        "Also Read; Mayor loses key to the city",
        "Also Read ;Mayor loses key to the city",
        "ALSO READ – Mayor loses key to the city",
        "Also Read -Mayor loses key to the city",
        "Also Read—Mayor loses key to the city",
        "Lesen Sie auch; Bürgermeister verliert den Schlüssel",
    ],
)
def test_labels_with_the_signs_that_people_type(line: str) -> None:
    article, blocks = read(f"The bridge\n\n{PARAGRAPHS[0]}\n{line}\n{PARAGRAPHS[1]}\n")
    assert [(item.text, item.reason, item.after) for item in article.dropped] == [
        (line, "related article", 1)
    ]
    assert blocks == [("paragraph", words) for words in PARAGRAPHS]


@pytest.mark.parametrize(
    "line", ["Read more; write less.", "Also read; but not aloud", "Read more; Write Less. That is all."]
)
def test_prose_that_begins_like_a_label_stays(line: str) -> None:
    article, blocks = read(f"The bridge\n\n{PARAGRAPHS[0]}\n{line}\n{PARAGRAPHS[1]}\n")
    assert article.dropped == ()
    assert line in [words for _, words in blocks]


@pytest.mark.parametrize(
    ("language", "lines"),
    [
        ("en", "Read More:\nMayor Loses Key to the City\nWill the Swans Return?\nFerry Sinks, Slowly"),
        ("en", "Also Read;\n\nMayor Loses Key to the City\nWill the Swans Return?"),
        ("de", "Lesen Sie auch:\nBürgermeister verliert den Schlüssel\nDie Schwäne sind zurück"),
        ("fr", "Lire aussi :\nLe maire perd la clé de la ville\nLes cygnes sont de retour"),
    ],
)
def test_headlines_under_a_label_go(language: str, lines: str) -> None:
    words = DEBATE[language]
    article, blocks = read(f"The bridge\n\n{words}\n\n{lines}\n\n{words}\n")
    assert blocks == [("paragraph", words)] * 2
    assert [(item.text, item.reason, item.after) for item in article.dropped] == [
        (line, "related article", 1) for line in lines.split("\n") if line
    ]


@pytest.mark.parametrize(
    "lines",
    [
        "I will read more books\nI will walk more often",
        "The council met on Monday and nobody came.\nSwans Return to Harbour",
        "Swans Return to Harbour",
        f"Swans Return to Harbour\n{PARAGRAPHS[0]}",
    ],
)
def test_other_lines_under_a_label_stay(lines: str) -> None:
    article, blocks = read(f"The bridge\n\n{PARAGRAPHS[0]}\n\nRead More:\n{lines}\n\n{PARAGRAPHS[1]}\n")
    assert [item.text for item in article.dropped] == ["Read More:"]
    assert [words for _, words in blocks] == [PARAGRAPHS[0], *lines.split("\n"), PARAGRAPHS[1]]


def test_a_word_cut_at_the_end_of_a_line_is_whole_where_the_text_has_it_elsewhere() -> None:
    paragraph = (
        "The well-known harbour of the town was closed on Monday, and the har-\n"
        "bour master said that this was the first time in his life; the well-\n"
        "known clerk agreed with him, and so did everybody else at the table\n"
        "of the council, where there was cake that nobody had paid for yet."
    )
    _, blocks = read(f"Title\n\n{paragraph}\n\n{PARAGRAPHS[0]}\n")
    assert "and the harbour master said" in blocks[0][1]
    assert "the well-known clerk" in blocks[0][1]


LINE = st.text(
    st.characters(blacklist_categories=("Cs", "Cc", "Cf", "Zl", "Zp", "Co", "Cn")), min_size=1, max_size=80
)


@given(st.lists(LINE, min_size=2, max_size=6))
@settings(max_examples=150, deadline=None)
def test_every_word_of_a_text_is_in_the_article_or_dropped_with_a_reason(lines: list[str]) -> None:
    text = "\n\n".join([*PARAGRAPHS, *lines])
    article = extract(Page("-", None, text, "text"))
    document = parse(article)
    words = "".join(character for character in text if not character.isspace())
    kept = "".join(document.text.split()) + "".join("".join(item.text.split()) for item in article.dropped)
    heading = "".join(article.title.split())
    assert all(character in kept + heading + "-*•–·‣▪0123456789.)" for character in words)


AT_THE_TOP = st.sampled_from(
    (
        "Home | News | Sport",
        "The bridge stays closed",
        "By Lena Brook",
        "By Land and Sea",
        "3 March 2026",
        "Elections held March 3, 2026",
        "Read More:",
        "Mayor Loses Key to the City",
        "Also Read; Swans Return",
        *PARAGRAPHS,
    )
)


@given(st.lists(st.tuples(AT_THE_TOP, st.sampled_from(("\n", "\n\n"))), max_size=9))
@settings(max_examples=150, deadline=None)
def test_what_stands_at_the_top_is_in_the_article_or_listed(lines: list[tuple[str, str]]) -> None:
    text = "".join(map("".join, [*lines, ("\n\n", ""), (PARAGRAPHS[0], "")]))
    article = extract(Page("-", None, text, "text"))
    there = [article.title, parse(article).text, *(item.text for item in article.dropped)]
    assert Counter(re.findall(r"\w+", " ".join(there))) == Counter(re.findall(r"\w+", text))


def test_sample() -> None:
    path = Path(__file__).parents[3] / "shared/sample/peace-talks.txt"
    if not path.is_file():
        pytest.skip("the shared sample is not here")
    text = path.read_text("utf-8")
    article, blocks = read(text)
    lines = text.splitlines()
    assert article.title == lines[0]
    assert [item.text for item in article.dropped] == lines[-2:]
    assert [words for _, words in blocks] == [line.removeprefix("- ") for line in lines[1:-2] if line]
    assert [kind for kind, _ in blocks].count("heading") == 2
    assert [kind for kind, _ in blocks].count("item") == 2
