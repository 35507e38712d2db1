"""Pictures: where a page may send us for one, and what is read of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PIL import Image

from reader.caching import Caching
from reader.errors import FetchError, SourceError
from reader.fetch import pixels
from reader.fetch.pictures import PICTURE_AT_MOST, fetch_picture
from reader.fetch.pixels import HEIGHT_AT_MOST, WIDTH_AT_MOST, decode
from tests.pictures import BLUE, RED, halves, stored
from tests.servers import Site

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PNG = stored(halves(300, 200))


@pytest.fixture
def site() -> Iterator[Site]:
    with Site() as site:
        site.page("/wheel.png", PNG, content_type="image/png")
        yield site


def test_a_picture_comes_as_it_is_served_and_is_asked_for_as_one(site: Site) -> None:
    assert fetch_picture(site.url("/wheel.png"), page=site.url("/story"), timeout=20) == PNG
    assert site.asked[0].headers["accept"].startswith("image/")


@pytest.mark.parametrize("page", [None, "https://weir.example/story"])
def test_a_page_of_the_web_and_a_file_send_nobody_into_a_private_network(
    site: Site, page: str | None
) -> None:
    with pytest.raises(FetchError, match="private network"):
        fetch_picture(site.url("/wheel.png"), page=page, timeout=20)
    assert not site.asked


def test_a_name_that_only_leads_into_a_private_network_is_found_out_before_anything_is_sent(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    import socket

    real = socket.getaddrinfo
    monkeypatch.setattr(socket, "getaddrinfo", lambda host, *rest, **more: real("127.0.0.1", *rest, **more))
    with pytest.raises(FetchError, match="private network"):
        fetch_picture(
            site.url("/wheel.png", host="pictures.example"), page="https://weir.example/", timeout=20
        )
    assert not site.asked


@pytest.mark.parametrize(
    "address",
    ["file:///etc/passwd", "data:image/gif;base64,R0lGODlhAQABAAAAACw=", "ftp://a.example/x.png", ""],
)
def test_only_addresses_of_the_web_are_fetched(address: str) -> None:
    with pytest.raises(SourceError, match=r"no http\(s\) address"):
        fetch_picture(address, page="https://weir.example/", timeout=20)


@pytest.mark.parametrize(
    ("kind", "told"), [("text/html", "sends a page, not a picture"), ("image/svg+xml", r"a drawing \(SVG\)")]
)
def test_what_is_no_picture_is_named(site: Site, kind: str, told: str) -> None:
    site.page("/other", b"<svg/>", content_type=kind)
    with pytest.raises(FetchError, match=told):
        fetch_picture(site.url("/other"), page=site.url("/story"), timeout=20)


def test_a_picture_that_is_too_large_is_not_read_to_its_end(site: Site) -> None:
    site.page("/huge", b"\0" * (PICTURE_AT_MOST + 1), content_type="image/png")
    with pytest.raises(FetchError, match="larger than 12 MB"):
        fetch_picture(site.url("/huge"), page=site.url("/story"), timeout=20)


def test_offline_shows_what_was_seen_before_and_fetches_nothing(site: Site, tmp_path: Path) -> None:
    address, page = site.url("/wheel.png"), site.url("/story")
    offline = Caching(tmp_path, offline=True)
    with pytest.raises(FetchError, match="--offline"):
        fetch_picture(address, page=page, timeout=20, caching=offline)
    assert not site.asked
    fetch_picture(address, page=page, timeout=20, caching=Caching(tmp_path))
    assert fetch_picture(address, page=page, timeout=20, caching=offline) == PNG
    assert len(site.asked) == 1


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "GIF", "WEBP"])
def test_the_kinds_of_pictures_that_pages_have_are_read(kind: str) -> None:
    picture = decode(stored(halves(300, 200), kind))
    assert (picture.width, picture.height, len(picture.data)) == (300, 200, 300 * 200 * 3)
    for found, colour in ((picture.data[:3], RED), (picture.data[-3:], BLUE)):
        assert all(abs(one - other) < 12 for one, other in zip(found, colour, strict=True))


@pytest.mark.parametrize("kind", ["TIFF", "BMP", "PPM", "ICO"])
def test_other_kinds_are_not_even_tried(kind: str) -> None:
    with pytest.raises(SourceError, match="no JPEG, PNG, GIF or WebP"):
        decode(stored(halves(64, 64), kind))


@pytest.mark.parametrize("data", [b"", b"<html>", b"GIF89a"], ids=["nothing", "page", "head only"])
def test_what_is_no_picture_is_told_in_a_line(data: bytes) -> None:
    with pytest.raises(SourceError, match="it is"):
        decode(data)


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "GIF", "WEBP"])
def test_a_picture_that_is_cut_short_raises_nothing_else(kind: str) -> None:
    data = stored(halves(300, 200), kind)
    for end in range(1, len(data), max(1, len(data) // 40)):
        try:
            decode(data[:end])
        except SourceError:
            continue


@pytest.mark.filterwarnings("ignore::PIL.Image.DecompressionBombWarning")
def test_a_small_file_of_very_many_pixels_is_refused_before_it_is_decoded() -> None:
    bomb = stored(Image.new("1", (12_000, 9_000)))
    assert len(bomb) < 100_000
    with pytest.raises(SourceError, match="pixels"):
        decode(bomb)
    assert pixels.PIXELS_AT_MOST < 12_000 * 9_000


def test_a_large_picture_is_handed_on_small_and_keeps_its_shape() -> None:
    picture = decode(stored(halves(4000, 3000), "JPEG"))
    assert picture.width <= WIDTH_AT_MOST
    assert picture.height <= HEIGHT_AT_MOST
    assert abs(picture.width / picture.height - 4 / 3) < 0.01


def test_what_shows_through_is_paper() -> None:
    drawing = Image.new("RGBA", (40, 40), (0, 0, 0, 0))
    assert decode(stored(drawing)).data[:3] == b"\xff\xff\xff"


def test_a_picture_that_the_camera_held_sideways_is_upright() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # turn right
    picture = decode(stored(halves(300, 200), "JPEG", exif=exif))
    assert (picture.width, picture.height) == (200, 300)
