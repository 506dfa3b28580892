"""Requests are counted by the names of their addresses, by all web processes together."""

import os
import subprocess
import sys

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.http import HttpResponse
from django.test import RequestFactory
from django.urls import ResolverMatch

from config import env, metrics
from tests.config.embedded_user import PROJECT

ASK = """
from types import SimpleNamespace
from config import metrics
import django; django.setup()
request = SimpleNamespace(path_info="/x/", method="GET", resolver_match=SimpleNamespace(view_name="posts.show"))
metrics.counted(lambda _request: SimpleNamespace(status_code=200))(request)
print(metrics.requests_text())
"""


def count(text: str, name: str) -> float:
    return next(float(line.split()[-1]) for line in text.splitlines() if line.startswith(name))


def test_a_request_is_counted_by_the_name_of_its_address():
    request = RequestFactory().post("/posts/zqsecret/?q=zqtext")
    request.resolver_match = ResolverMatch(lambda: None, (), {}, url_name="posts.zq_name")
    metrics.counted(lambda _request: HttpResponse(status=418))(request)
    text = metrics.requests_text()
    assert count(text, 'haru_requests_total{method="POST",route="posts.zq_name",status="418"}') == 1
    assert count(text, 'haru_request_seconds_count{route="posts.zq_name"}') == 1
    assert "zqsecret" not in text and "zqtext" not in text


def test_pages_say_whether_the_replica_answered():
    for answer in ("replica", "behind", ""):
        request = RequestFactory().get("/zq/")
        request.read_from = answer
        metrics.counted(lambda _request: HttpResponse())(request)
    text = metrics.requests_text()
    assert count(text, 'haru_replica_pages_total{answer="replica"}') == 1
    assert count(text, 'haru_replica_pages_total{answer="behind"}') == 1 and 'answer=""' not in text


def test_probes_are_not_counted():
    before = metrics.requests_text()
    metrics.counted(lambda _request: HttpResponse())(RequestFactory().get("/healthz"))
    assert [line for line in metrics.requests_text().splitlines() if "total" in line] == [
        line for line in before.splitlines() if "total" in line
    ]


def test_processes_count_together(tmp_path):
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "config.settings", metrics.FOLDER: str(tmp_path)}
    for number in (1, 2, 3):
        ended = subprocess.run(
            [sys.executable, "-c", ASK], cwd=PROJECT, env=environment, capture_output=True, text=True, timeout=300
        )
        assert count(ended.stdout, "haru_requests_total") == number, ended.stderr


@pytest.mark.parametrize("token", ["short", "한글" * 20])
def test_a_weak_token_stops_the_start(monkeypatch, token):
    monkeypatch.setenv("HARU_METRICS_TOKEN", token)
    with pytest.raises(ImproperlyConfigured, match="HARU_METRICS_TOKEN is weak"):
        env.metrics_token()
