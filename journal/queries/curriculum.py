"""The curriculum as posts meet it: which lecture a noted code or title means."""

from journal.models.cohorts import Cohort
from journal.models.curriculum import Lecture
from journal.text.lectures import natural_key
from journal.text.topic_names import topic_key


def match_lectures(cohort: Cohort, noted: list[dict]) -> list[Lecture | None]:
    """Return for each noted lecture ({code, title, topic}) the cohort's lecture it means, or None.

    A code counts within its topic; without a topic, or where the topic does not know it, only a code that one lecture
    has, and then the titles must agree; else an equal title.
    """
    if not noted:
        return []
    lectures = list(Lecture.objects.filter(cohort=cohort).select_related("topic").prefetch_related("topic__aliases"))
    by_code: dict[tuple[str, str], Lecture] = {}
    by_title: dict[str, Lecture] = {}
    for lecture in lectures:
        by_title.setdefault(topic_key(lecture.title), lecture)
        for key in (lecture.topic.key, *(alias.key for alias in lecture.topic.aliases.all())):
            by_code[key, lecture.code_key] = lecture
    return [
        by_code.get((topic_key(entry["topic"] or ""), natural_key(entry["code"] or "")))
        or by_title.get(topic_key(entry["title"]))
        or _only(lectures, entry)
        for entry in noted
    ]


def _only(lectures: list[Lecture], entry: dict) -> Lecture | None:
    title = topic_key(entry["title"])
    alike = [
        lec
        for lec in lectures
        if lec.code_key == natural_key(entry["code"] or "") and title and title in topic_key(lec.title)
    ]
    return alike[0] if len(alike) == 1 else None
