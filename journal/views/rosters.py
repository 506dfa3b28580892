"""Rosters: uploaded, looked at row by row, and applied by the worker while a page says how far it is."""

from collections import Counter

from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from journal.actions.rosters import ask_for_roster, keep_roster
from journal.forms.listing import asked
from journal.forms.rosters import RosterForm, RowsForm
from journal.models.rosters import Roster
from journal.queries.rosters import TO_DO, WORDS, missing_from, plan_roster
from journal.text.rosters import read_roster
from journal.transfer.archives import Refused
from journal.transfer.sheets import lines_of_file, lines_of_text
from journal.views.access_organise import cohort_to_set_up, roster_to_apply

GET_OR_POST = require_http_methods(["GET", "HEAD", "POST"])
PAGE = 500  # rows of a page
NO_ROWS = _("There is nobody in this table: it has only the names of its columns.")


@GET_OR_POST
@login_required
def new(request, cohort):
    """Choose a roster; it is looked at first."""
    cohort = request.cohort = cohort_to_set_up(request.user, cohort)
    form = RosterForm(request.POST, request.FILES) if request.method == "POST" else RosterForm()
    if form.is_bound and form.is_valid() and (entries := _entries(form)):
        file = form.cleaned_data["file"]
        roster = keep_roster(cohort=cohort, owner=request.user, name=file.name if file else "", entries=entries)
        return redirect("rosters.apply", cohort.slug, roster.key)
    return render(request, "journal/rosters/new.html", {"cohort": cohort, "form": form})


@GET_OR_POST
@login_required
def apply(request, cohort, key):
    """What a roster would change, row by row; a press of the button leaves it to the worker."""
    cohort = request.cohort = cohort_to_set_up(request.user, cohort)
    roster = roster_to_apply(request.user, cohort, key)
    if roster.state == Roster.State.WAITING:
        return render(request, "journal/rosters/apply.html", {"cohort": cohort, "roster": roster})
    rows = plan_roster(cohort, roster.entries)
    to_do = sum(row.state in TO_DO for row in rows)
    if request.method == "POST":
        if to_do:
            ask_for_roster(roster=roster, to_do=to_do)
        return redirect("rosters.apply", cohort.slug, key)
    context = {"cohort": cohort, "roster": roster, "to_do": to_do, **_rows_context(request, rows)}
    context["missing"] = missing_from(cohort, rows)
    return render(request, "journal/rosters/apply.html", context)


def _entries(form: RosterForm) -> list | None:
    """Return the lines of what was sent, or None with the reason at its field."""
    file = form.cleaned_data["file"]
    try:
        entries = read_roster(lines_of_file(file.read()) if file else lines_of_text(form.cleaned_data["pasted"]))
        if not entries:
            raise Refused(NO_ROWS)
    except Refused as refused:
        form.add_error("file" if file else "pasted", str(refused))
        return None
    return entries


def _rows_context(request, rows: list) -> dict:
    """Return the rows in one state (those that want a look first), a page of them, and how many there are of each."""
    asks = asked(RowsForm, request)
    counts = Counter(row.state for row in rows)
    chosen = asks["show"] if counts.get(asks["show"]) else next((state for state in WORDS if counts[state]), "new")
    some = [row for row in rows if row.state == chosen]
    page = min(asks["page"] or 1, -(-len(some) // PAGE) or 1)
    return {
        "tabs": [(state, words, counts[state]) for state, words in WORDS.items() if counts[state]],
        "all": len(rows),
        "chosen": chosen,
        "rows": some[(page - 1) * PAGE : page * PAGE],
        "page": page,
        "pages": -(-len(some) // PAGE),
    }
