"""The file of scores is what it says it is."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests import floor
from tests.floor import Step, floors, hold, silent_descents, steps

TESTS = Path(__file__).parent


def history(*lines: str) -> list[Step]:
    return steps("\n".join(line.replace("  ", "\t") for line in lines))


def test_no_score_was_lowered_without_its_reason() -> None:
    assert silent_descents(steps()) == []


def test_days_never_go_back_since_lines_are_only_appended() -> None:
    days = [step.day for step in steps()]
    assert days == sorted(days)


def test_every_score_is_held_by_a_test_and_no_other() -> None:
    held = set()
    for path in TESTS.rglob("test_*.py"):
        if path != Path(__file__):
            held |= set(re.findall(r'\bhold\(\s*f?"([^"]+)"', path.read_text("utf-8")))
    patterns = [re.sub(r"\\{\w+\\}", r"\\w+", re.escape(name)) for name in held]
    assert patterns
    for name in floors():
        assert any(re.fullmatch(pattern, name) for pattern in patterns), name
    for pattern in patterns:
        assert any(re.fullmatch(pattern, name) for name in floors()), pattern


def test_a_step_down_wants_a_reason() -> None:
    up = history("a  0.5  2026-01-01  as measured", "a  0.6  2026-01-02  as measured")
    down = "a  0.55  2026-01-03  "
    assert silent_descents(up) == []
    assert silent_descents([*up, *history(down + "as measured")]) == ["a"]
    assert silent_descents([*up, *history(down + "lowered: sorry")]) == ["a"]
    assert silent_descents([*up, *history(down + "lowered: two cases were wrong in themselves")]) == []


def test_a_score_below_its_floor_fails_and_a_higher_one_is_written_down(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(floor, "FILE", tmp_path / "floor.tsv")
    monkeypatch.delenv(floor.RAISE, raising=False)
    floor.FILE.write_text("# scores\na\t0.5\t2026-01-01\tas measured\n", "utf-8")
    hold("a", 0.5)
    with pytest.raises(AssertionError, match=r"a fell to 0\.4900"):
        hold("a", 0.49)
    with pytest.raises(AssertionError, match="make floor"):
        hold("b", 1.0)
    monkeypatch.setenv(floor.RAISE, "1")
    hold("a", 0.51239)
    hold("b", 0.9999)
    with pytest.raises(AssertionError, match="fell"):
        hold("a", 0.49)
    assert floors() == {"a": 0.512, "b": 0.999}
