"""Pages kept on disk: by the standard, within limits, without what is nobody's business, and read offline."""

from __future__ import annotations

import contextlib
import gzip
import sqlite3
from email.utils import formatdate
from pathlib import Path

import pytest

from reader.caching import Caching
from reader.errors import FetchError
from reader.fetch import fetch
from reader.fetch.cache import Cache
from tests.servers import Exchange, Site

PAGE = "<html><body><p>The harbour light of Carrow stays on, the council said – “for one winter”.</p></body></html>"
FRESH = {"Cache-Control": "max-age=600"}


@pytest.fixture
def kept(tmp_path: Path) -> Caching:
    return Caching(tmp_path / "cache")


def offline(caching: Caching) -> Caching:
    return Caching(caching.folder, offline=True)


def test_what_is_fresh_is_not_fetched_again(site: Site, kept: Caching) -> None:
    url = site.page("/story", PAGE, headers=FRESH)
    pages = [fetch(url + end, caching=kept) for end in ("", "", "#middle")]
    assert {page.content for page in pages} == {PAGE}
    assert [page.notices for page in pages] == [(), (), ()]
    assert len(site.asked) == 1


def test_what_is_fresh_is_asked_for_again_when_told_to(site: Site, kept: Caching) -> None:
    url = site.page("/story", PAGE, headers=FRESH)
    fetch(url, caching=kept)
    site.page("/story", PAGE.replace("one winter", "good"), headers=FRESH)
    again = fetch(url, caching=Caching(kept.folder, again=True))
    assert "for good" in again.content
    assert "for good" in fetch(url, caching=kept).content
    assert len(site.asked) == 2


def test_what_is_stale_is_asked_for_by_its_validator(site: Site, kept: Caching) -> None:
    def answer(exchange: Exchange) -> None:
        headers = {"ETag": '"first"', "Cache-Control": "max-age=0"}
        if exchange.headers.get("If-None-Match") == '"first"':
            exchange.answer(b"", status=304, headers=headers)
        else:
            exchange.answer(PAGE.encode(), headers=headers)

    url = site.on("/story", answer)
    assert [fetch(url, caching=kept).content for _ in range(2)] == [PAGE, PAGE]
    assert [asked.headers.get("if-none-match") for asked in site.asked] == [None, '"first"']


@pytest.mark.parametrize("encoding", ["", "gzip"])
def test_a_page_read_before_is_read_offline(site: Site, kept: Caching, encoding: str) -> None:
    body = gzip.compress(PAGE.encode()) if encoding else PAGE.encode()
    headers = {"Content-Encoding": encoding} if encoding else {}
    url = site.page("/story", body, headers=headers)
    fetch(url, caching=kept)
    site.asked.clear()
    page = fetch(url, caching=offline(kept))
    assert (page.content, page.url) == (PAGE, url)
    assert page.notices == ("this is the copy kept here, less than a minute old",)
    assert site.asked == []


def test_a_page_behind_redirects_is_read_offline_by_the_address_it_was_asked_for(
    site: Site, kept: Caching
) -> None:
    site.redirect("/short", "/long")
    site.page("/long", '<meta http-equiv="refresh" content="0; url=/longest">')
    url = site.page("/longest", PAGE)
    fetch(site.url("/short"), caching=kept)
    page = fetch(site.url("/short"), caching=offline(kept))
    assert (page.content, page.url) == (PAGE, url)


def test_offline_says_in_one_line_that_a_page_is_not_there(site: Site, kept: Caching) -> None:
    with pytest.raises(FetchError, match="neither saved nor kept from an earlier visit") as caught:
        fetch(site.page("/story", PAGE), caching=offline(kept))
    assert "\n" not in str(caught.value)
    assert site.asked == []


@pytest.mark.parametrize("status", [503, 500, 429])
def test_a_stale_copy_is_offered_when_the_server_fails(site: Site, kept: Caching, status: int) -> None:
    sent = formatdate(0, usegmt=True)
    url = site.on(
        "/story", lambda exchange: exchange.raw(f"HTTP/1.0 200 OK\r\nDate: {sent}\r\n\r\n{PAGE}".encode())
    )
    fetch(url, caching=kept)
    site.page("/story", "closed", status=status)
    page = fetch(url, caching=kept)
    assert page.content == PAGE
    (notice,) = page.notices
    assert str(status) in notice
    assert notice.endswith("days old")


def test_a_stale_copy_is_offered_when_nobody_answers(site: Site, kept: Caching) -> None:
    with Site() as gone:
        url = gone.page("/story", PAGE)
        fetch(url, caching=kept)
    page = fetch(url, caching=kept)
    assert page.content == PAGE
    assert "takes no connections" in page.notices[0]


def test_a_page_that_is_gone_is_not_hidden_by_an_old_copy(site: Site, kept: Caching) -> None:
    url = site.page("/story", PAGE)
    fetch(url, caching=kept)
    site.page("/story", "gone", status=410)
    with pytest.raises(FetchError, match="410"):
        fetch(url, caching=kept)


@pytest.mark.parametrize(
    ("headers", "status"),
    [({"Cache-Control": "no-store"}, 200), (FRESH, 404), (FRESH, 301), (FRESH, 203)],
)
def test_only_pages_that_may_be_kept_are(
    site: Site, kept: Caching, headers: dict[str, str], status: int
) -> None:
    if status == 301:
        headers = {**headers, "Location": "/elsewhere"}
    url = site.page("/story", PAGE, status=status, headers=headers)
    for _ in range(2):
        with contextlib.suppress(FetchError):
            fetch(url, caching=kept)
    with pytest.raises(FetchError, match="neither saved nor kept"):
        fetch(url, caching=offline(kept))


def test_passwords_and_cookies_are_not_written(site: Site, kept: Caching) -> None:
    url = site.page("/story", PAGE, headers={**FRESH, "Set-Cookie": "session=s3cr3t"})
    fetch(url, caching=kept)
    locked = site.page("/locked", PAGE + "<p>Members only.</p>", headers=FRESH)
    fetch(locked.replace("http://", "http://ann:passw0rd@"), caching=kept)
    written = b"".join(path.read_bytes() for path in kept.folder.iterdir())
    assert b"harbour light" in written
    assert not any(word in written for word in (b"s3cr3t", b"passw0rd", b"Members only"))
    assert [path.stat().st_mode & 0o077 for path in kept.folder.iterdir()] == [0] * len(
        list(kept.folder.iterdir())
    )


def test_a_newer_copy_takes_the_place_of_the_older(site: Site, kept: Caching) -> None:
    url = site.page("/story", PAGE)
    for number in range(3):
        site.page("/story", PAGE.replace("one winter", f"{number} winters"))
        fetch(url, caching=kept)
    assert "2 winters" in fetch(url, caching=offline(kept)).content
    cache = Cache(kept.folder)
    storage = cache.storage()
    assert storage is not None
    assert len(storage.get_entries(cache.key(url))) == 1


def test_limits_hold_for_what_comes_from_the_cache(site: Site, kept: Caching) -> None:
    url = site.page(
        "/bomb", gzip.compress(b"<p>" + b"a" * 5_000_000), headers={**FRESH, "Content-Encoding": "gzip"}
    )
    fetch(url, caching=kept, max_bytes=6_000_000)
    with pytest.raises(FetchError, match="larger than"):
        fetch(url, caching=kept, max_bytes=1_000_000)
    with pytest.raises(FetchError):
        fetch(url, caching=offline(kept), max_bytes=1_000_000)


def test_a_page_cut_short_is_not_kept(site: Site, kept: Caching) -> None:
    url = site.on(
        "/story", lambda exchange: exchange.raw(b"HTTP/1.1 200 OK\r\nContent-Length: 999\r\n\r\n<p>half")
    )
    with pytest.raises(FetchError, match="broke off"):
        fetch(url, caching=kept)
    with pytest.raises(FetchError, match="neither saved nor kept"):
        fetch(url, caching=offline(kept))


def test_a_page_that_stalls_ends_by_the_deadline_and_is_not_kept(site: Site, kept: Caching) -> None:
    def stall(exchange: Exchange) -> None:
        exchange.begin({"Content-Length": "999"})
        exchange.raw(b"<p>half")
        exchange.stall()

    url = site.on("/story", stall)
    with pytest.raises(FetchError, match="sent only 7 bytes in"):
        fetch(url, caching=kept, timeout=0.6)
    with pytest.raises(FetchError, match="neither saved nor kept"):
        fetch(url, caching=offline(kept))


@pytest.mark.parametrize("content", [b"no database at all" * 100, None])
def test_a_broken_cache_is_made_anew(site: Site, kept: Caching, content: bytes | None) -> None:
    path = kept.folder / "pages.db"
    kept.folder.mkdir()
    if content is None:
        with sqlite3.connect(path) as other:
            other.execute("CREATE TABLE entries (id INTEGER)")
        other.close()
    else:
        path.write_bytes(content)
    url = site.page("/story", PAGE, headers=FRESH)
    assert [fetch(url, caching=kept).content for _ in range(2)] == [PAGE, PAGE]
    assert len(site.asked) == 1


def test_without_a_place_for_the_cache_pages_are_read_all_the_same(site: Site, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder")
    url = site.page("/story", PAGE, headers=FRESH)
    assert fetch(url, caching=Caching(tmp_path / "file" / "cache")).content == PAGE
