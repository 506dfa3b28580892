"""Notifications: one row for each post and kind while it is unread, whoever and however many at once."""

import threading

import pytest
from django.db import connection

from journal.actions.comments import delete_comment
from journal.actions.notifications import notify, read_notification, read_notifications
from journal.actions.people import delete_people
from journal.models.notifications import Kind, Notification
from tests.factories import make_cohort, make_comment, make_member, make_post

pytestmark = pytest.mark.django_db


def tell(cast, actor, kind=Kind.CHECKED, **more):
    more.setdefault("post", cast.posts["cohort"])
    made = notify(recipients=[cast.author], kind=kind, actor=actor, **more)
    return Notification.objects.get(pk=made[0]) if made else None


def tell_comment(cast, actor):
    comment = make_comment(actor, cast.posts["cohort"], "Nothing to notify.")
    Notification.objects.filter(kind=Kind.CHECKED).delete()
    return comment, tell(cast, actor, Kind.RESOLVED, comment=comment)


def test_what_happens_at_one_post_is_one_notification_until_it_is_read(cast):
    first = tell(cast, cast.mentor)
    assert tell(cast, cast.organiser).pk == tell(cast, cast.mentor).pk == first.pk
    told = Notification.objects.get(pk=first.pk)
    assert (told.people, told.actor) == ([cast.mentor.pk, cast.organiser.pk], cast.mentor)
    read_notification(notification=told)
    again = tell(cast, cast.organiser)
    assert again.pk != first.pk
    assert again.people == [cast.organiser.pk]


def test_other_posts_and_kinds_are_notifications_of_their_own(cast):
    tell(cast, cast.mentor)
    tell(cast, cast.mentor, Kind.RESOLVED)
    tell(cast, cast.mentor, post=cast.posts["team"])
    assert Notification.objects.filter(recipient=cast.author).count() == 3


def test_words_to_one_person_are_not_joined(cast):
    for words in ("How is it going?", "Write to me."):
        notify(recipients=[cast.author], kind=Kind.NUDGE, actor=cast.mentor, cohort=cast.cohort, words=words)
    assert {told.words for told in Notification.objects.all()} == {"How is it going?", "Write to me."}


def test_new_post_is_told_once_even_where_it_was_read(cast):
    told = tell(cast, cast.team_mate, Kind.FOLLOWED)
    read_notification(notification=told)
    assert tell(cast, cast.team_mate, Kind.FOLLOWED) is None


def test_deleted_comment_is_taken_out_of_what_it_told_of(cast):
    Notification.objects.all().delete()
    first, told = tell_comment(cast, cast.mentor)
    second, _told = tell_comment(cast, cast.organiser)
    delete_comment(comment=second)
    told.refresh_from_db()
    assert (told.people, told.comment, told.actor) == ([cast.mentor.pk], first, cast.mentor)
    delete_comment(comment=first)
    assert not Notification.objects.filter(pk=told.pk).exists()


def test_deleted_person_is_taken_out_of_what_they_told_of(cast):
    tell(cast, cast.mentor)
    told = tell(cast, cast.organiser)
    make_member(cast.cohort, role="organiser")  # a cohort keeps one
    delete_people(people=[cast.organiser])
    told.refresh_from_db()
    assert (told.people, told.actor) == ([cast.mentor.pk], cast.mentor)
    delete_people(people=[cast.mentor])
    assert not Notification.objects.filter(pk=told.pk).exists()


def test_reading_all_of_a_kind_leaves_the_others_and_other_peoples(cast):
    tell(cast, cast.mentor)
    tell(cast, cast.mentor, Kind.RESOLVED)
    notify(recipients=[cast.team_mate], kind=Kind.CHECKED, actor=cast.mentor, post=cast.posts["cohort"])
    assert read_notifications(recipient=cast.author, kind=Kind.CHECKED) == 1
    assert Notification.objects.unread().count() == 2
    assert read_notifications(recipient=cast.author) == 1


def test_telling_many_costs_as_much_as_telling_one(cast, django_assert_num_queries):
    people = [cast.team_mate, cast.camper, cast.mentor, cast.other_mentor, cast.on_leave]
    for hearers in (people[:1], people):
        with django_assert_num_queries(3 + 2):  # and a savepoint
            notify(recipients=hearers, kind=Kind.FOLLOWED, actor=cast.author, post=cast.posts["cohort"])


@pytest.mark.django_db(transaction=True)
def test_many_at_once_make_one_notification_that_knows_of_all():
    cohort = make_cohort()
    author = make_member(cohort)
    post = make_post(author, cohort, day=1)
    others = [make_member(cohort) for _ in range(8)]
    Notification.objects.all().delete()

    def check(actor):
        try:
            notify(recipients=[author], kind=Kind.CHECKED, actor=actor, post=post)
        finally:
            connection.close()

    threads = [threading.Thread(target=check, args=[actor]) for actor in others]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    told = Notification.objects.get(recipient=author)
    assert sorted(told.people) == sorted(actor.pk for actor in others)
