"""Holding an item for half an hour."""

import pytest
from django.urls import reverse

from journal.models.waiting import Waiting
from tests.factories import make_comment, make_post
from tests.journal.views.browsing import browser, statuses

BODY = "## 질문\n\n" + "".join(f"- {word} 그런가요?\n" for word in ("왜", "어디서", "언제", "누가", "무엇이"))


@pytest.fixture
def five(cast):
    make_post(cast.author, cast.cohort, body=BODY, day=10)
    return list(Waiting.objects.order_by("pk"))


def path_of(waiting):
    return reverse("waiting.claim", args=[waiting.pk])


def test_claimed_item_has_a_holder_and_others_are_told_who(cast, five):
    answer = browser(cast.mentor).post(path_of(five[0]), {"next": "/c/ai-tech/"})
    assert (answer.status_code, answer.url) == (302, "/c/ai-tech/")
    assert Waiting.objects.get(pk=five[0].pk).holder_id == cast.mentor.pk
    assert "Seoyeon takes care of this" in browser(cast.organiser).post(path_of(five[0]), follow=True).content.decode()


def test_fifth_is_refused_in_words(cast, five):
    client = browser(cast.mentor)
    said = [client.post(path_of(each), follow=True).content.decode() for each in five]
    assert ["You hold 4 already" in page for page in said] == [False] * 4 + [True]


@pytest.mark.parametrize("back", ["https://evil.example/", "//evil.example/", "evil"])
def test_nobody_is_led_away(cast, five, back):
    answer = browser(cast.mentor).post(path_of(five[0]), {"next": back})
    assert answer.url == five[0].post.get_absolute_url()


def test_answered_item_is_not_there(cast, five):
    make_comment(cast.organiser, five[0].post, "Yes.", section=five[0].section)
    assert browser(cast.mentor).post(path_of(five[0])).status_code == 404


@pytest.mark.parametrize(
    ("role", "status"), [("other_mentor", 403), ("author", 404), ("staff", 404), ("stranger", 404)]
)
def test_only_who_answers_it_claims(cast, five, role, status):
    assert browser(cast.people[role]).post(path_of(five[0])).status_code == status


def test_answers_posting_only(cast, five):
    assert statuses(browser(cast.mentor), path_of(five[0]), "get", "head", "put", "delete") == {405}
