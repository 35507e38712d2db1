"""The library screen with a real library: its shelves, keys, search, reading and coming back."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from reader.document import parse
from reader.feeds.entries import Entries
from reader.feeds.store import Feeds
from reader.library import Library
from reader.model import Analysis, Article, Person, Quote, Reading
from reader.tui.app import ReaderApp
from reader.tui.preview import Preview
from reader.tui.screens.help import HelpScreen
from reader.tui.screens.library_keys import LibraryScreen
from reader.tui.screens.reading import ReadingScreen
from reader.tui.screens.whom import WhomScreen
from reader.tui.shelf_list import ShelfList
from reader.tui.status import StatusLine
from reader.worker.protocol import Analysed, Cleaned, Request
from tests.servers import Site
from tests.tui.conftest import FakeWorker, analysed, sample_article
from tests.tui.test_keys import covers

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from textual.pilot import Pilot

SAID = "The tide does not wait for a committee"
FEED = """<rss version="2.0"><channel><title>The Wick Courier</title><link>{site}</link>
<item><title>Gulls take the ferry</title><link>{site}/gulls</link><guid>1</guid></item>
<item><title>A pier for Upper Wick</title><link>{site}/pier</link><guid>2</guid></item></channel></rss>"""


def article(number: int, title: str, words: str, site: str = "The Wick Courier") -> Reading:
    kept = Article(
        source=f"https://harbour.example/{number}",
        url=f"https://harbour.example/{number}",
        title=title,
        byline="Ines Oduya",
        site=site,
        published=f"2026-10-{number:02}",
        language="en",
        markdown=f"“{SAID},” said Marta Quill, the harbour master. {words}\n",
    )
    document = parse(kept)
    start = document.text.index(SAID)
    name = document.text.index("Marta Quill")
    analysis = Analysis(
        (Quote(start, start + len(SAID), SAID, "direct", "Marta Quill", confidence=0.97),),
        (Person("Marta Quill", (), ("harbour master",), ((name, name + 11),), (0,)),),
        "a test",
    )
    return Reading(kept, document, analysis)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    file = tmp_path / "library.db"
    with Library(file) as library:
        sample = sample_article()
        document = parse(sample)
        library.save(Reading(sample, document, analysed(document)))
        library.save(article(2, "Lamps for the slipway", "Twelve lamps were ordered from Norway."))
        library.save(article(3, "Chips by the quay", "The stall has a new fryer.", "Upper Wick Post"))
        library.add_tags([2], "light")
        library.highlight(2, 1, 20, "ask her about this")
    return file


class Shelves:
    """The running screen, and short words for what a test looks at."""

    def __init__(self, pilot: Pilot[None], path: Path) -> None:
        self.pilot, self.path = pilot, path

    async def press(self, *keys: str) -> None:
        await self.pilot.press(*keys)
        # What is typed into the field is searched for when typing pauses.
        await self.pilot.pause(0.2 if "/" in keys else 0)

    @property
    def screen(self) -> LibraryScreen:
        return next(screen for screen in self.pilot.app.screen_stack if isinstance(screen, LibraryScreen))

    @property
    def list(self) -> ShelfList:
        return self.screen.query_one(ShelfList)

    @property
    def said(self) -> str:
        status = self.screen.query_one(StatusLine)
        return status.notice or status.text

    @property
    def titles(self) -> list[str]:
        """What the first rows of the items say, without their marks."""
        columns = 60
        return [
            "".join(text for text, _ in self.list.rows_of(item, columns)[0]).strip(" ★•✓").split("  ")[0]
            for item in range(self.list.count())
        ]

    @property
    def beside(self) -> str:
        rows = self.screen.query_one(Preview)._rows
        return " ".join("".join(text for text, _ in row) for row in rows)

    def library(self) -> Library:
        return Library(self.path)

    async def until(self, word: str) -> None:
        for _ in range(200):
            if word in self.said:
                return
            await self.pilot.pause(0.05)
        raise AssertionError(f"{word!r} is never said, but {self.said!r}")


def app(path: Path) -> ReaderApp:
    return ReaderApp([], FakeWorker(), library=path, browsing=Request("", library=path))  # type: ignore[arg-type]


@pytest.fixture
async def shelves(path: Path) -> AsyncIterator[Shelves]:
    async with app(path).run_test(size=(120, 24)) as pilot:
        await pilot.pause()
        yield Shelves(pilot, path)


async def test_an_empty_library_says_what_to_do(tmp_path):
    async with app(tmp_path / "new" / "library.db").run_test(size=(80, 24)) as pilot:
        shelves = Shelves(pilot, tmp_path)
        await pilot.pause()
        for key, told in zip("1234567", ["Nothing kept", "Everything is read", "No stars", "No entries", "Nobody",
                                         "No quotes", "Nothing highlighted"], strict=True):  # fmt: skip
            await shelves.press(key)
            assert told in shelves.list.empty
        await shelves.press("enter", "x", "*", "d", "y", "o")
        assert shelves.said


@covers("shelf.next", "shelf.previous", *(f"shelf.{number}" for number in range(1, 8)))
async def test_shelves_are_reached_by_number_and_one_after_the_other(shelves):
    assert shelves.titles[0] == "Chips by the quay"
    await shelves.press("6")
    assert any(SAID in title for title in shelves.titles)
    await shelves.press("tab")
    assert shelves.titles[0].startswith("The tide")
    await shelves.press("tab")
    assert len(shelves.titles) == 3
    await shelves.press("shift+tab")
    assert "ask her about this" in shelves.beside


@covers("library.search", "library.cancel")
async def test_what_is_typed_is_searched_for_and_escape_lists_all(shelves):
    await shelves.press("/", *"norw")
    assert shelves.titles == ["Lamps for the slipway"]
    await shelves.press("enter", "escape")
    assert len(shelves.titles) == 3
    await shelves.press("/", *"after:x")
    assert "date" in shelves.list.empty
    await shelves.press("escape", "5", "/", *"bell", "enter")
    assert shelves.titles == ["Tomas Bell"]


@covers("library.order")
async def test_orders_follow_one_another(shelves):
    await shelves.press("O", "O")
    assert shelves.titles[:2] == ["Chips by the quay", "Lamps for the slipway"]
    assert shelves.titles[2].startswith("Lower Wick")
    await shelves.press("6", "O")
    assert "recurring" in shelves.said
    assert [SAID in title for title in shelves.titles] == [True]
    assert "Upper Wick Post" in shelves.beside


@covers("library.narrow")
async def test_one_tag_alone_and_all_again(shelves):
    await shelves.press("v", "enter")
    assert shelves.titles == ["Lamps for the slipway"]
    assert "#light" in shelves.said
    await shelves.press("v")
    assert len(shelves.titles) == 3


@covers("library.mark", "library.star", "library.read", "library.tag", "library.remove", "library.undo")
async def test_several_articles_at_once_and_a_removal_is_undone(shelves):
    await shelves.press("x", "x", "*")
    with shelves.library() as library:
        assert [bool(entry.starred) for entry in library.entries()] == [True, True, False]
    await shelves.press("u")
    with shelves.library() as library:
        assert sum(entry.read is not None for entry in library.entries()) == 1
    await shelves.press("t", *"quay -light", "enter")
    await shelves.press("g", "x", "x", "d")
    assert shelves.titles == [shelves.titles[0]]
    assert "Removed 2 articles" in shelves.said
    await shelves.press("z")
    assert len(shelves.titles) == 3
    with shelves.library() as library:
        assert ("quay", 1) in library.tags()


@covers("library.follow", "library.whom")
async def test_a_person_is_followed_and_a_chart_leads_to_their_quotes(shelves):
    await shelves.press("5", "f")
    assert "is followed" in shelves.said
    assert shelves.screen.people.person(0).followed
    await shelves.press("C")
    assert isinstance(shelves.pilot.app.screen, WhomScreen)
    await shelves.press("enter")
    assert shelves.screen.shelf is shelves.screen.quotes
    assert "Marta Quill" in shelves.said
    await shelves.press("v")
    assert "Marta Quill" not in shelves.screen.query_one(StatusLine).text


@covers("library.copy", "library.copy_markdown", "library.browser", "library.preview", "library.help")
async def test_copy_browser_preview_and_help(shelves, monkeypatch):
    opened = []
    monkeypatch.setattr(shelves.pilot.app, "open_url", opened.append)
    await shelves.press("o")
    assert opened == ["https://harbour.example/3"]
    await shelves.press("y")
    assert "https://harbour.example/3" in shelves.pilot.app.clipboard
    await shelves.press("6", "Y")
    assert shelves.pilot.app.clipboard.startswith("> ")
    assert shelves.screen.query_one(Preview).display
    await shelves.press("w")
    assert not shelves.screen.query_one(Preview).display
    await shelves.press("?")
    assert isinstance(shelves.pilot.app.screen, HelpScreen)


@covers("library.add", "library.quit")
async def test_reading_an_article_and_coming_back_keeps_the_place(shelves):
    await shelves.press("enter")
    reading = shelves.pilot.app.screen
    assert isinstance(reading, ReadingScreen)
    assert reading.leaf.article.title == "Chips by the quay"
    assert [quote.text for quote in reading.leaf.quotes] == [SAID]
    await shelves.press("G", "q")
    assert shelves.pilot.app.screen is shelves.screen
    with shelves.library() as library:
        assert library.entries()[0].place == 0
    await shelves.press("a", *"https://other.example/story", "enter")
    assert shelves.pilot.app.screen.leaf.request.source == "https://other.example/story"
    await shelves.press("q", "q")
    assert shelves.pilot.app._exit


@covers("highlight")
async def test_a_highlight_with_a_note_is_seen_in_the_text_and_among_the_notes(shelves):
    await shelves.press("enter", "h")
    assert isinstance(shelves.pilot.app.screen, ReadingScreen)
    await shelves.press("n", "h", *"check the tide", "enter")
    rows = ["".join(s.text for s in strip) for strip in shelves.pilot.app.screen._compositor.render_strips()]
    assert any("✎ check the tide" in row for row in rows)
    await shelves.press("h", *"s", "enter", "q", "7")
    assert shelves.titles[0] == SAID
    assert "check the tides" in shelves.beside
    await shelves.press("d")
    assert len(shelves.titles) == 1
    await shelves.press("z")
    assert len(shelves.titles) == 2


async def test_a_quote_opens_its_article_with_the_quote_lit(shelves):
    await shelves.press("6", "/", *"families", "enter")
    await shelves.press("enter")
    leaf = shelves.pilot.app.screen.leaf
    assert leaf.quotes[leaf.current].text == "They have families ashore."


@covers("library.refresh", "library.ahead")
async def test_feeds_are_followed_asked_and_fetched_ahead(shelves):
    with Site() as site:
        paragraph = "<p>The gulls of Lower Wick board at eight, “{1},” said Tomas Bell, who counts them every day.</p>"
        story = "<article><h1>{0}</h1>" + paragraph * 3
        site.page("/feed", FEED.format(site=site.url("").rstrip("/")), content_type="application/rss+xml")
        site.page("/gulls", story.format("Gulls take the ferry", "They are regulars"))
        site.page("/pier", story.format("A pier for Upper Wick", "It floats"))
        await shelves.press("4", "a", *site.url("/feed"), "enter")
        await shelves.until("Following The Wick Courier, 2 entries")
        assert sorted(shelves.titles) == ["A pier for Upper Wick", "Gulls take the ferry"]
        await shelves.press("R")
        await shelves.until("Nothing new in 1 feed")
        await shelves.press("F")
        await shelves.until("2 articles kept")
    with shelves.library() as library:
        assert len(library.entries()) == 5
        assert len(Feeds(library.database).all()) == 1
        assert not Entries(library.database).waiting(9)


async def test_an_entry_whose_article_is_saved_while_it_is_read_leads_to_it(shelves):
    with shelves.library() as library:
        Entries(library.database).queue("https://harbour.example/9", "Nine lamps")
    await shelves.press("4", "enter")
    nine = article(9, "Nine lamps", "They are lit.")
    shelves.pilot.app._worker.say(Cleaned(1, nine.article, nine.document), Analysed(1, nine.analysis))
    await shelves.pilot.pause()
    await shelves.press("s", "q")
    assert shelves.screen.shelf.target(0).article == 4
    with shelves.library() as library:
        assert library.entry(4).read is not None, "all of it was on the screen"


async def test_offline_feeds_are_not_asked(path, tmp_path):
    from reader.caching import Caching

    request = Request("", library=path, caching=Caching(tmp_path / "cache", offline=True))
    async with ReaderApp([], FakeWorker(), library=path, browsing=request).run_test(size=(80, 24)) as pilot:  # type: ignore[arg-type]
        shelves = Shelves(pilot, path)
        await shelves.press("R")
        assert "offline" in shelves.said


async def test_titles_mean_no_harm_and_long_ones_are_cut(path):
    with Library(path) as library:
        library.save(article(9, "[red]Bold[/] \x1b]8;;http://evil\x07 " + "long " * 60, "x"))
    async with app(path).run_test(size=(60, 20)) as pilot:
        await pilot.pause()
        rows = ["".join(s.text for s in strip) for strip in pilot.app.screen._compositor.render_strips()]
        assert "[red]Bold[/]" in "\n".join(rows)
        assert not any("\x1b" in row for row in rows)
        assert "…" in rows[2]


async def test_a_library_that_goes_wrong_is_said_and_nothing_ends(shelves):
    with shelves.library() as library:
        library.remove([3])
    await shelves.press("enter")
    assert "removed" in shelves.said
    assert shelves.pilot.app.is_running


@covers("retry")
async def test_a_kept_page_is_read_again_from_its_address_and_a_changed_text_spoils_nothing_of_the_kept_one(
    shelves,
):
    with shelves.library() as library:
        library.save(replace(article(4, "Lamps again", "Not analysed yet."), analysis=None))
    await shelves.press("1", "enter")
    page = shelves.pilot.app.screen
    worker = shelves.pilot.app._worker
    assert worker.requests[-1].kept == 4
    first = article(4, "Lamps again", "Not analysed yet.")
    worker.say(Cleaned(1, first.article, first.document), Analysed(1, first.analysis))
    await shelves.pilot.pause()
    await shelves.press("r")
    asked = worker.requests[-1]
    assert (asked.source, asked.kept) == ("https://harbour.example/4", None)
    changed = article(4, "Lamps again", "They came from Norway.")
    longer = replace(changed.article, markdown=f"A new opening of the story.\n\n{changed.article.markdown}")
    changed = Reading(
        longer, parse(longer), Analysis((replace(changed.analysis.quotes[0], start=0, end=5),), (), "t")
    )
    worker.say(Cleaned(2, changed.article, changed.document))
    for _ in range(200):
        if "changed" in page.query_one(StatusLine).notice:
            break
        await shelves.pilot.pause(0.05)
    assert "changed since you saved it" in page.query_one(StatusLine).notice
    worker.say(Analysed(2, changed.analysis))
    await shelves.pilot.pause()
    with shelves.library() as library:
        assert library.load(4).article.markdown == first.article.markdown
        assert library.load(4).analysis is None
    await shelves.press("s")
    with shelves.library() as library:
        assert len(library.versions(4)) == 2
        assert library.load(4).analysis.quotes[0].end == 5
