"""The web as it is: redirects, slow and broken servers, limits, statuses; against real sockets."""

from __future__ import annotations

import shutil
import socket
import ssl
import subprocess
import threading
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest

from reader import __version__
from reader.errors import Cancelled, FetchError, SourceError
from reader.fetch import FetchProgress, addresses, client, fetch
from tests.servers import Exchange, Site

PAGE = "<html><body><p>The harbour light of Carrow stays on, the council said – “for one winter”.</p></body></html>"
SOON = 0.6
"""Seconds of a deadline that a test waits out."""


def refused(url: str, *, timeout: float = 20.0, max_bytes: int = 1_000_000) -> str:
    """Return the sentence with which a fetch fails."""
    with pytest.raises(FetchError) as caught:
        fetch(url, timeout=timeout, max_bytes=max_bytes)
    message = str(caught.value)
    assert "\n" not in message
    assert len(message) < 300
    return message


def test_a_page_comes_decoded_with_its_final_address(site: Site) -> None:
    url = site.page("/story", PAGE)
    page = fetch(f" {url}\n")
    assert (page.url, page.kind, page.content) == (url, "html", PAGE)
    assert page.source == f" {url}\n"


def test_we_say_who_we_are(site: Site) -> None:
    fetch(site.page("/story", PAGE))
    (asked,) = site.asked
    assert asked.headers["user-agent"].startswith(f"pullquote/{__version__} (")
    assert "text/html" in asked.headers["accept"]
    assert asked.headers["accept-encoding"] == "gzip, deflate, br, zstd"


def test_an_address_with_a_password_uses_it_and_does_not_pass_it_on(site: Site) -> None:
    site.page("/story", PAGE)
    site.redirect("/old", "/story")
    page = fetch(site.url("/old").replace("http://", "http://ann:secret@"))
    assert page.url == site.url("/story")
    assert [asked.headers["authorization"][:6] for asked in site.asked] == ["Basic ", "Basic "]
    assert "secret" not in refused(site.url("/nowhere").replace("http://", "http://ann:secret@"))


# Redirects


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_redirects_are_followed(site: Site, status: int) -> None:
    site.page("/b/new", PAGE)
    site.redirect("/a", "/b/old", status)
    site.redirect("/b/old", "new?from=a#top", status)
    site.page("/b/new?from=a", PAGE)
    page = fetch(site.url("/a"))
    assert page.content == PAGE
    assert page.url is not None
    assert page.url.startswith(site.url("/b/new?from=a"))


def test_addresses_beyond_ascii(site: Site) -> None:
    site.page("/caf%C3%A9%20noir?q=%C3%BC", PAGE)

    def redirect(exchange: Exchange) -> None:
        exchange.raw("HTTP/1.1 302 Found\r\nLocation: /café noir?q=ü\r\nContent-Length: 0\r\n\r\n".encode())

    assert fetch(site.url("/café noir?q=ü")).content == PAGE
    assert fetch(site.on("/old", redirect)).content == PAGE


def test_a_cookie_set_on_the_way_is_brought_along(site: Site) -> None:
    def door(exchange: Exchange) -> None:
        if "consent=yes" in exchange.headers.get("Cookie", ""):
            exchange.answer(PAGE.encode())
        else:
            exchange.answer(status=302, headers={"Location": "/door", "Set-Cookie": "consent=yes; Path=/"})

    assert fetch(site.on("/door", door)).content == PAGE


def test_redirects_end(site: Site) -> None:
    site.redirect("/a", "/b")
    site.redirect("/b", "/a")
    assert "redirects without end" in refused(site.url("/a"))
    assert len(site.asked) == client.REDIRECTS + 1


def test_as_many_redirects_as_are_allowed(site: Site) -> None:
    for i in range(client.REDIRECTS):
        site.redirect(f"/{i}", f"/{i + 1}")
    site.page(f"/{client.REDIRECTS}", PAGE)
    assert fetch(site.url("/0")).content == PAGE


@pytest.mark.parametrize(
    ("location", "says"),
    [
        ("ftp://files.example/x", "ftp: address"),
        ("file:///etc/passwd", "file: address"),
        ("javascript:alert(1)", "javascript: address"),
        ("data:text/html,<p>x", "data: address"),
        ("http://[bad", "no address"),
        ("http://:80/", "no address"),
    ],
)
def test_redirects_lead_to_web_pages_only(site: Site, location: str, says: str) -> None:
    message = refused(site.redirect("/a", location))
    assert says in message
    assert len(site.asked) == 1


def test_a_redirect_without_location_is_told(site: Site) -> None:
    assert "302" in refused(site.page("/a", "", status=302))


def test_a_page_that_only_leads_on_is_followed_once(site: Site) -> None:
    site.page("/new", PAGE)
    url = site.page("/old", '<html><head><meta http-equiv="Refresh" content="0; url=\'new\'"></head></html>')
    assert fetch(url).url == site.url("/new")
    again = site.page("/again", '<meta content="1;URL=/old" http-equiv=refresh><title>Moved</title>')
    assert fetch(again).url == url


@pytest.mark.parametrize(
    "page",
    [
        f'<meta http-equiv="refresh" content="300">{PAGE}',
        f'<meta http-equiv="refresh" content="300;url=/new">{PAGE}',
        '<meta http-equiv="refresh" content="0;url=/new"><p>' + "The vote was eleven to two. " * 30,
    ],
)
def test_a_page_with_something_to_read_stays(site: Site, page: str) -> None:
    site.page("/new", "never")
    assert fetch(site.page("/a", page)).content == page


def test_a_refresh_keeps_the_rules_of_redirects(site: Site) -> None:
    assert "file: address" in refused(
        site.page("/a", '<meta http-equiv="refresh" content="0;url=file:///etc/passwd">')
    )


# Into private networks


@pytest.fixture
def public(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let 127.0.0.1 pass for a public address; the rest of the loopback net stays private."""
    real = addresses.is_private
    monkeypatch.setattr(client, "is_private", lambda host: host != "127.0.0.1" and real(host))


@pytest.mark.usefixtures("public")
def test_a_public_page_does_not_lead_into_a_private_network(site: Site) -> None:
    with Site(host="127.0.0.2") as router:
        secret = router.page("/admin", PAGE)
        assert "private network (127.0.0.2)" in refused(site.redirect("/a", secret))
        assert "private network" in refused(
            site.page("/b", f'<meta http-equiv="refresh" content="0;url={secret}">')
        )
        # The user may go there by their own will.
        assert fetch(secret).content == PAGE
        assert len(router.asked) == 1


def test_a_name_that_stands_for_a_private_number_is_seen_on_the_connection(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The name passes for public, and so does the first host; the number that the name stands for does not."""
    numbers = iter([False, True])
    monkeypatch.setattr(client, "is_private", lambda host: next(numbers) if host == "127.0.0.1" else False)
    site.page("/admin", PAGE)
    url = site.redirect("/a", site.url("/admin", host="localhost"))
    assert "private network (localhost)" in refused(url)
    assert [asked.path for asked in site.asked] == ["/a"]


def test_private_pages_may_lead_to_private_pages(site: Site) -> None:
    with Site(host="127.0.0.2") as other:
        assert fetch(site.redirect("/a", other.page("/b", PAGE))).content == PAGE


def test_behind_a_proxy_the_names_decide(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", site.url(""))
    site.page("http://news.example/story", PAGE)
    site.redirect("http://news.example/old", "/story")
    site.redirect("http://news.example/trap", "http://127.0.0.1/admin")
    assert fetch("http://news.example/old").url == "http://news.example/story"
    assert "private network (127.0.0.1)" in refused("http://news.example/trap")


def test_a_proxy_that_does_not_work_is_told(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTPS_PROXY", "nonsense://[")
    assert "proxy" in refused(site.page("/a", PAGE))


@pytest.mark.parametrize(
    ("host", "private"),
    [
        ("127.0.0.1", True),
        ("localhost", True),
        ("printer", True),
        ("nas.local", True),
        ("10.1.2.3", True),
        ("100.64.0.1", True),
        ("169.254.169.254", True),
        ("[::1]", True),
        ("::ffff:127.0.0.1", True),
        ("fe80::1%eth0", True),
        ("2130706433", True),
        ("127.1", True),
        ("0x7f.0.0.0x1", True),
        ("news.example", False),
        ("8.8.8.8", False),
        ("2001:4860:4860::8888", False),
        ("local.example", False),
    ],
)
def test_private_hosts(host: str, private: bool) -> None:
    assert addresses.is_private(host) is private


# Time


def stalled_body(exchange: Exchange) -> None:
    exchange.begin({"Content-Length": "100000"})
    exchange.raw(b"<p>The harbour")
    exchange.stall()


def dripping_body(exchange: Exchange) -> None:
    exchange.begin()
    exchange.drip(b"<p>The harbour light</p>")


def dripping_chunks(exchange: Exchange) -> None:
    exchange.begin({"Transfer-Encoding": "chunked"})
    exchange.drip(b"1\r\nx\r\n", seconds=0.005)


def dripping_headers(exchange: Exchange) -> None:
    exchange.raw(b"HTTP/1.1 200 OK\r\n")
    exchange.drip(b"X-Filler: and so on\r\n")


def dripping_informations(exchange: Exchange) -> None:
    while not exchange.site.closing.wait(0.02):
        exchange.raw(b"HTTP/1.1 103 Early Hints\r\n\r\n")


@pytest.mark.parametrize(
    ("behaviour", "says"),
    [
        (Exchange.stall, "did not answer within 0.6 seconds"),
        (dripping_headers, "did not answer within"),
        (dripping_informations, "did not answer within"),
        (stalled_body, "sent only 14 bytes in 0.6 seconds"),
        (dripping_body, "--timeout"),
        (dripping_chunks, "--timeout"),
    ],
)
def test_the_deadline_covers_every_kind_of_slowness(site: Site, behaviour: object, says: str) -> None:
    assert callable(behaviour)
    url = site.on("/slow", behaviour)
    before = threading.active_count()
    assert says in refused(url, timeout=SOON)
    for thread in threading.enumerate():
        if thread.name == "fetch":
            # Its socket was shut down, so it ends although the server still sends.
            thread.join(timeout=20)
            assert not thread.is_alive()
    assert threading.active_count() <= before + 1


@pytest.mark.parametrize("scheme", ["http", "https"])
def test_the_deadline_covers_a_server_that_only_accepts(scheme: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        message = refused(f"{scheme}://127.0.0.1:{silent.getsockname()[1]}/", timeout=SOON)
    assert "within 0.6 seconds" in message


def test_the_deadline_covers_the_lookup_of_the_name(monkeypatch: pytest.MonkeyPatch) -> None:
    over = threading.Event()

    def lookup(*_: object, **__: object) -> None:
        over.wait()
        raise socket.gaierror(socket.EAI_AGAIN, "Temporary failure in name resolution")

    monkeypatch.setattr(socket, "getaddrinfo", lookup)
    assert "slow.example could not be reached within" in refused("http://slow.example/", timeout=SOON)
    over.set()
    assert "cannot be looked up now" in refused("http://slow.example/")


def test_the_deadline_covers_all_redirects_together(site: Site) -> None:
    def slowly(exchange: Exchange) -> None:
        exchange.site.closing.wait(SOON / 3)
        exchange.answer(status=302, headers={"Location": "/on"})

    assert "within" in refused(site.on("/on", slowly), timeout=SOON)
    assert len(site.asked) < client.REDIRECTS


def test_a_fetch_can_be_called_off(site: Site) -> None:
    arrived = threading.Event()

    def stall(exchange: Exchange) -> None:
        arrived.set()
        exchange.stall()

    with pytest.raises(Cancelled):
        fetch(site.on("/slow", stall), cancelled=arrived.is_set)


def test_progress_says_what_goes_on(site: Site) -> None:
    go_on = threading.Event()

    def in_two_halves(exchange: Exchange) -> None:
        exchange.begin({"Content-Length": str(len(PAGE.encode()))})
        exchange.raw(PAGE.encode()[:40])
        go_on.wait(20)
        exchange.raw(PAGE.encode()[40:])

    seen: list[FetchProgress] = []
    callers: set[str] = set()

    def note(progress: FetchProgress) -> None:
        seen.append(progress)
        callers.add(threading.current_thread().name)
        if progress.received == 40:
            go_on.set()

    fetch(site.on("/story", in_two_halves), on_progress=note)
    total = len(PAGE.encode())
    assert FetchProgress("127.0.0.1", "receiving", 40, total) in seen
    assert seen[-1] == FetchProgress("127.0.0.1", "receiving", total, total)
    assert callers == {threading.current_thread().name}
    assert len(seen) == len(set(seen))


def test_progress_in_words() -> None:
    assert str(FetchProgress("a.example", "connecting")) == "a.example: connecting"
    assert str(FetchProgress("a.example", "receiving", 900)) == "a.example: receiving, 900 bytes"
    assert (
        str(FetchProgress("a.example", "receiving", 12_288, 3_565_158))
        == "a.example: receiving, 12 kB of 3.4 MB"
    )


# Size and integrity


def test_a_page_may_be_as_large_as_the_limit_and_no_larger(site: Site) -> None:
    url = site.page("/large", "<p>" + "x" * 4997)
    assert len(fetch(url, max_bytes=5000).content) == 5000
    assert "larger than 5 kB" in refused(url, max_bytes=4999)


def test_an_endless_page_ends_at_the_limit(site: Site) -> None:
    def endless(exchange: Exchange) -> None:
        exchange.begin()
        while True:
            exchange.raw(b"<p>and so on</p>" * 4096)

    assert "larger than 977 kB" in refused(site.on("/endless", endless))


def test_a_broken_off_page_is_told(site: Site) -> None:
    def half(exchange: Exchange) -> None:
        exchange.begin({"Content-Length": "2048"})
        exchange.raw(b"<p>The harbour" + b"x" * 1010)

    def half_a_chunk(exchange: Exchange) -> None:
        exchange.begin({"Transfer-Encoding": "chunked"})
        exchange.raw(b"400\r\n<p>The")

    assert "broke off after 1 kB of 2 kB" in refused(site.on("/half", half))
    assert "broke off" in refused(site.on("/chunk", half_a_chunk))


def test_a_page_without_length_ends_with_the_connection(site: Site) -> None:
    def plain(exchange: Exchange) -> None:
        exchange.raw(b"HTTP/1.0 200 OK\r\nContent-Type: text/html\r\n\r\n" + PAGE.encode())

    assert fetch(site.on("/old", plain)).content == PAGE


@pytest.mark.parametrize(
    ("answer", "says"),
    [
        (b"", "hung up without an answer"),
        (b"SSH-2.0-OpenSSH_9.6\r\n\r\n", "not answer as a web server"),
        (b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 60_000, "not answer as a web server"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: many\r\n\r\n", "not answer as a web server"),
    ],
)
def test_servers_that_speak_something_else(site: Site, answer: bytes, says: str) -> None:
    assert says in refused(site.on("/x", lambda exchange: exchange.raw(answer)))


def test_an_empty_page_is_told(site: Site) -> None:
    assert "empty page" in refused(site.page("/a", ""))
    assert "empty page" in refused(site.page("/b", " \n\t "))


# Statuses


@pytest.mark.parametrize(
    ("status", "says"),
    [
        (204, "without a page"),
        (304, "without a page"),
        (401, "login"),
        (402, "paid"),
        (403, "save the page"),
        (404, "no page at this address"),
        (410, "taken this page down"),
        (418, "rejects the request (418)"),
        (429, "too many requests"),
        (451, "legal"),
        (500, "error of its own (500)"),
        (503, "overloaded"),
    ],
)
def test_each_status_says_what_to_do(site: Site, status: int, says: str) -> None:
    message = refused(site.page("/a", "" if status in (204, 304) else PAGE, status=status))
    assert says in message
    assert message.startswith("127.0.0.1 ")


def test_a_wall_against_programs_is_named(site: Site) -> None:
    for status, headers in (
        (202, {"x-amzn-waf-action": "challenge"}),
        (403, {"cf-mitigated": "challenge"}),
        (403, {"X-DataDome": "protected"}),
    ):
        message = refused(site.page("/a", "<title>Just a moment…</title>", status=status, headers=headers))
        assert "lets only browsers pass" in message
        assert "save the page" in message
    assert fetch(site.page("/b", PAGE, headers={"X-DataDome": "protected"})).content == PAGE


@pytest.mark.parametrize("status", [429, 503])
def test_a_busy_server_is_asked_once_more_when_it_says_when(site: Site, status: int) -> None:
    def busy_once(exchange: Exchange) -> None:
        if len(site.asked) == 1:
            exchange.answer(status=status, headers={"Retry-After": "0"})
        else:
            exchange.answer(PAGE.encode())

    assert fetch(site.on("/a", busy_once)).content == PAGE
    site.page("/b", "", status=status, headers={"Retry-After": "0"})
    assert str(status) in refused(site.url("/b"))
    assert len(site.asked) == 4


@pytest.mark.parametrize(
    "retry_after",
    ["3600", "soon", format_datetime(datetime.now(UTC) + timedelta(days=2), usegmt=True), "9" * 400, ""],
    ids=[
        "seconds",
        "words",
        "date",
        "very many seconds",
        "nothing",
    ],  # the same in every process of the tests
)
def test_nobody_waits_for_a_busy_server_longer_than_the_deadline(site: Site, retry_after: str) -> None:
    url = site.page("/a", "", status=503, headers={"Retry-After": retry_after})
    assert "overloaded" in refused(url)
    assert len(site.asked) == 1


def test_retry_after_may_be_a_date(site: Site) -> None:
    past = format_datetime(datetime.now(UTC) - timedelta(days=2), usegmt=True)
    refused(site.page("/a", "", status=503, headers={"Retry-After": past}))
    assert len(site.asked) == 2


# Things that are no pages


@pytest.mark.parametrize(
    ("content_type", "says"),
    [
        ("application/pdf", "a PDF"),
        ("image/png", "a picture (image/png)"),
        ("video/mp4", "a video"),
        ("application/json; charset=utf-8", "JSON data"),
        ("application/rss+xml", "a feed"),
        ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", "an office document"),
    ],
)
def test_what_is_no_page_is_named_before_it_is_loaded(site: Site, content_type: str, says: str) -> None:
    def announce(exchange: Exchange) -> None:
        exchange.begin({"Content-Length": "1000"}, content_type=content_type)
        exchange.stall()

    assert f"127.0.0.1 sends {says}" in refused(site.on("/a", announce))


def test_what_is_no_page_is_named_whatever_the_server_calls_it(site: Site) -> None:
    with pytest.raises(SourceError, match="is a PDF, not a web page"):
        fetch(site.page("/a", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"))


@pytest.mark.parametrize("content_type", [None, "", "application/octet-stream", "text/plain", "nonsense"])
def test_a_page_is_known_whatever_the_server_calls_it(site: Site, content_type: str | None) -> None:
    assert fetch(site.page("/a", f"<!doctype html>{PAGE}", content_type=content_type)).kind == "html"


def test_texts_are_known_by_type_and_suffix(site: Site) -> None:
    text = "The vote was eleven to two.\n"
    assert fetch(site.page("/a.md?raw=1", text, content_type="text/plain")).kind == "markdown"
    assert fetch(site.page("/a", text, content_type="text/markdown")).kind == "markdown"
    assert fetch(site.page("/b", text, content_type="text/plain")).kind == "text"


# Addresses and connections


@pytest.mark.parametrize("url", ["http://", "https://:80/", "http://[::1/x", "http://exa%zz mple:port/"])
def test_what_is_no_address_is_told(url: str) -> None:
    with pytest.raises((SourceError, FetchError), match=r"no web address|no host"):
        fetch(url, timeout=5)


def test_a_closed_port_is_told() -> None:
    with Site() as site:
        url = site.page("/a", PAGE)
    assert refused(url).startswith("127.0.0.1 takes no connections there")


def test_a_host_that_does_not_exist_is_told() -> None:
    message = refused("http://no-such-host.invalid/story")
    assert "no-such-host.invalid" in message
    assert "check" in message


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate of 127.0.0.1 that signs itself, with its key, in one file."""
    openssl = shutil.which("openssl")
    if openssl is None:
        pytest.skip("openssl is not installed")
    folder = tmp_path_factory.mktemp("tls")
    subprocess.run(
        [
            *(openssl, "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"),
            *("-days", "2", "-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1"),
            *("-keyout", folder / "key.pem", "-out", folder / "certificate.pem"),
        ],
        check=True,
        capture_output=True,
    )
    both = folder / "both.pem"
    both.write_text((folder / "key.pem").read_text() + (folder / "certificate.pem").read_text())
    return both


def tls(certificate: Path) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    return context


def test_a_certificate_that_proves_nothing_is_told(certificate: Path) -> None:
    with Site(tls=tls(certificate)) as site:
        message = refused(site.page("/a", PAGE))
    assert "cannot prove that it is 127.0.0.1" in message
    assert "self" in message


def test_https_works_and_does_not_lead_back_to_http(
    certificate: Path, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    plain = site.page("/plain", PAGE)
    with Site(tls=tls(certificate)) as safe:
        assert fetch(safe.page("/a", PAGE)).content == PAGE
        message = refused(safe.redirect("/b", plain))
        assert "without encryption" in message
        assert plain in message
        assert "not answer within" in refused(safe.on("/slow", Exchange.stall), timeout=SOON)
    assert site.asked == []


def test_https_to_a_server_without_it_is_told(site: Site) -> None:
    assert "http://" in refused(site.page("/a", PAGE).replace("http://", "https://"))
