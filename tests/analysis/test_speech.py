"""Who said what, on sentences of our own: the share that is right never falls below a floor."""

from __future__ import annotations

import pytest

from reader.analysis import analyse, analyse_many
from reader.document import plain
from reader.model import Quote
from tests.analysis.speech_cases import Tally, cases
from tests.floor import hold


@pytest.fixture(scope="module")
def analysed() -> list[tuple[Quote, ...]]:
    return [analysis.quotes for analysis in analyse_many(case.document() for case in cases())]


def test_the_cases_are_many():
    assert sum(len(case.quotes) or 1 for case in cases()) >= 200


def test_share_of_quotes_and_speakers_that_are_right(analysed):
    tally = Tally()
    wrong = [line for case, quotes in zip(cases(), analysed, strict=True) for line in tally.add(case, quotes)]
    report = "\n".join(wrong)
    hold("quotes.recall", tally.found / tally.wanted, report)
    hold("quotes.precision", tally.found / tally.given, report)
    hold("quotes.kinds", tally.kinds / tally.found, report)
    hold("quotes.speakers", tally.speakers / tally.found, report)


def test_mention_and_cue_are_the_words_beside_the_quote():
    text = "“The bees have moved out,” said Samuel Okello. “They took the lease,” he added."
    first, second = analyse(plain(text)).quotes
    assert text[slice(*first.mention)] == "Samuel Okello"
    assert first.cue == "said"
    assert text[slice(*second.mention)] == "he"
    assert second.speaker == "Samuel Okello"
    assert second.cue == "added"


def test_confidence_is_high_beside_the_name_and_lower_far_from_it():
    near = "“The bees have moved out,” said Samuel Okello."
    far = "Samuel Okello met Daniel Osei and Peter Brandt. They talked. “The bees have moved out.”"
    (sure,) = analyse(plain(near)).quotes
    (unsure,) = analyse(plain(far)).quotes
    assert 0.9 < sure.confidence <= 1
    assert unsure.confidence < sure.confidence


def test_quotes_belong_to_the_people_list():
    text = (
        "“The bees have moved out,” said Samuel Okello, a beekeeper. Marta Kovel laughed. "
        "“They will be back,” she said. Okello shook his head. “Never,” he said."
    )
    analysis = analyse(plain(text))
    said = {person.name: [analysis.quotes[i].text for i in person.quotes] for person in analysis.people}
    assert said == {
        "Samuel Okello": ["The bees have moved out,", "Never,"],
        "Marta Kovel": ["They will be back,"],
    }


def test_a_name_never_speaks_for_the_block_before_its_own():
    text = "The council met.\n\nMarta Kovel\n\n“The key is lost,” a spokesman said."
    (quote,) = analyse(plain(text)).quotes
    assert quote.speaker == "a spokesman"
