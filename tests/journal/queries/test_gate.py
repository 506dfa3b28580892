"""The one gate: nobody is told, shown, counted or mailed what they may not see, or do not want."""

import itertools
from datetime import UTC, datetime

import pytest
from django.utils import timezone

from journal.actions.digests import leave_digests
from journal.actions.mail import deliver_mail
from journal.actions.notifications import notify, prefer
from journal.models.classes import is_open_to
from journal.models.cohorts import Cohort
from journal.models.mail import Delivery
from journal.models.notifications import Channel, Kind, Notification
from journal.models.posts import Post
from journal.models.readers import readers_in
from journal.queries.gate import allowed, channel_of
from tests.cast import ROLES, VISIBILITIES
from tests.leak_ways import HEARS, TABLE, WAYS, WITHOUT_POST, tell

pytestmark = pytest.mark.django_db


def fresh(told):
    return Notification.objects.select_related("post__cohort", "cohort", "announcement").get(pk=told.pk)


@pytest.mark.parametrize(("kind", "way"), TABLE)
def test_what_became_unseen_is_neither_listed_nor_counted_nor_sent(cast, kind, way):
    role, told = HEARS[kind], tell(cast, kind)
    assert list(Notification.objects.visible_to(cast.fresh(role))) == [told]
    assert channel_of(fresh(told))
    WAYS[way].happens(cast, role)
    hidden, reader = WAYS[way].hides(kind), cast.fresh(role)
    assert Notification.objects.visible_to(reader).unread().exists() != hidden
    if still := Notification.objects.filter(pk=told.pk).first():
        assert (channel_of(fresh(still)) is None) == hidden


@pytest.mark.parametrize(("kind", "way"), [(kind, way) for kind, way in TABLE if way != "its author deleted"])
def test_what_is_unseen_already_is_not_told(cast, kind, way):
    WAYS[way].happens(cast, HEARS[kind])
    assert (tell(cast, kind) is None) == WAYS[way].hides(kind)


@pytest.mark.parametrize(("visibility", "state"), list(itertools.product(VISIBILITIES, Cohort.State)))
def test_gate_and_reading_agree_about_everybody(cast, visibility, state):
    """The rule for many readers of one post is the one for many posts of one reader."""
    Cohort.objects.filter(pk=cast.cohort.pk).update(state=state)
    post = Post.objects.select_related("cohort").get(pk=cast.posts[visibility].pk)
    people = {role: cast.people[role] for role in ROLES if role != "visitor"}
    readers = readers_in(post.cohort_id, [user.pk for user in people.values()])
    reads = set()
    for role, user in people.items():
        if role == "author":
            continue
        seen = Post.objects.visible_as_member(cast.fresh(role)).published().filter(pk=post.pk).exists()
        reader = readers.get(user.pk)
        told = bool(post.is_published and reader and is_open_to(reader, post))
        assert told == (seen and reader is not None), role
        reads |= {role} if told else set()
    assert bool(reads) == (visibility != "draft")


def test_nobody_hears_of_what_they_did_themselves(cast):
    assert notify(recipients=[cast.author], kind=Kind.COMMENT, actor=cast.author, post=cast.posts["cohort"]) == []


def test_staff_of_the_site_hear_of_nothing_they_are_no_member_for(cast):
    hearing = allowed([cast.staff.pk, cast.stranger.pk], Kind.FOLLOWED, cohort=cast.cohort, post=cast.posts["public"])
    assert hearing == {}


def test_each_hears_by_the_channel_they_chose(cast):
    prefer(user=cast.author, channels={Kind.COMMENT: Channel.NONE, Kind.REPLY: Channel.MAIL})
    prefer(user=cast.author, channels={Kind.REPLY: Channel.SITE})
    hears = {kind: allowed([cast.author.pk], kind, cohort=cast.cohort, post=cast.posts["cohort"]) for kind in Kind}
    assert hears[Kind.COMMENT] == {}
    assert hears[Kind.REPLY] == {cast.author.pk: "site"}
    assert hears[Kind.MENTION] == {cast.author.pk: "mail"}


@pytest.mark.parametrize(("kind", "channel"), list(itertools.product(Kind, Channel)))
def test_a_kind_comes_by_the_channel_that_was_chosen_for_it_and_by_no_other(cast, mailoutbox, kind, channel):
    role = HEARS[kind]
    prefer(user=cast.people[role], channels={kind: channel}, evening="none")
    told = tell(cast, kind)
    assert bool(told) == Notification.objects.visible_to(cast.fresh(role)).exists() == (channel != Channel.NONE)
    Delivery.objects.update(due_at=timezone.now())
    deliver_mail()
    assert len(mailoutbox) == (channel == Channel.MAIL)
    mailoutbox.clear()
    for hour in (23, 12):  # eight in the morning and nine in the evening in Seoul
        leave_digests(now=datetime(2021, 8, 5, hour, tzinfo=UTC))
    deliver_mail()
    assert sum(cast.people[role].email in mail.to for mail in mailoutbox) == (channel == Channel.DIGEST)


def test_who_is_on_leave_is_mailed_nothing(cast):
    hears = allowed([cast.on_leave.pk], Kind.MENTION, cohort=cast.cohort, post=cast.posts["cohort"])
    assert hears == {cast.on_leave.pk: "site"}


def test_whoever_wants_a_kind_no_more_is_sent_nothing_that_was_made_before(cast):
    told = tell(cast, Kind.MENTION)
    prefer(user=cast.team_mate, channels={Kind.MENTION: Channel.NONE})
    assert channel_of(fresh(told)) is None


def test_whose_account_is_closed_hears_of_nothing(cast):
    type(cast.author).objects.filter(pk=cast.author.pk).update(is_active=False)
    assert allowed([cast.author.pk], Kind.NUDGE, cohort=cast.cohort) == {}


def test_way_that_hides_something_is_known_for_each_kind():
    for kind in Kind:
        hiding = [way for way in WAYS.values() if way.hides(kind)]
        assert len(hiding) >= (3 if kind in WITHOUT_POST else 5)
