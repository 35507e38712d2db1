"""The model of wordings, on lines that it was not fitted on."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.extract import wordings

FURNITURE = """
Get the Harbour Letter in your inbox every Thursday
You have read three of your five free stories this week
This piece was first printed in the spring issue of the review
Help us keep the lights on: become a member from £2 a month
Photograph by Ines Valde for the Evening Ferry
Advertisement – article continues below
Please log in to leave a comment
Tell us what you think in the comments below
Copy link Share on WhatsApp Print this page
Editor's note: an earlier version of this story misstated the price of the lock
Reporting by Tomas Reed; editing by Una Walsh
Some of the links in this post are affiliate links
""".strip().splitlines()
ARTICLE = """
The lock was sold in the spring for less than the price of a bicycle.
“We did not ask for this,” the harbour master said.
She read the letter twice and put it back in the drawer.
Fold the dough in half and leave it near the stove.
What did you do when the water came in?
He had been a photographer before the war, and after it a baker.
The members voted by 31 to 4 to keep the bell.
Nobody in the queue had slept.
The court will hear the appeal in November.
They shared one coat between them.
A subscription of two pounds a year paid for the lamp.
The editor of the valley's paper was asleep in the third row.
""".strip().splitlines()


@pytest.mark.parametrize("line", FURNITURE)
def test_what_publications_set_around_articles_is_told(line: str) -> None:
    assert wordings.odds(line) > 0


@pytest.mark.parametrize("line", ARTICLE)
def test_what_articles_say_is_told(line: str) -> None:
    assert wordings.odds(line) < 0


def test_the_reason_says_what_a_line_is() -> None:
    assert wordings.kind("Photograph by Ines Valde for the Evening Ferry") == "credit"
    assert wordings.kind("Please log in to leave a comment") == "comments"


@given(st.text(max_size=300))
def test_any_text_has_odds_and_a_kind(text: str) -> None:
    assert isinstance(wordings.odds(text), float)
    assert wordings.kind(text) in wordings.REASONS
