"""config.toml as a user writes it, well and badly, through the command."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from reader.config import Config, ConfigError, load
from tests.servers import Site
from tests.test_cli import PAGE, PULLQUOTE, bad


def config(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "config.toml"
    path.write_text(text, "utf-8")
    return path


def test_everything_that_can_be_set(tmp_path: Path) -> None:
    path = config(
        tmp_path,
        """theme = "nord"
measure = 68
engine = "en_core_web_lg"
images = "always"
user_agent = "my reader"
proxy = "http://localhost:8080"
[limits]
timeout = 12.5
megabytes = 8
[keys]
"quote.next" = "n,x"
""",
    )
    assert load(path) == Config(
        "nord",
        68,
        "en_core_web_lg",
        "always",
        "my reader",
        "http://localhost:8080",
        12.5,
        8,
        {"quote.next": "n,x"},
    )


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('them = "nord"', "no setting 'them'; did you mean 'theme'?"),
        ("zzzz = 1", "no setting 'zzzz'; there are: engine, images, keys"),
        ("measure = 3", "measure must be a number of cells from 30 to 200, and is 3"),
        ('images = "often"', 'images must be "ask", "always" or "never", and is'),
        ("measure = true", "measure must be a number"),
        ('[limits]\ntimeout = "long"', "limits.timeout must be a number of seconds"),
        ("[limits]\nsize = 3", "no setting 'limits.size'"),
        ("limits = 3", "limits must be a table"),
        ('user_agent = "two\\nlines"', "user_agent must be a line of text"),
        ('proxy = "localhost"', "proxy must be an address like"),
        ("[keys]\nx = 3", "keys must be a table"),
        ("theme = ", "no valid TOML"),
        ("theme = '\udcff'", "no valid TOML"),
    ],
)
def test_what_is_wrong_is_told_with_its_file(tmp_path: Path, text: str, told: str) -> None:
    path = tmp_path / "config.toml"
    path.write_bytes(text.encode("utf-8", "surrogateescape"))
    with pytest.raises(ConfigError) as error:
        load(path)
    assert told in str(error.value)
    assert str(error.value).startswith(str(path))


def test_a_file_that_was_named_must_be_there_and_the_usual_one_need_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    assert load() == Config()
    with pytest.raises(ConfigError, match="there is no file"):
        load(tmp_path / "other.toml")


def test_the_command_says_in_one_line_what_is_wrong_wherever_the_option_stands(tmp_path: Path) -> None:
    path = config(tmp_path, "measure = 3")
    assert "measure must be" in bad(1, "--config", path, "show", "x.html")
    assert "measure must be" in bad(1, "show", "x.html", "--config", path)


def asked_by(tmp_path: Path, page: bytes = PAGE.encode(), **environment: str) -> tuple[str, str]:
    """Return the user agent that a server hears from `show`, and what `show` says on standard error."""
    with Site() as site:
        site.page("/story", page.decode())
        done = subprocess.run(
            [PULLQUOTE, "show", site.url("/story")],
            capture_output=True,
            text=True,
            env={**os.environ, "XDG_CONFIG_HOME": str(tmp_path), **environment},
        )
        return site.asked[0].headers["user-agent"], done.stderr


def test_the_users_own_config_is_read_and_the_environment_wins(tmp_path: Path) -> None:
    (tmp_path / "pullquote").mkdir()
    config(tmp_path / "pullquote", 'user_agent = "mine"\n[limits]\nmegabytes = 1\n')
    assert asked_by(tmp_path)[0] == "mine"
    assert asked_by(tmp_path, PULLQUOTE_USER_AGENT="theirs")[0] == "theirs"
    large = PAGE.replace("</article>", "<p>more</p>" * 120_000 + "</article>").encode()
    assert "larger than 1" in asked_by(tmp_path, large)[1]


def test_no_proxy_but_the_one_that_is_set(tmp_path: Path) -> None:
    path = config(tmp_path, 'proxy = "http://127.0.0.1:9"')
    clean = {name: value for name, value in os.environ.items() if "proxy" not in name.lower()}
    done = subprocess.run(
        [PULLQUOTE, "show", "http://news.example/story", "--config", path],
        capture_output=True,
        text=True,
        env=clean,
    )
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert "the proxy for news.example takes no connections" in done.stderr


def test_reading_settings_costs_nothing_where_there_are_none() -> None:
    script = "import sys, reader.config; reader.config.load(); print('tomllib' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"
