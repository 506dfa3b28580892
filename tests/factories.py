"""Small makers of things, through the actions that people's clicks go through."""

import itertools
import uuid
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from accounts.models import User
from journal.actions.announcements import announce
from journal.actions.cohorts import add_member, open_cohort
from journal.actions.comments import add_comment
from journal.actions.posts import PostText, start_post
from journal.models.cohorts import Cohort
from journal.models.people import Membership

_numbers = itertools.count(1)
FIRST_ON = date(2021, 8, 2)  # a Monday, and the seed's first day


def make_user(handle: str = "", **columns) -> User:
    """Return a new user who can sign in with `force_login`."""
    handle = handle or f"person{next(_numbers)}"
    columns.setdefault("display_name", handle.title())
    return User.objects.create_user(f"{handle}@test.example", handle, "pass", **columns)


def make_cohort(slug: str = "", **columns) -> Cohort:
    """Return a new open cohort of 20 weeks from 2021-08-02 with teams "1조" and "2조"."""
    slug = slug or f"cohort-{next(_numbers)}"
    columns = {"name": slug, "first_on": FIRST_ON, "last_on": FIRST_ON + timedelta(weeks=20), **columns}
    return open_cohort(slug=slug, teams=["1조", "2조"], **columns)


def make_member(cohort: Cohort, role: str = "camper", handle: str = "", **columns) -> User:
    """Return a new user who is a member of the cohort."""
    user = make_user(handle)
    add_member(cohort=cohort, user=user, role=role, **columns)
    return user


def let_be_here_from_the_start(cohort: Cohort) -> None:
    """Let all members have joined before the cohort's first day; who is made by a test joins now."""
    day_before = timezone.make_aware(datetime.combine(cohort.first_on, time.min)) - timedelta(days=1)
    Membership.objects.filter(cohort=cohort).update(joined_at=day_before)


def make_post(
    author, cohort, *, title="A title", body="A body.", day=None, visibility="cohort", topics=(), publish=True
):
    """Return a new post: a journal of Day `day`, or a free note."""
    study_on = cohort.calendar.date_of(day) if day else None
    text = PostText(title=title, body=body, study_on=study_on, visibility=visibility, topics=list(topics))
    return start_post(author=author, cohort=cohort, key=uuid.uuid4(), text=text, publish=publish)


def make_announcement(by, cohort, *, title="A title", body="A body.", teams=(), roles=(), **columns):
    """Return a new announcement to teams (of these names) and roles, or to the whole cohort where none are named."""
    keys = sorted(cohort.teams.filter(name__in=teams).values_list("pk", flat=True))
    whom = {"is_for_all": not (teams or roles), "team_keys": keys, "roles": list(roles)}
    return announce(cohort=cohort, by=by, key=uuid.uuid4(), title=title, body=body, **whom, **columns)


def make_comment(author, post, body="A comment.", **columns):
    """Return a new comment on a post."""
    return add_comment(author=author, post=post, body=body, key=uuid.uuid4(), **columns)
