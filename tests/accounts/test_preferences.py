"""Language and time zone of a request: the person's own, else the visitor's wish, else Korean and Seoul."""

import pytest
from django.http import HttpResponse
from django.test import RequestFactory
from django.urls import reverse
from django.utils import timezone, translation

from accounts.middleware import preferences
from accounts.models import User

LOGIN = reverse("account_login")


def asked_by(user) -> tuple[str, str]:
    """The language and the time zone that a view meets when `user` asks."""
    seen = []

    def view(request):
        seen.append((translation.get_language(), str(timezone.get_current_timezone())))
        return HttpResponse()

    request = RequestFactory().get("/")
    request.user = user
    preferences(view)(request)
    return seen[0]


def test_a_person_has_their_own_language_and_clock():
    assert asked_by(User(language="en", time_zone="Europe/Berlin")) == ("en", "Europe/Berlin")


@pytest.mark.parametrize("zone", ["Mars/Olympus", "", "../../etc/passwd", "/etc/passwd", "a\x00b", "Asia"])
def test_a_time_zone_that_nobody_knows_any_more_breaks_no_page(zone):
    assert asked_by(User(language="ko", time_zone=zone)) == ("ko", "Asia/Seoul")


def test_the_next_request_starts_afresh():
    before = translation.get_language(), str(timezone.get_current_timezone())
    asked_by(User(language="en" if before[0] == "ko" else "ko", time_zone="Europe/Berlin"))
    assert (translation.get_language(), str(timezone.get_current_timezone())) == before


@pytest.mark.parametrize(
    ("wish", "language"), [("en-GB,en;q=0.9", "en"), ("ko-KR", "ko"), ("fr", "ko"), ("", "ko"), ("x" * 9000, "ko")]
)
def test_a_visitor_has_what_the_browser_asks_for_else_korean(client, db, wish, language):
    assert client.get(LOGIN, headers={"accept-language": wish}).headers["Content-Language"] == language


def test_a_person_s_language_wins_over_their_browser_s(signed_in):
    page = signed_in.get(reverse("accounts.profile"), headers={"accept-language": "en"})
    assert page.headers["Content-Language"] == "ko"


def test_somebody_whose_account_is_closed_is_a_visitor_from_the_next_request_on(signed_in, minji):
    User.objects.filter(pk=minji.pk).update(is_active=False)
    assert signed_in.get(reverse("accounts.profile")).status_code == 302


def test_visitors_cost_no_query(client, db, django_assert_num_queries):
    with django_assert_num_queries(0):
        client.get(LOGIN)
