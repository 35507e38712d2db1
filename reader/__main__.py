"""The command `pullquote`, also `python -m reader`."""

from __future__ import annotations

import sys


def main() -> None:
    """Run the command line and exit with its code."""
    from reader.worker.process import end_early, start_early

    try:
        start_early(sys.argv[1:])
        from reader.cli import main as run

        code = run()
    except KeyboardInterrupt:
        # So early that the command line was not there yet to answer it.
        code = 130
    finally:
        end_early()
    sys.exit(code)


if __name__ == "__main__":
    main()
