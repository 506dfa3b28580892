"""Checking one post: once, taken back, and told to its author alone."""

import pytest

from journal.actions.posts import PostText, save_post
from journal.models.checks import Check
from journal.models.notifications import Notification
from tests.jobs import run_jobs

pytestmark = pytest.mark.django_db
ENGLISH = {"Accept-Language": "en"}


@pytest.mark.usefixtures("in_english")
def test_the_author_sees_who_has_read_it_and_other_campers_do_not(client, cast):
    post = cast.posts["cohort"]
    client.force_login(cast.mentor)
    back = "/c/ai-tech/mentor/?teams=all"
    for _twice in range(2):
        assert client.post(f"/posts/{post.pk}/check/", {"version": post.version, "next": back}).url == back
    assert Check.objects.count() == 1
    run_jobs()
    run_jobs()
    assert Notification.objects.filter(kind="checked", recipient=cast.author, actors=[cast.mentor.pk]).count() == 1
    said = "Read by mentor Seoyeon"
    for role, is_seen in (
        ("author", True),
        ("mentor", True),
        ("organiser", True),
        ("team_mate", False),
        ("other_mentor", False),
        ("staff", False),
    ):
        client.force_login(cast.people[role])
        page = client.get(post.get_absolute_url(), headers=ENGLISH).content.decode()
        assert (said in page) == is_seen, role


@pytest.mark.usefixtures("in_english")
def test_an_edit_after_the_check_is_said(client, cast):
    post = cast.posts["cohort"]
    client.force_login(cast.mentor)
    client.post(f"/posts/{post.pk}/check/", {"version": post.version})
    text = PostText(title=post.title, body="Another text.", study_on=post.study_on, visibility="cohort")
    save_post(post=post, editor=cast.author, text=text, version=post.version, publish=True)
    client.force_login(cast.author)
    assert "edited since" in client.get(f"/posts/{post.pk}/", headers=ENGLISH, follow=True).content.decode()


def test_a_check_is_taken_back(client, cast):
    post = cast.posts["team"]
    client.force_login(cast.mentor)
    client.post(f"/posts/{post.pk}/check/")
    client.post(f"/posts/{post.pk}/check/", {"on": "0"})
    assert not Check.objects.exists()
    run_jobs()
    assert not Notification.objects.filter(kind="checked").exists()


def test_only_who_takes_care_of_the_camper_checks(client, cast):
    for role in ("author", "team_mate", "camper", "other_mentor", "staff"):
        client.force_login(cast.people[role])
        assert client.post(f"/posts/{cast.posts['cohort'].pk}/check/").status_code == 403
    assert not Check.objects.exists()


def test_it_leads_nowhere_else(client, cast):
    client.force_login(cast.mentor)
    post = cast.posts["cohort"]
    answer = client.post(f"/posts/{post.pk}/check/", {"next": "https://evil.example/"})
    assert answer.url == post.get_absolute_url()
