"""Each request has a number, the same in the log, in the answer and on the page that says that something went wrong."""

import json
import logging

import pytest
from django.http import HttpResponse
from django.test import Client, override_settings
from django.urls import include, path, reverse

from config.logs import Json
from tests.journal.views.browsing import browser

TEXT = "zqtext오늘"


def broken(request, text=""):
    """Fail over what somebody wrote, as a view with a bug does."""
    raise ValueError(request.POST.get("body", TEXT))


def away(request):
    """Answer 503, which Django logs once all middleware is through."""
    return HttpResponse(status=503)


def quiet(request):
    """Answer."""
    return HttpResponse("ok")


urlpatterns = [
    path("broken/<str:text>/", broken, name="broken.text"),
    path("quiet/", quiet),
    path("away/", away, name="away.now"),
    path("", include("config.urls")),
]
handler500 = "journal.views.errors.server_error"
ours = override_settings(ROOT_URLCONF="tests.config.test_requests")


class Log(logging.Handler):
    """Keeps lines as a deployment's log would have them."""

    def __init__(self):
        super().__init__()
        self.lines: list[dict] = []
        self.setFormatter(Json())

    def emit(self, record):
        self.lines.append(json.loads(self.format(record)))


@pytest.fixture
def log():
    """Return the lines of the log from here on."""
    handler, root, access = Log(), logging.getLogger(), logging.getLogger("haru")
    root.addHandler(handler)
    level = access.level
    access.setLevel("INFO")
    yield handler.lines
    access.setLevel(level)
    root.removeHandler(handler)


def client() -> Client:
    return Client(raise_request_exception=False, headers={"accept-language": "en"})


def test_the_page_of_a_try_too_many_shows_the_number(cast, settings):
    settings.RATE_LIMITS = {**settings.RATE_LIMITS, "invitation": "1/h/ip"}
    tries = [Client().get("/join/none/") for _each in range(2)]
    assert [answer.status_code for answer in tries] == [404, 429]
    assert f"<code>{tries[1].headers['X-Request-ID']}</code>" in tries[1].content.decode()


@ours
def test_the_page_of_a_bug_shows_the_number_that_the_log_has(db, log):
    answer = client().post(f"/broken/{TEXT}/?q={TEXT}", {"body": TEXT})
    number = answer.headers["X-Request-ID"]
    assert answer.status_code == 500 and number in answer.content.decode()
    error, access = log
    assert error["request"] == access["request"] == number
    assert error["error"] == {"kind": "ValueError"} and "broken" in error["trace"][-1]
    assert access == access | {"method": "POST", "route": "broken.text", "status": 500, "logger": "haru.access"}
    assert "zqtext" not in json.dumps(log, ensure_ascii=False)


@pytest.mark.parametrize(
    ("url", "host", "status"),
    [("/nowhere/", "testserver", 404), ("/", "evil.example", 400), (reverse("jobs.index"), "testserver", 403)],
)
def test_other_errors_pages_show_it_too(cast, log, url, host, status):
    asking = browser(cast.people["author"])
    answer = asking.get(url, headers={"host": host, "x-request-id": "from-the-proxy.1"})
    assert (answer.status_code, answer.headers["X-Request-ID"]) == (status, "from-the-proxy.1")
    assert "from-the-proxy.1" in answer.content.decode()
    assert {line["request"] for line in log} == {"from-the-proxy.1"}


def test_a_form_that_was_refused_shows_it_too(cast):
    asking = Client(enforce_csrf_checks=True)
    answer = asking.post(reverse("account_login"), {"login": TEXT})
    assert answer.status_code == 403 and answer.headers["X-Request-ID"] in answer.content.decode()


def test_a_page_that_is_well_shows_no_number(db):
    answer = browser().get("/")
    assert answer.headers["X-Request-ID"] not in answer.content.decode()


@pytest.mark.parametrize(
    "given",
    [
        "",
        "short",
        "x" * 65,
        "a b c d e f",
        "<script>alert(1)</script>",
        "zq\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9",
        "-abcdefgh",
    ],
)
def test_a_number_of_another_form_is_not_taken(given):
    answer = client().get("/healthz", headers={"x-request-id": given})
    number = answer.headers["X-Request-ID"]
    assert number != given and len(number) == 16 and number.isalnum()


@ours
def test_a_request_has_one_line_without_anybody_s_words(cast, log):
    asking = browser(cast.people["author"])
    asking.get(f"/quiet/?q={TEXT}")
    (line,) = log
    assert (line["level"], line["method"], line["status"]) == ("info", "GET", 200)
    assert line["route"] == "tests.config.test_requests.quiet"
    assert line["ms"] >= 0 and "zqtext" not in json.dumps(line, ensure_ascii=False)


@ours
def test_an_error_that_no_exception_caused_has_its_number_too(db, log):
    number = client().get("/away/").headers["X-Request-ID"]
    assert [line["request"] for line in log] == [number, number]
    assert log[-1]["message"] == "Service Unavailable: away.now"


def test_who_was_signed_in_is_a_number(cast, log):
    author = cast.people["author"]
    browser(author).get("/")
    browser().get("/")
    mine, theirs = log
    assert (mine["user"], mine["route"]) == (author.pk, "site.home") and "user" not in theirs
    assert author.email not in json.dumps(log) and author.handle not in json.dumps(log)


def test_probes_are_no_line_unless_they_are_refused(db, log):
    client().get("/healthz")
    client().post("/healthz")
    assert [line["status"] for line in log] == [405]


def test_a_method_of_no_name_is_other(db, log):
    client().generic("ZQTEXT", "/")
    assert log[0]["method"] == "OTHER"
