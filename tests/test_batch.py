"""A line out for every line in, in order, whatever the lines are."""

from __future__ import annotations

import base64
import json
import threading
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.batch import CHUNK, Options, run

PAGE = (
    "<html><head><title>Light stays on</title></head><body><article><h1>Light stays on</h1>"
    "<p>“A harbour without a light is a car park with fish,” said Marie Okafor, the mayor of Carrow, "
    "to applause from the gallery.</p><p>The council voted after four hours and one power cut, and the "
    "vote was eleven to two.</p></article></body></html>"
)
TEXT = "“We do not comment on arithmetic,” said Marie Okafor, the mayor of Carrow.\n\nThe vote was close."
CLEAN = Options(analyse=False)


def answers(rows: list[Any], options: Options = CLEAN, jobs: int = 1) -> list[dict[str, Any]]:
    lines = [row if isinstance(row, str) else json.dumps(row) for row in rows]
    return [json.loads(line) for line in run(lines, options, jobs)]


def test_every_way_to_name_a_page(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_text(PAGE, "utf-8")
    rows = [
        {"id": 1, "html": PAGE, "url": "https://a.example/x"},
        {"id": "two", "html_base64": base64.b64encode(PAGE.encode()).decode()},
        {"id": 3, "path": str(path)},
        {"id": 4, "text": TEXT},
    ]
    out = answers(rows)
    assert [row["id"] for row in out] == [1, "two", 3, 4]
    assert all("car park with fish" in row["text"] for row in out[:3])
    assert out[0]["url"] == "https://a.example/x"
    assert out[3]["text"] == TEXT
    assert not {"quotes", "people", "engine"} & out[0].keys()


def test_the_analysis_points_into_exactly_the_text_given() -> None:
    (out,) = answers([{"id": 1, "text": TEXT}], Options())
    (quote,) = out["quotes"]
    assert TEXT[quote["start"] : quote["end"]] == quote["text"]
    assert quote["speaker"] == "Marie Okafor"
    assert [person["name"] for person in out["people"]] == ["Marie Okafor"]
    assert out["engine"]


@pytest.mark.parametrize(
    "bad",
    [
        "not json",
        "[]",
        "3",
        '{"id": 1}',
        '{"id": 1, "html": 3}',
        '{"id": 1, "html": ""}',
        '{"id": 1, "html_base64": "%%%"}',
        '{"id": 1, "path": "/nowhere/at/all"}',
        '{"id": 1, "url": "gopher://a.example"}',
        '{"id": 1, "url": 7}',
        '{"id": 1, "text": " "}',
        '{"id": NaN, "text": "a"}',
        '{"id": 1e999}',
        '{"id": 1, "path": "https://a.example"}',
        '{"id": 1, "path": "-"}',
        '{"id": 1, "url": "/etc/hostname"}',
        '{"id": 1, "url": "file:///etc/hostname"}',
        '{"id": {"a": [1]}, "text": null}',
        "[" * 100_000,
    ],
)
def test_a_bad_line_gives_one_line_of_error_and_the_rest_goes_on(bad: str) -> None:
    first, second, third = answers([{"id": "a", "html": PAGE}, bad, {"id": "b", "html": PAGE}])
    assert (first["id"], third["id"]) == ("a", "b")
    assert "fish" in first["text"]
    assert "fish" in third["text"]
    assert set(second) == {"id", "error"}
    assert second["error"]
    assert "\n" not in second["error"]


def test_order_is_kept_over_processes_and_every_line_is_answered() -> None:
    rows: list[Any] = []
    for i in range(3 * CHUNK):
        rows += [{"id": i, "html": PAGE.replace("eleven", str(i))}, " "]
    out = answers(rows, jobs=2)
    assert [row["id"] for row in out[::2]] == list(range(3 * CHUNK))
    assert all(f"vote was {row['id']} to two" in row["text"] for row in out[::2])
    assert all(set(row) == {"id", "error"} for row in out[1::2])


@pytest.mark.parametrize("jobs", [1, 2])
def test_an_answer_is_given_before_the_next_line_comes(jobs: int) -> None:
    answered = threading.Event()

    def patient() -> Any:
        yield json.dumps({"id": 1, "html": PAGE})
        assert answered.wait(60)
        yield json.dumps({"id": 2, "html": PAGE})

    stream = run(patient(), CLEAN, jobs)
    assert json.loads(next(stream))["id"] == 1
    answered.set()
    assert json.loads(next(stream))["id"] == 2


def test_what_a_terminal_would_act_on_is_escaped() -> None:
    line = next(run([json.dumps({"id": "\x9b", "text": "a\x9b31m\u202eb\x1b[0m\ud800"})], CLEAN))
    assert line.isprintable()
    assert json.loads(line)["text"] == "a\x9b31m\u202eb\x1b[0m\ufffd"


def test_a_byte_order_mark_before_the_first_line_is_no_part_of_it() -> None:
    assert json.loads(next(run(["\ufeff" + json.dumps({"id": 1, "html": PAGE})], CLEAN)))["id"] == 1


def test_answers_come_while_the_input_is_still_open() -> None:
    def endless() -> Any:
        while True:
            yield json.dumps({"id": 1, "html": PAGE})

    stream = run(endless(), CLEAN)
    assert [json.loads(next(stream))["id"] for _ in range(40)] == [1] * 40
    stream.close()


def test_an_input_that_breaks_off_is_told() -> None:
    def broken() -> Any:
        yield json.dumps({"id": 1, "html": PAGE})
        raise OSError("the disk is gone")

    stream = run(broken(), CLEAN)
    assert json.loads(next(stream))["id"] == 1
    with pytest.raises(OSError, match="the disk is gone"):
        next(stream)


@settings(deadline=None, max_examples=60)
@given(st.lists(st.text(max_size=80), max_size=6))
def test_as_many_lines_out_as_in(lines: list[str]) -> None:
    lines = [line.replace("\n", " ").replace("\r", " ") for line in lines]
    out = list(run(lines, CLEAN))
    assert len(out) == len(lines)
    assert all({"id"} < set(json.loads(line)) for line in out)
