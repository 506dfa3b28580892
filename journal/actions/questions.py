"""Questions: kept in step with the text they stand in, answered by staff, resolved by hand."""

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from journal.models.comments import Comment
from journal.models.events import EventNote
from journal.models.people import Membership
from journal.models.posts import Post
from journal.models.questions import Question
from journal.text.anchors import anchors_above
from journal.text.near_titles import fold_title
from journal.text.topic_names import topic_key

ASKING = ("callout", "item")  # where the outline finds what the writer asks; headings of a FAQ are notes
STAFF = (Membership.Role.MENTOR, Membership.Role.ORGANISER)


@transaction.atomic
def keep_questions(*, post: Post, found: Iterable[dict], events: Iterable[EventNote] = ()) -> None:
    """Make the post's questions those that its outline holds; one that is still there keeps its state.

    `events` are the post's notes of events, whose titles say at which event a question was noted.
    """
    at_event = {note.title: note.event_id for note in events}
    kept = {question.key: question for question in post.questions.select_for_update()}
    seen: set[str] = set()
    for at, entry in enumerate(found):
        key = (topic_key(entry["title"]) or entry["anchor"])[:200]
        if key in seen:
            continue
        seen.add(key)
        question = kept.get(key) or Question(post=post, cohort_id=post.cohort_id, key=key)
        asks = entry["source"] in ASKING
        if question.pk is None or question.is_asked != asks:
            question.state = Question.State.OPEN if asks else Question.State.NOTE
        question.title, question.group = entry["title"][:300], (entry.get("group") or "")[:200]
        question.event, question.anchor = (entry.get("event") or "")[:200], (entry["anchor"] or "")[:200]
        question.at_event_id = at_event.get(question.event)
        question.position, question.places = at, [place[:200] for place in anchors_above(post.toc, entry["anchor"])]
        question.fold = (fold_title(entry["title"]) or key)[:300]
        question.save()
    post.questions.exclude(key__in=seen).delete()


def mark_answered(*, comment: Comment) -> None:
    """Call open questions at the comment's section answered when a mentor or organiser of the cohort wrote it."""
    open_here = Question.objects.filter(post=comment.post_id, state=Question.State.OPEN, anchor=comment.section)
    if comment.section and open_here.exists() and _is_staff_answer(comment):
        open_here.update(state=Question.State.ANSWERED)


@transaction.atomic
def resolve_question(*, question: Question, by) -> Question:
    """Return the question as resolved; a second time changes nothing."""
    if question.state != Question.State.RESOLVED:
        question.state, question.resolved_at, question.resolved_by = Question.State.RESOLVED, timezone.now(), by
        question.save(update_fields=["state", "resolved_at", "resolved_by"])
    return question


def _is_staff_answer(comment: Comment) -> bool:
    roles = Membership.objects.filter(cohort=comment.post.cohort_id, user=comment.author_id, role__in=STAFF)
    return roles.filter(state=Membership.State.ACTIVE).exists()
