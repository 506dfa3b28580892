"""Following topics, people and lectures: the buttons, and the page of what one follows and what is new there."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from journal.actions.follows import TooMany, follow, see_news, unfollow
from journal.forms.follows import FollowForm, SeenForm
from journal.forms.listing import ListingForm, asked
from journal.queries.follows import followed_of, follows_of, news_of
from journal.views.access import cohort_to_read, lecture_to_follow, page_to_read, person_to_follow, topic_to_read


@require_safe
@login_required
def index(request):
    """What one follows, and what others have published there since one last looked."""
    pager = page_to_read(news_of(request.user, followed_of(request.user)), asked(ListingForm, request)["before"])
    return render(request, "journal/follows/index.html", {"follows": follows_of(request.user), "pager": pager})


@require_POST
@login_required
def topic(request, cohort, slug):
    """Follow a topic (`on` is 1 or missing), or let it go (`on` is 0); twice is once."""
    cohort = request.cohort = cohort_to_read(request.user, cohort)
    found = topic_to_read(request.user, cohort, slug)
    return _changed(request, found.get_absolute_url(), topic=found)


@require_POST
@login_required
def person(request, handle):
    """Follow a person, or let them go."""
    found = person_to_follow(request.user, handle)
    return _changed(request, found.get_absolute_url(), person=found)


@require_POST
@login_required
def lecture(request, pk):
    """Follow a lecture, or let it go."""
    found = lecture_to_follow(request.user, pk)
    request.cohort = found.cohort
    return _changed(request, found.get_absolute_url(), lecture=found)


@require_POST
@login_required
def seen(request):
    """Note that one has seen what was shown: what comes later is new again."""
    form = SeenForm(request.POST)
    if form.is_valid():
        see_news(follower=request.user, until=form.cleaned_data["until"])
    return redirect("follows.index" if form.is_listed else "site.home")


def _changed(request, address, **thing):
    """Do what the button says; answer with the button alone, or lead back to where it stands."""
    form, full = FollowForm(request.POST), False
    if form.lets_go:
        unfollow(follower=request.user, **thing)
    else:
        try:
            follow(follower=request.user, **thing)
        except TooMany:
            full = True
    if request.htmx:
        context = {"address": request.path, "is_followed": not form.lets_go and not full, "full": full}
        return render(request, "journal/follows/_button.html", context)
    if full:
        messages.error(request, _("You follow as much as fits. Let something go first."))
    return redirect("follows.index" if form.is_listed else address)
