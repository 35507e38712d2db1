"""How the reader looks: the main states at three sizes, dark, light and without colours."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from reader.model import Image
from reader.worker.protocol import Failed, Pictured, Progress
from tests.pictures import pixels
from tests.tui.conftest import sample_article

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.pilot import Pilot

    from reader.tui.app import ReaderApp
    from tests.tui.conftest import FakeWorker

SMALL, USUAL, LARGE = (60, 20), (80, 24), (140, 40)


def _name(size: tuple[int, int]) -> str:
    return "x".join(map(str, size))


@pytest.fixture(autouse=True)
def _nothing_depends_on_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reader.tui.status._NOTICE_SECONDS", 3600)
    monkeypatch.setattr("reader.tui.screens.page._TICK", 3600)
    monkeypatch.delenv("NO_COLOR", raising=False)


@pytest.fixture
def app(make_app: Callable[..., ReaderApp], worker: FakeWorker) -> ReaderApp:
    worker.deliver()
    return make_app(theme="pullquote-dark")


@pytest.mark.parametrize("size", [SMALL, USUAL, LARGE], ids=_name)
def test_opened(snap_compare, app, size):
    assert snap_compare(app, terminal_size=size)


@pytest.mark.parametrize("size", [SMALL, USUAL, LARGE], ids=_name)
@pytest.mark.parametrize("look", ["pullquote-dark", "pullquote-light", "no colour"])
def test_a_quote_lit_up(snap_compare, make_app, worker, monkeypatch, size, look):
    theme = None if look == "no colour" else look
    if theme is None:
        monkeypatch.setenv("NO_COLOR", "1")
    worker.deliver()
    assert snap_compare(make_app(theme=theme), press=["n", "n", "n"], terminal_size=size)


def test_in_the_panel(snap_compare, app):
    assert snap_compare(app, press=["tab", "tab", "j", "enter"], terminal_size=LARGE)


def test_quotes_by_speaker_and_names_underlined(snap_compare, app):
    assert snap_compare(app, press=["n", "O", "u"], terminal_size=LARGE)


@pytest.mark.parametrize("size", [SMALL, LARGE], ids=_name)
def test_a_persons_card(snap_compare, app, size):
    assert snap_compare(app, press=["n", "c"], terminal_size=size)


def test_who_speaks_how_much(snap_compare, app):
    assert snap_compare(app, press=["C"], terminal_size=USUAL)


def test_only_what_has_the_words(snap_compare, app):
    assert snap_compare(app, press=["F", *"quill"], terminal_size=LARGE)


def test_the_outline_in_the_panel(snap_compare, app):
    assert snap_compare(app, press=["t", "j"], terminal_size=LARGE)


def test_exporting(snap_compare, app):
    assert snap_compare(app, press=["e", "down"], terminal_size=USUAL)


def test_dropped_lines(snap_compare, app):
    assert snap_compare(app, press=["d", "G", "\\"], terminal_size=USUAL)


def test_the_help(snap_compare, app):
    assert snap_compare(app, press=["?"], terminal_size=USUAL)


def test_the_outline(snap_compare, app):
    assert snap_compare(app, press=["t"], terminal_size=USUAL)


def test_fetching(snap_compare, make_app, worker):
    worker.say(Progress(1, "fetch", "fetching harbour.example · 12 KB"))
    assert snap_compare(make_app(), terminal_size=USUAL)


def test_a_failure(snap_compare, make_app, worker):
    worker.say(Failed(1, "harbour.example does not answer; try again later, or open a saved page"))
    assert snap_compare(make_app(), terminal_size=USUAL)


def test_a_picture(snap_compare, make_app, worker):
    mole = Image("https://pics.example/mole.jpg", "The mole at noon", "What is left of it. Photo: A. Gull", 1)
    worker.deliver(article=replace(sample_article(), images=(mole, replace(mole, alternative="", after=0))))

    async def show(pilot: Pilot[None]) -> None:
        await pilot.press("v")
        worker.say(Pictured(1001, pixels(240, 160)))
        await pilot.pause()
        await pilot.press("j", "j", "j", "j")

    assert snap_compare(make_app(theme="pullquote-dark"), terminal_size=USUAL, run_before=show)
