"""The organisers' board: a camper's day is posted, late, on leave, off or missing; a hundred rows a page."""

import re
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from journal.actions.hidings import hide_post
from journal.models.people import Leave, Membership
from journal.models.posts import Post
from tests.factories import let_be_here_from_the_start, make_cohort, make_member, make_post
from tests.guards import query_budget
from tests.journal.views.browsing import browser, links, words
from tests.journal.views.crowd import many_people, many_posts

pytestmark = pytest.mark.django_db
BOARD = "/c/ai-tech/organise/board/"
WEEK = f"{BOARD}?week=2021-08-05"


def rows_of(answer) -> dict[str, list[str]]:
    """Return the states of each row's cells, by whose row it is."""
    rows = re.findall(r'<tr><th class="board__who" scope="row"><a href="/@(\w+)/">(.*?)</tr>', answer.content.decode())
    return {who: re.findall(r'data-state="(\w+)"', row) for who, row in rows}


def in_time(post: Post) -> None:
    """Let a journal have been published on its own day."""
    noon = datetime.combine(post.study_on, datetime.min.time(), ZoneInfo("Asia/Seoul")) + timedelta(hours=23)
    Post.objects.filter(pk=post.pk).update(published_at=noon)


def test_each_day_of_each_camper(cast):
    cohort = cast.cohort
    let_be_here_from_the_start(cohort)
    posts = [make_post(cast.team_mate, cohort, day=day) for day in (1, 2, 4)]
    for post in posts[:2]:
        in_time(post)
    hide_post(post=posts[1], by=cast.organiser, reason="Not for others.")
    make_post(cast.camper, cohort, day=2, publish=False)
    cohort.holidays.create(on=cohort.calendar.date_of(3), name="Summer")
    leave = {"from_on": cohort.calendar.date_of(1), "back_on": cohort.calendar.date_of(2)}
    Leave.objects.create(membership=Membership.objects.get(user=cast.camper), **leave)
    answer = browser(cast.organiser).get(WEEK)
    rows = rows_of(answer)
    assert rows["bora"] == ["posted", "posted", "off", "late", "missing"]
    assert rows["sol"] == ["away", "missing", "off", "missing", "missing"]
    assert set(rows) == {"minji", "bora", "sol", "yuna", "gahee"}  # not Wonho, who withdrew
    for shown in ("posted", "late", "on leave", "not posted", "holiday", "Holiday", "Week of", "Graduated"):
        assert shown in words(answer), shown
    assert f"/posts/{posts[0].pk}/" in links(answer)


def test_weeks_follow_each_other_within_the_cohort(cast):
    client = browser(cast.organiser)
    first = client.get(WEEK)
    assert any("week=2021-08-09" in link for link in links(first))
    assert not any("week=2021-07-26" in link for link in links(first))
    last = client.get(BOARD)  # all is over: the last week
    assert "Day 101" in words(last)
    assert not any("week=2021-12-27" in link for link in links(last))
    for wrong in ("2021-07-25", "2022-01-01", "9999-12-31", "0001-01-01"):
        assert client.get(f"{BOARD}?week={wrong}").status_code == 404, wrong


def test_what_is_still_to_come_is_not_missing():
    today = timezone.localdate(timezone=ZoneInfo("Asia/Seoul"))
    every_day = {"study_weekdays": [1, 2, 3, 4, 5, 6, 7], "last_on": today + timedelta(weeks=2)}
    cohort = make_cohort("running", first_on=today - timedelta(weeks=2), **every_day)
    make_member(cohort, handle="camper_a")
    away = make_member(cohort, handle="camper_b", state="on_leave")
    organiser = make_member(cohort, "organiser")
    let_be_here_from_the_start(cohort)
    page = browser(organiser).get(f"/c/running/organise/board/?week={today}")
    rows = rows_of(page)
    assert rows["camper_a"] == ["missing"] * (today.weekday() + 1)
    assert rows["camper_b"] == ["missing"] * today.weekday() + ["away"] * (7 - today.weekday())
    assert away.handle in page.content.decode()


def test_days_before_somebody_joined_are_blank(cast):
    day_3 = datetime.combine(cast.cohort.calendar.date_of(3), datetime.min.time(), ZoneInfo("Asia/Seoul"))
    for person, moment in ((cast.team_mate, day_3), (cast.camper, day_3 - timedelta(seconds=1))):
        Membership.objects.filter(cohort=cast.cohort, user=person).update(joined_at=moment)
    in_time(make_post(cast.team_mate, cast.cohort, day=1))  # brought along from elsewhere
    answer = browser(cast.organiser).get(WEEK)
    assert rows_of(answer)["bora"] == ["posted", "missing", "missing", "missing"]  # Day 2 has no sign
    assert rows_of(answer)["sol"] == ["missing"] * 4
    assert "not here yet" in words(answer)


def test_a_hundred_rows_a_page_and_a_team_at_a_time(cast):
    many_people(cast.cohort, 120)
    client = browser(cast.organiser)
    first, second = client.get(WEEK), client.get(f"{WEEK}&page=2")
    assert (len(rows_of(first)), len(rows_of(second))) == (100, 25)
    assert not set(rows_of(first)) & set(rows_of(second))
    assert "1 to 100 of 125" in words(first)
    assert client.get(f"{WEEK}&page=3").status_code == 404
    team = cast.cohort.teams.get(name="2조")
    assert set(rows_of(client.get(f"{WEEK}&team={team.pk}"))) == {"sol"}
    assert client.get(f"{WEEK}&team={cast.other.teams.first().pk}").status_code == 404


def test_thirty_cost_what_one_costs(cast):
    client = browser(cast.organiser)
    client.get(WEEK)
    counts = []
    for count in (1, 29):
        many_posts(cast.cohort, count, day=4)
        with query_budget(14) as seen:
            client.get(WEEK)
        counts.append(len(seen))
    assert counts[0] == counts[1]
