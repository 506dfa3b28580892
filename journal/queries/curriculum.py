"""The curriculum as posts meet it: which lecture a noted code or title means, or the first letters of it."""

from journal.models.cohorts import Cohort
from journal.models.curriculum import Lecture
from journal.text.chosung import best_match
from journal.text.lectures import natural_key
from journal.text.topic_names import topic_key

SUGGESTIONS = 8


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


def suggest_lectures(cohort: Cohort, query: str) -> list[Lecture]:
    """Return at most eight lectures whose code, title or topic fits what was typed; for nothing typed, today's.

    Of those that fit as well as each other the one comes first whose study day is nearest to today.
    """
    today = cohort.today()
    lectures = Lecture.objects.filter(cohort=cohort).select_related("topic")
    if not topic_key(query):
        return list(lectures.filter(study_on=today).order_by("topic__position", "code_key")[:SUGGESTIONS])
    rows = []
    for lecture in lectures:
        names = (lecture.title, f"{lecture.code} {lecture.title}", f"{lecture.topic.name} {lecture.code}")
        if (rank := best_match(names, query)) is not None:
            away = abs((lecture.study_on - today).days) if lecture.study_on else 10_000
            rows.append((rank, away, lecture.topic.position, lecture.code_key, lecture.pk, lecture))
    return [row[-1] for row in sorted(rows)[:SUGGESTIONS]]


def _only(lectures: list[Lecture], entry: dict) -> Lecture | None:
    title = topic_key(entry["title"])
    alike = [
        lec
        for lec in lectures
        if lec.code_key == natural_key(entry["code"] or "") and title and title in topic_key(lec.title)
    ]
    return alike[0] if len(alike) == 1 else None
