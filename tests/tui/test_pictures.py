"""Pictures in the text: their words, asking for them, showing and hiding, and what goes wrong."""

from __future__ import annotations

import sys
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from rich.color import Color

from reader.model import Article, Image
from reader.settings import IMAGES, SERVED
from reader.tui import pictures
from reader.tui.app import ReaderApp
from reader.worker.client import Worker
from reader.worker.protocol import NotPictured, Pictured, Request
from tests.pictures import BLUE, RED, halves, pixels, stored
from tests.servers import Site
from tests.terminal import Terminal
from tests.tui.conftest import Reader, sample_article

if TYPE_CHECKING:
    from pathlib import Path

MOLE = Image("https://pics.example/mole.jpg", "The mole at noon", "What is left of it. Photo: A. Gull", 1)
LAMP = Image("https://pics.example/lamp.jpg", "", "A lamp of 1911", 9)
NOWHERE = Image("", "A map", "", 10)
CELL = "▀"


def illustrated(*images: Image) -> Article:
    return replace(sample_article(), images=images or (MOLE, LAMP, NOWHERE))


@pytest.fixture
async def reader(make_app, worker):
    worker.deliver(article=illustrated())
    async with make_app().run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        yield Reader(pilot, worker)


def painted(reader: Reader) -> int:
    return sum(CELL in row for row in reader.rows())


async def test_a_picture_stands_in_its_place_by_its_words(reader):
    rows = reader.rows()
    at = next(y for y, row in enumerate(rows) if "▣ The mole at noon" in row)
    assert "What is left of it." in rows[at + 1]
    assert "in a year." in rows[at - 2]
    assert "We cannot ask" in rows[at + 3]
    assert not reader.worker.pictures
    await reader.press("/", *"noon")
    assert reader.view.seen[0] <= 0  # its words are no part of the text


async def test_v_fetches_what_is_in_sight_shows_it_and_hides_it(reader):
    await reader.press("v")
    assert reader.worker.pictures == [(MOLE.address, "https://harbour.example/news/1")]
    assert reader.notice == "Fetching a picture from pics.example …"
    await reader.press("v")
    assert len(reader.worker.pictures) == 1  # it is on its way
    reader.worker.say(Pictured(1001, pixels()))
    await reader.pilot.pause()
    assert painted(reader) == 10  # 300 × 200 pixels, in cells of 10 × 20
    colours = [
        segment.style.color for strip in reader.app.screen._compositor.render_strips() for segment in strip
        if CELL in segment.text
    ]  # fmt: skip
    assert colours[0] == Color.from_rgb(*RED)
    assert colours[-1] == Color.from_rgb(*BLUE)
    rows = reader.rows()
    last = max(y for y, row in enumerate(rows) if CELL in row)
    assert "▣ The mole at noon" in rows[last + 1]
    await reader.press("v")
    assert painted(reader) == 0
    await reader.press("v")
    assert painted(reader) == 10
    assert len(reader.worker.pictures) == 1


async def test_v_goes_to_the_next_picture_and_back_leads_where_one_was(make_app, worker):
    worker.deliver(article=illustrated(MOLE, replace(LAMP, after=12)))
    async with make_app().run_test(size=(80, 16)) as pilot:
        reader = Reader(pilot, worker)
        await reader.press("space")
        top = reader.top
        assert not reader.view.images_in_sight()
        await reader.press("v")
        assert reader.top > top
        assert worker.pictures == [(LAMP.address, "https://harbour.example/news/1")]
        await reader.press(";")
        assert reader.top == top


async def test_what_stands_at_the_top_stays_there_when_a_picture_comes(reader):
    def seen() -> list[str]:
        return [row[:78] for row in reader.rows()[:20]]  # without the scroll bar

    await reader.press("v", "G")
    before = seen()
    reader.worker.say(Pictured(1001, pixels(600, 400)))
    await reader.pilot.pause()
    assert seen() == before
    await reader.press("g")
    assert painted(reader) > 5


async def test_a_picture_is_as_large_as_the_window_allows(reader):
    await reader.press("v")
    reader.worker.say(Pictured(1001, pixels(1280, 960)))
    await reader.pilot.pause()
    assert painted(reader) > 5
    for size in ((60, 16), (40, 12), (140, 40), (20, 6)):
        await reader.pilot.resize_terminal(*size)
        await reader.pilot.pause()
        await reader.press("g")
        for _ in range(40):
            if not painted(reader):
                await reader.press("j")
        rows = reader.rows()
        assert all(len(row.rstrip()) <= size[0] for row in rows)
        assert 0 < painted(reader) <= size[1]


async def test_a_click_on_its_words_shows_it(reader):
    y = next(y for y, row in enumerate(reader.rows()) if "▣ The mole" in row)
    await reader.pilot.click(reader.view, offset=(12, y))
    await reader.pilot.pause()
    assert reader.worker.pictures == [(MOLE.address, "https://harbour.example/news/1")]


async def test_what_goes_wrong_is_one_line_and_can_be_tried_again(reader):
    await reader.press("v")
    reader.worker.say(NotPictured(1001, "pics.example has no page at this address (404)"))
    await reader.pilot.pause()
    assert reader.notice == "This picture cannot be shown: pics.example has no page at this address (404)"
    await reader.press("v")
    assert len(reader.worker.pictures) == 2
    await reader.press("escape")
    assert reader.worker.cancelled == [1002]
    await reader.press("G")
    y = next(y for y, row in enumerate(reader.rows()) if "A map" in row)
    await reader.pilot.click(reader.view, offset=(12, y))
    await reader.pilot.pause()
    assert reader.notice == "The page does not say where this picture is"


async def test_without_the_extra_it_says_what_to_install(reader, monkeypatch):
    monkeypatch.setattr(pictures, "installed", lambda: False)
    await reader.press("v")
    assert reader.notice == "Pictures need the extra “images”: pipx install 'pullquote[images]'"
    assert not reader.worker.pictures


@pytest.mark.parametrize("setting", [{IMAGES: "never"}, {SERVED: "locked", IMAGES: "always"}])
async def test_never_and_a_stranger_fetch_nothing(reader, monkeypatch, setting):
    for name, value in setting.items():
        monkeypatch.setenv(name, value)
    await reader.press("v", "space", "b", "v")
    y = next(y for y, row in enumerate(reader.rows()) if "▣ The mole" in row)
    await reader.pilot.click(reader.view, offset=(12, y))
    await reader.pilot.pause()
    assert not reader.worker.pictures


async def test_always_fetches_as_pictures_come_into_sight(make_app, worker, monkeypatch):
    monkeypatch.setenv(IMAGES, "always")
    worker.deliver(article=illustrated())
    async with make_app().run_test(size=(80, 24)) as pilot:
        reader = Reader(pilot, worker)
        await pilot.pause()
        assert [address for address, _ in worker.pictures] == [MOLE.address]
        worker.say(Pictured(1001, pixels()))
        await pilot.pause()
        assert painted(reader) == 10
        await reader.press("v")
        assert painted(reader) == 0
        await reader.press("G", "g")
        assert painted(reader) == 0  # the user has hidden it
        assert [address for address, _ in worker.pictures] == [MOLE.address, LAMP.address]


async def test_an_article_without_pictures_says_so(make_app, worker):
    worker.deliver()
    async with make_app().run_test(size=(80, 24)) as pilot:
        reader = Reader(pilot, worker)
        await reader.press("v")
        assert reader.notice == "This article has no pictures"


async def test_pictures_of_markdown_are_shown_too(make_app, worker):
    markdown = "One.\n\n![A mill](https://pics.example/mill.png)\n\nTwo."
    worker.deliver(article=Article("mill.md", None, "Mill", None, None, None, "en", markdown))
    async with make_app().run_test(size=(80, 24)) as pilot:
        reader = Reader(pilot, worker)
        await reader.press("v")
        assert worker.pictures == [("https://pics.example/mill.png", None)]
        worker.say(Pictured(1001, pixels()))
        await pilot.pause()
        assert painted(reader) == 10


def page_of(site: Site) -> str:
    sentence = (
        "The weir at Oxley was opened again on Monday, after nine months in which nobody owned its gates."
    )
    return site.page(
        "/story",
        f"<html><head><title>The weir opens</title></head><body><main><h1>The weir opens</h1><p>{sentence}</p>"
        f'<figure><img src="/wheel.png" alt="The wheel"></figure><p>{sentence} It did not rain.</p></main></body></html>',
    )


async def test_a_picture_comes_from_a_server_through_the_worker() -> None:
    worker = Worker.start(held=True)
    try:
        with Site() as site:
            site.page("/wheel.png", stored(halves(300, 200)), content_type="image/png")
            request = Request(page_of(site), analyse=False)
            worker.begin(request)
            async with ReaderApp([request], worker, None).run_test(size=(80, 24)) as pilot:
                reader = Reader(pilot, worker)  # type: ignore[arg-type]
                await reader.until("The wheel")
                await reader.press("v")
                await reader.until(CELL)
                site.page("/wheel.png", b"GIF89a", content_type="image/png")
            assert painted_at(site, "/wheel.png") == 1
    finally:
        worker.close()


def painted_at(site: Site, path: str) -> int:
    return sum(asked.path == path for asked in site.asked)


@pytest.mark.parametrize(
    ("answers", "drawn"),
    [
        ({b"\x1b[c": "\x1b[?62;4;22c", b"\x1b[16t": "\x1b[6;20;10t"}, b"\x1bP0;"),
        (
            {b"\x1b[c": "\x1b[?62;22c", b"\x1b[16t": "\x1b[6;20;10t", b"a=q": "\x1b_Gi=1;OK\x1b\\"},
            "\U0010eeee".encode(),
        ),
        ({b"\x1b[c": "\x1b[?62;22c"}, CELL.encode()),
    ],
    ids=["sixel", "kitty", "neither"],
)
def test_a_terminal_gets_the_picture_in_the_way_it_can_show(
    answers: dict[bytes, str], drawn: bytes, tmp_path: Path
) -> None:
    with Site() as site:
        site.page("/wheel.png", stored(halves(300, 200)), content_type="image/png")
        command = [sys.executable, "-m", "reader", page_of(site), "--data-dir", str(tmp_path)]
        folders = {f"XDG_{name}_HOME": str(tmp_path / name) for name in ("CACHE", "STATE", "DATA", "CONFIG")}
        with Terminal(command, size=(80, 24), env=folders) as terminal:
            terminal.wait_for("The wheel")
            terminal.send("v")
            asked = dict(answers)
            for _ in range(600):
                terminal.pump(0.05)
                for question in [question for question in asked if question in terminal.output]:
                    terminal.send(asked.pop(question))
                if drawn in terminal.output:
                    break
            assert drawn in terminal.output
            terminal.send("q")
            assert terminal.wait() == 0
            assert "Traceback" not in terminal.text
