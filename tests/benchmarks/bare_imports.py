"""The peer of `pullquote show --no-analysis`: what cleaning takes from others is imported, and a page parsed.

Usage: bare_imports.py FILE
"""

import sys
from pathlib import Path

import bs4  # noqa: F401
import click  # noqa: F401
import lxml.html
import markdown_it  # noqa: F401
import markdownify  # noqa: F401

lxml.html.fromstring(Path(sys.argv[1]).read_text("utf-8"))
