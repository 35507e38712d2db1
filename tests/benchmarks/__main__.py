"""`make bench`: ratios against peers.  A word as argument runs one part only (screen, jumps, …)."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from tests.benchmarks import ablation, commands, feeds, jumps, ledger, library, screen, throughput

PARTS = {"screen", "jumps", "commands", "library", "ledger", "feeds", "throughput", "ablation", "cluster"}


def main() -> None:
    """Run the parts named on the command line, or all."""
    wanted = set(sys.argv[1:]) or PARTS
    unknown = wanted - PARTS
    if unknown:
        sys.exit(f"no benchmark {', '.join(sorted(unknown))}; there are {', '.join(sorted(PARTS))}")
    with tempfile.TemporaryDirectory() as folder:
        if "screen" in wanted:
            screen.run(Path(folder))
        if "jumps" in wanted:
            jumps.run()
        if "commands" in wanted:
            commands.run(Path(folder))
        if "library" in wanted:
            library.run(Path(folder))
        if "feeds" in wanted:
            feeds.run(Path(folder))
        if "ledger" in wanted:
            ledger.run(Path(folder))
    if "throughput" in wanted:
        throughput.run()
    if "ablation" in wanted:
        ablation.run()
    if "cluster" in wanted:
        from tests.benchmarks import cluster

        cluster.run_all()


if __name__ == "__main__":
    main()
