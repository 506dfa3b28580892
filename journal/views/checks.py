"""Checks: one post, or exactly those that were shown."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from journal.actions.checks import check_post, check_posts, uncheck
from journal.forms.mentor_desk import CheckForm, ShownForm
from journal.views.access_desk import cohort_to_mentor, post_to_check, posts_to_check


@require_POST
@login_required
def change(request, pk):
    """Say that one has read a post (`on` is 1 or missing), or take it back (`on` is 0); twice is once."""
    post = post_to_check(request.user, pk)
    form = CheckForm(request.POST)
    data = form.cleaned_data if form.is_valid() else {}
    if data.get("on") == "0":
        uncheck(post=post, mentor=request.user)
    else:
        check_post(post=post, mentor=request.user, version=data.get("version"))
    return redirect(data.get("next") or post)


@require_POST
@login_required
def shown(request, cohort):
    """Check exactly the posts that were shown."""
    cohort = cohort_to_mentor(request.user, cohort)
    form = ShownForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Nothing was checked. Open the desk again and try once more."))
        return redirect("mentor_desk.show", cohort.slug)
    posts = posts_to_check(request.user, cohort, form.cleaned_data["seen"])
    number = check_posts(posts=posts, mentor=request.user)
    said = ngettext("%(n)s post checked.", "%(n)s posts checked.", number) % {"n": number}
    messages.success(request, said)
    return redirect(form.cleaned_data["next"] or cohort)
