"""Members: what they were made holds from the next request on, everywhere; a cohort keeps an organiser."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from journal.actions.digests import leave_digests
from journal.actions.members import change_role, change_state, move_members
from journal.actions.people import LastOrganiser, change_membership, delete_membership
from journal.models.checks import Check
from journal.models.mail import Delivery
from journal.models.moderation import Act
from journal.models.people import Leave, Membership
from journal.policies import may_nudge, may_open_desk, may_write_post
from journal.queries.audience import mentors_of, people_called
from journal.queries.gate import allowed
from journal.queries.invitations import to_be_invited
from journal.queries.mentor_desk import desk_of
from journal.queries.people import roster_of, suggest_people
from tests.factories import make_member
from tests.journal.actions.test_likes import at_once

pytestmark = pytest.mark.django_db
STATES = ("active", "on_leave", "graduated", "withdrawn", "invited")
# Every place that counts, lists or tells members, and in which states somebody is in it.
PLACES = {
    "mails": {"active", "graduated"},
    "notifications": {"active", "on_leave", "graduated"},
    "digests": {"active"},
    "the mentor's desk": {"active"},
    "nudges": {"active"},
    "mentions": {"active", "on_leave", "graduated"},
    "suggestions": {"active", "on_leave", "graduated"},
    "the list of people": {"active", "on_leave", "graduated"},
    "writing": {"active"},
    "invitations": {"invited"},
}


def member(cast, role: str) -> Membership:
    return Membership.objects.select_related("user", "cohort").get(cohort=cast.cohort, user=cast.people[role])


def places_of(cast, role: str) -> set[str]:
    """Return where a camper is counted, listed or told of something now."""
    each, cohort, boss = member(cast, role), cast.cohort, cast.fresh("organiser")
    told = allowed([each.user_id], "comment", cohort=cohort, post=cast.posts["cohort"])
    Delivery.objects.all().delete()
    leave_digests(now=cohort_hour(cohort))
    desk = desk_of(boss, cohort, cohort.calendar.date_of(4))
    found = {
        "mails": told.get(each.user_id, "") not in ("", "site"),
        "notifications": each.user_id in told,
        "digests": Delivery.objects.filter(recipient=each.user, digest_on__isnull=False).exists(),
        "the mentor's desk": each.user_id in desk.members,
        "nudges": may_nudge(boss, each),
        "mentions": each.user_id in people_called(cohort.pk, [each.user.handle]),
        "suggestions": each in suggest_people(boss, cohort, each.user.handle),
        "the list of people": roster_of(boss, cohort, called=each.user.handle).shown != [],
        "writing": may_write_post(cast.fresh(role), cohort),
        "invitations": to_be_invited(cohort).filter(pk=each.pk).exists(),
    }
    return {place for place, is_in in found.items() if is_in}


def cohort_hour(cohort):
    """Return the moment of the morning's digest."""
    local = timezone.now().astimezone(ZoneInfo(cohort.time_zone))
    return local.replace(hour=cohort.digest_hour, minute=5)


@pytest.mark.parametrize("state", STATES)
def test_who_is_counted_listed_and_told_where(cast, state):
    each = member(cast, "team_mate")
    if state == "invited":
        each.state = state
        change_membership(membership=each)
    elif state != "active":
        change_state(cohort=cast.cohort, members=[each.pk], state=state, by=cast.organiser)
    assert places_of(cast, "team_mate") == {place for place, states in PLACES.items() if state in states}


def test_mentor_on_leave_hears_of_nothing_and_has_no_desk(cast):
    post = cast.posts["team"]
    assert cast.mentor.pk in mentors_of(post) and may_open_desk(cast.fresh("mentor"), cast.cohort)
    change_state(cohort=cast.cohort, members=[member(cast, "mentor").pk], state="on_leave", by=cast.organiser)
    assert cast.mentor.pk not in mentors_of(post) and not may_open_desk(cast.fresh("mentor"), cast.cohort)


def test_an_act_is_one_line_in_the_log_and_twice_is_once(cast):
    keys = [member(cast, role).pk for role in ("author", "team_mate", "withdrawn")]
    changed = change_state(cohort=cast.cohort, members=keys, state="on_leave", by=cast.organiser)
    assert [each.user for each in changed] == [cast.author, cast.team_mate]
    assert change_state(cohort=cast.cohort, members=keys, state="on_leave", by=cast.organiser) == []
    act = Act.objects.get()
    assert (act.verb, act.actor, act.people) == ("paused", cast.organiser, [cast.author.pk, cast.team_mate.pk])
    assert Leave.objects.filter(membership__in=keys, back_on=None).count() == 2
    change_state(cohort=cast.cohort, members=keys, state="active", by=cast.organiser)
    assert not Leave.objects.filter(membership__in=keys, back_on=None).exists()
    assert set(Membership.objects.filter(pk__in=keys).values_list("state", flat=True)) == {"active"}


def test_nobody_of_another_cohort_is_changed(cast):
    elsewhere = Membership.objects.get(user=cast.stranger)
    for act, how in ((change_state, {"state": "withdrawn"}), (change_role, {"role": "organiser"})):
        assert act(cohort=cast.cohort, members=[elsewhere.pk], by=cast.organiser, **how) == []
    assert move_members(cohort=cast.cohort, members=[elsewhere.pk], team=None, by=cast.organiser) == []
    elsewhere.refresh_from_db()
    assert (elsewhere.state, elsewhere.role) == ("active", "camper") and not Act.objects.exists()


def test_another_role_takes_the_teams_of_the_one_before(cast):
    mentor, camper = member(cast, "mentor"), member(cast, "team_mate")
    change_role(cohort=cast.cohort, members=[mentor.pk], role="camper", by=cast.organiser)
    change_role(cohort=cast.cohort, members=[camper.pk], role="mentor", by=cast.organiser)
    camper.refresh_from_db()
    assert not mentor.mentored_teams.exists() and (camper.role, camper.team) == ("mentor", None)
    assert [act.verb for act in Act.objects.order_by("pk")] == ["made_camper", "made_mentor"]
    assert not Check.objects.exists()


@pytest.mark.parametrize(
    "leaves",
    [
        lambda cast, each: change_state(cohort=cast.cohort, members=[each.pk], state="withdrawn", by=cast.staff),
        lambda cast, each: change_state(cohort=cast.cohort, members=[each.pk], state="on_leave", by=cast.staff),
        lambda cast, each: change_role(cohort=cast.cohort, members=[each.pk], role="mentor", by=cast.staff),
        lambda cast, each: delete_membership(membership=each),
    ],
)
def test_the_last_organiser_stays_one(cast, leaves):
    second = make_member(cast.cohort, "organiser", state="on_leave")
    with pytest.raises(LastOrganiser):
        leaves(cast, member(cast, "organiser"))
    assert member(cast, "organiser").state == "active" and not Act.objects.exists()
    Membership.objects.filter(user=second).update(state="active")
    leaves(cast, member(cast, "organiser"))


@pytest.mark.django_db(transaction=True)
def test_two_organisers_who_take_each_other_out_at_once_leave_one(cast):
    make_member(cast.cohort, "organiser", "jeong")
    rows = list(Membership.objects.filter(cohort=cast.cohort, role="organiser", state="active"))

    def withdraw(each):
        try:
            return change_state(cohort=cast.cohort, members=[each.pk], state="withdrawn", by=None)
        except LastOrganiser:
            return None

    done = at_once([lambda each=each: withdraw(each) for each in rows])
    assert len(rows) == 2 and sum(changed is not None for changed in done) == 1
    assert Membership.objects.filter(cohort=cast.cohort, role="organiser", state="active").count() == 1


def test_a_cohort_graduates_in_as_many_queries_as_one_person(cast, django_assert_max_num_queries):
    people = [make_member(cast.cohort) for _ in range(30)]
    keys = list(Membership.objects.filter(user__in=people).values_list("pk", flat=True))
    with django_assert_max_num_queries(20):
        assert len(change_state(cohort=cast.cohort, members=keys, state="graduated", by=cast.organiser)) == 30
    assert Act.objects.get().done_at > timezone.now() - timedelta(minutes=5)
