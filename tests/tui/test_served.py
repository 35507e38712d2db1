"""A reader whose screen is in the browser of anybody."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from reader.settings import SERVED, served
from reader.tui.screens.address import AddressScreen
from reader.worker.client import Worker
from reader.worker.protocol import Failed, Request

if TYPE_CHECKING:
    from collections.abc import Callable

    from reader.tui.app import ReaderApp
    from reader.worker.protocol import Event
    from tests.tui.conftest import FakeWorker


@pytest.mark.parametrize(("who", "opens"), [("locked", False), ("open", True), ("", True)])
async def test_a_stranger_opens_no_address_by_key_command_or_link(
    who: str,
    opens: bool,
    worker: FakeWorker,
    make_app: Callable[..., ReaderApp],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv(SERVED, who)
    app = make_app()
    worker.deliver()
    elsewhere: list[str] = []
    monkeypatch.setattr(app, "open_url", elsewhere.append)
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("a")
        assert isinstance(app.screen, AddressScreen) is opens
        if opens:
            await pilot.press("escape")
        await app.screen.run_action("address")  # as the palette does
        await pilot.pause()
        assert isinstance(app.screen, AddressScreen) is opens
        if opens:
            await pilot.press("escape")
        await pilot.press("l", "enter")
        await pilot.pause()
        assert [request.source for request in worker.requests[1:]] == ["https://harbour.example/pier"] * opens
        assert elsewhere == ["https://harbour.example/pier"] * (not opens)


def test_what_nobody_has_set_is_taken_for_the_worse(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(SERVED, "whatever")
    assert served() == "locked"


def test_a_worker_reads_only_what_it_was_started_for() -> None:
    heard: list[Event] = []
    worker = Worker.start(held=True, only=("https://a.example/story",))
    try:
        worker.listen(heard.append)
        jobs = [worker.read(Request(source)) for source in ("/etc/hostname", "http://127.0.0.1/", "-")]
        assert [event.job for event in heard if isinstance(event, Failed)] == jobs
    finally:
        worker.close()
