"""Drafts on their way: what an open editor saves by itself. The answers are JSON, their `said` is for people."""

from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from journal.actions.drafts import PostGone, discard_draft, keep_aside, save_draft, start_draft
from journal.actions.posts import StaleEdit
from journal.forms.drafts import DraftForm, OpenEditorForm
from journal.forms.moods import MoodForm
from journal.forms.posts import chosen_day
from journal.forms.revisions import VersionForm
from journal.views.access import cohort_to_write, draft_to_save, post_to_edit
from journal.views.holding import let_go


@require_POST
def save(request):
    """Save a draft: 200 {post, version, edit, said}; 400, 401 (with `sign_in`), 403, 404 and 409 say why not."""
    sent = OpenEditorForm(request.POST)
    if not sent.is_valid():
        return _refuse(400, _("The editor sent something that is not ours. Reload the page; your text is kept here."))
    pk = sent.cleaned_data["post"]
    if not request.user.is_authenticated:
        return session_ended(pk)
    if sent.cleaned_data["writer"] != request.user.pk:
        return _refuse(403, _("Somebody else has signed in here. Your text is kept on this device until you are back."))
    try:
        post = draft_to_save(request.user, pk) if pk else None
        asked = sent.cleaned_data["cohort"], chosen_day(request.POST)
        cohort = post.cohort if post else cohort_to_write(request.user, *asked)
    except PermissionDenied:
        return _refuse(403, _("You cannot write here any more. Your text is kept on this device."))
    except Http404:
        return _refuse(404, _("This post is not there any more. Your text is kept on this device."))
    form = DraftForm(request.POST, cohort=cohort, copy=post and post.working_copy)
    if not form.is_valid():
        return _refuse(400, next(iter(form.errors.values()))[0])
    let_go(request, reverse("posts.edit", args=[pk]) if pk else reverse("posts.new"))
    return _save(request.user, cohort, post, form, MoodForm(request.POST).word)


@require_POST
@login_required
def discard(request, pk):
    """Take away the draft of a published post; its text stays in the post's history."""
    post = post_to_edit(request.user, pk)
    form = VersionForm(request.POST)
    version = form.cleaned_data["version"] if form.is_valid() else None
    try:
        discard_draft(post=post, editor=request.user, version=version)
    except StaleEdit:
        messages.error(request, _("This draft was written on meanwhile, so it is still here. Look at it again."))
    else:
        messages.success(request, _("The draft is discarded. Its text stays in the history of the post."))
    return redirect("posts.trash")


def _save(user, cohort, post, form, mood) -> JsonResponse:
    try:
        if post:
            version = form.cleaned_data["version"]
            saved = save_draft(post=post, editor=user, text=form.text, version=version, hand=form.hand)
        else:
            key = form.key_for(user)
            saved = start_draft(author=user, cohort=cohort, key=key, text=form.text, hand=form.hand)
        if not saved.is_overtaken and (post or mood or form.cleaned_data["feedback"]):
            keep_aside(post=saved.post, mood=mood, asks_feedback=form.cleaned_data["feedback"])
    except PostGone:
        return _refuse(404, _("This post is not there any more. Your text is kept on this device."))
    except StaleEdit as stale:
        words = _("This post was saved somewhere else in the meantime. Both texts are kept.")
        return JsonResponse({**_where(stale.post), "said": words}, status=409)
    words = form.refused
    if saved.is_day_taken:
        words = _("You have a journal of this study day already, so this one is saved without its day.")
    return JsonResponse({**_where(saved.post), "said": str(words)})


def _where(post) -> dict:
    edit = reverse("posts.edit", args=[post.pk])
    return {"post": post.pk, "version": post.working_copy.version, "edit": edit}


def session_ended(pk: int | None = None) -> JsonResponse:
    """401: say so, and where to sign in."""
    back = reverse("posts.edit", args=[pk]) if pk else reverse("posts.new")
    sign_in = f"{reverse('account_login')}?{urlencode({'next': back})}"
    words = _("You have been signed out. Your text is kept on this device; sign in and go on where you were.")
    return JsonResponse({"said": words, "sign_in": sign_in}, status=401)


def _refuse(status: int, words: str) -> JsonResponse:
    return JsonResponse({"said": words}, status=status)
