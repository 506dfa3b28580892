"""One post's page: its comments in order, counts beside its headings, and the days before and after."""

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from html import escape

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, F, OuterRef, Q, Subquery
from django.db.models.functions import JSONObject

from journal.models.bookmarks import Bookmark
from journal.models.checks import Check
from journal.models.comments import Comment
from journal.models.curriculum import LectureNote
from journal.models.events import EventNote
from journal.models.notifications import Notification
from journal.models.people import Membership
from journal.models.posts import Like, Post
from journal.models.prepared import Prepared, day, number
from journal.models.questions import Question
from journal.models.readers import rows_for
from journal.models.subscriptions import Subscription

HEADING = re.compile(r'(<h[1-6] id="([^"]*)"[^>]*>)(.*?)(</h[1-6]>)', re.DOTALL)


@dataclass(frozen=True)
class Thread:
    """A comment and its replies, in the order they were written.

    `comment.role` is its author's in the cohort; one that asks has its question's key as `asked_as`, and its state.
    """

    comment: Comment
    replies: list[Comment] = field(default_factory=list)


def post_seen_by(user, pk: int) -> Post | None:
    """Return a post that `user` may read, with its author, team, cohort and `listed_topics`, or None.

    Signed-in readers' posts say whether they like it (`is_liked`), the key of their bookmark (`bookmarked_as`), whether
    they want to hear of comments (`is_wanted`, None where they never said) and were told of it (`has_news`).
    Everybody's say whether their text holds a question (`has_questions`).
    """
    found = rows_for(user, READ, pk=pk)
    return found[0] if found else None


def threads_of(user, post: Post) -> list[Thread]:
    """Return the comments of a post that `user` may read, one level deep."""
    threads: dict[int, Thread] = {}
    for comment in rows_for(user, COMMENTS, post=post.pk, cohort=post.cohort_id):
        comment.post = post
        if comment.parent_id:
            threads.setdefault(comment.parent_id, _hidden(comment)).replies.append(comment)
        else:
            threads[comment.pk] = Thread(comment)
    return list(threads.values())


def _hidden(reply: Comment) -> Thread:
    """The thread of a reply whose parent its reader may not see: that something was said there, and no more."""
    stub = Comment(pk=reply.parent_id, post=reply.post, section=reply.section, hidden_at=reply.created_at)
    stub.asked_as = stub.role = None
    return Thread(stub)


def section_counts(threads: list[Thread]) -> Counter:
    """Return how many comments stand on each section (by anchor); stubs and hidden ones are left out."""
    every = [comment for thread in threads for comment in (thread.comment, *thread.replies)]
    return Counter(comment.section for comment in every if comment.section and comment.stands)


def with_section_marks(html: str, counts: Counter, word: str, beside: Callable[[str], str] = lambda anchor: "") -> str:
    """Return a rendered page with a link to its section's comments behind each heading.

    `word` is the link's label, with {count}; `beside` gives what else stands there, as safe HTML; `html` is our
    renderer's, whose headings carry `id` first.
    """

    def mark(match: re.Match) -> str:
        start, anchor, inner, end = match.groups()
        count = counts.get(anchor, 0)
        label = escape(word.format(count=count))
        state = ' data-count="0"' if not count else ""
        link = f'<a class="section-mark" href="?section={anchor}#comment-form"{state}>{label}</a>'
        return f"{start}{inner}{link}{beside(anchor)}{end}"

    return HEADING.sub(mark, html)


def neighbours_of(user, post: Post) -> tuple[Post | None, Post | None]:
    """Return the same person's journals of the study days before and after, that `user` may read."""
    if post.study_on is None:
        return None, None
    rows = rows_for(user, NEIGHBOURS, author=post.author_id, cohort=post.cohort_id, on=post.study_on)
    found = {near.study_on > post.study_on: near for near in rows}
    for near in found.values():
        near.cohort = post.cohort
    return found.get(False), found.get(True)


def lectures_in(post: Post) -> list[LectureNote]:
    """Return a post's notes of lectures, in its order, with what they are tied to."""
    return LECTURES.rows(post=post.pk)


def events_in(post: Post) -> list[EventNote]:
    """Return a post's notes of events, in its order."""
    return EVENTS.rows(post=post.pk)


def questions_in(post: Post) -> list[Question]:
    """Return what the text of a post asks or notes, in its order."""
    found = QUESTIONS.rows(post=post.pk)
    for question in found:
        question.post = post
    return found


def likes_it(user, post: Post) -> bool:
    """Return whether `user` likes a post."""
    return user.is_authenticated and Like.objects.filter(post=post, user=user).exists()


def _read(reader):
    likes = Like.objects.filter(post=OuterRef("pk"), user=number("me"))
    kept = Bookmark.objects.filter(post=OuterRef("pk"), owner=number("me")).values("pk")[:1]
    said = Subscription.objects.filter(post=OuterRef("pk"), user=number("me")).values("is_wanted")
    told = Notification.objects.filter(post=OuterRef("pk"), recipient=number("me"), read_at=None)
    marks = {"is_liked": Exists(likes), "bookmarked_as": Subquery(kept), "is_wanted": Subquery(said)}
    checks = Check.objects.visible_to(reader).filter(post=OuterRef("pk")).order_by("checked_at", "pk")
    checks = checks.values(said=JSONObject(name="mentor__display_name", by="mentor", version="version"))
    marks = {**marks, "has_news": Exists(told), "checked_by": ArraySubquery(checks)} if reader.user_id else {}
    marks["has_questions"] = Exists(Question.objects.in_text_of(OuterRef("pk")))
    return Post.objects.visible_to(reader).filter(pk=number("pk")).for_reading().annotate(**marks)


def _comments(reader):
    role = Membership.objects.filter(cohort=number("cohort"), user=OuterRef("author")).values("role")[:1]
    rows = Comment.objects.visible_to(reader).filter(post=number("post")).select_related("author")
    asked = {"asked_as": F("question__pk"), "asked_state": F("question__state"), "same_as": F("question__same_as")}
    return rows.annotate(role=Subquery(role), **asked).order_by("created_at", "pk")


def _neighbours(reader):
    theirs = Post.objects.visible_to(reader).published().filter(author=number("author"), cohort=number("cohort"))
    light = theirs.only("pk", "title", "study_on", "cohort", "published_at", "deleted_at")
    before = light.filter(study_on__lt=day("on")).order_by("-study_on").values("pk")[:1]
    after = light.filter(study_on__gt=day("on")).order_by("study_on").values("pk")[:1]
    return light.filter(Q(pk__in=before) | Q(pk__in=after))


READ, COMMENTS, NEIGHBOURS = map(Prepared, (_read, _comments, _neighbours))
LECTURES = Prepared(lambda: LectureNote.objects.filter(post=number("post")).select_related("lecture", "untied"))
EVENTS = Prepared(lambda: EventNote.objects.filter(post=number("post")))
QUESTIONS = Prepared(lambda: Question.objects.in_text_of(number("post")))
