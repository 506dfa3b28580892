"""Known vulnerabilities of packages, asked of a server that answers as OSV's does."""

import json
import threading
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from tests.advisories import LOCK, main, pinned

KNOWN_SINCE = datetime(2026, 11, 1, tzinfo=UTC)
TOLD = {
    "id": "GHSA-1", "aliases": ["CVE-2026-1"], "published": "2026-11-01T00:00:00Z",
    "database_specific": {"severity": "HIGH"},
    "affected": [{"package": {"name": "Django"}, "ranges": [{"events": [{"introduced": "0"}, {"fixed": "5.2.99"}]}]}],
}  # fmt: skip


@pytest.fixture
def service():
    """An address that knows of one vulnerability, in django, and remembers what it was asked."""
    asked = []

    class Answering(BaseHTTPRequestHandler):
        def do_POST(self):
            queries = json.loads(self.rfile.read(int(self.headers["Content-Length"])))["queries"]
            asked.extend(queries)
            found = [{"vulns": [{"id": "GHSA-1"}]} if q["package"]["name"] == "django" else {} for q in queries]
            self.answer({"results": found})

        def do_GET(self):
            self.answer(TOLD)

        def answer(self, data):
            self.send_response(200)
            self.end_headers()
            self.wfile.write(json.dumps(data).encode())

        def log_message(self, *args):
            pass

    server = HTTPServer(("127.0.0.1", 0), Answering)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}", asked
    server.shutdown()


@pytest.fixture
def lock(tmp_path):
    path = tmp_path / "requirements.lock"
    path.write_text("django==5.2.1 \\\n    --hash=sha256:00\npsycopg[binary]==3.2.1 ; python_version >= '3.11' \\\n")
    return path


def test_each_package_of_the_lock_is_asked_about(service, lock):
    address, asked = service
    main(address, lock, KNOWN_SINCE)
    assert [(each["package"]["name"], each["version"]) for each in asked] == [("django", "5.2.1"), ("psycopg", "3.2.1")]
    assert {each["package"]["ecosystem"] for each in asked} == {"PyPI"}


@pytest.mark.parametrize(("days", "exits"), [(13, 0), (14, 1)])
def test_what_is_known_is_said_and_fails_once_its_time_is_over(service, lock, capsys, days, exits):
    assert main(service[0], lock, KNOWN_SINCE + timedelta(days)) == exits
    assert "django 5.2.1: GHSA-1 CVE-2026-1 (high, since 2026-11-01, mended in 5.2.99)" in capsys.readouterr().out


def test_nothing_known_is_well(service, tmp_path, capsys):
    path = tmp_path / "requirements.lock"
    path.write_text("psycopg==3.2.1\n")
    assert main(service[0], path, KNOWN_SINCE) == 0
    assert "1 packages, 0 known vulnerabilities" in capsys.readouterr().out


def test_a_list_that_cannot_be_reached_holds_nothing_up(lock, capsys):
    assert main("http://127.0.0.1:1", lock) == 0
    assert "No list of known vulnerabilities could be asked" in capsys.readouterr().out


def test_every_line_of_the_real_lock_is_read():
    text = LOCK.read_text()
    assert len(pinned(text)) == sum("==" in line and not line.startswith((" ", "#")) for line in text.splitlines()) > 10
