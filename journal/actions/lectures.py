"""Lectures of a whole curriculum at once, and the posts that note them."""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import Max

from journal.actions.curriculum import tie_notes
from journal.actions.topics import curate_topic, find_topics
from journal.actions.upkeep import reread_posts
from journal.models.cohorts import Cohort
from journal.models.curriculum import Lecture, LectureNote
from journal.models.posts import Post
from journal.models.topics import HUES
from journal.queries.curriculum_rows import TO_DO, plan_curriculum
from journal.text.curricula import Planned


@transaction.atomic
def apply_curriculum(*, cohort: Cohort, lines: Iterable[Planned]) -> int:
    """Do what these lines say of a cohort as it is now, and return how many lectures are new or changed.

    Topics they name become curated, in the order in which they come. Posts that note a lecture are tied to it. Nothing
    is deleted: a lecture that is missing in the table stays.
    """
    Cohort.objects.select_for_update().get(pk=cohort.pk)  # of two at once the second finds the first one's
    rows = [row for row in plan_curriculum(cohort, lines) if row.state in TO_DO]
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
    _tie(cohort, lectures)
    return len(lectures)


def _tie(cohort: Cohort, lectures: list[Lecture]) -> None:
    """Tie the notes that mean these lectures by now; a cohort in which nobody has written has none."""
    if not Post.objects.filter(cohort=cohort).exists():
        return
    has_loose = LectureNote.objects.filter(cohort=cohort.pk, lecture=None).exists()
    for lecture in lectures:
        if has_loose:
            tie_notes(lecture=lecture)
        reread_posts(lecture=lecture)
