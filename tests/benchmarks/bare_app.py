"""The peer of the first paint: the least Textual app that shows a file's text.  Usage: bare_app.py FILE"""

import sys
from pathlib import Path

from textual.app import App, ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import Static


class BareApp(App[None]):
    def compose(self) -> ComposeResult:
        with VerticalScroll():
            yield Static(Path(sys.argv[1]).read_text("utf-8"), markup=False)


if __name__ == "__main__":
    BareApp().run()
