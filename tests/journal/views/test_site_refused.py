"""What browsers report of the content policy: one line of the log, with no text of a page, and not too often."""

import json
import logging

import pytest
from django.test import Client

from journal.text.policy_reports import MOST_BYTES, report_lines
from tests.guards import query_budget
from tests.journal.views.browsing import browser, statuses

PATH = "/refused/"
OLD = {"csp-report": {"document-uri": "https://haru.example/posts/1/비밀-일기/", "violated-directive": "script-src 'self'",
    "blocked-uri": "https://evil.example/a.js?token=secret", "source-file": "https://haru.example/static/js/journal.1a2b.js", "line-number": 12}}  # fmt: skip
NEW = [{"type": "csp-violation", "url": "https://haru.example/posts/1/비밀-일기/", "user_agent": "x",
    "body": {"effectiveDirective": "style-src-elem", "blockedURL": "inline", "documentURL": "https://haru.example/비밀", "sample": "비밀 secret"}}]  # fmt: skip


def send(body, client=None, kind="application/csp-report"):
    data = body if isinstance(body, (str, bytes)) else json.dumps(body)
    return (client or Client(enforce_csrf_checks=True)).post(PATH, data, content_type=kind)


@pytest.mark.parametrize(
    ("report", "line"),
    [(OLD, "script-src evil.example journal.1a2b.js:12"), (NEW, "style-src-elem inline")],
)
def test_a_report_is_a_line_without_texts_and_tokens(db, caplog, report, line):
    with caplog.at_level(logging.WARNING, "haru.policy"):
        assert send(report).status_code == 204
    assert [record.getMessage() for record in caplog.records] == [f"The content policy refused {line}"]
    assert "비밀" not in caplog.text and "secret" not in caplog.text


@pytest.mark.parametrize(
    "body",
    ["", "x", "null", "1", "[]", "{}", "[" * 5_000, b"\xff\xfe", {"csp-report": []}, {"csp-report": {"violated-directive": []}},
     [{"type": "csp-violation"}], [{"type": "other", "body": {"effectiveDirective": "x"}}], {"csp-report": {"blocked-uri": "http://["}}],
)  # fmt: skip
def test_what_is_no_report_is_refused(db, caplog, body):
    assert send(body).status_code == 400
    assert not [record for record in caplog.records if record.name == "haru.policy"]


def test_nobody_writes_lines_of_their_own_into_the_log(db):
    evil = {
        "csp-report": {
            "effective-directive": "x\n2026 ERROR gone\x1b[31m",
            "blocked-uri": "http://[::1",
            "source-file": "a\r\nb.js",
            "line-number": "1\n2",
        }
    }
    [line] = report_lines(json.dumps(evil).encode())
    assert line.isprintable() and "\n" not in line and len(line) < 300


def test_a_long_one_and_many_of_them_are_refused(db, settings):
    settings.RATE_LIMITS = {**settings.RATE_LIMITS, "report": "3/h/user,3/h/ip"}
    assert send("x" * (MOST_BYTES + 1)).status_code == 413
    assert [send(OLD).status_code for _each in range(4)] == [204, 204, 429, 429]


def test_it_costs_next_to_nothing_and_takes_no_other_method(cast):
    client = browser(cast.camper)
    with query_budget(3):
        send(OLD, client)
    assert statuses(client, PATH, "get", "put", "delete") == {405}


def test_the_policy_names_the_address(db):
    said = Client().get("/").headers
    assert (
        f"report-uri {PATH}" in said["Content-Security-Policy"]
        and "report-to policy" in said["Content-Security-Policy"]
    )
    assert said["Reporting-Endpoints"] == f'policy="{PATH}"'
