"""Interviews and transcripts: what is said without marks comes with the statements without marks, never by itself."""

from __future__ import annotations

import pytest

from reader.analysis import analyse
from reader.document import parse, plain
from reader.model import Article


def markdown(source: str):
    return parse(Article("", None, "", None, None, None, "en", source))


def said(document) -> list[tuple[str, str | None]]:
    return [(quote.text, quote.speaker) for quote in analyse(document).indirect]


def test_named_turns_with_their_further_paragraphs():
    text = (
        "Ruth Amsel: Were you ever afraid?\n\nAnton Brodie: Once, in the fog.\n\nIt was a cow.\n\n"
        "Ruth Amsel: And then?\n\nAnton Brodie: We both went home."
    )
    assert said(plain(text)) == [
        ("Were you ever afraid?", "Ruth Amsel"),
        ("Once, in the fog.", "Anton Brodie"),
        ("It was a cow.", "Anton Brodie"),
        ("And then?", "Ruth Amsel"),
        ("We both went home.", "Anton Brodie"),
    ]


def test_a_transcript_in_capitals_names_people_once_in_full():
    text = (
        "SARAH PELL, HOST: Welcome.\n\nOTIS DRAKE: Thank you.\n\nPELL: Were you afraid?\n\n"
        "DRAKE: Once. My father always told me, “Cows float.”"
    )
    analysis = analyse(plain(text))
    assert [(q.text, q.speaker) for q in analysis.indirect] == [
        ("Welcome.", "SARAH PELL"),
        ("Thank you.", "OTIS DRAKE"),
        ("Were you afraid?", "SARAH PELL"),
        ("Once.", "OTIS DRAKE"),
    ]
    assert [q.text for q in analysis.quotes] == ["Cows float."]


@pytest.mark.parametrize(
    "layout",
    [
        "Q: Were you ever afraid?\n\nA: Once. I was nine.\n\nQ: And then?\n\nA: I was ten.",
        "**Were you ever afraid?**\n\nOnce. I was nine.\n\n**And then?**\n\nI was ten.",
        "## Were you ever afraid?\n\nOnce. I was nine.\n\n## And then?\n\nI was ten.",
        "*Were you ever afraid?*\n\nOnce. I was nine.\n\n*And then?*\n\nI was ten.",
    ],
)
def test_answers_belong_to_the_guest_whom_the_words_before_present(layout):
    document = markdown(f"Anton Brodie has run the ferry for forty years.\n\n{layout}")
    assert said(document) == [("Once. I was nine.", "Anton Brodie"), ("I was ten.", "Anton Brodie")]
    assert analyse(document).quotes == ()


def test_sides_without_names_speak_as_what_they_are():
    text = "Interviewer: Were you afraid?\n\nGuest: Once.\n\nInterviewer: And then?\n\nGuest: It was a cow."
    assert said(plain(text))[:2] == [("Were you afraid?", "the interviewer"), ("Once.", "the guest")]


@pytest.mark.parametrize(
    "text",
    [
        "Price: £10\n\nWhere: Town hall\n\nPrice: £12\n\nWhere: The barn\n\nAnton Brodie will sing.",
        "Serves: 4\n\nFlour: 200 g\n\nServes: 6\n\nFlour: 300 g\n\nAnton Brodie likes it.",
        "Q: How do I book?\n\nA: Online.\n\nQ: Can I bring a goat?\n\nA: No.",
        "Anton Brodie runs the ferry.\n\nQ: How do I book?\n\nA: Online.\n\nQ: Can I bring a goat?\n\nA: No.",
        "Anton Brodie was fined.\n\n**What happened?**\n\nHe sailed in fog.\n\n**What next?**\n\nHe may appeal.",
        "Anton Brodie: 7\n\nOtis Drake: 6\n\nSarah Pell: 9",
    ],
)
def test_lists_and_explainers_are_nobodys_words(text):
    analysis = analyse(markdown(text))
    assert (analysis.quotes, analysis.indirect) == ((), ())
