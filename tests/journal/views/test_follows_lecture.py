"""Following a lecture."""

import pytest
from django.urls import reverse

from journal.models.follows import Follow
from tests.journal.views.browsing import asks_to_sign_in, browser, statuses
from tests.journal.views.crowd import many_lectures


@pytest.fixture
def lecture(cast):
    return many_lectures(cast.cohort, 1)[0]


@pytest.fixture
def path(lecture):
    return reverse("follows.lecture", args=[lecture.pk])


def test_a_lecture_is_followed_once_and_let_go(cast, lecture, path):
    client = browser(cast.camper)
    for on, count in (("1", 1), ("1", 1), ("0", 0), ("0", 0)):
        assert client.post(path, {"on": on}).status_code == 302
        assert Follow.objects.filter(lecture=lecture).count() == count


def test_htmx_gets_the_button_alone(cast, path):
    page = browser(cast.camper).post(path, headers={"HX-Request": "true"}).content.decode()
    assert f'action="{path}"' in page and "<html" not in page


@pytest.mark.parametrize("role", ["stranger", "withdrawn"])
def test_who_is_no_member_finds_nothing(cast, path, role):
    assert browser(cast.people[role]).post(path).status_code == 404


def test_visitor_is_asked_to_sign_in(path):
    assert asks_to_sign_in(browser().post(path), path)


def test_answers_posting_only(cast, path):
    assert statuses(browser(cast.camper), path, "get", "put", "delete") == {405}
