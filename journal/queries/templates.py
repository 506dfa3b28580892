"""What a new page begins with: a section template, the lectures of its day, and what the last journal left open."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from journal.models.cohorts import Cohort
from journal.models.posts import Post
from journal.models.readers import reader_of
from journal.models.templates import SectionTemplate
from journal.policies import may_edit_template
from journal.queries.timeline import lectures_on
from journal.text.starting import DayLecture, opening


@dataclass(frozen=True)
class CohortTemplate:
    """A cohort whose template one may write with, and whether one may change it."""

    cohort: Cohort
    may_edit: bool


@dataclass(frozen=True)
class Start:
    """A template to begin with: `key` names it in an address and on a button, `text` is empty for a page of nothing."""

    key: str
    name: str
    text: str
    is_default: bool = False


def templates_of(user) -> list[SectionTemplate]:
    """Return a person's own templates, by name."""
    return list(SectionTemplate.objects.visible_to(user))


def cohorts_with_template(user) -> list[CohortTemplate]:
    """Return the cohorts of a person, the newest first."""
    cohorts = sorted((m.cohort for m in reader_of(user).memberships), key=lambda c: c.first_on, reverse=True)
    return [CohortTemplate(cohort, may_edit_template(user, cohort)) for cohort in cohorts]


def starts_of(user, cohort: Cohort) -> list[Start]:
    """Return what a new page of a person may begin with; the first that is a default one does."""
    own = [Start(str(each.pk), each.name, each.body, each.is_default) for each in templates_of(user)]
    shared = Start("cohort", cohort.name, cohort.section_template, not any(start.is_default for start in own))
    return [*own, shared, Start("none", _("Empty page"), "")]


def start_of(user, cohort: Cohort, study_on: date | None, key: str) -> Start | None:
    """Return the start that `key` names, or None; for no key the default one, and nothing for a free note."""
    starts = starts_of(user, cohort)
    wanted = key or ("none" if study_on is None else next(start.key for start in starts if start.is_default))
    return next((start for start in starts if start.key == wanted), None)


def opening_of(cohort: Cohort, study_on: date | None, start: Start) -> str:
    """Return the text that a page of a study day begins with; of a free note, when there is no day."""
    return "" if start.key == "none" else _opened(cohort, study_on, start.text, _lectures(cohort, study_on))


def openings_of(user, cohort: Cohort, study_on: date | None) -> Iterator[str]:
    """Yield every text that somebody's page of this day may have begun with; none is made before it is asked for."""
    yield ""
    lectures = _lectures(cohort, study_on)
    for text in {start.text for start in starts_of(user, cohort) if start.key != "none"}:
        yield _opened(cohort, study_on, text, lectures)


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


def _lectures(cohort: Cohort, study_on: date | None) -> list[DayLecture]:
    lectures = lectures_on(cohort, study_on) if study_on else []
    return [DayLecture(lecture.code, lecture.title, lecture.topic.name) for lecture in lectures]


def _opened(cohort: Cohort, study_on: date | None, template: str, lectures: list[DayLecture]) -> str:
    own = (title for title, kind in cohort.section_names.items() if kind == "learning")
    return opening(
        template,
        lectures,
        number=cohort.calendar.number_of(study_on),
        on=study_on,
        section_names=cohort.section_names,
        learning=next(own, _("What I learned")),
    )
