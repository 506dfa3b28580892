"""The doors of moderation: what one may report, hide, show again and answer."""

from django.http import Http404
from django.shortcuts import get_object_or_404

from journal import policies
from journal.models.comments import Comment
from journal.models.moderation import Hiding, Report
from journal.models.posts import Post
from journal.queries.acts import log_of
from journal.queries.paging import BadCursor, Slice
from journal.views.access import Unseen, post_to_read
from journal.views.refusals import refusal


def post_to_report(user, pk: int) -> Post:
    """Return a post that `user` may report. Raises Unseen."""
    return _allowed(post_to_read(user, pk), policies.may_report, user)


def comment_to_report(user, pk: int) -> Comment:
    """Return a comment that `user` may report. Raises Unseen."""
    return _allowed(_comment(user, pk), policies.may_report, user)


def post_to_hide(user, pk: int) -> Post:
    """Return a post that `user` may hide."""
    return _allowed(post_to_read(user, pk), policies.may_moderate, user)


def comment_to_hide(user, pk: int) -> Comment:
    """Return a comment that `user` may hide."""
    return _allowed(_comment(user, pk), policies.may_moderate, user)


def post_to_retag(user, pk: int) -> Post:
    """Return a post to which `user` may give other topics."""
    return _allowed(post_to_read(user, pk), policies.may_retag_post, user)


def hiding_to_answer(user, pk: int) -> Hiding:
    """Return a hiding of `user`'s own words, to which they may still say something."""
    return _allowed(_hiding(user, pk), policies.may_answer_hiding, user)


def hiding_to_lift(user, pk: int) -> Hiding:
    """Return a hiding that `user` may take back; one that was taken back already is no error."""
    return _allowed(_hiding(user, pk), policies.may_lift_hiding, user)


def report_to_settle(user, pk: int) -> Report:
    """Return a report that `user` may settle: whoever sees it; one that is settled already is no error."""
    return get_object_or_404(Report.objects.visible_to(user).select_related("cohort"), pk=pk)


def log_to_read(user, cohort, before: str) -> Slice:
    """Return the page of a cohort's log that `before` asks for."""
    try:
        return log_of(user, cohort, before)
    except BadCursor:
        raise Http404 from None


def _comment(user, pk: int) -> Comment:
    comments = Comment.objects.visible_to(user).filter(deleted_at=None).select_related("post__cohort", "author")
    comment = comments.filter(pk=pk).first()
    if comment is None:
        raise Unseen
    return comment


def _hiding(user, pk: int) -> Hiding:
    seen = Hiding.objects.visible_to(user).filter(post__in=Post.objects.visible_to(user))
    return get_object_or_404(seen.select_related("cohort", "post__cohort", "comment__post"), pk=pk)


def _allowed(thing, policy, user):
    if not policy(user, thing):
        raise refusal(thing)
    return thing
