"""The doors under odd requests: without a token, by a wrong method, towards another site, for what does not exist."""

import re
from html import escape
from urllib.parse import quote, urlsplit

import pytest
from django.urls import reverse

from tests.cast import ROLES
from tests.journal.test_permissions import TABLE, routes
from tests.permission_accounts import admin_urls
from tests.permission_table import Row
from tests.world import SIGN_IN, World, answer, post_data

OPEN_DOORS = (200, 302)
EVIL = (
    "//evil.example", "https://evil.example/", "http:evil.example", "/\\evil.example", "\\\\evil.example",
    "///evil.example", "https:/\t/evil.example", "javascript:alert(1)", "//testserver@evil.example", "https://testserver.evil.example/",
    "\x00//evil.example", "/\t/evil.example",
)  # fmt: skip
NEXT = ("next", "back", "url", "redirect_to", "return_to")
UNSEEN = [row for row in TABLE if row.missing]
OPEN = [row for row in TABLE if 200 in row.get.values() or 302 in row.post.values()]
NAMED = list({row.name: row for row in OPEN}.values())  # one row for each name


def let_in(row: Row, method: str = "POST") -> list[str]:
    """Return the roles whose request succeeds by the table."""
    expected = row.post if method == "POST" else row.get
    return [role for role in ROLES if expected[role] in OPEN_DOORS]


def leaves_the_site(response) -> bool:
    """Return whether a redirect leads a browser to another host, or into a script."""
    if not (where := response.headers.get("Location")):
        return False
    # Browsers drop tabs and line ends, and take a backslash for a slash.
    plain = re.sub(r"[\t\r\n\x00]", "", where).replace("\\", "/").strip()
    parts = urlsplit(plain)
    here = parts.netloc == "testserver" if parts.scheme or parts.netloc else not plain.startswith("//")
    return not here or parts.scheme not in ("", "http", "https")


VARIES = ("Content-Length", "Location", "X-Request-ID")


def as_seen(response, url: str) -> tuple:
    """Return everything a browser learns from an answer, without what is different each time and the address itself."""
    page = response.whole.decode()
    page = re.sub(r'(name="csrfmiddlewaretoken" value=")[^"]+', r"\1", page)
    page = page.replace(response.headers["X-Request-ID"], "NUMBER")
    for written in {url, quote(url), quote(url, safe=""), quote(url, safe="/"), escape(url)}:
        page = page.replace(written, "URL")
    where = response.headers.get("Location", "").replace(quote(url), "URL").replace(url, "URL")
    headers = {name: value for name, value in response.headers.items() if name not in VARIES}
    return response.status_code, where, page, headers, sorted(response.cookies)


# RFC 8058: a mail program ends mails by a POST; what it may do stands signed in the address (test_mail_stop.py).
# And a browser reports by itself what a policy refused; that changes nothing.
WITHOUT_A_TOKEN = {"mail.stop", "site.refused"}


@pytest.mark.parametrize("row", [row for row in TABLE if let_in(row) and row.name not in WITHOUT_A_TOKEN], ids=str)
def test_a_post_without_a_token_is_refused(world, row):
    for role in let_in(row)[:2]:
        response = world.ask(role, "POST", row.where(world), row.data(world, role), check_csrf=True)
        assert response.status_code == 403, role


def test_the_admin_refuses_a_post_without_a_token(world):
    for _route, url in admin_urls(routes()):
        assert world.ask("staff", "POST", url, {"post": "yes"}, check_csrf=True).status_code == 403, url


def test_a_post_with_its_token_is_let_in(world):
    """So that the tests above can fail for the right reason only."""
    page = world.ask("author", "GET", reverse("posts.new"))
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page.whole.decode())[1]
    world.cookies["author"]["csrftoken"] = page.cookies["csrftoken"].value
    response = world.ask(
        "author", "POST", reverse("posts.new"), {**post_data(), "csrfmiddlewaretoken": token}, check_csrf=True
    )
    assert response.status_code == 302


@pytest.mark.parametrize("row", NAMED, ids=str)
def test_other_methods_are_wrong(world, row):
    role = (let_in(row, "GET") or let_in(row) or ["author"])[-1]
    for method in ("PUT", "PATCH", "DELETE"):
        response = world.ask(role, method, row.where(world))
        assert (method, answer(response)) in {(method, 405), (method, SIGN_IN)}
        if response.status_code == 405:
            assert method not in response.headers["Allow"]


@pytest.mark.parametrize("row", NAMED, ids=str)
def test_head_answers_as_get_does(world, row):
    role = (let_in(row, "GET") or ["author"])[0]
    assert world.ask(role, "HEAD", row.where(world)).status_code == world.ask(role, "GET", row.where(world)).status_code


@pytest.mark.parametrize("row", NAMED, ids=str)
def test_no_redirect_leaves_the_site(world, row):
    url = row.where(world)
    takes_next = row.name.startswith(("account", "people.join"))
    for evil in EVIL if takes_next else EVIL[:2]:
        asks = "&".join(f"{name}={quote(evil)}" for name in NEXT)
        with_evil = f"{url}{'&' if '?' in url else '?'}{asks}"
        for role in ("visitor", *let_in(row)[-1:]):
            assert not leaves_the_site(world.ask(role, "GET", with_evil, HTTP_REFERER=evil[1:])), evil
            data = {**row.data(world, role), **dict.fromkeys(NEXT, evil)}
            assert not leaves_the_site(world.ask(role, "POST", with_evil, data, HTTP_REFERER=evil)), evil


def test_a_redirect_that_leaves_is_seen():
    for where in (*EVIL[:7], "https://evil.example"):
        assert leaves_the_site(type("Response", (), {"headers": {"Location": where}})), where
    for where in ("/", "/posts/1/", "http://testserver/", "/accounts/login/?next=//evil.example"):
        assert not leaves_the_site(type("Response", (), {"headers": {"Location": where}})), where


@pytest.mark.parametrize(
    "path", ["//evil.example/c", "//evil.example/%2e%2e", "/\\evil.example", "/%2f%2fevil.example/c"]
)
def test_a_path_with_two_slashes_leads_nowhere_else(world, path):
    assert not leaves_the_site(world.ask("visitor", "GET", path))


@pytest.mark.parametrize("host", ["evil.example", "testserver.evil.example", "testserver@evil.example"])
def test_another_host_s_name_is_refused(world, host):
    assert world.ask("visitor", "GET", "/", HTTP_HOST=host).status_code == 400
    there = world.ask("visitor", "GET", reverse("posts.new"), HTTP_X_FORWARDED_HOST=host)
    assert not leaves_the_site(there)


@pytest.mark.parametrize("content_type", ["multipart/form-data", "application/x-www-form-urlencoded; charset=none"])
def test_who_is_refused_may_have_sent_what_nobody_can_read(world, content_type):
    where = reverse("posts.delete", args=[world.cast.posts["cohort"].pk])
    assert world.ask("team_mate", "POST", where, "\x00", content_type=content_type).status_code == 403


@pytest.mark.parametrize("row", UNSEEN, ids=str)
def test_what_is_unseen_is_as_if_it_did_not_exist(world: World, row):
    url = row.where(world)
    for method, expected in (("GET", row.get), ("POST", row.post)):
        shut = [role for role in ROLES if expected[role] in (404, SIGN_IN)]
        for role in shut[:2] + shut[-1:]:
            data = row.data(world, role) if method == "POST" else {}
            there = as_seen(world.ask(role, method, url, data), url)
            nowhere = as_seen(world.ask(role, method, row.missing, data), row.missing)
            assert there == nowhere, role
