"""Keeping the table of who waits equal to its definition (journal/queries/waiting.py).

Whatever changes what waits on a post holds that post's row (`hold_posts`), changes it, and calls `keep_waiting` last in
the same transaction: so that two such changes come one after the other, and the later sees the earlier.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q, QuerySet

from journal.actions.kept_rows import keep_rows
from journal.models.cohorts import Cohort
from journal.models.comments import Comment
from journal.models.people import Membership
from journal.models.posts import Post
from journal.models.questions import Question
from journal.models.readers import SEEING
from journal.models.waiting import Dismissal, Waiting
from journal.queries.waiting import Asked, Conversation, Dismissed, Found, Said, read_conversation
from journal.text.page_words import page_words

BATCH = 200  # posts between two commits of a rebuilding
WORDS = 140  # characters of what a reply begins with
NOTE = Question.State.NOTE


def hold_membership(*, cohort_id: int, user) -> Membership | None:
    """Return the membership of `user`, who is about to say something: it stays as it is until the transaction ends.

    To be called before any post is held.
    """
    rows = Membership.objects.select_for_update(no_key=True, of=("self",))  # not its cohort, which all would wait for
    return rows.filter(cohort=cohort_id, user=user).first()


def hold_posts(posts: Iterable[int]) -> None:
    """Hold the rows of some posts (by key), in one order for everybody, until the transaction ends."""
    rows = Post.objects.filter(pk__in=posts).order_by("pk").select_for_update(of=("self",), no_key=True)
    list(rows.values_list("pk"))


def hold_with_joined(post_id: int) -> list[int]:
    """Hold a post and those whose questions are joined to one of its own; return their keys."""
    joined = Question.objects.filter(same_as__post=post_id).values_list("post_id", flat=True)
    posts = sorted({post_id, *joined})
    hold_posts(posts)
    return posts


def keep_waiting(*, posts: Iterable[int]) -> int:
    """Make the table, and the states of questions, those of the definition for posts (by key) that the caller holds.

    Return how many rows were not. A post on which nothing was asked costs one query.
    """
    rows = [row for row in _rows_of(posts) if row["is_talk"] or row["has_rows"]]
    if not rows:
        return 0
    questions = list(_questions_of(rows))
    found = _read(rows, questions)
    kept = list(Waiting.objects.filter(post__in=list(found))) if any(row["has_rows"] for row in rows) else []
    wanted = list(_wanted(rows, found, {_key(row): row for row in kept}))
    wrong = _differences(kept, wanted)
    if wrong:
        keep_rows(kept, wanted, by=("post_id", "kind", "question_id", "thread_id"))
    return wrong + _keep_states(questions, found)


def what_waits(*, posts: Iterable[int]) -> list[Waiting]:
    """Return what waits on posts (by key) as the definition has it: rows that are not in the table."""
    rows = list(_rows_of(posts))
    return list(_wanted(rows, _read(rows, _questions_of(rows)), {}))


def rebuild_waiting(*, cohort: Cohort) -> int:
    """Read everything asked and said in a cohort again; return how many rows and states were wrong.

    A transaction for some hundred posts each, so that the site goes on.
    """
    posts = Post.objects.filter(cohort=cohort).filter(_is_talk() | Exists(Waiting.objects.filter(post=OuterRef("pk"))))
    wrong, last = 0, 0
    while keys := list(posts.filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:BATCH]):
        with transaction.atomic():
            hold_posts(keys)
            wrong += keep_waiting(posts=keys)
        last = keys[-1]
    return wrong


def posts_with_words_of(people: Iterable[int], *, cohort_id: int) -> list[int]:
    """Return the posts (by key) of a cohort that people (by key) wrote or said something on."""
    people = list(people)
    posts = Post.objects.filter(cohort=cohort_id)
    said = Comment.objects.filter(author__in=people, post=OuterRef("pk"))
    return list(posts.filter(Q(author__in=people) | Exists(said)).order_by("pk").values_list("pk", flat=True))


def _is_talk() -> Q:
    """Whether anything on a post could wait: something asked, or a word of the staff that one may reply to."""
    asked = Question.objects.filter(post=OuterRef("pk")).exclude(state=NOTE)
    answered = Comment.objects.filter(post=OuterRef("pk"), by_staff=True)
    return Q(feedback_at__isnull=False) | Exists(asked) | Exists(answered)


def _rows_of(posts: Iterable[int]) -> QuerySet:
    kept = Exists(Waiting.objects.filter(post=OuterRef("pk")))
    said, dismissed = (Exists(words.objects.filter(post=OuterRef("pk"))) for words in (Comment, Dismissal))
    rows = Post.objects.filter(pk__in=posts).annotate(is_talk=_is_talk(), has_rows=kept).order_by("pk")
    rows = rows.annotate(has_words=said, has_dismissed=dismissed)
    return rows.values(
        "pk", "cohort_id", "team_id", "visibility", "author_id", "title", "published_at", "deleted_at", "hidden_at",
        "feedback_at",
        "imported_at", "created_at", "is_talk", "has_rows", "has_words",
        "has_dismissed",
    )  # fmt: skip


def _questions_of(rows: list[dict]) -> QuerySet:
    there = Q(post__published_at__isnull=False, post__deleted_at=None, post__hidden_at=None, is_hidden=False)
    stands_for_it = Question.objects.filter(there, pk=OuterRef("same_as"))
    questions = Question.objects.filter(post__in=[row["pk"] for row in rows], is_hidden=False).exclude(state=NOTE)
    questions = questions.order_by("pk")
    return questions.annotate(is_joined=Exists(stands_for_it), root=F("comment__parent"), by=F("comment__author"))


def _read(rows: list[dict], questions: Iterable[Question]) -> dict[int, Found]:
    """Return what is found on each post (as `_rows_of` reads them) in all that was asked and said there."""
    asked, said, dismissed = defaultdict(list), defaultdict(list), defaultdict(list)
    posts = {row["pk"]: row for row in rows}
    for question in questions:
        asked[question.post_id].append(_asked(question, posts[question.post_id]))
    talked = [row["pk"] for row in rows if row["has_words"]]
    comments = Comment.objects.standing().filter(post__in=talked).order_by("created_at", "pk")
    for post, pk, parent, *columns in comments.values_list(
        "post", "pk", "parent", "section", "author", "by_staff", "created_at"
    ):
        said[post].append(Said(pk, parent or pk, *columns))
    for post, *columns in Dismissal.objects.filter(
        post__in=[row["pk"] for row in rows if row["has_dismissed"]]
    ).values_list("post", "question", "thread", "dismissed_at"):
        dismissed[post].append(Dismissed(*columns))
    campers = _campers(rows, said)
    talks = {
        row["pk"]: Conversation(
            author=row["author_id"], title=row["title"],
            is_there=row["published_at"] is not None and row["deleted_at"] is None and row["hidden_at"] is None,
            feedback_at=row["feedback_at"], imported_at=row["imported_at"], asked=asked[row["pk"]],
            said=said[row["pk"]], dismissed=dismissed[row["pk"]], campers=campers[row["cohort_id"]],
        )
        for row in rows
    }  # fmt: skip
    return {pk: read_conversation(talk) for pk, talk in talks.items()}


def _asked(question: Question, post: dict) -> Asked:
    return Asked(
        pk=question.pk, asker=question.by or post["author_id"], title=question.title, anchor=question.anchor,
        thread=question.comment_id and (question.root or question.comment_id), state=question.state,
        asked_at=question.asked_at or post["published_at"] or post["created_at"], resolved_at=question.resolved_at,
        joined_at=question.joined_at, is_joined=question.is_joined,
    )  # fmt: skip


def _campers(rows: list[dict], said: dict[int, list[Said]]) -> dict[int, frozenset[int]]:
    """Return those who may wait, by cohort."""
    people = {row["author_id"] for row in rows} | {each.author for words in said.values() for each in words}
    cohorts = {row["cohort_id"] for row in rows}
    members = Membership.objects.filter(cohort__in=cohorts, user__in=people, state__in=SEEING)
    found = defaultdict(set)
    for cohort, user in members.filter(role=Membership.Role.CAMPER).values_list("cohort", "user"):
        found[cohort].add(user)
    return {cohort: frozenset(found[cohort]) for cohort in cohorts}


def _wanted(rows: list[dict], found: dict[int, Found], kept: dict[tuple, Waiting]) -> Iterator[Waiting]:
    """Yield the rows of what waits; one that is kept already keeps who claimed it."""
    replies = [item.comment for each in found.values() for item in each.items if item.comment]
    pages = dict(Comment.objects.filter(pk__in=replies).values_list("pk", "html")) if replies else {}
    for row in rows:
        for item in found[row["pk"]].items:
            words = _first_words(page_words(pages[item.comment])) if item.comment else item.words
            waiting = Waiting(
                cohort_id=row["cohort_id"], team_id=row["team_id"], visibility=row["visibility"], post_id=row["pk"],
                kind=item.kind, question_id=item.question, thread_id=item.thread, comment_id=item.comment,
                asker_id=item.asker, asked_at=item.asked_at, section=item.section, words=words,
            )  # fmt: skip
            if before := kept.get(_key(waiting)):
                waiting.claimed_by_id, waiting.claim_ends_at = before.claimed_by_id, before.claim_ends_at
            yield waiting


def _key(row: Waiting) -> tuple:
    return row.post_id, row.kind, row.question_id, row.thread_id


def _first_words(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= WORDS else text[: WORDS - 1].rstrip() + "…"


def _differences(kept: list[Waiting], wanted: list[Waiting]) -> int:
    """Return how many rows are too many, missing or other than wanted."""
    ours, theirs = ({_key(row): _columns(row) for row in rows} for rows in (kept, wanted))
    return sum(ours.get(key) != theirs.get(key) for key in ours.keys() | theirs.keys())


def _columns(row: Waiting) -> tuple:
    return tuple(getattr(row, each.attname) for each in Waiting._meta.concrete_fields if not each.primary_key)


def _keep_states(questions: list[Question], found: dict[int, Found]) -> int:
    """Write the states of questions that stand otherwise than found; return how many."""
    changed = []
    for question in questions:
        answer = found[question.post_id].answers[question.pk]
        now = (answer.state, answer.answered_at, answer.answered_by)
        if (question.state, question.answered_at, question.answered_by_id) != now:
            question.state, question.answered_at, question.answered_by_id = now
            changed.append(question)
    if changed:
        Question.objects.bulk_update(changed, ["state", "answered_at", "answered_by"])
    return len(changed)
