"""People of a cohort, and one person's journal."""

from dataclasses import dataclass
from datetime import date

from journal.models.cohorts import Cohort
from journal.models.people import Membership
from journal.models.posts import Post
from journal.models.readers import SEEING, reader_of
from journal.text.chosung import best_match

SUGGESTIONS = 8


@dataclass(frozen=True)
class CalendarDay:
    """A square of a person's calendar: Day N, its date, and the journal of it that the reader may see."""

    number: int
    on: date
    post: Post | None
    is_today: bool


def members_of(cohort: Cohort) -> list[Membership]:
    """Return who belongs to a cohort, with their team: those invited or withdrawn are not on the page."""
    members = Membership.objects.filter(cohort=cohort, state__in=SEEING).select_related("user", "team")
    return list(members.prefetch_related("mentored_teams").order_by("team__name", "user__display_key"))


def suggest_people(user, cohort: Cohort, query: str) -> list[Membership]:
    """Return at most eight members whose name or handle fits what was typed, those of `user`'s own team first.

    For nothing typed these are the own team's and its mentors'. `user` themselves is never among them.
    """
    own = reader_of(user).membership_in(cohort.pk)
    team_id = own.team_id if own else None
    members = Membership.objects.filter(cohort=cohort, state__in=SEEING, user__is_active=True).exclude(user=user)
    rows = []
    for member in members.select_related("user", "team").prefetch_related("mentored_teams"):
        teams = {member.team_id, *(team.pk for team in member.mentored_teams.all())}
        is_near = team_id in teams if team_id else False
        names = (member.user.display_name, member.user.handle)
        rank = best_match(names, query) if query else 0
        if rank is not None and (query or is_near):
            rows.append((rank, not is_near, member.user.display_key, member.pk, member))
    return [row[-1] for row in sorted(rows)[:SUGGESTIONS]]


def shared_cohort(user, person) -> Cohort | None:
    """Return the newest cohort of `person` whose pages `user` may open, or None."""
    reader = reader_of(user)
    theirs = Membership.objects.filter(user=person, state__in=SEEING).exclude(cohort__state=Cohort.State.DRAFT)
    if not reader.is_staff:
        theirs = theirs.filter(cohort__in=reader.cohorts)
    newest = theirs.select_related("cohort").order_by("-cohort__first_on").first()
    return newest.cohort if newest else None


def posts_by(user, person):
    """Return the published posts of `person` that `user` may read, shaped for a list."""
    return Post.objects.visible_to(user).published().filter(author=person).for_list()


def calendar_of(user, person, cohort: Cohort) -> list[list[CalendarDay]]:
    """Return the weeks of a cohort up to today, each a list of its study days with the person's journals."""
    today = cohort.today()
    mine = Post.objects.visible_to(user).published().filter(author=person, cohort=cohort, study_on__isnull=False)
    posts = {post.study_on: post for post in mine.defer("body", "html", "outline", "toc")}
    weeks: dict[tuple[int, int], list[CalendarDay]] = {}
    for number, on in enumerate(cohort.calendar.days, start=1):
        if on <= today or on in posts:
            week = on.isocalendar()[:2]
            weeks.setdefault(week, []).append(CalendarDay(number, on, posts.get(on), on == today))
    return list(weeks.values())
