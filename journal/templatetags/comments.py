"""A comment, drawn once for all who are shown the same of it (kept.py)."""

from collections.abc import Iterable
from typing import NamedTuple

from django import template
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from journal.models.comments import Comment
from journal.models.moderation import Hiding
from journal.policies import may_answer_hiding
from journal.templatetags.article import comment_form
from journal.templatetags.haru import full_words, time_words
from journal.templatetags.kept import drawn
from journal.text.tex_words import without_tex

register = template.Library()


class CommentAuthor(NamedTuple):
    """Who said it; the same properties as a User has."""

    display_name: str
    picture_url: str
    initial: str
    address: str  # "" where the reader may not open their page


class ShownHiding(NamedTuple):
    """Why something is hidden, what its author says, and what its reader may do about it."""

    pk: int
    by: str  # "" where they are gone
    reason: str
    answer: str
    may_answer: bool
    may_lift: bool


class ShownComment(NamedTuple):
    """All that a comment shows; of a deleted one no more than that it was there."""

    pk: int
    is_gone: bool = True
    is_hidden: bool = False  # with `is_gone` from this reader, too
    author: CommentAuthor | None = None
    role: str = ""
    at_iso: str = ""
    at_words: str = ""
    ago: str = ""
    is_edited: bool = False
    section: str = ""
    section_title: str = ""
    is_section_gone: bool = False
    html: str = ""  # our renderer's, safe
    is_reply: bool = False
    reply_to: int = 0  # the comment under which an answer stands; 0 where the reader cannot answer
    is_mine: bool = False
    report: bool = False  # the reader may report it
    hide: bool = False  # the reader may hide it
    hiding: ShownHiding | None = None
    asked_as: int = 0  # the key of the question that it asks
    asked_state: str = ""


@register.simple_tag(takes_context=True)
def comment_threads(context, threads: Iterable, form=None, replying_to: int = 0) -> SafeString:
    """Show comments out of `threads_of`, the replies to each below it, and `form` where one answers `replying_to`.

    Without a form nobody can answer here.
    """
    return mark_safe("".join([_thread(context, thread, form, replying_to) for thread in threads]))


def _thread(context, thread, form, replying_to: int) -> str:
    first, answers = thread.comment, form and replying_to == thread.comment.pk
    replies = [_piece(context, reply, bool(form), is_reply=True) for reply in thread.replies]
    if answers:
        with context.push(reply_to=first):
            replies.append(comment_form(context))
    below = f'<div class="replies">{"".join(replies)}</div>' if replies else ""
    return f'<div class="thread">{_piece(context, first, bool(form))}{below}</div>'


def _piece(context, comment: Comment, may_answer: bool, is_reply: bool = False) -> SafeString:
    is_mine = may_answer and comment.author_id == context["user"].pk
    shown = shown_comment(
        comment, inside=bool(context["inside"]), is_reply=is_reply, may_answer=may_answer, mine=is_mine
    )
    if "may_moderate" in context and not shown.is_gone:
        shown = shown._replace(**_moderated(context, comment))
    return drawn("journal/comments/_comment.html", get_language() or "", shown)


def _moderated(context, comment: Comment) -> dict:
    """What its reader may do with a comment of somebody else's, and why it is hidden."""
    if comment.hidden_at:
        return {"hiding": shown_hiding(context["hidings"].get(comment.pk), context["user"])}
    is_others, moderates = comment.author_id != context["user"].pk, context["may_moderate"]
    return {"hide": is_others and moderates, "report": is_others and not moderates and not comment.post.hidden_at}


def shown_hiding(hiding: Hiding | None, user) -> ShownHiding | None:
    """Return what somebody who may know of a hiding is shown of it."""
    if hiding is None:
        return None
    by = hiding.hidden_by.display_name if hiding.hidden_by else ""
    may_answer, may_lift = may_answer_hiding(user, hiding), hiding.author_id != user.pk
    return ShownHiding(hiding.pk, by, hiding.reason, hiding.answer, may_answer, may_lift)


@register.inclusion_tag("journal/hidings/_why.html", takes_context=True)
def why_hidden(context, hiding: Hiding | None) -> dict:
    """Say why a post is hidden."""
    return {"hiding": shown_hiding(hiding, context["user"])}


def shown_comment(comment: Comment, *, inside: bool, is_reply: bool, may_answer: bool, mine: bool) -> ShownComment:
    """Return what somebody is shown of a comment: `inside` opens its author's page to them."""
    if comment.deleted_at or not comment.author_id:
        return ShownComment(comment.pk, is_hidden=not comment.author_id)
    author, (at_iso, at_words) = comment.author, full_words(comment.created_at)
    return ShownComment(
        pk=comment.pk,
        is_gone=False,
        is_hidden=comment.hidden_at is not None,
        author=CommentAuthor(
            author.display_name, author.picture_url, author.initial, author.get_absolute_url() if inside else ""
        ),
        role=comment.role or "",
        at_iso=at_iso,
        at_words=at_words,
        ago=time_words(comment.created_at),
        is_edited=comment.edited_at is not None,
        section="" if is_reply else comment.section,
        is_section_gone=bool(comment.section_title and not comment.section and not is_reply),
        section_title=without_tex(comment.section_title),
        html=comment.html,
        is_reply=is_reply,
        reply_to=(comment.parent_id or comment.pk) if may_answer and comment.stands else 0,
        is_mine=mine,
        asked_as=(comment.stands and getattr(comment, "asked_as", None)) or 0,
        asked_state=getattr(comment, "asked_state", None) or "",
    )
