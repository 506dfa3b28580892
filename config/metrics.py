"""Requests, counted for Prometheus: by all web processes of `manage.py serve` into files that any of them adds up.

Only where HARU_METRICS_TOKEN is set is any of this loaded. `serve` names and empties the folder of the files
(PROMETHEUS_MULTIPROC_DIR) before its processes begin; a process by itself counts for itself.
"""

import os
import time

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.multiprocess import MultiProcessCollector

from config.probes import PROBES
from config.requests import METHODS, route_of

FOLDER = "PROMETHEUS_MULTIPROC_DIR"
SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)
_registry = CollectorRegistry()
_requests = Counter("haru_requests", "Requests.", ["method", "route", "status"], registry=_registry)
_read_from = Counter("haru_replica_pages", "Pages that might read from the replica.", ["answer"], registry=_registry)
_seconds = Histogram("haru_request_seconds", "Until an answer began.", ["route"], buckets=SECONDS, registry=_registry)


def counted(get_response):
    """Return the middleware that counts what was asked, by the name of its address; probes are left out."""

    def middleware(request):
        began = time.perf_counter()
        response = get_response(request)
        if request.path_info not in PROBES:
            method, route = request.method if request.method in METHODS else "OTHER", route_of(request)
            _requests.labels(method, route, response.status_code).inc()
            _seconds.labels(route).observe(time.perf_counter() - began)
            if answer := getattr(request, "read_from", ""):
                _read_from.labels(answer).inc()
        return response

    return middleware


def requests_text() -> str:
    """Return the counts of all web processes (or of this one, where there is no folder) in Prometheus's text format."""
    registry = _registry
    if os.environ.get(FOLDER):
        registry = CollectorRegistry()
        MultiProcessCollector(registry)
    return generate_latest(registry).decode()
