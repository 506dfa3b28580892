"""Digests: one a day at most, at the cohort's own hour, with what its reader may see then; mentors' in the evening."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone

from accounts.models import User
from journal.actions.digests import leave_digests
from journal.actions.mail import deliver_mail
from journal.actions.moods import keep_mood
from journal.actions.notifications import notify, prefer, read_notifications
from journal.models.cohorts import Cohort
from journal.models.mail import Delivery, DigestStop
from journal.models.notifications import Channel, Kind, Notification
from journal.models.people import Membership
from journal.models.posts import Post
from journal.queries.digests import totals_of
from journal.queries.mentor_desk import desk_of
from tests.factories import make_comment, make_member, make_post
from tests.leak_ways import HEARS, TABLE, WAYS, tell

pytestmark = pytest.mark.django_db
DAY = date(2021, 8, 5)  # the fourth study day, a Thursday
SEOUL = timedelta(hours=9)


def at(hour: int, minute: int = 0, day: date = DAY) -> datetime:
    """Return a moment by the clock in Seoul."""
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=UTC) - SEOUL


def want(user, channel=Channel.DIGEST):
    prefer(user=user, channels=dict.fromkeys(Kind, channel))


def news(cast, body="좋아요.", post="cohort", hearer=None):
    """Tell Minji of a comment, which she wants in her digest."""
    post = Post.objects.select_related("cohort").get(pk=cast.posts[post].pk)
    comment = make_comment(cast.organiser, post, body)
    want(hearer or cast.author)
    notify(recipients=[hearer or cast.author], kind=Kind.COMMENT, actor=cast.organiser, post=post, comment=comment)


def digests(hour: int, minute: int = 0, day: date = DAY) -> int:
    """Let the schedule and the worker run at this moment; return how many digests were sent."""
    leave_digests(now=at(hour, minute, day))
    return deliver_mail()


def receivers(letterbox) -> list[str]:
    return [letter["To"].split("@")[0] for letter in letterbox.letters]


@pytest.fixture
def no_mentors(cast):
    """The morning's digests alone."""
    DigestStop.objects.bulk_create(DigestStop(user=user) for user in (cast.mentor, cast.other_mentor))


def test_it_comes_in_the_morning_of_the_cohort_once_a_day(cast, letterbox):
    news(cast)
    assert digests(7, 59) == 0
    assert digests(8) == 1
    assert receivers(letterbox) == ["minji"] and "좋아요." in letterbox.text() and "좋아요." in letterbox.text("html")
    news(cast, body="더 좋아요.")
    assert [digests(8, 5), digests(9), digests(11, 59), digests(20)] == [0, 0, 0, 0]
    assert digests(8, day=DAY + timedelta(1)) == 1
    assert "더 좋아요." in letterbox.text() and "\n좋아요." not in letterbox.text()


def test_two_schedules_at_once_leave_one(cast, letterbox):
    news(cast)
    leave_digests(now=at(8))
    leave_digests(now=at(8))
    assert Delivery.objects.filter(recipient=cast.author).count() == 1
    assert deliver_mail() == 1


def test_the_hour_and_the_clock_are_the_cohort_s(cast, letterbox):
    Cohort.objects.filter(pk=cast.cohort.pk).update(time_zone="America/New_York", digest_hour=18)
    news(cast)
    assert digests(6) == 0
    assert digests(7) == 1  # six in the evening of the day before, in New York
    assert Delivery.objects.get(recipient=cast.author).digest_on == DAY - timedelta(1)


def test_without_news_there_is_none_that_day(cast, letterbox):
    want(cast.author)
    assert digests(8) == 0
    news(cast)
    assert digests(9) == 0


def test_what_was_read_or_mailed_at_once_is_not_in_it(cast, letterbox):
    news(cast)
    read_notifications(recipient=cast.author)
    assert digests(8) == 0
    news(cast)
    want(cast.author, Channel.MAIL)
    assert digests(8, day=DAY + timedelta(1)) == 0


@pytest.mark.parametrize(("kind", "way"), TABLE)
def test_what_became_unseen_is_in_no_digest(cast, letterbox, no_mentors, kind, way):
    role = HEARS[kind]
    want(cast.people[role])
    DigestStop.objects.get_or_create(user=cast.mentor)  # which the wish took away: the desk's numbers are no leak
    assert tell(cast, kind)
    Notification.objects.exclude(kind=kind).delete()
    hour = 21 if role == "mentor" else 8
    leave_digests(now=at(hour))
    WAYS[way].happens(cast, role)
    Notification.objects.exclude(kind=kind).delete()
    gone = not Notification.objects.exists()
    assert deliver_mail() == (0 if WAYS[way].hides(kind) or gone else 1)
    assert receivers(letterbox) == ([] if WAYS[way].hides(kind) or gone else [cast.people[role].handle])


@pytest.mark.parametrize("state", ["on_leave", "withdrawn", "invited"])
def test_who_is_away_or_gone_gets_none(cast, letterbox, state):
    news(cast)
    news(cast, hearer=cast.mentor)
    leave_digests(now=at(8))
    leave_digests(now=at(21))
    Membership.objects.filter(cohort=cast.cohort, user__in=[cast.author, cast.mentor]).update(state=state)
    deliver_mail()
    assert {"minji", "seoyeon"} & set(receivers(letterbox)) == set()


@pytest.mark.parametrize("state", ["draft", "ended", "archived"])
def test_a_cohort_that_is_not_open_has_none(cast, letterbox, state):
    news(cast)
    Cohort.objects.filter(pk=cast.cohort.pk).update(state=state)
    assert digests(8) == digests(21) == 0


# Mentors, in the evening.


def evening(cast) -> None:
    """Two more campers of team 1, of whom one posted; a question to its mentor waits."""
    team = cast.cohort.teams.get(name="1조")
    make_member(cast.cohort, handle="late", team=team)
    make_post(cast.team_mate, cast.cohort, day=4, title="Bora's first")
    make_comment(cast.team_mate, cast.posts["cohort"], "왜 그런가요?", asks=True)


def test_a_mentor_s_digest_has_the_desk_s_four_numbers(cast, letterbox):
    evening(cast)
    User.objects.filter(pk=cast.mentor.pk).update(language="en")
    assert totals_of(cast.fresh("mentor"), cast.cohort.pk, DAY).__dict__ == {
        "waiting": 1, "posted": 2, "campers": 3, "missing": 1, "signals": 1,
    }  # fmt: skip
    assert digests(20, 59) == 0
    digests(21)
    letter = next(each for each in letterbox.letters if each["To"] == "seoyeon@test.example")
    text = letter.get_body(preferencelist=("plain",)).get_content()
    for line in (
        "1 waits for an answer.",
        "2 of 3 posted today.",
        "1 has not posted.",
        "1 signal: somebody's first post",
    ):
        assert line in text
    assert "http://testserver/c/ai-tech/mentor/" in text
    assert letter["Subject"] == "[ai-tech] Aug 5 in the evening: 1 waits"
    assert digests(22) == 0


def test_the_mail_and_the_desk_say_the_same(cast):
    evening(cast)
    for day in (3, 4):  # the first is a journal that `evening` did not write
        post = Post.objects.get(author=cast.author, study_on=cast.cohort.calendar.date_of(day))
        keep_mood(post=post, word="hard")
    mentor = cast.fresh("mentor")
    totals = totals_of(mentor, cast.cohort.pk, DAY)
    assert totals == desk_of(mentor, cast.cohort, DAY).numbers
    assert totals.signals == 2  # Bora's first journal, and Minji's second hard day in a row


def test_nobody_but_a_mentor_of_teams_gets_the_numbers(cast):
    evening(cast)
    for role in ("author", "organiser", "staff", "stranger", "withdrawn", "on_leave"):
        assert totals_of(cast.fresh(role), cast.cohort.pk, DAY) is None
    Membership.objects.get(user=cast.mentor).mentored_teams.clear()
    assert totals_of(cast.fresh("mentor"), cast.cohort.pk, DAY) is None


def test_the_numbers_are_of_the_mentor_s_own_teams(cast):
    evening(cast)
    totals = totals_of(cast.fresh("other_mentor"), cast.cohort.pk, DAY)
    assert (totals.waiting, totals.posted, totals.campers, totals.missing) == (0, 0, 1, 1)


def test_a_day_off_with_nobody_waiting_has_none(cast):
    saturday = DAY + timedelta(2)
    assert totals_of(cast.fresh("mentor"), cast.cohort.pk, saturday) is None
    evening(cast)
    assert totals_of(cast.fresh("mentor"), cast.cohort.pk, saturday).waiting == 1


def test_a_mentor_who_ended_it_gets_none(cast, letterbox):
    evening(cast)
    DigestStop.objects.create(user=cast.mentor)
    digests(21)
    assert "seoyeon" not in receivers(letterbox)


def test_leaving_digests_costs_the_same_for_one_and_for_thirty(cast, django_assert_max_num_queries):
    for _number in range(30):
        news(cast, hearer=make_member(cast.cohort))
    with django_assert_max_num_queries(16):
        assert leave_digests(now=at(8)) == 30
    assert Delivery.objects.filter(digest_on=DAY, due_at__lte=timezone.now()).exists()
