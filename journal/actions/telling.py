"""What happened is told to those who should hear of it; the jobs of journal/tasks.py among these may run twice."""

from django.db import transaction
from django.db.models import Q

from journal.actions.notifications import notify
from journal.models.comments import Comment
from journal.models.notifications import Kind, Notification
from journal.models.posts import Post
from journal.models.questions import Question
from journal.queries.audience import asker_of, followers_of, hearers_of_comment, mentors_of, people_called
from journal.queries.gate import allowed
from journal.text.markdown import parse
from journal.text.mentions import mentioned


@transaction.atomic
def tell_of_comment(*, comment: int) -> None:
    """Tell of a new comment (by its key), if it still stands: each person once, as what is nearest to them of the kinds
    that they want to hear of."""
    said = _standing(comment)
    if said is None:
        return
    hearers = hearers_of_comment(said, mentioned(parse(said.body)), _answered_by(said))
    heard: set[int] = set()
    for kind, people in hearers.items():
        hearing = _hearing(people - heard, kind, said)
        notify(recipients=hearing, kind=kind, actor=said.author, post=said.post, comment=said, at=said.created_at)
        heard |= hearing
    asked = Question.objects.filter(comment=said).first()
    if asked:
        tell_asked(post=said.post, question=asked, actor=said.author)


@transaction.atomic
def tell_of_edited_comment(*, comment: int) -> None:
    """Tell those whom a changed comment mentions now; who was told of being mentioned in it is told no more."""
    said = _standing(comment)
    if said is not None:
        people = people_called(said.post.cohort_id, mentioned(parse(said.body)))
        notify(recipients=people, kind=Kind.MENTION, actor=said.author, post=said.post, comment=said)


@transaction.atomic
def tell_of_post(*, post: int, is_first: bool) -> None:
    """Tell of a post (by its key) that was published, unless it came with an import: when it `is_first` to its
    followers, always to whom it mentions, and to the mentors of its team where it asks what they were not told of."""
    said = Post.objects.published().select_related("cohort", "author").filter(pk=post).first()
    if said is None or (is_first and said.imported_at and said.published_at <= said.imported_at):
        return
    how = {"actor": said.author, "post": said}
    called = people_called(said.cohort_id, mentioned(parse(said.body)))
    called = set(allowed(called, Kind.MENTION, cohort=said.cohort, post=said, actor=said.author))
    notify(recipients=called, kind=Kind.MENTION, **how)
    asked = said.questions.filter(state=Question.State.OPEN, comment=None).order_by("asked_at", "pk").last()
    mentors = mentors_of(said) if asked else set()
    if mentors and _is_news(said, asked):
        tell_asked(post=said, question=asked, actor=said.author)
    if is_first:
        notify(recipients=followers_of(said) - called - mentors, kind=Kind.FOLLOWED, **how)


@transaction.atomic
def tell_asked(*, post: Post, actor, question: Question | None = None) -> list[int]:
    """Tell the mentors of a post's team that `actor` asks something there; without a `question`, for feedback on it.

    Return the notifications' keys.
    """
    return notify(recipients=mentors_of(post), kind=Kind.ASKED, actor=actor, post=post, question=question)


@transaction.atomic
def tell_resolved(*, question: Question, by) -> list[int]:
    """Tell who asked a question that somebody else calls it resolved; return the notifications' keys."""
    return notify(recipients=[asker_of(question)], kind=Kind.RESOLVED, actor=by, post=question.post, question=question)


def _hearing(people: set[int], kind: str, said: Comment) -> set[int]:
    """Return who of these people hears of a comment as this kind."""
    return set(allowed(people, kind, cohort=said.post.cohort, post=said.post, actor=said.author))


def _standing(pk: int) -> Comment | None:
    rows = Comment.objects.standing().select_related("post__cohort", "author", "parent")
    return rows.filter(pk=pk).first()


def _answered_by(comment: Comment) -> list[Question]:
    """Return the questions that a comment answered, and the same ones of others that are joined to them."""
    if not comment.by_staff:
        return []
    answered = Question.objects.filter(post=comment.post_id, answered_at=comment.created_at)
    answered = answered.filter(answered_by=comment.author_id).values("pk")
    both = Question.objects.filter(Q(pk__in=answered) | Q(same_as__in=answered))
    return list(both.select_related("post", "comment"))


def _is_news(post: Post, question: Question) -> bool:
    """Return whether a question was asked after mentors were told last that the post asks something."""
    told = Notification.objects.filter(post=post, kind=Kind.ASKED).order_by("updated_at").last()
    return told is None or (question.asked_at is not None and question.asked_at > told.updated_at)
