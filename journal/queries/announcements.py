"""Announcements as pages show them: a cohort's list, what is new to somebody, and how many have read each."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Case, Count, Exists, IntegerField, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce

from journal.models.announcements import TEXTS, Announcement, AnnouncementReading
from journal.models.cohorts import Cohort
from journal.models.people import Membership
from journal.models.prepared import Prepared, day, moment, number
from journal.models.readers import ME, Reader, reader_of, rows_for
from journal.queries.audience import members_addressed
from journal.queries.members import teams_in_order

COUNTED = (Membership.State.ACTIVE, Membership.State.GRADUATED)  # who is on leave need not have read anything
MOST_NEW, MOST_PINNED = 100, 5
LATE = 100  # who have not read, on a page


@dataclass(frozen=True)
class News:
    """What is new to a member: the announcements that are pinned, and how many in all ("", "3", "99+")."""

    pinned: list[Announcement]
    count: str


@dataclass(frozen=True)
class Unread:
    """A page of the members who have not read an announcement, by name; `count` of `of` have read it."""

    members: list[Membership]
    count: int
    of: int
    page: int
    pages: int


def _new(reader: Reader, runs: bool) -> QuerySet[Announcement]:
    read = AnnouncementReading.objects.filter(announcement=OuterRef("pk"), reader=ME)
    rows = Announcement.objects.visible_to(reader).filter(~Exists(read), cohort=number("cohort"))
    rows = rows.exclude(author__isnull=False, author=ME)
    if runs:  # who reads every one is told of what is for them
        rows = rows.filter(Q(is_for_all=True) | Q(roles__contains=[Membership.Role.ORGANISER]))
    is_pinned = Case(When(pin_ends_on__gte=day("on"), then=True), default=False)
    rows = rows.annotate(is_pinned=is_pinned).filter(Q(is_pinned=True) | Q(announced_at__gte=moment("since")))
    rows = rows.select_related("author").defer(*TEXTS)
    return rows.order_by("-is_pinned", "-announced_at", "-pk")[:MOST_NEW]


NEW = Prepared(_new)


def news_of(user, cohort: Cohort) -> News:
    """Return what is new to `user` in a cohort: since they came, or pinned today; nothing to who is no member."""
    membership = reader_of(user).membership_in(cohort.pk)
    if membership is None:
        return News([], "")
    runs = cohort.pk in reader_of(user).organised
    found = rows_for(user, NEW, runs, cohort=cohort.pk, on=cohort.today(), since=membership.joined_at)
    for each in found:
        each.cohort = cohort
    pinned = [each for each in found if each.is_pinned][:MOST_PINNED]
    return News(pinned, f"{MOST_NEW - 1}+" if len(found) == MOST_NEW else str(len(found) or ""))


def announcements_to_list(user, cohort: Cohort, *, counts: bool = False) -> QuerySet[Announcement]:
    """Return a cohort's announcements that `user` may see, newest first, each with whether `is_read` by them; with
    `counts`, how many have read it (`read_count`) `of_count` whom it is for."""
    rows = Announcement.objects.visible_to(user).filter(cohort=cohort).select_related("author").defer(*TEXTS)
    rows = rows.annotate(is_read=read_by(user))
    return rows.annotate(**_counts()) if counts else rows


def read_by(user) -> Exists:
    """Return whether `user` has read an announcement."""
    return Exists(AnnouncementReading.objects.filter(announcement=OuterRef("pk"), reader=user.pk))


def counted(user, announcement: Announcement) -> Announcement:
    """Return an announcement with `read_count` and `of_count`, as `announcements_to_list` has them."""
    counts = Announcement.objects.visible_to(user).filter(pk=announcement.pk).annotate(**_counts())
    for name, value in counts.values(*_counts()).first().items():
        setattr(announcement, name, value)
    return announcement


def with_audience(cohort: Cohort, announcements: Iterable[Announcement]) -> list[Announcement]:
    """Return announcements of a cohort, each with it, and with the names of the `teams` it is for (one query)."""
    found = list(announcements)
    names = {team.pk: team.name for team in teams_in_order(cohort)} if any(each.team_keys for each in found) else {}
    for each in found:
        each.cohort = cohort
        each.teams = [name for pk, name in names.items() if pk in each.team_keys]
    return found


def unread_by(announcement: Announcement, page: int) -> Unread:
    """Return who of those whom an announcement is for have not read it."""
    columns = Announcement._meta.get_field
    members = members_addressed(lambda name: Value(getattr(announcement, name), output_field=columns(name)))
    read = AnnouncementReading.objects.filter(announcement=announcement, reader=OuterRef("user"))
    members = members.filter(state__in=COUNTED).exclude(user=announcement.author_id or 0)
    found = list(
        members.annotate(has_read=Exists(read)).order_by("user__display_key", "pk").values_list("pk", "has_read")
    )
    late = [pk for pk, has_read in found if not has_read]
    pages = -(-len(late) // LATE) or 1
    page = min(page, pages)
    shown = Membership.objects.filter(pk__in=late[(page - 1) * LATE : page * LATE]).select_related("user", "team")
    shown = list(shown.order_by("user__display_key", "pk"))
    return Unread(shown, len(found) - len(late), len(found), page, pages)


def _counts() -> dict[str, Coalesce]:
    members = members_addressed(OuterRef).filter(state__in=COUNTED)
    members = members.exclude(user=Coalesce(OuterRef("author"), Value(0)))
    read = AnnouncementReading.objects.filter(announcement=OuterRef(OuterRef("pk")), reader=OuterRef("user"))
    return {"read_count": _count(members.filter(Exists(read))), "of_count": _count(members)}


def _count(members: QuerySet[Membership]) -> Coalesce:
    number_of = members.order_by().values("cohort").annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(number_of, output_field=IntegerField()), 0)
