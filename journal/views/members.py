"""The organisers' list of a cohort's people, and what becomes of those who are chosen in it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from journal.actions.forgetting import NotWithdrawn, forget_member
from journal.actions.members import change_role, change_state, move_members
from journal.actions.people import LastOrganiser
from journal.forms.listing import asked
from journal.forms.members import FORGET_WORD, ChangeForm, ForgetForm, MembersForm
from journal.models.people import Membership
from journal.queries.members import change_of, members_asked, members_of, teams_in_order
from journal.views.access_organise import cohort_to_people, member_to_forget, team_to_change

LAST = gettext_lazy("The cohort's last organiser stays one: make somebody else an organiser first.")


@require_safe
@login_required
def index(request, cohort):
    """Everybody of the cohort, whatever their state."""
    cohort = request.cohort = cohort_to_people(request.user, cohort)
    asks = asked(MembersForm, request)
    found = members_of(cohort, asks)
    context = {"cohort": cohort, "found": found, "asks": asks, "choices": ChangeForm.choices(found.teams)}
    context |= {"roles": Membership.Role.choices, "kept": _kept(request.GET)}
    return render(request, "journal/members/index.html", context)


@require_POST
@login_required
def change(request, cohort):
    """Ask whether it is meant, and then do with the chosen people what was chosen."""
    cohort = request.cohort = cohort_to_people(request.user, cohort)
    back = f"{reverse('members.index', args=[cohort.slug])}?{_kept(request.GET)}"
    form = ChangeForm(request.POST, teams=teams_in_order(cohort))
    if not form.is_valid():
        messages.error(request, form.sentence)
        return redirect(back)
    act, chosen = form.cleaned_data["act"], form.cleaned_data["chosen"]
    if form.cleaned_data["whole"]:
        chosen = list(members_asked(cohort, asked(MembersForm, request)).values_list("pk", flat=True))
    if form.cleaned_data["sure"]:
        _say(request, cohort, act, chosen)
        return redirect(back)
    change = change_of(cohort, chosen, act)
    context = {"cohort": cohort, "change": change, "act": act, "what": _words(form, act), "back": back}
    return render(request, "journal/members/change.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def forget(request, cohort, pk):
    """Make who has left anonymous, after a word was typed: nobody takes that back."""
    cohort = request.cohort = cohort_to_people(request.user, cohort)
    member = member_to_forget(cohort, pk)
    form = ForgetForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            forget_member(membership=member, by=request.user)
        except NotWithdrawn:
            messages.error(request, _("This has changed meanwhile. Look again."))
        else:
            messages.success(request, _("Nothing here says any more who it was."))
        return redirect("members.index", cohort.slug)
    context = {"cohort": cohort, "member": member, "form": form, "word": FORGET_WORD}
    return render(request, "journal/members/forget.html", context)


def _words(form: ChangeForm, act: str) -> str:
    """Return what an act is called, as it stood in the list."""
    for group, choices in form.fields["act"].choices:
        for value, words in choices:
            if value == act:
                return f"{group}: {words}" if act.startswith("team-") else str(words)
    return act


def _say(request, cohort, act: str, chosen: list[int]) -> None:
    """Do it, and say how many people it was done to."""
    try:
        changed = _do(request.user, cohort, act, chosen)
    except LastOrganiser:
        messages.error(request, LAST)
        return
    words = ngettext("%(shown)s person was changed.", "%(shown)s people were changed.", len(changed))
    messages.success(request, words % {"shown": f"{len(changed):,}"} if changed else _("Nothing had to be changed."))


def _do(user, cohort, act: str, chosen: list[int]) -> list[Membership]:
    if act in Membership.State.values:
        return change_state(cohort=cohort, members=chosen, state=act, by=user)
    if act in Membership.Role.values:
        return change_role(cohort=cohort, members=chosen, role=act, by=user)
    team = team_to_change(cohort, int(act.removeprefix("team-"))) if act != "team-none" else None
    return move_members(cohort=cohort, members=chosen, team=team, by=user)


def _kept(asks: QueryDict) -> str:
    """Return what the list is narrowed to, as a query, without its page."""
    kept = asks.copy()
    kept.pop("page", None)
    return kept.urlencode()
