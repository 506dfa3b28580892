"""Sections: one kind of them read across people."""

from django.contrib.auth.decorators import login_required
from django.shortcuts import render
from django.views.decorators.http import require_safe

from journal.actions.posts import note_staff_readings
from journal.forms.listing import KindForm, asked
from journal.models.sections import Section
from journal.queries.parts import read_parts
from journal.queries.sections import sections_of
from journal.views.access import (
    cohort_to_read,
    day_to_read,
    kind_to_read,
    page_to_read,
    person_to_read,
    team_to_read,
)


@require_safe
@login_required
def index(request, cohort, kind):
    """Everybody's sections of one kind: of a day, of a team, of a person, or all of them, the newest first."""
    cohort = request.cohort = cohort_to_read(request.user, cohort)
    kind, asks = kind_to_read(kind), asked(KindForm, request)
    narrowed = {
        "day": day_to_read(cohort, asks["day"]) if asks["day"] else None,
        "team": team_to_read(cohort, asks["team"]) if asks["team"] else None,
        "person": person_to_read(request.user, asks["person"]) if asks["person"] else None,
    }
    pager = page_to_read(sections_of(request.user, cohort, kind, **narrowed), asks["before"], by="shown_on")
    context = {"cohort": cohort, "kind": kind, "kinds": Section.Kind, "number": asks["day"], **narrowed}
    context |= {"pager": pager, "noted": read_parts(pager.items), "teams": cohort.teams.all()}
    note_staff_readings(user=request.user, posts=[noted.post.pk for noted in context["noted"]])
    return render(request, "journal/sections/index.html", context)
