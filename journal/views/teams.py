"""Teams: made, renamed, given mentors, deleted. Who is in them is changed in the list of people."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from journal.actions.teams import TeamInUse, TeamNameTaken, assign_mentors, delete_team, make_team, rename_team
from journal.forms.teams import IN_USE, TeamEditForm, TeamForm
from journal.queries.teams import mentors_to_assign, team_lines
from journal.views.access_organise import cohort_to_set_up, team_to_change

GET_OR_POST = require_http_methods(["GET", "HEAD", "POST"])


@GET_OR_POST
@login_required
def index(request, cohort):
    """The teams of a cohort, and a form for another one."""
    cohort = request.cohort = cohort_to_set_up(request.user, cohort)
    form = TeamForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            team = make_team(cohort=cohort, name=form.cleaned_data["name"], by=request.user)
        except TeamNameTaken:
            form.refuse_taken()
        else:
            messages.success(request, _("%(team)s is in the list.") % {"team": team.name})
            return redirect("teams.index", cohort.slug)
    return render(request, "journal/teams/index.html", {"cohort": cohort, "form": form, "teams": team_lines(cohort)})


@GET_OR_POST
@login_required
def edit(request, cohort, pk):
    """Another name for a team, and who takes care of it."""
    cohort = request.cohort = cohort_to_set_up(request.user, cohort)
    team = team_to_change(cohort, pk)
    form = TeamEditForm(request.POST if request.method == "POST" else None, initial={"name": team.name})
    if form.is_bound and form.is_valid():
        try:
            team = rename_team(team=team, name=form.cleaned_data["name"], by=request.user)
        except TeamNameTaken:
            form.refuse_taken()
        else:
            assign_mentors(team=team, mentors=form.cleaned_data["mentors"], by=request.user)
            messages.success(request, _("The team is saved."))
            return redirect("teams.index", cohort.slug)
    context = {"cohort": cohort, "team": team, "form": form, "mentors": mentors_to_assign(cohort, team)}
    return render(request, "journal/teams/edit.html", context)


@require_POST
@login_required
def delete(request, cohort, pk):
    """Delete a team in which nobody is and nothing was written."""
    cohort = request.cohort = cohort_to_set_up(request.user, cohort)
    team = team_to_change(cohort, pk)
    try:
        delete_team(team=team, by=request.user)
    except TeamInUse:
        messages.error(request, IN_USE)
    else:
        messages.success(request, _("%(team)s is deleted.") % {"team": team.name})
    return redirect("teams.index", cohort.slug)
