"""Announcements: a member's list and the page of one; the organisers write, change, delete them and see who read."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from journal.actions.announcements import (
    AnnouncementGone,
    StaleAnnouncement,
    announce,
    change_announcement,
    delete_announcement,
    read_announcement,
)
from journal.forms.announcements import AnnouncementForm, ReadersForm
from journal.forms.listing import ListingForm, asked
from journal.forms.questions import BackForm
from journal.policies import may_announce, may_edit_announcement, may_run_cohort
from journal.queries.announcements import announcements_to_list, counted, unread_by, with_audience
from journal.queries.members import teams_in_order
from journal.views.access import cohort_to_read, page_to_read
from journal.views.access_announcements import (
    announcement_to_change,
    announcement_to_count,
    announcement_to_read,
    cohort_to_announce_in,
)
from journal.views.reading import sees_it

GONE = gettext_lazy("This announcement was deleted a moment ago. Your text is still here; copy it if you need it.")
GET_OR_POST = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@login_required
def index(request, cohort):
    """What the organisers announced to the reader; to them, everything and how many have read it."""
    cohort = request.cohort = cohort_to_read(request.user, cohort)
    runs = may_run_cohort(request.user, cohort)
    rows = announcements_to_list(request.user, cohort, counts=runs)
    pager = page_to_read(rows, asked(ListingForm, request)["before"], by="announced_at")
    context = {"cohort": cohort, "pager": pager, "announcements": with_audience(cohort, pager.items), "runs": runs}
    context |= {"today": cohort.today(), "may_announce": may_announce(request.user, cohort)}
    return render(request, "journal/announcements/index.html", context)


@require_safe
@login_required
def show(request, cohort, pk, slug=""):
    """An announcement at its one right address; whoever opens it has read it."""
    announcement = announcement_to_read(request.user, cohort, pk)
    request.cohort = announcement.cohort
    if slug != announcement.slug:
        return redirect(announcement)
    if not announcement.is_read and sees_it(request):
        read_announcement(announcement=announcement, reader=request.user)
    runs = may_run_cohort(request.user, announcement.cohort)
    announcement = counted(request.user, announcement) if runs else announcement
    context = {"cohort": announcement.cohort, "announcement": announcement, "runs": runs}
    context |= {"today": announcement.cohort.today(), "may_edit": may_edit_announcement(request.user, announcement)}
    return render(request, "journal/announcements/show.html", context)


@require_POST
@login_required
def read(request, cohort, pk):
    """Say that one has read it: it stays on top no more."""
    announcement = announcement_to_read(request.user, cohort, pk)
    read_announcement(announcement=announcement, reader=request.user)
    if request.htmx:
        return HttpResponse()
    back = BackForm(request.POST)
    return redirect((back.is_valid() and back.cleaned_data["next"]) or announcement)


@GET_OR_POST
@login_required
def new(request, cohort):
    """Announce something, or look at it first."""
    cohort = request.cohort = cohort_to_announce_in(request.user, cohort)
    form = AnnouncementForm(_sent(request), cohort=cohort, teams=teams_in_order(cohort))
    if form.is_bound and form.is_valid() and "preview" not in request.POST:
        announcement = announce(cohort=cohort, by=request.user, key=form.key_for(request.user), **form.columns)
        messages.success(request, _("It is announced. Those whom it is for are told now."))
        return redirect(announcement)
    return render(request, "journal/announcements/new.html", {"cohort": cohort, "form": form})


@GET_OR_POST
@login_required
def edit(request, cohort, pk):
    """Change an announcement; one that somebody else changed meanwhile is shown beside what was typed."""
    announcement = announcement_to_change(request.user, cohort, pk)
    cohort = request.cohort = announcement.cohort
    form = AnnouncementForm(_sent(request), cohort=cohort, teams=teams_in_order(cohort), announcement=announcement)
    context = {"cohort": cohort, "announcement": announcement, "form": form}
    if form.is_bound and form.is_valid() and "preview" not in request.POST:
        how = {"by": request.user, "version": form.seen, **form.columns}
        try:
            changed = change_announcement(announcement=announcement, **how)
        except StaleAnnouncement as stale:
            context |= {"form": form.at_version(stale.announcement), "theirs": stale.announcement}
        except AnnouncementGone:
            form.add_error(None, GONE)
        else:
            messages.success(request, _("The announcement is changed. Nobody is told again."))
            return redirect(changed)
    return render(request, "journal/announcements/edit.html", context)


@GET_OR_POST
@login_required
def delete(request, cohort, pk):
    """Forget an announcement, after asking."""
    announcement = announcement_to_change(request.user, cohort, pk)
    cohort = request.cohort = announcement.cohort
    if request.method == "POST":
        delete_announcement(announcement=announcement, by=request.user)
        messages.success(request, _("The announcement is deleted."))
        return redirect("announcements.index", cohort.slug)
    return render(request, "journal/announcements/delete.html", {"cohort": cohort, "announcement": announcement})


@require_safe
@login_required
def readers(request, cohort, pk):
    """Who of those whom it is for have not read it yet."""
    announcement = announcement_to_count(request.user, cohort, pk)
    request.cohort = announcement.cohort
    late = unread_by(announcement, asked(ReadersForm, request)["page"] or 1)
    context = {"cohort": announcement.cohort, "announcement": announcement, "late": late}
    return render(request, "journal/announcements/readers.html", context)


def _sent(request):
    return request.POST if request.method == "POST" else None
