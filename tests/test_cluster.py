"""The same line on a cluster: a real one of this machine, whose workers are killed."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

pytest.importorskip("distributed", reason="the extra dask is not installed")
pytest.importorskip("pyarrow", reason="the extra dask is not installed")

import dask
import pyarrow as pa
from distributed import Client, LocalCluster
from pyarrow import parquet

from reader import cluster, export, read
from reader.batch import CHUNK, Options
from reader.cluster import connection, partitions
from reader.errors import PullquoteError
from tests.test_batch import PAGE

if TYPE_CHECKING:
    from collections.abc import Iterator

CLEAN = Options(analyse=False)
SAMPLE = Path(__file__).parents[1] / "reader" / "samples" / "demo.html"


@pytest.fixture(scope="module")
def dask_cluster() -> Iterator[LocalCluster]:
    # A task whose worker dies is given up at once, so that one kill is enough for a test of that.
    with (
        dask.config.set({"distributed.scheduler.allowed-failures": 0}),
        LocalCluster(
            n_workers=2, threads_per_worker=1, dashboard_address="127.0.0.1:0", silence_logs="CRITICAL"
        ) as made,
    ):
        yield made


@pytest.fixture
def client(dask_cluster: LocalCluster) -> Iterator[Client]:
    with Client(dask_cluster, set_as_default=False) as made:
        made.wait_for_workers(2, timeout=60)
        yield made


def lines(count: int) -> list[str]:
    return [json.dumps({"id": i, "html": PAGE.replace("eleven", str(i))}) for i in range(count)]


def kill(client: Client, *, busy: bool = False) -> None:
    """Kill a worker, with `busy` every one that has a task."""
    pids = client.run(os.getpid)
    working = [address for address, tasks in client.processing().items() if tasks] if busy else list(pids)[:1]
    for address in working:
        with contextlib.suppress(KeyError, ProcessLookupError):
            os.kill(pids[address], signal.SIGKILL)


def test_a_line_out_for_every_line_in_order_though_a_worker_is_killed(client: Client) -> None:
    count = 12 * CHUNK
    given = [*lines(count), "not JSON", " "]
    out = cluster.run(given, CLEAN, scheduler=client.scheduler.address)
    first = [json.loads(next(out)) for _ in range(CHUNK)]
    kill(client)
    rows = [*first, *map(json.loads, out)]
    assert [row["id"] for row in rows] == [*range(count), None, None]
    assert all(f"vote was {row['id']} to two" in row["text"] for row in rows[:count])
    assert all(set(row) == {"id", "error"} for row in rows[count:])


def test_a_line_that_kills_its_workers_is_given_up_and_the_rest_is_answered(
    client: Client, tmp_path: Path
) -> None:
    trap = tmp_path / "trap"
    os.mkfifo(trap)  # who opens it waits, and is killed
    given = [*lines(2), json.dumps({"id": "trap", "path": str(trap)}), *lines(1)]
    rows: list[dict[str, Any]] = []

    def run() -> None:
        rows.extend(map(json.loads, cluster.run(given, CLEAN, scheduler=client.scheduler.address)))

    thread = threading.Thread(target=run)
    thread.start()
    end = time.monotonic() + 120
    while thread.is_alive() and time.monotonic() < end:
        kill(client, busy=True)
        thread.join(0.5)
    assert len(rows) == 4
    assert rows[2] == {"id": "trap", "error": "this article stopped the process that read it"}


def test_files_are_answered_into_files_of_their_kind_and_a_run_goes_on(
    client: Client, tmp_path: Path
) -> None:
    pages, articles = tmp_path / "pages", tmp_path / "articles"
    pages.mkdir()
    (pages / "one.jsonl").write_text("\n".join([*lines(20), "[]"]) + "\n", "utf-8")
    table = {
        "id": [7, 8, 9],
        "html": [PAGE.encode(), b"", PAGE.encode()],
        "url": [None, None, "https://a.example/x"],
    }
    parquet.write_table(pa.table(table), pages / "two.parquet")
    (pages / "notes.txt").write_text("not pages", "utf-8")
    counts: list[int] = []

    def run() -> int:
        return cluster.run_partitions(
            pages, articles, Options(), scheduler=client.scheduler.address, on_progress=counts.append
        )

    assert run() == 24
    assert sorted(counts) == [3, 21]
    assert sorted(path.name for path in articles.iterdir()) == ["one.jsonl", "two.parquet"]
    rows = [json.loads(line) for line in (articles / "one.jsonl").read_text("utf-8").splitlines()]
    assert [row["id"] for row in rows] == [*range(20), None]
    read_back = parquet.read_table(articles / "two.parquet").to_pylist()
    assert [row["id"] for row in read_back] == ["7", "8", "9"]
    assert read_back[1]["error"]
    assert read_back[2]["url"] == "https://a.example/x"
    assert read_back[0]["quotes"][0]["speaker"] == "Marie Okafor"
    assert read_back[0]["people"][0]["mentions"]
    (articles / "two.parquet").unlink()
    assert run() == 3
    assert run() == 0


def test_parquet_has_every_field_of_the_json() -> None:
    out = {"id": 1, "error": "", **export.as_dict(read(SAMPLE))}
    schema = partitions.schema()
    assert set(schema.names) == set(out)
    for name in ("quotes", "people"):
        kind = schema.field(name).type.value_type
        known = {kind.field(i).name for i in range(kind.num_fields)}
        assert {key for item in out[name] for key in item} <= known


def test_a_file_that_cannot_be_read_is_named(client: Client, tmp_path: Path) -> None:
    pages = tmp_path / "pages"
    pages.mkdir()
    (pages / "bad.parquet").write_bytes(b"PAR1 or not")
    with pytest.raises(PullquoteError, match=r"bad\.parquet could not be read"):
        cluster.run_partitions(pages, tmp_path / "out", scheduler=client.scheduler.address)
    assert not list((tmp_path / "out").iterdir())


def test_a_cluster_that_is_not_there_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(connection, "_SECONDS", 1)
    with pytest.raises(PullquoteError, match="no Dask scheduler answers at tcp://127"):
        list(cluster.run(lines(1), scheduler="tcp://127.0.0.1:9"))
    with pytest.raises(PullquoteError, match="no Dask scheduler answers at nonsense"):
        list(cluster.run(lines(1), scheduler="nonsense://x"))
    with (
        LocalCluster(n_workers=0, dashboard_address="127.0.0.1:0", silence_logs="CRITICAL") as empty,
        pytest.raises(PullquoteError, match="has no workers"),
    ):
        list(cluster.run(lines(1), scheduler=empty.scheduler_address))
    with pytest.raises(PullquoteError, match="no pages in"):
        cluster.run_partitions(tmp_path, tmp_path / "out")
    with pytest.raises(PullquoteError, match="name a folder"):
        cluster.run_partitions(tmp_path / "nowhere", tmp_path / "out")
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(PullquoteError, match="needs the extra 'dask'"):
        list(cluster.run(lines(1)))


def batch(*arguments: object, stdin: str = "") -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "reader", "batch", *map(str, arguments)]
    return subprocess.run(command, input=stdin, capture_output=True, text=True, encoding="utf-8", timeout=120)


def test_the_command_on_a_cluster(dask_cluster: LocalCluster, tmp_path: Path) -> None:
    address = dask_cluster.scheduler_address
    done = batch("--scheduler", address, "--no-analysis", stdin="\n".join(lines(40)))
    assert (done.returncode, done.stderr) == (0, "")
    assert [json.loads(line)["id"] for line in done.stdout.splitlines()] == list(range(40))
    pages = tmp_path / "pages"
    pages.mkdir()
    (pages / "a.jsonl").write_text("\n".join(lines(3)), "utf-8")
    done = batch(pages, "--to", tmp_path / "out", "--scheduler", address, "--no-analysis")
    assert (done.returncode, done.stderr) == (0, f"3 articles written to {tmp_path / 'out'}\n")
    assert batch(pages).returncode == 2
    assert batch(pages, "--to", tmp_path / "out").returncode == 2


def test_a_cluster_of_this_machine_is_started_and_ended(tmp_path: Path) -> None:
    source = tmp_path / "pages.jsonl"
    source.write_text("\n".join(lines(3)), "utf-8")
    done = batch(source, "--scheduler", "local", "--jobs", "1", "--no-analysis")
    assert (done.returncode, done.stderr) == (0, "")
    assert [json.loads(line)["id"] for line in done.stdout.splitlines()] == [0, 1, 2]
