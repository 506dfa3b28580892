"""What a new page begins with: a section template, the lectures of its day, and what the last journal left open."""

from datetime import date

from django.utils.translation import gettext as _

from journal.models.cohorts import Cohort
from journal.models.posts import Post
from journal.queries.timeline import lectures_on
from journal.text.starting import DayLecture, opening


def opening_of(cohort: Cohort, study_on: date | None) -> str:
    """Return the text that a page of a study day begins with in a cohort; of a free note, when there is no day."""
    return _opened(cohort, study_on, cohort.section_template)


def openings_of(cohort: Cohort, study_on: date | None) -> list[str]:
    """Return every text that somebody's page of this day may have begun with."""
    return [opening_of(cohort, study_on)] if study_on else []


def last_text(user, cohort: Cohort, study_on: date | None, post: Post | None = None) -> str:
    """Return what `user` wrote in their journal before a study day, the edit that waits included; "" where none is.

    `post` is the one that is being written, which is never the last one.
    """
    if study_on is None:
        return ""
    mine = Post.objects.visible_to(user).filter(author=user, cohort=cohort, study_on__lt=study_on)
    mine = mine.exclude(pk=post.pk) if post else mine
    last = mine.select_related("pending_edit").only("body", "pending_edit__body").order_by("-study_on").first()
    return (getattr(last, "pending_edit", None) or last).body if last else ""


def _opened(cohort: Cohort, study_on: date | None, template: str) -> str:
    lectures = lectures_on(cohort, study_on) if study_on else []
    return opening(
        template,
        [DayLecture(lecture.code, lecture.title, lecture.topic.name) for lecture in lectures],
        number=cohort.calendar.number_of(study_on),
        on=study_on,
        section_names=cohort.section_names,
        learning=_("What I learned"),
    )
