"""The worker's lines in the log: each has the number of its job, and none has its words."""

import json
from types import SimpleNamespace

import pytest

from config.logs import Json
from journal.management.working import _told_of, logger

JOB = SimpleNamespace(job=SimpleNamespace(id=7, task_name="tell_of_post"))


def said(do, caplog, error=None) -> list[dict]:
    """Return the lines that a job leaves, as a deployment's log has them."""
    lines: list[str] = []
    caplog.set_level("INFO", logger="haru")
    caplog.handler.emit = lambda record: lines.append(Json().format(record))
    if error:
        with pytest.raises(error):
            _told_of(do, JOB, None)
    else:
        _told_of(do, JOB, None)
    assert "zq" not in "".join(lines)
    return [json.loads(line) for line in lines]


def test_a_job_has_a_line_and_its_number_stands_on_those_within(caplog):
    within, end = said(lambda: logger.warning("half way"), caplog)
    assert (within["message"], within["job"]) == ("half way", 7)
    assert (end["job"], end["name"], end["outcome"]) == (7, "tell_of_post", "done") and end["ms"] >= 0


def test_a_job_that_fails_is_told_by_its_kind(caplog):
    failure, end = said(lambda: int("zq 오늘"), caplog, ValueError)
    assert (failure["job"], failure["error"]) == (7, {"kind": "ValueError"})
    assert (end["job"], end["outcome"]) == (7, "failed")
