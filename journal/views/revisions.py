"""A post's history, for its author alone: what it was, what changed, and the way back."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from journal import policies
from journal.actions.drafts import PostGone, restore_revision, text_of
from journal.actions.posts import StaleEdit, differs
from journal.forms.listing import ListingForm, RevisionForm, asked
from journal.forms.revisions import VersionForm
from journal.queries.revisions import history_of, revision_before
from journal.text.differences import line_diff
from journal.views.access import history_to_read, page_to_read, post_to_edit, revision_to_read


@require_safe
@login_required
def index(request, pk):
    """What is kept of a post, newest first."""
    before = asked(ListingForm, request)["before"]
    post = history_to_read(request.user, pk)
    request.cohort = post.cohort
    page = page_to_read(history_of(post), before, by="created_at")
    return render(request, "journal/revisions/index.html", {"post": post, "page": page})


@require_safe
@login_required
def show(request, pk, revision):
    """A revision against the one before it or against the text of now, or the whole of it."""
    view = asked(RevisionForm, request)["view"] or "before"
    post = history_to_read(request.user, pk)
    revision = revision_to_read(post, revision)
    request.cohort, now = post.cohort, post.working_copy
    before = revision_before(revision) if view == "before" else None
    old, new = (revision, now) if view == "now" else (before, revision)
    context = {"post": post, "revision": revision, "now": now, "view": view, "old": old, "new": new}
    if old:
        context["lines"] = line_diff(old.body, new.body)
    context["may_restore"] = policies.may_edit_post(request.user, post) and differs(now, text_of(revision))
    return render(request, "journal/revisions/show.html", context)


@require_POST
@login_required
def restore(request, pk, revision):
    """Put an old text into the editor, as a draft; what stood there is kept, and readers see nothing of it."""
    post = post_to_edit(request.user, pk)
    revision = revision_to_read(post, revision)
    form = VersionForm(request.POST)
    version = form.cleaned_data["version"] if form.is_valid() else None
    try:
        saved = restore_revision(post=post, revision=revision, editor=request.user, version=version)
    except PostGone:
        raise Http404 from None
    except StaleEdit:
        messages.error(request, _("The text has changed since you opened this page. Look again, then bring it back."))
        return redirect("revisions.show", pk, revision.pk)
    messages.success(request, _("The old text is in the editor, as a draft. What stood there is kept in the history."))
    if saved.is_day_taken:
        messages.warning(request, _("Its study day has another journal by now, so the day stays as it was."))
    return redirect("posts.edit", pk)
