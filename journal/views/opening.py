"""From nothing to an open cohort, without the admin site: a page for each step, and a list of what is still missing."""

from collections import Counter

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from journal import policies
from journal.actions.lectures import apply_curriculum
from journal.actions.opening import NotReady, change_cohort, open_draft, set_holidays, start_cohort
from journal.forms.opening import CohortForm, CurriculumTableForm, HolidaysForm, StartForm
from journal.queries.calendars import NotSeen, mark_of, moves_of
from journal.queries.curriculum_rows import TO_DO, WORDS, plan_curriculum
from journal.queries.endings import is_past
from journal.queries.lectures import note_counts
from journal.queries.opening import holidays_to_offer, readiness_of
from journal.text.curricula import read_curriculum
from journal.transfer.archives import Refused
from journal.transfer.sheets import lines_of_text, text_of_file
from journal.views.access_organise import cohort_to_run, cohort_to_set_up

GET_OR_POST = require_http_methods(["GET", "HEAD", "POST"])


@GET_OR_POST
@login_required
def new(request):
    """Begin a cohort: its name and dates, and who goes on with it."""
    if not policies.may_start_cohort(request.user):
        raise PermissionDenied(_("The site's staff begin cohorts. Ask them for yours, with its name and dates."))
    form = StartForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            cohort = start_cohort(starter=request.user, **form.cleaned_data)
        except IntegrityError:  # somebody took the address in this very moment: the form itself sees it now
            return render(request, "journal/opening/new.html", {"form": StartForm(request.POST)})
        messages.success(request, _("%(cohort)s is begun. Only its organisers see it.") % {"cohort": cohort.name})
        return redirect("opening.holidays", cohort.slug)
    return render(request, "journal/opening/new.html", {"form": form})


@GET_OR_POST
@login_required
def basics(request, cohort):
    """The cohort's name, address, time zone, dates and weekdays; what they move is shown before it is done."""
    cohort = request.cohort = cohort_to_set_up(request.user, cohort)
    context = {"cohort": cohort}
    form = CohortForm(request.POST if request.method == "POST" else None, cohort=cohort, initial=vars(cohort))
    if form.is_bound and form.is_valid():
        try:
            cohort = change_cohort(cohort=cohort, by=request.user, **form.cleaned_data)
        except IntegrityError:
            form = CohortForm(request.POST, cohort=cohort)
        except NotSeen as unseen:
            context |= _preview(request, unseen)
        else:
            messages.success(request, _("Name and dates are saved."))
            return redirect(_after(cohort, "opening.basics", "opening.holidays"), cohort.slug)
    return render(request, "journal/opening/basics.html", context | {"form": form})


@GET_OR_POST
@login_required
def holidays(request, cohort):
    """The days on which the cohort does not study: Korea's public holidays are offered."""
    cohort = request.cohort = cohort_to_set_up(request.user, cohort)
    offered, context = holidays_to_offer(cohort), {"cohort": cohort}
    form = HolidaysForm(request.POST if request.method == "POST" else None, cohort=cohort, offered=offered)
    if form.is_bound and form.is_valid():
        try:
            set_holidays(cohort=cohort, by=request.user, holidays=form.chosen, seen=form.cleaned_data["seen"])
        except NotSeen as unseen:
            context |= _preview(request, unseen)
        else:
            messages.success(request, _("The holidays are saved."))
            return redirect(_after(cohort, "opening.holidays", "cohorts.template"), cohort.slug)
    return render(request, "journal/opening/holidays.html", context | {"form": form, "offered": offered})


@GET_OR_POST
@login_required
def curriculum(request, cohort):
    """The curriculum as a table: what each line would do first, then a press of the button does it."""
    cohort = request.cohort = cohort_to_set_up(request.user, cohort)
    form, context = CurriculumTableForm(), {"cohort": cohort, "known": cohort.lectures.count()}
    if request.method == "POST":
        form = CurriculumTableForm(request.POST, request.FILES)
        lines = _lines(form, cohort) if form.is_valid() else []
        data = form.cleaned_data
        try:
            if lines and data["apply"] and not data["file"]:
                how = {"is_whole": data["whole"], "seen": data["seen"]}
                _say_applied(request, apply_curriculum(cohort=cohort, by=request.user, lines=lines, **how))
                return redirect(_after(cohort, "opening.curriculum", "rosters.new"), cohort.slug)
        except NotSeen as unseen:
            context["is_stale"] = unseen.is_stale
        context |= _planned(request.user, cohort, lines, data.get("whole", False))
        form = _shown(form) if context["rows"] else form
    return render(request, "journal/opening/curriculum.html", context | {"form": form})


@GET_OR_POST
@login_required
def show(request, cohort):
    """What the cohort has and what it still needs; a press of the button opens it."""
    cohort = request.cohort = cohort_to_run(request.user, cohort)
    if request.method == "POST":
        try:
            open_draft(cohort=cohort_to_set_up(request.user, cohort.slug), by=request.user)
        except NotReady:
            messages.error(request, _("Something is still missing. The list below says what."))
        else:
            messages.success(request, _("%(cohort)s is open.") % {"cohort": cohort.name})
        return redirect("opening.show", cohort.slug)
    context = {"cohort": cohort, "ready": readiness_of(cohort)}
    context["may_change"] = policies.may_set_up_cohort(request.user, cohort)
    context["is_past"] = is_past(cohort)
    return render(request, "journal/opening/show.html", context)


def _after(cohort, here: str, following: str) -> str:
    """Return where saving a step leads: while the cohort is prepared to the next one."""
    return following if cohort.state == cohort.State.DRAFT else here


def _preview(request, unseen: NotSeen) -> dict:
    """Return what a page shows of a change that was not looked at yet."""
    moves = moves_of(request.user, unseen.cohort, unseen.calendar)
    return {"moves": moves, "mark": unseen.mark, "is_stale": unseen.is_stale}


def _planned(user, cohort, lines: list, is_whole: bool) -> dict:
    """Return what a page shows of a table: its lines, how many of each kind, and the mark that they were seen."""
    noted = note_counts(user, cohort) if is_whole else {}
    rows = plan_curriculum(cohort, lines, is_whole=is_whole and bool(lines), noted=noted)
    return {"rows": rows, "mark": mark_of(cohort, (lines, is_whole)), **_tally(rows)}


def _lines(form: CurriculumTableForm, cohort) -> list:
    """Return the lines of what was sent, a file or text; none where it cannot be read, with the reason at its field."""
    file = form.cleaned_data["file"]
    try:
        form.shown = text_of_file(file.read()) if file else form.cleaned_data["text"]
        return read_curriculum(lines_of_text(form.shown), cohort.first_on)
    except Refused as refused:
        form.add_error("file" if file else "text", str(refused))
        return []


def _shown(form: CurriculumTableForm) -> CurriculumTableForm:
    """Return the form with the table in its text, also where it came as a file: it is what the button applies."""
    return CurriculumTableForm(initial={"text": form.shown, "whole": form.cleaned_data["whole"]})


def _tally(rows: list) -> dict:
    counts = Counter(row.state for row in rows)
    tally = [(words, counts[state]) for state, words in WORDS.items() if counts[state]]
    return {"tally": tally, "to_do": sum(counts[state] for state in TO_DO)}


def _say_applied(request, number: int) -> None:
    words = ngettext("%(shown)s lecture is new or changed.", "%(shown)s lectures are new or changed.", number)
    messages.success(request, words % {"shown": f"{number:,}"} if number else _("Nothing of it was new."))
