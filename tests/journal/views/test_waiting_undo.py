"""Taking back that something needs no answer."""

from django.urls import reverse

from journal.actions.claims import dismiss_waiting
from journal.models.waiting import Waiting
from tests.factories import make_post
from tests.journal.views.browsing import browser, query_count, statuses, words


def test_it_waits_again_since_when_it_did(cast):
    make_post(cast.author, cast.cohort, body="> [!QUESTION]\n> 왜 느린가요?\n", day=10)
    before = Waiting.objects.get()
    path = reverse("waiting.undo", args=[dismiss_waiting(waiting=before, by=cast.mentor).pk])
    assert "This needs no answer" in words(browser(cast.organiser).get(path))
    assert query_count(browser(cast.mentor), path) <= 8
    assert {browser(cast.people[who]).post(path).status_code for who in ("author", "other_mentor", "staff")} == {403}
    assert browser(cast.mentor).post(path).status_code == 302
    assert Waiting.objects.get().asked_at == before.asked_at
    assert browser(cast.mentor).post(path).status_code == 404
    assert statuses(browser(cast.mentor), path, "put", "delete") == {405}
