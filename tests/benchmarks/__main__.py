"""`make bench`: ratios against peers.  A word as argument (screen, jumps, throughput) runs one part only."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from tests.benchmarks import jumps, screen, throughput


def main() -> None:
    """Run the parts named on the command line, or all."""
    wanted = set(sys.argv[1:]) or {"screen", "jumps", "throughput"}
    unknown = wanted - {"screen", "jumps", "throughput"}
    if unknown:
        sys.exit(f"no benchmark {', '.join(sorted(unknown))}; there are screen, jumps and throughput")
    with tempfile.TemporaryDirectory() as folder:
        if "screen" in wanted:
            screen.run(Path(folder))
        if "jumps" in wanted:
            jumps.run()
    if "throughput" in wanted:
        throughput.run()


if __name__ == "__main__":
    main()
