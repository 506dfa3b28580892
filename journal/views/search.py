"""Search: one answer of posts, comments, lectures, people and topics; suggestions while typing; ways to go by name."""

from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.limits import over
from journal.actions.posts import note_staff_readings
from journal.forms.listing import SuggestForm, asked
from journal.forms.search import search_asked
from journal.queries.paging import BadCursor
from journal.queries.search import Asked, search
from journal.queries.search_names import suggestions
from journal.views.access import cohort_to_read


@require_safe
@login_required
def show(request, cohort):
    """What the reader may read of what they look for: in this cohort first, everywhere on request."""
    cohort = request.cohort = cohort_to_read(request.user, cohort)
    form = search_asked(request)
    context = {"cohort": cohort, "form": form}
    if form.is_valid() and form.cleaned_data["q"] and not _refused(request, form):
        answer = context["answer"] = _answer(request.user, cohort, form.cleaned_data)
        note_staff_readings(user=request.user, posts=[hit.post.pk for hit in answer.hits])
    return render(request, "journal/search/show.html", context)


@require_safe
@login_required
def suggest(request, cohort):
    """Topics, people, lectures and titles that fit what was typed so far, as options of the search field's list."""
    cohort = request.cohort = cohort_to_read(request.user, cohort)
    if said := over(request, "suggestion"):
        return render(request, "journal/search/suggest.html", {"cohort": cohort, "said": said})
    names = suggestions(request.user, cohort, asked(SuggestForm, request)["q"])
    return render(request, "journal/search/suggest.html", {"cohort": cohort, "names": names})


@require_safe
@login_required
def go(request, cohort):
    """Where one can go by what was typed so far: pages, people, topics, lectures and posts; the palette's list."""
    cohort = request.cohort = cohort_to_read(request.user, cohort)
    typed = asked(SuggestForm, request)["q"].strip()
    context = {"cohort": cohort, "typed": typed, "said": over(request, "suggestion") if typed else ""}
    if typed and not context["said"]:
        context["names"] = suggestions(request.user, cohort, typed)
    return render(request, "journal/search/_ways.html" if request.htmx else "journal/search/go.html", context)


def _refused(request, form) -> bool:
    if said := over(request, "search"):
        form.add_error("q", said)
    return bool(said)


def _answer(user, cohort, says: dict):
    """Return the answer to what a valid form says. No page has a cursor that none gave."""
    wanted = Asked(
        text=says["q"], by_time=says["sort"] == "time", everywhere=says["scope"] == "all",
        as_typed=bool(says["typed"]), after=says["after"],
    )  # fmt: skip
    try:
        return search(user, cohort, wanted)
    except BadCursor:
        raise Http404 from None
