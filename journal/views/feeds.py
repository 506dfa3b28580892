"""Feeds: what a cohort, a day, a topic, a lecture and a person publish, a cohort's calendar, and one's own token."""

from hashlib import sha256

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Q
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.limits import over
from journal.actions.feeds import renew_token, revoke_token
from journal.forms.feeds import TokenForm
from journal.forms.search import search_asked
from journal.models.readers import reader_of
from journal.queries.feeds import keys_found, noting, token_of
from journal.queries.follows import follows_of
from journal.transfer.feeds import Feed, Subject, calendar_text, days_of, tag_of_days
from journal.views.access import (
    cohort_to_feed,
    cohort_to_read,
    day_to_read,
    lecture_to_read,
    person_to_read,
    topic_to_read,
)
from journal.views.machines import MINE, for_machines, refused, unless_known

ATOM, ICALENDAR = "application/atom+xml; charset=utf-8", "text/calendar; charset=utf-8"


@require_safe
@login_required
def index(request):
    """Which feeds there are, and whether one has a token for the private ones."""
    return _page(request)


@require_POST
@login_required
def renew(request):
    """Make a new token and show the addresses with it, this once."""
    token = renew_token(owner=request.user, key=TokenForm(request.POST).chosen_key)
    response = _page(request, token=token)
    response.headers["Cache-Control"] = "no-store"
    return response


@require_POST
@login_required
def revoke(request):
    """End one's token: its addresses open nothing any more."""
    revoke_token(owner=request.user)
    messages.success(request, _("The addresses with your key no longer work."))
    return redirect("feeds.index")


@for_machines
def cohort(request, reader, cohort):
    """What a cohort publishes."""
    found = cohort_to_feed(reader, cohort)
    return _feed(request, reader, Subject.of(found, found.name, found.get_absolute_url(), "all"))


@for_machines
def day(request, reader, cohort, number):
    """The journals of a study day."""
    found = cohort_to_feed(reader, cohort)
    on = day_to_read(found, number)
    page = f"{found.get_absolute_url()}days/{number}/"
    return _feed(request, reader, Subject.of(found, f"Day {number}", page, f"days/{on}", Q(study_on=on)))


@for_machines
def topic(request, reader, cohort, slug):
    """What a cohort publishes about a topic, by any of its names."""
    found = cohort_to_feed(reader, cohort)
    about = topic_to_read(reader, found, slug)
    page, what = about.get_absolute_url(), f"topics/{about.pk}"
    linked = Q(topic_links__tag=about)
    return _feed(request, reader, Subject.of(found, about.name, page, what, linked, by="updated_at"))


@for_machines
def lecture(request, reader, cohort, pk):
    """What a cohort publishes that notes a lecture."""
    found = cohort_to_feed(reader, cohort)
    noted = lecture_to_read(reader, found, pk)
    page, what = noted.get_absolute_url(), f"lectures/{noted.pk}"
    return _feed(request, reader, Subject.of(found, str(noted), page, what, noting(noted), by="updated_at"))


@for_machines
def search(request, reader, cohort):
    """What a search finds among a cohort's posts, as it is typed (`?q=`)."""
    found = cohort_to_feed(reader, cohort)
    form = search_asked(request)
    if not form.is_valid() or not form.cleaned_data["q"]:
        raise Http404
    if said := over(request, "search_feed", reader):
        return refused(said)
    words = form.cleaned_data["q"]
    asks, keys = urlencode({"q": words}), keys_found(reader, found, words)
    what = f"search/{sha256(words.encode()).hexdigest()[:16]}"
    page = f"{found.get_absolute_url()}search/?{asks}"
    return _feed(request, reader, Subject.of(found, words, page, what, Q(pk__in=keys)), asks)


@for_machines
def person(request, reader, handle):
    """What a person publishes."""
    found = person_to_read(reader, handle)
    subject = Subject(
        found.display_name, found.get_absolute_url(), f"people/{found.pk}", found.joined_at, (Q(author=found),)
    )
    return _feed(request, reader, subject)


@for_machines
def calendar(request, reader, cohort):
    """A cohort's study days and events, for calendars."""
    found = cohort_to_read(reader, cohort)
    days = days_of(found, _site(request))
    make = lambda: HttpResponse(calendar_text(found, days), content_type=ICALENDAR)  # noqa: E731
    return unless_known(request, tag_of_days(days), make)


def _feed(request, reader, subject, asks=""):
    own_address = request.build_absolute_uri(request.path + (f"?{asks}" if asks else ""))
    feed = Feed(reader, subject, own_address, _site(request))
    if not feed.is_there:
        raise Http404
    make = lambda: HttpResponse(feed.text, content_type=ATOM)  # noqa: E731
    return unless_known(request, feed.tag, make, feed.changed_at)


def _site(request) -> str:
    return f"{request.scheme}://{request.get_host()}"


def _page(request, **more):
    """The page of feeds; with a `token` it says the addresses."""
    cohorts = [membership.cohort for membership in reader_of(request.user).memberships]
    context = {"kept": token_of(request.user), "cohorts": cohorts, "follows": follows_of(request.user), "mine": MINE}
    context |= {"form": TokenForm(), "site": _site(request)}
    return render(request, "journal/feeds/index.html", context | more)
