"""The reader in the terminal.  Importing this costs nothing: Textual comes with the first call of `run`."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from reader.worker.client import Worker
    from reader.worker.protocol import Request


def run(
    requests: list[Request],
    worker: Worker,
    *,
    theme: str | None = None,
    measure: int | None = None,
    keys: Mapping[str, str] | None = None,
    library: Path | None = None,
    browsing: Request | None = None,
) -> int:
    """Show the requests' pages until the user leaves, and return the exit code.

    `worker` has been started, and may have begun.  `theme` is a theme's name, `measure` the longest line of text in
    cells; `keys` are the keys to use for commands, by their ids; `library` is the library's file, which need not exist.
    With `browsing` the library is shown, and what is opened there is read as that request is.
    The code is 0, 130 after Ctrl-C, 128 and the number of the signal that ended the reader, or 1 after an error, of
    which one line goes to standard error and the details to the log.

    Raises: SourceError (there is no such theme or command).
    """
    import gc

    # Modules and classes live as long as the process.  Walking them again and again while they are made, and then
    # with every frame, is a third of the time to the first text.
    gc.disable()
    from reader.tui import keys as commands
    from reader.tui import themes
    from reader.tui.app import ReaderApp

    gc.freeze()
    if theme is not None:
        themes.check(theme)
    commands.check(keys or {})
    app = ReaderApp(requests, worker, theme, measure=measure, keys=keys, library=library, browsing=browsing)
    app.run()
    if app.failure is not None:
        import sys

        from reader.logfile import log_path

        sys.stderr.write(f"pullquote: the reader stopped ({app.failure}); details are in {log_path()}\n")
        return 1
    return app.return_code or 0
