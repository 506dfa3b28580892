"""Proposals about topics: one page to make them, to see what became of them, and for organisers to decide."""

from functools import partial

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from journal import policies
from journal.actions.proposals import AlreadyDecided, TooMany, approve_proposal, decline_proposal, propose_topic
from journal.actions.topic_merges import LecturesClash, SameTopic
from journal.actions.topic_names import NameTaken, TopicGone
from journal.forms.proposals import REFUSED, DecisionForm, ProposalForm
from journal.queries.proposals import proposals_in
from journal.queries.topics import known_topic
from journal.views.access import cohort_to_propose_in, cohort_to_read, proposal_to_decide


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def index(request, cohort):
    """Propose a name, another name or a merge; below stands what was proposed before."""
    cohort = request.cohort = cohort_to_propose_in(request.user, cohort)
    form = None
    if policies.may_propose_topic(request.user, cohort):
        data = request.POST if request.method == "POST" else None
        form = ProposalForm(data, known=partial(known_topic, request.user, cohort), initial={"kind": "name"})
    if request.method == "POST" and form and form.is_valid() and _proposed(request, form):
        return redirect("proposals.index", cohort.slug)
    waiting, decided = proposals_in(request.user, cohort)
    context = {"cohort": cohort, "form": form, "waiting": waiting, "decided": decided}
    context["may_decide"] = policies.may_care_for_topics(request.user, cohort)
    context["curated"] = cohort.topics.filter(is_curated=True) if form else []
    return render(request, "journal/proposals/index.html", context)


@require_POST
@login_required
def decide(request, cohort, pk):
    """Carry a proposal out, or decline it."""
    cohort = request.cohort = cohort_to_read(request.user, cohort)
    proposal = proposal_to_decide(request.user, cohort, pk)
    form = DecisionForm(request.POST)
    if form.is_valid():
        act = approve_proposal if form.cleaned_data["decision"] == "approve" else decline_proposal
        try:
            act(proposal=proposal, actor=request.user)
            messages.success(request, _("It is decided."))
        except (AlreadyDecided, LecturesClash, NameTaken, SameTopic, TopicGone) as error:
            messages.error(request, REFUSED[type(error).__name__])
    return redirect("topic_care.index" if form.cleaned_data.get("at") else "proposals.index", cohort.slug)


def _proposed(request, form: ProposalForm) -> bool:
    try:
        propose_topic(proposer=request.user, **form.cleaned_data)
    except (TooMany, TopicGone) as error:
        form.add_error(None, REFUSED[type(error).__name__])
        return False
    messages.success(request, _("Thank you. The organisers will decide."))
    return True
