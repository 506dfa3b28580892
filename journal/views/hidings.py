"""Hiding posts and comments with a reason, answering the reason, showing them again."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from journal.actions.comments import CommentGone
from journal.actions.hidings import answer_hiding, hide_comment, hide_post, lift_hiding
from journal.actions.posts import note_staff_reading
from journal.forms.moderation import AnswerForm, HidingForm
from journal.views.access_moderation import comment_to_hide, hiding_to_answer, hiding_to_lift, post_to_hide

GET_OR_POST = require_http_methods(["GET", "HEAD", "POST"])


@GET_OR_POST
@login_required
def post(request, pk):
    """Hide a post; its author reads why."""
    post = post_to_hide(request.user, pk)
    form = HidingForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        hide_post(post=post, by=request.user, reason=form.cleaned_data["words"])
        messages.success(request, _("It is hidden. Its author, the organisers and the staff still read it."))
        return redirect(post)
    return _asked(request, form, post)


@GET_OR_POST
@login_required
def comment(request, pk):
    """Hide a comment; its author reads why."""
    said = comment_to_hide(request.user, pk)
    form = HidingForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            hide_comment(comment=said, by=request.user, reason=form.cleaned_data["words"])
        except CommentGone:
            messages.info(request, _("The comment was deleted a moment ago."))
        else:
            messages.success(request, _("It is hidden. Its author, the organisers and the staff still read it."))
        return redirect(said)
    return _asked(request, form, said.post, said)


@GET_OR_POST
@login_required
def answer(request, pk):
    """Say something to the reason why one's own words are hidden."""
    hiding = hiding_to_answer(request.user, pk)
    request.cohort = hiding.cohort
    form = AnswerForm(request.POST if request.method == "POST" else None, initial={"words": hiding.answer})
    if form.is_bound and form.is_valid():
        answer_hiding(hiding=hiding, answer=form.cleaned_data["words"])
        messages.success(request, _("The organisers read your answer."))
        return redirect(hiding.comment or hiding.post)
    return render(request, "journal/hidings/answer.html", {"hiding": hiding, "post": hiding.post, "form": form})


@GET_OR_POST
@login_required
def lift(request, pk):
    """Show a post or a comment again, to whom it was shown before, after asking."""
    hiding = hiding_to_lift(request.user, pk)
    request.cohort = hiding.cohort
    if request.method == "POST":
        lift_hiding(hiding=hiding, by=request.user)
        messages.success(request, _("It is shown again."))
        return redirect(hiding.comment or hiding.post)
    return render(request, "journal/hidings/lift.html", {"hiding": hiding, "post": hiding.post})


def _asked(request, form, post, said=None):
    """Ask for the reason, beside what is to be hidden."""
    request.cohort = post.cohort
    note_staff_reading(user=request.user, post=post)
    template = "journal/hidings/comment.html" if said else "journal/hidings/post.html"
    return render(request, template, {"post": post, "comment": said, "form": form})
