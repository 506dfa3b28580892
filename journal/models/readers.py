"""Who is reading: a person's memberships, boiled down to the sets of ids that `visible_to` compares with."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property

from django.contrib.auth.models import AnonymousUser
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef
from django.db.models.functions import JSONObject

from journal.models.people import FormerTeam, Membership
from journal.models.prepared import Prepared, Spelled, number

SEEING = ("active", "on_leave", "graduated")  # membership states that still open the cohort


@dataclass(frozen=True)
class Reader:
    """Ids that one person's reading and doing hang on; empty for a visitor."""

    user_id: int | None = None
    is_staff: bool = False
    cohorts: frozenset[int] = frozenset()  # whose pages open
    organised: frozenset[int] = frozenset()  # where they are an active organiser
    as_camper: frozenset[int] = frozenset()  # whose pages open to them as a camper
    as_mentor: frozenset[int] = frozenset()  # where they are an active mentor
    teams: frozenset[int] = frozenset()  # their own teams
    mentored: frozenset[int] = frozenset()  # teams assigned to them
    was_elsewhere: bool = False  # in another team before; which, and until when, is not of a kind of readers
    former: tuple = field(default=(), compare=False)  # (team, moment) of each of these teams
    memberships: tuple = field(default=(), compare=False)
    may_have_news: bool = field(default=False, compare=False)  # a notification is unread, seen or unseen

    @cached_property
    def kind(self) -> "Reader":
        """Those who may read the same of what others wrote, as one reader: who it is is the slot ME."""
        return replace(self, user_id=self.user_id and ME, memberships=(), former=())

    def membership_in(self, cohort_id: int):
        """Return this person's Membership of a cohort (with its cohort and team), or None."""
        return next((m for m in self.memberships if m.cohort_id == cohort_id), None)

    def cohort_of(self, pk: int):
        """Return a cohort whose pages open to this person, its calendar read already, or None."""
        membership = self.membership_in(pk)
        return membership and membership.cohort

    def is_mentor_of(self, team_id: int | None) -> bool:
        """Return whether a team is assigned to this person."""
        return team_id is not None and team_id in self.mentored


ME = number("me")  # of a query that is prepared for a kind of readers
VISITOR = Reader()


def reader_of(user) -> Reader:
    """Return what `user` may reach, read once a request (it is kept on the user object).

    A withdrawn or merely invited person reaches nothing of the cohort, a mentor or organiser on leave reads as any
    member does, and a cohort in preparation opens to its
    organisers only (PRODUCT.md, "Who may do what").
    """
    if (known := getattr(user, "__dict__", {}).get("_reader")) is not None:
        return known
    if isinstance(user, Reader):
        return user  # a kind of readers, for whom a query is prepared
    if user is None or isinstance(user, AnonymousUser) or not user.is_active:
        return VISITOR
    user._reader = _read(user)
    return user._reader


def rows_for(user, query: Prepared, *key, **values) -> list:
    """Return what a query finds that is prepared for kinds of readers: its builder starts with `visible_to(reader)`.

    `key` are its builder's other arguments, `values` come into its slots.
    """
    reader = reader_of(user)
    return query.rows(reader.kind, *key, hints={"reader": reader}, me=reader.user_id, **values)


def readers_in(cohort_id: int, keys: Iterable[int]) -> dict[int, Reader]:
    """Return those of these people who may read in one cohort, as far as it goes there and not as the site's staff: in
    one query, for what must be told to many."""
    rows = _memberships_of(cohort=cohort_id, user__in=list(keys), user__is_active=True)
    return {row.user_id: reader for row in rows if (reader := _reader(row.user_id, [row])).cohorts}


def spelled_for(user, query: Prepared, *key, **values) -> Spelled:
    """Return the SQL of a query that is prepared for kinds of readers, with its parameters for `user`."""
    reader = reader_of(user)
    return query.spelled(reader.kind, *key, me=reader.user_id, **values)


def forget_reader(user) -> None:
    """Make the next `reader_of(user)` look again: for actions that change a membership within a request."""
    user.__dict__.pop("_reader", None)


def _memberships():
    mine = Membership.objects.filter(pk=OuterRef("pk"))
    unread = mine.filter(user__notifications__cohort=OuterRef("cohort"), user__notifications__read_at=None)
    return _memberships_of(user_id=ME).annotate(has_unread=Exists(unread))


def _memberships_of(**whose):
    assigned = Membership.mentored_teams.through.objects.filter(membership=OuterRef("pk")).values("team")
    holidays = Membership.objects.filter(pk=OuterRef("pk"), cohort__holidays__isnull=False).order_by()
    holidays = holidays.values("cohort__holidays__on")
    rows = Membership.objects.filter(**whose).select_related("cohort", "team").order_by("cohort_id", "pk")
    former = FormerTeam.objects.filter(membership=OuterRef("pk")).order_by("pk")
    former = former.values(left=JSONObject(team="team", at="left_at"))
    rows = rows.annotate(assigned=ArraySubquery(assigned), holidays=ArraySubquery(holidays))
    return rows.annotate(former=ArraySubquery(former))


MEMBERSHIPS = Prepared(_memberships)


def _read(user) -> Reader:
    rows = MEMBERSHIPS.rows(me=user.pk)
    return _reader(user.pk, rows, is_staff=user.is_staff)


def _reader(user_id: int, rows: list, *, is_staff: bool = False) -> Reader:
    for membership in rows:
        membership.cohort.holiday_dates = membership.holidays
    seeing = [m for m in rows if m.state in SEEING and (m.cohort.state != "draft" or m.role == "organiser")]
    active = [m for m in seeing if m.state == "active"]
    former = tuple((left["team"], datetime.fromisoformat(left["at"])) for m in seeing for left in m.former)
    return Reader(
        user_id=user_id,
        is_staff=is_staff,
        cohorts=frozenset(m.cohort_id for m in seeing),
        organised=frozenset(m.cohort_id for m in active if m.role == "organiser"),
        as_camper=frozenset(m.cohort_id for m in seeing if m.role == "camper"),
        as_mentor=frozenset(m.cohort_id for m in active if m.role == "mentor"),
        teams=frozenset(m.team_id for m in seeing if m.role == "camper" and m.team_id),
        mentored=frozenset(t for m in active if m.role == "mentor" for t in m.assigned),
        was_elsewhere=bool(former),
        former=former,
        memberships=tuple(seeing),
        may_have_news=any(getattr(m, "has_unread", False) for m in seeing),
    )
