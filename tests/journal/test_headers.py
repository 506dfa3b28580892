"""Headers: what every answer tells a browser to refuse, on pages, refusals, redirects, pictures and errors alike."""

import pytest
from django.conf import settings
from django.test import Client, override_settings
from django.urls import include, path, reverse

from tests.journal.test_permissions import TABLE
from tests.permission_table import Row
from tests.world import World


def broken(world: World):
    """Fail, as a view with a bug does."""
    raise RuntimeError("a bug")


urlpatterns = [path("broken/", broken), path("", include("config.urls"))]
handler500 = "journal.views.errors.server_error"


def policy(response) -> dict[str, set[str]]:
    """Return a Content-Security-Policy as sets of sources by directive."""
    parts = (part.split() for part in response.headers["Content-Security-Policy"].split(";") if part.strip())
    return {name: set(sources) for name, *sources in parts}


def missing(response) -> list[str]:
    """Return what an answer forgets to tell the browser."""
    rules = policy(response) if "Content-Security-Policy" in response.headers else {}
    scripts = rules.get("script-src", rules.get("default-src", {"*"}))
    frames = rules.get("frame-ancestors", set()) == {"'none'"} or "sandbox" in rules
    loose = {"'unsafe-inline'", "'unsafe-eval'", "*", "data:", "https:", "http:", "blob:"}
    said = response.headers
    kind = said.get("Content-Type", "").lower()
    wrong = {
        "scripts": bool(scripts & loose),
        "styles": bool(rules.get("style-src", rules.get("default-src", {"*"})) & loose),
        "default": rules.get("default-src") != {"'none'"},
        "objects": bool(rules.get("object-src", rules.get("default-src", set())) - {"'none'"}),
        "framing": not frames or (said.get("X-Frame-Options") != "DENY" and response.status_code != 301),
        "base": "sandbox" not in rules and rules.get("base-uri") != {"'none'"},
        "forms": "sandbox" not in rules and rules.get("form-action") != {"'self'"},
        "sniffing": said.get("X-Content-Type-Options") != "nosniff",
        "referrer": said.get("Referrer-Policy") != "same-origin",
        "opener": said.get("Cross-Origin-Opener-Policy") != "same-origin",
        "type": response.status_code in (200, 403, 404) and "Content-Type" not in said,
        "other origins": "Access-Control-Allow-Origin" in said,
        "letters": kind.startswith("text/") and "charset=utf-8" not in kind,
    }
    return [name for name, is_wrong in wrong.items() if is_wrong]


def bad_cookies(response) -> list[str]:
    """Return the cookies that a script of another site, or of ours where it has no need, could reach."""
    wrong = []
    for name, cookie in response.cookies.items():
        if not cookie.value:
            continue  # it is taken away
        if cookie["samesite"] != "Lax" or (name == settings.SESSION_COOKIE_NAME and not cookie["httponly"]):
            wrong.append(name)
    return wrong


@pytest.mark.parametrize("row", [row for row in TABLE if row.label in ("", "public", "trashed", "draft")], ids=str)
def test_every_answer_has_its_headers(world: World, row: Row):
    for role in ("visitor", "author", "staff"):
        for method in ("GET", "POST"):
            response = world.ask(role, method, row.where(world), row.data(world, role) if method == "POST" else None)
            assert missing(response) == [], (role, method)
            assert bad_cookies(response) == [], (role, method)


@pytest.mark.parametrize("url", ["/nowhere/", "/c/none/", "/posts/1", "/admin/", "/admin/journal/cohort/", "/@nobody/"])
def test_errors_have_their_headers(world, url):
    for role in ("visitor", "author", "staff"):
        assert missing(world.ask(role, "GET", url)) == []
    assert missing(world.ask("author", "POST", url, check_csrf=True)) == []


def test_a_bad_host_has_its_headers(world):
    response = world.ask("visitor", "GET", "/", HTTP_HOST="evil.example")
    assert (response.status_code, response.headers["X-Content-Type-Options"]) == (400, "nosniff")


@override_settings(ROOT_URLCONF="tests.journal.test_headers")
def test_a_bug_has_its_headers_and_says_nothing_of_itself(db):
    response = Client(raise_request_exception=False).get("/broken/")
    assert (response.status_code, missing(response)) == (500, [])
    for word in (b"RuntimeError", b"a bug", b"Traceback", b"settings"):
        assert word not in response.content


def test_a_picture_runs_nothing(world):
    response = world.ask("author", "GET", world.uploads["cohort"].get_absolute_url())
    assert policy(response) == {"default-src": {"'none'"}, "sandbox": set()}
    assert response.headers["Content-Type"] == "image/png"
    assert response.headers["Cache-Control"].startswith("private")


def test_private_pages_are_kept_by_nobody_else(world):
    for url in (reverse("cohorts.show", args=["ai-tech"]), world.cast.posts["cohort"].get_absolute_url(), "/"):
        response = world.ask("author", "GET", url)
        vary = response.headers.get("Vary", "")
        assert "Cookie" in vary or "no-store" in response.headers.get("Cache-Control", ""), url
        assert "public" not in response.headers.get("Cache-Control", ""), url


def test_what_is_about_people_is_kept_by_no_browser(world):
    names = (
        "accounts.sessions",
        "accounts.log",
        "mfa_index",
        "account_email",
        "people.privacy",
        "feeds.index",
        "admin:index",
    )
    pages = [reverse(name) for name in names]
    pages += [reverse(f"{name}.index", args=["ai-tech"]) for name in ("members", "invitations", "reports", "acts")]
    pages += [reverse("organiser_desk.board", args=["ai-tech"]), reverse("notes.index", args=["ai-tech", "minji"])]
    for url in pages:
        for role in ("visitor", "author", "organiser", "staff"):
            response = world.ask(role, "GET", url)
            assert "no-store" in response.headers.get("Cache-Control", ""), (url, role)
    mine = world.ask("author", "GET", reverse("posts.new"))  # "back" finds there what was typed
    assert "no-store" not in mine.headers.get("Cache-Control", "")


def test_trace_gives_nothing_back(world):
    for url in ("/", "/accounts/login/", "/posts/new/", "/robots.txt", "/healthz", "/nowhere/"):
        response = world.ask("author", "TRACE", url, HTTP_X_SAID="tell-me")
        assert (response.status_code in (302, 404, 405), b"tell-me" in response.content) == (True, False), url


def test_a_page_without_its_policy_is_seen(world):
    response = world.ask("visitor", "GET", "/")
    assert missing(response) == []
    response.headers["Content-Security-Policy"] = (
        "default-src 'none'; script-src 'self' 'unsafe-inline'; style-src 'self'"
    )
    assert missing(response) == ["scripts", "framing", "base", "forms"]
    del response.headers["Content-Security-Policy"], response.headers["X-Frame-Options"]
    assert {"scripts", "styles", "default", "framing"} <= set(missing(response))
    response.set_cookie("sessionid", "x")
    assert bad_cookies(response) == ["sessionid"]
