"""The author of a post unties it from a lecture that it does not note."""

import pytest
from django.urls import reverse

from journal.actions.topics import curate_topic
from journal.models.curriculum import Lecture
from tests.factories import make_post
from tests.journal.views.browsing import browser, statuses, words
from tests.world import set_state

BODY = "## 학습 내용\n\n### Python\n\n- 4-2 Modules\n"


@pytest.fixture
def modules(cast):
    python = curate_topic(cohort=cast.cohort, name="Python", position=1)
    return Lecture.objects.create(cohort=cast.cohort, topic=python, code="4-2", title="Modules")


@pytest.fixture
def post(cast, modules):
    return make_post(cast.author, cast.cohort, title="Noted", body=BODY, day=8)


def path_of(post, lecture):
    return reverse("curriculum.untie", args=[post.pk, lecture.pk])


def test_untied_the_post_leaves_the_lecture_s_page_and_can_be_tied_again(cast, post, modules):
    client = browser(cast.author)
    assert path_of(post, modules) in client.get(post.get_absolute_url()).content.decode()
    answer = client.post(path_of(post, modules), follow=True)
    assert "no longer among the notes of “4-2 Modules”" in words(answer)
    again = reverse("curriculum.tie", args=[post.pk, modules.pk])
    assert again in answer.content.decode()
    assert "Noted" not in words(browser(cast.camper).get(modules.get_absolute_url()))
    client.post(again)
    assert "Noted" in words(browser(cast.camper).get(modules.get_absolute_url()))


def test_readers_are_not_offered_it(cast, post, modules):
    page = browser(cast.camper).get(post.get_absolute_url()).content.decode()
    assert modules.get_absolute_url() in page and "untie" not in page


@pytest.mark.parametrize(
    ("role", "status"),
    [("camper", 403), ("mentor", 403), ("organiser", 403), ("staff", 403), ("stranger", 404), ("withdrawn", 404)],
)
def test_nobody_else_unties_it(cast, post, modules, role, status):
    assert browser(cast.people[role]).post(path_of(post, modules)).status_code == status
    assert post.lecture_notes.get().lecture == modules


def test_visitor_is_asked_to_sign_in(cast, post, modules):
    assert browser().post(path_of(post, modules)).status_code == 302
    assert post.lecture_notes.get().lecture == modules


def test_over_is_over(cast, post, modules):
    set_state(cast.cohort, "ended")
    assert browser(cast.author).post(path_of(post, modules)).status_code == 403


def test_lecture_of_another_cohort_or_of_none_is_not_there(cast, post):
    topic = curate_topic(cohort=cast.other, name="Python", position=1)
    other = Lecture.objects.create(cohort=cast.other, topic=topic, code="1", title="Elsewhere")
    assert browser(cast.author).post(path_of(post, other)).status_code == 404
    assert browser(cast.author).post(reverse("curriculum.untie", args=[post.pk, 987_654])).status_code == 404


def test_answers_post_only(cast, post, modules):
    assert statuses(browser(cast.author), path_of(post, modules), "get", "put", "delete") == {405}
