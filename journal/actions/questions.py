"""Questions: kept in step with the text they stand in, asked at headings and by comments, resolved, joined by hand."""

from collections.abc import Iterable
from copy import copy
from difflib import SequenceMatcher

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from journal.actions.kept_rows import keep_rows
from journal.actions.telling import tell_asked, tell_resolved
from journal.actions.waiting import hold_posts, keep_waiting
from journal.models.comments import Comment
from journal.models.events import EventNote
from journal.models.posts import Post
from journal.models.questions import Question
from journal.models.waiting import Waiting
from journal.text.anchors import anchors_above
from journal.text.near_titles import fold_title
from journal.text.page_words import page_words
from journal.text.topic_names import topic_key

ASKING = ("callout", "item")  # where the outline finds what the writer asks; headings of a FAQ are notes
REWORDED = 0.6  # how alike, from 0 to 1, an edited question's words are to what they were


class HeadingGone(Exception):
    """The post has no such heading any more."""


class SameQuestion(Exception):
    """A question cannot be joined to itself, nor to one of another cohort."""


@transaction.atomic(savepoint=False)
def keep_questions(
    *, post: Post, found: Iterable[dict], events: Iterable[EventNote] = (), is_first: bool = False
) -> None:
    """Make the questions of a post's text those that its outline holds; one that is still there keeps its state.

    So does one that was only reworded. What its author marked at a heading, and what others' questions are joined to,
    no edit takes away. `events` are the post's notes of events, whose titles say at which event a question was noted;
    `is_first` as for `keep_outline`.
    """
    at_event = {note.title: note.event_id for note in events}
    kept = [] if is_first else list(_of_text(post))
    entries: dict[str, tuple[int, dict]] = {}
    for at, entry in enumerate(found):
        entries.setdefault((topic_key(entry["title"]) or entry["anchor"])[:200], (at, entry))
    rows = {question.key: question for question in map(copy, kept)}
    gone = [question for key, question in rows.items() if key not in entries]
    wanted = []
    for key, (at, entry) in entries.items():
        question = rows.get(key) or _reworded(entry, gone) or Question(post=post, cohort_id=post.cohort_id)
        _say(question, post, key, at, entry)
        question.at_event_id = at_event.get(question.event)
        wanted.append(question)
    for question in gone:
        if question.is_marked or question.has_joined:
            _follow_heading(question, post)
            wanted.append(question)
    keep_rows(kept, wanted, by=("pk",))


@transaction.atomic
def ask_at_heading(*, post: Post, anchor: str) -> Question:
    """Return the question that a heading of a published post is from now on, without a change of the text.

    A second time changes nothing. Raises HeadingGone.
    """
    hold_posts([post.pk])
    post.refresh_from_db(fields=["toc"])
    at, entry = next(((at, each) for at, each in enumerate(post.toc) if each["anchor"] == anchor), (0, None))
    if entry is None:
        raise HeadingGone
    key = (topic_key(entry["text"]) or anchor)[:200]
    here = {question.key: question for question in _of_text(post)}
    if key in here and here[key].anchor != anchor:
        key = f"{key[:99]}#{anchor[:99]}"  # another heading of the same words
    question = here.get(key) or Question(post=post, cohort_id=post.cohort_id, key=key, position=at)
    if question.pk is None or not question.is_asked:
        question.title, question.anchor, question.is_marked = entry["text"][:300], anchor[:200], True
        question.fold = (fold_title(question.title) or key)[:300]
        question.places = [place[:200] for place in anchors_above(post.toc, anchor)]
        question.state, question.asked_at = Question.State.OPEN, timezone.now()
        question.save()
        keep_waiting(posts=[post.pk])
        tell_asked(post=post, actor=post.author, question=question)
    return question


def ask_by_comment(*, comment: Comment) -> Question:
    """Return the question that a comment asks from its beginning on; to be called with its post held."""
    words = page_words(comment.html).split("\n")[0][:300] or comment.body[:300]
    anchor = f"comment-{comment.pk}"
    asked, _is_new = Question.objects.update_or_create(
        comment=comment, defaults={"title": words, "fold": (fold_title(words) or anchor)[:300]},
        create_defaults={
            "post": comment.post, "cohort_id": comment.post.cohort_id, "key": f"#{anchor}", "anchor": anchor,
            "title": words, "fold": (fold_title(words) or anchor)[:300], "state": Question.State.OPEN,
            "asked_at": comment.created_at,
        },
    )  # fmt: skip
    return asked


@transaction.atomic
def take_back_question(*, question: Question) -> None:
    """Let a heading, or a comment, ask no more. What stands in the text as a question, an edit takes back."""
    joined = Question.objects.filter(same_as=question).values_list("post_id", flat=True)
    posts = sorted({question.post_id, *joined})
    hold_posts(posts)
    noted = {(topic_key(entry["title"]) or entry["anchor"])[:200] for entry in question.post.outline["questions"]}
    if question.comment_id is None and question.key in noted:
        Question.objects.filter(pk=question.pk).update(
            is_marked=False, state=Question.State.NOTE, asked_at=None, answered_at=None, answered_by=None,
            resolved_at=None, resolved_by=None, same_as=None, joined_at=None, joined_by=None,
        )  # fmt: skip
        Question.objects.filter(same_as=question).update(same_as=None, joined_at=None, joined_by=None)
    else:
        Question.objects.filter(pk=question.pk).delete()
    keep_waiting(posts=posts)


@transaction.atomic
def resolve_question(*, question: Question, by) -> Question:
    """Return the question as resolved; a second time changes nothing. None but those who ask it hear of that."""
    hold_posts([question.post_id])
    question.refresh_from_db(fields=["state", "resolved_at", "resolved_by"])
    if question.is_asked and question.state != Question.State.RESOLVED:
        question.state, question.resolved_at, question.resolved_by = Question.State.RESOLVED, timezone.now(), by
        question.save(update_fields=["state", "resolved_at", "resolved_by"])
        keep_waiting(posts=[question.post_id])
        for each in (question, *question.joined.select_related("post__cohort", "comment")):
            tell_resolved(question=each, by=by)
    return question


@transaction.atomic
def reopen_question(*, question: Question, by) -> Question:
    """Return the question as it stood before it was resolved; one whose asker opens it again is asked again."""
    hold_posts([question.post_id])
    question.refresh_from_db(fields=["state", "asked_at"])
    if question.state == Question.State.RESOLVED:
        question.state, question.resolved_at, question.resolved_by = Question.State.OPEN, None, None
        if by.pk == question.asker_id:
            question.asked_at = timezone.now()
        question.save(update_fields=["state", "resolved_at", "resolved_by", "asked_at"])
        keep_waiting(posts=[question.post_id])
        question.refresh_from_db(fields=["state", "answered_at", "answered_by"])
    return question


@transaction.atomic
def join_question(*, question: Question, into: Question, by) -> Question:
    """Return a question that from now on stands under the same one of somebody else, whose state it follows.

    What was joined to it goes along. Raises SameQuestion.
    """
    held = {question.post_id, into.post_id, *question.joined.values_list("post_id", flat=True)}
    hold_posts(sorted(held))
    into = Question.objects.get(pk=into.same_as_id or into.pk)
    if into.pk == question.pk or into.cohort_id != question.cohort_id or not (into.is_asked and question.is_asked):
        raise SameQuestion
    how = {"same_as": into, "joined_at": timezone.now(), "joined_by": by}
    question.joined.update(**how)
    for name, value in how.items():
        setattr(question, name, value)
    question.save(update_fields=list(how))
    keep_waiting(posts=sorted(held))
    return question


@transaction.atomic
def separate_question(*, question: Question) -> Question:
    """Return a question that stands for itself again."""
    hold_posts([question.post_id])
    question.same_as = question.joined_at = question.joined_by = None
    question.save(update_fields=["same_as", "joined_at", "joined_by"])
    keep_waiting(posts=[question.post_id])
    return question


@transaction.atomic
def ask_for_feedback(*, post: Post) -> Post:
    """Return a published post on which its author waits for feedback from now on, or since they asked already."""
    hold_posts([post.pk])
    if not Waiting.objects.filter(post=post, kind=Waiting.Kind.FEEDBACK).exists():
        post.feedback_at = timezone.now()
        post.save(update_fields=["feedback_at"])
        keep_waiting(posts=[post.pk])
        tell_asked(post=post, actor=post.author)
    return post


@transaction.atomic
def take_back_feedback(*, post: Post) -> Post:
    """Return a post on which its author waits for no feedback."""
    hold_posts([post.pk])
    post.feedback_at = None
    post.save(update_fields=["feedback_at"])
    keep_waiting(posts=[post.pk])
    return post


def _of_text(post: Post):
    """Return the questions of a post's text, held; `has_joined` where others' are joined to one."""
    joined = Exists(Question.objects.filter(same_as=OuterRef("pk")))
    return post.questions.filter(comment=None).annotate(has_joined=joined).select_for_update(of=("self",))


def _reworded(entry: dict, gone: list[Question]) -> Question | None:
    """Return, out of `gone`, what the camper asked at the same heading in almost the same words."""
    if entry["source"] not in ASKING:
        return None
    for question in gone:
        alike = SequenceMatcher(None, question.title, entry["title"]).ratio() >= REWORDED
        if question.is_asked and question.anchor == (entry["anchor"] or "")[:200] and alike:
            gone.remove(question)
            return question
    return None


def _say(question: Question, post: Post, key: str, at: int, entry: dict) -> None:
    """Let a question say what the outline read."""
    asks = entry["source"] in ASKING or question.is_marked
    if question.pk is None or question.is_asked != asks:
        question.state = Question.State.OPEN if asks else Question.State.NOTE
        question.asked_at = (post.edited_at or post.published_at) if asks else None
    question.key, question.title, question.group = key, entry["title"][:300], (entry.get("group") or "")[:200]
    question.event, question.anchor = (entry.get("event") or "")[:200], (entry["anchor"] or "")[:200]
    question.position, question.places = at, [place[:200] for place in anchors_above(post.toc, entry["anchor"])]
    question.fold = (fold_title(entry["title"]) or key)[:300]


def _follow_heading(question: Question, post: Post) -> None:
    """Let a question stand at its heading where that is now, or at the whole post where it is gone."""
    same = [each for each in post.toc if each["anchor"] == question.anchor]
    same += [each for each in post.toc if fold_title(each["text"]) == question.fold]
    question.anchor = same[0]["anchor"][:200] if same else ""
    question.places = [place[:200] for place in anchors_above(post.toc, question.anchor)]
