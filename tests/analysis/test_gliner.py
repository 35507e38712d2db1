"""A GLiNER model as the source of entities: a model that the test makes, in the real pipeline."""

from __future__ import annotations

import re
import sys
from types import ModuleType
from typing import TYPE_CHECKING, Any

import pytest

from reader import settings
from reader.analysis import engine
from reader.analysis.people import find_people
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


class Capitals:
    """A model that takes two capitalised words together for a person, and is asked for texts that are short enough."""

    def __init__(self) -> None:
        self.texts: list[str] = []

    def inference(
        self, texts: list[str], labels: list[str], *, threshold: float
    ) -> list[list[dict[str, Any]]]:
        assert "person" in labels
        assert 0 < threshold < 1
        self.texts += texts
        return [
            [
                {"start": m.start(), "end": m.end(), "label": "person", "text": m[0], "score": 0.9}
                for m in re.finditer(r"[A-Z][a-z]+ [A-Z][a-z]+", text)
            ]
            for text in texts
        ]


@pytest.fixture
def model(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Capitals:
    """The model, where `gliner` finds it: its package is not among what pullquote needs."""
    made = Capitals()

    class GLiNER:
        @staticmethod
        def from_pretrained(folder: str, *, local_files_only: bool) -> Capitals:
            assert local_files_only
            if (tmp_path / "broken").exists():
                raise RuntimeError("no weights\nin the folder")
            assert folder == str(tmp_path)
            return made

    package = ModuleType("gliner")
    package.GLiNER = GLiNER  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "gliner", package)
    monkeypatch.setattr("importlib.metadata.version", lambda name: "0.0" if name == "gliner" else "?")
    chosen(monkeypatch, tmp_path)
    return made


def chosen(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    (folder / "gliner_config.json").write_text("{}")
    monkeypatch.setenv(settings.ENGINE, str(folder))


@pytest.mark.usefixtures("model")
def test_its_entities_stand_where_it_found_them() -> None:
    parsed = engine.parse(plain("“Lena Brook” laughed.\n\nAfter her, Otto Brand’s goat spoke."))
    assert [(e.text, e.label_) for e in parsed.doc.ents] == [
        ("Lena Brook", "PERSON"),
        ("Otto Brand", "PERSON"),
    ]
    assert [f.name for f in find_people(parsed).figures] == ["Lena Brook", "Otto Brand"]


@pytest.mark.usefixtures("model")
def test_it_is_named_with_the_pipeline_that_reads_the_rest(tmp_path: Path) -> None:
    assert "core_web_sm" in engine.description("en")
    assert f"entities by GLiNER 0.0, {tmp_path.name}" in engine.description("en")


def test_a_long_block_reaches_it_in_parts_that_it_reads_whole(model: Capitals) -> None:
    text = " ".join(f"Lena Brook said that it was goat number {n} that had left." for n in range(200))
    parsed = engine.parse(plain(text))
    assert len(parsed.doc.ents) == 200
    assert max(len(part.split()) for part in model.texts) < 384
    endless = "goat " * 900 + "Otto Brand " * 2
    assert len(engine.parse(plain(endless)).doc.ents) == 2
    assert max(len(part.split()) for part in model.texts) < 384


@pytest.mark.parametrize("text", ["", "\n\n", "…"])
def test_nothing_to_read(model: Capitals, text: str) -> None:
    assert not engine.parse(plain(text)).doc.ents
    assert all(part.strip() for part in model.texts)


def test_without_the_package_one_line_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setitem(sys.modules, "gliner", None)
    chosen(monkeypatch, tmp_path)
    with pytest.raises(EngineError, match=r"gliner is not installed.*pullquote\[gliner\]") as caught:
        engine.parse(plain("Lena Brook spoke."))
    assert "\n" not in str(caught.value)


@pytest.mark.usefixtures("model")
def test_a_broken_model_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "broken").touch()
    with pytest.raises(EngineError, match=r"cannot be loaded \(no weights\)"):
        engine.parse(plain("Lena Brook spoke."))
