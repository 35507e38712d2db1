"""The reader in a browser: its own page may use it, whoever has the key; strangers see what was given, and no more."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from playwright.async_api import async_playwright

import reader
from reader.serve import is_loopback
from reader.tui.keys import COMMANDS
from reader.tui.served import FOR_STRANGERS, is_refused
from tests.servers import Site
from tests.terminal import without_controls

STRANGE_HOST = "127.1"
"""A name for this machine that pullquote does not know for one, so that it takes visitors for strangers."""
PAGE = (
    "<html><head><title>Light stays on</title></head><body><article><h1>Light stays on</h1>"
    "<p>“A harbour without a light is a car park with fish,” said Marie Okafor, the mayor of Carrow, "
    "to applause from the gallery, as <a href='/minutes'>the minutes</a> have it.</p>"
    "<p>The council voted after four hours and one power cut, and the vote was eleven to two.</p>"
    "</article></body></html>"
)
CHROMES = (
    *("chromium", "chromium-browser", "google-chrome", "google-chrome-stable"),
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
)
PICTURES = Path(__file__).parents[1] / "build"


@contextlib.contextmanager
def serving(*arguments: object, **environment: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """Run `pullquote serve`; yield its process and the address that it prints."""
    process = subprocess.Popen(
        [sys.executable, "-m", "reader", "serve", "--port", "0", *map(str, arguments)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, **environment},
    )
    try:
        assert process.stdout
        address = process.stdout.readline().strip()
        assert address.startswith("http://"), process.communicate()[1]
        yield process, address
    finally:
        process.terminate()
        process.communicate()


class Visitor:
    """What a browser's page is to the server."""

    def __init__(self, websocket: aiohttp.ClientWebSocketResponse) -> None:
        self._websocket = websocket
        self._drawn = b""
        self.told: list[Any] = []

    async def sees(self, words: str) -> None:
        """Wait until `words` were drawn since the last wait."""
        async with asyncio.timeout(60):
            while words not in without_controls(self._drawn):
                await self._take()
        self._drawn = b""

    async def is_told(self) -> Any:
        """Wait for something that is told to the page itself."""
        async with asyncio.timeout(60):
            while not self.told:
                await self._take()
        return self.told.pop(0)

    async def ends(self) -> None:
        async with asyncio.timeout(60):
            while not self._websocket.closed:
                with contextlib.suppress(ConnectionError):
                    await self._take()

    async def _take(self) -> None:
        message = await self._websocket.receive()
        if message.type is aiohttp.WSMsgType.BINARY:
            self._drawn += message.data
        elif message.type is aiohttp.WSMsgType.TEXT:
            self.told.append(json.loads(message.data))
        elif self._websocket.closed:
            raise ConnectionError("the reader has ended")

    async def types(self, keys: str) -> None:
        await self._websocket.send_json(["stdin", keys])

    async def sends(self, *message: Any) -> None:
        await self._websocket.send_json(list(message))


@contextlib.asynccontextmanager
async def visiting(address: str) -> AsyncIterator[Visitor]:
    jar = aiohttp.CookieJar(unsafe=True)  # numbers have cookies too
    async with aiohttp.ClientSession(cookie_jar=jar) as session:
        async with session.get(address) as page:
            assert page.status == 200
            (place,) = re.findall(r'data-session-websocket-url="([^"]+)"', await page.text())
        async with session.ws_connect(f"{place}?width=100&height=30") as websocket:
            yield Visitor(websocket)


def chrome() -> str | None:
    return next(filter(None, map(shutil.which, CHROMES)), None)


@pytest.mark.skipif(
    chrome() is None, reason="no Chromium is installed here; Debian's package is called chromium"
)
async def test_a_real_browser_opens_it_and_walks_from_quote_to_quote() -> None:
    with serving(Path(reader.__file__).parent / "samples" / "demo.html") as (_, address):
        async with async_playwright() as playwright:
            browser = await playwright.chromium.launch(executable_path=chrome(), args=["--no-sandbox"])
            page = await browser.new_page(viewport={"width": 1200, "height": 700})
            drawn: list[bytes] = []
            asked: list[str] = []
            page.on("request", lambda request: asked.append(request.url))
            page.on("websocket", lambda socket: socket.on("framereceived", drawn_into(drawn)))

            async def sees(words: str) -> None:
                async with asyncio.timeout(60):
                    while words not in without_controls(b"".join(drawn)):
                        await page.wait_for_timeout(50)

            await page.goto(address)
            await sees("Carrow votes to keep its lighthouse")
            await sees("2 quotes")  # speakers and people are there
            await page.keyboard.press("n")
            await sees("1/18")
            await page.keyboard.press("n")
            await sees("2/18")
            PICTURES.mkdir(exist_ok=True)
            await page.screenshot(path=PICTURES / "browser.png")
            assert "key=" not in page.url
            assert {url.split("/")[2] for url in asked} == {address.split("/")[2]}  # nobody else is asked
            await browser.close()
    assert (PICTURES / "browser.png").stat().st_size > 10_000


def drawn_into(drawn: list[bytes]) -> Any:
    return lambda frame: drawn.append(frame if isinstance(frame, bytes) else frame.encode())


async def test_only_who_has_the_key_and_comes_from_the_page_itself_gets_in() -> None:
    with serving() as (process, address):
        bare = address.partition("?")[0]
        async with aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True)) as session:
            for path in ("", "ws", "static/js/textual.js", "?key=", "?key=guessed", "download/x"):
                async with session.get(bare + path) as refused:
                    assert refused.status == 403, path
                    assert "with its key" in await refused.text()
            async with session.get(address) as page:
                assert page.status == 200
                assert str(page.url) == bare
                assert "frame-ancestors 'none'" in page.headers["Content-Security-Policy"]
                assert "https://" not in await page.text()
            for origin in ("http://evil.example", "http://127.0.0.1:9", "null"):
                with pytest.raises(aiohttp.WSServerHandshakeError, match="403"):
                    await session.ws_connect(bare + "ws", headers={"Origin": origin})
        process.send_signal(signal.SIGINT)
        assert process.wait(30) == 130


async def test_strangers_read_what_was_given_and_nothing_else() -> None:
    with Site() as site:
        site.page("/story", PAGE)
        site.page("/minutes", PAGE)
        with serving("--host", STRANGE_HOST, site.url("/story")) as (process, address):
            assert "key" not in address
            address = address.replace(STRANGE_HOST, "127.0.0.1")
            async with visiting(address) as visitor:
                await visitor.sees("Light stays on")
                await visitor.types("a")
                await visitor.sees("shows only what it was opened with")
                await visitor.types("l")
                await visitor.sees("the minutes")
                await visitor.types("\r")
                assert (await visitor.is_told())[1]["url"] == site.url("/minutes")
                await visitor.sends("resize", {"width": 10**9, "height": 10**9})
                await visitor.sends("resize", {"width": "wide", "height": None})
                await visitor.types("?")
                await visitor.sees("All keys")
                await visitor.types("q")
                await visitor.sees("Light stays on")
                await visitor.types("q")
                await visitor.ends()
            async with visiting(address) as visitor:
                await visitor.sees("Light stays on")
                await visitor.sends("resize")  # not what the page would say: it ends this connection alone
                await visitor.ends()
            async with visiting(address) as visitor:
                await visitor.sees("Light stays on")
            process.terminate()
            assert process.wait(30) == 0
            assert process.stderr
            assert "Traceback" not in process.stderr.read()
        assert {asked.path for asked in site.asked} == {"/story"}


async def test_a_reader_ends_with_its_server_however_that_ends(tmp_path: Path) -> None:
    page = tmp_path / "a page.html"
    page.write_text(PAGE, "utf-8")
    with serving(page) as (process, address):
        async with visiting(address) as visitor:
            await visitor.sees("Light stays on")
            readers = children(process.pid)
            assert len(readers) == 1
            workers = children(readers[0])
            assert len(workers) == 1
            process.kill()
            async with asyncio.timeout(30):
                while any(map(alive, [*readers, *workers])):
                    await asyncio.sleep(0.1)


def children(parent: int) -> list[int]:
    listed = subprocess.run(["ps", "-A", "-o", "pid=,ppid="], capture_output=True, text=True, check=True)
    rows = (line.split() for line in listed.stdout.splitlines())
    return [int(pid) for pid, of in rows if int(of) == parent]


def alive(pid: int) -> bool:
    state = subprocess.run(["ps", "-o", "stat=", "-p", str(pid)], capture_output=True, text=True)
    return state.stdout.strip() not in ("", "Z", "Z+", "Zs", "Zsl")


async def test_what_is_piped_in_is_served_to_everybody() -> None:
    command = [sys.executable, "-m", "reader", "serve", "--port", "0", "-"]
    process = subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    )
    assert process.stdin
    assert process.stdout
    process.stdin.write(PAGE.encode())
    process.stdin.close()
    try:
        address = process.stdout.readline().decode().strip()
        for _ in range(2):
            async with visiting(address) as visitor:
                await visitor.sees("Light stays on")
    finally:
        process.terminate()
        process.wait()


def refused(*arguments: str, code: str = "import reader.cli") -> tuple[int, str]:
    script = f"{code}; import sys; from reader.cli import main; sys.exit(main(sys.argv[1:]))"
    done = subprocess.run(
        [sys.executable, "-c", script, "serve", *arguments], capture_output=True, text=True, timeout=60
    )
    assert done.stdout == ""
    assert done.stderr.count("\n") == 1
    return done.returncode, done.stderr


def test_what_cannot_be_served_is_told_in_one_line() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        code, said = refused("--port", str(taken.getsockname()[1]))
    assert (code, "choose others with --host and --port" in said) == (1, True)
    assert refused("--host", "nowhere.invalid", "story.html")[0] == 1
    code, said = refused("--host", "0.0.0.0")
    assert (code, "name the SOURCE" in said) == (2, True)
    code, said = refused("--theme", "mauve")
    assert (code, "mauve" in said) == (1, True)
    code, said = refused(code="import sys; sys.modules['textual_serve'] = None")
    assert (code, "needs the extra 'serve'" in said) == (1, True)


@pytest.mark.parametrize(
    ("host", "own"),
    [
        *((host, True) for host in ("127.0.0.1", "127.8.9.1", "::1", "[::1]", "localhost", "LOCALHOST")),
        *((host, False) for host in ("0.0.0.0", "::", "192.168.1.4", "news.example", "127.1", "")),
    ],
)
def test_only_loopback_is_this_machine_alone(host: str, own: bool) -> None:
    assert is_loopback(host) is own


def test_strangers_are_given_known_commands_only() -> None:
    assert {command.id for command in COMMANDS} >= FOR_STRANGERS
    assert is_refused("address")
    assert not is_refused("quote(1)")
    assert not is_refused("cursor_left")  # of the field for what to find
    for word in ("open", "save", "export", "tag", "remove", "feed", "library"):
        assert not [name for name in FOR_STRANGERS if name.startswith(word)]
