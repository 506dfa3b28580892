"""An author says something to the reason why their words are hidden, and the organisers read it."""

import pytest
from django.urls import reverse

from journal.actions.hidings import hide_post, lift_hiding
from journal.models.cohorts import Cohort
from tests.journal.views.browsing import browser, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def hiding(cast):
    return hide_post(post=cast.posts["cohort"], by=cast.organiser, reason="It names people.")


def test_answer_is_read_by_the_organisers_also_when_the_cohort_is_over(cast, hiding):
    Cohort.objects.filter(pk=cast.cohort.pk).update(state="ended")
    client, path = browser(cast.author), reverse("hidings.answer", args=[hiding.pk])
    assert "It names people." in words(client.get(path))
    assert "The organisers read your answer." in words(client.post(path, {"words": "They agreed."}, follow=True))
    assert "They agreed." in words(browser(cast.organiser).get(cast.posts["cohort"].get_absolute_url()))


def test_empty_answer_is_refused_and_a_late_one_too(cast, hiding):
    client, path = browser(cast.author), reverse("hidings.answer", args=[hiding.pk])
    assert "Write your answer first." in words(client.post(path, {"words": " "}))
    lift_hiding(hiding=hiding, by=cast.organiser)
    assert client.post(path, {"words": "Late."}).status_code == 403
