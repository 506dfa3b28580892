"""Saying that an item needs no answer."""

import pytest
from django.urls import reverse

from journal.models.waiting import Dismissal, Waiting
from tests.factories import make_post
from tests.journal.views.browsing import browser, statuses, words

BODY = "## 질문\n\n" + "".join(f"- {word} 그런가요?\n" for word in ("왜", "어디서", "언제", "누가", "무엇이"))


@pytest.fixture
def five(cast):
    make_post(cast.author, cast.cohort, body=BODY, day=10)
    return list(Waiting.objects.order_by("pk"))


def path_of(waiting):
    return reverse("waiting.dismiss", args=[waiting.pk])


def test_one_click_and_it_waits_no_more_and_the_page_can_take_it_back(cast, five):
    answer = browser(cast.mentor).post(path_of(five[0]))
    dismissal = Dismissal.objects.get()
    assert (answer.status_code, answer.url) == (302, reverse("waiting.undo", args=[dismissal.pk]))
    assert dismissal.dismissed_by == cast.mentor
    assert set(Waiting.objects.values_list("pk", flat=True)) == {each.pk for each in five[1:]}
    assert browser(cast.mentor).post(path_of(five[0])).status_code == 404


def test_desk_gets_its_reader_back(cast, five):
    assert browser(cast.mentor).post(path_of(five[0]), {"next": "/c/ai-tech/"}).url == "/c/ai-tech/"


def test_the_desk_offers_to_take_it_back(cast, five):
    mentor, desk = browser(cast.mentor), "/c/ai-tech/mentor/?teams=all"
    page = mentor.post(path_of(five[0]), {"next": desk}, follow=True)
    assert f"“{five[0].words}” needs no answer." in words(page)
    undo = reverse("waiting.undo", args=[Dismissal.objects.get().pk])
    assert f'action="{undo}"' in page.content.decode()
    assert mentor.post(undo, {"next": desk}).url == desk
    assert Waiting.objects.count() == 5


@pytest.mark.parametrize(("role", "status"), [("other_mentor", 403), ("author", 404), ("staff", 404)])
def test_only_who_answers_it_says_so(cast, five, role, status):
    assert browser(cast.people[role]).post(path_of(five[0])).status_code == status
    assert Waiting.objects.count() == 5


def test_answers_posting_only(cast, five):
    assert statuses(browser(cast.mentor), path_of(five[0]), "get", "head", "put", "delete") == {405}
