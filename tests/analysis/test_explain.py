"""Why a quote has its speaker."""

from __future__ import annotations

from reader.analysis.explain import explain
from reader.document import plain


def test_the_choice_the_runner_up_and_what_weighed_are_told():
    text = "Marta Kovel waved to Samuel Okello. “I know every step,” she said."
    (told,) = explain(plain(text))
    lines = told.splitlines()
    assert lines[0].startswith("“I know every step,” — Marta Kovel (direct, ")
    assert lines[2].startswith("  chosen: “she”, she, by “said”, that is Marta Kovel")
    assert lines[3].startswith("  runner-up: ")
    assert "cue=speech" in lines[4]


def test_words_that_nobody_said_have_their_reason():
    (told,) = explain(plain("Marta Kovel read the novel “The Long Hush” twice."))
    assert told.startswith("“The Long Hush” — no quote: a title\n")


def test_nothing_in_marks_has_nothing_to_explain():
    assert list(explain(plain("Marta Kovel left."))) == []
