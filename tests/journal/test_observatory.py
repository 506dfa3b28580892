"""The real pages of a deployment, by the rules of Mozilla's HTTP Observatory: 115 points or more, each of them."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.observatory import content_policy, points, score
from tests.world import PASSWORD

ENOUGH = 115
PAGES = {
    "visitor": ["/", "/accounts/login/", "/accounts/signup/", "/accounts/password/reset/", "/nowhere/", "/@minji/"],
    "camper": ["/", "/c/ai-tech/", "/c/ai-tech/topics/", "/c/ai-tech/search/?q=x", "/posts/new/", "/accounts/profile/",
               "/accounts/sessions/", "/accounts/second-step/", "/privacy/", "/notifications/", "/c/ai-tech/organise/"],
    "organiser": ["/c/ai-tech/organise/", "/c/ai-tech/organise/people/"],
}  # fmt: skip


@pytest.fixture
def deployed(settings):
    """The settings of a deployment that its headers depend on."""
    settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = settings.LANGUAGE_COOKIE_SECURE = True
    settings.SECURE_HSTS_SECONDS, settings.SECURE_HSTS_INCLUDE_SUBDOMAINS = 31_536_000, True


@pytest.mark.parametrize("role", PAGES)
def test_every_page_has_points_enough(world, deployed, role):
    client = Client()
    if user := world.cast.people[role]:
        client.force_login(user)
    low = {}
    for path in [*PAGES[role], world.cast.posts["public"].get_absolute_url()]:
        response = client.get(path, secure=True)
        assert response.status_code in (200, 403, 404), path
        if score(response) < ENOUGH:
            low[path] = points(response)
    assert low == {}


def test_signing_in_sets_cookies_that_give_points(world, deployed):
    user = world.cast.team_mate
    response = Client().post(reverse("account_login"), {"login": user.email, "password": PASSWORD}, secure=True)
    assert response.status_code == 302 and "sessionid" in response.cookies
    assert points(response)["cookies"] == 5 and score(response) >= ENOUGH + 5


def test_files_and_pictures_are_kept_to_ourselves(world, deployed):
    client = Client()
    client.force_login(world.cast.author)
    response = client.get(world.uploads["cohort"].get_absolute_url(), secure=True)
    assert response.headers["Cross-Origin-Resource-Policy"] == "same-origin"
    public = Client().get(world.uploads["public"].get_absolute_url(), secure=True)
    assert public.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    powers = response.headers["Permissions-Policy"]
    assert "camera=()" in powers
    for power in ("autoplay", "encrypted-media", "fullscreen"):  # of a video's frame, and so of the page around it
        assert f'{power}=(self "https://www.youtube-nocookie.com")' in powers


@pytest.mark.parametrize(
    ("policy", "given"),
    [
        ("default-src 'none'; script-src 'self'; style-src 'self'", 10),
        ("default-src 'self'", 5),
        ("default-src 'none'; style-src 'self' 'unsafe-inline'", 0),
        ("default-src 'none'; img-src http:", -10),
        ("default-src 'none'; script-src 'self' 'unsafe-eval'", -10),
        ("default-src 'none'; script-src 'self' 'unsafe-inline'", -20),
        ("default-src 'none'; script-src https:", -20),
        ("img-src 'self'", -20),
        ("", -25),
    ],
)
def test_a_policy_is_scored_by_its_worst_source(policy, given):
    assert content_policy(policy) == given


def test_a_page_that_forgets_a_header_is_seen(world, deployed):
    response = Client().get("/", secure=True)
    assert score(response) >= ENOUGH
    for name, taken in (
        ("Strict-Transport-Security", 20),
        ("Content-Security-Policy", 30),
        ("Cross-Origin-Resource-Policy", 10),
    ):
        worse = Client().get("/", secure=True)
        del worse.headers[name]
        assert score(response) - score(worse) >= taken, name
