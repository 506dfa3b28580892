"""Lectures of a whole curriculum at once, and the posts that note them."""

from collections import Counter
from collections.abc import Iterable

from django.db import transaction
from django.db.models import Max

from journal.actions.calendars import hold_cohort, is_watched, note_calendar
from journal.actions.curriculum import tie_notes
from journal.actions.topics import curate_topic, find_topics
from journal.actions.upkeep import reread_posts
from journal.models.cohorts import Cohort
from journal.models.curriculum import Lecture, LectureNote
from journal.models.moderation import Act
from journal.models.posts import Post
from journal.models.topics import HUES
from journal.queries.calendars import NotSeen, mark_of
from journal.queries.curriculum_rows import TO_DO, Row, plan_curriculum
from journal.text.curricula import Planned


@transaction.atomic
def apply_curriculum(*, cohort: Cohort, by, lines: Iterable[Planned], is_whole: bool = False, seen: str = "") -> int:
    """Do what these lines say of a cohort as it is now, and return how many lectures are new, changed or taken out.

    Topics they name become curated, in the order in which they come. Posts that note a lecture are tied to it. A
    lecture that is missing in the table stays, unless the table `is_whole`; what posts noted of it stays in any case.
    `seen` is the mark under which `by` was shown it. Raises NotSeen where people know the curriculum and this was not
    looked at, or not as things are now.
    """
    cohort = hold_cohort(cohort.pk)  # of two at once the second finds the first one's
    lines = list(lines)
    mark = mark_of(cohort, (lines, is_whole))
    rows = [row for row in plan_curriculum(cohort, lines, is_whole=is_whole) if row.state in TO_DO]
    if rows and seen != mark and is_watched(cohort):
        raise NotSeen(cohort, mark, seen)
    Lecture.objects.filter(pk__in=[row.lecture.pk for row in rows if row.state == "gone"]).delete()
    _tie(cohort, _kept(cohort, [row for row in rows if row.state != "gone"]))
    if rows:
        counts = Counter(row.state for row in rows)
        words = f"+ {counts['new']} · → {counts['changed']} · − {counts['gone']}"
        note_calendar(cohort=cohort, by=by, verb=Act.Verb.CURRICULUM, words=words)
    return len(rows)


def _kept(cohort: Cohort, rows: list[Row]) -> list[Lecture]:
    position = cohort.topics.filter(is_curated=True).aggregate(most=Max("position"))["most"]
    position = -1 if position is None else position
    lectures = []
    for row in rows:
        [topic] = find_topics(cohort=cohort, names=[row.planned.topic])
        if not topic.is_curated:
            position += 1
            topic = curate_topic(cohort=cohort, name=topic.name, position=position, hue=position % HUES + 1)
        lecture = row.lecture or Lecture(cohort=cohort, topic=topic, code=row.planned.code)
        lecture.title, lecture.study_on, lecture.cohort = row.planned.title, row.study_on, cohort
        lecture.save()
        lectures.append(lecture)
    return lectures


def _tie(cohort: Cohort, lectures: list[Lecture]) -> None:
    """Tie the notes that mean these lectures by now; a cohort in which nobody has written has none."""
    if not Post.objects.filter(cohort=cohort).exists():
        return
    has_loose = LectureNote.objects.filter(cohort=cohort.pk, lecture=None).exists()
    for lecture in lectures:
        if has_loose:
            tie_notes(lecture=lecture)
        reread_posts(lecture=lecture)
