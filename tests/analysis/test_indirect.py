"""What is reported without marks: who said that what."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.analysis import analyse, with_indirect
from reader.document import plain
from tests.analysis.speech_cases import cases

SAID = [
    ("Marta Kovel said that the key had been lost.", "the key had been lost", "Marta Kovel", "said"),
    ("Marta Kovel said the key was lost.", "the key was lost", "Marta Kovel", "said"),
    ("The bridge is closed, the mayor said on Friday.", "The bridge is closed", "the mayor", "said"),
    (
        "According to Samuel Okello, the bees have left.",
        "the bees have left",
        "Samuel Okello",
        "According to",
    ),
    (
        "The bees have left, according to the beekeeper.",
        "The bees have left",
        "the beekeeper",
        "according to",
    ),
    (
        "Rosa Delgado told the court she had never owned a goat.",
        "she had never owned a goat",
        "Rosa Delgado",
        "told",
    ),
    (
        "The ministry announced on Monday that it would close nine libraries.",
        "it would close nine libraries",
        "the ministry",
        "announced",
    ),
    (
        "Samuel Okello shook his head. He added that nobody had asked.",
        "nobody had asked",
        "Samuel Okello",
        "added",
    ),
    (
        "Officials warned that the summer would be long.",
        "the summer would be long",
        "Officials",
        "warned",
    ),
]


@pytest.mark.parametrize(("text", "words", "speaker", "cue"), SAID)
def test_a_statement_has_its_words_speaker_and_cue(text, words, speaker, cue):
    (quote,) = analyse(plain(text)).indirect
    assert (quote.text, quote.speaker, quote.cue, quote.kind) == (words, speaker, cue, "indirect")
    assert text[quote.start : quote.end] == words


@pytest.mark.parametrize(
    "text",
    [
        "Peter Brandt did not say that the roof was safe.",
        "Peter Brandt did not say whether the roof was safe.",
        "If Anna Lindqvist says that the lift works, nobody will believe her.",
        "Daniel Osei asked whether the boat was late.",
        "Karen Whitlock would say that the ladder fell.",
        "Could she say that it was over?",
        "“The bees have left,” said Samuel Okello.",
        "Helen Marsh said the paint was “surprisingly good on cows”.",
        "I said that it was late.",
    ],
)
def test_what_is_denied_asked_supposed_or_in_marks_is_none(text):
    assert analyse(plain(text)).indirect == ()


def test_statements_join_the_quotes_in_order_and_the_people_keep_theirs():
    text = (
        "Marta Kovel said that the key was lost. “I know every step,” she said. She added that it was cold."
    )
    analysis = analyse(plain(text))
    merged = with_indirect(analysis)
    assert [quote.kind for quote in merged.quotes] == ["indirect", "direct", "indirect"]
    assert [person.quotes for person in merged.people] == [(0, 1, 2)]
    assert merged.indirect == ()
    assert [person.quotes for person in analysis.people] == [(0,)]


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from([*(text for text, *_ in SAID), *(c.text for c in cases()[:30])]), max_size=5))
def test_spans_are_slices_and_never_overlap_marks_or_each_other(parts):
    document = plain("\n\n".join(parts))
    analysis = analyse(document)
    end = 0
    for quote in analysis.indirect:
        assert document.text[quote.start : quote.end] == quote.text
        assert quote.start >= end
        end = quote.end
        assert all(
            q.end <= quote.start or quote.end <= q.start for q in analysis.quotes if q.start is not None
        )
