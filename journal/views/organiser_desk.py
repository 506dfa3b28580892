"""The organisers' overview of a cohort, and its board of campers by day."""

from django.contrib.auth.decorators import login_required
from django.http import StreamingHttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from journal import policies
from journal.forms.listing import asked
from journal.forms.organiser_desk import BoardForm, OverviewForm, WeekForm
from journal.models.readers import reader_of
from journal.queries.boards import board_rows, teams_to_choose, week_days
from journal.queries.jobs import jobs_to_show
from journal.queries.overviews import FEW, overview_of
from journal.transfer.boards import board_as_csv
from journal.views.access_organise import board_to_read, cohort_to_run, team_of_board, week_to_read


@require_safe
@login_required
def show(request, cohort):
    """How the cohort does today, and whom somebody should look at."""
    asks = asked(OverviewForm, request)
    cohort = request.cohort = cohort_to_run(request.user, cohort)
    desk = overview_of(request.user, cohort)
    context = {
        "cohort": cohort, "desk": desk, "jobs": jobs_to_show(),
        "silent": desk.silent if asks["silent"] else desk.silent[:FEW],
        "may_change": policies.may_set_up_cohort(request.user, cohort),
        "may_see_waiting": cohort.pk in reader_of(request.user).organised,
    }  # fmt: skip
    return render(request, "journal/organiser_desk/show.html", context)


@require_safe
@login_required
def board(request, cohort):
    """Each camper by day, of any week: all, or a team."""
    asks = asked(BoardForm, request)
    cohort = request.cohort = cohort_to_run(request.user, cohort)
    monday, team = week_to_read(cohort, asks["week"]), team_of_board(cohort, asks["team"])
    board = board_to_read(request.user, cohort, monday, team, asks["page"])
    context = {"cohort": cohort, "board": board, "team": team, "teams": teams_to_choose(cohort)}
    return render(request, "journal/organiser_desk/board.html", context)


@require_safe
@login_required
def export(request, cohort):
    """The whole board of a week as CSV, a line as it is ready."""
    asks = asked(WeekForm, request)
    cohort = request.cohort = cohort_to_run(request.user, cohort)
    monday, team = week_to_read(cohort, asks["week"]), team_of_board(cohort, asks["team"])
    lines = board_as_csv(week_days(cohort, monday), board_rows(request.user, cohort, monday, team=team))
    answer = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    name = f"{cohort.slug}-{monday:%Y-%m-%d}" + (f"-team-{team.pk}" if team else "")
    answer["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return answer
