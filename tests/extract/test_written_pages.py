"""Whole pages in many styles and languages, written for the purpose, with what must stay of them and what must go."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from reader.pipeline import load
from tests.floor import hold

WRITTEN, BLIND = (
    sorted((Path(__file__).parents[1] / "pages" / name).iterdir()) for name in ("written", "blind")
)
KNOWN_LOST = {"The jury will announce its decision on Sunday evening, in the"}
"""A paragraph that is one link."""


def folded(text: str) -> str:
    return " ".join(text.split())


def page_of(folder: Path) -> tuple[dict[str, object], Path]:
    gold = json.loads((folder / "gold.json").read_text("utf-8"))
    return gold, next(path for path in folder.iterdir() if path.stem == "page")


@pytest.mark.parametrize("folder", [*WRITTEN, *BLIND], ids=lambda folder: folder.name)
def test_no_prose_is_lost_and_title_and_date_are_right(folder: Path) -> None:
    gold, page = page_of(folder)
    article, document = load(str(page), base_url=str(gold["url"]))
    text = folded(document.text)
    lost = [line for line in gold["must"] if folded(line) not in text]  # type: ignore[attr-defined]
    assert set(lost) <= KNOWN_LOST
    assert re.findall(r"\w+", article.title) == re.findall(r"\w+", str(gold["title"]))
    assert (article.published or "")[:10] == str(gold["published"])[:10]


@pytest.mark.parametrize(
    ("pages", "name"), [(WRITTEN, "written"), (BLIND, "blind")], ids=["written", "blind"]
)
def test_furniture_is_gone_and_prose_is_kept(pages: list[Path], name: str) -> None:
    furniture: list[bool] = []
    prose: list[bool] = []
    stayed: list[str] = []
    for folder in pages:
        gold, page = page_of(folder)
        text = folded(load(str(page), base_url=str(gold["url"]))[1].text)
        lines = [folded(line) for line in gold["must_not"]]  # type: ignore[attr-defined]
        furniture += [line not in text for line in lines]
        stayed += [line for line in lines if line in text]
        prose += [folded(line) in text for line in gold["must"]]  # type: ignore[attr-defined]
    hold(f"cleaning.{name}.gone", sum(furniture) / len(furniture), "\n".join(stayed))
    hold(f"cleaning.{name}.kept", sum(prose) / len(prose))
