"""The curriculum: posts tied to the lectures they note, untied by their authors, tied again when lectures change."""

from collections import Counter
from collections.abc import Iterable

from django.db import connection, transaction
from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from journal.actions.kept_rows import keep_rows
from journal.models.classes import OF_A_TEAM
from journal.models.curriculum import Lecture, LectureCount, LectureNote, UntiedLecture
from journal.models.posts import Post
from journal.queries.curriculum import Curriculum, curriculum_of
from journal.text.lectures import natural_key
from journal.text.near_titles import fold_title

AT_ONCE = 500  # writings that one query ties


def keep_lectures(*, post: Post, curriculum: Curriculum | None = None, is_first: bool = False) -> list[LectureNote]:
    """Make the post's notes of lectures those of its outline, and return them; a post in the trash has none.

    A lecture from which the author untied the post stays untied. `curriculum` is the cohort's, where it is at hand;
    `is_first` as for `keep_outline`.
    """
    kept = [] if is_first else list(post.lecture_notes.select_for_update().order_by("pk"))
    before = _counted(kept)
    entries = post.outline.get("lectures", []) if post.is_published and not post.deleted_at else []
    curriculum = curriculum or (curriculum_of(post.cohort) if entries else None)
    untied = set(post.untied_lectures.values_list("lecture", flat=True)) if entries and not is_first else set()
    wanted = [_note(post, at, entry, curriculum, untied) for at, entry in enumerate(entries)]
    notes = keep_rows(kept, _once(post, wanted), by=("code", "title", "topic_name"))
    _count(_counted(notes), before)
    return notes


def forget_lectures(*, posts: QuerySet) -> None:
    """Take the notes of posts that are about to be deleted for good out of the lectures' counts."""
    notes = list(LectureNote.objects.filter(post__in=posts).select_for_update(of=("self",)).order_by("pk"))
    LectureNote.objects.filter(pk__in=[note.pk for note in notes]).delete()
    _count({}, _counted(notes))


@transaction.atomic
def untie_lecture(*, post: Post, lecture: Lecture) -> UntiedLecture:
    """Say that a post does not note a lecture; no later edit and no new rendering ties it again."""
    post = _held(post)
    untied, _made = UntiedLecture.objects.get_or_create(post=post, lecture=lecture)
    notes = list(post.lecture_notes.select_for_update().filter(lecture=lecture))
    LectureNote.objects.filter(pk__in=[note.pk for note in notes]).update(lecture=None, untied=lecture)
    _count({}, _counted(notes))
    return untied


@transaction.atomic
def tie_lecture(*, post: Post, lecture: Lecture) -> list[LectureNote]:
    """Take an untying back; return the post's notes, which are tied to what they mean again."""
    post = _held(post)
    UntiedLecture.objects.filter(post=post, lecture=lecture).delete()
    return keep_lectures(post=post)


@transaction.atomic
def tie_notes(*, lecture: Lecture) -> int:
    """Tie notes that have no lecture to a new, renamed or recoded one, where they mean it; return how many.

    Each writing (code, title, topic) is looked at once, however many posts have it. What is tied already stays so.
    """
    curriculum = curriculum_of(lecture.cohort)
    untied = UntiedLecture.objects.filter(post=OuterRef("post"), lecture=lecture)
    loose = LectureNote.objects.filter(~Exists(untied), cohort=lecture.cohort_id, lecture=None)
    writings = loose.order_by().values_list("code", "title", "topic_name").distinct()
    means = ((writing, curriculum.means(*writing)) for writing in writings.iterator())
    meant = [writing for writing, known in means if known and known.pk == lecture.pk]
    tied: list[LectureNote] = []
    for start in range(0, len(meant), AT_ONCE):
        these = Q()
        for code, title, topic_name in meant[start : start + AT_ONCE]:
            these |= Q(code=code, title=title, topic_name=topic_name)
        notes = list(loose.filter(these).select_for_update(of=("self",)).order_by("pk"))
        LectureNote.objects.filter(pk__in=[note.pk for note in notes]).update(lecture=lecture)
        tied += notes
    for note in tied:
        note.lecture = lecture
    _count(_counted(tied), {})
    return len(tied)


@transaction.atomic
def recount_lectures() -> int:
    """Count all notes anew, as after deleting a person with all their posts; return how many counts there are."""
    LectureCount.objects.all().delete()
    classes = LectureNote.objects.filter(lecture__isnull=False).order_by()
    classes = classes.values_list("lecture", "visibility", "for_team").annotate(Count("pk"))
    rows = [
        LectureCount(lecture_id=lecture, visibility=visibility, for_team=team, notes=notes)
        for lecture, visibility, team, notes in classes
    ]
    return len(LectureCount.objects.bulk_create(rows))


def _held(post: Post) -> Post:
    """Return the post as it now stands, locked: notes copy its visibility, which may have changed since it was read."""
    return Post.objects.select_for_update(of=("self",), no_key=True).select_related("cohort").get(pk=post.pk)


def _note(post: Post, at: int, entry: dict, curriculum: Curriculum, untied: set[int]) -> LectureNote:
    code, title, topic = (entry["code"] or "")[:20], entry["title"][:200], (entry["topic"] or "")[:200]
    known = curriculum.means(code, title, topic)
    lecture = known.pk if known else None
    is_untied = lecture in untied
    return LectureNote(
        post=post, lecture_id=None if is_untied else lecture, untied_id=lecture if is_untied else None, code=code,
        code_key=natural_key(code)[:120], title=title, topic_name=topic, anchor=(entry["anchor"] or "")[:200],
        position=at, cohort_id=post.cohort_id, shown_on=post.shown_on, visibility=post.visibility,
        for_team=(post.team_id or 0) if post.visibility in OF_A_TEAM else 0,
    )  # fmt: skip


def _once(post: Post, notes: list[LectureNote]) -> list[LectureNote]:
    """Keep one note of each lecture: that at a heading of its own, before that in a list of what was taught."""
    said = {entry["anchor"]: fold_title(entry["text"]) for entry in post.toc}
    chosen: dict[int, LectureNote] = {}
    for note in notes:
        lecture = note.lecture_id or note.untied_id
        has_heading = bool(note.title) and fold_title(note.title) in said.get(note.anchor, "")
        if lecture is None or lecture not in chosen or has_heading:
            chosen[lecture or -1 - note.position] = note
    return sorted(chosen.values(), key=lambda note: note.position)


def _counted(notes: Iterable[LectureNote]) -> Counter:
    """Return how many of some notes each count counts."""
    return Counter((note.lecture_id, note.visibility, note.for_team) for note in notes if note.lecture_id)


def _count(now: dict, before: dict) -> None:
    """Let the counts say what is now instead of what was before.

    Counts are taken in sorted order, one transaction after the other, so that two never wait for each other.
    """
    change = {key: now.get(key, 0) - before.get(key, 0) for key in {*now, *before}}
    rows = [(*key, number) for key, number in sorted(change.items()) if number]
    if not rows:
        return
    table = LectureCount._meta.db_table
    values = ", ".join(["(%s, %s, %s, %s)"] * len(rows))
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} AS known (lecture_id, visibility, for_team, notes) VALUES {values}"
            " ON CONFLICT (lecture_id, visibility, for_team) DO UPDATE SET notes = known.notes + EXCLUDED.notes",
            [value for row in rows for value in row],
        )
