"""Kept pieces: each shows what it is given now, in the reader's language, and to one reader nothing of another's."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from accounts.models import User
from journal.actions.topics import curate_topic
from journal.models.curriculum import Lecture
from journal.models.events import Event
from journal.queries.matrix import matrix_of
from journal.templatetags.kept import drawn
from tests.factories import make_post
from tests.journal.views.browsing import browser, words

HOME = reverse("site.home")
DAY4 = reverse("cohorts.day", args=["ai-tech", 4])


@pytest.fixture
def topic(cast):
    return curate_topic(cohort=cast.cohort, name="Python", position=1)


def test_what_cannot_be_told_apart_is_not_kept():
    with pytest.raises(TypeError):
        drawn("journal/cohorts/_about.html", "en", ["a list"])


@pytest.mark.parametrize("first", ["author", "team_mate", "mentor"])
def test_the_week_and_drafts_on_the_front_page_are_ones_own(cast, first):
    cast.cohort.first_on = cast.cohort.today() - timedelta(days=7)
    cast.cohort.last_on = cast.cohort.today() + timedelta(days=90)
    cast.cohort.save()
    make_post(cast.team_mate, cast.cohort, title="Bora's secret draft", publish=False, day=None)
    make_post(cast.author, cast.cohort, title="Minji's secret draft", publish=False, day=None)
    browser(cast.fresh(first)).get(HOME)
    mine = words(browser(cast.fresh("author")).get(HOME))
    theirs = words(browser(cast.fresh("team_mate")).get(HOME))
    assert "Minji's secret draft" in mine and "Bora's" not in mine
    assert "Bora's secret draft" in theirs and "Minji's secret" not in theirs


@pytest.mark.parametrize(
    ("change", "shown"),
    [
        (lambda topic: Lecture.objects.update(title="Renamed lecture"), "Renamed lecture"),
        (lambda topic: Lecture.objects.update(code="77"), "77"),
        (lambda topic: type(topic).objects.filter(pk=topic.pk).update(name="Renamed topic"), "Renamed topic"),
        (lambda topic: Event.objects.update(name="Renamed event"), "Renamed event"),
        (lambda topic: Event.objects.update(speaker="Somebody else"), "Somebody else"),
    ],
)
def test_what_stands_beside_a_day_changes_at_once(cast, topic, change, shown):
    day = cast.cohort.calendar.date_of(4)
    Lecture.objects.create(cohort=cast.cohort, topic=topic, code="4-1", title="Decorators", study_on=day)
    Event.objects.create(cohort=cast.cohort, on=day, name="Master Class", speaker="Kim")
    client = browser(cast.fresh("camper"))
    before = words(client.get(DAY4))
    assert "Decorators" in before and "Master Class" in before and shown not in before
    change(topic)
    assert shown in words(client.get(DAY4))


def test_two_cohorts_with_equal_days_lead_each_to_its_own(cast, topic):
    for cohort, user in ((cast.cohort, "camper"), (cast.other, "stranger")):
        lecture = {"topic": curate_topic(cohort=cohort, name="Python", position=1), "code": "1", "title": "Same"}
        Lecture.objects.create(cohort=cohort, study_on=date(2021, 8, 5), **lecture)
        html = browser(cast.fresh(user)).get(reverse("cohorts.day", args=[cohort.slug, 4])).content.decode()
        assert f"/c/{cohort.slug}/lectures/" in html
        assert f"/c/{(cast.other if cohort == cast.cohort else cast.cohort).slug}/lectures/" not in html


def test_each_language_has_pieces_of_its_own(cast, topic):
    day = cast.cohort.calendar.date_of(4)
    Event.objects.create(cohort=cast.cohort, on=day, name="Master Class")
    assert "Events" in words(browser(cast.fresh("camper")).get(DAY4))
    User.objects.filter(pk=cast.team_mate.pk).update(language="ko")
    client = Client()
    client.force_login(cast.fresh("team_mate"))
    with translation.override("ko"):
        assert "Events" not in words(client.get(DAY4))


def test_a_matrix_does_not_hold_its_cells(cast):
    matrix = matrix_of(cast.fresh("author"), cast.cohort, with_tags=True)
    drawn("journal/topics/_matrix.html", "en", matrix)
    assert "rows" not in vars(matrix)
