"""A run on a cluster of this machine, one of whose workers is killed; and the figures that plan a larger one."""

from __future__ import annotations

import json
import os
import signal
import tempfile
import time
import zlib
from pathlib import Path

from distributed import Client, LocalCluster

from reader import cluster
from reader.batch import Options, run
from reader.cluster import partitions
from tests.benchmarks.articles import page

PAGES, CLEANED, ANALYSED, WORKERS = 2000, 400, 100, 2


def run_all() -> None:
    """Print what came of the lines, and what each page costs."""
    lines = [json.dumps({"id": i, "html": page(30, i)}) for i in range(PAGES)]
    with LocalCluster(
        n_workers=WORKERS, threads_per_worker=1, dashboard_address="127.0.0.1:0", silence_logs="CRITICAL"
    ) as made:
        _with_a_killed_worker(lines, made)
    _cost("cleaned", lines[:CLEANED], Options(analyse=False))
    _cost("analysed", lines[:ANALYSED], Options())
    _sizes(lines[:ANALYSED])


def _with_a_killed_worker(lines: list[str], made: LocalCluster) -> None:
    killed: list[int] = []
    idents = []
    began = time.perf_counter()
    with Client(made, set_as_default=False) as client:
        for line in cluster.run(lines, Options(analyse=False), scheduler=made.scheduler_address):
            row = json.loads(line)
            assert "error" not in row, row
            idents.append(row["id"])
            if len(idents) == PAGES // 4 and not killed:
                killed.append(next(iter(client.run(os.getpid).values())))
                os.kill(killed[0], signal.SIGKILL)
    assert killed
    assert idents == list(range(PAGES)), "a line is missing, or out of order"
    seconds = time.perf_counter() - began
    print(
        f"{PAGES} pages, a worker killed (process {killed[0]}): {len(idents)} lines, in order, {seconds:.0f} s"
    )


def _cost(name: str, lines: list[str], options: Options) -> None:
    """Print the time on a core that a page takes, which other work on the machine does not change much."""
    list(run(lines[:10], options))  # loads what is loaded once a process
    began = time.process_time()
    count = sum(1 for _ in run(lines, options))
    print(f"{name}: {count / (time.process_time() - began):.1f} pages a second of a core")


def _sizes(lines: list[str]) -> None:
    out = list(run(lines, Options()))
    pages = "\n".join(lines).encode()
    articles = "\n".join(out).encode()
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "articles.parquet"
        partitions.write(out, str(place))
        parquet = place.stat().st_size
    per = 1000 * len(lines)
    print(
        f"a page: {len(pages) / per:.1f} kB in ({len(zlib.compress(pages)) / per:.1f} packed), "
        f"{len(articles) / per:.1f} kB out, {parquet / per:.1f} kB as Parquet"
    )
