"""What a pasted curriculum would change in a cohort, line by line."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from journal.models.cohorts import Cohort
from journal.models.curriculum import Lecture
from journal.models.topics import Topic, TopicAlias
from journal.text.curricula import MAX_CODE, MAX_TITLE, Planned
from journal.text.lectures import natural_key
from journal.text.topic_names import MAX_NAME, topic_key

# What a line does, in the order in which they are looked at.
WORDS = {
    "bad": gettext_lazy("Not taken in"), "double": gettext_lazy("Twice in it"), "gone": gettext_lazy("Taken out"),
    "changed": gettext_lazy("Changed"), "new": gettext_lazy("New"), "same": gettext_lazy("As it is already"),
}  # fmt: skip
TO_DO = ("new", "changed", "gone")
FAULTS = {
    "day": gettext_lazy("“%(said)s” is no day. Write Day 4, 4 or 2026-03-02."),
    "off": gettext_lazy("“%(said)s” is no study day of this cohort."),
    "topic": gettext_lazy("There is no topic."),
    "topic_long": gettext_lazy("The topic is too long: at most %(most)s characters fit."),
    "code": gettext_lazy("There is no code."),
    "code_long": gettext_lazy("The code is too long: at most %(most)s characters fit."),
    "title": gettext_lazy("There is no title."),
    "title_long": gettext_lazy("The title is too long: at most %(most)s characters fit."),
}
MOST = {"topic_long": MAX_NAME, "code_long": MAX_CODE, "title_long": MAX_TITLE}


@dataclass(frozen=True)
class Row:
    """A line of a curriculum as it meets the cohort: one of WORDS, and sentences about it."""

    planned: Planned
    state: str
    notes: list[str] = field(default_factory=list)
    study_on: date | None = None
    number: int | None = None  # of the study day
    lecture: Lecture | None = None  # as it is

    @property
    def words(self) -> str:
        """What the line does, in words."""
        return str(WORDS[self.state])


def plan_curriculum(
    cohort: Cohort, lines: Iterable[Planned], *, is_whole: bool = False, noted: dict[int, int] | None = None
) -> list[Row]:
    """Return what each line of a curriculum would do now, in their order (three queries, however many lines).

    A lecture is known by its topic, under whatever name, and its code. Of two lines of one the first counts. A line
    without a day leaves a lecture on its day. Where the table `is_whole`, lectures of which it has no line, not even
    one that cannot be taken in, stand behind as what goes; `noted` says how many notes of each its reader may see.
    """
    lines, topics = list(lines), _topics(cohort)
    lectures = {(each.topic_id, each.code_key): each for each in cohort.lectures.select_related("topic")}
    rows, seen = [], {}
    for line in lines:
        row = _row(cohort, line, topics, lectures)
        key = (topics[topic_key(line.topic)].pk if topic_key(line.topic) in topics else line.key[0], line.key[1])
        if row.state != "bad" and key in seen:
            row = Row(line, "double", [_("Line %(line)s is the same lecture already.") % {"line": f"{seen[key]:,}"}])
        elif row.state != "bad":
            seen[key] = line.line
        rows.append(row)
    if is_whole:
        said = {(topics[line.key[0]].pk if line.key[0] in topics else None, line.key[1]) for line in lines}
        rows += [_gone(cohort, each, noted or {}) for key, each in sorted(lectures.items()) if key not in said]
    return rows


def _gone(cohort: Cohort, lecture: Lecture, noted: dict[int, int]) -> Row:
    number, count = cohort.calendar.number_of(lecture.study_on), noted.get(lecture.pk, 0)
    planned = Planned(
        0, lecture.study_on, lecture.topic.name, lecture.code, lecture.title, str(lecture.study_on or "–")
    )
    words = ngettext("Noted in %(shown)s post, which stays.", "Noted in %(shown)s posts, which stay.", count)
    notes = [words % {"shown": f"{count:,}"}] if count else []
    return Row(planned, "gone", notes, lecture.study_on, number, lecture)


def _row(cohort: Cohort, line: Planned, topics: dict[str, Topic], lectures: dict) -> Row:
    on = cohort.calendar.date_of(line.study_on) if isinstance(line.study_on, int) else line.study_on
    fault = line.fault or ("off" if line.study_on is not None and cohort.calendar.number_of(on) is None else "")
    if fault:
        said = {"said": line.said[:60], "most": MOST.get(fault, "")}
        return Row(line, "bad", [str(FAULTS[fault]) % said])
    topic, number = topics.get(topic_key(line.topic)), cohort.calendar.number_of(on)
    lecture = lectures.get((topic.pk, natural_key(line.code))) if topic else None
    if lecture is None:
        notes = [] if topic and topic.is_curated else [_("A new topic of the curriculum.")]
        return Row(line, "new", notes, on, number, None)
    notes = [] if lecture.title == line.title else [f"{lecture.title} → {line.title}"]
    if on and on != lecture.study_on:
        notes.append(f"{_day(cohort, lecture.study_on)} → {_day(cohort, on)}")
    return Row(line, "changed" if notes else "same", notes, on or lecture.study_on, number, lecture)


def _day(cohort: Cohort, on: date | None) -> str:
    number = cohort.calendar.number_of(on)
    return f"Day {number}" if number else str(on or "–")


def _topics(cohort: Cohort) -> dict[str, Topic]:
    found = {topic.key: topic for topic in cohort.topics.all()}
    aliases = TopicAlias.objects.filter(cohort=cohort).select_related("topic")
    return {alias.key: alias.topic for alias in aliases} | found
