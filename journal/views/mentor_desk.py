"""The mentor's desk."""

from django.contrib.auth.decorators import login_required
from django.shortcuts import render
from django.views.decorators.http import require_safe

from journal.forms.listing import asked
from journal.forms.mentor_desk import DeskForm
from journal.models.readers import reader_of
from journal.queries.mentor_desk import FEW, mark_posts, notes_by_member, nudged_on, posts_of_day
from journal.views.access import day_to_read, page_to_read
from journal.views.access_desk import cohort_to_mentor, desk_to_read

MOST_DAYS = 40  # that the day picker offers
BESIDE = "#desk-numbers,#head-waits,#head-posts,#messages"  # what every answer to a button brings along


@require_safe
@login_required
def show(request, cohort):
    """Who waits, the day's posts, who has not written, and signals: of one's own teams, or all."""
    user, asks = request.user, asked(DeskForm, request)
    cohort = request.cohort = cohort_to_mentor(user, cohort)
    all_teams = asks["teams"] == "all"
    latest = cohort.calendar.latest(cohort.today())
    day = day_to_read(cohort, asks["day"]) if asks["day"] else latest
    desk = desk_to_read(user, cohort, day, asks)
    pager = page_to_read(posts_of_day(user, cohort, day, all_teams=all_teams), asks["before"], size=FEW)
    mark_posts(user, pager.items)
    context = {
        "cohort": cohort, "desk": desk, "pager": pager, "all_teams": all_teams, "here": request.get_full_path(),
        "oob": BESIDE, "is_organiser": cohort.pk in reader_of(user).organised,
        **_around(user, cohort, desk, pager.items), **_days(cohort, day, latest),
    }  # fmt: skip
    return render(request, "journal/mentor_desk/show.html", context)


def _around(user, cohort, desk, posts) -> dict:
    """What stands in the rows beside their people, notes and nudges, and what can be checked at once."""
    notes = notes_by_member(user, cohort)
    nudged = nudged_on(cohort, cohort.today(), [each.member.pk for each in desk.silent.items])
    for each in desk.silent.items:
        each.member.nudged_by = nudged.get(each.member.pk, [])
        each.member.is_nudged = any(nudge.mentor_id == user.pk for nudge in each.member.nudged_by)
    for member in desk.members.values():
        member.note_count = notes.get(member.pk, 0)
    for post in posts:
        post.member = desk.members.get(post.author_id)
    unchecked = [post for post in posts if post.may_check and not post.is_checked and not post.waits]
    return {
        "unchecked": unchecked,
        "seen": ",".join(f"{post.pk}-{post.version}" for post in unchecked),
    }


def _days(cohort, day, latest) -> dict:
    """The days that the picker offers, newest first, and those beside the one that is shown."""
    calendar = cohort.calendar
    number = calendar.number_of(latest) or 0
    chosen = calendar.number_of(day) or 0
    days = [(at, calendar.date_of(at)) for at in range(number, max(number - MOST_DAYS, 0), -1)]
    return {"days": days, "day_before": chosen - 1, "day_after": chosen + 1 if chosen < number else 0}
