"""Notifications: the list, the bell's count, what is read, and how one wants to hear of things."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from journal.actions.notifications import prefer, read_notification, read_notifications
from journal.forms.listing import asked
from journal.forms.notifications import ChannelsForm, NotificationsForm, ReadForm
from journal.queries.notifications import channels_of, evening_of, kinds_for, notifications_to_list
from journal.views.access import notification_to_read, page_to_read


@require_safe
@login_required
def index(request):
    """What one was told and may still see, the newest first; all, or one kind, or what is unread."""
    asks = asked(NotificationsForm, request)
    told = notifications_to_list(request.user, kind=asks["kind"], is_unread=bool(asks["unread"]))
    pager = page_to_read(told, asks["before"], by="updated_at")
    context = {"pager": pager, "kinds": kinds_for(request.user), "chosen": asks["kind"], "is_unread": asks["unread"]}
    return render(request, "journal/notifications/index.html", context)


@require_safe
def count(request):
    """The bell's count, for its polling; a session that ended is told so without a page of signing in."""
    if not request.user.is_authenticated:
        return HttpResponse(status=401)
    return render(request, "journal/notifications/count.html")


@require_POST
@login_required
def read(request, pk):
    """Call one notification read."""
    told = read_notification(notification=notification_to_read(request.user, pk))
    if request.htmx:
        return render(request, "journal/notifications/_line.html", {"told": told})
    return redirect("notifications.index")


@require_POST
@login_required
def read_all(request):
    """Call all that was shown, and what came before it, read; or all of one kind."""
    form = ReadForm(request.POST)
    if form.is_valid():
        data = form.cleaned_data
        read_notifications(recipient=request.user, kind=data["kind"], until=data["until"])
    return redirect("notifications.index")


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def settings(request):
    """How one wants to hear of each kind."""
    data = request.POST if request.method == "POST" else None
    evening = evening_of(request.user)
    initial = {**channels_of(request.user), "evening": evening}
    form = ChannelsForm(data, kinds=kinds_for(request.user), is_mentor=bool(evening), initial=initial)
    if form.is_bound and form.is_valid():
        prefer(user=request.user, channels=form.channels, evening=form.cleaned_data.get("evening", ""))
        messages.success(request, _("Saved."))
        return redirect("notifications.settings")
    return render(request, "journal/notifications/settings.html", {"form": form})
