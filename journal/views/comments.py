"""Comments: add, change, take back."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from accounts.limits import over
from journal.actions.comments import CommentGone, ParentGone, add_comment, delete_comment, edit_comment
from journal.forms.comments import GONE, CommentEditForm, CommentForm
from journal.forms.questions import BackForm
from journal.policies import may_ask_by_comment
from journal.views.access import comment_to_edit, post_to_comment
from journal.views.reading import reading_context

DELETED = gettext_lazy("This comment was deleted a moment ago. Your text is still here; copy it if you need it.")
GET_OR_POST = require_http_methods(["GET", "HEAD", "POST"])


@require_POST
@login_required
def add(request, pk):
    """Say something on a post; a preview, and an empty or refused comment, come back with their text."""
    post = post_to_comment(request.user, pk)
    request.cohort = post.cohort
    form = CommentForm(request.POST, post=post, may_ask=may_ask_by_comment(request.user, post))
    if not _is_let_in(request, form) or "preview" in request.POST:
        return render(request, "journal/posts/show.html", reading_context(request, post, form))
    data = form.cleaned_data
    try:
        comment = add_comment(
            author=request.user, post=post, body=data["body"], key=form.key_for(request.user),
            section=data["section"], parent=data["parent"], asks=data.get("asks", False),
        )  # fmt: skip
    except ParentGone:
        form.add_error("parent", GONE)
        return render(request, "journal/posts/show.html", reading_context(request, post, form))
    back = BackForm(request.POST)  # of the desk, which one does not leave
    return redirect((back.is_valid() and back.cleaned_data["next"]) or comment)


@GET_OR_POST
@login_required
def edit(request, pk):
    """Change one's own comment, or look at the change first."""
    comment = comment_to_edit(request.user, pk)
    request.cohort = comment.post.cohort
    data, initial = request.POST if request.method == "POST" else None, {"body": comment.body}
    form = CommentEditForm(data, initial=initial, post=comment.post)
    if form.is_bound and _is_let_in(request, form) and "preview" not in request.POST:
        try:
            return redirect(edit_comment(comment=comment, body=form.cleaned_data["body"]))
        except CommentGone:
            form.add_error("body", DELETED)
    return render(request, "journal/comments/edit.html", {"comment": comment, "post": comment.post, "form": form})


@GET_OR_POST
@login_required
def delete(request, pk):
    """Take one's own comment back, after asking."""
    comment = comment_to_edit(request.user, pk)
    request.cohort = comment.post.cohort
    if request.method == "POST":
        delete_comment(comment=comment)
        messages.success(request, _("The comment is deleted."))
        return redirect(comment.post.get_absolute_url() + "#comments")
    return render(request, "journal/comments/delete.html", {"comment": comment, "post": comment.post})


def _is_let_in(request, form) -> bool:
    """Return whether a form is right and its sender did not send too many; both are said at its field."""
    what = "preview" if "preview" in request.POST else "comment"
    if form.is_valid() and (said := over(request, what)):
        form.add_error("body", said)
    return form.is_valid()
