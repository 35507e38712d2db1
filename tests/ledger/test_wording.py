"""Two wordings of one quote, and two quotes that only sound alike."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.ledger.difference import differences
from reader.ledger.shingles import shingles
from reader.ledger.wording import content, same_quote

SAID = "We will never close the harbour light, whatever the ministry writes to the pilots in London."
SAME = [
    "We will never close the harbour light",
    "They would never have closed the harbour light, whatever the ministry wrote to the pilots in London",
    "We’ll never close [the beacon] … whatever the ministry writes to the pilots",
    "whatever the ministry writes to the pilots in London",
    "We will never close the harbour light, whatever the ministry writes to the captains in London.",
]
OTHER = [
    "We will close the harbour light",
    "We will never close the harbour school, whatever the parents write to the governors in Leith.",
    "The ministry pays the pilots by cheque from an office in London.",
    "We will never give up.",
]


@pytest.mark.parametrize("wording", SAME)
def test_a_changed_wording_is_the_same_quote_and_is_found(wording: str) -> None:
    one, other = content(SAID), content(wording)
    assert same_quote(one, other, speakers=True)
    assert same_quote(other, one, speakers=True)
    assert set(shingles(one)) & set(shingles(other))


@pytest.mark.parametrize("other", OTHER)
def test_what_only_sounds_alike_is_not(other: str) -> None:
    assert not same_quote(content(SAID), content(other), speakers=True)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            "We expect to hire 300 nurses in Leith by spring.",
            "We expect to hire 200 nurses in Leith by spring.",
        ),
        (
            "The ferry sails again on Monday with a new engine.",
            "The ferry sails again on Friday with a new engine.",
        ),
        ("We will sell the old ferry to the island.", "We will not sell the old ferry to the island."),
    ],
)
def test_another_figure_day_or_a_no_is_another_statement(one: str, other: str) -> None:
    assert not same_quote(content(one), content(other), speakers=True)


@pytest.mark.parametrize(
    "phrase",
    [
        "We will fight on.",
        "Our thoughts and prayers are with the families.",
        "This is a great day for our team.",
    ],
)
def test_what_everybody_says_is_no_recurrence(phrase: str) -> None:
    assert not same_quote(content(phrase), content(phrase), speakers=False)
    assert not same_quote(content(phrase), content(phrase), speakers=None)


def test_two_speakers_must_share_more_than_one_does() -> None:
    one, other = content("The crane failed on both brakes."), content("The crane failed on its brakes.")
    assert same_quote(one, other, speakers=True)
    assert not same_quote(one, other, speakers=False)


def test_other_languages_have_their_own_stems() -> None:
    one = content("Wir werden den Leuchtturm im Hafen niemals schließen.", "de")
    other = content("Der Leuchtturm am Hafen werde niemals geschlossen, wir schließen den Hafen nicht", "de")
    assert {word.stem for word in one} & {word.stem for word in other} >= {"leuchtturm", "haf"}


@given(st.text(max_size=80), st.text(max_size=80))
def test_differences_lose_no_word(first: str, second: str) -> None:
    found = differences(first, second)
    assert "".join("".join(d.first for d in found).split()) == "".join(first.split())
    assert "".join("".join(d.second for d in found).split()) == "".join(second.split())


@given(st.text(max_size=120))
def test_any_text_has_content_and_is_itself(text: str) -> None:
    words = content(text)
    if sum(word.weight for word in words) >= 4:
        assert same_quote(words, words, speakers=False) == 1.0


def test_differences_name_what_was_cut_put_in_and_changed() -> None:
    kinds = [
        (d.kind, d.first, d.second)
        for d in differences("It will sink, I fear, in March", "[The pier] will sink in March [he said]")
    ]
    assert kinds == [
        ("changed", "It", "[The pier]"),
        ("same", "will sink,", "will sink"),
        ("only_first", "I fear,", ""),
        ("same", "in March", "in March"),
        ("only_second", "", "[he said]"),
    ]
