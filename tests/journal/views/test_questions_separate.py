"""Letting a joined question stand for itself again."""

from django.urls import reverse

from journal.actions.questions import join_question
from journal.models.waiting import Waiting
from tests.factories import make_post
from tests.journal.views.browsing import browser, statuses

BODY = "> [!QUESTION]\n> 왜 느린가요?\n"


def test_it_waits_again_and_twice_is_once(cast):
    first, second = (make_post(who, cast.cohort, body=BODY).questions.get() for who in (cast.camper, cast.author))
    join_question(question=second, into=first, by=cast.mentor)
    path = reverse("questions.separate", args=[second.pk])
    assert browser(cast.author).post(path).status_code == 403
    for _time in range(2):
        assert browser(cast.mentor).post(path).url == second.page
    second.refresh_from_db()
    assert (second.same_as, second.joined_at, second.joined_by) == (None, None, None)
    assert set(Waiting.objects.values_list("question", flat=True)) == {first.pk, second.pk}
    assert statuses(browser(cast.mentor), path, "get", "head", "put", "delete") == {405}
