"""Why a quote has its speaker."""

from __future__ import annotations

from dataclasses import replace

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


def test_the_title_the_rival_of_a_pronoun_and_what_was_reported_are_told():
    text = (
        "Anna Lindqvist and Marta Kovel left. “I know every step of the tower,” she said. "
        "Peter Brandt said that the well was dry."
    )
    title, said, reported = explain(plain(text, title="The tower is ours – Marta Kovel"), indirect=True)
    assert title.startswith("“The tower is ours” — Marta Kovel (headline, ")
    assert "  or it means: Anna Lindqvist" in said.splitlines()
    assert reported.startswith("“the well was dry” — Peter Brandt (indirect, ")


def test_a_nameless_speaker_named_only_later_is_less_sure():
    text = (
        "“I was asked to lie,” a nurse said. Anna Lindqvist, the nurse, left. “I will not,” Lindqvist said."
    )
    first, second = (line.splitlines()[0] for line in explain(plain(text)))
    assert "Anna Lindqvist" in first
    assert "Anna Lindqvist" in second
    assert float(first[-5:-1]) < float(second[-5:-1])


def test_a_language_without_a_pipeline_says_what_would_help():
    *_, last = explain(replace(plain("„Das Boot ist schon lange weg“, sagte Anna."), language="xx"))
    assert "no spaCy pipeline for “xx” is installed" in last


def test_nothing_in_marks_has_nothing_to_explain():
    assert list(explain(plain("Marta Kovel left."))) == []
