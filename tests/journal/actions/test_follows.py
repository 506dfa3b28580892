"""Following: once is once, also for eight hands at the same time, and nothing but one thing at a time."""

import threading
from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from journal.actions import follows as actions
from journal.actions.follows import TooMany, follow, see_news, unfollow
from journal.models.follows import Follow, NewsMark
from tests.cast import make_cast
from tests.journal.views.crowd import many_topics


@pytest.fixture
def topic(cast):
    return cast.cohort.topics.get(slug="python")


def test_following_twice_is_following_once_and_letting_go_twice_too(cast, topic):
    one = follow(follower=cast.camper, topic=topic)
    assert follow(follower=cast.camper, topic=topic) == one
    assert [unfollow(follower=cast.camper, topic=topic) for _ in "12"] == [1, 0]
    assert not Follow.objects.exists()


def test_the_database_keeps_one_follow_of_exactly_one_other_thing(cast, topic):
    Follow.objects.create(follower=cast.camper, topic=topic)
    for wrong in ({"topic": topic}, {}, {"topic": topic, "person": cast.author}, {"person": cast.camper}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Follow.objects.create(follower=cast.camper, **wrong)


def test_no_more_than_fit(cast, topic, monkeypatch):
    monkeypatch.setattr(actions, "MOST_FOLLOWS", 2)
    first, second = many_topics(cast.cohort, 2)
    for each in (first, second, first):
        follow(follower=cast.camper, topic=each)
    with pytest.raises(TooMany):
        follow(follower=cast.camper, topic=topic)


def test_the_mark_begins_with_the_first_follow_and_never_goes_back_or_ahead(cast, topic):
    before = timezone.now()
    follow(follower=cast.camper, topic=topic)
    begun = NewsMark.objects.get().seen_at
    assert begun >= before
    assert see_news(follower=cast.camper, until=before - timedelta(days=3)).seen_at == begun
    seen = see_news(follower=cast.camper, until=timezone.now() + timedelta(days=3)).seen_at
    assert begun < seen <= timezone.now()


@pytest.mark.django_db(transaction=True)
def test_eight_at_once_make_one():
    cast = make_cast()
    topic, failed = cast.cohort.topics.get(slug="python"), []

    def press():
        try:
            follow(follower=cast.camper, topic=topic)
        except Exception as error:  # noqa: BLE001 (whatever it is, a person would have seen it)
            failed.append(error)
        finally:
            connection.close()

    hands = [threading.Thread(target=press) for _ in range(8)]
    for hand in hands:
        hand.start()
    for hand in hands:
        hand.join()
    assert (failed, Follow.objects.count(), NewsMark.objects.count()) == ([], 1, 1)
