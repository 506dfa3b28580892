"""Letting go of an item."""

import pytest
from django.urls import reverse

from journal.actions.claims import claim_waiting
from journal.models.waiting import Waiting
from tests.factories import make_post
from tests.journal.views.browsing import browser, statuses

BODY = "## 질문\n\n" + "".join(f"- {word} 그런가요?\n" for word in ("왜", "어디서", "언제", "누가", "무엇이"))


@pytest.fixture
def five(cast):
    make_post(cast.author, cast.cohort, body=BODY, day=10)
    return list(Waiting.objects.order_by("pk"))


def path_of(waiting):
    return reverse("waiting.release", args=[waiting.pk])


def test_holder_lets_go_and_nobody_else_does(cast, five):
    claim_waiting(waiting=five[0], by=cast.mentor)
    assert browser(cast.organiser).post(path_of(five[0])).status_code == 302
    assert Waiting.objects.get(pk=five[0].pk).holder_id == cast.mentor.pk
    browser(cast.mentor).post(path_of(five[0]))
    assert Waiting.objects.get(pk=five[0].pk).holder_id is None


def test_answers_posting_only(cast, five):
    assert statuses(browser(cast.mentor), path_of(five[0]), "get", "head", "put", "delete") == {405}
