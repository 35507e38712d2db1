"""Speakers in other languages: with a pipeline made here, and with an installed one where there is one."""

from __future__ import annotations

import pytest
import spacy
from spacy.language import Language

from reader.analysis import analyse, engine, mark
from reader.analysis.lexicon import entries
from reader.document import plain

PRONOUNS = {"er", "sie", "ich", "wir"}


@Language.component("parts_of_speech_of_a_test")
def _parts_of_speech(doc):
    """Tell names, pronouns and verbs by their letters, which does for the sentences of this test."""
    for token in doc:
        if token.lower_ in PRONOUNS:
            token.pos_ = "PRON"
        elif token.text[0].isupper():
            token.pos_ = "PROPN" if token.ent_type_ else "NOUN"
        else:
            token.pos_ = "VERB" if token.lower_ in entries("speech_verbs_de") else "X"
    return doc


@pytest.fixture
def german(monkeypatch):
    pipeline = spacy.blank("de")
    ruler = pipeline.add_pipe("entity_ruler")
    names = ("Marta Kovel", "Kovel", "Samuel Okello")
    ruler.add_patterns([{"label": "PER", "pattern": name} for name in names])
    pipeline.add_pipe("parts_of_speech_of_a_test")
    pipeline.meta.update(name="test", version="1")
    english, meta = engine._pipeline, engine._meta
    monkeypatch.setattr(engine, "available", lambda language: language in ("en", "de"))
    monkeypatch.setattr(engine, "_pipeline", lambda lang: pipeline if lang == "de" else english(lang))
    monkeypatch.setattr(engine, "_meta", lambda lang: pipeline.meta if lang == "de" else meta(lang))
    engine.description.cache_clear()
    yield
    engine.description.cache_clear()


CASES = [
    ("„Wir haben den Schlüssel verloren“, sagte Marta Kovel.", ["Marta Kovel"]),
    ("Marta Kovel sagte: „Wir haben den Schlüssel verloren.“", ["Marta Kovel"]),
    ("„Der Turm bleibt zu“, sagte Marta Kovel. „Das ist sicher“, fügte sie hinzu.", ["Marta Kovel"] * 2),
    ("Laut Samuel Okello ist der Turm „ein Schornstein“.", ["Samuel Okello"]),
    ("»Nein!«, rief Samuel Okello. Marta Kovel las »Die lange Stille«.", ["Samuel Okello"]),
    ("„Der Turm bleibt zu“, sagte Marta Kovel.\n\n„Wir warten hier alle.“", ["Marta Kovel"] * 2),
]


@pytest.mark.parametrize(("text", "speakers"), CASES)
def test_speakers_in_german(german, text, speakers):
    document = plain(text, language="de")
    analysis = analyse(document)
    assert [quote.speaker for quote in analysis.quotes] == speakers
    for quote in analysis.quotes:
        assert document.text[quote.start : quote.end] == quote.text
        assert quote.mention is None or document.text[slice(*quote.mention)]
    assert {person.name for person in analysis.people} <= {"Marta Kovel", "Samuel Okello"}
    assert "de_test" in analysis.engine


@pytest.mark.parametrize("language", ["de", "fr", "es", "it", "pt", "nl"])
def test_the_verbs_of_six_languages(language):
    forms = entries(f"speech_verbs_{language}")
    assert len(forms) >= 50
    assert len(set(forms)) == len(forms)
    assert all(form == form.lower() and " " not in form for form in forms)
    for name in ("according_words", "pronouns"):
        assert any(row.split()[0] == language for row in entries(name))


def test_without_a_pipeline_the_engine_says_what_would_help():
    analysis = analyse(plain("»Wir haben den Schlüssel verloren«, sagte Marta Kovel.", language="nl"))
    if engine.available("nl"):
        pytest.skip("a Dutch pipeline is installed")
    assert [quote.speaker for quote in analysis.quotes] == [None]
    assert "nl_core_news_sm" in analysis.engine


@pytest.mark.skipif(not engine.available("fr"), reason="no French pipeline is installed")
def test_speakers_in_french_with_the_installed_pipeline():
    text = (
        "« Nous avons perdu la clé de la tour », a déclaré Marie Lefèvre. « Personne ne l’a vue », a-t-elle "
        "ajouté. Selon Jean-Paul Besson, « la tour restera fermée »."
    )
    speakers = [quote.speaker for quote in analyse(plain(text, language="fr")).quotes]
    assert speakers == ["Marie Lefèvre", "Marie Lefèvre", "Jean-Paul Besson"]


def test_a_short_quotation_before_a_comma_shows_without_a_pipeline() -> None:
    text = "Die Brücke blieb zu. „Wir gehen jetzt los“, sagte Anna Schmidt, und „Die Brücke“ hieß der Film."
    document = plain(text, language="sw")
    assert [quote.text for quote in mark(document)] == ["Wir gehen jetzt los"]


def test_a_block_longer_than_the_pipeline_takes_is_read_in_pieces() -> None:
    text = "The river rose again on Monday. " * 700 + "“We are leaving now,” said Marta Kovel on Friday."
    document = plain(text)
    assert [quote.speaker for quote in analyse(document).quotes] == ["Marta Kovel"]
